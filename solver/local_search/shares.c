/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/memory.h"
#include "solver/instance/caps.h"
#include "solver/local_search/internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ people in the subproblem */

/* Numbers people in the order in which the subproblem's requirements first show them. */
static uint32_t number_of(uint32_t *numbers, uint32_t *count, uint32_t person)
{
    if (numbers[person] == HT_NONE)
        numbers[person] = (*count)++;
    return numbers[person];
}

/* A table without numbers yet. */
static uint32_t *no_numbers(size_t count)
{
    uint32_t *numbers = HT_NEW(uint32_t, count);
    memset(numbers, 0xff, count * sizeof *numbers);
    return numbers;
}

static uint32_t number_mentors(struct ht_evaluation *evaluation)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    uint32_t count = 0, *numbers = no_numbers(evaluation->school->mentor_count);
    evaluation->mentor = HT_NEW(uint32_t, subproblem->item_count);
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        evaluation->mentor[b] =
            number_of(numbers, &count, ht_subproblem_programme(subproblem, b)->mentor.i);
    free(numbers);
    evaluation->first_item = HT_NEW(uint32_t, count + 2);
    evaluation->items = HT_NEW(uint32_t, subproblem->item_count);
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        evaluation->first_item[evaluation->mentor[b] + 2]++;
    for (uint32_t m = 2; m < count + 2; m++)
        evaluation->first_item[m] += evaluation->first_item[m - 1];
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        evaluation->items[evaluation->first_item[evaluation->mentor[b] + 1]++] = b;
    return count;
}

/* Requirements of one programme share their list of members. */
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

/* ------------------------------------------------------------ counters */

/* Where the counters of one kind begin, each by [who, thing, span of time]. */
struct block {
    uint32_t first, things, spans;
};

/* All kinds of counters. */
struct blocks {
    struct block mentor_times; /* sessions of a mentor at a time */
    struct block mentor_days;  /* of a day: the day's load */
    struct block minutes;      /* of lessons that a mentor's day gives to sessions */
    struct block weeks;        /* sessions of a requirement in each of its weeks */
    struct block caps[HT_CAP_COUNT];
};

static struct block add_block(struct ht_evaluation *evaluation, uint32_t who, uint32_t things,
                              uint32_t spans)
{
    struct block block = {evaluation->counter_count, things, spans};
    evaluation->counter_count += who * things * spans;
    return block;
}

static uint32_t counter_at(const struct block *block, uint32_t who, uint32_t thing, uint32_t span)
{
    return block->first + (who * block->things + thing) * block->spans + span;
}

static struct blocks make_counters(struct ht_evaluation *evaluation, uint32_t mentors,
                                   uint32_t members)
{
    const struct ht_school *school = evaluation->school;
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    uint32_t times = evaluation->week_count * evaluation->period_count;
    uint32_t days = evaluation->week_count * HT_DAYS_A_WEEK, weeks = 0;
    for (uint32_t b = 0; b < subproblem->item_count; b++)
        weeks += ht_subproblem_requirement(subproblem, b)->week_count;
    struct blocks blocks = {
        .mentor_times = add_block(evaluation, mentors, 1, times),
        .mentor_days = add_block(evaluation, mentors, 1, days),
        .minutes = add_block(evaluation, mentors, 1, days),
        .weeks = add_block(evaluation, weeks, 1, 1),
    };
    for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++)
        if (ht_cap_setting(&school->policy, cap) != HT_NO_LIMIT)
            blocks.caps[cap] =
                add_block(evaluation, ht_caps[cap].by == HT_BY_STUDENT ? members : 1,
                          ht_cap_things(school, cap), ht_caps[cap].spans(subproblem->instance));
    evaluation->counters = HT_NEW(struct ht_counted, evaluation->counter_count);
    for (uint32_t c = 0; c < evaluation->counter_count; c++)
        evaluation->counters[c].limit = INT_MAX;
    return blocks;
}

/* ------------------------------------------------------------ what a slot counts for */

/* Lets sessions in the slot that is being looked up count. */
static struct ht_counted *add_share(struct ht_evaluation *evaluation, uint32_t counter, int by)
{
    HT_GROW(evaluation->shares, evaluation->share_count, evaluation->share_capacity);
    evaluation->shares[evaluation->share_count++] = (struct ht_share){counter, by};
    return &evaluation->counters[counter];
}

