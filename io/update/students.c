/* SPDX-License-Identifier: GPL-3.0-or-later */
/** students.csv: ids that stay what they are, rows brought up to date, rows added. */
#include "io/import/lists.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A row of students.csv, or an id that a new one is to have. */
struct row {
    const char *form; /* the import's text */
    uint32_t next;    /* the row before with the same name, or HT_NONE */
    uint32_t student; /* one more than the number in the import; 0: it is not there */
};

/* Who has a name. */
struct bearers {
    uint32_t last;     /* the last row, or HT_NONE */
    uint32_t imported; /* students of the import that are known by the name only */
};

struct known_students {
    struct ht_list *rows;  /* by their ids; new students' come after those that are there */
    struct ht_list *names; /* struct bearers */
};

static struct bearers *bearers_of(struct known_students *all, const char *name)
{
    struct bearers *is_new = ht_list_add(all->names, name);
    if (is_new)
        is_new->last = HT_NONE;
    return ht_list_find(all->names, name);
}

static void read_rows(struct known_students *all, struct ht_target *target)
{
    struct ht_csv *csv = ht_target_open(target, HT_STUDENTS_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records)) {
        const char *id = records->cells[HT_COL_STUDENT];
        struct row *row = *id ? ht_list_add(all->rows, id) : NULL;
        if (!row)
            continue;
        struct bearers *bearers = bearers_of(all, records->cells[HT_COL_NAME]);
        row->form = ht_import_text(target->import, records->cells[HT_COL_FORM]);
        row->next = bearers->last;
        bearers->last = all->rows->count - 1;
    }
    ht_csv_free(csv);
}

/* ------------------------------------------------------------ ids */

/* The row of a student who is known by the name: of the same form, unless the name is unique. */
static uint32_t find_row(const struct known_students *all, const struct ht_import_student *student,
                         const struct bearers *bearers)
{
    uint32_t number = bearers->last;
    for (bool is_last = true; number != HT_NONE; is_last = false) {
        const struct row *row = ht_list_at(all->rows, number);
        bool is_unique = is_last && row->next == HT_NONE && bearers->imported == 1;
        if (is_unique || !strcmp(row->form, student->form))
            return number;
        number = row->next;
    }
    return HT_NONE;
}

/* The name, with the form where there are several, with a number where that is not enough. */
static const char *new_id(struct ht_import *import, const struct known_students *all,
                          const struct ht_import_student *student, const struct bearers *bearers)
{
    const char *wanted = bearers->imported > 1 && *student->form
                             ? ht_import_made(import, "%s (%s)", student->name, student->form)
                             : student->name;
    const char *id = wanted;
    for (unsigned n = 2; ht_list_number(all->rows, id) != HT_NONE; n++)
        id = ht_import_made(import, "%s %u", wanted, n);
    return ht_import_text(import, id);
}

static void settle_ids(struct ht_import *import, struct known_students *all)
{
    for (size_t n = 0; n < import->student_count; n++)
        if (!*import->students[n].is.id)
            bearers_of(all, import->students[n].is.name)->imported++;
    for (size_t n = 0; n < import->student_count; n++) {
        struct ht_import_known_student *student = &import->students[n];
        if (*student->is.id)
            continue;
        const struct bearers *bearers = bearers_of(all, student->is.name);
        uint32_t row = find_row(all, &student->is, bearers);
        if (row != HT_NONE) {
            student->is.id = ht_import_text(import, ht_list_id(all->rows, row));
            continue;
        }
        student->is.id = new_id(import, all, &student->is, bearers);
        ht_list_add(all->rows, student->is.id);
        if (bearers->imported > 1)
            ht_note(import->notes, HT_NOTE_LOOK,
                    ht_import_where(import, student->file, student->line),
                    "students of the same name, told apart by their form", "%s", student->is.id);
    }
}

/* ------------------------------------------------------------ the file */

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

static void write_rows(struct ht_target *target, const struct known_students *all)
{
    struct ht_import *import = target->import;
    struct ht_csv *csv = ht_target_open(target, HT_STUDENTS_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    struct ht_csv_edit *edit = ht_csv_edit_new(csv, HT_STUDENTS_CSV);
    bool *is_there = HT_NEW(bool, import->student_count), is_encoded = true;
    while (records && ht_record_source_next(records)) {
        const char *id = records->cells[HT_COL_STUDENT];
        const struct row *row = ht_list_find(all->rows, id);
        if (!row || !row->student) {
            ht_note(import->notes, HT_NOTE_LOOK, ht_target_where(HT_STUDENTS_CSV, records->line),
                    "students of students.csv who are not in the import; left as they are, "
                    "without lessons",
                    "%s", id);
            continue;
        }
        struct ht_import_student *student = &import->students[row->student - 1].is;
        is_there[row->student - 1] = true;
        if (!*student->year)
            student->year = ht_import_text(import, records->cells[HT_COL_YEAR]);
        is_encoded &= change_row(edit, records, student);
    }
    for (size_t n = 0; n < import->student_count; n++)
        if (!is_there[n])
            is_encoded &= add_row(edit, &import->students[n].is);
    free(is_there);
    ht_target_end(target, HT_STUDENTS_CSV, edit, is_encoded);
    ht_csv_free(csv);
}

void ht_import_students(struct ht_target *target)
{
    struct ht_import *import = target->import;
    struct known_students all = {HT_LIST(import, struct row), HT_LIST(import, struct bearers)};
    read_rows(&all, target);
    settle_ids(import, &all);
    for (uint32_t n = 0; n < import->student_count; n++) {
        struct row *row = ht_list_get(all.rows, import->students[n].is.id);
        row->student = n + 1;
    }
    write_rows(target, &all);
    for (size_t n = 0; n < import->student_count; n++) {
        const struct ht_import_known_student *student = &import->students[n];
        if (!*student->is.year)
            ht_note(
                import->notes, HT_NOTE_TO_DO, ht_import_where(import, student->file, student->line),
                "the year of students: neither said nor part of the form", "%s", student->is.id);
    }
}
