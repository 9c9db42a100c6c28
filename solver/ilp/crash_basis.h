/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A quick guess at a solution of an integer program, from which the simplex method has less than
 * half the way to go than from nothing.
 */
#ifndef HT_SOLVER_ILP_CRASH_BASIS_H
#define HT_SOLVER_ILP_CRASH_BASIS_H

#include "solver/ilp/ilp.h"

/**
 * Fills each row that demands equality with the columns that cost least beside those before, as
 * far as the other rows allow: which columns are at their upper bounds then, all others being 0
 * ([column]; the caller's to free).
 */
bool *ht_crash_basis(const struct ht_ilp *ilp);

#endif
