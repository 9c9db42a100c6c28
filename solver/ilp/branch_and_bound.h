/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Solving an integer program: the relaxation first, then, where its optimum is not
 * whole, branch and bound (Land and Doig, 1960) with bounds proved in integers.
 */
#ifndef HT_SOLVER_ILP_BRANCH_AND_BOUND_H
#define HT_SOLVER_ILP_BRANCH_AND_BOUND_H

#include "solver/ilp/certificate.h"
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
 * Looks for a certificate that no solution of a program costs less than the target; false
 * where there is none, or the limit came first. The certificate, a blank one, then proves a lower
 * bound. At the root it tries the relaxation only. Free with ht_certificate_clear().
 */
bool ht_certify(const struct ht_ilp *ilp, int64_t target, bool at_root,
                const struct ht_limit *limit, struct ht_certificate *certificate);

/**
 * Looks for a solution that costs what this one does, which is the least, with a lesser
 * shortfall, and puts it in its place.
 */
void ht_search_fewest(const struct ht_ilp *ilp, struct ht_solution *solution,
                      const struct ht_limit *limit);

#endif
