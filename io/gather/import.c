/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/import.h"

#include "io/base/cells.h"
#include "io/gather/lists.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LESSONS = 10000000 };

/* All sets of texts. Use: SETS(import). */
#define SETS(import)                                                                               \
    {                                                                                              \
        &(import)->texts, &(import)->files, &(import)->weeks, &(import)->period_names,             \
            &(import)->slot_keys, &(import)->content_keys, &(import)->long_classes,                \
            &(import)->known.weeks, &(import)->known.periods,                                      \
    }

struct ht_import *ht_import_new(const struct ht_import_wishes *wishes,
                                struct ht_diagnostics *faults)
{
    struct ht_import *import = HT_NEW(struct ht_import, 1);
    struct ht_strings **sets[] = SETS(import);
    for (size_t n = 0; n < sizeof sets / sizeof *sets; n++)
        *sets[n] = ht_strings_new();
    import->wishes = *wishes;
    import->faults = faults;
    import->notes = ht_import_report_new();
    return import;
}

void ht_import_free(struct ht_import *import)
{
    if (!import)
        return;
    struct ht_strings **sets[] = SETS(import);
    for (size_t n = 0; n < sizeof sets / sizeof *sets; n++)
        ht_strings_free(*sets[n]);
    ht_import_forget(import);
    free(import->kept);
    ht_import_report_free(import->notes);
    free(import->known.starts);
    free(import->known.dates);
    free(import->students);
    free(import->staff);
    free(import->slots);
    free(import->contents);
    free(import->lessons);
    free(import);
}

const char *ht_import_text(struct ht_import *import, const char *text)
{
    return ht_strings_text(import->texts, ht_strings_add(import->texts, text));
}

struct ht_where ht_import_where(const struct ht_import *import, uint32_t file, uint32_t line)
{
    return (struct ht_where){ht_strings_text(import->files, file), (int)line};
}

/* ------------------------------------------------------------ students */

const char *ht_import_bare_id(const char *id)
{
    size_t zeros = strspn(id, "0"), digits = strspn(id, "0123456789");
    return id[digits] || zeros == digits ? id : id + zeros;
}

/* A key that no two students share, where files tell them apart at all. Use free(). */
static char *key_of(const struct ht_import_student *student)
{
    return *student->id ? ht_format("i\n%s", ht_import_bare_id(student->id))
                        : ht_format("n\n%s\n%s", student->name, student->form);
}

static uint32_t number_of(const struct ht_import *import, const char *key)
{
    const uint32_t *number = ht_list_find(import->student_keys, key);
    return number ? *number : HT_NONE;
}

static void add_key(struct ht_import *import, const char *key, uint32_t number)
{
    uint32_t *is_new = ht_list_add(import->student_keys, key);
    if (is_new)
        *is_new = number;
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

const char *ht_import_join_lists(struct ht_import *import, const char *list, const char *more)
{
    /* Asked for each row of a file, and mostly of nothing. */
    if (!*more)
        return ht_import_text(import, list);
    char *copy = ht_format("%s", more), *rest = copy, *part, *all = ht_format("%s", list);
    while ((part = ht_cell_part(&rest))) {
        char *has = ht_format(";%s;", all), *wanted = ht_format(";%s;", part);
        if (!strstr(has, wanted))
            all = ht_list_join(all, ";", part);
        free(has);
        free(wanted);
    }
    const char *text = ht_import_text(import, all);
    free(all);
    free(copy);
    return text;
}

static void fill_in_student(struct ht_import *import, struct ht_import_known_student *known,
                            const struct ht_import_student *student, struct ht_where where)
{
    fill_in(import, &known->is.name, student->name, known, where);
    fill_in(import, &known->is.form, student->form, known, where);
    fill_in(import, &known->is.year, student->year, known, where);
    fill_in(import, &known->is.upn, student->upn ? student->upn : "", known, where);
    known->is.flags =
        ht_import_join_lists(import, known->is.flags, student->flags ? student->flags : "");
    known->is.told_flags = ht_import_join_lists(import, known->is.told_flags,
                                                student->told_flags ? student->told_flags : "");
}

void ht_import_fill_in(struct ht_import *import, uint32_t known,
                       const struct ht_import_student *student)
{
    struct ht_import_student *is = &import->students[known].is;
    const char **const texts[] = {&is->form, &is->year, &is->upn};
    const char *const said[] = {student->form, student->year, student->upn};
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++)
        if (!**texts[n])
            *texts[n] = said[n];
    is->flags = ht_import_join_lists(import, is->flags, student->flags);
    is->told_flags = ht_import_join_lists(import, is->told_flags, student->told_flags);
}

/* Whom another file has by the UPN and an id of its own, where this one has the UPN alone, or the
   other way round; or HT_NONE. */
