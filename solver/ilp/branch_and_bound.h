/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Solving an integer program: the relaxation first, then, where its optimum is not
 * whole, branch and bound (Land and Doig, 1960) with bounds proved in integers.
 */
#ifndef HT_SOLVER_ILP_BRANCH_AND_BOUND_H
#define HT_SOLVER_ILP_BRANCH_AND_BOUND_H

#include "solver/ilp/ilp.h"
#include "solver/ilp/solution.h"

/**
 * Solves a program, of which a solution and a bound may be known; of the solutions of the least
 * cost one with the least shortfall in all is found. Where the limit is reached first the bound is
 * below the cost; nothing may have been found then. What is known goes into what is returned; free
 * that with ht_solution_clear().
 */
struct ht_solution ht_branch_and_bound(const struct ht_ilp *ilp, struct ht_solution known,
                                       const struct ht_limit *limit);

/**
 * Looks for a solution that costs what this one does, which is the least, with a lesser
 * shortfall, and puts it in its place.
 */
void ht_search_fewest(const struct ht_ilp *ilp, struct ht_solution *solution,
                      const struct ht_limit *limit);

#endif
