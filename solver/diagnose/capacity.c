/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/capacity.h"

#include "solver/base/memory.h"
#include "solver/diagnose/capacity_needs.h"
#include "solver/instance/subproblem.h"

#include <stdlib.h>

/* The counting in hand. */
struct count {
    const struct ht_school *school;
    const struct ht_instance *instance;
    const struct ht_requirements *requirements;
    struct ht_capacity *capacity;
    uint64_t *usable; /* [mentor * day_count + day]: bits of periods that are a slot of somebody */
    uint32_t *seen;   /* [group * calendar rows + row]: last turn that counted its misses */
    uint32_t turn;    /* from 1; one for each member of each programme */
};

static uint64_t *usable_on(const struct count *count, ht_mentor_id mentor, ht_date date)
{
    size_t day = (size_t)(date.days - count->instance->horizon.from.days);
    return &count->usable[(size_t)mentor.i * (size_t)count->instance->day_count + day];
}

/* Adds the misses that H6 leaves in the subject of a slot, the first time in this turn that it
   comes up. */
static void add_misses(const struct count *count, ht_student_id student, const struct ht_slot *slot,
                       int *misses)
{
    ht_lesson_id lesson = ht_school_lesson(count->school, student, slot->period);
    int row = ht_instance_span(count->instance, slot->date);
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
    *misses += ht_instance_misses_max(count->instance, student, group, row) -
               ht_instance_past(count->instance, student, group, row);
}

/* Of the member who may miss the fewest lessons; the programme's requirements are first..end). */
static int most_misses(struct count *count, const struct ht_subproblem *subproblem, uint32_t first,
                       uint32_t end)
{
    const struct ht_programme *programme = ht_subproblem_programme(subproblem, first);
    int fewest = HT_NO_LIMIT;
    for (uint32_t member = 0; member < programme->student_count; member++) {
        int misses = 0;
        count->turn++;
        for (uint32_t n = subproblem->first_slot[first]; n < subproblem->first_slot[end]; n++)
            add_misses(count, programme->students[member], &subproblem->slots[n], &misses);
        if (misses != HT_NO_LIMIT && (fewest == HT_NO_LIMIT || misses < fewest))
            fewest = misses;
    }
    return fewest;
}

/* The most sessions of a requirement on the date of its slot *n, which goes on to the next date's.
 */
static int most_on_date(const struct count *count, const struct ht_subproblem *subproblem,
                        uint32_t *n, uint32_t end)
{
    const struct ht_slot *slots = subproblem->slots;
    ht_date date = slots[*n].date;
    ht_period_id first;
    ht_school_periods_on(count->school, date, &first);
    uint64_t usable = 0;
    for (; *n < end && slots[*n].date.days == date.days; ++*n)
        usable |= UINT64_C(1) << (slots[*n].period.i - first.i);
    ht_mentor_id mentor = ht_subproblem_programme(subproblem, slots[*n - 1].requirement)->mentor;
    *usable_on(count, mentor, date) |= usable;
    int most = ht_capacity_on(count->instance, mentor, date, usable);
    int per_day = count->school->policy.per_day_max;
    return most < per_day ? most : per_day;
}

/* The most sessions that the days and weeks of a requirement have room for. */
static int most_in_block(const struct count *count, const struct ht_subproblem *subproblem,
                         uint32_t number)
{
    uint32_t n = subproblem->first_slot[number], end = subproblem->first_slot[number + 1];
    int week_max = ht_subproblem_requirement(subproblem, number)->week_max, most = 0;
    while (n < end) {
        int week = ht_subproblem_week(subproblem, n), in_week = 0;
        while (n < end && ht_subproblem_week(subproblem, n) == week)
            in_week += most_on_date(count, subproblem, &n, end);
        most += in_week < week_max ? in_week : week_max;
    }
    return most;
}

static void count_block(const struct count *count, const struct ht_subproblem *subproblem,
                        uint32_t number)
{
    const struct ht_requirement *requirement = ht_subproblem_requirement(subproblem, number);
    struct ht_programme_room *room = &count->capacity->programmes[requirement->programme.i];
    room->needed += requirement->required;
    count->capacity->needed += requirement->required;
    int most = most_in_block(count, subproblem, number);
    if (requirement->required - most <= room->short_required - room->short_possible)
        return;
    const int *weeks = &count->requirements->weeks[requirement->first_week];
    room->short_required = requirement->required;
    room->short_possible = most;
    room->short_from = ht_date_plus(count->instance->first_monday, weeks[0] * HT_DAYS_A_WEEK);
    room->short_to = ht_date_plus(count->instance->first_monday,
                                  weeks[requirement->week_count - 1] * HT_DAYS_A_WEEK);
}

static void count_component(struct count *count, const struct ht_subproblem *subproblem)
{
    for (uint32_t first = 0, end; first < subproblem->item_count; first = end) {
        uint32_t programme = ht_subproblem_requirement(subproblem, first)->programme.i;
        for (end = first; end < subproblem->item_count &&
                          ht_subproblem_requirement(subproblem, end)->programme.i == programme;
             end++)
            count_block(count, subproblem, end);
        uint32_t slot = subproblem->first_slot[first];
        if (slot < subproblem->first_slot[end])
            count->capacity->programmes[programme].first = subproblem->slots[slot].date;
        count->capacity->programmes[programme].misses = most_misses(count, subproblem, first, end);
    }
}

