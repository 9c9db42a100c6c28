/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Integer programs solved by GLPK's branch and bound: for those that are small enough not to need
 * a way of their own.
 */
#ifndef HT_SOLVER_ILP_MIP_H
#define HT_SOLVER_ILP_MIP_H

#include "solver/ilp/lp.h"

/**
 * Looks for the least cost. The values come in as a solution that keeps all rows and go out as the
 * best one found, checked in whole numbers. True where no cheaper one exists; false where the
 * limit came first or GLPK gave up.
 */
bool ht_mip_solve(const struct ht_ilp *ilp, const struct ht_limit *limit, int *values);

#endif
