/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/ilp.h"

#include "solver/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void ht_program_clear(struct ht_program *program)
{
    free(program->columns);
    free(program->rows);
    free(program->entries);
    *program = (struct ht_program){0};
}

static void *copy_of(const void *array, size_t count, size_t size)
{
    void *copy = ht_alloc(count, size);
    if (count)
        memcpy(copy, array, count * size);
    return copy;
}

struct ht_program ht_program_copy(const struct ht_program *program)
{
    struct ht_program copy = *program;
    copy.columns = copy_of(program->columns, program->column_count, sizeof *program->columns);
    copy.rows = copy_of(program->rows, program->row_count, sizeof *program->rows);
    copy.entries = copy_of(program->entries, program->entry_count, sizeof *program->entries);
    copy.column_capacity = program->column_count;
    copy.row_capacity = program->row_count;
    copy.entry_capacity = program->entry_count;
    return copy;
}

uint32_t ht_program_column(struct ht_program *program, int64_t cost, int upper)
{
    HT_GROW(program->columns, program->column_count, program->column_capacity);
    program->columns[program->column_count] = (struct ht_column){cost, upper, false};
    return program->column_count++;
}

uint32_t ht_program_decision(struct ht_program *program, int64_t cost, int upper)
{
    uint32_t column = ht_program_column(program, cost, upper);
    program->columns[column].decided = true;
    return column;
}

uint32_t ht_program_row(struct ht_program *program, enum ht_sense sense, int right)
{
    HT_GROW(program->rows, program->row_count, program->row_capacity);
    program->rows[program->row_count] = (struct ht_row){sense, right, false, program->entry_count};
    return program->row_count++;
}

uint32_t ht_program_shared_row(struct ht_program *program, enum ht_sense sense, int right)
{
    uint32_t row = ht_program_row(program, sense, right);
    program->rows[row].shared = true;
    return row;
}

void ht_program_entry(struct ht_program *program, uint32_t column, int factor)
{
    HT_REQUIRE(program->row_count, "there is no row yet");
    HT_REQUIRE(column < program->column_count, "no such column");
    HT_GROW(program->entries, program->entry_count, program->entry_capacity);
    program->entries[program->entry_count++] = (struct ht_entry){column, factor};
}

bool ht_program_is_shared(const struct ht_program *program)
{
    for (uint32_t row = 0; row < program->row_count; row++)
        if (program->rows[row].shared)
            return true;
    return false;
}

uint32_t ht_program_row_end(const struct ht_program *program, uint32_t row)
{
    return row + 1 < program->row_count ? program->rows[row + 1].first_entry : program->entry_count;
}

static bool row_holds(const struct ht_program *program, uint32_t row, const int *values)
{
    int64_t sum = 0;
    uint32_t end = ht_program_row_end(program, row);
    for (uint32_t e = program->rows[row].first_entry; e < end; e++)
        sum += (int64_t)program->entries[e].factor * values[program->entries[e].column];
    switch (program->rows[row].sense) {
    case HT_AT_MOST:
        return sum <= program->rows[row].right;
    case HT_EQUAL:
        return sum == program->rows[row].right;
    default:
        return sum >= program->rows[row].right;
    }
}

bool ht_program_holds(const struct ht_program *program, const int *values, int64_t *cost)
{
    *cost = 0;
    for (uint32_t c = 0; c < program->column_count; c++) {
        if (values[c] < 0 || values[c] > program->columns[c].upper)
            return false;
        *cost += program->columns[c].cost * values[c];
    }
    for (uint32_t row = 0; row < program->row_count; row++)
        if (!row_holds(program, row, values))
            return false;
    return true;
}

/* ------------------------------------------------------------ the bound */

int64_t ht_program_multiplier(double multiplier, enum ht_sense sense)
{
    if (!isfinite(multiplier) || fabs(multiplier) > 1e12)
        return 0;
    int64_t whole = llround(multiplier * HT_SCALE);
    if ((sense == HT_AT_MOST && whole > 0) || (sense == HT_AT_LEAST && whole < 0))
        return 0;
    return whole;
}

/* The least whole number that is not below the quotient. */
static int64_t divided_up(int64_t sum, int64_t by)
{
    return sum / by + (sum % by > 0);
}

static int64_t *costs_of(const struct ht_program *program)
{
    int64_t *costs = HT_NEW(int64_t, program->column_count);
    for (uint32_t c = 0; c < program->column_count; c++)
        costs[c] = program->columns[c].cost * HT_SCALE;
    return costs;
}

/* Turns the columns' costs into reduced ones, and returns the bound; in multiples of 1 / HT_SCALE.
 */
static int64_t reduce(const struct ht_program *program, const double *multipliers, const int *lower,
                      const int *upper, int64_t *reduced)
{
    int64_t sum = 0;
    for (uint32_t row = 0; row < program->row_count; row++) {
        int64_t multiplier = ht_program_multiplier(multipliers[row], program->rows[row].sense);
        uint32_t end = ht_program_row_end(program, row);
        sum += multiplier * program->rows[row].right;
        for (uint32_t e = program->rows[row].first_entry; multiplier && e < end; e++)
            reduced[program->entries[e].column] -= multiplier * program->entries[e].factor;
    }
    for (uint32_t c = 0; c < program->column_count; c++) {
        int least = lower ? lower[c] : 0;
        int most = upper ? upper[c] : program->columns[c].upper;
        sum += reduced[c] * (reduced[c] > 0 ? least : most);
    }
    return sum;
}

int64_t ht_program_bound(const struct ht_program *program, const double *multipliers,
                         const int *lower, const int *upper)
{
    int64_t *reduced = costs_of(program);
    int64_t sum = reduce(program, multipliers, lower, upper, reduced);
    free(reduced);
    return divided_up(sum, HT_SCALE);
}

bool ht_program_is_empty(const struct ht_program *program, const double *multipliers,
                         const int *lower, const int *upper)
{
    int64_t *nothing = HT_NEW(int64_t, program->column_count);
    int64_t sum = reduce(program, multipliers, lower, upper, nothing);
    free(nothing);
    return sum > 0;
}

void ht_program_tighten(const struct ht_program *program, const double *multipliers,
                        const int *lower, const int *upper, int64_t cutoff, int *tight_lower,
                        int *tight_upper)
{
    int64_t *reduced = costs_of(program);
    int64_t sum = reduce(program, multipliers, lower, upper, reduced);
    int64_t most = cutoff > INT64_MAX / HT_SCALE ? INT64_MAX : (cutoff - 1) * HT_SCALE;
    HT_REQUIRE(sum <= most, "the bound is not below the cutoff");
    for (uint32_t c = 0; c < program->column_count; c++) {
        int width = upper[c] - lower[c];
        int64_t steps = reduced[c] ? (most - sum) / llabs(reduced[c]) : width;
        int reach = steps < width ? (int)steps : width;
        tight_lower[c] = reduced[c] < 0 ? upper[c] - reach : lower[c];
        tight_upper[c] = reduced[c] > 0 ? lower[c] + reach : upper[c];
    }
    free(reduced);
}
