/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/ilp.h"

#include "solver/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void ht_ilp_clear(struct ht_ilp *ilp)
{
    free(ilp->columns);
    free(ilp->rows);
    free(ilp->entries);
    *ilp = (struct ht_ilp){0};
}

static void *copy_of(const void *array, size_t count, size_t size)
{
    void *copy = ht_alloc(count, size);
    if (count)
        memcpy(copy, array, count * size);
    return copy;
}

struct ht_ilp ht_ilp_copy(const struct ht_ilp *ilp)
{
    struct ht_ilp copy = *ilp;
    copy.columns = copy_of(ilp->columns, ilp->column_count, sizeof *ilp->columns);
    copy.rows = copy_of(ilp->rows, ilp->row_count, sizeof *ilp->rows);
    copy.entries = copy_of(ilp->entries, ilp->entry_count, sizeof *ilp->entries);
    copy.column_capacity = ilp->column_count;
    copy.row_capacity = ilp->row_count;
    copy.entry_capacity = ilp->entry_count;
    return copy;
}

uint32_t ht_ilp_add_column(struct ht_ilp *ilp, int64_t cost, int upper)
{
    HT_GROW(ilp->columns, ilp->column_count, ilp->column_capacity);
    ilp->columns[ilp->column_count] = (struct ht_ilp_column){cost, upper, false};
    return ilp->column_count++;
}

uint32_t ht_ilp_add_integer(struct ht_ilp *ilp, int64_t cost, int upper)
{
    uint32_t column = ht_ilp_add_column(ilp, cost, upper);
    ilp->columns[column].integer = true;
    return column;
}

uint32_t ht_ilp_add_row(struct ht_ilp *ilp, enum ht_sense sense, int right)
{
    HT_GROW(ilp->rows, ilp->row_count, ilp->row_capacity);
    ilp->rows[ilp->row_count] = (struct ht_ilp_row){sense, right, false, ilp->entry_count};
    return ilp->row_count++;
}

uint32_t ht_ilp_add_shared_row(struct ht_ilp *ilp, enum ht_sense sense, int right)
{
    uint32_t row = ht_ilp_add_row(ilp, sense, right);
    ilp->rows[row].shared = true;
    return row;
}

void ht_ilp_add_entry(struct ht_ilp *ilp, uint32_t column, int factor)
{
    HT_REQUIRE(ilp->row_count, "there is no row yet");
    HT_REQUIRE(column < ilp->column_count, "no such column");
    HT_GROW(ilp->entries, ilp->entry_count, ilp->entry_capacity);
    ilp->entries[ilp->entry_count++] = (struct ht_ilp_entry){column, factor};
}

bool ht_ilp_is_shared(const struct ht_ilp *ilp)
{
    for (uint32_t row = 0; row < ilp->row_count; row++)
        if (ilp->rows[row].shared)
            return true;
    return false;
}

uint32_t ht_ilp_row_end(const struct ht_ilp *ilp, uint32_t row)
{
    return row + 1 < ilp->row_count ? ilp->rows[row + 1].first_entry : ilp->entry_count;
}

struct ht_ilp_by_column ht_ilp_by_column_new(const struct ht_ilp *ilp)
{
    struct ht_ilp_by_column by_column = {HT_NEW(struct ht_ilp_cell, ilp->entry_count),
                                         HT_NEW(uint32_t, ilp->column_count + 1)};
    uint32_t *first = by_column.first;
    for (uint32_t e = 0; e < ilp->entry_count; e++)
        first[ilp->entries[e].column]++;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        first[c + 1] += first[c];
    /* Each column is filled from its end, which leaves its first where it belongs. */
    for (uint32_t row = ilp->row_count; row-- > 0;)
        for (uint32_t e = ht_ilp_row_end(ilp, row); e-- > ilp->rows[row].first_entry;)
            by_column.cells[--first[ilp->entries[e].column]] =
                (struct ht_ilp_cell){row, ilp->entries[e].factor};
    return by_column;
}

void ht_ilp_by_column_clear(struct ht_ilp_by_column *by_column)
{
    free(by_column->cells);
    free(by_column->first);
    *by_column = (struct ht_ilp_by_column){0};
}

static bool row_holds(const struct ht_ilp *ilp, uint32_t row, const int *values)
{
    int64_t sum = 0;
    uint32_t end = ht_ilp_row_end(ilp, row);
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++)
        sum += (int64_t)ilp->entries[e].factor * values[ilp->entries[e].column];
    switch (ilp->rows[row].sense) {
    case HT_AT_MOST:
        return sum <= ilp->rows[row].right;
    case HT_EQUAL:
        return sum == ilp->rows[row].right;
    default:
        return sum >= ilp->rows[row].right;
    }
}

uint32_t ht_ilp_shortfall(const struct ht_ilp *ilp, uint32_t row)
{
    uint32_t end = ht_ilp_row_end(ilp, row);
    if (ilp->rows[row].sense != HT_EQUAL)
        return HT_NONE;
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++)
        if (!ilp->columns[ilp->entries[e].column].integer)
            return ilp->entries[e].column;
    return HT_NONE;
}

