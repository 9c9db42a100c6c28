/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Dates of programmes that follow from the calendar: the end after a number of weeks, and by when
 * a student who was referred is to be seen.
 */
#ifndef HT_SOLVER_STINTS_H
#define HT_SOLVER_STINTS_H

#include "solver/school.h"

/**
 * Sets the end of each programme that has a number of weeks, counting from its first date (else
 * from the first term's) those with a date that is open to all of its students and not out for
 * assessment; and the latest date of each that has an urgency, counting from the referral (else
 * from its first date; none where neither is said). To be called once the school is finished.
 */
void ht_stints_settle(struct ht_school *school);

#endif
