/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"

#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* One lesson of the cycle that a commitment is about, while both hold. */
struct arranged {
    const struct ht_commitment *commitment;
    const struct ht_lesson *lesson;
    const struct ht_period *period;
    ht_date from, to;
};

struct list {
    struct arranged *items; /* owned */
    size_t count, capacity;
};

static const char *or_else(const char *text, const char *otherwise)
{
    return *text ? text : otherwise;
}

/* The dates of a commitment on which the timetable holds that the period is of. */
static struct ht_horizon hold(const struct ht_school *school,
                              const struct ht_commitment *commitment,
                              const struct ht_period *period)
{
    uint32_t timetable = period->week.i / ht_strings_count(school->weeks);
    struct ht_horizon dates = {commitment->when.from, commitment->when.to};
    if (timetable && school->changes[timetable - 1].days > dates.from.days)
        dates.from = school->changes[timetable - 1];
    if (timetable < school->change_count && school->changes[timetable].days <= dates.to.days)
        dates.to = ht_date_plus(school->changes[timetable], -1);
    return dates;
}

/* Whether a lesson is that of an earlier timetable at the same time, going on. */
static bool goes_on(const struct ht_school *school, const struct arranged *before,
                    const struct arranged *next)
{
    uint32_t weeks = ht_strings_count(school->weeks);
    return before->commitment == next->commitment && before->lesson == next->lesson &&
           before->period->week.i % weeks == next->period->week.i % weeks &&
           before->period->weekday == next->period->weekday &&
           before->period->name == next->period->name && before->to.days + 1 == next->from.days;
}

static void list_lesson(const struct ht_school *school, struct list *list, struct arranged arranged)
{
    for (size_t n = 0; n < list->count; n++)
        if (goes_on(school, &list->items[n], &arranged)) {
            list->items[n].to = arranged.to;
            return;
        }
    HT_GROW(list->items, list->count, list->capacity);
    list->items[list->count++] = arranged;
}

static void list_lessons(const struct ht_school *school, const struct ht_commitment *commitment,
                         struct ht_horizon horizon, struct list *list)
{
    for (uint32_t p = 0; p < school->period_count; p++) {
        const struct ht_period *period = &school->periods[p];
        ht_lesson_id lesson = ht_school_lesson(school, commitment->student, (ht_period_id){p});
        struct ht_horizon dates = hold(school, commitment, period);
        if (lesson.i != HT_NONE && ht_recurs_in(&commitment->when, period) &&
            dates.from.days <= dates.to.days && dates.from.days <= horizon.to.days &&
            dates.to.days >= horizon.from.days)
            list_lesson(school, list,
                        (struct arranged){commitment, &school->lessons[lesson.i], period,
                                          dates.from, dates.to});
    }
}

static int by_teacher(const void *left, const void *right)
{
    const struct arranged *a = left, *b = right;
    int teachers = strcmp(a->lesson->teacher, b->lesson->teacher);
    if (teachers)
        return teachers;
    if (a->commitment != b->commitment)
        return a->commitment < b->commitment ? -1 : 1;
    return a->period < b->period ? -1 : a->period > b->period;
}

static struct list list_all(const struct ht_school *school, struct ht_horizon horizon)
{
    struct list list = {0};
    for (size_t i = 0; i < school->commitment_count; i++) {
        const struct ht_commitment *commitment = &school->commitments[i];
        if (commitment->student.i != HT_NONE)
            list_lessons(school, commitment, horizon, &list);
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_teacher);
    return list;
}

static void say_date(struct ht_document *document, ht_date date)
{
    ht_doc_cell(document, HT_TONE_NONE);
    if (date.days == HT_DATE_FIRST.days || date.days == HT_DATE_LAST.days)
        ht_doc_say(document, HT_PLAIN, "–");
    else
        ht_doc_put(document, "%s", HT_WORDS_DATE(date));
}

static void add_row(struct ht_document *document, const struct ht_school *school,
                    const struct arranged *arranged)
{
    const struct ht_commitment *commitment = arranged->commitment;
    const struct ht_student *student = &school->students[commitment->student.i];
    const struct ht_mentor *mentor = &school->mentors[commitment->mentor.i];
    const struct ht_subject *subject = &school->subjects[arranged->lesson->subject.i];
    const char *week = ht_school_week_name(school, arranged->period->week);
    ht_doc_put(document, "{row}{name}%s|%s%s%s, period %s|%s|{name}%s{minor} %s|%s|{name}%s",
               or_else(arranged->lesson->teacher, "–"), week, *week ? " " : "",
               ht_day_short(arranged->period->weekday),
               ht_strings_text(school->period_names, arranged->period->name),
               or_else(subject->name, subject->code), ht_student_name(student), student->form,
               or_else(commitment->what, "with a mentor"), ht_mentor_name(mentor));
    say_date(document, arranged->from);
    say_date(document, arranged->to);
}

void ht_add_arranged(struct ht_document *document, const struct ht_run *run)
{
    struct list list = list_all(run->school, run->views->horizon);
    if (list.count) {
        ht_doc_section(document, HT_NEW_PAGE | HT_FIND_ROWS, "arranged", "Lessons with a mentor");
        ht_doc_table(document, HT_ROWS, true);
        ht_doc_say(document, HT_PLAIN,
                   "Students who have a mentor with them in class, or instead of the lesson");
        ht_doc_columns(document, "Teacher|When|Lesson|Student|What|Mentor|From|Until");
        for (size_t i = 0; i < list.count; i++)
            add_row(document, run->school, &list.items[i]);
        ht_doc_close(document);
    }
    free(list.items);
}
