/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Untis: GPU001.TXT has the lessons of classes, a row for each class, teacher and room. Who is in
 * a class is in GPU010.TXT and who takes which lesson in GPU015.TXT, where a school has them;
 * otherwise one "student" stands for each class. GPU002.TXT says which lessons are in which week.
 */
#include "io/base/cells.h"
#include "io/gather/lists.h"
#include "io/gather/table.h"
#include "io/import/formats.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Places in a row of GPU001.TXT, GPU002.TXT, GPU010.TXT and GPU015.TXT. */
enum { LESSON, CLASS, TEACHER, SUBJECT, ROOM, DAY, PERIOD, LESSON_CELLS };
enum { PLAN_CLASS = 4, PLAN_TEACHER, PLAN_SUBJECT, PLAN_WEEK = 11, PLAN_FROM = 14, PLAN_TO };
enum { SHORT_NAME, LONG_NAME, FIRST_NAME = 7, STUDENT_CLASS = 9 };
enum { CHOOSER, CHOSEN };

/* A group of lessons, by its name: where it came first, and the dates of that lesson. */
struct group {
    struct ht_where where;
    const char *from, *to;
};

struct reading {
    struct ht_import *import;
    struct ht_list *students; /* by short name: whom a file names */
    struct ht_list *classes;  /* struct ht_some: students by class */
    struct ht_list *choices;  /* struct ht_some: students by number of lesson */
    struct ht_list *chosen;   /* lessons with their time, teacher and room that students chose */
    struct ht_list *groups;   /* const char *: week by number, class, teacher, subject of lesson */
    struct ht_list *weeks;    /* all of them, struct group */
    struct ht_list *busy;     /* students with slots in which they have a lesson that they chose */
};

/* ------------------------------------------------------------ files */

static bool is_called(const struct ht_source *source, const char *name)
{
    return !strncasecmp(ht_source_name(source), name, strlen(name));
}

static bool is_number(const char *text, int most)
{
    size_t digits = strspn(text, "0123456789");
    return digits && digits < 9 && !text[digits] && atoi(text) <= most;
}

/* The day of a row with a number, a class or blank, a teacher, a subject, a room, a day and a
   period: 0 for lessons without a place; below 0 where it is no such row. */
static int day_of(const struct ht_table *row)
{
    bool is_row = ht_csv_reader_cells(row->rows) >= LESSON_CELLS &&
                  is_number(ht_table_cell(row, LESSON), 99999999) &&
                  is_number(ht_table_cell(row, DAY), HT_DAYS_A_WEEK) &&
                  is_number(ht_table_cell(row, PERIOD), 99);
    return is_row ? atoi(ht_table_cell(row, DAY)) : -1;
}

/* The other files are known by their names, whatever is in them. */
static bool may_have_lessons(const struct ht_source *source)
{
    return !is_called(source, "GPU0") || is_called(source, "GPU001");
}

static bool begins_with_lesson(struct ht_table *table)
{
    int day = 0;
    while (!day && ht_csv_reader_next(table->rows))
        day = day_of(table);
    return day > 0;
}

static bool recognises(const struct ht_source *source)
{
    return !may_have_lessons(source) || ht_table_is(source, NULL, begins_with_lesson);
}

/* ------------------------------------------------------------ students */

/* A student whom a file names; *is_new: none of that short name was before. */
static uint32_t add_student(struct reading *reading, const struct ht_import_student *student,
                            struct ht_where where, bool *is_new)
{
    uint32_t number = ht_import_student(reading->import, student, where);
    *is_new = number != HT_NONE && ht_list_add(reading->students, student->id);
    return number;
}

static void read_student(struct reading *reading, const struct ht_table *row)
{
    struct ht_import *import = reading->import;
    struct ht_where where = ht_table_where(row);
    const char *first = ht_table_cell(row, FIRST_NAME);
    const struct ht_import_student student = {
        .id = ht_table_cell(row, SHORT_NAME),
        .name = ht_import_name(import, "", ht_table_cell(row, LONG_NAME), first),
        .form = ht_table_cell(row, STUDENT_CLASS),
        .year = "",
    };
    bool is_new;
    uint32_t number = add_student(reading, &student, where, &is_new);
    import->row_count++;
    if (is_new && *student.form)
        ht_list_add_number(import, ht_list_get(reading->classes, student.form), number);
}

