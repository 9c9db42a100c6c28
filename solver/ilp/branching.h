/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which column a branch and bound is to branch on: the one on which the relaxation's cost is
 * expected to rise most on both sides, by what it rose before (pseudo-costs), and, as long as there
 * was no before, by trying (reliability branching: Achterberg, Koch and Martin, "Branching rules
 * revisited", Operations Research Letters 33, 2005).
 */
#ifndef HT_SOLVER_ILP_BRANCHING_H
#define HT_SOLVER_ILP_BRANCHING_H

#include "solver/ilp/lp.h"

/** What the relaxation's cost rose by, for each unit that a column went down (0) or up (1). */
struct ht_pseudo_cost {
    double sum[2];
    int count[2];
};

/** A node whose relaxation has been solved. */
struct ht_branching {
    const struct ht_ilp *ilp;
    struct ht_lp *lp;
    const int *lower, *upper;      /* [column] */
    int64_t cutoff;                /* no solution that costs so much is wanted */
    struct ht_pseudo_cost *pseudo; /* [column]: of all nodes before; zeroed to begin with */
    int split;                     /* to branch at: up to it, or above; set by the choice */
};

/** The column to branch on; HT_NONE where all integer ones are whole, or the limit came. */
uint32_t ht_branching_choose(struct ht_branching *node, const struct ht_limit *limit);

#endif
