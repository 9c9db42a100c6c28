/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/evaluation.h"

#include "solver/base/memory.h"
#include "solver/local_search/internal.h"

#include <stdlib.h>
#include <string.h>

static uint32_t requirement_of(const struct ht_evaluation *evaluation, uint32_t slot)
{
    return evaluation->subproblem->slots[slot].requirement;
}

/* ------------------------------------------------------------ counting one session */

static int above(int number, int limit)
{
    return number > limit ? number - limit : 0;
}

/* Free time in one piece depends on which periods are taken, not only on how many. */
static void count_piece(struct ht_evaluation *evaluation, uint32_t slot)
{
    const struct ht_slot *of = &evaluation->subproblem->slots[slot];
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(evaluation->school, of->date, &first);
    const struct ht_counted *taken =
        &evaluation->counters[evaluation->shares[evaluation->first_share[slot]].counter -
                              (of->period.i - first.i)];
    uint64_t sessions = 0;
    for (uint32_t n = 0; n < periods; n++)
        sessions |= (uint64_t)(taken[n].count > 0) << n;
    size_t days = (size_t)evaluation->week_count * HT_DAYS_A_WEEK;
    int *lacking = &evaluation->day_short[evaluation->mentor[of->requirement] * days +
                                          ht_evaluation_day(evaluation, slot)];
    evaluation->sums.broken -= *lacking;
    *lacking = sessions
                   ? ht_instance_shortfall(
                         evaluation->subproblem->instance,
                         ht_subproblem_programme(evaluation->subproblem, of->requirement)->mentor,
                         of->date, sessions)
                   : 0;
    evaluation->sums.broken += *lacking;
}

/* A keep request that no session holds is broken. */
static void count_keep(struct ht_evaluation *evaluation, uint32_t request, int by)
{
    int *sessions = &evaluation->kept[request];
    evaluation->sums.broken += (*sessions + by == 0) - (*sessions == 0);
    *sessions += by;
}

static void count_session(struct ht_evaluation *evaluation, uint32_t slot, int by)
{
    struct ht_evaluation_sums *sums = &evaluation->sums;
    sums->cost += by * evaluation->subproblem->slots[slot].price;
    for (uint32_t s = evaluation->first_share[slot]; s < evaluation->first_share[slot + 1]; s++) {
        struct ht_counted *counter = &evaluation->counters[evaluation->shares[s].counter];
        int now = counter->count + by * evaluation->shares[s].by;
        sums->broken += above(now, counter->limit) - above(counter->count, counter->limit);
        sums->cost += counter->unit * (by > 0 ? counter->count : -now);
        counter->count = now;
    }
    if (evaluation->school->policy.free_contiguous)
        count_piece(evaluation, slot);
    for (uint32_t k = evaluation->first_keep[slot]; k < evaluation->first_keep[slot + 1]; k++)
        count_keep(evaluation, evaluation->keeps[k], by);
}

/* Counts a session of a requirement as unplaced, or with by -1 no longer. */
static void count_missing(struct ht_evaluation *evaluation, uint32_t requirement, int by)
{
    const struct ht_instance *instance = evaluation->subproblem->instance;
    uint32_t students = ht_subproblem_programme(evaluation->subproblem, requirement)->student_count;
    evaluation->sums.cost += by * evaluation->subproblem->weights.changed;
    for (uint32_t n = 0; n < students; n++) {
        uint32_t member = evaluation->members[evaluation->first_member[requirement] + n];
        int *missing = &evaluation->missing[member];
        int last = by > 0 ? *missing + 1 : *missing;
        evaluation->sums.cost +=
            by * evaluation->subproblem->weights.unplaced *
            ht_instance_unplaced_price(instance, evaluation->students[member], last);
        *missing += by;
    }
}

/* ------------------------------------------------------------ tie-breaks */

static bool same_programme(const struct ht_evaluation *evaluation, uint32_t one, uint32_t other)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    return one < subproblem->item_count && other < subproblem->item_count &&
           ht_subproblem_requirement(subproblem, one)->programme.i ==
               ht_subproblem_requirement(subproblem, other)->programme.i;
}

