/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/joint.h"

#include "solver/memory.h"
#include "solver/polish.h"

bool ht_is_joint(const struct ht_school *school)
{
    return school->policy.rooms_max != HT_NO_LIMIT || school->policy.withdrawals_max != HT_NO_LIMIT;
}

/* The slot of the component that a session is in. */
static uint32_t slot_of(const struct ht_component *component, const struct ht_session *session)
{
    const struct ht_demand *demand = component->demand;
    uint32_t end = demand->first_block[session->programme.i + 1];
    for (uint32_t b = demand->first_block[session->programme.i]; b < end; b++)
        for (uint32_t s = component->first_slot[b]; s < component->first_slot[b + 1]; s++)
            if (component->slots[s].date.days == session->date.days &&
                component->slots[s].period.i == session->period.i)
                return s;
    HT_REQUIRE(false, "a session without a slot");
    return HT_NONE;
}

/* Moves sessions at no cost until the shared capacity holds, where local changes can do it. */
static struct ht_draft_sums construct(const struct ht_component *component,
                                      const struct ht_part *parts, uint32_t part_count,
                                      int64_t budget, struct ht_placed *placed)
{
    struct ht_wishes wishes = ht_wishes_new(component);
    for (uint32_t p = 0; p < part_count; p++)
        for (size_t s = 0; s < parts[p].session_count; s++)
            ht_placed_add(placed, slot_of(component, &parts[p].sessions[s]));
    struct ht_draft_sums sums = ht_polish(&wishes, budget, HT_KICKS, placed);
    ht_wishes_clear(&wishes);
    return sums;
}

struct ht_part ht_join(const struct ht_facts *facts, const struct ht_demand *demand,
                       const struct ht_part *parts, uint32_t part_count,
                       const struct ht_limit *limit)
{
    struct ht_partition whole = ht_partition_new(facts->school, demand, true);
    struct ht_part part = {0};
    for (uint32_t p = 0; p < part_count; p++) {
        part.bound += parts[p].bound;
        part.infeasible |= parts[p].infeasible;
    }
    if (whole.count && !part.infeasible) {
        struct ht_component component = ht_component_new(facts, demand, &whole, 0);
        struct ht_placed placed = {0};
        struct ht_draft_sums sums = construct(&component, parts, part_count, part.bound, &placed);
        part.cost = sums.cost;
        if (!sums.broken && sums.cost == part.bound) {
            ht_part_take(&part, &component, &placed);
            ht_placed_clear(&placed);
        } else {
            part = ht_solve(&component, part.bound, placed, limit);
        }
        ht_component_clear(&component);
    }
    ht_partition_clear(&whole);
    return part;
}
