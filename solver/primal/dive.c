/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/primal/dive.h"

#include "solver/base/memory.h"
#include "solver/ilp/relaxation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The accuracy of relaxations on the way down, and the most steps that one of them is worth. */
static const double accuracy = 1e-3;
enum { STEPS = 6000 };

/* Values this close to a whole number count as whole. */
static const double tolerance = 1e-3;

/* A column that the relaxation has above its lower bound. */
struct candidate {
    uint32_t column;
    int whole;   /* the number to round it up to */
    double part; /* how far it is on its way there from the lower bound, at most 1 */
};

struct dive {
    const struct ht_ilp *ilp;
    const struct ht_limit *limit;
    struct ht_pdhg *pdhg;
    double *duals;                /* [row] */
    int *lower, *upper;           /* [column] */
    int *kept_lower, *kept_upper; /* likewise, to go back to */
    int *values;                  /* room for one solution */
    struct candidate *candidates;
    uint32_t candidate_count;
    struct ht_ilp_by_column by_column;
    bool *taken;    /* [row]: has a column that is being rounded up */
    int64_t cutoff; /* only cheaper solutions are wanted */
    struct ht_solution best;
};

/* Takes the column's rows; false where one of them is taken already. */
static bool take_rows(struct dive *dive, uint32_t column)
{
    const struct ht_ilp_cell *cells = dive->by_column.cells;
    const uint32_t *first = &dive->by_column.first[column];
    for (uint32_t n = first[0]; n < first[1]; n++)
        if (dive->taken[cells[n].row])
            return false;
    for (uint32_t n = first[0]; n < first[1]; n++)
        dive->taken[cells[n].row] = true;
    return true;
}

/* ------------------------------------------------------------ relaxations */

/* Whether the relaxation leaves room for a solution below the cutoff. */
static bool relax(struct dive *dive)
{
    return ht_pdhg_solve(dive->pdhg, dive->lower, dive->upper, (double)dive->cutoff - 1 + tolerance,
                         accuracy, STEPS, dive->limit) == HT_PDHG_CLOSE;
}

/* Takes away what solutions below the cutoff do not need, by the last relaxation. */
static void tighten(struct dive *dive)
{
    const struct ht_ilp *ilp = dive->ilp;
    ht_pdhg_duals(dive->pdhg, dive->duals);
    if (ht_ilp_bound(ilp, dive->duals, dive->lower, dive->upper) < dive->cutoff)
        ht_ilp_tighten(ilp, dive->duals, dive->lower, dive->upper, dive->cutoff, dive->lower,
                       dive->upper);
}

static void keep(struct dive *dive)
{
    size_t size = dive->ilp->column_count * sizeof *dive->lower;
    memcpy(dive->kept_lower, dive->lower, size);
    memcpy(dive->kept_upper, dive->upper, size);
    ht_pdhg_keep(dive->pdhg);
}

static void go_back(struct dive *dive)
{
    size_t size = dive->ilp->column_count * sizeof *dive->lower;
    memcpy(dive->lower, dive->kept_lower, size);
    memcpy(dive->upper, dive->kept_upper, size);
    ht_pdhg_go_back(dive->pdhg);
}

/* ------------------------------------------------------------ rounding */

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->part != b->part)
        return a->part > b->part ? -1 : 1;
    return a->column < b->column ? -1 : 1;
}

/* The columns to round up, those that are nearest to it first. */
static void find_candidates(struct dive *dive)
{
    const struct ht_ilp *ilp = dive->ilp;
    dive->candidate_count = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        double value = ht_pdhg_value(dive->pdhg, c), part = value - dive->lower[c];
        if (!ilp->columns[c].integer || dive->lower[c] == dive->upper[c] || part <= tolerance)
            continue;
        int whole = (int)floor(part < 1 ? value + 1 - tolerance : value + tolerance);
        dive->candidates[dive->candidate_count++] =
            (struct candidate){c, whole < dive->upper[c] ? whole : dive->upper[c], fmin(part, 1)};
    }
    qsort(dive->candidates, dive->candidate_count, sizeof *dive->candidates, compare_candidates);
}

/* Rounds up so many columns, no two of them in one row, and all that are nearly there anyway. */
static void round_up(struct dive *dive, uint32_t most)
{
    static const double nearly = 0.9;
    uint32_t count = 0;
    memset(dive->taken, 0, dive->ilp->row_count * sizeof *dive->taken);
    for (uint32_t n = 0; n < dive->candidate_count; n++) {
        const struct candidate *candidate = &dive->candidates[n];
        if (count >= most && (most == 1 || candidate->part < nearly))
            break;
        if (!take_rows(dive, candidate->column))
            continue;
        dive->lower[candidate->column] = candidate->whole;
        count++;
    }
}