static int64_t wishes_with_block(const struct ht_evaluation *evaluation, uint32_t slot,
                                 uint32_t requirement)
{
    int64_t tie_break = 0;
    for (uint32_t d = evaluation->first_due[requirement];
         d < evaluation->first_due[requirement + 1]; d++)
        if (evaluation->at[d] != HT_NONE)
            tie_break += ht_tie_break_pair(evaluation->tie_break, evaluation->at[d], slot) +
                         ht_tie_break_pair(evaluation->tie_break, slot, evaluation->at[d]);
    return tie_break;
}

/* Requirements are by programme and date, so that the weeks before and after are next to it. */
static int64_t wishes_around(const struct ht_evaluation *evaluation, uint32_t slot)
{
    uint32_t requirement = requirement_of(evaluation, slot);
    int64_t tie_break = 0;
    if (requirement && same_programme(evaluation, requirement, requirement - 1))
        tie_break += wishes_with_block(evaluation, slot, requirement - 1);
    if (same_programme(evaluation, requirement, requirement + 1))
        tie_break += wishes_with_block(evaluation, slot, requirement + 1);
    if (ht_subproblem_requirement(evaluation->subproblem, requirement)->week_count > 1)
        tie_break += wishes_with_block(evaluation, slot, requirement);
    return tie_break;
}

/* ------------------------------------------------------------ changing */

static void set(struct ht_evaluation *evaluation, struct ht_required_session due, uint32_t slot)
{
    uint32_t *at = &evaluation->at[evaluation->first_due[due.requirement] + (uint32_t)due.n];
    uint32_t before = *at;
    *at = HT_NONE;
    if (before != HT_NONE) {
        evaluation->sums.tie_break -= wishes_around(evaluation, before);
        count_session(evaluation, before, -1);
    }
    if ((before == HT_NONE) != (slot == HT_NONE))
        count_missing(evaluation, due.requirement, slot == HT_NONE ? 1 : -1);
    if (slot != HT_NONE) {
        evaluation->sums.tie_break += wishes_around(evaluation, slot);
        count_session(evaluation, slot, 1);
    }
    *at = slot;
}

void ht_evaluation_put(struct ht_evaluation *evaluation, struct ht_required_session due,
                       uint32_t slot)
{
    HT_REQUIRE(slot == HT_NONE || requirement_of(evaluation, slot) == due.requirement,
               "a slot of another block");
    HT_GROW(evaluation->changes, evaluation->change_count, evaluation->change_capacity);
    evaluation->changes[evaluation->change_count++] =
        (struct ht_evaluation_change){due, ht_evaluation_at(evaluation, due)};
    set(evaluation, due, slot);
}

uint32_t ht_evaluation_mark(const struct ht_evaluation *evaluation)
{
    return evaluation->change_count;
}

void ht_evaluation_undo(struct ht_evaluation *evaluation, uint32_t mark)
{
    while (evaluation->change_count > mark) {
        const struct ht_evaluation_change *change =
            &evaluation->changes[--evaluation->change_count];
        set(evaluation, change->due, change->before);
    }
}

/* ------------------------------------------------------------ making */

/* Everything is unplaced before the sessions are entered. */
static void enter(struct ht_evaluation *evaluation, const struct ht_placed *placed)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    int *entered = HT_NEW(int, subproblem->item_count);
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        for (int n = 0; n < ht_subproblem_requirement(subproblem, b)->required; n++)
            count_missing(evaluation, b, 1);
    for (uint32_t n = 0; n < placed->count; n++) {
        uint32_t requirement = subproblem->slots[placed->slots[n]].requirement;
        ht_evaluation_put(evaluation,
                          (struct ht_required_session){requirement, entered[requirement]++},
                          placed->slots[n]);
    }
    evaluation->change_count = 0;
    free(entered);
}

