/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import.h"

#include "io/cells.h"
#include "io/import_names.h"
#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_WEEKS = 52,
    MOST_PERIODS = 300,  /* names of periods */
    LONGEST_JOINED = 80, /* bytes of subjects or teachers at the same time */
};

struct ht_import *ht_import_new(const struct ht_import_wishes *wishes, struct ht_faults *faults)
{
    struct ht_import *import = HT_NEW(struct ht_import, 1);
    struct ht_names **sets[] = {
        &import->texts,        &import->files,     &import->weeks,        &import->period_names,
        &import->student_keys, &import->slot_keys, &import->content_keys,
    };
    for (size_t n = 0; n < sizeof sets / sizeof *sets; n++)
        *sets[n] = ht_names_new();
    import->wishes = *wishes;
    import->faults = faults;
    import->notes = ht_notes_new();
    return import;
}

void ht_import_free(struct ht_import *import)
{
    if (!import)
        return;
    struct ht_names *sets[] = {
        import->texts,        import->files,     import->weeks,        import->period_names,
        import->student_keys, import->slot_keys, import->content_keys,
    };
    for (size_t n = 0; n < sizeof sets / sizeof *sets; n++)
        ht_names_free(sets[n]);
    ht_notes_free(import->notes);
    free(import->students);
    free(import->slots);
    free(import->contents);
    free(import->lessons);
    free(import);
}

const char *ht_import_text(struct ht_import *import, const char *text)
{
    return ht_names_text(import->texts, ht_names_add(import->texts, text));
}

struct ht_where ht_import_where(const struct ht_import *import, uint32_t file, uint32_t line)
{
    return (struct ht_where){ht_names_text(import->files, file), (int)line};
}

/* ------------------------------------------------------------ students */

/* A key that no two students share, where files tell them apart at all. */
static uint32_t student_number(struct ht_import *import, const struct ht_import_student *student)
{
    char *key = *student->id ? ht_format("i\n%s", student->id)
                             : ht_format("n\n%s\n%s", student->name, student->form);
    uint32_t number = ht_names_add(import->student_keys, key);
    free(key);
    return number;
}

static void fill_in(struct ht_import *import, const char **known, const char *said,
                    const struct ht_import_known_student *student, struct ht_where where)
{
    if (!**known)
        *known = ht_import_text(import, said);
    else if (*said && strcmp(*known, said) != 0)
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "something else is said of a student than before; the first is taken",
                "%s is '%s', not '%s'", *student->is.id ? student->is.id : student->is.name, *known,
                said);
}

static void fill_in_student(struct ht_import *import, struct ht_import_known_student *known,
                            const struct ht_import_student *student, struct ht_where where)
{
    fill_in(import, &known->is.name, student->name, known, where);
    fill_in(import, &known->is.form, student->form, known, where);
    fill_in(import, &known->is.year, student->year, known, where);
}

uint32_t ht_import_student(struct ht_import *import, const struct ht_import_student *student,
                           struct ht_where where)
{
    const char *known_by = *student->id ? student->id : student->name;
    if (!*known_by || ht_cell_plain(known_by)) {
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                *known_by ? "a spreadsheet would run the student's name or id as a formula"
                          : "no student is named",
                "'%s'", known_by);
        return HT_NONE;
    }
    uint32_t number = student_number(import, student);
    if (number == import->student_count) {
        HT_GROW(import->students, import->student_count, import->student_capacity);
        import->students[import->student_count++] = (struct ht_import_known_student){
            .is = {ht_import_text(import, student->id), ht_import_text(import, ""),
                   ht_import_text(import, ""), ht_import_text(import, "")},
            .file = ht_names_add(import->files, where.file),
            .line = (uint32_t)where.line,
        };
    }
    fill_in_student(import, &import->students[number], student, where);
    return number;
}

/* ------------------------------------------------------------ slots and contents */

