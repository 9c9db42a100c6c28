/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Disjoint sets of numbers (Galler and Fischer, 1964).
 */
#ifndef HT_SOLVER_BASE_DISJOINT_SETS_H
#define HT_SOLVER_BASE_DISJOINT_SETS_H

#include <stdint.h>

/** The number that stands for the set of another; parent[n] is n for each such. To join two sets,
 *  make one's root the parent of the other's. */
static inline uint32_t ht_disjoint_set_root(uint32_t *parent, uint32_t of)
{
    while (parent[of] != of)
        of = parent[of] = parent[parent[of]];
    return of;
}

#endif
