/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Solving a large integer program by diving: the relaxation's values are rounded up many at a time,
 * as long as what is left may still cost no more than the bound.
 */
#ifndef HT_SOLVER_PRIMAL_DIVE_H
#define HT_SOLVER_PRIMAL_DIVE_H

#include "solver/ilp/ilp.h"
#include "solver/ilp/solution.h"

/**
 * Looks for a solution that costs as little as the bound, or little more, and less than the one
 * that is known, if any. The bound is proved; the solution may be missed though there is one. What
 * is known goes into what is returned; free that with ht_solution_clear().
 */
struct ht_solution ht_dive(const struct ht_ilp *ilp, struct ht_solution known,
                           const struct ht_limit *limit);

#endif
