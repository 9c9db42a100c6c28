/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Untis: GPU001.TXT has the lessons of classes, a row for each class, teacher and room. Who is in
 * a class is in GPU010.TXT and who takes which lesson in GPU015.TXT, where a school has them;
 * otherwise one "student" stands for each class.
 */
#include "io/base/cells.h"
#include "io/csv/reader.h"
#include "io/import/formats.h"
#include "io/import/links.h"
#include "io/import/table.h"
#include "solver/base/memory.h"
#include "solver/school/school.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Places in a row of GPU001.TXT, GPU010.TXT and GPU015.TXT. */
enum { LESSON, CLASS, TEACHER, SUBJECT, ROOM, DAY, PERIOD, LESSON_CELLS };
enum { SHORT_NAME, LONG_NAME, FIRST_NAME = 7, STUDENT_CLASS = 9 };
enum { CHOOSER, CHOSEN };

struct reading {
    struct ht_import *import;
    struct ht_strings *short_names; /* of students, whose numbers are in students */
    uint32_t *students;
    uint32_t student_count, student_capacity;
    struct ht_links *classes;  /* students by class */
    struct ht_links *choices;  /* students by number of lesson */
    struct ht_strings *chosen; /* lessons with their time, teacher and room that students chose */
    struct ht_strings *busy;   /* students with slots in which they have a lesson that they chose */
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

/* A number, a class or blank, a teacher, a subject, a room, a day from 1 to 7, a period. */
static bool is_lesson(const struct ht_csv_reader *rows)
{
    return ht_csv_reader_cells(rows) >= LESSON_CELLS &&
           is_number(ht_csv_reader_cell(rows, LESSON), 99999999) &&
           is_number(ht_csv_reader_cell(rows, DAY), HT_DAYS_A_WEEK) &&
           atoi(ht_csv_reader_cell(rows, DAY)) >= 1 &&
           is_number(ht_csv_reader_cell(rows, PERIOD), 99);
}

static size_t count_cells(const struct ht_csv_reader *rows, void *context)
{
    (void)context;
    return ht_csv_reader_cells(rows);
}

static struct ht_csv_reader *open_rows(const struct ht_source *source,
                                       struct ht_diagnostics *faults)
{
    struct ht_csv_reader *rows =
        ht_csv_reader_new(source->bytes, source->size, source->path, faults);
    if (rows)
        ht_csv_reader_start(rows, ht_csv_reader_delimiter(rows, count_cells, NULL), false);
    return rows;
}

static bool recognises(const struct ht_source *source)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_csv_reader *rows = open_rows(source, faults);
    bool found = rows && ht_csv_reader_next(rows) && is_lesson(rows);
    ht_csv_reader_free(rows);
    ht_diagnostics_free(faults);
    return found;
}

/* ------------------------------------------------------------ students */

static uint32_t add_student(struct reading *reading, const char *id, const char *name,
                            const char *form, struct ht_where where)
{
    const struct ht_import_student student = {
        .id = id, .name = name, .form = form, .year = ht_year_in(reading->import, form)};
    uint32_t count = ht_strings_count(reading->short_names);
    uint32_t number = ht_import_student(reading->import, &student, where);
    if (number == HT_NONE || ht_strings_add(reading->short_names, id) < count)
        return number;
    HT_GROW(reading->students, reading->student_count, reading->student_capacity);
    reading->students[reading->student_count++] = number;
    return number;
}

static void read_student(struct reading *reading, const struct ht_csv_reader *rows,
                         struct ht_where where)
{
    reading->import->row_count++;
    const char *class_ = ht_csv_reader_cell(rows, STUDENT_CLASS),
               *first = ht_csv_reader_cell(rows, FIRST_NAME);
    char *name = ht_format("%s%s%s", first, *first ? " " : "", ht_csv_reader_cell(rows, LONG_NAME));
    uint32_t count = reading->student_count;
    uint32_t student =
        add_student(reading, ht_csv_reader_cell(rows, SHORT_NAME), name, class_, where);
    free(name);
    if (student != HT_NONE && *class_ && reading->student_count > count)
        ht_links_add(reading->classes, class_, student);
}

