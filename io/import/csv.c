/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Any table with a row a lesson: its headings are a school's own, or named by --map. */
#include "io/base/cells.h"
#include "io/import/formats.h"
#include "io/import/lists.h"
#include "io/import/student_cells.h"
#include "io/import/table.h"
#include "io/import/times.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What a table may say; a school's own files call it so, too. */
static const enum ht_column columns[] = {
    HT_COL_STUDENT, HT_COL_NAME, HT_COL_FORM,    HT_COL_YEAR,  HT_COL_WEEK,    HT_COL_DAY,
    HT_COL_PERIOD,  HT_COL_SLOT, HT_COL_SUBJECT, HT_COL_CLASS, HT_COL_TEACHER, HT_COL_ROOM,
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns, MOST_MAPPED = 64, MOST_OF_STUDENTS = 64 };

/* The headings that are known: those of --map, which name some, before a school's own. */
struct words {
    struct ht_heading headings[MOST_MAPPED + COLUMN_COUNT + MOST_OF_STUDENTS];
    size_t count, mapped; /* the mapped ones come first */
    bool is_seen[MOST_MAPPED];
    char *map; /* owned: what mapped headings point into */
};

static bool find_column(const char *name, int *column)
{
    for (size_t n = 0; n < COLUMN_COUNT; n++)
        if (ht_cell_same_word(name, ht_column_name(columns[n]))) {
            *column = columns[n];
            return true;
        }
    for (size_t n = 0; n < ht_student_column_count; n++)
        if (ht_cell_same_word(name, ht_column_name(ht_student_columns[n]))) {
            *column = ht_student_columns[n];
            return true;
        }
    return false;
}

static void fault_map(struct ht_diagnostics *faults, const char *part)
{
    char *list = ht_copy_text("", 0);
    for (size_t n = 0; n < COLUMN_COUNT; n++)
        list = ht_list_join(list, ", ", ht_column_name(columns[n]));
    ht_fault(faults, HT_FAULT, "--map", 1,
             "'%s' is not HEADING=COLUMN, where COLUMN is one of %s; write it like "
             "\"Pupil=student,When=slot\"",
             part, list);
    free(list);
}

/* Headings may hold '=': the last one counts. */
static void add_mapped(struct words *words, char *part, struct ht_diagnostics *faults)
{
    char *sign = strrchr(part, '=');
    struct ht_heading heading = {0};
    if (sign)
        *sign = 0;
    if (sign && words->count < MOST_MAPPED &&
        find_column(ht_cell_trim(sign + 1), &heading.column)) {
        heading.text = ht_cell_trim(part);
        words->headings[words->count++] = heading;
        return;
    }
    if (sign)
        *sign = '=';
    fault_map(faults, part);
}

static bool is_mapped(const struct words *words, int column)
{
    for (size_t n = 0; n < words->mapped; n++)
        if (words->headings[n].column == column)
            return true;
    return false;
}

static void find_words(struct words *words, const char *map, struct ht_diagnostics *faults)
{
    words->map = map ? ht_copy_text(map, strlen(map)) : NULL;
    char *rest = words->map, *part;
    while (rest && (part = strsep(&rest, ",")))
        if (*part)
            add_mapped(words, part, faults);
    words->mapped = words->count;
    for (size_t n = 0; n < COLUMN_COUNT; n++)
        if (!is_mapped(words, columns[n]))
            words->headings[words->count++] =
                (struct ht_heading){ht_column_name(columns[n]), columns[n]};
    for (size_t n = 0; n < ht_student_heading_count; n++)
        if (!is_mapped(words, ht_student_headings[n].column))
            words->headings[words->count++] = ht_student_headings[n];
}

static bool has_lessons(const struct ht_table *table)
{
    bool has_slot = ht_table_has(table, HT_COL_SLOT) ||
                    (ht_table_has(table, HT_COL_DAY) && ht_table_has(table, HT_COL_PERIOD));
    return has_slot && ht_table_has(table, HT_COL_SUBJECT);
}

