/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The linear relaxation of an integer program, solved by GLPK's simplex method. Each relaxation
 * belongs to the thread that made it.
 */
#ifndef HT_SOLVER_ILP_LP_H
#define HT_SOLVER_ILP_LP_H

#include "solver/base/limit.h"
#include "solver/ilp/ilp.h"

struct ht_lp;

/** How a solution ended. */
enum ht_lp_result {
    HT_LP_OPTIMAL,
    HT_LP_INFEASIBLE,
    HT_LP_STOPPED, /* the deadline passed or the stop flag was set */
    HT_LP_FAILED,  /* GLPK gave up; nothing may be believed */
};

/** The relaxation of a program; free with ht_lp_free(). */
struct ht_lp *ht_lp_new(const struct ht_ilp *ilp);

/** Frees a relaxation; NULL is fine. */
void ht_lp_free(struct ht_lp *lp);

/** Frees what GLPK keeps for the calling thread, which has no relaxation left. */
void ht_lp_leave_thread(void);

/** Sets a column's bounds for the solutions to come. */
void ht_lp_set_bounds(struct ht_lp *lp, uint32_t column, int lower, int upper);

/** Makes the relaxation that of a program, to outlive it too, that has further rows at its end. */
void ht_lp_extend(struct ht_lp *lp, const struct ht_ilp *ilp);

/** Makes the costs those of the relaxation's program, which have changed. */
void ht_lp_aim(struct ht_lp *lp);

/** Lets the first solution start with these columns at their upper bounds and all others at 0. */
void ht_lp_start(struct ht_lp *lp, const bool *upper);

/** Solves from the basis of the last solution. */
enum ht_lp_result ht_lp_solve(struct ht_lp *lp, const struct ht_limit *limit);

/**
 * Goes some way towards the optimum from the basis that was kept last, which was one: the least
 * that it can cost by what has been seen, or infinite where that is above the most or where there
 * is no solution.
 */
double ht_lp_try(struct ht_lp *lp, double most, const struct ht_limit *limit);

/** Keeps the basis of the last optimum, or makes the one kept that of the last optimum again. */
void ht_lp_keep_basis(struct ht_lp *lp);
void ht_lp_go_back(struct ht_lp *lp);

/** The value of a column in the last optimum. */
double ht_lp_value(const struct ht_lp *lp, uint32_t column);

/** The duals (dual values) of the rows in the last optimum. */
void ht_lp_duals(const struct ht_lp *lp, double *duals);

/**
 * The duals of the rows that prove, but for rounding errors, that the last relaxation, which
 * was found infeasible, has no solution: a ray of the dual, for ht_ilp_is_empty().
 */
void ht_lp_ray(const struct ht_lp *lp, double *duals);

#endif
