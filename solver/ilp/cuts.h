/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Cuts: rows that every integer solution of a program keeps, though its relaxation's optimum does
 * not. They are {0, 1/2}-cuts (Caprara and Fischetti, "{0, 1/2}-Chvatal-Gomory cuts", Mathematical
 * Programming 74, 1996): half the sum of some rows, every coefficient rounded to a whole number by
 * a column's bound where need be, and then the right-hand side rounded down.
 */
#ifndef HT_SOLVER_ILP_CUTS_H
#define HT_SOLVER_ILP_CUTS_H

#include "solver/base/limit.h"
#include "solver/ilp/ilp.h"

/** What a cut is made from: a row before it, or the upper bound of a column. */
struct ht_cut_source {
    uint32_t of; /* number of the row or of the column */
    bool is_bound;
};

/** Cuts, which are the last rows of a program, and what each is half the sum of. */
struct ht_cuts {
    struct ht_cut_source *sources; /* owned */
    uint32_t source_count, source_capacity;
    uint32_t *first_source; /* [cut]: in sources; ends where the next cut begins; owned */
    uint32_t count, capacity;
};

/** Begins a further cut; adds a source to the last one. */
void ht_cuts_begin(struct ht_cuts *cuts);
void ht_cuts_source(struct ht_cuts *cuts, struct ht_cut_source source);

/** The place after a cut's last source. */
uint32_t ht_cuts_end(const struct ht_cuts *cuts, uint32_t cut);

/**
 * Looks for cuts that the values, an optimum of the program's relaxation, break, and adds them to
 * the program; how many there were. All rows from the first cut on have to be cuts.
 */
uint32_t ht_cuts_add(struct ht_cuts *cuts, struct ht_ilp *ilp, const double *values,
                     const struct ht_limit *limit);

/** Frees the arrays; the rows stay the program's. */
void ht_cuts_clear(struct ht_cuts *cuts);

#endif
