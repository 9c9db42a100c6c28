/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The linear relaxation of a large integer program, solved approximately by a first-order method:
 * where rows tie many parts together the simplex method takes thousands of degenerate steps, and
 * this one a second. Its multipliers prove a bound (ht_program_bound()) whatever their error.
 */
#ifndef HT_SOLVER_ILP_PDHG_H
#define HT_SOLVER_ILP_PDHG_H

#include "solver/ilp/lp.h"

struct ht_descent;

/** How a descent ended. */
enum ht_descent_result {
    HT_DESCENT_CLOSE,   /* close to the optimum, or the most steps were taken */
    HT_DESCENT_ABOVE,   /* no solution costs as little as the cutoff */
    HT_DESCENT_STOPPED, /* the deadline passed or the stop flag was set */
};

/** A descent for a program, which must outlive it; free with ht_descent_free(). */
struct ht_descent *ht_descent_new(const struct ht_program *program);

/** Frees a descent; NULL is fine. */
void ht_descent_free(struct ht_descent *descent);

/**
 * Looks for the optimum with the columns between lower and upper, from where the last descent
 * ended, until rows are broken by less than the accuracy all together and the cost is known to
 * 50 times the accuracy, or until so many steps.
 */
enum ht_descent_result ht_descent_solve(struct ht_descent *descent, const int *lower,
                                        const int *upper, double cutoff, double accuracy,
                                        int most_steps, const struct ht_limit *limit);

/** The value of a column where the last descent ended. */
double ht_descent_value(const struct ht_descent *descent, uint32_t column);

/** The multipliers of the rows there. */
void ht_descent_multipliers(const struct ht_descent *descent, double *multipliers);

/** Remembers where the last descent ended. */
void ht_descent_keep(struct ht_descent *descent);

/** Makes the place remembered the start of the next descent. */
void ht_descent_go_back(struct ht_descent *descent);

#endif
