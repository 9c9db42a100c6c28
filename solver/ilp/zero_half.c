/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/zero_half.h"

#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <math.h>
#include <stdlib.h>

/* Beside so much a value of the relaxation counts as nothing. */
static const double tolerance = 1e-6;

/* What a sum of rows may have in slack, and away from their bounds in odd columns, for its half to
   be broken by at least a twentieth. */
static const double most_loss = 0.9;

/* Elimination takes time and memory like the square of the rows: a bigger program goes without its
   last rows. */
enum { MOST_ROWS = 3000, WORD_BITS = 64 };

/* Words of lines that are added up in a step of a limit. */
enum { WORDS_A_STEP = 1024 };

/* A program modulo 2. A line is a sum of rows: a bit for every column that is not at a bound, one
   for the right-hand side, and one for every row, whether it is in the sum. */
struct separation {
    const struct ht_ilp *ilp;
    const double *values;
    uint32_t *rows; /* [line]: the program's rows that have little slack */
    double *slack;  /* [line]: of that row */
    uint32_t row_count;
    uint32_t *place;   /* [program's column]: its bit; HT_NONE where it is at a bound */
    double *distance;  /* [bit]: of that column's value from the nearer bound */
    bool *is_at_upper; /* [program's column]: the nearer bound is the upper one */
    uint32_t bit_count;
    uint32_t words; /* of a line */
    uint64_t *lines;
    bool *used; /* [line]: has eliminated a column */
};

uint32_t ht_row_sets_end(const struct ht_row_sets *sets, uint32_t set)
{
    return set + 1 < sets->count ? sets->first[set + 1] : sets->row_count;
}

void ht_row_sets_clear(struct ht_row_sets *sets)
{
    free(sets->rows);
    free(sets->first);
    *sets = (struct ht_row_sets){0};
}

/* ------------------------------------------------------------ the program modulo 2 */

static void flip(uint64_t *line, uint32_t bit)
{
    line[bit / WORD_BITS] ^= UINT64_C(1) << bit % WORD_BITS;
}

static bool has(const uint64_t *line, uint32_t bit)
{
    return line[bit / WORD_BITS] >> bit % WORD_BITS & 1;
}

static uint64_t *line_of(const struct separation *separation, uint32_t n)
{
    return separation->lines + (size_t)n * separation->words;
}

static void find_columns(struct separation *separation)
{
    const struct ht_ilp *ilp = separation->ilp;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        double above = separation->values[c], below = ilp->columns[c].upper - separation->values[c];
        double distance = fmin(above, below);
        separation->is_at_upper[c] = below < above;
        separation->place[c] = HT_NONE;
        if (distance <= tolerance)
            continue;
        separation->distance[separation->bit_count] = distance;
        separation->place[c] = separation->bit_count++;
    }
}

static double slack_of(const struct separation *separation, uint32_t row)
{
    const struct ht_ilp *ilp = separation->ilp;
    uint32_t end = ht_ilp_row_end(ilp, row);
    double slack = ilp->rows[row].right;
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++)
        slack -= ilp->entries[e].factor * separation->values[ilp->entries[e].column];
    return fabs(slack);
}

static void find_rows(struct separation *separation)
{
    for (uint32_t row = 0; row < separation->ilp->row_count && separation->row_count < MOST_ROWS;
         row++) {
        double slack = slack_of(separation, row);
        if (slack > most_loss)
            continue;
        separation->slack[separation->row_count] = slack;
        separation->rows[separation->row_count++] = row;
    }
}

/* A column that is nearer its upper bound counts from there, which changes right-hand sides. */
static void fill_line(const struct separation *separation, uint32_t n)
{
    const struct ht_ilp *ilp = separation->ilp;
    const struct ht_ilp_row *row = &ilp->rows[separation->rows[n]];
    uint64_t *line = line_of(separation, n);
    bool is_odd = row->right & 1;
    uint32_t end = ht_ilp_row_end(ilp, separation->rows[n]);
    for (uint32_t e = row->first_entry; e < end; e++) {
        uint32_t column = ilp->entries[e].column;
        if (!(ilp->entries[e].factor & 1))
            continue;
        is_odd ^= separation->is_at_upper[column] && (ilp->columns[column].upper & 1);
        if (separation->place[column] != HT_NONE)
            flip(line, separation->place[column]);
    }
    if (is_odd)
        flip(line, separation->bit_count);
    flip(line, separation->bit_count + 1 + n);
}

