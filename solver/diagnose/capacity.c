/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/capacity.h"

#include "solver/base/memory.h"
#include "solver/diagnose/capacity_needs.h"
#include "solver/instance/subproblem.h"

#include <stdlib.h>

/* The counting in hand. */
struct count {
    const struct ht_school *school;
    const struct ht_facts *facts;
    const struct ht_demand *demand;
    struct ht_capacity *capacity;
    uint64_t *usable; /* [mentor * day_count + day]: bits of periods that are a slot of somebody */
    uint32_t *seen;   /* [group * calendar rows + row]: last turn that counted its misses */
    uint32_t turn;    /* from 1; one for each member of each programme */
};

static uint64_t *usable_on(const struct count *count, ht_mentor_id mentor, ht_date date)
{
    size_t day = (size_t)(date.days - count->facts->horizon.from.days);
    return &count->usable[(size_t)mentor.i * (size_t)count->facts->day_count + day];
}

/* Adds the misses that H6 leaves in the subject of a slot, the first time in this turn that it
   comes up. */
static void add_misses(const struct count *count, ht_student_id student, const struct ht_slot *slot,
                       int *misses)
{
    ht_lesson_id lesson = ht_school_lesson(count->school, student, slot->period);
    int row = ht_facts_span(count->facts, slot->date);
    if (lesson.i == HT_NONE || row < 0) {
        *misses = HT_NO_LIMIT;
        return;
    }
    ht_subject_id subject = count->school->lessons[lesson.i].subject;
    ht_group_id group = count->school->subjects[subject.i].group;
    uint32_t *seen = &count->seen[group.i * count->school->calendar_count + (size_t)row];
    if (*misses == HT_NO_LIMIT || *seen == count->turn)
        return;
    *seen = count->turn;
    *misses += ht_facts_misses_max(count->facts, student, group, row) -
               ht_facts_past(count->facts, student, group, row);
}

/* Of the member who may miss the fewest lessons; the programme's blocks are first..end). */
static int most_misses(struct count *count, const struct ht_component *component, uint32_t first,
                       uint32_t end)
{
    const struct ht_programme *programme = ht_component_programme(component, first);
    int fewest = HT_NO_LIMIT;
    for (uint32_t member = 0; member < programme->student_count; member++) {
        int misses = 0;
        count->turn++;
        for (uint32_t n = component->first_slot[first]; n < component->first_slot[end]; n++)
            add_misses(count, programme->students[member], &component->slots[n], &misses);
        if (misses != HT_NO_LIMIT && (fewest == HT_NO_LIMIT || misses < fewest))
            fewest = misses;
    }
    return fewest;
}

/* The most sessions of a block on the date of its slot *n, which goes on to the next date's. */
static int most_on_date(const struct count *count, const struct ht_component *component,
                        uint32_t *n, uint32_t end)
{
    const struct ht_slot *slots = component->slots;
    ht_date date = slots[*n].date;
    ht_period_id first;
    ht_school_periods_on(count->school, date, &first);
    uint64_t usable = 0;
    for (; *n < end && slots[*n].date.days == date.days; ++*n)
        usable |= UINT64_C(1) << (slots[*n].period.i - first.i);
    ht_mentor_id mentor = ht_component_programme(component, slots[*n - 1].block)->mentor;
    *usable_on(count, mentor, date) |= usable;
    int most = ht_capacity_on(count->facts, mentor, date, usable);
    int per_day = count->school->policy.per_day_max;
    return most < per_day ? most : per_day;
}

/* The most sessions that the days and weeks of a block have room for. */
static int most_in_block(const struct count *count, const struct ht_component *component,
                         uint32_t number)
{
    uint32_t n = component->first_slot[number], end = component->first_slot[number + 1];
    int week_max = ht_component_block(component, number)->week_max, most = 0;
    while (n < end) {
        int week = ht_component_week(component, n), in_week = 0;
        while (n < end && ht_component_week(component, n) == week)
            in_week += most_on_date(count, component, &n, end);
        most += in_week < week_max ? in_week : week_max;
    }
    return most;
}

static void count_block(const struct count *count, const struct ht_component *component,
                        uint32_t number)
{
    const struct ht_block *block = ht_component_block(component, number);
    struct ht_programme_room *room = &count->capacity->programmes[block->programme.i];
    room->needed += block->required;
    count->capacity->needed += block->required;
    int most = most_in_block(count, component, number);
    if (block->required - most <= room->short_required - room->short_possible)
        return;
    const int *weeks = &count->demand->weeks[block->first_week];
    room->short_required = block->required;
    room->short_possible = most;
    room->short_from = ht_date_plus(count->facts->first_monday, weeks[0] * HT_DAYS_A_WEEK);
    room->short_to =
        ht_date_plus(count->facts->first_monday, weeks[block->week_count - 1] * HT_DAYS_A_WEEK);
}

static void count_component(struct count *count, const struct ht_component *component)
{
    for (uint32_t first = 0, end; first < component->block_count; first = end) {
        uint32_t programme = ht_component_block(component, first)->programme.i;
        for (end = first; end < component->block_count &&
                          ht_component_block(component, end)->programme.i == programme;
             end++)
            count_block(count, component, end);
        uint32_t slot = component->first_slot[first];
        if (slot < component->first_slot[end])
            count->capacity->programmes[programme].first = component->slots[slot].date;
        count->capacity->programmes[programme].misses = most_misses(count, component, first, end);
    }
}

