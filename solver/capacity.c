/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/capacity.h"

#include "solver/component.h"
#include "solver/memory.h"

#include <stdlib.h>

/* The counting in hand. */
struct count {
    const struct ht_school *school;
    const struct ht_facts *facts;
    const struct ht_demand *demand;
    struct ht_capacity *capacity;
    uint64_t *usable; /* [mentor * day_count + day]: bits of periods that are a slot of somebody */
    uint32_t *seen;   /* [group * calendar rows + row]: last programme that counted its misses */
};

static struct ht_mentor_room *mentor_room(const struct count *count, ht_mentor_id mentor, int week)
{
    return &count->capacity
                ->mentors[(size_t)mentor.i * (size_t)count->capacity->week_count + (size_t)week];
}

static uint64_t *usable_on(const struct count *count, ht_mentor_id mentor, ht_date date)
{
    size_t day = (size_t)(date.days - count->facts->horizon.from.days);
    return &count->usable[(size_t)mentor.i * (size_t)count->facts->day_count + day];
}

static void mark_usable(const struct count *count, ht_programme_id programme,
                        const struct ht_slot *slot)
{
    ht_period_id first;
    ht_school_periods_on(count->school, slot->date, &first);
    *usable_on(count, count->school->programmes[programme.i].mentor, slot->date) |=
        UINT64_C(1) << (slot->period.i - first.i);
}

/* Adds the misses that H6 leaves in the subject of a slot, the first time that it comes up. */
static void count_misses(const struct count *count, ht_programme_id programme,
                         const struct ht_slot *slot)
{
    struct ht_programme_room *room = &count->capacity->programmes[programme.i];
    ht_student_id student = count->school->programmes[programme.i].students[0];
    ht_lesson_id lesson = ht_school_lesson(count->school, student, slot->period);
    int row = ht_facts_span(count->facts, slot->date);
    if (lesson.i == HT_NONE || row < 0) {
        room->misses = HT_NO_LIMIT;
        return;
    }
    ht_subject_id subject = count->school->lessons[lesson.i].subject;
    ht_group_id group = count->school->subjects[subject.i].group;
    uint32_t *seen = &count->seen[group.i * count->school->calendar_count + (size_t)row];
    if (room->misses == HT_NO_LIMIT || *seen == programme.i)
        return;
    *seen = programme.i;
    room->misses +=
        count->school->policy.misses_max - ht_facts_past(count->facts, student, group, row);
}

static void count_block(const struct count *count, const struct ht_component *component,
                        uint32_t number)
{
    const struct ht_block *block = ht_component_block(component, number);
    struct ht_programme_room *room = &count->capacity->programmes[block->programme.i];
    uint32_t first = component->first_slot[number], end = component->first_slot[number + 1];
    room->needed += block->required;
    count->capacity->needed += block->required;
    int missing = block->required - (int)(end - first);
    if (missing > room->slots_short) {
        room->slots_short = missing;
        int week = count->demand->weeks[block->first_week];
        room->short_week = ht_date_plus(count->facts->first_monday, week * HT_DAYS_A_WEEK);
    }
    for (uint32_t n = first; n < end; n++) {
        mark_usable(count, block->programme, &component->slots[n]);
        count_misses(count, block->programme, &component->slots[n]);
    }
}

static int compare_minutes(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* As many of the shortest lessons as free time spares, and all periods of other kinds. */
int ht_capacity_on(const struct ht_facts *facts, ht_mentor_id mentor, ht_date date, uint64_t usable)
{
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(facts->school, date, &first);
    int lengths[HT_MOST_PERIODS], lessons = 0, most = 0;
    for (uint32_t n = 0; n < periods; n++) {
        const struct ht_period *period = &facts->school->periods[first.i + n];
        if (!(usable >> n & 1))
            continue;
        if (period->kind == HT_LESSON)
            lengths[lessons++] = period->end - period->start;
        else
            most++;
    }
    qsort(lengths, (size_t)lessons, sizeof *lengths, compare_minutes);
    int spare = ht_facts_mentor_day(facts, mentor, date)->spare;
    for (int n = 0; n < lessons && (spare -= lengths[n]) >= 0; n++)
        most++;
    return most;
}

static void count_mentors(const struct count *count)
{
    for (uint32_t mentor = 0; mentor < count->school->mentor_count; mentor++)
        for (int day = 0; day < count->facts->day_count; day++) {
            ht_date date = ht_date_plus(count->facts->horizon.from, day);
            int week = ht_facts_week(count->facts, date);
            mentor_room(count, (ht_mentor_id){mentor}, week)->possible +=
                ht_capacity_on(count->facts, (ht_mentor_id){mentor}, date,
                               *usable_on(count, (ht_mentor_id){mentor}, date));
        }
}

/* Where a block has several weeks, each session is counted in the week with the most room. */
static void count_needs(const struct count *count)
{
    for (uint32_t b = 0; b < count->demand->block_count; b++) {
        const struct ht_block *block = &count->demand->blocks[b];
        ht_mentor_id mentor = count->school->programmes[block->programme.i].mentor;
        const int *weeks = count->demand->weeks + block->first_week;
        for (int session = 0; session < block->required; session++) {
            struct ht_mentor_room *best = mentor_room(count, mentor, weeks[0]);
            for (uint32_t w = 1; w < block->week_count; w++) {
                struct ht_mentor_room *room = mentor_room(count, mentor, weeks[w]);
                if (room->possible - room->needed > best->possible - best->needed)
                    best = room;
            }
            best->needed++;
        }
    }
}

static void count_all(const struct count *count)
{
    struct ht_partition partition = ht_partition_new(count->facts, count->demand, false);
    for (uint32_t n = 0; n < partition.count; n++) {
        struct ht_component component =
            ht_component_new(count->facts, count->demand, &partition, n);
        for (uint32_t b = 0; b < component.block_count; b++)
            count_block(count, &component, b);
        ht_component_clear(&component);
    }
    ht_partition_clear(&partition);
    count_mentors(count);
    count_needs(count);
}

struct ht_capacity *ht_capacity_new(const struct ht_school *school, struct ht_horizon horizon)
{
    struct ht_facts *facts = ht_facts_new(school, horizon);
    struct ht_demand *demand = ht_demand_new(facts);
    struct ht_capacity *capacity = HT_NEW(struct ht_capacity, 1);
    capacity->horizon = horizon;
    capacity->first_monday = facts->first_monday;
    capacity->week_count = facts->week_count;
    capacity->mentors =
        HT_NEW(struct ht_mentor_room, school->mentor_count * (size_t)facts->week_count);
    capacity->programmes = HT_NEW(struct ht_programme_room, school->programme_count);
    size_t subjects = ht_names_count(school->groups) * school->calendar_count;
    struct count count = {
        .school = school,
        .facts = facts,
        .demand = demand,
        .capacity = capacity,
        .usable = HT_NEW(uint64_t, school->mentor_count * (size_t)facts->day_count),
        .seen = HT_NEW(uint32_t, subjects),
    };
    for (size_t n = 0; n < subjects; n++)
        count.seen[n] = HT_NONE;
    count_all(&count);
    free(count.usable);
    free(count.seen);
    ht_demand_free(demand);
    ht_facts_free(facts);
    return capacity;
}

void ht_capacity_free(struct ht_capacity *capacity)
{
    if (!capacity)
        return;
    free(capacity->mentors);
    free(capacity->programmes);
    free(capacity);
}
