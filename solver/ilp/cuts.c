/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/cuts.h"

#include "solver/base/memory.h"
#include "solver/base/string_table.h"
#include "solver/ilp/zero_half.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* Many cuts of one round say nearly the same, and each makes the relaxation slower. */
enum { MOST_A_ROUND = 40 };

/* How far, of the length of its coefficients, the values must be on a cut's wrong side. */
static const double least_depth = 0.01;

/* The cosine of the angle between two cuts of one round at most: they are to be no near-copies. */
static const double most_alike = 0.95;

/* A set of rows, and how deep its cut goes. */
struct candidate {
    uint32_t set;
    double depth;
};

/* Room for working out one cut after another. */
struct work {
    const struct ht_ilp *ilp;
    const double *values;
    int64_t *sums;     /* [column]: of the set's rows; 0 but for the touched ones */
    uint32_t *touched; /* columns with an entry in one of the rows */
    bool *is_touched;  /* [column] */
    bool *is_raised;   /* [column]: its upper bound is added as well */
    uint32_t touched_count;
    int64_t right; /* of the cut */
};

/* Adds up rows, those with a lower bound the other way round. */
static void add_up(struct work *work, const uint32_t *rows, const uint32_t *end)
{
    const struct ht_ilp *ilp = work->ilp;
    work->right = 0;
    work->touched_count = 0;
    for (; rows < end; rows++) {
        int sign = ilp->rows[*rows].sense == HT_AT_LEAST ? -1 : 1;
        uint32_t last = ht_ilp_row_end(ilp, *rows);
        work->right += (int64_t)sign * ilp->rows[*rows].right;
        for (uint32_t e = ilp->rows[*rows].first_entry; e < last; e++) {
            uint32_t column = ilp->entries[e].column;
            if (!work->is_touched[column])
                work->touched[work->touched_count++] = column;
            work->is_touched[column] = true;
            work->sums[column] += (int64_t)sign * ilp->entries[e].factor;
        }
    }
}

/* Half of a sum, as near as whole numbers come to it from below. */
static int64_t half_down(int64_t sum)
{
    return sum / 2 - (sum < 0 && sum % 2);
}

/* Turns the sums into the cut: an odd one goes down by the column's lower bound, which is 0, or up
   by its upper bound, whichever is nearer. */
static void halve(struct work *work)
{
    const struct ht_ilp *ilp = work->ilp;
    for (uint32_t n = 0; n < work->touched_count; n++) {
        uint32_t column = work->touched[n];
        int upper = ilp->columns[column].upper;
        work->is_raised[column] =
            work->sums[column] % 2 && upper - work->values[column] < work->values[column];
        if (work->is_raised[column]) {
            work->sums[column]++;
            work->right += upper;
        }
        work->sums[column] = half_down(work->sums[column]);
    }
    work->right = half_down(work->right);
}

/* How far the values are beyond the cut; below 0 where it cannot be a row. */
static double depth_of(const struct work *work)
{
    double beyond = (double)-work->right, square = 0;
    for (uint32_t n = 0; n < work->touched_count; n++) {
        double factor = (double)work->sums[work->touched[n]];
        beyond += factor * work->values[work->touched[n]];
        square += factor * factor;
        if (fabs(factor) > INT_MAX)
            return -1;
    }
    return square > 0 && llabs(work->right) <= INT_MAX ? beyond / sqrt(square) : -1;
}

static void clear_sums(struct work *work)
{
    for (uint32_t n = 0; n < work->touched_count; n++) {
        work->sums[work->touched[n]] = 0;
        work->is_touched[work->touched[n]] = false;
    }
}