static void read_choice(struct reading *reading, const struct ht_table *row)
{
    struct ht_import *import = reading->import;
    struct ht_where where = ht_table_where(row);
    const char *id = ht_table_cell(row, CHOOSER), *lesson = ht_table_cell(row, CHOSEN);
    import->row_count++;
    if (!is_number(lesson, 99999999) || !*id) {
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                "a choice of a lesson without its number or its student", "'%s' '%s'", id, lesson);
        return;
    }
    bool is_new;
    const struct ht_import_student student = {.id = id, .name = "", .form = "", .year = ""};
    uint32_t number = add_student(reading, &student, where, &is_new);
    if (number != HT_NONE)
        ht_list_add_number(import, ht_list_get(reading->choices, lesson), number);
}

/* ------------------------------------------------------------ weeks */

/* The key of what GPU002.TXT says of a lesson. */
static const char *plan_key(struct ht_import *import, const char *number, const char *class_,
                            const char *teacher, const char *subject)
{
    return ht_import_made(import, "%s\n%s\n%s\n%s", number + strspn(number, "0"), class_, teacher,
                          subject);
}

/* The week group of a lesson; a lesson without one is in every week. */
static void read_plan(struct reading *reading, const struct ht_table *row)
{
    struct ht_import *import = reading->import;
    const char *week = ht_table_cell(row, PLAN_WEEK);
    const char *key = plan_key(import, ht_table_cell(row, LESSON), ht_table_cell(row, PLAN_CLASS),
                               ht_table_cell(row, PLAN_TEACHER), ht_table_cell(row, PLAN_SUBJECT));
    /* A row of the timetable may name another class or teacher of the lesson. */
    const char *number = plan_key(import, ht_table_cell(row, LESSON), "", "", "");
    import->row_count++;
    week = ht_import_text(import, week);
    *(const char **)ht_list_get(reading->groups, key) = week;
    const char **is_new = ht_list_add(reading->groups, number),
               **of = ht_list_find(reading->groups, number);
    *of = is_new || *of == week ? week : NULL;
    if (!*week)
        return;
    struct group *first = ht_list_add(reading->weeks, week);
    if (first)
        *first = (struct group){ht_table_where(row),
                                ht_import_text(import, ht_table_cell(row, PLAN_FROM)),
                                ht_import_text(import, ht_table_cell(row, PLAN_TO))};
}

/* The week of a lesson; "" for every one. */
static const char *week_of(const struct reading *reading, const struct ht_table *row)
{
    struct ht_import *import = reading->import;
    const char *number = ht_table_cell(row, LESSON), *const * week;
    week = ht_list_find(reading->groups,
                        plan_key(import, number, ht_table_cell(row, CLASS),
                                 ht_table_cell(row, TEACHER), ht_table_cell(row, SUBJECT)));
    if (!week)
        week = ht_list_find(reading->groups, plan_key(import, number, "", "", ""));
    if (!week)
        ht_note(import->notes, HT_NOTE_LOOK, ht_table_where(row),
                "a lesson that GPU002 does not have; taken for every week", "%s %s",
                ht_table_cell(row, SUBJECT), ht_table_cell(row, CLASS));
    else if (!*week)
        ht_note(import->notes, HT_NOTE_LOOK, ht_table_where(row),
                "a lesson of which GPU002 has several groups, none of them for this class, teacher "
                "and subject; taken for every week",
                "%s %s", ht_table_cell(row, SUBJECT), ht_table_cell(row, CLASS));
    return week && *week ? *week : "";
}

/* Weeks that the school names are all there are. One group alone says nothing of the weeks that the
   other lessons are in. */
