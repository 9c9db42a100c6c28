/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/solve.h"

#include "solver/base/memory.h"
#include "solver/ilp/branch_and_bound.h"
#include "solver/local_search/disaggregate.h"
#include "solver/local_search/local_search.h"
#include "solver/primal/dive.h"
#include "solver/primal/ejection.h"

#include <stdlib.h>

void ht_subschedule_take(struct ht_subschedule *part, const struct ht_subproblem *subproblem,
                         const struct ht_placed *placed)
{
    part->sessions = HT_NEW(struct ht_session, placed->count);
    part->session_count = placed->count;
    for (uint32_t n = 0; n < placed->count; n++) {
        const struct ht_slot *slot = &subproblem->slots[placed->slots[n]];
        part->sessions[n] = (struct ht_session){
            .programme = ht_subproblem_requirement(subproblem, slot->requirement)->programme,
            .date = slot->date,
            .period = slot->period,
        };
    }
}

/* Columns of a program that the simplex method takes too long for, where parts are tied together.
 */
enum { LARGE = 4000 };

/* Parts that only shared rows tie together make a large program with a tight relaxation: there a
   dive ends long before a search would begin. */
static struct ht_solution solve_program(const struct ht_model *model, struct ht_solution known,
                                        const struct ht_limit *limit)
{
    struct ht_solution best = known;
    if (ht_ilp_is_shared(&model->ilp))
        best = ht_dive(&model->ilp, best, limit);
    bool proved = best.values && best.cost == best.bound;
    if (proved && model->ilp.column_count < LARGE)
        ht_search_fewest(&model->ilp, &best, limit);
    if (proved || ht_limit_reached(limit))
        return best;
    return ht_branch_and_bound(&model->ilp, best, limit);
}

/* ------------------------------------------------------------ in weeks */

static int *values_of(const struct ht_model *model, const struct ht_placed *placed)
{
    int *values = HT_NEW(int, model->ilp.column_count);
    for (uint32_t n = 0; n < placed->count; n++)
        values[ht_model_choice(model, placed->slots[n])]++;
    return values;
}

/* Makes a schedule of sessions that break the rows that parts share, by chains over all weeks; how
   many columns the program of these has. */
static uint32_t mend(const struct ht_subproblem *subproblem, const struct ht_tie_break *tie_break,
                     const struct ht_limit *limit, struct ht_start *start,
                     struct ht_subschedule *part)
{
    struct ht_model *model = ht_model_new(subproblem, false);
    struct ht_placed *placed = &start->placed;
    uint32_t columns = model->ilp.column_count;
    struct ht_solution mended = {.values = values_of(model, placed), .bound = start->bound};
    for (uint32_t n = 0; start->lost && n < model->need_count; n++)
        mended.values[model->needs[n].missed] = start->lost[model->needs[n].requirement];
    mended.cost = ht_ejection_improve(&model->ilp, limit, mended.values);
    part->found = mended.cost >= 0;
    if (part->found) {
        ht_solution_tell(&mended, limit);
        placed->count = 0;
        for (uint32_t c = 0; c < model->choice_count; c++)
            if (mended.values[c])
                ht_placed_add(placed, model->choices[c].slot);
    }
    /* The program and the counters of local changes would be the most memory that a run needs. */
    ht_solution_clear(&mended);
    ht_model_free(model);
    if (part->found) {
        part->cost = ht_local_search(tie_break, mended.cost, 0, limit, placed).cost;
        ht_subschedule_take(part, subproblem, placed);
    }
    return columns;
}

/* ------------------------------------------------------------ by a program */

/* The sessions placed as a solution of a model; none where they are not all that there is to it. */
static struct ht_solution known_solution(const struct ht_model *model,
                                         const struct ht_placed *placed)
{
    struct ht_solution known = {.values = values_of(model, placed)};
    known.cost = ht_ilp_complete(&model->ilp, known.values);
    if (known.cost < 0)
        ht_solution_clear(&known);
    return known;
}

static size_t count_sessions(const struct ht_model *model, const struct ht_solution *solution)
{
    size_t count = 0;
    for (uint32_t c = 0; c < model->choice_count; c++)
        count += (size_t)solution->values[c];
    return count;
}

/* Whether a solution is better than what was found before. */
static bool is_better(const struct ht_model *model, const struct ht_solution *solution,
                      const struct ht_subschedule *part)
{
    return solution->values && (!part->found || solution->cost < part->cost ||
                                (solution->cost == part->cost &&
                                 count_sessions(model, solution) > part->session_count));
}

/* Plans with weeks merged or apart, which are so many columns if they are known; false where the
   merged counts cannot be disaggregated, or the limit left no time for that: then the sessions
   placed are the best to go on from. */