static int compare_columns(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Whether a row of the program, from the given one on, points nearly the same way as the cut. */
static bool is_like(const struct work *work, uint32_t row)
{
    const struct ht_ilp *ilp = work->ilp;
    double own = 0;
    for (uint32_t n = 0; n < work->touched_count; n++)
        own += (double)work->sums[work->touched[n]] * (double)work->sums[work->touched[n]];
    for (; row < ilp->row_count; row++) {
        double square = 0, product = 0;
        uint32_t end = ht_ilp_row_end(ilp, row);
        for (uint32_t e = ilp->rows[row].first_entry; e < end; e++) {
            double factor = ilp->entries[e].factor;
            square += factor * factor;
            product += factor * (double)work->sums[ilp->entries[e].column];
        }
        if (product > most_alike * sqrt(square * own))
            return true;
    }
    return false;
}

static void add_row(struct work *work, struct ht_ilp *ilp)
{
    ht_ilp_add_row(ilp, HT_AT_MOST, (int)work->right);
    qsort(work->touched, work->touched_count, sizeof *work->touched, compare_columns);
    for (uint32_t n = 0; n < work->touched_count; n++)
        if (work->sums[work->touched[n]])
            ht_ilp_add_entry(ilp, work->touched[n], (int)work->sums[work->touched[n]]);
}

static void add_sources(struct ht_cuts *cuts, const struct work *work,
                        const struct ht_row_sets *sets, uint32_t set)
{
    ht_cuts_begin(cuts);
    for (uint32_t n = sets->first[set]; n < ht_row_sets_end(sets, set); n++)
        ht_cuts_source(cuts, (struct ht_cut_source){sets->rows[n], false});
    for (uint32_t n = 0; n < work->touched_count; n++)
        if (work->is_raised[work->touched[n]])
            ht_cuts_source(cuts, (struct ht_cut_source){work->touched[n], true});
}

/* Works a set's cut out; the caller clears the sums. */
static void derive(struct work *work, const struct ht_row_sets *sets, uint32_t set)
{
    add_up(work, sets->rows + sets->first[set], sets->rows + ht_row_sets_end(sets, set));
    halve(work);
}

static int compare_depths(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->depth != b->depth)
        return a->depth > b->depth ? -1 : 1;
    return (a->set > b->set) - (a->set < b->set);
}

/* The sets by the depth of their cuts. */
static struct candidate *order_sets(struct work *work, const struct ht_row_sets *sets)
{
    struct candidate *candidates = HT_NEW(struct candidate, sets->count);
    for (uint32_t set = 0; set < sets->count; set++) {
        derive(work, sets, set);
        candidates[set] = (struct candidate){set, depth_of(work)};
        clear_sums(work);
    }
    qsort(candidates, sets->count, sizeof *candidates, compare_depths);
    return candidates;
}

static struct work new_work(const struct ht_ilp *ilp, const double *values)
{
    return (struct work){
        .ilp = ilp,
        .values = values,
        .sums = HT_NEW(int64_t, ilp->column_count),
        .touched = HT_NEW(uint32_t, ilp->column_count),
        .is_touched = HT_NEW(bool, ilp->column_count),
        .is_raised = HT_NEW(bool, ilp->column_count),
    };
}

static void free_work(struct work *work)
{
    free(work->sums);
    free(work->touched);
    free(work->is_touched);
    free(work->is_raised);
}

uint32_t ht_cuts_add(struct ht_cuts *cuts, struct ht_ilp *ilp, const double *values,
                     const struct ht_limit *limit)
{
    struct ht_row_sets sets = ht_zero_half_find(ilp, values, limit);
    struct work work = new_work(ilp, values);
    struct candidate *candidates = order_sets(&work, &sets);
    uint32_t before = ilp->row_count;
    for (uint32_t n = 0; n < sets.count && candidates[n].depth >= least_depth; n++) {
        if (ilp->row_count - before == MOST_A_ROUND)
            break;
        derive(&work, &sets, candidates[n].set);
        if (!is_like(&work, before)) {
            add_row(&work, ilp);
            add_sources(cuts, &work, &sets, candidates[n].set);
        }
        clear_sums(&work);
    }
    ht_row_sets_clear(&sets);
    free(candidates);
    free_work(&work);
    return ilp->row_count - before;
}

void ht_cuts_begin(struct ht_cuts *cuts)
{
    HT_GROW(cuts->first_source, cuts->count, cuts->capacity);
    cuts->first_source[cuts->count++] = cuts->source_count;
}

void ht_cuts_source(struct ht_cuts *cuts, struct ht_cut_source source)
{
    HT_GROW(cuts->sources, cuts->source_count, cuts->source_capacity);
    cuts->sources[cuts->source_count++] = source;
}

uint32_t ht_cuts_end(const struct ht_cuts *cuts, uint32_t cut)
{
    return cut + 1 < cuts->count ? cuts->first_source[cut + 1] : cuts->source_count;
}

void ht_cuts_clear(struct ht_cuts *cuts)
{
    free(cuts->sources);
    free(cuts->first_source);
    *cuts = (struct ht_cuts){0};
}