static void check_plan(const struct reading *reading)
{
    const struct ht_import *import = reading->import;
    const struct ht_strings *known = import->known.weeks;
    uint32_t count = reading->weeks->count, number_known = 0;
    for (uint32_t n = 0; n < count; n++)
        number_known += ht_strings_find(known, ht_list_id(reading->weeks, n)) != HT_NONE;
    for (uint32_t n = 0; count && number_known == count && n < ht_strings_count(known); n++)
        ht_list_add(reading->weeks, ht_strings_text(known, n));
    const struct group *first = count ? ht_list_at(reading->weeks, 0) : NULL, *other;
    for (uint32_t n = 1; n < count && !number_known; n++) {
        other = ht_list_at(reading->weeks, n);
        if (other->from == first->from && other->to == first->to)
            continue;
        ht_fault(import->faults, HT_FAULT, other->where.file, other->where.line,
                 "the groups '%s' and '%s' hold between other dates, so they are terms and no "
                 "cycle weeks; export the timetable of each and import it with --from its date",
                 ht_list_id(reading->weeks, 0), ht_list_id(reading->weeks, n));
        return;
    }
    if (count != 1 || number_known)
        return;
    ht_fault(import->faults, HT_FAULT, first->where.file, first->where.line,
             "the group '%s' stands alone, so it is hardly a cycle week; if it is one, name all of "
             "them in week rows of the school's calendar.csv, else leave this file out",
             ht_list_id(reading->weeks, 0));
}

/* ------------------------------------------------------------ lessons */

/* Those who chose a lesson are busy then; those of a class have it unless they are. */
static void add_lesson_of(struct reading *reading, const struct ht_some *students, bool chosen,
                          uint32_t slot, uint32_t content, struct ht_where where)
{
    for (uint32_t n = 0; n < students->count; n++) {
        char key[32];
        snprintf(key, sizeof key, "%u %u", (unsigned)students->numbers[n], (unsigned)slot);
        if (chosen)
            ht_list_add(reading->busy, key);
        if (chosen || ht_list_number(reading->busy, key) == HT_NONE)
            ht_import_lesson(reading->import, students->numbers[n], slot, content, where);
    }
}

/* Whether a lesson that students chose is new: it has a row for each of its classes. */
static bool is_new_lesson(struct reading *reading, const struct ht_table *row, uint32_t slot)
{
    char *key = ht_format("%s\n%u\n%s\n%s", ht_table_cell(row, LESSON), (unsigned)slot,
                          ht_table_cell(row, TEACHER), ht_table_cell(row, ROOM));
    bool is_new = ht_list_add(reading->chosen, key);
    free(key);
    return is_new;
}

/*
 * Who has a lesson: those who chose it; else, of its class, those who chose no other at that time;
 * else the class itself.
 */
static void add_lesson(struct reading *reading, const struct ht_table *row, uint32_t slot,
                       uint32_t content)
{
    struct ht_import *import = reading->import;
    struct ht_where where = ht_table_where(row);
    const char *class_ = ht_table_cell(row, CLASS);
    const struct ht_some *chosen = ht_list_numbers(reading->choices, ht_table_cell(row, LESSON));
    const struct ht_some *members = ht_list_numbers(reading->classes, class_);
    if (chosen->count) {
        if (is_new_lesson(reading, row, slot))
            add_lesson_of(reading, chosen, true, slot, content, where);
    } else if (members->count)
        add_lesson_of(reading, members, false, slot, content, where);
    else if (*class_)
        ht_import_lesson(import, ht_import_stand_in(import, class_, where), slot, content, where);
    else
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                "a lesson without a class and without students", "%s %s",
                ht_table_cell(row, SUBJECT), ht_table_cell(row, TEACHER));
}

static bool is_chosen(const struct reading *reading, const struct ht_table *row)
{
    return ht_list_number(reading->choices, ht_table_cell(row, LESSON)) != HT_NONE;
}

static void read_lesson(struct reading *reading, const struct ht_table *row)
{
    struct ht_import *import = reading->import;
    struct ht_where where = ht_table_where(row);
    int day = day_of(row);
    if (day < 1) {
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                "a lesson without a day from 1 to 7 and a period: it has no place yet", "%s %s",
                ht_table_cell(row, SUBJECT), ht_table_cell(row, CLASS));
        return;
    }
    /* Students of several classes who chose a lesson are a class of their own. */
    const char *class_ = is_chosen(reading, row)
                             ? ht_import_made(import, "%s/%s", ht_table_cell(row, SUBJECT),
                                              ht_table_cell(row, LESSON))
                             : ht_table_cell(row, CLASS);
    const struct ht_import_content content = {
        .subject = ht_table_cell(row, SUBJECT),
        .class_ = class_,
        .teacher = ht_table_cell(row, TEACHER),
        .room = ht_table_cell(row, ROOM),
    };
    const char *week = reading->weeks->count ? week_of(reading, row) : "";
    uint32_t weeks = *week ? 0 : reading->weeks->count;
    for (uint32_t n = 0; n < (weeks ? weeks : 1); n++) {
        const char *name = weeks ? ht_list_id(reading->weeks, n) : week;
        uint32_t slot = ht_import_slot(import, name, day - 1, ht_table_cell(row, PERIOD), where);
        uint32_t what = slot == HT_NONE ? HT_NONE : ht_import_content(import, &content, where);
        if (what != HT_NONE)
            add_lesson(reading, row, slot, what);
    }
}

