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

/**
 * Plans a subproblem of which a lower bound may be known, and sessions to go on from. These may
 * break the rows that parts share: should the time run out before a schedule is found, one is made
 * from them. They are the function's to clear. Free with ht_subschedule_clear().
 */
struct ht_subschedule ht_solve_subproblem(const struct ht_subproblem *subproblem, int64_t bound,
                                          struct ht_placed placed, const struct ht_limit *limit);

/** Makes the sessions in the subproblem's slots those of the part. */
void ht_subschedule_take(struct ht_subschedule *part, const struct ht_subproblem *subproblem,
                         const struct ht_placed *placed);

/** Frees a part's sessions. */
void ht_subschedule_clear(struct ht_subschedule *part);

#endif