static int compare_minutes(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* As many of the shortest lessons as free time spares, and all periods of other kinds. */
static int most_beside_minutes(const struct ht_instance *instance, ht_mentor_id mentor,
                               ht_date date, uint64_t usable)
{
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(instance->school, date, &first);
    int lengths[HT_MOST_PERIODS], lessons = 0, most = 0;
    for (uint32_t n = 0; n < periods; n++) {
        const struct ht_period *period = &instance->school->periods[first.i + n];
        if (!(usable >> n & 1))
            continue;
        if (period->kind == HT_LESSON)
            lengths[lessons++] = period->end - period->start;
        else
            most++;
    }
    qsort(lengths, (size_t)lessons, sizeof *lengths, compare_minutes);
    int spare = ht_instance_mentor_day(instance, mentor, date)->spare;
    for (int n = 0; n < lessons && (spare -= lengths[n]) >= 0; n++)
        most++;
    return most;
}

/* All periods but those of the window that costs the fewest: of those that begin with each period,
   the one that is just long enough. Breaks and lunches in it may hold sessions. */
static int most_beside_window(const struct ht_instance *instance, ht_mentor_id mentor, ht_date date,
                              uint64_t usable)
{
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(instance->school, date, &first);
    int most = 0;
    for (uint32_t from = 0; from < periods; from++) {
        uint64_t outside = usable;
        for (uint32_t to = from; to < periods; to++) {
            enum ht_kind kind = instance->school->periods[first.i + to].kind;
            if (kind != HT_BREAK && kind != HT_LUNCH)
                outside &= ~(UINT64_C(1) << to);
            if (ht_instance_shortfall(instance, mentor, date, outside))
                continue;
            int count = __builtin_popcountll(outside);
            most = count > most ? count : most;
            break;
        }
    }
    return most;
}

int ht_capacity_on(const struct ht_instance *instance, ht_mentor_id mentor, ht_date date,
                   uint64_t usable)
{
    if (!instance->school->policy.free_contiguous)
        return most_beside_minutes(instance, mentor, date, usable);
    if (!ht_instance_shortfall(instance, mentor, date, usable))
        return __builtin_popcountll(usable);
    return most_beside_window(instance, mentor, date, usable);
}

static int most_of_mentor(const struct count *count, uint32_t mentor, ht_date date)
{
    return ht_capacity_on(count->instance, (ht_mentor_id){mentor}, date,
                          *usable_on(count, (ht_mentor_id){mentor}, date));
}

static void count_mentors(const struct count *count)
{
    for (uint32_t mentor = 0; mentor < count->school->mentor_count; mentor++)
        for (int day = 0; day < count->instance->day_count; day++) {
            ht_date date = ht_date_plus(count->instance->horizon.from, day);
            size_t week = (size_t)ht_instance_week(count->instance, date);
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
    for (int day = 0; day < count->instance->day_count; day++) {
        ht_date date = ht_date_plus(count->instance->horizon.from, day);
        capacity->weeks[ht_instance_week(count->instance, date)].possible +=
            most_in_rooms(count, date);
    }
    for (uint32_t b = 0; b < count->requirements->item_count; b++) {
        const struct ht_requirement *requirement = &count->requirements->items[b];
        if (requirement->week_count == 1)
            capacity->weeks[count->requirements->weeks[requirement->first_week]].needed +=
                requirement->required;
    }
}

static void count_all(struct count *count)
{
    struct ht_partition partition =
        ht_partition_new(count->instance->school, count->requirements, false);
    for (uint32_t n = 0; n < partition.count; n++) {
        struct ht_subproblem subproblem =
            ht_subproblem_new(count->instance, count->requirements, &partition, n);
        count_component(count, &subproblem);
        ht_subproblem_clear(&subproblem);
    }
    ht_partition_clear(&partition);
    count_mentors(count);
    ht_capacity_add_needs(count->school, count->requirements, count->capacity);
    if (count->school->policy.rooms_max != HT_NO_LIMIT)
        count_rooms(count);
}

struct ht_capacity *ht_capacity_new(const struct ht_school *school, struct ht_horizon horizon)
{
    struct ht_instance *instance = ht_instance_new(school, horizon);
    struct ht_requirements *requirements = ht_requirements_new(instance);
    struct ht_capacity *capacity = HT_NEW(struct ht_capacity, 1);
    capacity->horizon = horizon;
    capacity->first_monday = instance->first_monday;
    capacity->week_count = instance->week_count;
    capacity->mentors =
        HT_NEW(struct ht_week_room, school->mentor_count * (size_t)instance->week_count);
    capacity->programmes = HT_NEW(struct ht_programme_room, school->programme_count);
    for (size_t p = 0; p < school->programme_count; p++)
        capacity->programmes[p].first = HT_DATE_LAST;
    size_t subjects = ht_strings_count(school->groups) * school->calendar_count;
    struct count count = {
        .school = school,
        .instance = instance,
        .requirements = requirements,
        .capacity = capacity,
        .usable = HT_NEW(uint64_t, school->mentor_count * (size_t)instance->day_count),
        .seen = HT_NEW(uint32_t, subjects),
    };
    count_all(&count);
    free(count.usable);
    free(count.seen);
    ht_requirements_free(requirements);
    ht_instance_free(instance);
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