static void read_choice(struct reading *reading, const struct ht_csv_reader *rows,
                        struct ht_where where)
{
    const char *id = ht_csv_reader_cell(rows, CHOOSER), *lesson = ht_csv_reader_cell(rows, CHOSEN);
    reading->import->row_count++;
    if (!is_number(lesson, 99999999) || !*id) {
        ht_note(reading->import->notes, HT_NOTE_DROPPED, where,
                "a choice of a lesson without its number or its student", "'%s' '%s'", id, lesson);
        return;
    }
    uint32_t student = add_student(reading, id, "", "", where);
    if (student != HT_NONE)
        ht_links_add(reading->choices, lesson, student);
}

/* ------------------------------------------------------------ lessons */

/* Whether a student has chosen a lesson at that time; remembers it, if asked. */
static bool is_busy(struct reading *reading, uint32_t student, uint32_t slot, bool remember)
{
    char key[32];
    snprintf(key, sizeof key, "%u %u", (unsigned)student, (unsigned)slot);
    if (remember)
        ht_strings_add(reading->busy, key);
    return ht_strings_find(reading->busy, key) != HT_NONE;
}

static void add_lesson_of(struct reading *reading, const struct ht_some *students, bool chosen,
                          uint32_t slot, uint32_t content, struct ht_where where)
{
    for (uint32_t n = 0; n < students->count; n++)
        if (is_busy(reading, students->numbers[n], slot, chosen) == chosen)
            ht_import_lesson(reading->import, students->numbers[n], slot, content, where);
}

static void add_stand_in(struct reading *reading, const char *class_, uint32_t slot,
                         uint32_t content, struct ht_where where)
{
    struct ht_import *import = reading->import;
    const struct ht_import_student student = {
        .id = class_, .name = "", .form = class_, .year = ht_year_in(import, class_)};
    ht_import_lesson(import, ht_import_student(import, &student, where), slot, content, where);
}

/* Whether a lesson that students chose is new: it has a row for each of its classes. */
static bool is_new(struct reading *reading, const struct ht_csv_reader *rows)
{
    char *key = ht_format("%s\n%s\n%s\n%s\n%s", ht_csv_reader_cell(rows, LESSON),
                          ht_csv_reader_cell(rows, DAY), ht_csv_reader_cell(rows, PERIOD),
                          ht_csv_reader_cell(rows, TEACHER), ht_csv_reader_cell(rows, ROOM));
    uint32_t count = ht_strings_count(reading->chosen);
    bool added = ht_strings_add(reading->chosen, key) == count;
    free(key);
    return added;
}

/*
 * Who has a lesson: those who chose it; else, of its class, those who chose no other at that time;
 * else the class itself.
 */
static void add_lesson(struct reading *reading, const struct ht_csv_reader *rows, uint32_t slot,
                       uint32_t content, struct ht_where where)
{
    const char *class_ = ht_csv_reader_cell(rows, CLASS);
    const struct ht_some *chosen = ht_links_of(reading->choices, ht_csv_reader_cell(rows, LESSON));
    const struct ht_some *members = ht_links_of(reading->classes, class_);
    if (chosen->count) {
        if (is_new(reading, rows))
            add_lesson_of(reading, chosen, true, slot, content, where);
    } else if (members->count)
        add_lesson_of(reading, members, false, slot, content, where);
    else if (*class_)
        add_stand_in(reading, class_, slot, content, where);
    else
        ht_note(reading->import->notes, HT_NOTE_DROPPED, where,
                "a lesson without a class and without students", "%s %s",
                ht_csv_reader_cell(rows, SUBJECT), ht_csv_reader_cell(rows, TEACHER));
}

/* Students of several classes who chose a lesson are a class of their own. Use free(). */
static char *class_of(const struct reading *reading, const struct ht_csv_reader *rows)
{
    const char *lesson = ht_csv_reader_cell(rows, LESSON);
    return ht_links_of(reading->choices, lesson)->count
               ? ht_format("%s/%s", ht_csv_reader_cell(rows, SUBJECT), lesson)
               : ht_format("%s", ht_csv_reader_cell(rows, CLASS));
}

