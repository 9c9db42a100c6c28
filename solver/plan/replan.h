/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Planning the rest of a previous plan again: what is before a date stands; from there on first as
 * much is placed as can be, then as little is changed as can be, then the cost is the least.
 */
#ifndef HT_SOLVER_PLAN_REPLAN_H
#define HT_SOLVER_PLAN_REPLAN_H

#include "solver/instance/remainder.h"
#include "solver/plan/changes.h"
#include "solver/plan/plan.h"

/** Makes few changes the aim of what is planned of a rest, before a low cost; see changes.h. */
void ht_rest_keep_places(struct ht_remainder *rest);

/**
 * The new schedule over the whole horizon, and what is different. Its status is optimal only where
 * no schedule that keeps what stands costs less, whatever it changes; its bound is of these, and
 * *changes says whether the fewest changes are proven. Both are to be freed; *changes is NULL where
 * the schedule is infeasible.
 */
struct ht_schedule *ht_replan(const struct ht_school *school, struct ht_horizon horizon,
                              const struct ht_previous_plan *earlier,
                              const struct ht_plan_options *options, struct ht_changes **changes);

#endif
