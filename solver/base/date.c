/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/date.h"

#include "solver/base/memory.h"

#include <stdio.h>

static const char *const long_days[HT_DAYS_A_WEEK] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};
static const char *const short_days[HT_DAYS_A_WEEK] = {
    "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : length[month - 1];
}

/* Days from 1 January 1970 to 1 January of a year from 1 on. */
static int32_t year_start(int year)
{
    int before = year - 1;
    return before * 365 + before / 4 - before / 100 + before / 400 - 719162;
}

bool ht_date_make(int year, int month, int day, ht_date *date)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12)
        return false;
    if (day < 1 || day > month_length(year, month))
        return false;
    date->days = year_start(year) + day - 1;
    for (int m = 1; m < month; m++)
        date->days += month_length(year, m);
    return true;
}

void ht_date_parts(ht_date date, int *year, int *month, int *day)
{
    int y = 1970 + (int)(date.days / 365.2425);
    while (year_start(y) > date.days)
        y--;
    while (year_start(y + 1) <= date.days)
        y++;
    int m = 1, left = date.days - year_start(y);
    while (left >= month_length(y, m))
        left -= month_length(y, m++);
    if (year)
        *year = y;
    if (month)
        *month = m;
    if (day)
        *day = left + 1;
}

int ht_date_weekday(ht_date date)
{
    int since_thursday = date.days % 7;
    return (since_thursday + 7 + 3) % 7;
}

ht_date ht_date_monday(ht_date date)
{
    return ht_date_plus(date, -ht_date_weekday(date));
}

ht_date ht_date_plus(ht_date date, int days)
{
    bool is_open = date.days == HT_DATE_FIRST.days || date.days == HT_DATE_LAST.days;
    return is_open ? date : (ht_date){date.days + days};
}

char *ht_date_iso(ht_date date, char text[static 16])
{
    int year, month, day;
    ht_date_parts(date, &year, &month, &day);
    snprintf(text, 16, "%04d-%02d-%02d", year % 10000, month, day);
    return text;
}

const char *ht_day_short(int weekday)
{
    HT_REQUIRE(weekday >= 0 && weekday < HT_DAYS_A_WEEK, "no such day of the week");
    return short_days[weekday];
}

const char *ht_day_long(int weekday)
{
    HT_REQUIRE(weekday >= 0 && weekday < HT_DAYS_A_WEEK, "no such day of the week");
    return long_days[weekday];
}

char *ht_time_text(int minutes, char text[static 16])
{
    snprintf(text, 16, "%02d:%02d", minutes / 60 % 100, minutes % 60);
    return text;
}
