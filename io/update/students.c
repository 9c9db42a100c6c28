/* SPDX-License-Identifier: GPL-3.0-or-later */
/** students.csv: ids that stay what they are, rows brought up to date, rows added. */
#include "io/base/cells.h"
#include "io/base/person.h"
#include "io/gather/lists.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A row of students.csv, or an id that a new one is to have. */
struct row {
    const char *form;      /* the import's text; likewise the next two */
    const char *ids, *upn; /* that exports have for the student: a list, and one */
    uint32_t next;         /* the row before with the same name, or HT_NONE */
    uint32_t student;      /* one more than the number in the import; 0: it is not there */
    bool is_named;         /* the id is made of the name: there was no other */
};

/* Who has a name. */
struct bearers {
    uint32_t last;       /* the last row, or HT_NONE */
    uint32_t imported;   /* students of the import that are known by the name only */
    uint32_t identified; /* those that are known by an id */
};

struct known_students {
    struct ht_list *rows;    /* by their ids; new students' come after those that are there */
    struct ht_list *names;   /* struct bearers, by the name as it is shown */
    uint32_t row_count;      /* rows that are there */
    struct ht_list *exports; /* uint32_t: numbers of rows, by the ids that exports have */
};

/* A name's bearers, however the name is written: "Khan, Ann" or "Ann Khan". */
static struct bearers *bearers_of(struct known_students *all, const char *name)
{
    char *shown = ht_person_shown(name);
    struct bearers *is_new = ht_list_add(all->names, shown);
    if (is_new)
        is_new->last = HT_NONE;
    struct bearers *bearers = ht_list_find(all->names, shown);
    free(shown);
    return bearers;
}

/* Whether an id is the name, in whatever form, with what new_id() adds where there are more. */
static bool is_of_name(const char *id, const char *shown)
{
    char *copy = ht_format("%s", id), *last = strrchr(copy, ' ');
    bool has_more = last && (last[1] == '(' || (last[1] >= '0' && last[1] <= '9'));
    char *whole = ht_person_shown(copy);
    if (has_more)
        *last = 0;
    char *without = ht_person_shown(copy);
    bool is = *shown && (!strcmp(whole, shown) || !strcmp(without, shown));
    free(without);
    free(whole);
    free(copy);
    return is;
}

static void add_export_id(struct known_students *all, const char *id, uint32_t number)
{
    uint32_t *is_new = *id ? ht_list_add(all->exports, id) : NULL;
    if (is_new)
        *is_new = number;
}

/* What ids are found by that lack zeros at their start; no id looks like that. Use free(). */
static char *bare_key(const char *id)
{
    return ht_format("\n%s", ht_import_bare_id(id));
}

static void add_bare_id(struct known_students *all, const char *id, uint32_t number)
{
    char *key = bare_key(id);
    add_export_id(all, key, number);
    free(key);
}

/* Enters a row that is the last one under a name. */
static void enter_row(struct known_students *all, const char *name, struct row *row)
{
    struct bearers *bearers = bearers_of(all, name);
    uint32_t number = all->rows->count - 1;
    row->next = bearers->last;
    bearers->last = number;
    char *copy = ht_format("%s", row->ids), *list = copy, *part;
    while ((part = ht_cell_part(&list))) {
        add_export_id(all, part, number);
        add_bare_id(all, part, number);
    }
    free(copy);
    add_export_id(all, row->upn, number);
    add_bare_id(all, ht_list_id(all->rows, number), number);
}

static void read_rows(struct known_students *all, struct ht_target *target)
{
    struct ht_import *import = target->import;
    struct ht_csv *csv = ht_target_open(target, HT_STUDENTS_CSV);
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records)) {
        const char *const *cells = records->cells;
        struct row *row =
            *cells[HT_COL_STUDENT] ? ht_list_add(all->rows, cells[HT_COL_STUDENT]) : NULL;
        if (!row)
            continue;
        struct ht_person person =
            ht_person_new(cells[HT_COL_NAME], cells[HT_COL_SURNAME], cells[HT_COL_FORENAME]);
        /* An id without a name may be one. */
        const char *name = *person.shown ? person.shown : cells[HT_COL_STUDENT];
        *row = (struct row){
            .form = ht_import_text(import, cells[HT_COL_FORM]),
            .ids = ht_import_text(import, cells[HT_COL_IDS]),
            .upn = ht_import_text(import, cells[HT_COL_UPN]),
            .is_named = is_of_name(cells[HT_COL_STUDENT], name),
        };
        enter_row(all, name, row);
        ht_person_free(&person);
    }
    all->row_count = all->rows->count;
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

