/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/memory.h"
#include "solver/local_search/internal.h"

#include <stdlib.h>
#include <string.h>

/* Numbers people in the order in which the subproblem's requirements first show them. */
static uint32_t number_of(uint32_t *numbers, uint32_t *count, uint32_t person)
{
    if (numbers[person] == HT_NONE)
        numbers[person] = (*count)++;
    return numbers[person];
}

/* A table of people without numbers yet. */
static uint32_t *no_numbers(size_t people)
{
    uint32_t *numbers = HT_NEW(uint32_t, people);
    memset(numbers, 0xff, people * sizeof *numbers);
    return numbers;
}

static uint32_t number_mentors(struct ht_evaluation *evaluation)
{
    uint32_t count = 0, *numbers = no_numbers(evaluation->school->mentor_count);
    evaluation->mentor = HT_NEW(uint32_t, evaluation->subproblem->item_count);
    for (uint32_t b = 0; b < evaluation->subproblem->item_count; b++)
        evaluation->mentor[b] = number_of(
            numbers, &count, ht_subproblem_programme(evaluation->subproblem, b)->mentor.i);
    free(numbers);
    return count;
}

static void index_mentors(struct ht_evaluation *evaluation, uint32_t mentors)
{
    uint32_t items = evaluation->subproblem->item_count;
    evaluation->first_item = HT_NEW(uint32_t, mentors + 2);
    evaluation->items = HT_NEW(uint32_t, items);
    for (uint32_t b = 0; b < items; b++)
        evaluation->first_item[evaluation->mentor[b] + 2]++;
    for (uint32_t m = 2; m < mentors + 2; m++)
        evaluation->first_item[m] += evaluation->first_item[m - 1];
    for (uint32_t b = 0; b < items; b++)
        evaluation->items[evaluation->first_item[evaluation->mentor[b] + 1]++] = b;
}

/* Blocks of one programme share their list of members. */
static uint32_t number_students(struct ht_evaluation *evaluation)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    uint32_t count = 0, listed = 0, *numbers = no_numbers(evaluation->school->student_count);
    evaluation->first_member = HT_NEW(uint32_t, subproblem->item_count);
    for (uint32_t b = 0; b < subproblem->item_count; b++) {
        const struct ht_programme *programme = ht_subproblem_programme(subproblem, b);
        if (b && programme == ht_subproblem_programme(subproblem, b - 1)) {
            evaluation->first_member[b] = evaluation->first_member[b - 1];
            continue;
        }
        evaluation->first_member[b] = listed;
        evaluation->members = ht_resize(evaluation->members, listed + programme->student_count,
                                        sizeof *evaluation->members);
        for (uint32_t n = 0; n < programme->student_count; n++)
            evaluation->members[listed++] = number_of(numbers, &count, programme->students[n].i);
    }
    evaluation->students = HT_NEW(ht_student_id, count);
    for (size_t s = 0; s < evaluation->school->student_count; s++)
        if (numbers[s] != HT_NONE)
            evaluation->students[numbers[s]].i = (uint32_t)s;
    free(numbers);
    return count;
}

static void make_dues(struct ht_evaluation *evaluation)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    evaluation->first_due = HT_NEW(uint32_t, subproblem->item_count + 1);
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        evaluation->first_due[b + 1] =
            evaluation->first_due[b] + (uint32_t)ht_subproblem_requirement(subproblem, b)->required;
    evaluation->at = no_numbers(evaluation->first_due[subproblem->item_count]);
}

/* Which week of its requirement a slot is in. */
static uint32_t week_in_block(const struct ht_evaluation *evaluation, uint32_t slot)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    const struct ht_requirement *requirement =
        ht_subproblem_requirement(subproblem, subproblem->slots[slot].requirement);
    uint32_t week = 0;
    while (subproblem->requirements->weeks[requirement->first_week + week] !=
           evaluation->tie_break->week[slot])
        week++;
    return week;
}

/* Sessions that are over fill their week, where a requirement has several. */
static void count_standing(struct ht_evaluation *evaluation, const uint32_t *first_week)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    for (uint32_t b = 0; b < subproblem->item_count; b++) {
        const struct ht_requirement *requirement = ht_subproblem_requirement(subproblem, b);
        for (uint32_t w = 0; requirement->week_count > 1 && w < requirement->week_count; w++)
            evaluation->programme_week[first_week[b] + w] =
                ht_instance_stands(subproblem->instance, requirement->programme,
                                   subproblem->requirements->weeks[requirement->first_week + w]);
    }
}

