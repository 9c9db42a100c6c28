/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The relaxation of a whole program by the first-order method, from nothing: what proves the bound
 * of a dive.
 */
#ifndef HT_SOLVER_ILP_RELAXATION_H
#define HT_SOLVER_ILP_RELAXATION_H

#include "solver/ilp/pdhg.h"

/** From nothing to a relaxation accurate enough to prove a bound by. */
enum ht_pdhg_result ht_relaxation_solve(struct ht_pdhg *pdhg, const struct ht_ilp *ilp,
                                        const int *lower, const int *upper,
                                        const struct ht_limit *limit);

/** The duals of its rows that this ends with; where the limit comes first, worse ones. */
void ht_relaxation_duals(const struct ht_ilp *ilp, const struct ht_limit *limit, double *duals);

#endif
