/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * On which dates of the school's terms each year group is in school, and out for assessment.
 */
#ifndef HT_SOLVER_SCHOOL_OPEN_DAYS_H
#define HT_SOLVER_SCHOOL_OPEN_DAYS_H

#include "solver/school/school.h"

/** The dates; made once, then only read. */
struct ht_open_days {
    ht_date first;         /* of all terms */
    int count;             /* dates of all terms */
    bool *open, *assessed; /* [year * count + date - first] */
};

/** Works them out for a finished school; free with ht_open_days_clear(). */
struct ht_open_days ht_open_days_new(const struct ht_school *school);

/** Frees the table. */
void ht_open_days_clear(struct ht_open_days *days);

/** Whether a year group (its number in ht_school.years) is in school; any date may be asked. */
bool ht_open_days_has(const struct ht_open_days *days, uint32_t year, ht_date date);

/** Whether an assessment keeps a year group from sessions, as far as the policy says it reaches. */
bool ht_open_days_assessed(const struct ht_open_days *days, uint32_t year, ht_date date);

/**
 * The row of the calendar, HT_CLOSED or HT_ASSESSMENT, that keeps a year group from sessions on a
 * date; HT_NONE where there is none.
 */
uint32_t ht_open_days_row(const struct ht_school *school, enum ht_calendar_what what, uint32_t year,
                          ht_date date);

#endif