static uint32_t number_of_upn(struct ht_import *import, const struct ht_import_student *student,
                              const char *upn_key)
{
    uint32_t number = upn_key && *student->id ? number_of(import, upn_key) : HT_NONE;
    if (number == HT_NONE || !strcmp(student->id, student->upn))
        return number;
    struct ht_import_student *known = &import->students[number].is;
    if (strcmp(known->id, student->upn) != 0)
        return HT_NONE;
    known->id = ht_import_text(import, student->id);
    return number;
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
    if (!import->student_keys)
        import->student_keys = HT_LIST(import, uint32_t);
    char *key = key_of(student);
    char *upn_key = student->upn && *student->upn ? ht_format("u\n%s", student->upn) : NULL;
    uint32_t number = number_of(import, key);
    if (number == HT_NONE)
        number = number_of_upn(import, student, upn_key);
    if (number == HT_NONE) {
        number = (uint32_t)import->student_count;
        HT_GROW(import->students, import->student_count, import->student_capacity);
        import->students[import->student_count++] = (struct ht_import_known_student){
            .is = {ht_import_text(import, student->id), "", "", "", "", "", ""},
            .file = ht_strings_add(import->files, where.file),
            .line = (uint32_t)where.line,
        };
    }
    fill_in_student(import, &import->students[number], student, where);
    add_key(import, key, number);
    if (upn_key)
        add_key(import, upn_key, number);
    free(upn_key);
    free(key);
    return number;
}

uint32_t ht_import_stand_in(struct ht_import *import, const char *class_, struct ht_where where)
{
    const struct ht_import_student student = {.id = class_, .name = "", .form = class_, .year = ""};
    return ht_import_student(import, &student, where);
}

const char *ht_import_name(struct ht_import *import, const char *name, const char *surname,
                           const char *forename)
{
    if (*name)
        return ht_import_text(import, name);
    /* Else "Moe, jr" would be taken apart at the wrong place. */
    char *family = ht_format("%s", surname), *to = family;
    for (const char *from = surname; *from; from++)
        if (*from != ',')
            *to++ = *from;
    *to = 0;
    char *both = ht_format("%s%s%s", family, *family && *forename ? ", " : "", forename);
    const char *text = ht_import_text(import, both);
    free(family);
    free(both);
    return text;
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
    uint32_t number = ht_strings_add(import->slot_keys, key);
    free(key);
    if (number < import->slot_count)
        return number;
    HT_GROW(import->slots, import->slot_count, import->slot_capacity);
    import->slots[import->slot_count++] = (struct ht_import_slot){
        .week = *week ? ht_strings_add(import->weeks, week) : HT_NONE,
        .weekday = weekday,
        .name = ht_strings_add(import->period_names, period),
        .kind = -1,
        .file = ht_strings_add(import->files, where.file ? where.file : ""),
        .line = (uint32_t)where.line,
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
    uint32_t number = *content->subject ? ht_strings_add(import->content_keys, key) : HT_NONE;
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

/* The file is a number in files. */
static void add_lesson(struct ht_import *import, uint32_t student, uint32_t slot, uint32_t content,
                       uint32_t file, int line)
{
    HT_GROW(import->lessons, import->lesson_count, import->lesson_capacity);
    import->lessons[import->lesson_count++] =
        (struct ht_import_lesson){student, slot, content, file, (uint32_t)line};
}

void ht_import_lesson(struct ht_import *import, uint32_t student, uint32_t slot, uint32_t content,
                      struct ht_where where)
{
    if (student != HT_NONE && slot != HT_NONE && content != HT_NONE)
        add_lesson(import, student, slot, content, ht_strings_add(import->files, where.file),
                   where.line);
}

void ht_import_lessons(struct ht_import *import, const struct ht_list *students, uint32_t slot,
                       uint32_t content, struct ht_where where)
{
    if (!students->count || slot == HT_NONE || content == HT_NONE)
        return;
    uint32_t file = ht_strings_add(import->files, where.file);
    for (uint32_t n = 0; n < students->count; n++)
        add_lesson(import, *(uint32_t *)ht_list_at(students, n), slot, content, file, where.line);
}

bool ht_import_is_full(struct ht_import *import, struct ht_where where, const char *how)
{
    if (import->lesson_count <= MOST_LESSONS)
        return false;
    ht_fault(import->faults, HT_FAULT, where.file, where.line,
             "there are more than %d lessons up to here, and no school has so many; %s",
             MOST_LESSONS, how);
    return true;
}

/* ------------------------------------------------------------ order */

static int compare_slots(const void *a, const void *b, void *context)
{
    const struct ht_import *import = context;
    const struct ht_import_slot *left = &import->slots[*(const uint32_t *)a];
    const struct ht_import_slot *right = &import->slots[*(const uint32_t *)b];
    int order = 0;
    if (left->week != right->week && left->week != HT_NONE && right->week != HT_NONE)
        order = strverscmp(ht_strings_text(import->weeks, left->week),
                           ht_strings_text(import->weeks, right->week));
    if (!order)
        order = left->weekday - right->weekday;
    if (!order)
        order = left->start - right->start;
    return order ? order
                 : strverscmp(ht_strings_text(import->period_names, left->name),
                              ht_strings_text(import->period_names, right->name));
}

uint32_t *ht_import_order_slots(struct ht_import *import)
{
    uint32_t *order = HT_NEW(uint32_t, import->slot_count);
    for (uint32_t n = 0; n < import->slot_count; n++)
        order[n] = n;
    qsort_r(order, import->slot_count, sizeof *order, compare_slots, import);
    return order;
}
