/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Few changes before a low cost: one sum in which the cost of unplaced sessions outweighs all
 * changes against an earlier plan, and a change all of the other costs.
 */
#ifndef HT_SOLVER_INSTANCE_WEIGHTS_H
#define HT_SOLVER_INSTANCE_WEIGHTS_H

#include "solver/instance/subproblem.h"

/** The weights by which a subproblem's costs can be added up to such a sum. */
struct ht_weights ht_weights_of(const struct ht_subproblem *subproblem);

/** Sets the subproblem's aim, and with it the prices of its slots. */
void ht_subproblem_set_weights(struct ht_subproblem *subproblem);

#endif
