/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The linear relaxation of a large integer program, solved approximately by a first-order method:
 * where rows tie many parts together the simplex method takes thousands of degenerate steps, where
 * this method comes close in about a second. Its duals prove a bound (ht_ilp_bound()) whatever
 * their error.
 */
#ifndef HT_SOLVER_ILP_PDHG_H
#define HT_SOLVER_ILP_PDHG_H

#include "solver/ilp/lp.h"

struct ht_pdhg;

/** How a descent ended. */
enum ht_pdhg_result {
    HT_PDHG_CLOSE,   /* close to the optimum, or the most steps were taken */
    HT_PDHG_ABOVE,   /* no solution costs as little as the cutoff */
    HT_PDHG_STOPPED, /* the deadline passed or the stop flag was set */
};

/** A descent for a program, which must outlive it; free with ht_pdhg_free(). */
struct ht_pdhg *ht_pdhg_new(const struct ht_ilp *ilp);

/** Frees a descent; NULL is fine. */
void ht_pdhg_free(struct ht_pdhg *pdhg);

/**
 * Looks for the optimum with the columns between lower and upper, from where the last descent
 * ended, until rows are broken by less than the accuracy all together and the cost is known to
 * 50 times the accuracy, or until so many steps.
 */
enum ht_pdhg_result ht_pdhg_solve(struct ht_pdhg *pdhg, const int *lower, const int *upper,
                                  double cutoff, double accuracy, int most_steps,
                                  const struct ht_limit *limit);

/** The value of a column where the last descent ended. */
double ht_pdhg_value(const struct ht_pdhg *pdhg, uint32_t column);

/** The duals of the rows there. */
void ht_pdhg_duals(const struct ht_pdhg *pdhg, double *duals);

/** Remembers where the last descent ended. */
void ht_pdhg_keep(struct ht_pdhg *pdhg);

/** Makes the place remembered the start of the next descent. */
void ht_pdhg_go_back(struct ht_pdhg *pdhg);

#endif
