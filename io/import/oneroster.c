/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * OneRoster 1.1 and 1.2 as CSV: who there is and who is in which class. It has no weekdays, so it
 * makes students, but no lessons.
 */
#include "io/gather/lists.h"
#include "io/gather/table.h"
#include "io/gather/years.h"
#include "io/import/formats.h"

#include <strings.h>

struct reading {
    struct ht_import *import;
    struct ht_list *students; /* ids of users whose role that is */
    struct ht_list *forms;    /* by ids of classes that are registration groups: their titles */
    struct ht_list *form_of;  /* by ids of students */
    struct ht_list *numbers;  /* uint32_t, by identifiers: how many students have it */
    size_t class_count, place_count; /* classes; students in them */
};

/* ------------------------------------------------------------ rows */

/* Places of cells that rows of the tables below have. */
enum { ID, STATUS, FIRST };
enum { ROLE = FIRST };
enum { TITLE = FIRST, CLASS_TYPE };
enum { MEMBER = FIRST, MEMBER_ROLE };
enum { GIVEN_NAME = FIRST, FAMILY_NAME, IDENTIFIER, GRADES };

static bool is_student(const char *role)
{
    return !strcasecmp(role, "student");
}

static void take_role(struct reading *reading, const struct ht_table *row)
{
    if (is_student(ht_table_cell(row, ROLE)))
        ht_list_add(reading->students, ht_table_cell(row, ID));
}

/* Registration groups are classes of the type homeroom. */
static void take_class(struct reading *reading, const struct ht_table *row)
{
    reading->class_count++;
    const char **title = strcasecmp(ht_table_cell(row, CLASS_TYPE), "homeroom") == 0
                             ? ht_list_add(reading->forms, ht_table_cell(row, ID))
                             : NULL;
    if (title)
        *title = ht_import_text(reading->import, ht_table_cell(row, TITLE));
}

static void take_member(struct reading *reading, const struct ht_table *row)
{
    if (!is_student(ht_table_cell(row, MEMBER_ROLE)))
        return;
    reading->place_count++;
    const char *const *title = ht_list_find(reading->forms, ht_table_cell(row, ID));
    const char **form = title ? ht_list_add(reading->form_of, ht_table_cell(row, MEMBER)) : NULL;
    if (form)
        *form = *title;
}

static void take_number(struct reading *reading, const struct ht_table *row)
{
    if (*ht_table_cell(row, FIRST) &&
        ht_list_number(reading->students, ht_table_cell(row, ID)) != HT_NONE)
        ++*(uint32_t *)ht_list_get(reading->numbers, ht_table_cell(row, FIRST));
}

/* Known by the identifier, the school's own number, or else (or where several have it) by the id,
 * which some systems change. */
static void take_user(struct reading *reading, const struct ht_table *row)
{
    struct ht_import *import = reading->import;
    const char *id = ht_table_cell(row, ID), *number = ht_table_cell(row, IDENTIFIER);
    if (ht_list_number(reading->students, id) == HT_NONE)
        return;
    const uint32_t *sharers = ht_list_find(reading->numbers, number);
    bool is_shared = sharers && *sharers > 1;
    if (is_shared)
        ht_note(import->notes, HT_NOTE_TAKEN, ht_table_where(row),
                "several students have one identifier, so they are known by their sourcedId",
                "%s: %s", number, id);
    const char *given = ht_table_cell(row, GIVEN_NAME), *family = ht_table_cell(row, FAMILY_NAME);
    const char *const *form = ht_list_find(reading->form_of, id);
    const struct ht_import_student student = {
        .id = *number && !is_shared ? number : id,
        .name = ht_import_name(import, "", family, given),
        .form = form ? *form : "",
        .year = ht_year_of_cell(import, ht_table_cell(row, GRADES), ht_table_where(row)),
    };
    ht_import_student(import, &student, ht_table_where(row));
}

/* ------------------------------------------------------------ tables */

#define TABLE(...)                                                                                 \
    {                                                                                              \
        (const struct ht_heading[]){__VA_ARGS__},                                                  \
            sizeof((struct ht_heading[]){__VA_ARGS__}) / sizeof(struct ht_heading),                \
            .are_fixed = true                                                                      \
    }

/* The tables that matter, in the order in which they are read; in 1.2 roles of users have their
   own. Users of 1.1 are gone through twice: for their roles, and for themselves. */
