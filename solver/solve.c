/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/solve.h"

#include "solver/dive.h"
#include "solver/memory.h"
#include "solver/polish.h"
#include "solver/unroll.h"

#include <stdlib.h>

void ht_part_take(struct ht_part *part, const struct ht_component *component,
                  const struct ht_placed *placed)
{
    part->sessions = HT_NEW(struct ht_session, placed->count);
    part->session_count = placed->count;
    for (uint32_t n = 0; n < placed->count; n++) {
        const struct ht_slot *slot = &component->slots[placed->slots[n]];
        part->sessions[n] = (struct ht_session){
            .programme = ht_component_block(component, slot->block)->programme,
            .date = slot->date,
            .period = slot->period,
        };
    }
}

/* Parts that only shared rows tie together make a large program with a tight relaxation: there a
   dive ends long before a search would begin. */
static struct ht_solution solve_program(const struct ht_model *model, const struct ht_limit *limit)
{
    struct ht_solution dived = {0};
    if (ht_program_is_shared(&model->program))
        dived = ht_dive(model, limit);
    if (dived.choices && dived.cost == dived.bound)
        return dived;
    struct ht_solution best = ht_search(model, limit);
    if (dived.bound > best.bound)
        best.bound = dived.bound;
    if (dived.choices && (!best.choices || dived.cost < best.cost)) {
        free(best.choices);
        best.choices = dived.choices;
        best.cost = dived.cost;
    } else {
        ht_solution_clear(&dived);
    }
    return best;
}

/* Plans with weeks merged or apart; false where the merged counts do not unroll. */
static bool solve_model(const struct ht_component *component, const struct ht_wishes *wishes,
                        bool merge, const struct ht_limit *limit, struct ht_part *part)
{
    struct ht_model *model = ht_model_new(component, merge);
    struct ht_solution solution = solve_program(model, limit);
    struct ht_placed placed = {0};
    bool unrolled = true;
    if (solution.bound > part->bound)
        part->bound = solution.bound;
    part->infeasible = solution.infeasible;
    if (solution.choices) {
        placed = ht_unroll(model, wishes, solution.choices);
        /* Shared rows do not unroll. What takes more than a few exchanges to mend is sooner planned
           with weeks apart, where a dive is as quick. */
        int kicks = merge && ht_program_is_shared(&model->program) ? 0 : HT_KICKS;
        struct ht_draft_sums sums = ht_polish(wishes, solution.cost, kicks, &placed);
        unrolled = !sums.broken;
        part->cost = sums.cost;
    }
    if (unrolled && solution.choices)
        ht_part_take(part, component, &placed);
    part->found = unrolled && solution.choices;
    ht_placed_clear(&placed);
    ht_solution_clear(&solution);
    ht_model_free(model);
    return unrolled;
}

/* For when the time is up: brings what is placed into the rules at any cost, adds what fits and
   then brings the cost down as far as local changes can; false where that cannot hold the keep
   requests. */
static bool hurry(const struct ht_component *component, const struct ht_wishes *wishes,
                  struct ht_placed *placed, struct ht_part *part)
{
    if (placed->count)
        ht_polish(wishes, INT64_MAX, HT_KICKS, placed);
    ht_take_out(wishes, placed);
    struct ht_draft_sums sums = ht_polish(wishes, part->bound, HT_KICKS, placed);
    part->cost = sums.cost;
    if (!sums.broken)
        ht_part_take(part, component, placed);
    return !sums.broken;
}

struct ht_part ht_solve(const struct ht_component *component, int64_t bound,
                        struct ht_placed placed, const struct ht_limit *limit)
{
    struct ht_part part = {.bound = bound};
    struct ht_wishes wishes = ht_wishes_new(component);
    if (!solve_model(component, &wishes, true, limit, &part)) {
        bool unrolled = solve_model(component, &wishes, false, limit, &part);
        HT_REQUIRE(unrolled, "single weeks always unroll");
    }
    if (!part.found && !part.infeasible && !hurry(component, &wishes, &placed, &part))
        solve_model(component, &wishes, false, &(struct ht_limit){0}, &part);
    ht_placed_clear(&placed);
    ht_wishes_clear(&wishes);
    return part;
}

void ht_part_clear(struct ht_part *part)
{
    free(part->sessions);
    part->sessions = NULL;
}
