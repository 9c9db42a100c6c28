/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/branching.h"

#include "solver/base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Relaxations that are tried at a node at most. */
enum { MOST_TRIES = 200 };

/* What counts as the rise where nothing is left on one side, and where there is none. */
static const double closed = 1e6, least_rise = 1e-3;

/* Whether a value counts as whole; what comes of it is checked exactly. */
static bool is_whole(double value)
{
    static const double tolerance = 1e-6;
    return fabs(value - round(value)) <= tolerance;
}

static double cost_of(const struct ht_branching *node)
{
    double cost = 0;
    for (uint32_t c = 0; c < node->ilp->column_count; c++)
        if (node->ilp->columns[c].cost)
            cost += (double)node->ilp->columns[c].cost * ht_lp_value(node->lp, c);
    return cost;
}

/* How much the cost rises where the column's bounds are these. */
static double try_bounds(const struct ht_branching *node, uint32_t column, int lower, int upper,
                         double cost, const struct ht_limit *limit)
{
    double rise = closed;
    if (lower > upper)
        return rise;
    ht_lp_set_bounds(node->lp, column, lower, upper);
    double after = ht_lp_try(node->lp, (double)node->cutoff - 1, limit);
    rise = isinf(after) ? closed : fmax(after - cost, 0);
    ht_lp_set_bounds(node->lp, column, node->lower[column], node->upper[column]);
    return rise;
}

/* How much the cost is expected to rise where the column's value goes down or up. */
static double expect(const struct ht_branching *node, uint32_t column, bool up, double value,
                     double cost, int *tries, const struct ht_limit *limit)
{
    struct ht_pseudo_cost *pseudo = &node->pseudo[column];
    int whole = (int)floor(value);
    double length = up ? whole + 1 - value : value - whole;
    if (pseudo->count[up])
        return pseudo->sum[up] / pseudo->count[up] * length;
    if (++*tries > MOST_TRIES)
        return 0;
    double rise = up ? try_bounds(node, column, whole + 1, node->upper[column], cost, limit)
                     : try_bounds(node, column, node->lower[column], whole, cost, limit);
    if (rise < closed) {
        pseudo->sum[up] += rise / length;
        pseudo->count[up]++;
    }
    return rise;
}

uint32_t ht_branching_choose(struct ht_branching *node, const struct ht_limit *limit)
{
    const struct ht_ilp *ilp = node->ilp;
    double *values = HT_NEW(double, ilp->column_count), cost = cost_of(node), best_score = 0;
    uint32_t best = HT_NONE;
    int tries = 0;
    /* Trying others changes what the relaxation's values are. */
    for (uint32_t c = 0; c < ilp->column_count; c++)
        values[c] = ht_lp_value(node->lp, c);
    ht_lp_keep_basis(node->lp);
    for (uint32_t c = 0; c < ilp->column_count && !ht_limit_reached(limit); c++) {
        if (!ilp->columns[c].integer || is_whole(values[c]))
            continue;
        double down = expect(node, c, false, values[c], cost, &tries, limit);
        double up = expect(node, c, true, values[c], cost, &tries, limit);
        double score = fmax(down, least_rise) * fmax(up, least_rise);
        if (score > best_score) {
            best = c;
            best_score = score;
            node->split = (int)floor(values[c]);
        }
    }
    ht_lp_go_back(node->lp);
    free(values);
    return best;
}
