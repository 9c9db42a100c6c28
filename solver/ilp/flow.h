/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Circulations of least cost in a network with lower and upper bounds.
 */
#ifndef HT_SOLVER_ILP_FLOW_H
#define HT_SOLVER_ILP_FLOW_H

#include <stdbool.h>
#include <stdint.h>

/** An arc between two nodes, numbered from 0. */
struct ht_arc {
    uint32_t from, to;
    int low, high; /* bounds of the flow */
    int cost;      /* per unit */
    int flow;      /* set by ht_flow_solve() */
};

/** Sets the flows to a circulation of least cost; false where there is none. */
bool ht_flow_solve(uint32_t node_count, struct ht_arc *arcs, uint32_t arc_count);

#endif
