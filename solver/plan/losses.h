/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Who goes without where rooms, classes or mentors' days cannot hold all sessions of a week,
 * whichever slots these take: a transportation problem with convex costs (Ahuja, Magnanti and
 * Orlin, "Network flows", 1993, chapter 14), from the students that lose a session to the weeks and
 * mentors that lose one. It says nothing of slots, so that it bounds what any schedule's unplaced
 * sessions cost.
 */
#ifndef HT_SOLVER_PLAN_LOSSES_H
#define HT_SOLVER_PLAN_LOSSES_H

#include "solver/base/limit.h"
#include "solver/instance/subproblem.h"

/** The cheapest losses. */
struct ht_losses {
    int *lost;    /* [requirement of the subproblem]: sessions; owned */
    int64_t cost; /* of the losses: no schedule's unplaced sessions cost less */
};

/** Works the losses out; none are known where the limit comes first. Free with free(lost). */
struct ht_losses ht_losses_new(const struct ht_subproblem *subproblem,
                               const struct ht_limit *limit);

/** How many sessions any schedule leaves unplaced at least: what weeks, or mentors in them, lack. */
int ht_losses_fewest(const struct ht_subproblem *subproblem);

#endif
