/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which cycle week a date is in, where the calendar says only that weeks alternate.
 */
#ifndef HT_SOLVER_SCHOOL_CYCLE_WEEKS_H
#define HT_SOLVER_SCHOOL_CYCLE_WEEKS_H

#include "solver/school/school.h"

/**
 * The dates on which the school would be open if each were in a cycle week: in a term (in one of
 * its half terms, where it has any), on a weekday that any cycle week has periods on, and not
 * closed to everybody. By date - first; free() it.
 */
bool *ht_school_open_dates(const struct ht_school *school);

/**
 * Enters the cycle weeks of the alternate rows for dates of which no week row says any: one after
 * another, by calendar weeks with an open date (as above) in them. Terms and week rows are entered
 * before.
 */
void ht_school_alternate(struct ht_school *school, const bool *open);

#endif