/* Lessons that students chose must be known before those of classes beside them. */
static void read_chosen(struct reading *reading, const struct ht_table *row)
{
    if (is_chosen(reading, row))
        read_lesson(reading, row);
}

static void read_others(struct reading *reading, const struct ht_table *row)
{
    reading->import->row_count++;
    if (!is_chosen(reading, row))
        read_lesson(reading, row);
}

/* Reads the files of a name, or those of lessons. */
static void read_files(struct reading *reading, const struct ht_sources *sources, const char *name,
                       void (*read)(struct reading *reading, const struct ht_table *row))
{
    for (size_t n = 0; n < sources->count; n++) {
        const struct ht_source *source = &sources->files[n];
        if (name ? !is_called(source, name) : !may_have_lessons(source))
            continue;
        struct ht_table row;
        bool is_open = ht_table_open(&row, source, NULL, reading->import->faults);
        while (is_open && ht_table_next(&row))
            read(reading, &row);
        ht_table_close(&row);
    }
}

static void tell_passed(struct ht_import *import, const struct ht_sources *sources)
{
    static const char *const read[] = {"GPU001", "GPU002", "GPU010", "GPU015"};
    for (size_t n = 0; n < sources->count; n++) {
        const struct ht_source *source = &sources->files[n];
        bool is_read = !is_called(source, "GPU0");
        for (size_t name = 0; name < sizeof read / sizeof *read; name++)
            is_read |= is_called(source, read[name]);
        if (!is_read)
            ht_note(import->notes, HT_NOTE_DROPPED, (struct ht_where){source->path, 0},
                    "files that are not read", "%s", ht_source_name(source));
    }
}

static void read_sources(struct ht_import *import, const struct ht_sources *sources)
{
    struct reading reading = {
        .import = import,
        .students = HT_LIST(import, char),
        .classes = HT_LIST(import, struct ht_some),
        .choices = HT_LIST(import, struct ht_some),
        .chosen = HT_LIST(import, char),
        .groups = HT_LIST(import, const char *),
        .weeks = HT_LIST(import, struct group),
        .busy = HT_LIST(import, char),
    };
    read_files(&reading, sources, "GPU002", read_plan);
    check_plan(&reading);
    read_files(&reading, sources, "GPU010", read_student);
    read_files(&reading, sources, "GPU015", read_choice);
    if (reading.choices->count)
        read_files(&reading, sources, NULL, read_chosen);
    read_files(&reading, sources, NULL, read_others);
    tell_passed(import, sources);
    bool has_lessons = false;
    for (size_t n = 0; n < sources->count; n++)
        has_lessons |= may_have_lessons(&sources->files[n]);
    if (!has_lessons && !import->student_count)
        ht_fault(import->faults, HT_FAULT, sources->files[0].path, 1,
                 "the lessons are in GPU001.TXT, which is not named; name it, too");
    size_t stand_ins = 0;
    for (size_t n = 0; n < import->student_count; n++)
        stand_ins += ht_list_number(reading.students, import->students[n].is.id) == HT_NONE;
    import->is_of_classes = stand_ins > 0;
    if (stand_ins)
        ht_note(import->notes, HT_NOTE_TO_DO, (struct ht_where){0},
                "students: the files do not say who is in a class, so one student stands for each; "
                "name GPU010.TXT and GPU015.TXT too, if there are any",
                "students.csv: %zu classes", stand_ins);
}

const struct ht_import_format ht_import_untis = {
    .word = "untis",
    .what = "Untis: GPU001.TXT; GPU002.TXT (weeks), GPU010.TXT and GPU015.TXT (students)",
    .recognises = recognises,
    .read = read_sources,
};
