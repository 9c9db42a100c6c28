/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * An integer program: minimise the cost of whole numbers between 0 and their upper bounds, so that
 * rows of whole coefficients keep within their bounds. Everything is an integer, so that an answer
 * can be checked, and a lower bound proved, exactly.
 */
#ifndef HT_SOLVER_ILP_ILP_H
#define HT_SOLVER_ILP_ILP_H

#include "solver/base/string_table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a row demands of its sum. */
enum ht_sense { HT_AT_MOST, HT_EQUAL, HT_AT_LEAST };

/** A column: a whole number from 0 to upper. */
struct ht_ilp_column {
    int64_t cost; /* per unit */
    int upper;
    bool integer; /* by the search; where all such are whole the others can be */
};

/** A row: the sum of its entries against the right-hand side. */
struct ht_ilp_row {
    enum ht_sense sense;
    int right;
    bool shared;          /* ties parts together that would fall apart without such rows */
    uint32_t first_entry; /* in entries; ends where the next row begins */
};

/** A coefficient. */
struct ht_ilp_entry {
    uint32_t column;
    int factor;
};

/**
 * The program; rows are filled one after another. Its solutions are told by the integer columns: a
 * row that is HT_EQUAL has at most one other, with factor 1, which is how far its sum falls short;
 * those that a row HT_AT_MOST has with factor -1 make up for what its sum is too much.
 */
struct ht_ilp {
    struct ht_ilp_column *columns;
    uint32_t column_count, column_capacity;
    struct ht_ilp_row *rows;
    uint32_t row_count, row_capacity;
    struct ht_ilp_entry *entries;
    uint32_t entry_count, entry_capacity;
    bool coupled; /* to other programs by what they share, though no row may say so */
};

/** Frees the arrays and leaves an empty program. */
void ht_ilp_clear(struct ht_ilp *ilp);

/** A copy, to be freed by itself. */
struct ht_ilp ht_ilp_copy(const struct ht_ilp *ilp);

/** Adds a column that is not integer by the search; its number is returned. */
uint32_t ht_ilp_add_column(struct ht_ilp *ilp, int64_t cost, int upper);

/** Adds a column that is. */
uint32_t ht_ilp_add_integer(struct ht_ilp *ilp, int64_t cost, int upper);

/** Begins a row; its number is returned. */
uint32_t ht_ilp_add_row(struct ht_ilp *ilp, enum ht_sense sense, int right);

/** Begins a row that is shared; its number is returned. */
uint32_t ht_ilp_add_shared_row(struct ht_ilp *ilp, enum ht_sense sense, int right);

/** Adds a coefficient to the last row. */
void ht_ilp_add_entry(struct ht_ilp *ilp, uint32_t column, int factor);

/** Whether there are shared rows. */
bool ht_ilp_is_shared(const struct ht_ilp *ilp);

/** The place after a row's last entry. */
uint32_t ht_ilp_row_end(const struct ht_ilp *ilp, uint32_t row);

/** A column's coefficient in a row. */
struct ht_ilp_cell {
    uint32_t row;
    int factor;
};

/** The coefficients of each column, in the order of the rows. */
struct ht_ilp_by_column {
    struct ht_ilp_cell *cells;
    uint32_t *first; /* [column], one more at the end: in cells */
};

/** Lists a program as it is now by columns; free with ht_ilp_by_column_clear(). */
struct ht_ilp_by_column ht_ilp_by_column_new(const struct ht_ilp *ilp);

/** Frees the lists. */
void ht_ilp_by_column_clear(struct ht_ilp_by_column *by_column);

/** The column that says how far a row that is HT_EQUAL falls short; HT_NONE where it has none. */
uint32_t ht_ilp_shortfall(const struct ht_ilp *ilp, uint32_t row);

/**
 * Works out all other columns from the values of the integer ones; the cost, or below 0 where a row
 * is broken.
 */
int64_t ht_ilp_complete(const struct ht_ilp *ilp, int *values);

/** Whether the values keep every row and bound; if so *cost is their cost. */
bool ht_ilp_holds(const struct ht_ilp *ilp, const int *values, int64_t *cost);

/**
 * Multipliers are kept as whole multiples of 1 / HT_SCALE: fine enough for the sum of their errors
 * over some thousands of columns to stay below the 1 that rounding up to a whole cost forgives, and
 * coarse enough for all sums to fit 63 bits.
 */
#define HT_SCALE ((int64_t)1 << 16)

/** A multiplier so rounded; 0 where its sign does not suit the row. */
int64_t ht_ilp_round_dual(double dual, enum ht_sense sense);

/**
 * A lower bound on the cost of every integer solution with the columns between lower and upper, by
 * weak duality (engine of the proof: Neumaier and Shcherbina, "Safe bounds in linear and
 * mixed-integer linear programming", 2004): the duals (one a row, from any source, however
 * wrong) are rounded to integers of a fixed scale and given the right sign, and the bound is added
 * up in integers. NULL for lower or upper means the program's own bounds.
 */
int64_t ht_ilp_bound(const struct ht_ilp *ilp, const double *duals, const int *lower,
                     const int *upper);

/**
 * Whether the duals prove, as exactly, that no solution lies between lower and upper (by the
 * lemma of Farkas: were all costs 0, the bound would be above 0).
 */
bool ht_ilp_is_empty(const struct ht_ilp *ilp, const double *duals, const int *lower,
                     const int *upper);

/**
 * Bounds that every integer solution between lower and upper that costs less than the cutoff
 * keeps, by the same duals and as exactly (reduced-cost tightening), into tight_lower and
 * tight_upper, which may be lower and upper. The bound must be below the cutoff.
 */
void ht_ilp_tighten(const struct ht_ilp *ilp, const double *duals, const int *lower,
                    const int *upper, int64_t cutoff, int *tight_lower, int *tight_upper);

#endif
