/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/misses.h"

#include "reports/views/caseload.h"
#include "reports/views/internal.h"

#include <stdlib.h>
#include <string.h>

/* What the parts of the work hand on. Subjects are counted as what they count as: their groups. */
struct work {
    struct ht_misses *misses;
    const struct ht_views *views;
    const struct ht_school *school;
};

static const struct ht_subject *subject_of(const struct work *work, const char *code)
{
    return &work->school->subjects[ht_strings_find(work->school->subject_codes, code)];
}

static bool is_core(const struct work *work, const struct ht_subject *subject)
{
    return subject->cost > work->school->policy.cost_miss;
}

/* ------------------------------------------------------------ subjects */

/* A subject that counts for itself alone lends its group its name. */
static void name_subjects(struct work *work)
{
    const struct ht_school *school = work->school;
    for (uint32_t group = 0; group < work->misses->group_count; group++)
        work->misses->subjects[group].name = ht_strings_text(school->groups, group);
    for (size_t i = 0; i < school->subject_count; i++) {
        const struct ht_subject *subject = &school->subjects[i];
        struct ht_subject_misses *misses = &work->misses->subjects[subject->group.i];
        if (*subject->name &&
            !strcmp(subject->code, ht_strings_text(school->groups, subject->group.i)))
            misses->name = subject->name;
        misses->core = misses->core || is_core(work, subject);
        work->misses->core_told = work->misses->core_told || misses->core;
    }
}

static int compare_subjects(const void *left, const void *right)
{
    const struct ht_subject_misses *a = left, *b = right;
    return a->lessons != b->lessons ? (a->lessons < b->lessons ? 1 : -1) : strcmp(a->name, b->name);
}

/* ------------------------------------------------------------ counting */

static void count_horizon(struct work *work)
{
    for (size_t i = 0; i < work->views->student_count; i++) {
        const struct ht_student_view *student = &work->views->students[i];
        int lessons = 0;
        for (size_t n = 0; n < student->session_count; n++) {
            if (!student->sessions[n]->misses)
                continue;
            const struct ht_subject *subject = subject_of(work, student->sessions[n]->subject);
            work->misses->subjects[subject->group.i].lessons++;
            work->misses->core += is_core(work, subject);
            work->misses->term[i * work->misses->group_count + subject->group.i]++;
            lessons++;
        }
        work->misses->lessons += lessons;
        if (lessons > work->misses->most)
            work->misses->most = lessons;
    }
}

void ht_views_count_misses(struct ht_views *views, const struct ht_school *school)
{
    struct ht_misses *misses = HT_KEPT(views, struct ht_misses, 1);
    struct work work = {.misses = misses, .views = views, .school = school};
    misses->group_count = ht_strings_count(school->groups);
    misses->subjects = HT_KEPT(views, struct ht_subject_misses, misses->group_count);
    misses->term = HT_KEPT(views, int, views->student_count * misses->group_count);
    name_subjects(&work);
    count_horizon(&work);
    uint32_t *places = ht_views_student_places(views, school);
    for (size_t i = 0; i < school->history_count; i++) {
        const struct ht_past *past = &school->history[i];
        uint32_t student = places[past->student.i];
        if (student == HT_NONE || past->subject.i == HT_NONE ||
            !ht_horizon_has(views->caseloads->term, past->date))
            continue;
        uint32_t group = school->subjects[past->subject.i].group.i;
        misses->term[student * misses->group_count + group]++;
    }
    free(places);
    for (size_t i = 0; i < views->student_count * misses->group_count; i++) {
        misses->twice += misses->term[i] == 2;
        misses->oftener += misses->term[i] > 2;
    }
    qsort(misses->subjects, misses->group_count, sizeof *misses->subjects, compare_subjects);
    while (misses->subject_count < misses->group_count &&
           misses->subjects[misses->subject_count].lessons)
        misses->subject_count++;
    views->misses = misses;
}