static void read_lesson(struct reading *reading, const struct ht_csv_reader *rows,
                        struct ht_where where)
{
    struct ht_import *import = reading->import;
    if (!is_lesson(rows)) {
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                "a lesson without a day from 1 to 7 and a period: it has no place yet", "%s %s",
                ht_csv_reader_cell(rows, SUBJECT), ht_csv_reader_cell(rows, CLASS));
        return;
    }
    uint32_t slot = ht_import_slot(import, "", atoi(ht_csv_reader_cell(rows, DAY)) - 1,
                                   ht_csv_reader_cell(rows, PERIOD), where);
    char *class_ = class_of(reading, rows);
    const struct ht_import_content content = {
        .subject = ht_csv_reader_cell(rows, SUBJECT),
        .class_ = class_,
        .teacher = ht_csv_reader_cell(rows, TEACHER),
        .room = ht_csv_reader_cell(rows, ROOM),
    };
    uint32_t what = slot == HT_NONE ? HT_NONE : ht_import_content(import, &content, where);
    free(class_);
    if (what != HT_NONE)
        add_lesson(reading, rows, slot, what, where);
}

/* Lessons that students chose must be known before those of classes beside them. */
static void read_chosen(struct reading *reading, const struct ht_csv_reader *rows,
                        struct ht_where where)
{
    if (ht_links_of(reading->choices, ht_csv_reader_cell(rows, LESSON))->count)
        read_lesson(reading, rows, where);
}

static void read_others(struct reading *reading, const struct ht_csv_reader *rows,
                        struct ht_where where)
{
    reading->import->row_count++;
    if (!ht_links_of(reading->choices, ht_csv_reader_cell(rows, LESSON))->count)
        read_lesson(reading, rows, where);
}

typedef void read_row(struct reading *reading, const struct ht_csv_reader *rows,
                      struct ht_where where);

static void read_files(struct reading *reading, const struct ht_sources *sources, const char *name,
                       read_row *read)
{
    for (size_t n = 0; n < sources->count; n++) {
        const struct ht_source *source = &sources->files[n];
        bool is_other = is_called(source, "GPU0") && !is_called(source, "GPU001");
        if (name ? !is_called(source, name) : is_other)
            continue;
        struct ht_csv_reader *rows = open_rows(source, reading->import->faults);
        while (rows && ht_csv_reader_next(rows))
            if (ht_csv_reader_has_after(rows, 0))
                read(reading, rows, (struct ht_where){source->path, ht_csv_reader_line(rows)});
        ht_csv_reader_free(rows);
    }
}

static void tell_stand_ins(struct ht_import *import, const struct reading *reading)
{
    size_t count = 0;
    for (size_t n = 0; n < import->student_count; n++)
        count += ht_strings_find(reading->short_names, import->students[n].is.id) == HT_NONE;
    if (!count)
        return;
    import->is_of_classes = true;
    ht_note(import->notes, HT_NOTE_TO_DO, (struct ht_where){0},
            "students: the files do not say who is in a class, so one student stands for each; "
            "name GPU010.TXT and GPU015.TXT too, if there are any",
            "students.csv: %zu classes", count);
}

static void read_sources(struct ht_import *import, const struct ht_sources *sources)
{
    struct reading reading = {
        .import = import,
        .short_names = ht_strings_new(),
        .chosen = ht_strings_new(),
        .busy = ht_strings_new(),
        .classes = ht_links_new(),
        .choices = ht_links_new(),
    };
    read_files(&reading, sources, "GPU010", read_student);
    read_files(&reading, sources, "GPU015", read_choice);
    if (ht_links_count(reading.choices))
        read_files(&reading, sources, NULL, read_chosen);
    read_files(&reading, sources, NULL, read_others);
    tell_stand_ins(import, &reading);
    ht_strings_free(reading.short_names);
    ht_strings_free(reading.chosen);
    ht_strings_free(reading.busy);
    ht_links_free(reading.classes);
    ht_links_free(reading.choices);
    free(reading.students);
}

const struct ht_import_format ht_import_untis = {
    .word = "untis",
    .what = "Untis: GPU001.TXT, with GPU010.TXT and GPU015.TXT where students are in it",
    .recognises = recognises,
    .read = read_sources,
};