/* The row of a student whom the export has an id for: of that id, or that has kept it. */
static uint32_t find_identified(const struct known_students *all,
                                const struct ht_import_student *student)
{
    uint32_t row = ht_list_number(all->rows, student->id);
    const char *const ids[] = {student->id, student->upn};
    for (size_t n = 0; row == HT_NONE && n < sizeof ids / sizeof *ids; n++) {
        const uint32_t *kept = ht_list_find(all->exports, ids[n]);
        row = kept ? *kept : HT_NONE;
    }
    return row;
}

/* The row of the same id but for zeros at its start, which spreadsheets take off. */
static uint32_t find_bare(const struct known_students *all, const struct ht_import_student *student)
{
    char *key = bare_key(student->id);
    const uint32_t *kept = ht_list_find(all->exports, key);
    uint32_t row = kept ? *kept : HT_NONE;
    free(key);
    return row != HT_NONE && !((struct row *)ht_list_at(all->rows, row))->student ? row : HT_NONE;
}

/* The row of the same name that had no better id so far: of the same form, unless both the name
   in the file and that in the import are unique. */
static uint32_t find_named(const struct known_students *all,
                           const struct ht_import_student *student, const struct bearers *bearers)
{
    bool is_unique = bearers->identified == 1 && bearers->last != HT_NONE &&
                     ((struct row *)ht_list_at(all->rows, bearers->last))->next == HT_NONE;
    for (uint32_t number = bearers->last; number != HT_NONE;) {
        const struct row *row = ht_list_at(all->rows, number);
        bool may_be = row->is_named && !row->student && !*row->ids &&
                      (!*row->upn || !strcmp(row->upn, student->upn));
        if (may_be && (is_unique || !strcmp(row->form, student->form)))
            return number;
        number = row->next;
    }
    return HT_NONE;
}

/* Notes that somebody of the same name and form goes by another id, and may be the same. */
static void note_namesake(struct ht_import *import, const struct known_students *all,
                          const struct ht_import_known_student *student,
                          const struct bearers *bearers)
{
    for (uint32_t number = bearers->last; number != HT_NONE;) {
        const struct row *row = ht_list_at(all->rows, number);
        if (*student->is.name && !row->student && !strcmp(row->form, student->is.form)) {
            ht_note(import->notes, HT_NOTE_LOOK,
                    ht_import_where(import, student->file, student->line),
                    "students of the same name and form as one of students.csv, but of another id; "
                    "kept apart: if they are the same, write the id into its column ids",
                    "%s, '%s', besides %s", student->is.id, student->is.name,
                    ht_list_id(all->rows, number));
            return;
        }
        number = row->next;
    }
}

