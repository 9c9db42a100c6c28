/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Planning under a capacity that components share (H11): relax, construct, compare with the bound,
 * and only where they differ plan all of it in one model.
 */
#ifndef HT_SOLVER_PLAN_COUPLING_H
#define HT_SOLVER_PLAN_COUPLING_H

#include "solver/plan/solve.h"

/** Whether the policy limits rooms or withdrawals. */
bool ht_is_joint(const struct ht_school *school);

/**
 * Joins parts that were planned apart, as if there were no shared capacity; the parts stay the
 * caller's. Their costs add up to a bound for the whole. Free with ht_part_clear().
 */
struct ht_part ht_join(const struct ht_facts *facts, const struct ht_demand *demand,
                       const struct ht_part *parts, uint32_t part_count,
                       const struct ht_limit *limit);

#endif
