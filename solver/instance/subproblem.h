/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Components: programmes that share mentors or students, which are planned together and apart from
 * all others; and the slots where their sessions could be.
 */
#ifndef HT_SOLVER_INSTANCE_SUBPROBLEM_H
#define HT_SOLVER_INSTANCE_SUBPROBLEM_H

#include "solver/instance/requirements.h"
#include "solver/school/schedule.h"

/** A date and period that no rule forbids to a session, were it the only one. */
struct ht_slot {
    ht_date date;
    ht_period_id period;
    int64_t price;        /* of the misses, over all students */
    uint32_t requirement; /* of the subproblem */
};

/** One subproblem. */
struct ht_subproblem {
    const struct ht_instance *instance;
    const struct ht_requirements *requirements;
    const uint32_t *items; /* numbers in requirements->items, by programme and date */
    uint32_t item_count;
    struct ht_slot *slots; /* of the subproblem's n-th requirement: from first_slot[n] on */
    uint32_t *first_slot;  /* one more at the end */
    uint32_t slot_count, slot_capacity;
    struct ht_weights weights; /* the slots' prices follow it */
};

/** Which programmes belong together. */
struct ht_partition {
    uint32_t *items; /* numbers in the requirements' items, by subproblem */
    uint32_t *first; /* [subproblem], one more at the end: places in requirements */
    uint32_t count;  /* subproblems that require a session */
};

/** Divides the requirements into subproblems, or with all into a single one; free with
 *  ht_partition_clear(). */
struct ht_partition ht_partition_new(const struct ht_school *school,
                                     const struct ht_requirements *requirements, bool all);

/** Frees a partition's arrays. */
void ht_partition_clear(struct ht_partition *partition);

/** Finds the slots of a subproblem's requirements; free with ht_subproblem_clear(). */
struct ht_subproblem ht_subproblem_new(const struct ht_instance *instance,
                                       const struct ht_requirements *requirements,
                                       const struct ht_partition *partition, uint32_t number);

/**
 * The weights of one sum in which the cost of unplaced sessions outweighs all changes against a
 * previous plan, and a change all of the other costs.
 */
struct ht_weights ht_weights_of(const struct ht_subproblem *subproblem);

/** The slot of the subproblem that a session is in; HT_NONE: in none. */
uint32_t ht_subproblem_slot(const struct ht_subproblem *subproblem,
                            const struct ht_session *session);

/** Frees a subproblem's slots. */
void ht_subproblem_clear(struct ht_subproblem *subproblem);

/** The subproblem's n-th requirement. */
static inline const struct ht_requirement *
ht_subproblem_requirement(const struct ht_subproblem *subproblem, uint32_t n)
{
    return &subproblem->requirements->items[subproblem->items[n]];
}

/** The calendar week of a slot, as ht_instance_week() counts. */
static inline int ht_subproblem_week(const struct ht_subproblem *subproblem, uint32_t slot)
{
    return ht_instance_week(subproblem->instance, subproblem->slots[slot].date);
}

/** The programme of the subproblem's n-th requirement. */
static inline const struct ht_programme *
ht_subproblem_programme(const struct ht_subproblem *subproblem, uint32_t n)
{
    return &subproblem->instance->school
                ->programmes[ht_subproblem_requirement(subproblem, n)->programme.i];
}

#endif
