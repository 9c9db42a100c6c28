/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/arranged.h"

#include "reports/words.h"
#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

/* One lesson of the cycle that a commitment is about. */
struct arranged {
    const struct ht_commitment *commitment;
    const struct ht_lesson *lesson;
    const struct ht_period *period;
};

struct list {
    struct arranged *items; /* owned */
    size_t count, capacity;
};

static const char *or_else(const char *text, const char *otherwise)
{
    return *text ? text : otherwise;
}

static bool is_in(const struct ht_commitment *commitment, const struct ht_period *period)
{
    return commitment->days >> period->weekday & 1 &&
           ht_some_has(&commitment->weeks, period->week.i) &&
           ht_some_has(&commitment->periods, period->name);
}

static void list_lessons(const struct ht_school *school, const struct ht_commitment *commitment,
                         struct list *list)
{
    for (uint32_t p = 0; p < school->period_count; p++) {
        ht_lesson_id lesson = ht_school_lesson(school, commitment->student, (ht_period_id){p});
        if (lesson.i == HT_NONE || !is_in(commitment, &school->periods[p]))
            continue;
        HT_GROW(list->items, list->count, list->capacity);
        list->items[list->count++] =
            (struct arranged){commitment, &school->lessons[lesson.i], &school->periods[p]};
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
        if (commitment->student.i != HT_NONE && commitment->from.days <= horizon.to.days &&
            commitment->to.days >= horizon.from.days)
            list_lessons(school, commitment, &list);
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_teacher);
    return list;
}

static void say_date(struct ht_document *document, ht_date date)
{
    char text[HT_WORDS_SIZE];
    ht_doc_cell(document, HT_TONE_NONE);
    if (date.days == HT_DATE_FIRST.days || date.days == HT_DATE_LAST.days)
        ht_doc_say(document, HT_PLAIN, "–");
    else
        ht_doc_sayf(document, HT_PLAIN, "%s", ht_words_date(date, text));
}

static void add_row(struct ht_document *document, const struct ht_school *school,
                    const struct arranged *arranged)
{
    const struct ht_commitment *commitment = arranged->commitment;
    const struct ht_student *student = &school->students[commitment->student.i];
    const struct ht_mentor *mentor = &school->mentors[commitment->mentor.i];
    const struct ht_subject *subject = &school->subjects[arranged->lesson->subject.i];
    const char *week = ht_names_text(school->weeks, arranged->period->week.i);
    ht_doc_row(document, false);
    ht_doc_head(document);
    ht_doc_say(document, HT_NAME, or_else(arranged->lesson->teacher, "–"));
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%s%s%s, period %s", week, *week ? " " : "",
                ht_day_short(arranged->period->weekday),
                ht_names_text(school->period_names, arranged->period->name));
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, or_else(subject->name, subject->code));
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_NAME, ht_student_name(student));
    ht_doc_sayf(document, HT_MINOR, " %s", student->form);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, or_else(commitment->what, "with a mentor"));
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_NAME, ht_mentor_name(mentor));
    say_date(document, commitment->from);
    say_date(document, commitment->to);
}

void ht_add_arranged(struct ht_document *document, const struct ht_run *run)
{
    static const char *const heads[] = {"Teacher", "When",   "Lesson", "Student",
                                        "What",    "Mentor", "From",   "Until"};
    struct list list = list_all(run->school, run->views->horizon);
    if (list.count) {
        ht_doc_open(document, HT_NEW_PAGE | HT_FIND_ROWS, "arranged");
        ht_doc_say(document, HT_PLAIN, "Lessons with a mentor");
        ht_doc_table(document, HT_ROWS, true);
        ht_doc_say(document, HT_PLAIN,
                   "Students who have a mentor with them in class, or instead of the lesson");
        ht_doc_columns(document, heads, sizeof heads / sizeof *heads);
        for (size_t i = 0; i < list.count; i++)
            add_row(document, run->school, &list.items[i]);
        ht_doc_close(document);
    }
    free(list.items);
}