/* What a school's files could not hold as a name of that kind. */
static const char *bad_name(const char *name)
{
    if (!*name)
        return "no period is named";
    if (!strcmp(name, "*") || strchr(name, ';'))
        return "the name of a period or week means a list";
    return ht_cell_plain(name) ? "a spreadsheet would run the period or week as a formula" : NULL;
}

uint32_t ht_import_slot(struct ht_import *import, const char *week, int weekday, const char *period,
                        struct ht_where where)
{
    const char *problem = bad_name(period);
    if (!problem && *week)
        problem = bad_name(week);
    if (problem) {
        ht_note(import->notes, HT_NOTE_DROPPED, where, problem, "'%s' '%s'", week, period);
        return HT_NONE;
    }
    char *key = ht_format("%s\n%d\n%s", week, weekday, period);
    uint32_t number = ht_names_add(import->slot_keys, key);
    free(key);
    if (number < import->slot_count)
        return number;
    HT_GROW(import->slots, import->slot_count, import->slot_capacity);
    import->slots[import->slot_count++] = (struct ht_import_slot){
        .week = *week ? ht_names_add(import->weeks, week) : HT_NONE,
        .weekday = weekday,
        .name = ht_names_add(import->period_names, period),
        .kind = -1,
    };
    return number;
}

void ht_import_period(struct ht_import *import, uint32_t slot, int start, int end, int kind)
{
    if (slot == HT_NONE)
        return;
    struct ht_import_slot *of = &import->slots[slot];
    if (!of->end && start < end) {
        of->start = start;
        of->end = end;
    }
    if (of->kind < 0)
        of->kind = kind;
}

/* The text, or "" with a note where no program should be given it. */
static const char *plain(struct ht_import *import, const char *text, struct ht_where where)
{
    if (!ht_cell_plain(text))
        return ht_import_text(import, text);
    ht_note(import->notes, HT_NOTE_TAKEN, where,
            "left blank, since a spreadsheet would run it as a formula", "'%s'", text);
    return ht_import_text(import, "");
}

uint32_t ht_import_content(struct ht_import *import, const struct ht_import_content *content,
                           struct ht_where where)
{
    char *key = ht_format("%s\n%s\n%s\n%s", content->subject, content->class_, content->teacher,
                          content->room);
    uint32_t number = *content->subject ? ht_names_add(import->content_keys, key) : HT_NONE;
    free(key);
    if (number == import->content_count) {
        HT_GROW(import->contents, import->content_count, import->content_capacity);
        import->contents[import->content_count++] = (struct ht_import_content){
            .subject = plain(import, content->subject, where),
            .class_ = plain(import, content->class_, where),
            .teacher = plain(import, content->teacher, where),
            .room = plain(import, content->room, where),
        };
    }
    if (number != HT_NONE && *import->contents[number].subject)
        return number;
    ht_note(import->notes, HT_NOTE_DROPPED, where, "no subject is named",
            "class '%s', teacher '%s'", content->class_, content->teacher);
    return HT_NONE;
}

void ht_import_lesson(struct ht_import *import, uint32_t student, uint32_t slot, uint32_t content,
                      struct ht_where where)
{
    if (student == HT_NONE || slot == HT_NONE || content == HT_NONE)
        return;
    HT_GROW(import->lessons, import->lesson_count, import->lesson_capacity);
    import->lessons[import->lesson_count++] = (struct ht_import_lesson){
        .student = student,
        .slot = slot,
        .content = content,
        .file = ht_names_add(import->files, where.file),
        .line = (uint32_t)where.line,
    };
}

/* ------------------------------------------------------------ order */

