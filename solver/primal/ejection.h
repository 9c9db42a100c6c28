/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Improving a solution of an integer program by ejection chains (Glover, "Ejection chains,
 * reference structures and alternating path methods for traveling salesman problems", Discrete
 * Applied Mathematics 65, 1996): a unit of a row that is HT_EQUAL leaves its column for another of
 * that row, whatever is in its way there does the same in its turn, and so on until nothing is in
 * the way. A search goes on from each column and each full row once, the cheapest chains first.
 */
#ifndef HT_SOLVER_PRIMAL_EJECTION_H
#define HT_SOLVER_PRIMAL_EJECTION_H

#include "solver/base/limit.h"
#include "solver/ilp/ilp.h"

/**
 * Makes values a solution and brings its cost down by chains, until none does or the limit comes;
 * the cost, or below 0 where no solution was found. Integer columns may break rows: what is in the
 * way of others is left short. The values of the columns of what rows fall short by say how much of
 * each is to be left short before anything else, for as long as other rows need not be.
 */
int64_t ht_ejection_improve(const struct ht_ilp *ilp, const struct ht_limit *limit, int *values);

#endif
