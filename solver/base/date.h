/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Dates of the Gregorian calendar, without times or time zones.
 */
#ifndef HT_SOLVER_BASE_DATE_H
#define HT_SOLVER_BASE_DATE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/** A date as days since 1 January 1970. Compare the field freely, and subtract it of real dates. */
typedef struct {
    int32_t days;
} ht_date;

/** Bounds that stand for "open": before and after every real date. */
#define HT_DATE_FIRST ((ht_date){INT32_MIN})
#define HT_DATE_LAST  ((ht_date){INT32_MAX})

/** Days of the week from Monday (0) to Sunday (6). */
enum { HT_MONDAY, HT_FRIDAY = 4, HT_SUNDAY = 6, HT_DAYS_A_WEEK = 7 };

/** Bits of all seven days, as used wherever a set of days of the week is kept in a byte. */
#define HT_EVERY_DAY 0x7f

/** The date of a year, month (1..12) and day (1..31); false where there is no such date. */
bool ht_date_make(int year, int month, int day, ht_date *date);

/** Year, month (1..12) and day (1..31) of a date; any pointer may be NULL. */
void ht_date_parts(ht_date date, int *year, int *month, int *day);

/** The day of the week, 0 for Monday. */
int ht_date_weekday(ht_date date);

/** The Monday of the date's calendar week; open bounds have none and stay. */
ht_date ht_date_monday(ht_date date);

/** The date so many days later; open bounds stay open. */
ht_date ht_date_plus(ht_date date, int days);

/** "2026-09-07" into text, which is returned. */
char *ht_date_iso(ht_date date, char text[static 16]);

/** "Mon" to "Sun". */
const char *ht_day_short(int weekday);

/** "Monday" to "Sunday". */
const char *ht_day_long(int weekday);

/** Minutes after midnight as "09:05" into text, which is returned. */
char *ht_time_text(int minutes, char text[static 16]);

#endif
