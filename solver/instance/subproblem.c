/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/subproblem.h"

#include "solver/base/disjoint_sets.h"
#include "solver/base/memory.h"
#include "solver/instance/weights.h"

#include <stdlib.h>

/* ------------------------------------------------------------ partition */

/* Disjoint sets of mentors, then students. */
static uint32_t *join_programmes(const struct ht_school *school, bool all)
{
    size_t count = school->mentor_count + school->student_count;
    uint32_t *parent = HT_NEW(uint32_t, count);
    for (size_t i = 0; i < count; i++)
        parent[i] = i;
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        if (programme->mentor.i == HT_NONE)
            continue;
        for (uint32_t n = 0; n < programme->student_count; n++)
            parent[ht_set_root(parent, school->mentor_count + programme->students[n].i)] =
                ht_set_root(parent, programme->mentor.i);
    }
    for (size_t i = 1; all && i < count; i++)
        parent[ht_set_root(parent, (uint32_t)i)] = ht_set_root(parent, 0);
    return parent;
}

/* The component of each block, numbered in the order in which the blocks first show them. */
static uint32_t *number_components(const struct ht_school *school, const struct ht_demand *demand,
                                   bool all, uint32_t *count)
{
    uint32_t *parent = join_programmes(school, all);
    uint32_t *number = HT_NEW(uint32_t, school->mentor_count + school->student_count);
    uint32_t *of_block = HT_NEW(uint32_t, demand->block_count);
    *count = 0;
    for (uint32_t b = 0; b < demand->block_count; b++) {
        const struct ht_programme *programme = &school->programmes[demand->blocks[b].programme.i];
        uint32_t root = ht_set_root(parent, programme->mentor.i);
        if (!number[root])
            number[root] = ++*count;
        of_block[b] = number[root] - 1;
    }
    free(parent);
    free(number);
    return of_block;
}

struct ht_partition ht_partition_new(const struct ht_school *school, const struct ht_demand *demand,
                                     bool all)
{
    struct ht_partition partition = {.blocks = HT_NEW(uint32_t, demand->block_count)};
    uint32_t *of_block = number_components(school, demand, all, &partition.count);
    partition.first = HT_NEW(uint32_t, partition.count + 2);
    for (uint32_t b = 0; b < demand->block_count; b++)
        partition.first[of_block[b] + 2]++;
    for (uint32_t c = 2; c < partition.count + 2; c++)
        partition.first[c] += partition.first[c - 1];
    for (uint32_t b = 0; b < demand->block_count; b++)
        partition.blocks[partition.first[of_block[b] + 1]++] = b;
    free(of_block);
    return partition;
}

void ht_partition_clear(struct ht_partition *partition)
{
    free(partition->blocks);
    free(partition->first);
    *partition = (struct ht_partition){0};
}

/* ------------------------------------------------------------slots */

static void add_slots_on(struct ht_component *component, uint32_t block, ht_date date)
{
    ht_programme_id programme = ht_component_block(component, block)->programme;
    ht_period_id first;
    uint32_t count = ht_school_periods_on(component->facts->school, date, &first);
    for (uint32_t n = 0; n < count; n++) {
        struct ht_slot slot = {date, {first.i + n}, 0, block};
        if (ht_facts_slot_rule(component->facts, programme, date, slot.period, &slot.price))
            continue;
        HT_GROW(component->slots, component->slot_count, component->slot_capacity);
        component->slots[component->slot_count++] = slot;
    }
}

static void add_slots_in(struct ht_component *component, uint32_t block, int week)
{
    ht_programme_id programme = ht_component_block(component, block)->programme;
    const struct ht_facts *facts = component->facts;
    for (int weekday = 0; weekday < HT_DAYS_A_WEEK; weekday++) {
        ht_date date = ht_date_plus(facts->first_monday, week * HT_DAYS_A_WEEK + weekday);
        if (ht_horizon_has(facts->horizon, date) && date.days >= facts->from.days &&
            !ht_facts_date_rule(facts, programme, date))
            add_slots_on(component, block, date);
    }
}

struct ht_component ht_component_new(const struct ht_facts *facts, const struct ht_demand *demand,
                                     const struct ht_partition *partition, uint32_t number)
{
    uint32_t first = partition->first[number];
    struct ht_component component = {
        .facts = facts,
        .demand = demand,
        .blocks = partition->blocks + first,
        .block_count = partition->first[number + 1] - first,
    };
    component.first_slot = HT_NEW(uint32_t, component.block_count + 1);
    for (uint32_t n = 0; n < component.block_count; n++) {
        const struct ht_block *block = ht_component_block(&component, n);
        component.first_slot[n] = component.slot_count;
        for (uint32_t w = 0; w < block->week_count; w++)
            add_slots_in(&component, n, demand->weeks[block->first_week + w]);
    }
    component.first_slot[component.block_count] = component.slot_count;
    ht_component_aim(&component);
    return component;
}

uint32_t ht_component_slot(const struct ht_component *component, const struct ht_session *session)
{
    for (uint32_t b = 0; b < component->block_count; b++) {
        if (ht_component_block(component, b)->programme.i != session->programme.i)
            continue;
        for (uint32_t s = component->first_slot[b]; s < component->first_slot[b + 1]; s++)
            if (component->slots[s].date.days == session->date.days &&
                component->slots[s].period.i == session->period.i)
                return s;
    }
    return HT_NONE;
}

void ht_component_clear(struct ht_component *component)
{
    free(component->slots);
    free(component->first_slot);
    component->slots = NULL;
    component->first_slot = NULL;
}