static void weigh_slots(struct ht_evaluation *evaluation)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    uint32_t *first_week = HT_NEW(uint32_t, subproblem->item_count + 1);
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        first_week[b + 1] = first_week[b] + ht_subproblem_requirement(subproblem, b)->week_count;
    evaluation->programme_week = HT_NEW(int, first_week[subproblem->item_count]);
    count_standing(evaluation, first_week);
    evaluation->weights = HT_NEW(struct ht_evaluation_weight, subproblem->slot_count);
    for (uint32_t s = 0; s < subproblem->slot_count; s++) {
        const struct ht_slot *slot = &subproblem->slots[s];
        const struct ht_period *period = &evaluation->school->periods[slot->period.i];
        ht_mentor_id mentor = ht_subproblem_programme(subproblem, slot->requirement)->mentor;
        evaluation->weights[s] = (struct ht_evaluation_weight){
            .mentor_week = evaluation->mentor[slot->requirement] * evaluation->week_count +
                           (uint32_t)evaluation->tie_break->week[s],
            .weekday = (uint32_t)ht_date_weekday(slot->date),
            .block_week = first_week[slot->requirement] + week_in_block(evaluation, s),
            .minutes = period->kind == HT_LESSON ? period->end - period->start : 0,
            .spare = ht_instance_mentor_day(subproblem->instance, mentor, slot->date)->spare,
            .term = ht_school_day(evaluation->school, slot->date)->term,
            .span = ht_instance_span(subproblem->instance, slot->date),
        };
    }
    free(first_week);
}

/* ------------------------------------------------------------ keeps and history */

static void add_keep(struct ht_evaluation *evaluation, uint32_t *count, uint32_t request)
{
    evaluation->keeps = ht_resize(evaluation->keeps, *count + 1, sizeof *evaluation->keeps);
    evaluation->keeps[(*count)++] = request;
}

/* Lists the keep requests of one student that a session in a slot would hold. */
static void list_keeps(struct ht_evaluation *evaluation, uint32_t slot, uint32_t student,
                       uint32_t *count)
{
    const struct ht_instance *instance = evaluation->subproblem->instance;
    const struct ht_slot *of = &evaluation->subproblem->slots[slot];
    ht_programme_id programme =
        ht_subproblem_requirement(evaluation->subproblem, of->requirement)->programme;
    for (uint32_t n = instance->requests.first[student]; n < instance->requests.first[student + 1];
         n++) {
        uint32_t request = instance->requests.places[n];
        const struct ht_request *keep = &instance->school->requests[request];
        if (keep->what == HT_KEEP &&
            ht_instance_keeps(instance, keep, programme, of->date, of->period))
            add_keep(evaluation, count, request);
    }
}

static void find_keeps(struct ht_evaluation *evaluation)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    uint32_t count = 0;
    evaluation->first_keep = HT_NEW(uint32_t, subproblem->slot_count + 1);
    evaluation->kept = HT_NEW(int, evaluation->school->request_count);
    for (uint32_t s = 0; s < subproblem->slot_count; s++) {
        const struct ht_programme *meets =
            ht_subproblem_programme(subproblem, subproblem->slots[s].requirement);
        for (uint32_t m = 0; m < meets->student_count; m++)
            list_keeps(evaluation, s, meets->students[m].i, &count);
        evaluation->first_keep[s + 1] = count;
    }
    /* Each possible keep is broken until a session holds it. */
    bool *counted = HT_NEW(bool, evaluation->school->request_count);
    for (uint32_t k = 0; k < count; k++) {
        evaluation->sums.broken += !counted[evaluation->keeps[k]];
        counted[evaluation->keeps[k]] = true;
    }
    free(counted);
}