static void settle_identified(struct ht_import *import, struct known_students *all, uint32_t n)
{
    struct ht_import_known_student *student = &import->students[n];
    uint32_t row = find_identified(all, &student->is);
    struct bearers *bearers = bearers_of(all, student->is.name);
    if (row != HT_NONE && ((struct row *)ht_list_at(all->rows, row))->student) {
        ht_note(import->notes, HT_NOTE_LOOK, ht_import_where(import, student->file, student->line),
                "two students of the import whom students.csv has as one; correct its ids or upn",
                "%s and %s", student->is.id, ht_list_id(all->rows, row));
        row = HT_NONE;
    }
    if (row == HT_NONE && (row = find_bare(all, &student->is)) != HT_NONE)
        ht_note(import->notes, HT_NOTE_TAKEN, ht_import_where(import, student->file, student->line),
                "ids that differ from those in students.csv by zeros at the start only; taken for "
                "the same",
                "%s is %s", student->is.id, ht_list_id(all->rows, row));
    if (row == HT_NONE && (row = find_named(all, &student->is, bearers)) != HT_NONE)
        ht_note(import->notes, HT_NOTE_TAKEN, ht_import_where(import, student->file, student->line),
                "students who were known by their names, found again by name now that there are "
                "ids; the id in the folder stays",
                "%s is '%s'", student->is.id, ht_list_id(all->rows, row));
    if (row == HT_NONE) {
        note_namesake(import, all, student, bearers);
        struct row *is_new = ht_list_add(all->rows, student->is.id);
        /* The id may be that of a row which another student of the import has by now. */
        if (!is_new)
            return;
        *is_new = (struct row){.form = student->is.form, .ids = "", .upn = student->is.upn};
        row = all->rows->count - 1;
        enter_row(all, student->is.name, is_new);
    }
    ((struct row *)ht_list_at(all->rows, row))->student = n + 1;
    student->is.id = ht_import_text(import, ht_list_id(all->rows, row));
}

static void settle_named(struct ht_import *import, struct known_students *all, uint32_t n)
{
    struct ht_import_known_student *student = &import->students[n];
    const struct bearers *bearers = bearers_of(all, student->is.name);
    uint32_t row = find_row(all, &student->is, bearers);
    if (row != HT_NONE) {
        student->is.id = ht_import_text(import, ht_list_id(all->rows, row));
        return;
    }
    student->is.id = new_id(import, all, &student->is, bearers);
    struct row *is_new = ht_list_add(all->rows, student->is.id);
    *is_new = (struct row){.form = "", .ids = "", .upn = "", .next = HT_NONE};
    if (bearers->imported > 1)
        ht_note(import->notes, HT_NOTE_LOOK, ht_import_where(import, student->file, student->line),
                "students of the same name, told apart by their form", "%s", student->is.id);
}

static void settle_ids(struct ht_import *import, struct known_students *all)
{
    bool *is_named = HT_NEW(bool, import->student_count);
    for (uint32_t n = 0; n < import->student_count; n++) {
        struct bearers *bearers = bearers_of(all, import->students[n].is.name);
        is_named[n] = !*import->students[n].is.id;
        bearers->imported += is_named[n];
        bearers->identified += !is_named[n];
    }
    for (uint32_t n = 0; n < import->student_count; n++)
        if (!is_named[n])
            settle_identified(import, all, n);
    for (uint32_t n = 0; n < import->student_count; n++)
        if (is_named[n])
            settle_named(import, all, n);
    free(is_named);
}

/* ------------------------------------------------------------ the file */

/* Whether the file has both parts of names. */
static bool has_both(const struct ht_record_source *records)
{
    return records->has[HT_COL_SURNAME] && records->has[HT_COL_FORENAME];
}

/* What an import says of a student, cell by cell; the id of the export where it is another than
   the folder's. */
struct said {
    const char *cells[HT_COLUMN_COUNT];
    struct ht_person person;
};

static struct said said_of(const struct ht_import_student *student, const char *export_id)
{
    struct said said = {.person = ht_person_new(student->name, "", "")};
    said.cells[HT_COL_STUDENT] = student->id;
    said.cells[HT_COL_NAME] = student->name;
    said.cells[HT_COL_SURNAME] = said.person.surname;
    said.cells[HT_COL_FORENAME] = said.person.forename;
    said.cells[HT_COL_FORM] = student->form;
    said.cells[HT_COL_YEAR] = student->year;
    said.cells[HT_COL_UPN] = student->upn;
    said.cells[HT_COL_IDS] =
        strcmp(export_id, student->id) != 0 && strcmp(export_id, student->upn) != 0 ? export_id
                                                                                    : "";
    said.cells[HT_COL_FLAGS] = student->flags;
    return said;
}

