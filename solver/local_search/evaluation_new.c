/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/memory.h"
#include "solver/local_search/internal.h"

#include <stdlib.h>
#include <string.h>

/* Numbers people in the order in which the component's blocks first show them. */
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

static uint32_t number_mentors(struct ht_draft *draft)
{
    uint32_t count = 0, *numbers = no_numbers(draft->school->mentor_count);
    draft->mentor = HT_NEW(uint32_t, draft->component->block_count);
    for (uint32_t b = 0; b < draft->component->block_count; b++)
        draft->mentor[b] =
            number_of(numbers, &count, ht_component_programme(draft->component, b)->mentor.i);
    free(numbers);
    return count;
}

static void index_mentors(struct ht_draft *draft, uint32_t mentors)
{
    uint32_t blocks = draft->component->block_count;
    draft->first_block = HT_NEW(uint32_t, mentors + 2);
    draft->blocks = HT_NEW(uint32_t, blocks);
    for (uint32_t b = 0; b < blocks; b++)
        draft->first_block[draft->mentor[b] + 2]++;
    for (uint32_t m = 2; m < mentors + 2; m++)
        draft->first_block[m] += draft->first_block[m - 1];
    for (uint32_t b = 0; b < blocks; b++)
        draft->blocks[draft->first_block[draft->mentor[b] + 1]++] = b;
}

/* Blocks of one programme share their list of members. */
static uint32_t number_students(struct ht_draft *draft)
{
    const struct ht_component *component = draft->component;
    uint32_t count = 0, listed = 0, *numbers = no_numbers(draft->school->student_count);
    draft->first_member = HT_NEW(uint32_t, component->block_count);
    for (uint32_t b = 0; b < component->block_count; b++) {
        const struct ht_programme *programme = ht_component_programme(component, b);
        if (b && programme == ht_component_programme(component, b - 1)) {
            draft->first_member[b] = draft->first_member[b - 1];
            continue;
        }
        draft->first_member[b] = listed;
        draft->members =
            ht_resize(draft->members, listed + programme->student_count, sizeof *draft->members);
        for (uint32_t n = 0; n < programme->student_count; n++)
            draft->members[listed++] = number_of(numbers, &count, programme->students[n].i);
    }
    draft->students = HT_NEW(ht_student_id, count);
    for (size_t s = 0; s < draft->school->student_count; s++)
        if (numbers[s] != HT_NONE)
            draft->students[numbers[s]].i = (uint32_t)s;
    free(numbers);
    return count;
}

static void make_dues(struct ht_draft *draft)
{
    const struct ht_component *component = draft->component;
    draft->first_due = HT_NEW(uint32_t, component->block_count + 1);
    for (uint32_t b = 0; b < component->block_count; b++)
        draft->first_due[b + 1] =
            draft->first_due[b] + (uint32_t)ht_component_block(component, b)->required;
    draft->at = no_numbers(draft->first_due[component->block_count]);
}

/* Which week of its block a slot is in. */
static uint32_t week_in_block(const struct ht_draft *draft, uint32_t slot)
{
    const struct ht_component *component = draft->component;
    const struct ht_block *block = ht_component_block(component, component->slots[slot].block);
    uint32_t week = 0;
    while (component->demand->weeks[block->first_week + week] != draft->wishes->week[slot])
        week++;
    return week;
}

/* Sessions that are over fill their week, where a block has several. */
static void count_standing(struct ht_draft *draft, const uint32_t *first_week)
{
    const struct ht_component *component = draft->component;
    for (uint32_t b = 0; b < component->block_count; b++) {
        const struct ht_block *block = ht_component_block(component, b);
        for (uint32_t w = 0; block->week_count > 1 && w < block->week_count; w++)
            draft->programme_week[first_week[b] + w] =
                ht_facts_stands(component->facts, block->programme,
                                component->demand->weeks[block->first_week + w]);
    }
}