struct ht_evaluation *ht_evaluation_new(const struct ht_tie_break *tie_break,
                                        const struct ht_placed *placed)
{
    const struct ht_subproblem *subproblem = tie_break->subproblem;
    struct ht_evaluation *evaluation = HT_NEW(struct ht_evaluation, 1);
    evaluation->tie_break = tie_break;
    evaluation->subproblem = subproblem;
    evaluation->school = subproblem->instance->school;
    evaluation->week_count = (uint32_t)subproblem->instance->week_count;
    evaluation->period_count = (uint32_t)evaluation->school->period_count;
    evaluation->first_due = HT_NEW(uint32_t, subproblem->item_count + 1);
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        evaluation->first_due[b + 1] =
            evaluation->first_due[b] + (uint32_t)ht_subproblem_requirement(subproblem, b)->required;
    uint32_t due = evaluation->first_due[subproblem->item_count];
    evaluation->at = HT_NEW(uint32_t, due);
    memset(evaluation->at, 0xff, due * sizeof *evaluation->at);
    ht_evaluation_share(evaluation);
    enter(evaluation, placed);
    return evaluation;
}

void ht_evaluation_free(struct ht_evaluation *evaluation)
{
    if (!evaluation)
        return;
    free(evaluation->first_due);
    free(evaluation->at);
    free(evaluation->mentor);
    free(evaluation->first_item);
    free(evaluation->items);
    free(evaluation->first_member);
    free(evaluation->members);
    free(evaluation->students);
    free(evaluation->counters);
    free(evaluation->first_share);
    free(evaluation->shares);
    free(evaluation->first_keep);
    free(evaluation->keeps);
    free(evaluation->kept);
    free(evaluation->day_short);
    free(evaluation->missing);
    free(evaluation->changes);
    free(evaluation);
}

/* ------------------------------------------------------------ looking */

struct ht_evaluation_sums ht_evaluation_sums(const struct ht_evaluation *evaluation)
{
    return evaluation->sums;
}

uint32_t ht_evaluation_at(const struct ht_evaluation *evaluation, struct ht_required_session due)
{
    return evaluation->at[evaluation->first_due[due.requirement] + (uint32_t)due.n];
}

bool ht_evaluation_keeps(const struct ht_evaluation *evaluation, uint32_t slot)
{
    return evaluation->first_keep[slot] < evaluation->first_keep[slot + 1];
}

bool ht_evaluation_breaks(struct ht_evaluation *evaluation, struct ht_required_session due)
{
    int64_t broken = evaluation->sums.broken;
    uint32_t slot = ht_evaluation_at(evaluation, due);
    if (!broken || slot == HT_NONE)
        return false;
    count_session(evaluation, slot, -1);
    bool breaks = evaluation->sums.broken < broken;
    count_session(evaluation, slot, 1);
    return breaks;
}

bool ht_evaluation_offends(const struct ht_evaluation *evaluation, struct ht_required_session due)
{
    uint32_t slot = ht_evaluation_at(evaluation, due);
    return slot != HT_NONE && wishes_around(evaluation, slot) > 0;
}

struct ht_required_session ht_evaluation_clash(const struct ht_evaluation *evaluation,
                                               uint32_t requirement, int week, const bool *marked)
{
    uint32_t mentor = evaluation->mentor[requirement];
    for (uint32_t b = evaluation->first_item[mentor]; b < evaluation->first_item[mentor + 1]; b++) {
        uint32_t other = evaluation->items[b];
        if (marked[other])
            continue;
        for (uint32_t d = evaluation->first_due[other]; d < evaluation->first_due[other + 1]; d++) {
            uint32_t slot = evaluation->at[d];
            if (slot != HT_NONE && ht_evaluation_week(evaluation, slot) == (uint32_t)week &&
                evaluation->counters[evaluation->shares[evaluation->first_share[slot]].counter]
                        .count > 1)
                return (struct ht_required_session){other, (int)(d - evaluation->first_due[other])};
        }
    }
    return (struct ht_required_session){HT_NONE, 0};
}

void ht_evaluation_read(const struct ht_evaluation *evaluation, struct ht_placed *placed)
{
    placed->count = 0;
    for (uint32_t d = 0; d < evaluation->first_due[evaluation->subproblem->item_count]; d++)
        if (evaluation->at[d] != HT_NONE)
            ht_placed_add(placed, evaluation->at[d]);
}
