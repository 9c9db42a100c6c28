/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/coupling.h"

#include "solver/base/memory.h"
#include "solver/local_search/local_search.h"

bool ht_is_joint(const struct ht_school *school)
{
    return school->policy.rooms_max != HT_NO_LIMIT || school->policy.withdrawals_max != HT_NO_LIMIT;
}

/* Moves sessions at no cost until the shared capacity holds, where local changes can do it. */
static struct ht_draft_sums construct(const struct ht_component *component,
                                      const struct ht_part *parts, uint32_t part_count,
                                      int64_t budget, const struct ht_limit *limit,
                                      struct ht_placed *placed)
{
    struct ht_wishes wishes = ht_wishes_new(component);
    for (uint32_t p = 0; p < part_count; p++)
        for (size_t s = 0; s < parts[p].session_count; s++)
            ht_placed_add(placed, ht_component_slot(component, &parts[p].sessions[s]));
    struct ht_draft_sums sums = ht_polish(&wishes, budget, HT_KICKS, limit, placed);
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
        struct ht_draft_sums sums =
            construct(&component, parts, part_count, part.bound, limit, &placed);
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
