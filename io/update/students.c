/* SPDX-License-Identifier: GPL-3.0-or-later */
/** students.csv: ids that stay what they are, rows brought up to date, rows added. */
#include "io/update/target.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A row of students.csv. */
struct row {
    const char *id, *name, *form; /* the import's texts */
    uint32_t next;                /* the row before with the same name, or HT_NONE */
};

/* The rows that are there, and students by name. */
struct known_students {
    struct ht_strings *ids; /* numbers are places in rows; new students' ids come after */
    struct row *rows;
    uint32_t count, capacity;
    struct ht_strings *names;
    uint32_t *last_of;  /* by number of names: the last row, or HT_NONE */
    uint32_t *imported; /* likewise: students of the import that are known by the name only */
    uint32_t name_count, name_capacity;
};

static uint32_t name_number(struct known_students *all, const char *name)
{
    uint32_t number = ht_strings_add(all->names, name);
    if (number == all->name_count) {
        if (all->name_count == all->name_capacity) {
            all->name_capacity = all->name_capacity ? 2 * all->name_capacity : 64;
            all->last_of = ht_resize(all->last_of, all->name_capacity, sizeof *all->last_of);
            all->imported = ht_resize(all->imported, all->name_capacity, sizeof *all->imported);
        }
        all->last_of[number] = HT_NONE;
        all->imported[number] = 0;
        all->name_count++;
    }
    return number;
}

static void read_rows(struct known_students *all, struct ht_target *target)
{
    struct ht_csv *csv = ht_target_open(target, HT_STUDENTS_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records)) {
        const char *id = records->cells[HT_COL_STUDENT];
        if (!*id || ht_strings_find(all->ids, id) != HT_NONE)
            continue;
        uint32_t name = name_number(all, records->cells[HT_COL_NAME]);
        HT_GROW(all->rows, all->count, all->capacity);
        all->rows[all->count] = (struct row){
            .id = ht_import_text(target->import, id),
            .name = ht_import_text(target->import, records->cells[HT_COL_NAME]),
            .form = ht_import_text(target->import, records->cells[HT_COL_FORM]),
            .next = all->last_of[name],
        };
        ht_strings_add(all->ids, id);
        all->last_of[name] = all->count++;
    }
    ht_csv_free(csv);
}

/* ------------------------------------------------------------ ids */

/* The row of a student who is known by the name: of the same form, unless the name is unique. */
static uint32_t find_row(const struct known_students *all, const struct ht_import_student *student,
                         uint32_t name)
{
    uint32_t row = all->last_of[name];
    if (row != HT_NONE && all->rows[row].next == HT_NONE && all->imported[name] == 1)
        return row;
    while (row != HT_NONE && strcmp(all->rows[row].form, student->form) != 0)
        row = all->rows[row].next;
    return row;
}

/* The name, with the form where there are several, with a number where that is not enough. */
static const char *new_id(struct ht_import *import, const struct known_students *all,
                          const struct ht_import_student *student, uint32_t name)
{
    char *id = all->imported[name] > 1 && *student->form
                   ? ht_format("%s (%s)", student->name, student->form)
                   : ht_format("%s", student->name);
    char *wanted = ht_copy_text(id, strlen(id));
    for (unsigned n = 2; ht_strings_find(all->ids, id) != HT_NONE; n++) {
        free(id);
        id = ht_format("%s %u", wanted, n);
    }
    const char *text = ht_import_text(import, id);
    free(wanted);
    free(id);
    return text;
}

static void settle_id(struct ht_import *import, struct known_students *all,
                      struct ht_import_known_student *student)
{
    if (*student->is.id)
        return;
    uint32_t name = name_number(all, student->is.name);
    uint32_t row = find_row(all, &student->is, name);
    if (row != HT_NONE) {
        student->is.id = all->rows[row].id;
        return;
    }
    student->is.id = new_id(import, all, &student->is, name);
    ht_strings_add(all->ids, student->is.id);
    if (all->imported[name] > 1)
        ht_note(import->notes, HT_NOTE_LOOK, ht_import_where(import, student->file, student->line),
                "students of the same name, told apart by their form", "%s", student->is.id);
}

static void settle_ids(struct ht_import *import, struct known_students *all)
{
    for (size_t n = 0; n < import->student_count; n++)
        if (!*import->students[n].is.id) {
            uint32_t name = name_number(all, import->students[n].is.name);
            all->imported[name]++;
        }
    for (size_t n = 0; n < import->student_count; n++)
        settle_id(import, all, &import->students[n]);
}