static void weigh_slots(struct ht_draft *draft)
{
    const struct ht_component *component = draft->component;
    uint32_t *first_week = HT_NEW(uint32_t, component->block_count + 1);
    for (uint32_t b = 0; b < component->block_count; b++)
        first_week[b + 1] = first_week[b] + ht_component_block(component, b)->week_count;
    draft->programme_week = HT_NEW(int, first_week[component->block_count]);
    count_standing(draft, first_week);
    draft->weights = HT_NEW(struct ht_draft_weight, component->slot_count);
    for (uint32_t s = 0; s < component->slot_count; s++) {
        const struct ht_slot *slot = &component->slots[s];
        const struct ht_period *period = &draft->school->periods[slot->period.i];
        ht_mentor_id mentor = ht_component_programme(component, slot->block)->mentor;
        draft->weights[s] = (struct ht_draft_weight){
            .mentor_week =
                draft->mentor[slot->block] * draft->week_count + (uint32_t)draft->wishes->week[s],
            .weekday = (uint32_t)ht_date_weekday(slot->date),
            .block_week = first_week[slot->block] + week_in_block(draft, s),
            .minutes = period->kind == HT_LESSON ? period->end - period->start : 0,
            .spare = ht_facts_mentor_day(component->facts, mentor, slot->date)->spare,
            .term = ht_school_day(draft->school, slot->date)->term,
            .span = ht_facts_span(component->facts, slot->date),
        };
    }
    free(first_week);
}

/* ------------------------------------------------------------ keeps and history */

static void add_keep(struct ht_draft *draft, uint32_t *count, uint32_t request)
{
    draft->keeps = ht_resize(draft->keeps, *count + 1, sizeof *draft->keeps);
    draft->keeps[(*count)++] = request;
}

/* Lists the keep requests of one student that a session in a slot would hold. */
static void list_keeps(struct ht_draft *draft, uint32_t slot, uint32_t student, uint32_t *count)
{
    const struct ht_facts *facts = draft->component->facts;
    const struct ht_slot *of = &draft->component->slots[slot];
    ht_programme_id programme = ht_component_block(draft->component, of->block)->programme;
    for (uint32_t n = facts->requests.first[student]; n < facts->requests.first[student + 1]; n++) {
        uint32_t request = facts->requests.places[n];
        const struct ht_request *keep = &facts->school->requests[request];
        if (keep->what == HT_KEEP && ht_facts_keeps(facts, keep, programme, of->date, of->period))
            add_keep(draft, count, request);
    }
}

static void find_keeps(struct ht_draft *draft)
{
    const struct ht_component *component = draft->component;
    uint32_t count = 0;
    draft->first_keep = HT_NEW(uint32_t, component->slot_count + 1);
    draft->kept = HT_NEW(int, draft->school->request_count);
    for (uint32_t s = 0; s < component->slot_count; s++) {
        const struct ht_programme *meets =
            ht_component_programme(component, component->slots[s].block);
        for (uint32_t m = 0; m < meets->student_count; m++)
            list_keeps(draft, s, meets->students[m].i, &count);
        draft->first_keep[s + 1] = count;
    }
    /* Each possible keep is broken until a session holds it. */
    bool *counted = HT_NEW(bool, draft->school->request_count);
    for (uint32_t k = 0; k < count; k++) {
        draft->sums.broken += !counted[draft->keeps[k]];
        counted[draft->keeps[k]] = true;
    }
    free(counted);
}

/* History's misses count from the start. */
static void count_history(struct ht_draft *draft, uint32_t members)
{
    for (uint32_t m = 0; m < members; m++) {
        const struct ht_facts *facts = draft->component->facts;
        uint32_t student = draft->students[m].i;
        for (uint32_t n = facts->history.first[student]; n < facts->history.first[student + 1];
             n++) {
            const struct ht_past *past = &draft->school->history[facts->history.places[n]];
            if (past->subject.i == HT_NONE)
                continue;
            uint32_t group = draft->school->subjects[past->subject.i].group.i;
            int *misses =
                &draft->misses[((size_t)m * draft->group_count + group) * draft->row_count];
            for (uint32_t row = 0; row < draft->row_count; row++)
                misses[row] += draft->school->calendar[row].from.days <= past->date.days &&
                               past->date.days <= draft->school->calendar[row].to.days;
        }
    }
}

