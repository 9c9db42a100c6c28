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
    int64_t price;  /* of the misses, over all students */
    uint32_t block; /* of the component */
};

/** One component. */
struct ht_component {
    const struct ht_facts *facts;
    const struct ht_demand *demand;
    const uint32_t *blocks; /* numbers in demand->blocks, by programme and date */
    uint32_t block_count;
    struct ht_slot *slots; /* of the component's n-th block: from first_slot[n] on */
    uint32_t *first_slot;  /* one more at the end */
    uint32_t slot_count, slot_capacity;
    struct ht_aim aim; /* the slots' prices follow it */
};

/** Which programmes belong together. */
struct ht_partition {
    uint32_t *blocks; /* numbers in the demand's blocks, by component */
    uint32_t *first;  /* [component], one more at the end: places in blocks */
    uint32_t count;   /* components that require a session */
};

/** Divides the demand into components, or with all into a single one; free with
 *  ht_partition_clear(). */
struct ht_partition ht_partition_new(const struct ht_school *school, const struct ht_demand *demand,
                                     bool all);

/** Frees a partition's arrays. */
void ht_partition_clear(struct ht_partition *partition);

/** Finds the slots of a component's blocks; free with ht_component_clear(). */
struct ht_component ht_component_new(const struct ht_facts *facts, const struct ht_demand *demand,
                                     const struct ht_partition *partition, uint32_t number);

/** The slot of the component that a session is in; HT_NONE: in none. */
uint32_t ht_component_slot(const struct ht_component *component, const struct ht_session *session);

/** Frees a component's slots. */
void ht_component_clear(struct ht_component *component);

/** The component's n-th block. */
static inline const struct ht_block *ht_component_block(const struct ht_component *component,
                                                        uint32_t n)
{
    return &component->demand->blocks[component->blocks[n]];
}

/** The calendar week of a slot, as ht_facts_week() counts. */
static inline int ht_component_week(const struct ht_component *component, uint32_t slot)
{
    return ht_facts_week(component->facts, component->slots[slot].date);
}

/** The programme of the component's n-th block. */
static inline const struct ht_programme *
ht_component_programme(const struct ht_component *component, uint32_t n)
{
    return &component->facts->school->programmes[ht_component_block(component, n)->programme.i];
}

#endif