/* ------------------------------------------------------------ the file */

/* By place in the register's ids: the student's number in the import, or HT_NONE. Use free(). */
static uint32_t *students_by_id(const struct ht_import *import, struct known_students *all)
{
    for (size_t n = 0; n < import->student_count; n++)
        ht_strings_add(all->ids, import->students[n].is.id);
    uint32_t count = ht_strings_count(all->ids);
    uint32_t *students = HT_NEW(uint32_t, count);
    for (uint32_t n = 0; n < count; n++)
        students[n] = HT_NONE;
    for (size_t n = 0; n < import->student_count; n++)
        students[ht_strings_find(all->ids, import->students[n].is.id)] = (uint32_t)n;
    return students;
}

static bool differs(const struct ht_record_source *records, enum ht_column column, const char *text)
{
    return *text && records->has[column] && strcmp(records->cells[column], text) != 0;
}

/* Brings a row up to date; what the import does not say, and flags above all, stays. */
static bool change_row(struct ht_csv_edit *edit, const struct ht_record_source *records,
                       const struct ht_import_student *student)
{
    const struct {
        enum ht_column column;
        const char *text;
    } said[] = {
        {HT_COL_NAME, student->name}, {HT_COL_FORM, student->form}, {HT_COL_YEAR, student->year}};
    const char *cells[HT_COLUMN_COUNT] = {NULL};
    bool changed = false;
    for (size_t n = 0; n < sizeof said / sizeof *said; n++)
        if (differs(records, said[n].column, said[n].text)) {
            cells[said[n].column] = said[n].text;
            changed = true;
        }
    return !changed || ht_csv_edit_change(edit, cells);
}

static bool add_row(struct ht_csv_edit *edit, const struct ht_import_student *student)
{
    const char *cells[HT_COLUMN_COUNT] = {
        [HT_COL_STUDENT] = student->id,
        [HT_COL_NAME] = student->name,
        [HT_COL_FORM] = student->form,
        [HT_COL_YEAR] = student->year,
    };
    return ht_csv_edit_add(edit, cells);
}

static void note_gone(struct ht_import *import, const struct ht_record_source *records)
{
    ht_note(import->notes, HT_NOTE_LOOK,
            (struct ht_where){ht_file_columns(HT_STUDENTS_CSV)->name, records->line},
            "students of students.csv who are not in the import; left as they are, without lessons",
            "%s", records->cells[HT_COL_STUDENT]);
}

static void write_rows(struct ht_target *target, struct known_students *all,
                       const uint32_t *students)
{
    struct ht_import *import = target->import;
    struct ht_csv *csv = ht_target_open(target, HT_STUDENTS_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    struct ht_csv_edit *edit = ht_csv_edit_new(csv, HT_STUDENTS_CSV);
    bool *is_there = HT_NEW(bool, import->student_count), is_encoded = true;
    while (records && ht_record_source_next(records)) {
        uint32_t number = ht_strings_find(all->ids, records->cells[HT_COL_STUDENT]);
        uint32_t student = number == HT_NONE ? HT_NONE : students[number];
        if (student == HT_NONE) {
            note_gone(import, records);
            continue;
        }
        is_there[student] = true;
        if (!*import->students[student].is.year)
            import->students[student].is.year = ht_import_text(import, records->cells[HT_COL_YEAR]);
        is_encoded &= change_row(edit, records, &import->students[student].is);
    }
    for (size_t n = 0; n < import->student_count; n++)
        if (!is_there[n])
            is_encoded &= add_row(edit, &import->students[n].is);
    free(is_there);
    ht_target_end(target, HT_STUDENTS_CSV, edit, is_encoded);
    ht_csv_free(csv);
}

static void note_no_year(struct ht_import *import)
{
    for (size_t n = 0; n < import->student_count; n++) {
        const struct ht_import_known_student *student = &import->students[n];
        if (!*student->is.year)
            ht_note(
                import->notes, HT_NOTE_TO_DO, ht_import_where(import, student->file, student->line),
                "the year of students: neither said nor part of the form", "%s", student->is.id);
    }
}

void ht_import_students(struct ht_target *target)
{
    struct known_students all = {.ids = ht_strings_new(), .names = ht_strings_new()};
    read_rows(&all, target);
    settle_ids(target->import, &all);
    uint32_t *students = students_by_id(target->import, &all);
    write_rows(target, &all, students);
    note_no_year(target->import);
    free(students);
    free(all.rows);
    free(all.last_of);
    free(all.imported);
    ht_strings_free(all.ids);
    ht_strings_free(all.names);
}
