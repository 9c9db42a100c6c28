/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/solve.h"

#include "solver/memory.h"
#include "solver/polish.h"
#include "solver/search.h"
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
            ht_component_block(component, slot->block)->programme, slot->date, slot->period, 0};
    }
}

/* Plans with weeks merged or apart; false where the merged counts do not unroll. */
static bool solve_model(const struct ht_component *component, const struct ht_wishes *wishes,
                        bool merge, const struct ht_limit *limit, struct ht_part *part)
{
    struct ht_model *model = ht_model_new(component, merge);
    struct ht_solution solution = ht_search(model, limit);
    struct ht_placed placed = {0};
    bool unrolled = true;
    if (solution.bound > part->bound)
        part->bound = solution.bound;
    part->infeasible = solution.infeasible;
    if (solution.choices) {
        placed = ht_unroll(model, wishes, solution.choices);
        struct ht_draft_sums sums = ht_polish(wishes, solution.cost, &placed);
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
        ht_polish(wishes, INT64_MAX, placed);
    ht_take_out(wishes, placed);
    struct ht_draft_sums sums = ht_polish(wishes, part->bound, placed);
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
