/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/cost.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* What is counted to find out what comes again: a student's misses, a mentor's sessions. */
struct count {
    uint32_t who, what; /* student and group of subjects; mentor */
    int32_t when;       /* row of the calendar; date */
};

struct counts {
    struct count *list;
    size_t count, capacity;
};

static int compare_counts(const void *left, const void *right)
{
    const struct count *a = left, *b = right;
    if (a->who != b->who)
        return a->who < b->who ? -1 : 1;
    if (a->what != b->what)
        return a->what < b->what ? -1 : 1;
    return (a->when > b->when) - (a->when < b->when);
}

static void add(struct counts *counts, struct count count)
{
    HT_GROW(counts->list, counts->count, counts->capacity);
    counts->list[counts->count++] = count;
}

/* 0 + 1 + ... for so many after so many before. */
static int64_t steps(int64_t before, int64_t count)
{
    return before * count + count * (count - 1) / 2;
}

/* Adds up the steps of all that is counted alike, and clears the counts. */
static int64_t add_steps(struct counts *counts,
                         int (*before)(const struct ht_instance *instance,
                                       const struct count *count),
                         const struct ht_instance *instance)
{
    int64_t sum = 0;
    if (counts->count)
        qsort(counts->list, counts->count, sizeof *counts->list, compare_counts);
    for (size_t start = 0, end; start < counts->count; start = end) {
        end = start + 1;
        while (end < counts->count && !compare_counts(&counts->list[start], &counts->list[end]))
            end++;
        sum += steps(before ? before(instance, &counts->list[start]) : 0, (int64_t)(end - start));
    }
    free(counts->list);
    *counts = (struct counts){0};
    return sum;
}

static int misses_before(const struct ht_instance *instance, const struct count *count)
{
    return ht_instance_past(instance, (ht_student_id){count->who}, (ht_group_id){count->what},
                            count->when);
}

/* One student's part of a session's cost; the miss is counted. */
static int64_t attend(const struct ht_instance *instance, const struct ht_session *session,
                      ht_student_id student, ht_lesson_id lesson, struct counts *misses)
{
    const struct ht_school *school = instance->school;
    if (lesson.i != HT_NONE)
        add(misses,
            (struct count){student.i, school->subjects[school->lessons[lesson.i].subject.i].group.i,
                           ht_school_day(school, session->date)->term});
    return ht_instance_wishes(instance, school->programmes[session->programme.i].mentor, student,
                              session->date, session->period, lesson)
        .price;
}

static int64_t cost_of(const struct ht_instance *instance, const struct ht_session *session,
                       struct counts *misses)
{
    const struct ht_programme *programme = &instance->school->programmes[session->programme.i];
    const struct ht_roll *roll = session->roll;
    uint32_t count = roll ? roll->count : programme->student_count;
    int64_t cost = 0;
    for (uint32_t n = 0; n < count; n++) {
        ht_student_id student = roll ? roll->students[n] : programme->students[n];
        ht_lesson_id lesson =
            roll ? roll->missed[n] : ht_school_lesson(instance->school, student, session->period);
        cost += attend(instance, session, student, lesson, misses);
    }
    return cost;
}

static int64_t unplaced_cost(const struct ht_instance *instance, const struct ht_schedule *schedule)
{
    const struct ht_school *school = instance->school;
    int *missing = HT_NEW(int, school->student_count);
    int64_t cost = 0;
    for (size_t i = 0; i < schedule->unplaced_count; i++) {
        const struct ht_unplaced *unplaced = &schedule->unplaced[i];
        const struct ht_programme *programme = &school->programmes[unplaced->programme.i];
        for (uint32_t n = 0; n < programme->student_count; n++)
            for (int k = 0; k < unplaced->count; k++)
                cost += ht_instance_unplaced_price(instance, programme->students[n],
                                                   ++missing[programme->students[n].i]);
    }
    free(missing);
    return cost;
}

int64_t ht_cost(const struct ht_instance *instance, const struct ht_schedule *schedule)
{
    const struct ht_policy *policy = &instance->school->policy;
    struct counts misses = {0}, days = {0};
    int64_t cost = unplaced_cost(instance, schedule);
    for (size_t i = 0; i < schedule->session_count; i++) {
        const struct ht_session *session = &schedule->sessions[i];
        uint32_t mentor = instance->school->programmes[session->programme.i].mentor.i;
        cost += cost_of(instance, session, &misses);
        add(&days, (struct count){mentor, 0, session->date.days});
    }
    cost += policy->cost_repeat * add_steps(&misses, misses_before, instance);
    return cost + policy->cost_day_load * add_steps(&days, NULL, instance);
}
