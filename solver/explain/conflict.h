/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The smallest set of things that keep a session from having a place.
 */
#ifndef HT_SOLVER_EXPLAIN_CONFLICT_H
#define HT_SOLVER_EXPLAIN_CONFLICT_H

#include "solver/explain/trial.h"

/**
 * Why a requirement has no place for one more session besides those placed ([requirement]) of a
 * case: its members, with none of which the others would exclude each other. They are found by
 * leaving out what can be left out, many at a time (a deletion filter: Chinneck and Dravnieks,
 * "Locating minimal infeasible constraint sets in linear programs", 1991; halving as in Junker,
 * "QuickXplain", 2004); what is near the session is left out last. The members are the caller's to
 * free.
 */
struct ht_conflict ht_conflict_find(struct ht_trials *trials, const struct ht_case *of,
                                    const int *placed, uint32_t requirement);

/**
 * Whether the members of another conflict, so many weeks later, hold for a requirement as well, in
 * the place of the session that they were found for; if so they are copied.
 */
bool ht_conflict_share(struct ht_trials *trials, const struct ht_case *of, const int *placed,
                       uint32_t requirement, const struct ht_conflict *other, int weeks_later,
                       struct ht_conflict *conflict);

#endif
