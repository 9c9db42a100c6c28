/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Planning one subproblem from its slots to its sessions: merged model, search, disaggregation; the
 * model with every week apart only where the merged one cannot be disaggregated.
 */
#ifndef HT_SOLVER_PLAN_SOLVE_H
#define HT_SOLVER_PLAN_SOLVE_H

#include "solver/ilp/lp.h"
#include "solver/instance/subproblem.h"
#include "solver/local_search/tie_break.h"
#include "solver/school/schedule.h"

/** A subproblem's part of the schedule. */
struct ht_subschedule {
    struct ht_session *sessions; /* owned */
    size_t session_count;
    int64_t cost, bound;
    bool found;      /* by the search, not in a hurry */
    bool infeasible; /* keep requests that cannot hold together */
};

/** What is known of a subproblem before it is planned; zeroed: nothing. */
struct ht_start {
    int64_t bound;           /* no schedule costs less */
    struct ht_placed placed; /* sessions that would be best, but break rows that parts share */
    const int *lost;         /* [requirement]: sessions that these rows are to cost; may be NULL */
};

/**
 * Plans a subproblem. The sessions to start from are the function's to clear. Free with
 * ht_subschedule_clear().
 */
struct ht_subschedule ht_solve_subproblem(const struct ht_subproblem *subproblem,
                                          struct ht_start start, const struct ht_limit *limit);

/** Makes the sessions in the subproblem's slots those of the part. */
void ht_subschedule_take(struct ht_subschedule *part, const struct ht_subproblem *subproblem,
                         const struct ht_placed *placed);

/** Frees a part's sessions. */
void ht_subschedule_clear(struct ht_subschedule *part);

#endif