static bool has_students(const struct ht_table *table)
{
    return ht_table_has(table, HT_COL_STUDENT) || ht_table_has(table, HT_COL_NAME) ||
           ht_table_has(table, HT_COL_UPN);
}

/* A table of students alone goes with the lessons of others, or with those that are there. */
static bool is_of_students(const struct ht_table *table)
{
    return has_students(table) &&
           (ht_table_has(table, HT_COL_FORM) || ht_table_has(table, HT_COL_YEAR));
}

static bool is_known(struct ht_table *table)
{
    return (has_students(table) && has_lessons(table)) || is_of_students(table);
}

static bool recognises(const struct ht_source *source)
{
    struct words words = {0};
    find_words(&words, NULL, NULL);
    return ht_table_is(source, &(struct ht_headings){words.headings, words.count, false}, is_known);
}

static uint32_t read_student(struct ht_import *import, const struct ht_table *table)
{
    const char *year = ht_table_cell(table, HT_COL_YEAR), *number = ht_year_in(import, year);
    struct ht_import_student student = {
        .id = ht_table_cell(table, HT_COL_STUDENT),
        .name = ht_table_cell(table, HT_COL_NAME),
        .form = ht_table_cell(table, HT_COL_FORM),
        .year = *number ? number : year,
    };
    ht_student_cells(import, table, &student);
    return ht_import_student(import, &student, ht_table_where(table));
}

/* What is left out for one reason is not told once more for another. */
static void read_lesson(struct ht_import *import, const struct ht_table *table, uint32_t who)
{
    struct ht_where where = ht_table_where(table);
    const struct ht_import_content content = {
        .subject = ht_table_cell(table, HT_COL_SUBJECT),
        .class_ = ht_table_cell(table, HT_COL_CLASS),
        .teacher = ht_table_cell(table, HT_COL_TEACHER),
        .room = ht_table_cell(table, HT_COL_ROOM),
    };
    uint32_t when = who == HT_NONE ? HT_NONE : ht_table_slot(table, import);
    uint32_t what = when == HT_NONE ? HT_NONE : ht_import_content(import, &content, where);
    ht_import_lesson(import, who, when, what, where);
}

static void read_table(struct ht_import *import, struct ht_table *table)
{
    if (!has_students(table)) {
        ht_fault(import->faults, HT_FAULT, table->source->path, 1,
                 "no heading means the student; say which one does: --map \"HEADING=student\"");
        return;
    }
    bool lessons = has_lessons(table);
    if (!lessons && !is_of_students(table)) {
        ht_fault(import->faults, HT_FAULT, table->source->path, 1,
                 "no headings mean the subject and the slot (or day and period); say which ones "
                 "do: --map \"HEADING=subject,HEADING=slot\"");
        return;
    }
    for (; ht_table_next(table); import->row_count++) {
        uint32_t who = read_student(import, table);
        if (lessons)
            read_lesson(import, table, who);
    }
}

/* A mapped heading that is in no file is a slip of the pen. */
static void fault_unseen(const struct words *words, struct ht_diagnostics *faults)
{
    for (size_t n = 0; n < words->mapped; n++)
        if (!words->is_seen[n])
            ht_fault(faults, HT_FAULT, "--map", 1,
                     "no file has the heading '%s'; write it as it stands in the first line",
                     words->headings[n].text);
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    struct words words = {0};
    find_words(&words, import->wishes.map, import->faults);
    const struct ht_headings headings = {words.headings, words.count, false};
    for (size_t n = 0; n < sources->count; n++) {
        struct ht_table table;
        if (ht_table_open(&table, &sources->files[n], &headings, import->faults)) {
            for (size_t m = 0; m < words.mapped; m++)
                words.is_seen[m] |= ht_table_has(&table, words.headings[m].column);
            read_table(import, &table);
        }
        ht_table_close(&table);
    }
    fault_unseen(&words, import->faults);
    free(words.map);
}

const struct ht_import_format ht_import_csv = {
    .word = "csv",
    .what = "any table with a row a lesson, its columns named by --map",
    .recognises = recognises,
    .read = read_files,
};