static int compare_minutes(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* As many of the shortest lessons as free time spares, and all periods of other kinds. */
static int most_beside_minutes(const struct ht_facts *facts, ht_mentor_id mentor, ht_date date,
                               uint64_t usable)
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

/* All periods but those of the window that costs the fewest: of those that begin with each period,
   the one that is just long enough. Breaks and lunches in it may hold sessions. */
static int most_beside_window(const struct ht_facts *facts, ht_mentor_id mentor, ht_date date,
                              uint64_t usable)
{
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(facts->school, date, &first);
    int most = 0;
    for (uint32_t from = 0; from < periods; from++) {
        uint64_t outside = usable;
        for (uint32_t to = from; to < periods; to++) {
            enum ht_kind kind = facts->school->periods[first.i + to].kind;
            if (kind != HT_BREAK && kind != HT_LUNCH)
                outside &= ~(UINT64_C(1) << to);
            if (ht_facts_shortfall(facts, mentor, date, outside))
                continue;
            int count = __builtin_popcountll(outside);
            most = count > most ? count : most;
            break;
        }
    }
    return most;
}

int ht_capacity_on(const struct ht_facts *facts, ht_mentor_id mentor, ht_date date, uint64_t usable)
{
    if (!facts->school->policy.free_contiguous)
        return most_beside_minutes(facts, mentor, date, usable);
    if (!ht_facts_shortfall(facts, mentor, date, usable))
        return __builtin_popcountll(usable);
    return most_beside_window(facts, mentor, date, usable);
}

static int most_of_mentor(const struct count *count, uint32_t mentor, ht_date date)
{
    return ht_capacity_on(count->facts, (ht_mentor_id){mentor}, date,
                          *usable_on(count, (ht_mentor_id){mentor}, date));
}

static void count_mentors(const struct count *count)
{
    for (uint32_t mentor = 0; mentor < count->school->mentor_count; mentor++)
        for (int day = 0; day < count->facts->day_count; day++) {
            ht_date date = ht_date_plus(count->facts->horizon.from, day);
            size_t week = (size_t)ht_facts_week(count->facts, date);
            count->capacity->mentors[mentor * (size_t)count->capacity->week_count + week]
                .possible += most_of_mentor(count, mentor, date);
        }
}

/* The most sessions of the whole school on a date: in each period as many as there are rooms and
   mentors, and no more than the mentors' days allow. */
static int most_in_rooms(const struct count *count, ht_date date)
{
    int at_once[HT_MOST_PERIODS] = {0}, in_rooms = 0, of_mentors = 0;
    for (uint32_t mentor = 0; mentor < count->school->mentor_count; mentor++) {
        uint64_t usable = *usable_on(count, (ht_mentor_id){mentor}, date);
        for (int n = 0; n < HT_MOST_PERIODS; n++)
            at_once[n] += usable >> n & 1;
        of_mentors += most_of_mentor(count, mentor, date);
    }
    int rooms = count->school->policy.rooms_max;
    for (int n = 0; n < HT_MOST_PERIODS; n++)
        in_rooms += at_once[n] < rooms ? at_once[n] : rooms;
    return in_rooms < of_mentors ? in_rooms : of_mentors;
}

static void count_rooms(const struct count *count)
{
    struct ht_capacity *capacity = count->capacity;
    capacity->weeks = HT_NEW(struct ht_week_room, (size_t)capacity->week_count);
    for (int day = 0; day < count->facts->day_count; day++) {
        ht_date date = ht_date_plus(count->facts->horizon.from, day);
        capacity->weeks[ht_facts_week(count->facts, date)].possible += most_in_rooms(count, date);
    }
    for (uint32_t b = 0; b < count->demand->block_count; b++) {
        const struct ht_block *block = &count->demand->blocks[b];
        if (block->week_count == 1)
            capacity->weeks[count->demand->weeks[block->first_week]].needed += block->required;
    }
}

static void count_all(struct count *count)
{
    struct ht_partition partition = ht_partition_new(count->facts->school, count->demand, false);
    for (uint32_t n = 0; n < partition.count; n++) {
        struct ht_component component =
            ht_component_new(count->facts, count->demand, &partition, n);
        count_component(count, &component);
        ht_component_clear(&component);
    }
    ht_partition_clear(&partition);
    count_mentors(count);
    ht_capacity_add_needs(count->school, count->demand, count->capacity);
    if (count->school->policy.rooms_max != HT_NO_LIMIT)
        count_rooms(count);
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
        HT_NEW(struct ht_week_room, school->mentor_count * (size_t)facts->week_count);
    capacity->programmes = HT_NEW(struct ht_programme_room, school->programme_count);
    for (size_t p = 0; p < school->programme_count; p++)
        capacity->programmes[p].first = HT_DATE_LAST;
    size_t subjects = ht_names_count(school->groups) * school->calendar_count;
    struct count count = {
        .school = school,
        .facts = facts,
        .demand = demand,
        .capacity = capacity,
        .usable = HT_NEW(uint64_t, school->mentor_count * (size_t)facts->day_count),
        .seen = HT_NEW(uint32_t, subjects),
    };
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
    free(capacity->weeks);
    free(capacity->programmes);
    free(capacity);
}
