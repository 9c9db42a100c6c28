/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a cell says of when a lesson is: its cycle week, weekday or date, period or time, in any of
 * the ways in which programs and people write them. The readers return NULL, or what is wrong in
 * words that follow the cell's text. What a school's files already name comes before any guess;
 * text that is left over becomes no cycle week unless it can be one, and `is_plain` says whether it
 * was written as one.
 */
#ifndef HT_IO_BASE_WHEN_H
#define HT_IO_BASE_WHEN_H

#include "solver/base/date.h"
#include "solver/base/string_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** When a period starts, on which days; which dates are in which cycle week. */
struct ht_when_start {
    uint8_t days; /* bits */
    int start;    /* minutes after midnight */
    uint32_t period;
};
struct ht_when_dates {
    ht_date from, to;
    uint32_t week;
};

/** What a school's files name: numbers are those of the names, which may be NULL for none. */
struct ht_when_known {
    struct ht_strings *weeks, *periods;
    struct ht_when_start *starts; /* owned, likewise below */
    size_t start_count, start_capacity;
    struct ht_when_dates *dates;
    size_t date_count, date_capacity;
    ht_date monday; /* of the first date that was of none of these weeks, where has_monday */
    bool has_monday;
};

/** Adds a row of periods.csv or of the calendar's weeks. */
void ht_when_add_start(struct ht_when_known *known, const struct ht_when_start *start);
void ht_when_add_dates(struct ht_when_known *known, const struct ht_when_dates *dates);

/** The period that starts then, and the cycle week of a date; NULL where none is known. */
const char *ht_when_period_at(const struct ht_when_known *known, int weekday, int minutes);
const char *ht_when_week_at(const struct ht_when_known *known, ht_date date);

/**
 * The cycle week of a date that stands for a weekday; "" while all those that nothing names are of
 * one calendar week, which may stand for every week; NULL once they are of several.
 */
const char *ht_when_week_of(struct ht_when_known *known, ht_date date);

/** The parts as written. */
struct ht_when {
    char week[64];     /* "" where nothing is said */
    int weekday;       /* 0 for Monday */
    char period[64];   /* the first one, where there are several */
    uint32_t more;     /* numbers of the others, as bits: see ht_when_next() */
    int start, end;    /* minutes after midnight; below 0 where no time is said */
    ht_date date;      /* where has_date */
    bool has_date;     /* the day is a date */
    bool is_plain;     /* the week is called so, one letter, a number, or a known one */
    bool is_of_letter; /* the week is a letter before the period, and could be part of its name */
};

/** Some of the ways to write a slot, for messages and documentation. */
#define HT_SLOT_FORMS "1Mon:3, MonA P1, Week A Mon P1, Mon P1 (A), Mon3, Mon 09:00 or Mon P1-P2"

/** "1Mon:3", "MonA3", "Week A Mon P1", "Mon P1 (A)", "1/Mon/1", "Tues 09:00-10:00", "Mon P1-P3" and
 * the like. */
const char *ht_when_slot(const char *text, const struct ht_when_known *known, struct ht_when *when);

/** "Mon", "Thurs", "1Mon", "Mon A", "Week A Mon", "2026-09-07", 46272 (the number by which Excel
 * keeps that date) and the like, without a period. */
const char *ht_when_day(const char *text, const struct ht_when_known *known, struct ht_when *when);

/** "3", "P3", "Period 3" as the school's files call it, several ("P1-P3", "1, 2"), or a time.
 * Nothing is said of the day. */
void ht_when_period(const char *text, const struct ht_when_known *known, struct ht_when *when);

/** Puts the next period of several in the first one's place; false at the end. */
bool ht_when_next(const struct ht_when_known *known, struct ht_when *when);

/** The name among these that means the same week, "A" and "Week A", or the name itself. */
const char *ht_when_week_as(const struct ht_strings *weeks, const char *name);

/** Whether schools call weeks so: one letter, a number, or as this one does. */
bool ht_when_is_week(const struct ht_when_known *known, const char *name);

/**
 * The next of several slots ("1Tue:1, 1Wed:2"), cut out of *list, which is moved on; NULL at the
 * end. A comma that no other day follows is part of the slot.
 */
char *ht_when_part(char **list);

#endif