/* History's misses count from the start. */
static void count_history(struct ht_evaluation *evaluation, uint32_t members)
{
    for (uint32_t m = 0; m < members; m++) {
        const struct ht_instance *instance = evaluation->subproblem->instance;
        uint32_t student = evaluation->students[m].i;
        for (uint32_t n = instance->history.first[student];
             n < instance->history.first[student + 1]; n++) {
            const struct ht_past *past = &evaluation->school->history[instance->history.places[n]];
            if (past->subject.i == HT_NONE)
                continue;
            uint32_t group = evaluation->school->subjects[past->subject.i].group.i;
            int *misses = &evaluation->misses[((size_t)m * evaluation->group_count + group) *
                                              evaluation->row_count];
            for (uint32_t row = 0; row < evaluation->row_count; row++)
                misses[row] += evaluation->school->calendar[row].from.days <= past->date.days &&
                               past->date.days <= evaluation->school->calendar[row].to.days;
        }
    }
}

/* ------------------------------------------------------------ making */

static void make_counters(struct ht_evaluation *evaluation, uint32_t mentors, uint32_t members)
{
    const struct ht_policy *policy = &evaluation->school->policy;
    size_t weeks = evaluation->week_count, periods = evaluation->period_count;
    evaluation->taken = HT_NEW(int, mentors *weeks *periods);
    evaluation->day_sessions = HT_NEW(int, mentors *weeks *HT_DAYS_A_WEEK);
    evaluation->day_minutes = HT_NEW(int, mentors *weeks *HT_DAYS_A_WEEK);
    evaluation->day_short = HT_NEW(int, mentors *weeks *HT_DAYS_A_WEEK);
    evaluation->student_day = HT_NEW(int, members *weeks *HT_DAYS_A_WEEK);
    evaluation->student_period = HT_NEW(int, members *weeks *periods);
    evaluation->misses =
        HT_NEW(int, (size_t)members * evaluation->group_count * evaluation->row_count);
    evaluation->missing = HT_NEW(int, members);
    if (policy->rooms_max != HT_NO_LIMIT)
        evaluation->rooms = HT_NEW(int, weeks *periods);
    if (policy->withdrawals_max != HT_NO_LIMIT)
        evaluation->withdrawals = HT_NEW(int, weeks *periods * evaluation->class_count);
}

/* Everything is unplaced before the sessions are entered. */
static void enter(struct ht_evaluation *evaluation, const struct ht_placed *placed)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    int *entered = HT_NEW(int, subproblem->item_count);
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        for (int n = 0; n < ht_subproblem_requirement(subproblem, b)->required; n++)
            ht_evaluation_count_missing(evaluation, b, 1);
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
    struct ht_evaluation *evaluation = HT_NEW(struct ht_evaluation, 1);
    evaluation->tie_break = tie_break;
    evaluation->subproblem = tie_break->subproblem;
    evaluation->school = evaluation->subproblem->instance->school;
    evaluation->week_count = (uint32_t)evaluation->subproblem->instance->week_count;
    evaluation->period_count = (uint32_t)evaluation->school->period_count;
    evaluation->group_count = ht_strings_count(evaluation->school->groups);
    evaluation->row_count = (uint32_t)evaluation->school->calendar_count;
    evaluation->class_count = ht_strings_count(evaluation->school->classes);
    uint32_t mentors = number_mentors(evaluation), members = number_students(evaluation);
    index_mentors(evaluation, mentors);
    make_dues(evaluation);
    weigh_slots(evaluation);
    find_keeps(evaluation);
    make_counters(evaluation, mentors, members);
    count_history(evaluation, members);
    enter(evaluation, placed);
    return evaluation;
}

void ht_evaluation_free(struct ht_evaluation *evaluation)
{
    if (!evaluation)
        return;
    void *arrays[] = {evaluation->first_due,    evaluation->at,
                      evaluation->kept,         evaluation->keeps,
                      evaluation->first_keep,   evaluation->mentor,
                      evaluation->first_member, evaluation->members,
                      evaluation->students,     evaluation->first_item,
                      evaluation->items,        evaluation->weights,
                      evaluation->taken,        evaluation->day_sessions,
                      evaluation->day_minutes,  evaluation->day_short,
                      evaluation->student_day,  evaluation->student_period,
                      evaluation->misses,       evaluation->programme_week,
                      evaluation->missing,      evaluation->rooms,
                      evaluation->withdrawals,  evaluation->changes};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(evaluation);
}

void ht_evaluation_read(const struct ht_evaluation *evaluation, struct ht_placed *placed)
{
    placed->count = 0;
    for (uint32_t d = 0; d < evaluation->first_due[evaluation->subproblem->item_count]; d++)
        if (evaluation->at[d] != HT_NONE)
            ht_placed_add(placed, evaluation->at[d]);
}