static bool solve_model(const struct ht_subproblem *subproblem,
                        const struct ht_tie_break *tie_break, bool merge, uint32_t apart,
                        const struct ht_limit *limit, struct ht_placed *start,
                        struct ht_subschedule *part)
{
    struct ht_model *model = ht_model_new(subproblem, merge);
    /* As shared rows cannot be disaggregated, hardly any merged plan becomes one: where merging
       does not halve the work it is done twice. */
    if (merge && ht_ilp_is_shared(&model->ilp) && model->ilp.column_count > apart / 2) {
        ht_model_free(model);
        return false;
    }
    struct ht_solution known = {0};
    if (part->found)
        known = known_solution(model, start);
    struct ht_solution solution = solve_program(model, known, limit);
    struct ht_placed placed = {0};
    bool disaggregated = true;
    if (solution.bound > part->bound)
        part->bound = solution.bound;
    part->infeasible = solution.infeasible;
    if (is_better(model, &solution, part)) {
        placed = ht_disaggregate(model, tie_break, solution.values);
        /* Shared rows cannot be disaggregated. What takes more than a few exchanges to mend is
           sooner planned with weeks apart, where a dive is as quick. */
        int kicks = merge && ht_ilp_is_shared(&model->ilp) ? 0 : HT_KICKS;
        struct ht_evaluation_sums sums =
            ht_local_search(tie_break, solution.cost, kicks, limit, &placed);
        disaggregated = !sums.broken;
        if (disaggregated) {
            ht_subschedule_clear(part);
            ht_subschedule_take(part, subproblem, &placed);
            part->cost = sums.cost;
            part->found = true;
        } else if (ht_limit_reached(limit) && !part->found) {
            ht_placed_clear(start);
            *start = placed;
            placed = (struct ht_placed){0};
        }
    }
    ht_placed_clear(&placed);
    ht_solution_clear(&solution);
    ht_model_free(model);
    return disaggregated;
}

/* The slots of a subproblem that keep requests ask for. */
static struct ht_subproblem kept_slots(const struct ht_subproblem *subproblem,
                                       const struct ht_tie_break *tie_break)
{
    struct ht_subproblem kept = *subproblem;
    struct ht_evaluation *evaluation = ht_evaluation_new(tie_break, &(struct ht_placed){0});
    kept.slots = HT_NEW(struct ht_slot, subproblem->slot_count);
    kept.first_slot = HT_NEW(uint32_t, subproblem->item_count + 1);
    kept.slot_count = 0;
    for (uint32_t b = 0; b < subproblem->item_count; b++) {
        for (uint32_t s = subproblem->first_slot[b]; s < subproblem->first_slot[b + 1]; s++)
            if (ht_evaluation_keeps(evaluation, s))
                kept.slots[kept.slot_count++] = subproblem->slots[s];
        kept.first_slot[b + 1] = kept.slot_count;
    }
    ht_evaluation_free(evaluation);
    return kept;
}

/* Places the sessions that keep requests ask for and no others; false where they exclude each
   other. As they ask for a slot each, there is little to search. */
static bool place_kept(const struct ht_subproblem *subproblem, const struct ht_tie_break *tie_break,
                       struct ht_placed *placed)
{
    struct ht_subproblem kept = kept_slots(subproblem, tie_break);
    struct ht_tie_break kept_wishes = ht_tie_break_new(&kept);
    struct ht_subschedule part = {0};
    ht_placed_clear(placed);
    solve_model(&kept, &kept_wishes, false, 0, &(struct ht_limit){0}, placed, &part);
    for (size_t n = 0; n < part.session_count; n++)
        ht_placed_add(placed, ht_subproblem_slot(subproblem, &part.sessions[n]));
    ht_tie_break_clear(&kept_wishes);
    ht_subproblem_clear(&kept);
    ht_subschedule_clear(&part);
    return !part.infeasible;
}

/* For when the time is up: brings what is placed into the rules at any cost, adds what fits and
   then brings the cost down as far as local changes can in a moment; false where keep requests
   exclude each other. */
static bool hurry(const struct ht_subproblem *subproblem, const struct ht_tie_break *tie_break,
                  const struct ht_limit *limit, struct ht_placed *placed,
                  struct ht_subschedule *part)
{
    struct ht_work mending, filling;
    const struct ht_limit mend = ht_limit_overtime(limit, 0.5, &mending);
    const struct ht_limit fill = ht_limit_overtime(limit, 1, &filling);
    if (placed->count)
        ht_local_search(tie_break, INT64_MAX, HT_KICKS, &mend, placed);
    ht_take_out(tie_break, placed);
    struct ht_evaluation_sums sums =
        ht_local_search(tie_break, part->bound, HT_KICKS, &fill, placed);
    if (sums.broken) {
        if (!place_kept(subproblem, tie_break, placed))
            return false;
        sums = ht_local_search(tie_break, part->bound, HT_KICKS, &fill, placed);
        HT_REQUIRE(!sums.broken, "what is kept breaks a rule");
    }
    part->cost = sums.cost;
    ht_subschedule_take(part, subproblem, placed);
    return true;
}

struct ht_subschedule ht_solve_subproblem(const struct ht_subproblem *subproblem,
                                          struct ht_start start, const struct ht_limit *limit)
{
    struct ht_subschedule part = {.bound = start.bound};
    struct ht_tie_break tie_break = ht_tie_break_new(subproblem);
    uint32_t apart = 0;
    if (start.placed.count)
        apart = mend(subproblem, &tie_break, limit, &start, &part);
    bool disaggregated = part.found && part.cost == part.bound;
    for (int merge = 1; merge >= 0 && !disaggregated && !ht_limit_reached(limit); merge--)
        disaggregated =
            solve_model(subproblem, &tie_break, merge, apart, limit, &start.placed, &part);
    HT_REQUIRE(disaggregated || ht_limit_reached(limit), "single weeks are always disaggregated");
    if (!part.found && !part.infeasible)
        part.infeasible = !hurry(subproblem, &tie_break, limit, &start.placed, &part);
    ht_placed_clear(&start.placed);
    ht_tie_break_clear(&tie_break);
    return part;
}

void ht_subschedule_clear(struct ht_subschedule *part)
{
    free(part->sessions);
    part->sessions = NULL;
}