static void share_mentor(struct ht_evaluation *evaluation, const struct blocks *blocks,
                         uint32_t slot)
{
    const struct ht_slot *of = &evaluation->subproblem->slots[slot];
    const struct ht_policy *policy = &evaluation->school->policy;
    const struct ht_period *period = &evaluation->school->periods[of->period.i];
    uint32_t mentor = evaluation->mentor[of->requirement];
    uint32_t time = ht_evaluation_week(evaluation, slot) * evaluation->period_count + of->period.i;
    uint32_t day = ht_evaluation_day(evaluation, slot);
    add_share(evaluation, counter_at(&blocks->mentor_times, mentor, 0, time), 1)->limit = 1;
    add_share(evaluation, counter_at(&blocks->mentor_days, mentor, 0, day), 1)->unit =
        policy->cost_day_load;
    if (!policy->free_contiguous && period->kind == HT_LESSON)
        add_share(evaluation, counter_at(&blocks->minutes, mentor, 0, day),
                  period->end - period->start)
            ->limit =
            ht_instance_mentor_day(
                evaluation->subproblem->instance,
                ht_subproblem_programme(evaluation->subproblem, of->requirement)->mentor, of->date)
                ->spare;
}

/* Counts the slot for the week of its requirement, in which sessions that are over stand. */
static void share_week(struct ht_evaluation *evaluation, const struct block *block,
                       uint32_t first_week, uint32_t slot)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    const struct ht_requirement *requirement =
        ht_subproblem_requirement(subproblem, subproblem->slots[slot].requirement);
    int week = evaluation->tie_break->week[slot];
    uint32_t n = 0;
    while (subproblem->requirements->weeks[requirement->first_week + n] != week)
        n++;
    struct ht_counted *counter = add_share(evaluation, counter_at(block, first_week + n, 0, 0), 1);
    counter->limit = requirement->week_max;
    if (requirement->week_count > 1)
        counter->count = ht_instance_stands(subproblem->instance, requirement->programme, week);
}

/* Counts the slot for a cap, as a session of the n-th student. */
static void share_cap(struct ht_evaluation *evaluation, const struct block *block, enum ht_cap cap,
                      uint32_t slot, uint32_t n)
{
    const struct ht_instance *instance = evaluation->subproblem->instance;
    const struct ht_slot *of = &evaluation->subproblem->slots[slot];
    uint32_t member = evaluation->members[evaluation->first_member[of->requirement] + n];
    ht_student_id student = evaluation->students[member];
    uint32_t thing = ht_cap_thing(evaluation->school, cap, student, of->period);
    uint32_t who = ht_caps[cap].by == HT_BY_STUDENT ? member : 0;
    if (thing == HT_NONE)
        return;
    uint32_t span = ht_cap_span(instance, cap, of->date, of->period);
    struct ht_counted *counter = add_share(evaluation, counter_at(block, who, thing, span), 1);
    if (counter->limit == INT_MAX) {
        counter->limit = ht_cap_most(instance, cap, student, thing, span);
        counter->count = ht_cap_past(instance, cap, student, thing, span);
    }
    if (cap != HT_CAP_MISSES || !evaluation->school->policy.cost_repeat)
        return;
    /* The cost of repeated misses goes by the full term. */
    uint32_t term = (uint32_t)ht_school_day(evaluation->school, of->date)->term;
    if (term != span)
        counter = add_share(evaluation, counter_at(block, who, thing, term), 1);
    if (!counter->unit) {
        counter->unit = evaluation->school->policy.cost_repeat;
        counter->count = ht_cap_past(instance, cap, student, thing, term);
    }
}

static void share_slots(struct ht_evaluation *evaluation, const struct blocks *blocks)
{
    const struct ht_subproblem *subproblem = evaluation->subproblem;
    uint32_t slot = 0, first_week = 0;
    evaluation->first_share = HT_NEW(uint32_t, subproblem->slot_count + 1);
    for (uint32_t b = 0; b < subproblem->item_count; b++) {
        uint32_t students = ht_subproblem_programme(subproblem, b)->student_count;
        for (; slot < subproblem->first_slot[b + 1]; slot++) {
            share_mentor(evaluation, blocks, slot);
            share_week(evaluation, &blocks->weeks, first_week, slot);
            for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++) {
                uint32_t seats = ht_caps[cap].by == HT_BY_SESSION ? 1 : students;
                for (uint32_t n = 0; blocks->caps[cap].spans && n < seats; n++)
                    share_cap(evaluation, &blocks->caps[cap], cap, slot, n);
            }
            evaluation->first_share[slot + 1] = evaluation->share_count;
        }
        first_week += ht_subproblem_requirement(subproblem, b)->week_count;
    }
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
        if (keep->what != HT_KEEP ||
            !ht_instance_keeps(instance, keep, programme, of->date, of->period))
            continue;
        evaluation->keeps = ht_resize(evaluation->keeps, *count + 1, sizeof *evaluation->keeps);
        evaluation->keeps[(*count)++] = request;
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

void ht_evaluation_share(struct ht_evaluation *evaluation)
{
    uint32_t mentors = number_mentors(evaluation), members = number_students(evaluation);
    struct blocks blocks = make_counters(evaluation, mentors, members);
    evaluation->day_short = HT_NEW(int, mentors * evaluation->week_count * HT_DAYS_A_WEEK);
    evaluation->missing = HT_NEW(int, members);
    share_slots(evaluation, &blocks);
    find_keeps(evaluation);
}
