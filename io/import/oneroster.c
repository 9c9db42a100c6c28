/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * OneRoster 1.1 and 1.2 as CSV: who there is and who is in which class. It has no weekdays, so it
 * makes students, but no lessons.
 */
#include "io/import/fields.h"
#include "io/import/formats.h"
#include "io/import/table.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The tables that matter, and their headings; in 1.2 the roles of users have a table of their own.
 */
enum { USER_ID, USER_STATUS, GIVEN_NAME, FAMILY_NAME, IDENTIFIER, GRADES, USER_FIELDS };
enum { ROLE_USER, ROLE_STATUS, ROLE, ROLE_FIELDS };
enum { CLASS_ID, CLASS_STATUS, TITLE, CLASS_TYPE, CLASS_FIELDS };
enum { MEMBER_CLASS, MEMBER_STATUS, MEMBER, MEMBER_ROLE, MEMBER_FIELDS };
enum table { USERS, USERS_OF_1_1, ROLES, CLASSES, ENROLMENTS, TABLES };

static const struct {
    const char *headings[HT_MOST_FIELDS];
    size_t count;
} tables[TABLES] = {
    [USERS] = {{"sourcedId", "status", "givenName", "familyName", "identifier", "grades"},
               USER_FIELDS},
    [USERS_OF_1_1] = {{"sourcedId", "status", "role", "givenName", "familyName"}, ROLE_FIELDS + 2},
    [ROLES] = {{"userSourcedId", "status", "role", "roleType"}, ROLE_FIELDS + 1},
    [CLASSES] = {{"sourcedId", "status", "title", "classType"}, CLASS_FIELDS},
    [ENROLMENTS] = {{"classSourcedId", "status", "userSourcedId", "role"}, MEMBER_FIELDS},
};

struct reading {
    struct ht_import *import;
    struct ht_strings *students; /* ids of users whose role that is */
    struct ht_strings *forms; /* ids of classes that are registration groups, with their titles */
    const char **titles;      /* by number of forms; the import's texts */
    uint32_t form_count, form_capacity;
    struct ht_strings *form_ids; /* of students, by their own id */
    const char **form_of;        /* by number of form_ids */
    uint32_t placed_count, placed_capacity;
    size_t class_count, place_count; /* classes; students in them */
};

/* ------------------------------------------------------------ rows */

/* A row that was taken back stays in the file as "tobedeleted". */
static bool is_active(const struct ht_fields *row)
{
    const char *status = ht_fields_cell(row, USER_STATUS);
    return !*status || !strcasecmp(status, "active");
}

static bool is_student(const char *role)
{
    return !strcasecmp(role, "student");
}

static void take_role(struct reading *reading, const struct ht_fields *row)
{
    if (is_student(ht_fields_cell(row, ROLE)))
        ht_strings_add(reading->students, ht_fields_cell(row, ROLE_USER));
}

/* Registration groups are classes of the type homeroom. */
static void take_class(struct reading *reading, const struct ht_fields *row)
{
    reading->class_count++;
    if (strcasecmp(ht_fields_cell(row, CLASS_TYPE), "homeroom") != 0 ||
        ht_strings_add(reading->forms, ht_fields_cell(row, CLASS_ID)) < reading->form_count)
        return;
    HT_GROW(reading->titles, reading->form_count, reading->form_capacity);
    reading->titles[reading->form_count++] =
        ht_import_text(reading->import, ht_fields_cell(row, TITLE));
}

static void take_member(struct reading *reading, const struct ht_fields *row)
{
    if (!is_student(ht_fields_cell(row, MEMBER_ROLE)))
        return;
    uint32_t form = ht_strings_find(reading->forms, ht_fields_cell(row, MEMBER_CLASS));
    reading->place_count++;
    if (form == HT_NONE ||
        ht_strings_add(reading->form_ids, ht_fields_cell(row, MEMBER)) < reading->placed_count)
        return;
    HT_GROW(reading->form_of, reading->placed_count, reading->placed_capacity);
    reading->form_of[reading->placed_count++] = reading->titles[form];
}

/* Known by the identifier, the school's own number, or else by the id, which some systems change.
 */
