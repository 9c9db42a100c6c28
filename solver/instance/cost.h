/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The cost of a whole schedule by section 4 of the contract.
 */
#ifndef HT_SOLVER_INSTANCE_COST_H
#define HT_SOLVER_INSTANCE_COST_H

#include "solver/instance/instance.h"

/** Adds the cost up; the instance is the school's as it is, without anything that stands. */
int64_t ht_cost(const struct ht_instance *instance, const struct ht_schedule *schedule);

#endif