static bool round_down(struct dive *dive)
{
    const struct candidate *candidate = &dive->candidates[0];
    int below = candidate->whole - 1;
    dive->upper[candidate->column] =
        below > dive->lower[candidate->column] ? below : dive->lower[candidate->column];
    return relax(dive);
}

/* Rounds as many columns as leave room for a solution, the next time more or fewer, but never more
   than the limit; false where none leaves any. */
static bool round_some(struct dive *dive, uint32_t *most, uint32_t limit)
{
    keep(dive);
    for (;; *most = *most > 4 ? *most / 4 : 1) {
        round_up(dive, *most);
        if (relax(dive)) {
            *most = *most * 2 < limit ? *most * 2 : limit;
            return true;
        }
        go_back(dive);
        if (ht_limit_reached(dive->limit))
            return false;
        if (*most == 1)
            return round_down(dive);
    }
}

/* ------------------------------------------------------------ the whole dive */

/* Keeps the lower bounds as the solution where they are one below the cutoff. */
static bool keep_if_good(struct dive *dive)
{
    const struct ht_ilp *ilp = dive->ilp;
    memcpy(dive->values, dive->lower, ilp->column_count * sizeof *dive->lower);
    int64_t cost = ht_ilp_complete(ilp, dive->values);
    if (cost < 0 || cost >= dive->cutoff)
        return false;
    ht_solution_take(&dive->best, dive->values, ilp->column_count, cost, dive->limit);
    return true;
}

/* An attempt at a solution that costs less than the gap more than the bound. */
struct attempt {
    int64_t gap;
    uint32_t most; /* columns to round at once */
};

static void set_bounds(struct dive *dive)
{
    const struct ht_ilp *ilp = dive->ilp;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        dive->lower[c] = 0;
        dive->upper[c] = ilp->columns[c].upper;
    }
}

/* Goes down from the relaxation to a solution; false where it leads nowhere. */
static bool go_down(struct dive *dive, const struct attempt *attempt)
{
    uint32_t most = attempt->most;
    dive->cutoff = dive->best.bound + attempt->gap;
    if (dive->best.values && dive->best.cost < dive->cutoff)
        dive->cutoff = dive->best.cost;
    set_bounds(dive);
    if (!relax(dive))
        return false;
    do {
        tighten(dive);
        find_candidates(dive);
        if (!dive->candidate_count)
            return keep_if_good(dive);
    } while (round_some(dive, &most, attempt->most));
    return false;
}

/* Where no solution costs as little as the bound the cutoff goes up. */
static void find_best(struct dive *dive)
{
    static const struct attempt attempts[] = {{1, 32}, {1, 8}, {1, 2}, {10, 32}, {100, 32}};
    const struct ht_ilp *ilp = dive->ilp;
    set_bounds(dive);
    if (ht_relaxation_solve(dive->pdhg, ilp, dive->lower, dive->upper, dive->limit) ==
        HT_PDHG_ABOVE)
        return;
    ht_pdhg_duals(dive->pdhg, dive->duals);
    int64_t bound = ht_ilp_bound(ilp, dive->duals, NULL, NULL);
    if (bound > dive->best.bound)
        dive->best.bound = bound;
    ht_solution_tell(&dive->best, dive->limit);
    for (size_t n = 0; n < sizeof attempts / sizeof *attempts; n++)
        if ((dive->best.values && dive->best.cost == dive->best.bound) ||
            go_down(dive, &attempts[n]) || ht_limit_reached(dive->limit))
            break;
}

struct ht_solution ht_dive(const struct ht_ilp *ilp, struct ht_solution known,
                           const struct ht_limit *limit)
{
    struct dive dive = {
        .ilp = ilp,
        .limit = limit,
        .best = known,
        .pdhg = ht_pdhg_new(ilp),
        .duals = HT_NEW(double, ilp->row_count),
        .lower = HT_NEW(int, ilp->column_count),
        .upper = HT_NEW(int, ilp->column_count),
        .kept_lower = HT_NEW(int, ilp->column_count),
        .kept_upper = HT_NEW(int, ilp->column_count),
        .values = HT_NEW(int, ilp->column_count),
        .candidates = HT_NEW(struct candidate, ilp->column_count),
        .by_column = ht_ilp_by_column_new(ilp),
        .taken = HT_NEW(bool, ilp->row_count),
    };
    find_best(&dive);
    ht_pdhg_free(dive.pdhg);
    free(dive.duals);
    free(dive.lower);
    free(dive.upper);
    free(dive.kept_lower);
    free(dive.kept_upper);
    free(dive.values);
    free(dive.candidates);
    ht_ilp_by_column_clear(&dive.by_column);
    free(dive.taken);
    return dive.best;
}