static const struct {
    struct ht_headings headings;
    void (*take)(struct reading *reading, const struct ht_table *row);
    bool is_read_again;
} tables[] = {
    {TABLE({"userSourcedId", ID}, {"status", STATUS}, {"role", ROLE}, {"roleType", FIRST + 1}),
     take_role, false},
    {TABLE({"sourcedId", ID}, {"status", STATUS}, {"role", ROLE}, {"givenName", FIRST + 1},
           {"familyName", FIRST + 2}),
     take_role, true},
    {TABLE({"sourcedId", ID}, {"status", STATUS}, {"title", TITLE}, {"classType", CLASS_TYPE}),
     take_class, false},
    {TABLE({"classSourcedId", ID}, {"status", STATUS}, {"userSourcedId", MEMBER},
           {"role", MEMBER_ROLE}),
     take_member, false},
    {TABLE({"sourcedId", ID}, {"status", STATUS}, {"identifier", FIRST}, {"givenName", FIRST + 1},
           {"familyName", FIRST + 2}),
     take_number, true},
    {TABLE({"sourcedId", ID}, {"status", STATUS}, {"givenName", GIVEN_NAME},
           {"familyName", FAMILY_NAME}, {"identifier", IDENTIFIER}, {"grades", GRADES}),
     take_user, false},
};
enum { TABLES = sizeof tables / sizeof *tables };

static bool recognises(const struct ht_source *source)
{
    for (size_t n = 0; n < TABLES; n++)
        if (ht_table_is(source, &tables[n].headings, NULL))
            return true;
    return false;
}

static void read_table(struct reading *reading, const struct ht_source *source, size_t number)
{
    struct ht_import *import = reading->import;
    struct ht_table row;
    bool is_open = ht_table_is(source, &tables[number].headings, NULL) &&
                   ht_table_open(&row, source, &tables[number].headings, import->faults);
    while (is_open && ht_csv_reader_next(row.rows)) {
        /* A row that was taken back stays in the file as "tobedeleted". */
        const char *status = ht_table_cell(&row, STATUS);
        import->row_count += !tables[number].is_read_again;
        if (!*status || !strcasecmp(status, "active"))
            tables[number].take(reading, &row);
        else if (!tables[number].is_read_again)
            ht_note(import->notes, HT_NOTE_DROPPED, ht_table_where(&row),
                    "rows that are marked as to be deleted", "%s", ht_table_cell(&row, ID));
    }
    if (is_open)
        ht_table_close(&row);
}

/* The headings of a file that no table asks for. */
static void tell_unread(const struct reading *reading, const struct ht_source *source)
{
    struct ht_heading all[HT_COLUMN_COUNT];
    struct ht_headings headings = {.headings = all};
    struct ht_table table;
    for (size_t n = 0; n < TABLES; n++) {
        size_t count =
            ht_table_is(source, &tables[n].headings, NULL) ? tables[n].headings.count : 0;
        for (size_t h = 0; h < count && headings.count < HT_COLUMN_COUNT; h++, headings.count++)
            all[headings.count] =
                (struct ht_heading){tables[n].headings.headings[h].text, (int)headings.count};
    }
    if (ht_table_open(&table, source, &headings, reading->import->faults))
        ht_table_tell(&table, reading->import);
    ht_table_close(&table);
}

static void tell_rest(const struct reading *reading, const struct ht_sources *sources)
{
    struct ht_import_report *notes = reading->import->notes;
    for (size_t n = 0; n < sources->count; n++)
        if (recognises(&sources->files[n]))
            tell_unread(reading, &sources->files[n]);
        else
            ht_note(notes, HT_NOTE_DROPPED, (struct ht_where){sources->files[n].path, 0},
                    "files that say nothing of students, or of which headings are missing", "%s",
                    ht_source_name(&sources->files[n]));
    ht_note(notes, HT_NOTE_DROPPED, (struct ht_where){NULL, 0},
            "who is in which class: without day and period that is no lesson",
            "%zu classes, %zu places of students in them", reading->class_count,
            reading->place_count);
    ht_note(notes, HT_NOTE_TO_DO, (struct ht_where){"timetable.csv", 0},
            "lessons: OneRoster has no weekdays; import the timetable from another export",
            "the columns student, week, day, period, subject, class, teacher and room");
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    struct reading reading = {
        .import = import,
        .students = HT_LIST(import, char),
        .forms = HT_LIST(import, const char *),
        .form_of = HT_LIST(import, const char *),
        .numbers = HT_LIST(import, uint32_t),
    };
    for (size_t number = 0; number < TABLES; number++)
        for (size_t n = 0; n < sources->count; n++)
            read_table(&reading, &sources->files[n], number);
    if (import->student_count)
        tell_rest(&reading, sources);
}

const struct ht_import_format ht_import_oneroster = {
    .word = "oneroster",
    .what = "OneRoster 1.1 or 1.2 as CSV: students, but no lessons, as it has no weekdays",
    .recognises = recognises,
    .read = read_files,
};
