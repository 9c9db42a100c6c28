/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * An integer program as a free MPS file says it: least cost of whole numbers from 0 to their upper
 * bounds that keep all rows. For checking proofs, so it shares nothing with the planner's.
 */
#ifndef HT_IO_PROVE_PROGRAM_H
#define HT_IO_PROVE_PROGRAM_H

#include "io/prove_text.h"
#include "solver/names.h"

/** A row: what its terms add up to against the right-hand side. */
struct ht_prove_row {
    char sense; /* L: at most, E: equal, G: at least */
    int64_t right;
};

/** A factor of a column in a row. */
struct ht_prove_term {
    uint32_t row, column;
    int64_t factor;
};

/** A program; cuts are added to it as further rows. */
struct ht_prove_program {
    struct ht_names *row_names, *column_names;
    struct ht_prove_row *rows;
    size_t row_count, row_capacity;
    int64_t *costs, *uppers; /* [column]; an upper bound is below 0 before it is known */
    size_t column_count, cost_capacity, upper_capacity;
    struct ht_prove_term *terms;
    size_t term_count, term_capacity;
};

/** Reads a program; false after a message. Free with ht_prove_program_clear(), also then. */
bool ht_prove_program_read(struct ht_prove_program *program, const char *folder, const char *name,
                           uint64_t *hash);

/** Frees the arrays. */
void ht_prove_program_clear(struct ht_prove_program *program);

/** Adds a row of the name. */
void ht_prove_add_row(struct ht_prove_program *program, const char *name, char sense);

/** Adds a term. */
void ht_prove_add_term(struct ht_prove_program *program, struct ht_prove_term term);

/** The number of the row, or column, that the n-th word names; false after a message. */
bool ht_prove_find_row(const struct ht_prove_program *program, const struct ht_lines *lines,
                       size_t n, uint32_t *row);
bool ht_prove_find_column(const struct ht_prove_program *program, const struct ht_lines *lines,
                          size_t n, uint32_t *column);

/** Adds a product to a sum; false where 64 bits do not hold it. */
static inline bool ht_prove_add(int64_t *sum, int64_t a, int64_t b)
{
    int64_t product;
    return !__builtin_mul_overflow(a, b, &product) && !__builtin_add_overflow(*sum, product, sum);
}

#endif
