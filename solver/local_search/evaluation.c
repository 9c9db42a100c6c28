/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/evaluation.h"

#include "solver/base/memory.h"
#include "solver/local_search/internal.h"

/* ------------------------------------------------------------ counting one session */

static int above(int number, int limit)
{
    return number > limit ? number - limit : 0;
}

/* Changes a counter; what it is above the limit counts as broken. */
static void count(struct ht_evaluation *evaluation, int *counter, int by, int limit)
{
    evaluation->sums.broken += above(*counter + by, limit) - above(*counter, limit);
    *counter += by;
}

static uint32_t requirement_of(const struct ht_evaluation *evaluation, uint32_t slot)
{
    return evaluation->subproblem->slots[slot].requirement;
}

static uint32_t week_of(const struct ht_evaluation *evaluation, uint32_t slot)
{
    return (uint32_t)evaluation->tie_break->week[slot];
}

static size_t mentor_period(const struct ht_evaluation *evaluation, uint32_t slot)
{
    return (size_t)evaluation->weights[slot].mentor_week * evaluation->period_count +
           evaluation->subproblem->slots[slot].period.i;
}

static size_t mentor_day(const struct ht_evaluation *evaluation, uint32_t slot)
{
    const struct ht_evaluation_weight *weight = &evaluation->weights[slot];
    return (size_t)weight->mentor_week * HT_DAYS_A_WEEK + weight->weekday;
}

/* Free time in one piece depends on which periods are taken, not only on how many. */
static void count_piece(struct ht_evaluation *evaluation, uint32_t slot)
{
    const struct ht_slot *of = &evaluation->subproblem->slots[slot];
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(evaluation->school, of->date, &first);
    const int *taken =
        &evaluation
             ->taken[(size_t)evaluation->weights[slot].mentor_week * evaluation->period_count +
                     first.i];
    uint64_t sessions = 0;
    for (uint32_t n = 0; n < periods; n++)
        sessions |= (uint64_t)(taken[n] > 0) << n;
    int *lacking = &evaluation->day_short[mentor_day(evaluation, slot)];
    ht_mentor_id mentor = ht_subproblem_programme(evaluation->subproblem, of->requirement)->mentor;
    evaluation->sums.broken -= *lacking;
    *lacking = sessions ? ht_instance_shortfall(evaluation->subproblem->instance, mentor, of->date,
                                                sessions)
                        : 0;
    evaluation->sums.broken += *lacking;
}

static void count_mentor(struct ht_evaluation *evaluation, uint32_t slot, int by)
{
    const struct ht_evaluation_weight *weight = &evaluation->weights[slot];
    size_t day = mentor_day(evaluation, slot);
    int *sessions = &evaluation->day_sessions[day];
    evaluation->sums.cost +=
        evaluation->school->policy.cost_day_load * (by > 0 ? *sessions : 1 - *sessions);
    *sessions += by;
    count(evaluation, &evaluation->taken[mentor_period(evaluation, slot)], by, 1);
    if (evaluation->school->policy.free_contiguous)
        count_piece(evaluation, slot);
    else if (weight->minutes)
        count(evaluation, &evaluation->day_minutes[day], by * weight->minutes, weight->spare);
}

/* Counts a miss: by full term for its price, by the policy's stretch for the limit. */
static void count_miss(struct ht_evaluation *evaluation, uint32_t slot, uint32_t member,
                       uint32_t group, int by)
{
    const struct ht_evaluation_weight *weight = &evaluation->weights[slot];
    int *misses =
        &evaluation
             ->misses[((size_t)member * evaluation->group_count + group) * evaluation->row_count];
    int *in_term = &misses[weight->term], *in_span = &misses[weight->span];
    evaluation->sums.cost +=
        evaluation->school->policy.cost_repeat * (by > 0 ? *in_term : 1 - *in_term);
    count(evaluation, in_span, by,
          ht_instance_misses_max(evaluation->subproblem->instance, evaluation->students[member],
                                 (ht_group_id){group}, weight->span));
    if (in_span != in_term)
        *in_term += by;
}

static void count_withdrawal(struct ht_evaluation *evaluation, uint32_t slot, ht_student_id student,
                             int by)
{
    ht_period_id period = evaluation->subproblem->slots[slot].period;
    ht_lesson_id lesson = ht_school_lesson(evaluation->school, student, period);
    uint32_t class_ =
        lesson.i == HT_NONE ? HT_NONE : evaluation->school->lessons[lesson.i].class_.i;
    if (class_ == HT_NONE)
        return;
    size_t cell = (size_t)week_of(evaluation, slot) * evaluation->period_count + period.i;
    count(evaluation, &evaluation->withdrawals[cell * evaluation->class_count + class_], by,
          evaluation->school->policy.withdrawals_max);
}

static void count_student(struct ht_evaluation *evaluation, uint32_t slot, uint32_t n, int by)
{
    const struct ht_tie_break *tie_break = evaluation->tie_break;
    uint32_t member =
        evaluation->members[evaluation->first_member[requirement_of(evaluation, slot)] + n];
    uint32_t group = tie_break->groups[tie_break->first_group[slot] + n];
    size_t week = (size_t)member * evaluation->week_count + week_of(evaluation, slot);
    count(evaluation,
          &evaluation->student_day[week * HT_DAYS_A_WEEK + evaluation->weights[slot].weekday], by,
          evaluation->school->policy.per_day_max);
    count(evaluation,
          &evaluation->student_period[week * evaluation->period_count +
                                      evaluation->subproblem->slots[slot].period.i],
          by, 1);
    if (group != HT_NONE)
        count_miss(evaluation, slot, member, group, by);
    if (evaluation->withdrawals)
        count_withdrawal(evaluation, slot, evaluation->students[member], by);
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
    const struct ht_tie_break *tie_break = evaluation->tie_break;
    uint32_t students = tie_break->first_group[slot + 1] - tie_break->first_group[slot];
    evaluation->sums.cost += by * evaluation->subproblem->slots[slot].price;
    count_mentor(evaluation, slot, by);
    count(evaluation, &evaluation->programme_week[evaluation->weights[slot].block_week], by,
          ht_subproblem_requirement(evaluation->subproblem, requirement_of(evaluation, slot))
              ->week_max);
    for (uint32_t n = 0; n < students; n++)
        count_student(evaluation, slot, n, by);
    for (uint32_t k = evaluation->first_keep[slot]; k < evaluation->first_keep[slot + 1]; k++)
        count_keep(evaluation, evaluation->keeps[k], by);
    if (evaluation->rooms)
        count(evaluation,
              &evaluation->rooms[(size_t)week_of(evaluation, slot) * evaluation->period_count +
                                 evaluation->subproblem->slots[slot].period.i],
              by, evaluation->school->policy.rooms_max);
}

void ht_evaluation_count_missing(struct ht_evaluation *evaluation, uint32_t requirement, int by)
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

/* Blocks are by programme and date, so that the weeks before and after are next to it. */
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
        ht_evaluation_count_missing(evaluation, due.requirement, slot == HT_NONE ? 1 : -1);
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
            if (slot != HT_NONE && week_of(evaluation, slot) == (uint32_t)week &&
                evaluation->taken[mentor_period(evaluation, slot)] > 1)
                return (struct ht_required_session){other, (int)(d - evaluation->first_due[other])};
        }
    }
    return (struct ht_required_session){HT_NONE, 0};
}
