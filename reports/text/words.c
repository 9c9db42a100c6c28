/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/words.h"

#include <stdio.h>
#include <string.h>

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

char *ht_words_date(ht_date date, char text[static HT_WORDS_SIZE])
{
    int month, day;
    ht_date_parts(date, NULL, &month, &day);
    snprintf(text, HT_WORDS_SIZE, "%d %.3s", day, months[month - 1]);
    return text;
}

char *ht_words_day(ht_date date, char text[static HT_WORDS_SIZE])
{
    int month, day;
    ht_date_parts(date, NULL, &month, &day);
    const char *weekday = ht_day_short(ht_date_weekday(date));
    snprintf(text, HT_WORDS_SIZE, "%s %d %.3s", weekday, day, months[month - 1]);
    return text;
}

char *ht_words_full_date(ht_date date, char text[static HT_WORDS_SIZE])
{
    int year, month, day;
    ht_date_parts(date, &year, &month, &day);
    snprintf(text, HT_WORDS_SIZE, "%d %s %d", day, months[month - 1], year);
    return text;
}

const char *ht_words_month(ht_date date)
{
    int month;
    ht_date_parts(date, NULL, &month, NULL);
    return months[month - 1];
}

const char *ht_words_plural(long long number)
{
    return number == 1 ? "" : "s";
}

char *ht_words_count(int number, char text[static HT_WORDS_SIZE])
{
    snprintf(text, HT_WORDS_SIZE, "%d", number);
    return text;
}

void ht_write_person(FILE *stream, const char *name, const char *id)
{
    if (*name && strcmp(name, id) != 0)
        fprintf(stream, "%s (%s)", name, id);
    else
        fputs(id, stream);
}
