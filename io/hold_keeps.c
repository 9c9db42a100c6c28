/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Two keep requests that exclude each other. */
#include "io/reading.h"
#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

/* A keep with the programme that it must be of. */
struct keep {
    const struct ht_request *request;
    const struct ht_programme *programme; /* NULL: several would do, or none */
    uint32_t period;                      /* number in ht_school.period_names */
};

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_time(const struct keep *a, const struct keep *b)
{
    int dates = order(a->request->from.days, b->request->from.days);
    int periods = order(a->period, b->period);
    if (dates || periods)
        return dates ? dates : periods;
    return order(a->request->line, b->request->line);
}

static int by_student(const void *left, const void *right)
{
    const struct keep *a = left, *b = right;
    int students = order(a->request->student.i, b->request->student.i);
    return students ? students : by_time(a, b);
}

static int64_t mentor_of(const struct keep *keep)
{
    return keep->programme ? (int64_t)keep->programme->mentor.i : -1;
}

static int by_mentor(const void *left, const void *right)
{
    const struct keep *a = left, *b = right;
    int mentors = order(mentor_of(a), mentor_of(b));
    return mentors ? mentors : by_time(a, b);
}

static int by_programme(const void *left, const void *right)
{
    const struct keep *a = left, *b = right;
    int programmes =
        order(a->programme ? a->programme->line : -1, b->programme ? b->programme->line : -1);
    return programmes ? programmes : by_time(a, b);
}

static bool same_date(const struct keep *a, const struct keep *b)
{
    return a->request->from.days == b->request->from.days;
}

static void fault(const struct ht_reading *reading, const struct keep *a, const struct keep *b,
                  const char *why)
{
    int line = a->request->line > b->request->line ? a->request->line : b->request->line;
    int other = a->request->line + b->request->line - line;
    ht_fault(reading->faults, HT_FAULT, ht_file_name(HT_REQUESTS_CSV), line,
             "this keep and the one in line %d exclude each other (%s); take one of them away",
             other, why);
}

/* Whether both ask for mentors, but not for the same. */
static bool differ_in_mentor(const struct keep *a, const struct keep *b)
{
    uint32_t one = a->request->mentor.i, other = b->request->mentor.i;
    return one != HT_NONE && other != HT_NONE && one != other;
}

/* No more sessions of a student on a date than the policy allows, and one at a time. */
static void check_students(const struct ht_reading *reading, struct keep *keeps, size_t count)
{
    int on_date = 1;
    qsort(keeps, count, sizeof *keeps, by_student);
    for (size_t i = 1; i < count; i++) {
        const struct keep *before = &keeps[i - 1], *keep = &keeps[i];
        if (before->request->student.i != keep->request->student.i || !same_date(before, keep)) {
            on_date = 1;
        } else if (before->period != keep->period) {
            if (++on_date > reading->school->policy.per_day_max)
                fault(reading, before, keep, "too many sessions of the student on that day");
        } else if (differ_in_mentor(before, keep)) {
            fault(reading, before, keep, "two mentors for one student at once");
        }
    }
}

/* A mentor has one session at a time. */
static void check_mentors(const struct ht_reading *reading, struct keep *keeps, size_t count)
{
    qsort(keeps, count, sizeof *keeps, by_mentor);
    for (size_t i = 1; i < count; i++) {
        const struct keep *before = &keeps[i - 1], *keep = &keeps[i];
        if (keep->programme && mentor_of(before) == mentor_of(keep) && same_date(before, keep) &&
            before->period == keep->period && before->programme != keep->programme &&
            before->request->student.i != keep->request->student.i)
            fault(reading, before, keep, "two sessions of the mentor at once");
    }
}

static bool same_week(const struct keep *a, const struct keep *b)
{
    return ht_date_monday(a->request->from).days == ht_date_monday(b->request->from).days;
}

/* A programme has no more sessions in a week than it has. */
static void check_programmes(const struct ht_reading *reading, struct keep *keeps, size_t count)
{
    int in_week = 1;
    qsort(keeps, count, sizeof *keeps, by_programme);
    for (size_t i = 1; i < count; i++) {
        const struct keep *before = &keeps[i - 1], *keep = &keeps[i];
        if (!keep->programme || keep->programme != before->programme || !same_week(before, keep)) {
            in_week = 1;
            continue;
        }
        bool same_time = same_date(before, keep) && before->period == keep->period;
        int most = keep->programme->per_weeks > 1 ? 1 : keep->programme->per_week;
        in_week += !same_time;
        bool is_told = same_date(before, keep) && reading->school->policy.per_day_max == 1;
        if (!same_time && in_week > most && !is_told)
            fault(reading, before, keep, "more sessions of the programme than it has in a week");
    }
}

/* ------------------------------------------------------------ programmes of keeps */

/* Programmes by student: those of student s are all[first[s]] to all[first[s + 1] - 1]. */
struct student_programmes {
    const struct ht_programme **all;
    uint32_t *first;
};

static struct student_programmes list_programmes(const struct ht_school *school)
{
    struct student_programmes list = {.first = HT_NEW(uint32_t, school->student_count + 2)};
    for (size_t p = 0; p < school->programme_count; p++)
        for (uint32_t n = 0; n < school->programmes[p].student_count; n++)
            list.first[school->programmes[p].students[n].i + 2]++;
    for (size_t s = 2; s < school->student_count + 2; s++)
        list.first[s] += list.first[s - 1];
    list.all = HT_NEW(const struct ht_programme *, list.first[school->student_count + 1]);
    for (size_t p = 0; p < school->programme_count; p++)
        for (uint32_t n = 0; n < school->programmes[p].student_count; n++)
            list.all[list.first[school->programmes[p].students[n].i + 1]++] =
                &school->programmes[p];
    return list;
}

/* The only programme that a keep can be of, or NULL. */
static const struct ht_programme *only_programme(const struct student_programmes *list,
                                                 const struct ht_request *keep)
{
    const struct ht_programme *only = NULL;
    for (uint32_t n = list->first[keep->student.i]; n < list->first[keep->student.i + 1]; n++) {
        const struct ht_programme *programme = list->all[n];
        bool has_mentor = programme->mentor.i != HT_NONE &&
                          (keep->mentor.i == HT_NONE || keep->mentor.i == programme->mentor.i);
        bool has_date =
            programme->from.days <= keep->from.days && keep->from.days <= programme->to.days;
        if (!has_mentor || !has_date)
            continue;
        if (only)
            return NULL;
        only = programme;
    }
    return only;
}

void ht_hold_keeps(const struct ht_reading *reading)
{
    const struct ht_school *school = reading->school;
    struct student_programmes list = list_programmes(school);
    struct keep *keeps = HT_NEW(struct keep, school->request_count);
    size_t count = 0;
    for (size_t i = 0; i < school->request_count; i++) {
        const struct ht_request *request = &school->requests[i];
        if (request->what == HT_KEEP)
            keeps[count++] =
                (struct keep){request, only_programme(&list, request), request->periods.numbers[0]};
    }
    check_students(reading, keeps, count);
    check_mentors(reading, keeps, count);
    check_programmes(reading, keeps, count);
    free(keeps);
    free(list.all);
    free(list.first);
}
