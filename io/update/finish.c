/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What was imported brought in order, once all of it is there. */
#include "io/base/cells.h"
#include "io/base/person.h"
#include "io/gather/lists.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_WEEKS = 52,
    MOST_PERIODS = 300,  /* names of periods */
    LONGEST_JOINED = 80, /* bytes of subjects or teachers at the same time */
};

/* ------------------------------------------------------------ order */

static int compare_lessons(const void *left, const void *right, void *ranks)
{
    const struct ht_import_lesson *a = left, *b = right;
    const uint32_t *rank = ranks;
    if (a->student != b->student)
        return a->student < b->student ? -1 : 1;
    if (a->slot != b->slot)
        return rank[a->slot] < rank[b->slot] ? -1 : 1;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* ------------------------------------------------------------ lessons at the same time */

/* Whether a list joined with '+' has the text. */
static bool has_part(const char *list, const char *text)
{
    size_t length = strlen(text);
    for (const char *at = list; (at = strstr(at, text)); at += length)
        if ((at == list || at[-1] == '+') && (!at[length] || at[length] == '+'))
            return true;
    return false;
}

/* "AB" and "CD" as "AB+CD"; of very many the first ones. */
static const char *join(struct ht_import *import, const char *a, const char *b)
{
    if (!*b || has_part(a, b) || strlen(a) + strlen(b) > LONGEST_JOINED)
        return a;
    if (!*a)
        return b;
    char *both = ht_format("%s+%s", a, b);
    const char *text = ht_import_text(import, both);
    free(both);
    return text;
}

/* Both lessons as one, or the first where their names together would be a formula; of another
   class it is in no class that could be named. */
static uint32_t merge(struct ht_import *import, uint32_t a, uint32_t b, struct ht_where where)
{
    const struct ht_import_content one = import->contents[a], other = import->contents[b];
    const struct ht_import_content both = {
        .subject = join(import, one.subject, other.subject),
        .class_ = strcmp(one.class_, other.class_) == 0 ? one.class_ : "",
        .teacher = join(import, one.teacher, other.teacher),
        .room = join(import, one.room, other.room),
    };
    uint32_t merged = ht_import_content(import, &both, where);
    return merged == HT_NONE ? a : merged;
}

static const char *why_merged(const struct ht_import *import, const struct ht_import_content *one,
                              const struct ht_import_content *other)
{
    if (!strcmp(one->subject, other->subject) && !strcmp(one->class_, other->class_))
        return "a lesson with several teachers or rooms, which are joined by +";
    if (import->is_of_classes)
        return "groups of a class at the same time, which are joined by + since nothing says who "
               "is in which";
    return NULL;
}

/* Holds a lesson against the one before it at the same time. */
static void hold(struct ht_import *import, struct ht_import_lesson *before,
                 const struct ht_import_lesson *lesson)
{
    const struct ht_import_content *one = &import->contents[before->content];
    const struct ht_import_content *other = &import->contents[lesson->content];
    const struct ht_import_slot *slot = &import->slots[lesson->slot];
    const struct ht_import_student *student = &import->students[lesson->student].is;
    struct ht_where where = ht_import_where(import, lesson->file, lesson->line);
    if (before->content == lesson->content) {
        ht_note(import->notes, HT_NOTE_DROPPED, where, "the same lesson is there already",
                "line %u", (unsigned)before->line);
        return;
    }
    const char *reason = why_merged(import, one, other);
    ht_note(import->notes, reason ? HT_NOTE_TAKEN : HT_NOTE_DROPPED, where,
            reason ? reason : "the student has another lesson at the same time",
            "%s, %s %s: %s %s, besides %s %s of line %u",
            *student->id ? student->id : student->name, ht_day_short(slot->weekday),
            ht_strings_text(import->period_names, slot->name), other->subject, other->teacher,
            one->subject, one->teacher, (unsigned)before->line);
    if (reason)
        before->content = merge(import, before->content, lesson->content, where);
}

static void finish_lessons(struct ht_import *import)
{
    uint32_t *order = ht_import_order_slots(import), *rank = HT_NEW(uint32_t, import->slot_count);
    for (uint32_t n = 0; n < import->slot_count; n++)
        rank[order[n]] = n;
    if (import->lesson_count)
        qsort_r(import->lessons, import->lesson_count, sizeof *import->lessons, compare_lessons,
                rank);
    free(rank);
    free(order);
    size_t kept = 0;
    for (size_t n = 0; n < import->lesson_count; n++) {
        struct ht_import_lesson *lesson = &import->lessons[n];
        struct ht_import_lesson *before = kept ? &import->lessons[kept - 1] : NULL;
        if (before && before->student == lesson->student && before->slot == lesson->slot)
            hold(import, before, lesson);
        else
            import->lessons[kept++] = *lesson;
    }
    import->lesson_count = kept;
}

/* Schools have far less: something else is in the column. */
static void check_size(struct ht_import *import)
{
    unsigned weeks = ht_strings_count(import->weeks),
             periods = ht_strings_count(import->period_names);
    if (weeks > MOST_WEEKS || periods > MOST_PERIODS)
        ht_fault(import->faults, HT_FAULT, ht_strings_text(import->files, 0), 1,
                 "there would be %u cycle weeks and %u periods of a day, more than any school has; "
                 "check which column says when a lesson is",
                 weeks, periods);
}

static void count_text(struct ht_strings *names, const char *text)
{
    if (*text)
        ht_strings_add(names, text);
}

/* What there is in lessons, before some of them are made one; and the forms of students. */
static void count_contents(struct ht_import *import)
{
    enum { SUBJECTS, CLASSES, TEACHERS, FORMS, COUNTED };
    struct ht_strings *names[COUNTED];
    size_t *const counts[COUNTED] = {&import->subject_count, &import->class_count,
                                     &import->teacher_count, &import->form_count};
    for (size_t n = 0; n < COUNTED; n++)
        names[n] = ht_strings_new();
    bool *is_counted = HT_NEW(bool, import->content_count);
    for (size_t n = 0; n < import->lesson_count; n++) {
        uint32_t number = import->lessons[n].content;
        const struct ht_import_content *content = &import->contents[number];
        if (is_counted[number])
            continue;
        is_counted[number] = true;
        count_text(names[SUBJECTS], content->subject);
        count_text(names[CLASSES], content->class_);
        char *teachers = ht_format("%s", content->teacher), *rest = teachers, *teacher;
        while ((teacher = strsep(&rest, "+")))
            count_text(names[TEACHERS], ht_cell_trim(teacher));
        free(teachers);
    }
    for (size_t n = 0; n < import->student_count; n++)
        count_text(names[FORMS], import->students[n].is.form);
    for (size_t n = 0; n < COUNTED; n++) {
        *counts[n] = ht_strings_count(names[n]);
        ht_strings_free(names[n]);
    }
    free(is_counted);
}

/* ------------------------------------------------------------ students of several files */

/* Who has an id, by name and by name and form. */
struct namesakes {
    uint32_t count;      /* with an id */
    uint32_t student;    /* the first of them */
    uint32_t name_count; /* without */
};

static struct namesakes *namesakes_of(struct ht_list *list, const char *name, const char *form)
{
    char *shown = ht_person_shown(name), *key = ht_format("%s\n%s", shown, form);
    struct namesakes *found = ht_list_get(list, key);
    free(key);
    free(shown);
    return found;
}

/* The student with an id who is the one that another file knows by the name: of the same form,
   unless there is only one of that name in either. */
static uint32_t same_student(struct ht_list *by_form, struct ht_list *by_name,
                             const struct ht_import_student *student)
{
    const struct namesakes *in_form = namesakes_of(by_form, student->name, student->form);
    if (in_form->count == 1)
        return in_form->student;
    const struct namesakes *all = namesakes_of(by_name, student->name, "");
    return all->count == 1 && all->name_count == 1 ? all->student : HT_NONE;
}

/* Takes students whom one file knows by name and another by id for one. */
static void join_students(struct ht_import *import)
{
    struct ht_list *by_form = HT_LIST(import, struct namesakes);
    struct ht_list *by_name = HT_LIST(import, struct namesakes);
    uint32_t *number = HT_NEW(uint32_t, import->student_count), kept = 0;
    for (uint32_t n = 0; n < import->student_count; n++) {
        const struct ht_import_student *student = &import->students[n].is;
        struct namesakes *const of[] = {namesakes_of(by_form, student->name, student->form),
                                        namesakes_of(by_name, student->name, "")};
        for (size_t m = 0; m < sizeof of / sizeof *of && *student->name; m++) {
            of[m]->name_count += !*student->id;
            if (*student->id && !of[m]->count++)
                of[m]->student = n;
        }
    }
    for (uint32_t n = 0; n < import->student_count; n++) {
        const struct ht_import_known_student *student = &import->students[n];
        number[n] = *student->is.id ? n : same_student(by_form, by_name, &student->is);
        if (number[n] == HT_NONE)
            number[n] = n;
        else if (number[n] != n)
            ht_note(import->notes, HT_NOTE_TAKEN,
                    ht_import_where(import, student->file, student->line),
                    "students whom one file knows by name and another by id, taken for one",
                    "'%s' is %s", student->is.name, import->students[number[n]].is.id);
    }
    for (uint32_t n = 0; n < import->student_count; n++)
        if (number[n] != n)
            ht_import_fill_in(import, number[n], &import->students[n].is);
    uint32_t *place = HT_NEW(uint32_t, import->student_count);
    for (uint32_t n = 0; n < import->student_count; n++)
        if (number[n] == n) {
            place[n] = kept;
            import->students[kept++] = import->students[n];
        }
    for (size_t n = 0; n < import->lesson_count; n++)
        import->lessons[n].student = place[number[import->lessons[n].student]];
    import->student_count = kept;
    free(place);
    free(number);
    ht_import_forget(import);
}

void ht_import_finish(struct ht_import *import)
{
    check_size(import);
    count_contents(import);
    if (ht_diagnostics_count(import->faults, HT_FAULT))
        return;
    join_students(import);
    finish_lessons(import);
    ht_import_point_at_pairs(import);
}
