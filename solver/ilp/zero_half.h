/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Which rows of a program give {0, 1/2}-cuts: modulo 2 such a cut is a sum of rows with an odd
 * right-hand side in which little is odd that is not at its bound (Koster, Zymolka and Kutschka,
 * "Algorithms to separate {0, 1/2}-Chvatal-Gomory cuts", Algorithmica 55, 2009).
 */
#ifndef HT_SOLVER_ILP_ZERO_HALF_H
#define HT_SOLVER_ILP_ZERO_HALF_H

#include "solver/base/limit.h"
#include "solver/ilp/ilp.h"

/** Sets of rows, each in increasing order. */
struct ht_row_sets {
    uint32_t *rows; /* of all sets, one after another; owned */
    uint32_t row_count, row_capacity;
    uint32_t *first; /* [set]: in rows; ends where the next set begins; owned */
    uint32_t count, capacity;
};

/** The place after a set's last row. */
uint32_t ht_row_sets_end(const struct ht_row_sets *sets, uint32_t set);

/**
 * Finds sets of rows of which half the sum, rounded, is broken by the values, an optimum of the
 * program's relaxation. It may miss some, and all when the limit comes first. Free with
 * ht_row_sets_clear().
 */
struct ht_row_sets ht_zero_half_find(const struct ht_ilp *ilp, const double *values,
                                     const struct ht_limit *limit);

/** Frees the arrays. */
void ht_row_sets_clear(struct ht_row_sets *sets);

#endif
