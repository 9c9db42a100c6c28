/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/relaxation.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* The accuracy of a first relaxation, which is to prove a bound, and the most steps it is worth. */
static const double first_accuracy = 1e-4;
enum { FIRST_STEPS = 20000 };

/* What every column at its most would cost: a bound above that is one on nothing. */
static double most_cost(const struct ht_ilp *ilp)
{
    double cost = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        cost += (double)ilp->columns[c].cost * ilp->columns[c].upper;
    return cost;
}

enum ht_pdhg_result ht_relaxation_solve(struct ht_pdhg *pdhg, const struct ht_ilp *ilp,
                                        const int *lower, const int *upper,
                                        const struct ht_limit *limit)
{
    return ht_pdhg_solve(pdhg, lower, upper, most_cost(ilp), first_accuracy, FIRST_STEPS, limit);
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