/* ------------------------------------------------------------ elimination */

static void add_line(const struct separation *separation, uint32_t to, uint32_t from)
{
    uint64_t *line = line_of(separation, to);
    const uint64_t *added = line_of(separation, from);
    for (uint32_t w = 0; w < separation->words; w++)
        line[w] ^= added[w];
}

/* The first line without slack that has the column and has eliminated no other. */
static uint32_t find_pivot(const struct separation *separation, uint32_t bit)
{
    for (uint32_t n = 0; n < separation->row_count; n++)
        if (!separation->used[n] && separation->slack[n] <= tolerance &&
            has(line_of(separation, n), bit))
            return n;
    return HT_NONE;
}

/* Lines without slack cost nothing to add: each rids the others of a column. False where the limit
   came first. */
static bool eliminate(struct separation *separation, const struct ht_limit *limit)
{
    for (uint32_t b = 0; b < separation->bit_count; b++) {
        uint32_t pivot = find_pivot(separation, b);
        if (ht_limit_after(limit, 1 + separation->row_count / WORD_BITS))
            return false;
        if (pivot == HT_NONE)
            continue;
        separation->used[pivot] = true;
        for (uint32_t n = 0; n < separation->row_count; n++)
            if (!separation->used[n] && has(line_of(separation, n), b))
                add_line(separation, n, pivot);
        ht_limit_after(limit, (int64_t)separation->row_count * separation->words / WORDS_A_STEP);
    }
    return true;
}

/* ------------------------------------------------------------ sets */

/* What half of a line loses: slack, and odd columns away from their bounds. */
static double loss(const struct separation *separation, uint32_t n)
{
    const uint64_t *line = line_of(separation, n);
    double sum = separation->slack[n];
    for (uint32_t bit = 0; bit < separation->bit_count && sum < most_loss; bit++)
        if (has(line, bit))
            sum += separation->distance[bit];
    return sum;
}

static void keep(const struct separation *separation, struct ht_row_sets *sets, uint32_t line)
{
    HT_GROW(sets->first, sets->count, sets->capacity);
    sets->first[sets->count++] = sets->row_count;
    for (uint32_t n = 0; n < separation->row_count; n++) {
        if (!has(line_of(separation, line), separation->bit_count + 1 + n))
            continue;
        HT_GROW(sets->rows, sets->row_count, sets->row_capacity);
        sets->rows[sets->row_count++] = separation->rows[n];
    }
}

/* Keeps each line that is odd on the right and loses little. */
static void collect(const struct separation *separation, struct ht_row_sets *sets)
{
    for (uint32_t n = 0; n < separation->row_count; n++)
        if (!separation->used[n] && has(line_of(separation, n), separation->bit_count) &&
            loss(separation, n) < most_loss)
            keep(separation, sets, n);
}

struct ht_row_sets ht_zero_half_find(const struct ht_ilp *ilp, const double *values,
                                     const struct ht_limit *limit)
{
    struct separation separation = {
        .ilp = ilp,
        .values = values,
        .rows = HT_NEW(uint32_t, ilp->row_count),
        .slack = HT_NEW(double, ilp->row_count),
        .place = HT_NEW(uint32_t, ilp->column_count),
        .distance = HT_NEW(double, ilp->column_count),
        .is_at_upper = HT_NEW(bool, ilp->column_count),
        .used = HT_NEW(bool, ilp->row_count),
    };
    struct ht_row_sets sets = {0};
    find_columns(&separation);
    find_rows(&separation);
    separation.words =
        (separation.bit_count + 1 + separation.row_count + WORD_BITS - 1) / WORD_BITS;
    separation.lines = HT_NEW(uint64_t, (size_t)separation.row_count * separation.words);
    for (uint32_t n = 0; n < separation.row_count; n++)
        fill_line(&separation, n);
    if (eliminate(&separation, limit))
        collect(&separation, &sets);
    free(separation.rows);
    free(separation.slack);
    free(separation.place);
    free(separation.distance);
    free(separation.is_at_upper);
    free(separation.used);
    free(separation.lines);
    return sets;
}
