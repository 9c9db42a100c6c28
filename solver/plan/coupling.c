/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/coupling.h"

#include "solver/base/memory.h"
#include "solver/local_search/local_search.h"
#include "solver/plan/losses.h"

#include <stdlib.h>

/* Steps that local changes may take: where they do not do it soon, chains do. */
enum { MOST_STEPS = 3000000 };

/* Moves sessions at no cost until the shared capacity holds, where local changes can do it. */
static struct ht_evaluation_sums construct(const struct ht_subproblem *subproblem,
                                           const struct ht_subschedule *parts, uint32_t part_count,
                                           int64_t budget, const struct ht_limit *limit,
                                           struct ht_placed *placed)
{
    struct ht_tie_break tie_break = ht_tie_break_new(subproblem);
    for (uint32_t p = 0; p < part_count; p++)
        for (size_t s = 0; s < parts[p].session_count; s++)
            ht_placed_add(placed, ht_subproblem_slot(subproblem, &parts[p].sessions[s]));
    struct ht_work work = {0};
    struct ht_limit brief = *limit;
    brief.work = &work;
    brief.most = MOST_STEPS;
    struct ht_evaluation_sums sums = ht_local_search(&tie_break, budget, HT_KICKS, &brief, placed);
    ht_limit_after(limit, work.steps);
    ht_tie_break_clear(&tie_break);
    return sums;
}

struct ht_subschedule ht_couple(const struct ht_instance *instance,
                                const struct ht_requirements *requirements,
                                const struct ht_subschedule *parts, uint32_t part_count,
                                const struct ht_limit *limit)
{
    struct ht_partition whole = ht_partition_new(instance->school, requirements, true);
    struct ht_subschedule part = {0};
    for (uint32_t p = 0; p < part_count; p++) {
        part.bound += parts[p].bound;
        part.infeasible |= parts[p].infeasible;
    }
    if (whole.count && !part.infeasible) {
        struct ht_subproblem subproblem = ht_subproblem_new(instance, requirements, &whole, 0);
        struct ht_placed placed = {0};
        struct ht_evaluation_sums sums =
            construct(&subproblem, parts, part_count, part.bound, limit, &placed);
        part.cost = sums.cost;
        if (!sums.broken && sums.cost == part.bound) {
            ht_subschedule_take(&part, &subproblem, &placed);
            ht_placed_clear(&placed);
        } else {
            struct ht_losses losses = ht_losses_new(&subproblem, limit);
            int64_t bound = part.bound > losses.cost ? part.bound : losses.cost;
            part = ht_solve_subproblem(&subproblem, (struct ht_start){bound, placed, losses.lost},
                                       limit);
            free(losses.lost);
        }
        ht_subproblem_clear(&subproblem);
    }
    ht_partition_clear(&whole);
    return part;
}