/* A file that has both parts of the name keeps it in them alone, where they are known. */
static void settle_name(struct said *said, bool has_parts)
{
    if (has_parts && *said->person.surname)
        said->cells[HT_COL_NAME] = "";
    else
        said->cells[HT_COL_SURNAME] = said->cells[HT_COL_FORENAME] = "";
}

static bool is_shown_as(const struct ht_record_source *records, const char *name)
{
    struct ht_person person =
        ht_person_new(records->cells[HT_COL_NAME], records->cells[HT_COL_SURNAME],
                      records->cells[HT_COL_FORENAME]);
    bool is = !strcmp(person.shown, name);
    ht_person_free(&person);
    return is;
}

/* Flags are only added: a school may have them from elsewhere. */
static void note_lost_flags(struct ht_import *import, const struct ht_record_source *records,
                            const struct ht_import_student *student)
{
    char *told = ht_format(";%s;", student->told_flags), *now = ht_format(";%s;", student->flags);
    char *copy = ht_format("%s", records->cells[HT_COL_FLAGS]), *list = copy, *part;
    while ((part = ht_cell_part(&list))) {
        char *flag = ht_format(";%s;", part);
        if (strstr(told, flag) && !strstr(now, flag))
            ht_note(import->notes, HT_NOTE_LOOK, ht_target_where(HT_STUDENTS_CSV, records->line),
                    "flags that the export does not have any more; left as they are: take them "
                    "out of students.csv if that is right",
                    "%s: %s", student->id, part);
        free(flag);
    }
    free(copy);
    free(now);
    free(told);
}

/* Brings a row up to date; what the import does not say stays, and of lists what is there. */
static bool change_row(struct ht_import *import, struct ht_csv_edit *edit,
                       const struct ht_record_source *records, const bool *wanted,
                       const struct ht_import_student *student, const char *export_id)
{
    static const enum ht_column growing[] = {HT_COL_IDS, HT_COL_FLAGS};
    const char *cells[HT_COLUMN_COUNT] = {NULL};
    struct said said = said_of(student, export_id);
    bool has_parts = has_both(records);
    if (*student->told_flags && *records->cells[HT_COL_FLAGS])
        note_lost_flags(import, records, student);
    settle_name(&said, has_parts);
    if (has_parts && !*said.person.surname && is_shown_as(records, said.person.shown))
        said.cells[HT_COL_NAME] = "";
    else if (has_parts && !*said.person.surname && *said.person.shown)
        cells[HT_COL_SURNAME] = cells[HT_COL_FORENAME] = "";
    for (size_t n = 0; n < sizeof growing / sizeof *growing; n++)
        said.cells[growing[n]] =
            ht_import_join_lists(import, records->cells[growing[n]], said.cells[growing[n]]);
    for (enum ht_column column = 0; column < HT_COLUMN_COUNT; column++)
        if ((records->has[column] || wanted[column]) && said.cells[column] && *said.cells[column] &&
            strcmp(said.cells[column], records->cells[column]) != 0)
            cells[column] = said.cells[column];
    bool is_encoded = ht_csv_edit_change(edit, cells);
    ht_person_free(&said.person);
    return is_encoded;
}

static bool add_row(struct ht_csv_edit *edit, bool has_parts,
                    const struct ht_import_student *student, const char *export_id)
{
    struct said said = said_of(student, export_id);
    settle_name(&said, has_parts);
    bool is_encoded = ht_csv_edit_add(edit, said.cells);
    ht_person_free(&said.person);
    return is_encoded;
}

/* The columns that students.csv needs for what was imported: of a new file, all of it, the name in
   its parts where they are known; of one that is there, what is added to it. */