/* ------------------------------------------------------------ making */

static void make_counters(struct ht_draft *draft, uint32_t mentors, uint32_t members)
{
    const struct ht_policy *policy = &draft->school->policy;
    size_t weeks = draft->week_count, periods = draft->period_count;
    draft->taken = HT_NEW(int, mentors *weeks *periods);
    draft->day_sessions = HT_NEW(int, mentors *weeks *HT_DAYS_A_WEEK);
    draft->day_minutes = HT_NEW(int, mentors *weeks *HT_DAYS_A_WEEK);
    draft->day_short = HT_NEW(int, mentors *weeks *HT_DAYS_A_WEEK);
    draft->student_day = HT_NEW(int, members *weeks *HT_DAYS_A_WEEK);
    draft->student_period = HT_NEW(int, members *weeks *periods);
    draft->misses = HT_NEW(int, (size_t)members * draft->group_count * draft->row_count);
    draft->missing = HT_NEW(int, members);
    if (policy->rooms_max != HT_NO_LIMIT)
        draft->rooms = HT_NEW(int, weeks *periods);
    if (policy->withdrawals_max != HT_NO_LIMIT)
        draft->withdrawals = HT_NEW(int, weeks *periods * draft->class_count);
}

/* Everything is unplaced before the sessions are entered. */
static void enter(struct ht_draft *draft, const struct ht_placed *placed)
{
    const struct ht_component *component = draft->component;
    int *entered = HT_NEW(int, component->block_count);
    for (uint32_t b = 0; b < component->block_count; b++)
        for (int n = 0; n < ht_component_block(component, b)->required; n++)
            ht_draft_count_missing(draft, b, 1);
    for (uint32_t n = 0; n < placed->count; n++) {
        uint32_t block = component->slots[placed->slots[n]].block;
        ht_draft_put(draft, (struct ht_due){block, entered[block]++}, placed->slots[n]);
    }
    draft->change_count = 0;
    free(entered);
}

struct ht_draft *ht_draft_new(const struct ht_wishes *wishes, const struct ht_placed *placed)
{
    struct ht_draft *draft = HT_NEW(struct ht_draft, 1);
    draft->wishes = wishes;
    draft->component = wishes->component;
    draft->school = draft->component->facts->school;
    draft->week_count = (uint32_t)draft->component->facts->week_count;
    draft->period_count = (uint32_t)draft->school->period_count;
    draft->group_count = ht_names_count(draft->school->groups);
    draft->row_count = (uint32_t)draft->school->calendar_count;
    draft->class_count = ht_names_count(draft->school->classes);
    uint32_t mentors = number_mentors(draft), members = number_students(draft);
    index_mentors(draft, mentors);
    make_dues(draft);
    weigh_slots(draft);
    find_keeps(draft);
    make_counters(draft, mentors, members);
    count_history(draft, members);
    enter(draft, placed);
    return draft;
}

void ht_draft_free(struct ht_draft *draft)
{
    if (!draft)
        return;
    void *arrays[] = {draft->first_due,    draft->at,
                      draft->kept,         draft->keeps,
                      draft->first_keep,   draft->mentor,
                      draft->first_member, draft->members,
                      draft->students,     draft->first_block,
                      draft->blocks,       draft->weights,
                      draft->taken,        draft->day_sessions,
                      draft->day_minutes,  draft->day_short,
                      draft->student_day,  draft->student_period,
                      draft->misses,       draft->programme_week,
                      draft->missing,      draft->rooms,
                      draft->withdrawals,  draft->changes};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(draft);
}

void ht_draft_read(const struct ht_draft *draft, struct ht_placed *placed)
{
    placed->count = 0;
    for (uint32_t d = 0; d < draft->first_due[draft->component->block_count]; d++)
        if (draft->at[d] != HT_NONE)
            ht_placed_add(placed, draft->at[d]);
}