static void take_user(struct reading *reading, const struct ht_fields *row)
{
    const char *id = ht_fields_cell(row, USER_ID), *number = ht_fields_cell(row, IDENTIFIER);
    if (ht_strings_find(reading->students, id) == HT_NONE)
        return;
    const char *given = ht_fields_cell(row, GIVEN_NAME), *family = ht_fields_cell(row, FAMILY_NAME);
    char *name = ht_format("%s%s%s", given, *given && *family ? " " : "", family);
    uint32_t placed = ht_strings_find(reading->form_ids, id);
    const char *form = placed == HT_NONE ? "" : reading->form_of[placed];
    const char *year = ht_year_in(reading->import, ht_fields_cell(row, GRADES));
    const struct ht_import_student student = {
        .id = *number ? number : id,
        .name = name,
        .form = form,
        .year = *year ? year : ht_year_in(reading->import, form),
    };
    ht_import_student(reading->import, &student, ht_fields_where(row));
    free(name);
}

/* ------------------------------------------------------------ files */

static bool is_table(const struct ht_source *source, enum table table)
{
    struct ht_fields fields;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    bool found =
        ht_fields_open(&fields, source, tables[table].headings, tables[table].count, faults);
    ht_csv_reader_free(fields.rows);
    ht_diagnostics_free(faults);
    return found;
}

static bool recognises(const struct ht_source *source)
{
    for (enum table table = 0; table < TABLES; table++)
        if (is_table(source, table))
            return true;
    return false;
}

static void read_tables(struct reading *reading, const struct ht_sources *sources, enum table table,
                        void (*take)(struct reading *reading, const struct ht_fields *row))
{
    struct ht_import *import = reading->import;
    for (size_t n = 0; n < sources->count; n++) {
        struct ht_fields row;
        if (!is_table(&sources->files[n], table) ||
            !ht_fields_open(&row, &sources->files[n], tables[table].headings, tables[table].count,
                            import->faults))
            continue;
        while (ht_csv_reader_next(row.rows)) {
            /* Users of 1.1 are gone through twice: for their roles, and for themselves. */
            import->row_count += table != USERS_OF_1_1;
            if (is_active(&row))
                take(reading, &row);
            else if (table != USERS_OF_1_1)
                ht_note(import->notes, HT_NOTE_DROPPED, ht_fields_where(&row),
                        "rows that are marked as to be deleted", "%s",
                        ht_fields_cell(&row, USER_ID));
        }
        ht_csv_reader_free(row.rows);
    }
}

static void tell_rest(const struct reading *reading, const struct ht_sources *sources)
{
    for (size_t n = 0; n < sources->count; n++)
        if (!recognises(&sources->files[n]))
            ht_note(reading->import->notes, HT_NOTE_DROPPED,
                    (struct ht_where){sources->files[n].path, 0},
                    "files that say nothing of students, or of which headings are missing", "%s",
                    ht_source_name(&sources->files[n]));
    struct ht_import_report *notes = reading->import->notes;
    const struct ht_where where = {"timetable.csv", 0};
    ht_note(notes, HT_NOTE_DROPPED, (struct ht_where){NULL, 0},
            "who is in which class: without day and period that is no lesson",
            "%zu classes, %zu places of students in them", reading->class_count,
            reading->place_count);
    ht_note(notes, HT_NOTE_TO_DO, where,
            "lessons: OneRoster has no weekdays; import the timetable from another export",
            "the columns student, week, day, period, subject, class, teacher and room");
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    struct reading reading = {
        .import = import,
        .students = ht_strings_new(),
        .forms = ht_strings_new(),
        .form_ids = ht_strings_new(),
    };
    read_tables(&reading, sources, ROLES, take_role);
    read_tables(&reading, sources, USERS_OF_1_1, take_role);
    read_tables(&reading, sources, CLASSES, take_class);
    read_tables(&reading, sources, ENROLMENTS, take_member);
    read_tables(&reading, sources, USERS, take_user);
    if (import->student_count)
        tell_rest(&reading, sources);
    ht_strings_free(reading.students);
    ht_strings_free(reading.forms);
    ht_strings_free(reading.form_ids);
    free(reading.titles);
    free(reading.form_of);
}

const struct ht_import_format ht_import_oneroster = {
    .word = "oneroster",
    .what = "OneRoster 1.1 or 1.2 as CSV: students, but no lessons, as it has no weekdays",
    .recognises = recognises,
    .read = read_files,
};
