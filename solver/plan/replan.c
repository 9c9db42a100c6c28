/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/replan.h"

#include "solver/base/memory.h"
#include "solver/diagnose/reasons.h"
#include "solver/instance/caps.h"
#include "solver/instance/cost.h"
#include "solver/instance/remainder.h"
#include "solver/instance/subproblem.h"
#include "solver/local_search/evaluation.h"
#include "solver/plan/coupling.h"

#include <stdlib.h>

/* Where subproblems share a capacity all need the same weights. */
static struct ht_weights shared_aim(const struct ht_instance *instance,
                                    const struct ht_requirements *requirements)
{
    struct ht_weights weights = {.exact = true};
    if (!ht_caps_couple(&instance->school->policy))
        return weights;
    struct ht_partition whole = ht_partition_new(instance->school, requirements, true);
    if (whole.count) {
        struct ht_subproblem subproblem = ht_subproblem_new(instance, requirements, &whole, 0);
        weights = ht_weights_of(&subproblem);
        ht_subproblem_clear(&subproblem);
    }
    ht_partition_clear(&whole);
    return weights;
}

static void add_standing(struct ht_schedule *schedule, const struct ht_instance *instance,
                         const struct ht_requirements *requirements)
{
    const struct ht_previous_plan *earlier = instance->earlier;
    for (size_t i = 0; i < earlier->past; i++)
        ht_schedule_add(schedule, earlier->sessions[i].session);
    for (uint32_t i = 0; i < requirements->over_count; i++) {
        struct ht_unplaced over = requirements->over[i];
        over.shortage = HT_NEW(struct ht_shortage, 1);
        over.shortage->over = earlier->from;
        ht_schedule_add_unplaced(schedule, over);
    }
}

/* Whoever has the id that another one keeps gets the next of its own. */
static void part_ids(struct ht_schedule *schedule, const struct ht_school *school)
{
    struct ht_strings *ids = ht_strings_new();
    char id[HT_SESSION_ID_SIZE];
    for (size_t s = 0; s < schedule->session_count; s++)
        if (schedule->sessions[s].id)
            ht_strings_add(ids, schedule->sessions[s].id);
    for (size_t s = 0; s < schedule->session_count; s++) {
        struct ht_session *session = &schedule->sessions[s];
        if (session->id)
            continue;
        while (ht_strings_find(ids, ht_session_id_of(school, session, id)) != HT_NONE)
            session->nth++;
        ht_strings_add(ids, id);
    }
    ht_strings_free(ids);
}

/* Gives the sessions the ids that they had. */
static void keep_ids(struct ht_schedule *schedule, const struct ht_school *school,
                     const struct ht_previous_plan *earlier)
{
    struct ht_session *sessions = HT_NEW(struct ht_session, earlier->count);
    size_t count = 0;
    for (size_t i = 0; i < earlier->count; i++)
        if (earlier->sessions[i].session.programme.i != HT_NONE)
            sessions[count++] = earlier->sessions[i].session;
    ht_schedule_number_as(schedule, school, sessions, count);
    part_ids(schedule, school);
    free(sessions);
}

/* The cost of what can be changed no more. */
static int64_t standing_cost(const struct ht_instance *instance, const struct ht_instance *rest,
                             const struct ht_requirements *requirements)
{
    struct ht_schedule *schedule = ht_schedule_new(instance->horizon);
    add_standing(schedule, rest, requirements);
    int64_t cost = ht_cost(instance, schedule);
    ht_schedule_free(schedule);
    return cost;
}

/* Makes the rest the whole schedule; anew is the best one for the cost alone. */
static struct ht_changes *complete(struct ht_schedule *schedule, const struct ht_schedule *anew,
                                   const struct ht_school *school, const struct ht_instance *rest,
                                   const struct ht_requirements *requirements)
{
    struct ht_instance *instance = ht_instance_new(school, schedule->horizon);
    int64_t incumbent = standing_cost(instance, rest, requirements);
    bool proven = schedule->status == HT_OPTIMAL;
    int64_t sum = schedule->cost;
    add_standing(schedule, rest, requirements);
    ht_schedule_sort(schedule, school);
    keep_ids(schedule, school, rest->earlier);
    struct ht_changes *changes = ht_changes_new(rest, requirements, schedule);
    schedule->cost = ht_cost(instance, schedule);
    schedule->bound = incumbent + anew->bound;
    schedule->status = schedule->cost == schedule->bound ? HT_OPTIMAL : HT_FEASIBLE;
    changes->proven = proven;
    changes->sum = sum;
    if (anew->status == HT_OPTIMAL)
        changes->anew = schedule->bound;
    ht_instance_free(instance);
    return changes;
}

