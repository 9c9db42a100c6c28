/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/solve.h"

#include "solver/greedy.h"
#include "solver/memory.h"
#include "solver/polish.h"
#include "solver/search.h"
#include "solver/unroll.h"

#include <stdlib.h>

static void take_sessions(struct ht_part *part, const struct ht_component *component,
                          const struct ht_placed *placed)
{
    part->sessions = HT_NEW(struct ht_session, placed->count);
    part->session_count = placed->count;
    for (uint32_t n = 0; n < placed->count; n++) {
        const struct ht_slot *slot = &component->slots[placed->slots[n]];
        part->sessions[n] = (struct ht_session){
            ht_component_block(component, slot->block)->programme, slot->date, slot->period};
    }
}

/* Searches a model, with a hurried schedule where time runs out before one is found. Only if that
   cannot hold the keep requests the search goes on for as long as it takes. */
static struct ht_solution find_choices(const struct ht_model *model, const struct ht_limit *limit)
{
    struct ht_solution solution = ht_search(model, limit);
    if (solution.choices || solution.infeasible)
        return solution;
    solution.choices = ht_greedy(model);
    solution.cost = ht_choices_cost(model, solution.choices);
    if (solution.cost >= 0)
        return solution;
    ht_solution_clear(&solution);
    return ht_search(model, &(struct ht_limit){0});
}

/* Plans with weeks merged or apart; false where the merged counts do not unroll. */
static bool solve_model(const struct ht_component *component, const struct ht_wishes *wishes,
                        bool merge, const struct ht_limit *limit, struct ht_part *part)
{
    struct ht_model *model = ht_model_new(component, merge);
    struct ht_solution solution = find_choices(model, limit);
    bool solved = true;
    if (solution.bound > part->bound)
        part->bound = solution.bound;
    part->infeasible = solution.infeasible;
    if (!solution.infeasible) {
        struct ht_placed placed = ht_unroll(model, wishes, solution.choices);
        struct ht_draft_sums sums = ht_polish(wishes, &placed);
        solved = !sums.broken;
        part->cost = sums.cost;
        if (solved)
            take_sessions(part, component, &placed);
        ht_placed_clear(&placed);
    }
    ht_solution_clear(&solution);
    ht_model_free(model);
    return solved;
}

struct ht_part ht_solve(const struct ht_component *component, const struct ht_limit *limit)
{
    struct ht_part part = {0};
    struct ht_wishes wishes = ht_wishes_new(component);
    if (!solve_model(component, &wishes, true, limit, &part)) {
        bool solved = solve_model(component, &wishes, false, limit, &part);
        HT_REQUIRE(solved, "single weeks always unroll");
    }
    ht_wishes_clear(&wishes);
    return part;
}

void ht_part_clear(struct ht_part *part)
{
    free(part->sessions);
    part->sessions = NULL;
}
