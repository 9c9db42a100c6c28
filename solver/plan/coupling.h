/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Planning under a capacity that subproblems share (H11): relax, construct, compare with the bound,
 * and only where they differ plan all of it in one model.
 */
#ifndef HT_SOLVER_PLAN_COUPLING_H
#define HT_SOLVER_PLAN_COUPLING_H

#include "solver/plan/solve.h"

/**
 * Joins parts that were planned apart, as if there were no shared capacity; the parts stay the
 * caller's. Their costs add up to a bound for the whole. Free with ht_subschedule_clear().
 */
struct ht_subschedule ht_couple(const struct ht_instance *instance,
                                const struct ht_requirements *requirements,
                                const struct ht_subschedule *parts, uint32_t part_count,
                                const struct ht_limit *limit);

#endif
