/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * From counts over classes of equal weeks to a session in each week.
 *
 * Divided by the number of weeks, the counts are a fractional flow from needs through their days
 * and slots to mentors' days; an integral flow exists that takes every arc's floor or ceiling, and
 * without it the weeks left have the same property (Koenig, 1916; de Werra, "Balanced schedules",
 * INFOR 9, 1971). So weeks are peeled off one at a time, and day loads come out balanced.
 */
#ifndef HT_SOLVER_LOCAL_SEARCH_DISAGGREGATE_H
#define HT_SOLVER_LOCAL_SEARCH_DISAGGREGATE_H

#include "solver/local_search/tie_break.h"
#include "solver/model/model.h"

/**
 * Unrolls counts into sessions, preferring in each week what repeats least of the week before.
 * The sessions keep the rules that the flow sees, which are all but for students of several
 * programmes, mentors' days of unequal lessons, and free time in one piece. Free with
 * ht_placed_clear().
 */
struct ht_placed ht_disaggregate(const struct ht_model *model, const struct ht_tie_break *tie_break,
                                 const int *choices);

#endif
