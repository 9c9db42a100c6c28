/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is left of a school's sessions besides those that stand of a previous plan: all of them,
 * where none does.
 */
#ifndef HT_SOLVER_INSTANCE_REMAINDER_H
#define HT_SOLVER_INSTANCE_REMAINDER_H

#include "solver/instance/requirements.h"
#include "solver/school/schedule.h"

/** The rest of a plan. */
struct ht_remainder {
    struct ht_school school;      /* as it is, with the misses of what stands in its history */
    struct ht_instance *instance; /* of that school, with what stands; owned, as is what is due */
    struct ht_requirements *requirements;
};

/** Works it out; school and previous plan must outlive it. Free with ht_remainder_clear(). */
void ht_remainder_init(struct ht_remainder *rest, const struct ht_school *school,
                       struct ht_horizon horizon, const struct ht_previous_plan *earlier);

/** Frees what the rest owns. */
void ht_remainder_clear(struct ht_remainder *rest);

/**
 * What the previous plan has of the rest, sorted: its sessions, and as unplaced what is due besides
 * them. Its cost, bound, status and shortages are not known. Free with ht_schedule_free().
 */
struct ht_schedule *ht_remainder_schedule(const struct ht_remainder *rest);

#endif
