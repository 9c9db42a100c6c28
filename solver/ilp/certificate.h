/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What proves that no solution of an integer program costs less than a bound, all of it in whole
 * numbers: duals of its rows, and where these are not enough cuts, and the tree of a branch
 * and bound with duals for each of its leaves.
 */
#ifndef HT_SOLVER_ILP_CERTIFICATE_H
#define HT_SOLVER_ILP_CERTIFICATE_H

#include "solver/ilp/cuts.h"

/** What a node's duals do. */
enum ht_node_kind {
    HT_BOUNDED,  /* prove that every solution between the node's bounds costs the bound or more */
    HT_EMPTY,    /* prove that there is none (all costs taken as 0) */
    HT_BRANCHED, /* none: those of the two nodes below prove it */
};

/** A node of the tree. */
struct ht_node {
    enum ht_node_kind kind;
    uint32_t column; /* HT_BRANCHED: on whose value the nodes below part */
    int split;       /* likewise: above this first, then up to it */
    uint32_t first;  /* in duals; ends where those of the next node begin */
};

/** A row's multiplier, unless it is 0. */
struct ht_dual {
    uint32_t row;
    int64_t value; /* in units of 1 / HT_SCALE */
};

/**
 * A proof of the bound. The nodes follow one another as a search visits them, each before those
 * below it.
 */
struct ht_certificate {
    int64_t bound;
    struct ht_ilp ilp; /* with the cuts as its last rows */
    struct ht_cuts cuts;
    struct ht_node *nodes;
    uint32_t node_count, node_capacity;
    struct ht_dual *duals; /* by node, then by row */
    uint32_t multiplier_count, multiplier_capacity;
};

/** Adds a node with the duals of the program's rows, unless it is a branch. */
void ht_certificate_add(struct ht_certificate *certificate, struct ht_node node,
                        const struct ht_ilp *ilp, const double *duals);

/** Forgets all nodes. */
void ht_certificate_restart(struct ht_certificate *certificate);

/** The place after the last of a node's duals. */
uint32_t ht_certificate_end(const struct ht_certificate *certificate, uint32_t node);

/**
 * Makes the program and its cuts those of the certificate, which takes them; cuts that nothing
 * rests on are left out.
 */
void ht_certificate_finish(struct ht_certificate *certificate, struct ht_ilp ilp,
                           struct ht_cuts cuts);

/** Frees the arrays. */
void ht_certificate_clear(struct ht_certificate *certificate);

#endif