static void choose_columns(bool wanted[HT_COLUMN_COUNT], const struct ht_import *import,
                           const struct known_students *all, const char *const *export_ids,
                           const struct ht_record_source *records)
{
    bool has_whole = false, has_parts = false;
    for (size_t n = 0; n < import->student_count; n++) {
        struct said said = said_of(&import->students[n].is, export_ids[n]);
        wanted[HT_COL_UPN] |= *said.cells[HT_COL_UPN] != 0;
        wanted[HT_COL_IDS] |= *said.cells[HT_COL_IDS] != 0;
        wanted[HT_COL_FLAGS] |= *said.cells[HT_COL_FLAGS] != 0;
        bool is_whole = !*said.person.surname && *said.cells[HT_COL_NAME];
        bool is_new = ht_list_number(all->rows, said.cells[HT_COL_STUDENT]) >= all->row_count;
        has_parts |= *said.person.surname != 0;
        has_whole |= is_whole;
        /* Parts of names alone could not hold it. */
        wanted[HT_COL_NAME] |= is_whole && is_new && records && has_both(records);
        ht_person_free(&said.person);
    }
    if (records)
        return;
    wanted[HT_COL_STUDENT] = wanted[HT_COL_FORM] = wanted[HT_COL_YEAR] = true;
    wanted[HT_COL_FLAGS] = true;
    wanted[HT_COL_SURNAME] = wanted[HT_COL_FORENAME] = has_parts;
    wanted[HT_COL_NAME] = has_whole || !has_parts;
}

static void write_rows(struct ht_target *target, const struct known_students *all,
                       const char *const *export_ids)
{
    struct ht_import *import = target->import;
    struct ht_csv *csv = ht_target_open(target, HT_STUDENTS_CSV);
    bool wanted[HT_COLUMN_COUNT] = {false};
    struct ht_record_source *records = ht_csv_records(csv);
    choose_columns(wanted, import, all, export_ids, records);
    struct ht_csv_edit *edit = ht_csv_edit_new(csv, HT_STUDENTS_CSV, wanted);
    bool *is_there = HT_NEW(bool, import->student_count), is_encoded = true;
    bool has_parts = records ? has_both(records) : wanted[HT_COL_SURNAME];
    while (records && ht_record_source_next(records)) {
        const char *id = records->cells[HT_COL_STUDENT];
        const struct row *row = ht_list_find(all->rows, id);
        if (!row || !row->student) {
            ht_note(import->notes, HT_NOTE_LOOK, ht_target_where(HT_STUDENTS_CSV, records->line),
                    "students of students.csv who are not in the import; left as they are, "
                    "without lessons",
                    "%s", id);
            is_encoded &= ht_csv_edit_change(edit, (const char *[HT_COLUMN_COUNT]){NULL});
            continue;
        }
        struct ht_import_student *student = &import->students[row->student - 1].is;
        is_there[row->student - 1] = true;
        if (!*student->year)
            student->year = ht_import_text(import, records->cells[HT_COL_YEAR]);
        is_encoded &=
            change_row(import, edit, records, wanted, student, export_ids[row->student - 1]);
    }
    for (size_t n = 0; n < import->student_count; n++)
        if (!is_there[n])
            is_encoded &= add_row(edit, has_parts, &import->students[n].is, export_ids[n]);
    free(is_there);
    ht_target_end(target, HT_STUDENTS_CSV, edit, is_encoded);
    ht_csv_free(csv);
}

void ht_import_students(struct ht_target *target)
{
    struct ht_import *import = target->import;
    struct known_students all = {.rows = HT_LIST(import, struct row),
                                 .names = HT_LIST(import, struct bearers),
                                 .exports = HT_LIST(import, uint32_t)};
    const char **export_ids = HT_NEW(const char *, import->student_count);
    for (uint32_t n = 0; n < import->student_count; n++)
        export_ids[n] = import->students[n].is.id;
    read_rows(&all, target);
    settle_ids(import, &all);
    for (uint32_t n = 0; n < import->student_count; n++) {
        struct row *row = ht_list_get(all.rows, import->students[n].is.id);
        row->student = n + 1;
        if (!*export_ids[n])
            export_ids[n] = import->students[n].is.id;
    }
    write_rows(target, &all, export_ids);
    free(export_ids);
    for (size_t n = 0; n < import->student_count; n++) {
        const struct ht_import_known_student *student = &import->students[n];
        if (!*student->is.year)
            ht_note(
                import->notes, HT_NOTE_TO_DO, ht_import_where(import, student->file, student->line),
                "the year of students: neither said nor part of the form", "%s", student->is.id);
    }
}
