/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/relaxation.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* The accuracy of a first relaxation, which is to prove a bound, once as a start and then as far as
   the bound may still rise to a whole number; and the most steps either is worth. */
static const double rough_accuracy = 1e-3, first_accuracy = 1e-4;
enum { FIRST_STEPS = 20000 };

/* What every column at its most would cost: a bound above that is one on nothing. */
static double most_cost(const struct ht_ilp *ilp)
{
    double cost = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        cost += (double)ilp->columns[c].cost * ilp->columns[c].upper;
    return cost;
}

/* Whether the relaxation's cost is above the bound that its duals prove, rounded up. */
static bool may_rise(const struct ht_pdhg *pdhg, const struct ht_ilp *ilp, const int *lower,
                     const int *upper)
{
    double *duals = HT_NEW(double, ilp->row_count), cost = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        cost += (double)ilp->columns[c].cost * ht_pdhg_value(pdhg, c);
    ht_pdhg_duals(pdhg, duals);
    int64_t bound = ht_ilp_bound(ilp, duals, lower, upper);
    free(duals);
    return cost > (double)bound;
}

enum ht_pdhg_result ht_relaxation_solve(struct ht_pdhg *pdhg, const struct ht_ilp *ilp,
                                        const int *lower, const int *upper,
                                        const struct ht_limit *limit)
{
    double most = most_cost(ilp);
    enum ht_pdhg_result result =
        ht_pdhg_solve(pdhg, lower, upper, most, rough_accuracy, FIRST_STEPS, limit);
    if (result != HT_PDHG_CLOSE || !may_rise(pdhg, ilp, lower, upper))
        return result;
    return ht_pdhg_solve(pdhg, lower, upper, most, first_accuracy, FIRST_STEPS, limit);
}

void ht_relaxation_duals(const struct ht_ilp *ilp, const struct ht_limit *limit, double *duals)
{
    struct ht_pdhg *pdhg = ht_pdhg_new(ilp);
    int *lower = HT_NEW(int, ilp->column_count), *upper = HT_NEW(int, ilp->column_count);
    for (uint32_t c = 0; c < ilp->column_count; c++)
        upper[c] = ilp->columns[c].upper;
    ht_relaxation_solve(pdhg, ilp, lower, upper, limit);
    ht_pdhg_duals(pdhg, duals);
    ht_pdhg_free(pdhg);
    free(lower);
    free(upper);
}