int ht_import_compare_slots(const struct ht_import *import, uint32_t a, uint32_t b)
{
    const struct ht_import_slot *left = &import->slots[a], *right = &import->slots[b];
    int order = 0;
    if (left->week != right->week && left->week != HT_NONE && right->week != HT_NONE)
        order = strverscmp(ht_names_text(import->weeks, left->week),
                           ht_names_text(import->weeks, right->week));
    if (!order)
        order = left->weekday - right->weekday;
    if (!order)
        order = left->start - right->start;
    return order ? order
                 : strverscmp(ht_names_text(import->period_names, left->name),
                              ht_names_text(import->period_names, right->name));
}

static int compare_slots(const void *a, const void *b, void *import)
{
    return ht_import_compare_slots(import, *(const uint32_t *)a, *(const uint32_t *)b);
}

/* By slot: its place in their order. Use free(). */
static uint32_t *rank_slots(struct ht_import *import)
{
    uint32_t *order = HT_NEW(uint32_t, import->slot_count);
    uint32_t *rank = HT_NEW(uint32_t, import->slot_count);
    for (uint32_t n = 0; n < import->slot_count; n++)
        order[n] = n;
    qsort_r(order, import->slot_count, sizeof *order, compare_slots, import);
    for (uint32_t n = 0; n < import->slot_count; n++)
        rank[order[n]] = n;
    free(order);
    return rank;
}

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
            ht_names_text(import->period_names, slot->name), other->subject, other->teacher,
            one->subject, one->teacher, (unsigned)before->line);
    if (reason)
        before->content = merge(import, before->content, lesson->content, where);
}

static void finish_lessons(struct ht_import *import)
{
    uint32_t *rank = rank_slots(import);
    if (import->lesson_count)
        qsort_r(import->lessons, import->lesson_count, sizeof *import->lessons, compare_lessons,
                rank);
    free(rank);
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
    unsigned weeks = ht_names_count(import->weeks), periods = ht_names_count(import->period_names);
    if (weeks > MOST_WEEKS || periods > MOST_PERIODS)
        ht_fault(import->faults, HT_FAULT, ht_names_text(import->files, 0), 1,
                 "there would be %u cycle weeks and %u periods of a day, more than any school has; "
                 "check which column says when a lesson is",
                 weeks, periods);
}

static void count_text(struct ht_names *names, const char *text)
{
    if (*text)
        ht_names_add(names, text);
}

/* Those of a list joined with '+'. */
static void count_parts(struct ht_names *names, const char *list)
{
    char *copy = ht_copy_text(list, strlen(list)), *rest = copy, *part;
    while ((part = strsep(&rest, "+")))
        count_text(names, ht_cell_trim(part));
    free(copy);
}

/* What there is in lessons, before some of them are made one. */
static void count_contents(struct ht_import *import)
{
    struct ht_names *subjects = ht_names_new(), *classes = ht_names_new(),
                    *teachers = ht_names_new();
    bool *is_counted = HT_NEW(bool, import->content_count);
    for (size_t n = 0; n < import->lesson_count; n++) {
        const struct ht_import_content *content = &import->contents[import->lessons[n].content];
        if (is_counted[content - import->contents])
            continue;
        is_counted[content - import->contents] = true;
        count_text(subjects, content->subject);
        count_text(classes, content->class_);
        count_parts(teachers, content->teacher);
    }
    import->subject_count = ht_names_count(subjects);
    import->class_count = ht_names_count(classes);
    import->teacher_count = ht_names_count(teachers);
    free(is_counted);
    ht_names_free(subjects);
    ht_names_free(classes);
    ht_names_free(teachers);
}

static void count_forms(struct ht_import *import)
{
    struct ht_names *forms = ht_names_new();
    for (size_t n = 0; n < import->student_count; n++)
        count_text(forms, import->students[n].is.form);
    import->form_count = ht_names_count(forms);
    ht_names_free(forms);
}

void ht_import_finish(struct ht_import *import)
{
    check_size(import);
    count_contents(import);
    count_forms(import);
    if (ht_faults_count(import->faults, HT_FAULT))
        return;
    finish_lessons(import);
    ht_import_point_at_pairs(import);
}