/* Whether the rest of a schedule keeps all rules and costs so much, and not more. */
static bool holds(const struct ht_remainder *rest, const struct ht_schedule *schedule, int64_t cost)
{
    struct ht_partition whole = ht_partition_new(&rest->school, rest->requirements, true);
    if (!whole.count) {
        ht_partition_clear(&whole);
        return !schedule->session_count;
    }
    struct ht_subproblem subproblem =
        ht_subproblem_new(rest->instance, rest->requirements, &whole, 0);
    struct ht_tie_break tie_break = ht_tie_break_new(&subproblem);
    struct ht_placed placed = {0};
    int *left = HT_NEW(int, subproblem.item_count);
    bool good = true;
    for (uint32_t b = 0; b < subproblem.item_count; b++)
        left[b] = ht_subproblem_requirement(&subproblem, b)->required;
    for (size_t n = 0; n < schedule->session_count && good; n++) {
        uint32_t slot = ht_subproblem_slot(&subproblem, &schedule->sessions[n]);
        good = slot != HT_NONE && left[subproblem.slots[slot].requirement]-- > 0;
        if (good)
            ht_placed_add(&placed, slot);
    }
    if (good) {
        struct ht_evaluation *evaluation = ht_evaluation_new(&tie_break, &placed);
        struct ht_evaluation_sums sums = ht_evaluation_sums(evaluation);
        good = !sums.broken && sums.cost == cost;
        ht_evaluation_free(evaluation);
    }
    free(left);
    ht_placed_clear(&placed);
    ht_tie_break_clear(&tie_break);
    ht_subproblem_clear(&subproblem);
    ht_partition_clear(&whole);
    return good;
}

/* The rest of the previous plan where it still holds and the schedule, which is free to change all
   of it, is proved to cost no less; else NULL. */
static struct ht_schedule *left_alone(const struct ht_remainder *rest,
                                      const struct ht_schedule *anew)
{
    const struct ht_previous_plan *earlier = rest->instance->earlier;
    struct ht_schedule *schedule = ht_remainder_schedule(rest);
    if (anew->status != HT_OPTIMAL || schedule->session_count != earlier->count - earlier->past ||
        !holds(rest, schedule, anew->cost)) {
        ht_schedule_free(schedule);
        return NULL;
    }
    schedule->cost = schedule->bound = anew->cost;
    schedule->status = HT_OPTIMAL;
    ht_give_reasons(rest->instance, rest->requirements, schedule);
    return schedule;
}

void ht_rest_keep_places(struct ht_remainder *rest)
{
    rest->instance->weights = shared_aim(rest->instance, rest->requirements);
    rest->instance->keeps_places = true;
}

struct ht_schedule *ht_replan(const struct ht_school *school, struct ht_horizon horizon,
                              const struct ht_previous_plan *earlier,
                              const struct ht_plan_options *options, struct ht_changes **changes)
{
    double start = ht_clock();
    struct ht_remainder rest;
    ht_remainder_init(&rest, school, horizon, earlier);
    ht_rest_keep_places(&rest);
    struct ht_schedule *schedule =
        ht_plan_requirements(rest.instance, rest.requirements, options, start, NULL);
    schedule->horizon = horizon;
    *changes = NULL;
    if (schedule->status != HT_INFEASIBLE) {
        rest.instance->keeps_places = false;
        struct ht_schedule *anew =
            ht_plan_requirements(rest.instance, rest.requirements, options, start, NULL);
        struct ht_schedule *as_it_was = left_alone(&rest, anew);
        if (as_it_was) {
            ht_schedule_free(schedule);
            schedule = as_it_was;
            schedule->horizon = horizon;
        }
        *changes = complete(schedule, anew, school, rest.instance, rest.requirements);
        (*changes)->as_it_was = as_it_was;
        ht_schedule_free(anew);
    }
    ht_remainder_clear(&rest);
    return schedule;
}
