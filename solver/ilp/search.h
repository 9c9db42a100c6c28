/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * One search of branch and bound: its nodes, dives and cuts. Only branch_and_bound.c, which says
 * what is looked for, and certify.c use it.
 */
#ifndef HT_SOLVER_ILP_SEARCH_H
#define HT_SOLVER_ILP_SEARCH_H

#include "solver/ilp/branching.h"
#include "solver/ilp/certificate.h"
#include "solver/ilp/solution.h"

/** Bounds of a column before a change, for going back. */
struct ht_bound_change {
    uint32_t column;
    int lower, upper;
};

/** The search, at the node where it is now. */
struct ht_search {
    const struct ht_ilp *given;
    struct ht_ilp ilp; /* the given one, with cuts as its last rows */
    struct ht_ilp all; /* likewise, with those that were dropped; empty where none were */
    uint32_t *row_of;  /* [row]: among all; NULL where none were dropped */
    struct ht_cuts cuts;
    const struct ht_limit *limit;
    struct ht_lp *lp;
    double *duals;                   /* [row] */
    int *lower, *upper;              /* [column]: bounds at the node */
    int *tight_lower, *tight_upper;  /* [column]: room for tightened ones */
    int *values;                     /* [column]: room for one candidate */
    struct ht_pseudo_cost *pseudo;   /* [column] */
    struct ht_bound_change *changes; /* of bounds, since the root */
    uint32_t change_count, change_capacity;
    struct ht_solution best;
    int64_t cutoff;                     /* only cheaper solutions are wanted */
    bool fewest;                        /* only what is missing counts, at the least cost */
    int64_t least;                      /* then: that cost */
    long nodes;                         /* that may still be visited */
    bool stopped;                       /* the limit was reached */
    bool doubted;                       /* a node was closed without proof */
    struct ht_certificate *certificate; /* NULL where none is asked for */
};

/** A search in a program, from its own bounds; the relaxation begins with a crash basis. */
struct ht_search ht_search_new(const struct ht_ilp *ilp, const struct ht_limit *limit);

/** Frees all but the best solution, the programs and the cuts; then these programs and cuts. */
void ht_search_end(struct ht_search *search);
void ht_search_clear(struct ht_search *search);

/** How far the rows of a solution fall short in all. */
int64_t ht_search_shortfall(const struct ht_search *search, const int *values);

/** The integer column that the last relaxation has furthest on its way to the next whole number;
 *  HT_NONE where all are whole. */
uint32_t ht_search_fractional(const struct ht_search *search);

/** The node's lower bound; one that no solution can beat where the relaxation has none. */
int64_t ht_search_bound(struct ht_search *search);

/** Adds the node, with the duals of its relaxation, to the certificate, if one is asked for. */
void ht_search_record(struct ht_search *search, enum ht_node_kind kind, uint32_t column, int split);

/** Settles a node and all below it, as long as there are nodes left. */
void ht_search_visit(struct ht_search *search);

/** Takes changes of bounds back until so many are left. */
void ht_search_go_back(struct ht_search *search, uint32_t change_count);

/** Goes from the root's relaxation straight down to a solution below the cutoff; it may miss one.
 */
void ht_search_dive(struct ht_search *search);

/** Adds the cuts that the last relaxation breaks; false where there are none. */
bool ht_search_cut(struct ht_search *search);

/** Drops the cuts that the relaxation's optimum does without; no more can be added then. */
void ht_search_drop_slack_cuts(struct ht_search *search);

/** Rounds of cuts: in all, and that leave the bound where it is. */
enum { HT_CUT_ROUNDS = 60, HT_CUT_PATIENCE = 12 };

#endif
