/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/solve.h"

#include "solver/greedy.h"
#include "solver/memory.h"
#include "solver/polish.h"
#include "solver/search.h"
#include "solver/unroll.h"

#include <stdlib.h>

static void take_sessions(struct ht_part *part, const struct ht_model *model,
                          const struct ht_placings *placings)
{
    part->sessions = HT_NEW(struct ht_session, placings->count);
    part->session_count = placings->count;
    for (uint32_t n = 0; n < placings->count; n++) {
        struct ht_placing placing = placings->list[n];
        const struct ht_choice *choice = &model->choices[placing.choice];
        part->sessions[n] =
            (struct ht_session){model->needs[choice->need].programme,
                                ht_model_date(model, placing.choice, placing.week), choice->period};
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
static bool solve_model(const struct ht_component *component, bool merge,
                        const struct ht_limit *limit, struct ht_part *part)
{
    struct ht_model *model = ht_model_new(component, merge);
    struct ht_solution solution = find_choices(model, limit);
    struct ht_placings placings = {0};
    if (solution.bound > part->bound)
        part->bound = solution.bound;
    part->infeasible = solution.infeasible;
    part->cost = solution.cost;
    struct ht_wishes wishes = ht_wishes_new(model);
    bool solved = solution.infeasible || ht_unroll(&wishes, solution.choices, &placings);
    if (solved && !solution.infeasible) {
        ht_polish(&wishes, &placings);
        take_sessions(part, model, &placings);
    }
    ht_wishes_clear(&wishes);
    ht_placings_clear(&placings);
    ht_solution_clear(&solution);
    ht_model_free(model);
    return solved;
}

struct ht_part ht_solve(const struct ht_component *component, const struct ht_limit *limit)
{
    struct ht_part part = {0};
    if (!solve_model(component, true, limit, &part)) {
        bool solved = solve_model(component, false, limit, &part);
        HT_REQUIRE(solved, "single weeks always unroll");
    }
    return part;
}

void ht_part_clear(struct ht_part *part)
{
    free(part->sessions);
    part->sessions = NULL;
}
