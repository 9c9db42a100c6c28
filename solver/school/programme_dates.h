/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Dates of programmes that follow from the calendar: the end after a number of weeks, and by when
 * a student who was referred is to be seen.
 */
#ifndef HT_SOLVER_SCHOOL_PROGRAMME_DATES_H
#define HT_SOLVER_SCHOOL_PROGRAMME_DATES_H

#include "solver/school/school.h"

/**
 * Sets the end of each programme that has a number of weeks, counting from its first date (else
 * from the first term's) those with a date that is open to all of its students and not out for
 * assessment; and the latest date of each that has an urgency, counting from the referral (else
 * from its first date; none where neither is said), and the date of its first session in history.
 * To be called once the school is finished.
 */
void ht_programme_dates_settle(struct ht_school *school);

/**
 * Below 0 where the first of two programmes goes before the second on a waiting list: by urgency,
 * then by the date of the referral, one without either coming last; 0 where neither does.
 */
int ht_programme_dates_order(const struct ht_school *school, const struct ht_programme *first,
                             const struct ht_programme *second);

#endif
