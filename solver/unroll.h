/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * From counts over classes of equal weeks to a session in each week.
 *
 * Divided by the number of weeks, the counts are a fractional flow from needs through their days
 * and slots to mentors' days; an integral flow exists that takes every arc's floor or ceiling, and
 * without it the weeks left have the same property (Koenig, 1916; de Werra, "Balanced schedules",
 * INFOR 9, 1971). So weeks are peeled off one at a time, and day loads come out balanced.
 */
#ifndef HT_SOLVER_UNROLL_H
#define HT_SOLVER_UNROLL_H

#include "solver/wishes.h"

/** All sessions of a component. */
struct ht_placings {
    struct ht_placing *list; /* by week */
    uint32_t count, capacity;
};

/**
 * Unrolls counts, preferring in each week what repeats least of the week before. False where the
 * counts do not unroll (which they do unless a rule ties more than the flow sees); free with
 * ht_placings_clear() in any case.
 */
bool ht_unroll(const struct ht_wishes *wishes, const int *choices, struct ht_placings *placings);

/** Frees placings. */
void ht_placings_clear(struct ht_placings *placings);

#endif