/* Makes the column that says how far a row falls short, if it has one, fit the others. */
static void fill_shortfall(const struct ht_ilp *ilp, uint32_t row, int *values)
{
    uint32_t column = ht_ilp_shortfall(ilp, row), end = ht_ilp_row_end(ilp, row);
    if (column == HT_NONE)
        return;
    values[column] = ilp->rows[row].right;
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++)
        if (ilp->entries[e].column != column)
            values[column] -= ilp->entries[e].factor * values[ilp->entries[e].column];
}

/* Fills the columns that a row has with factor -1, cheapest first, as far as its other entries
   exceed its right-hand side. */
static void fill_steps(const struct ht_ilp *ilp, uint32_t row, int *values)
{
    uint32_t end = ht_ilp_row_end(ilp, row);
    int excess = -ilp->rows[row].right;
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++) {
        const struct ht_ilp_entry *entry = &ilp->entries[e];
        if (entry->factor > 0) {
            excess += entry->factor * values[entry->column];
            continue;
        }
        int most = ilp->columns[entry->column].upper;
        int taken = excess <= 0 ? 0 : excess < most ? excess : most;
        values[entry->column] = taken;
        excess -= taken;
    }
}

int64_t ht_ilp_complete(const struct ht_ilp *ilp, int *values)
{
    for (uint32_t row = 0; row < ilp->row_count; row++)
        fill_shortfall(ilp, row, values);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        if (ilp->rows[row].sense == HT_AT_MOST)
            fill_steps(ilp, row, values);
    int64_t cost;
    return ht_ilp_holds(ilp, values, &cost) ? cost : -1;
}

bool ht_ilp_holds(const struct ht_ilp *ilp, const int *values, int64_t *cost)
{
    *cost = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        if (values[c] < 0 || values[c] > ilp->columns[c].upper)
            return false;
        *cost += ilp->columns[c].cost * values[c];
    }
    for (uint32_t row = 0; row < ilp->row_count; row++)
        if (!row_holds(ilp, row, values))
            return false;
    return true;
}

/* ------------------------------------------------------------ the bound */

int64_t ht_ilp_round_dual(double dual, enum ht_sense sense)
{
    if (!isfinite(dual) || fabs(dual) > 1e12)
        return 0;
    int64_t whole = llround(dual * HT_SCALE);
    if ((sense == HT_AT_MOST && whole > 0) || (sense == HT_AT_LEAST && whole < 0))
        return 0;
    return whole;
}

/* The least whole number that is not below the quotient. */
static int64_t divided_up(int64_t sum, int64_t by)
{
    return sum / by + (sum % by > 0);
}

static int64_t *costs_of(const struct ht_ilp *ilp)
{
    int64_t *costs = HT_NEW(int64_t, ilp->column_count);
    for (uint32_t c = 0; c < ilp->column_count; c++)
        costs[c] = ilp->columns[c].cost * HT_SCALE;
    return costs;
}

/* Turns the columns' costs into reduced ones, and returns the bound; in multiples of 1 / HT_SCALE.
 */
static int64_t reduce(const struct ht_ilp *ilp, const double *duals, const int *lower,
                      const int *upper, int64_t *reduced)
{
    int64_t sum = 0;
    for (uint32_t row = 0; row < ilp->row_count; row++) {
        int64_t dual = ht_ilp_round_dual(duals[row], ilp->rows[row].sense);
        uint32_t end = ht_ilp_row_end(ilp, row);
        sum += dual * ilp->rows[row].right;
        for (uint32_t e = ilp->rows[row].first_entry; dual && e < end; e++)
            reduced[ilp->entries[e].column] -= dual * ilp->entries[e].factor;
    }
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        int least = lower ? lower[c] : 0;
        int most = upper ? upper[c] : ilp->columns[c].upper;
        sum += reduced[c] * (reduced[c] > 0 ? least : most);
    }
    return sum;
}

int64_t ht_ilp_bound(const struct ht_ilp *ilp, const double *duals, const int *lower,
                     const int *upper)
{
    int64_t *reduced = costs_of(ilp);
    int64_t sum = reduce(ilp, duals, lower, upper, reduced);
    free(reduced);
    return divided_up(sum, HT_SCALE);
}

bool ht_ilp_is_empty(const struct ht_ilp *ilp, const double *duals, const int *lower,
                     const int *upper)
{
    int64_t *nothing = HT_NEW(int64_t, ilp->column_count);
    int64_t sum = reduce(ilp, duals, lower, upper, nothing);
    free(nothing);
    return sum > 0;
}

void ht_ilp_tighten(const struct ht_ilp *ilp, const double *duals, const int *lower,
                    const int *upper, int64_t cutoff, int *tight_lower, int *tight_upper)
{
    int64_t *reduced = costs_of(ilp);
    int64_t sum = reduce(ilp, duals, lower, upper, reduced);
    int64_t most = cutoff > INT64_MAX / HT_SCALE ? INT64_MAX : (cutoff - 1) * HT_SCALE;
    HT_REQUIRE(sum <= most, "the bound is not below the cutoff");
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        int width = upper[c] - lower[c];
        int64_t steps = reduced[c] ? (most - sum) / llabs(reduced[c]) : width;
        int reach = steps < width ? (int)steps : width;
        tight_lower[c] = reduced[c] < 0 ? upper[c] - reach : lower[c];
        tight_upper[c] = reduced[c] > 0 ? lower[c] + reach : upper[c];
    }
    free(reduced);
}
