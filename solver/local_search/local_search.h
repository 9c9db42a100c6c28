/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Local improvement of a subproblem's sessions: first towards rules that are still broken, then
 * towards a lower cost, then by the secondary tie-breaks (README).
 */
#ifndef HT_SOLVER_LOCAL_SEARCH_LOCAL_SEARCH_H
#define HT_SOLVER_LOCAL_SEARCH_LOCAL_SEARCH_H

#include "solver/base/limit.h"
#include "solver/local_search/evaluation.h"

/** Kicks enough for every school tried. */
enum { HT_KICKS = 400 };

/**
 * Improves sessions by changes that never break more, nor cost more than before or than the budget
 * allows, until none helps; while something is broken so many kicks set it going again. Once the
 * limit is reached sessions without a place are still given the first that fits. What they come to
 * then is returned: where its .broken is 0 they keep every rule.
 */
struct ht_evaluation_sums ht_local_search(const struct ht_tie_break *tie_break, int64_t budget,
                                          int kicks, const struct ht_limit *limit,
                                          struct ht_placed *placed);

/** Takes out sessions that break a rule beside the others until none is broken but keep requests.
 */
void ht_take_out(const struct ht_tie_break *tie_break, struct ht_placed *placed);

#endif
