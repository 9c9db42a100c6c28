/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * An integer program as a free MPS file says it: least cost of whole numbers from 0 to their upper
 * bounds that keep all rows. For checking proofs, so it shares nothing with the planner's.
 */
#ifndef HT_IO_PROVE_PROGRAM_H
#define HT_IO_PROVE_PROGRAM_H

#include "io/prove/text.h"
#include "solver/base/string_table.h"

/** A row: what its terms add up to against the right-hand side. */
struct ht_prove_row {
    char sense; /* L: at most, E: equal, G: at least */
    int64_t right;
    int64_t times; /* multiplier */
};

/** A column. */
struct ht_prove_column {
    int64_t cost, upper;
    int64_t value;       /* in the schedule */
    int64_t least, most; /* between these at a node of the tree */
    int64_t sum;         /* of the rows' factors, each times its row's multiplier */
};

/** A factor of a column in a row. */
struct ht_prove_term {
    uint32_t row, column;
    int64_t factor;
};

/** A program; cuts are added to it as further rows. */
struct ht_prove_program {
    struct ht_strings *row_names, *column_names;
    struct ht_prove_row *rows;
    struct ht_prove_column *columns;
    struct ht_prove_term *terms;
    size_t row_count, row_capacity, column_count, column_capacity, term_count, term_capacity;
};

/** Reads a program and all of its file. */
struct ht_prove_program ht_prove_program_read(struct ht_words *mps);

/** Frees the arrays. */
void ht_prove_program_clear(struct ht_prove_program *program);

/** Adds a row, whose name must be new. */
void ht_prove_add_row(struct ht_prove_program *program, struct ht_words *words, const char *name,
                      struct ht_prove_row row);

/** Adds a term. */
void ht_prove_add_term(struct ht_prove_program *program, struct ht_prove_term term);

/** The row or the column of a name; some other, refused, where there is none. */
struct ht_prove_row *ht_prove_row(const struct ht_prove_program *program, struct ht_words *words,
                                  const char *name);
struct ht_prove_column *ht_prove_column(const struct ht_prove_program *program,
                                        struct ht_words *words, const char *name);

/** Adds a product to a sum; refused where 64 bits do not hold it. */
void ht_prove_add(struct ht_words *words, int64_t *sum, int64_t a, int64_t b);

#endif
