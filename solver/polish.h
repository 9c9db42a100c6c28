/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Ordering what the cost leaves free by the secondary wishes of section 4 of the contract.
 */
#ifndef HT_SOLVER_POLISH_H
#define HT_SOLVER_POLISH_H

#include "solver/unroll.h"

/** Improves the placings by local changes that keep every rule and the cost. */
void ht_polish(const struct ht_wishes *wishes, struct ht_placings *placings);

#endif
