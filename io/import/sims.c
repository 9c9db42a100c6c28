/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reports of SIMS: one of students, with a row a lesson, which lacks the class, and one of staff,
 * which has it. Either may be grouped: what is as in the row above is blank.
 */
#include "io/base/cells.h"
#include "io/gather/lists.h"
#include "io/gather/student_flags.h"
#include "io/gather/years.h"
#include "io/import/formats.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What these reports call otherwise than others do. */
static const struct ht_heading own[] = {
    {"Student", HT_COL_NAME},
    {"Period", HT_COL_SLOT},
    {"Period name", HT_COL_SLOT},
};
static const struct ht_headings known = {
    .headings = own, .count = sizeof own / sizeof *own, .has_usual = true};

/* What a row says, blanks filled in from the rows above; texts are the import's. */
struct row {
    const char *cells[HT_COLUMN_COUNT];
};

struct reading {
    struct ht_import *import;
    /* Classes (const char *, NULL: several) that staff have, by teacher, slot and perhaps room and
       subject. */
    struct ht_list *classes;
    bool has_staff;
};

/* ------------------------------------------------------------ kinds of report */

static bool is_of_students(const struct ht_table *table)
{
    return ht_table_has(table, HT_COL_SLOT) &&
           (ht_table_has(table, HT_COL_NAME) || ht_table_has(table, HT_COL_SURNAME) ||
            ht_table_has(table, HT_COL_STUDENT) || ht_table_has(table, HT_COL_UPN)) &&
           (ht_table_has(table, HT_COL_FORM) || ht_table_has(table, HT_COL_YEAR) ||
            ht_table_has(table, HT_COL_STUDENT) || ht_table_has(table, HT_COL_UPN));
}

/* In a report of staff a name is the teacher's. */
static bool is_of_staff(const struct ht_table *table)
{
    return ht_table_has(table, HT_COL_SLOT) && ht_table_has(table, HT_COL_CLASS) &&
           ht_table_has(table, HT_COL_TEACHER) && !is_of_students(table);
}

/* Other programs call columns likewise, but have no "1Mon:4" or "Mon P4" in them. */
static bool is_report(struct ht_table *table)
{
    struct ht_when slot;
    bool may_be = is_of_students(table) || is_of_staff(table);
    while (may_be && ht_table_next(table)) {
        const char *text = ht_table_cell(table, HT_COL_SLOT);
        if (*text)
            return !ht_when_slot(text, &(struct ht_when_known){0}, &slot);
    }
    return false;
}

static bool recognises(const struct ht_source *source)
{
    return ht_table_is(source, &known, is_report);
}

/* ------------------------------------------------------------ rows */

static const char *cell_of(const struct reading *reading, const struct ht_table *table,
                           enum ht_column column)
{
    const char *text = ht_table_cell(table, column);
    if (strcmp(text, "?") != 0)
        return ht_import_text(reading->import, text);
    ht_note(reading->import->notes, HT_NOTE_TAKEN, ht_table_where(table),
            "'?' is taken as not known and left blank", "%s", ht_column_name(column));
    return ht_import_text(reading->import, "");
}

/*
 * A row that goes on with the student (or teacher) above leaves out at its start what is the same;
 * a blank further on is one that is not known.
 */
static void read_row(const struct reading *reading, const struct ht_table *table,
                     enum ht_column group, struct row *row)
{
    bool goes_on = !*ht_table_cell(table, group), is_told = false;
    int first = 0;
    while (!*ht_csv_reader_cell(table->rows, (size_t)first))
        first++;
    for (enum ht_column column = 0; column < HT_COLUMN_COUNT; column++) {
        bool is_above = goes_on && table->place[column] < first && row->cells[column];
        if (!ht_table_has(table, column))
            continue;
        if (!is_above)
            row->cells[column] = cell_of(reading, table, column);
        else if (*row->cells[column] && !is_told) {
            is_told = true;
            ht_note(reading->import->notes, HT_NOTE_TAKEN, ht_table_where(table),
                    "blanks at the start of a row are taken as in the row above", "%s",
                    row->cells[group] ? row->cells[group] : "");
        }
    }
}

static const char *said(const struct row *row, enum ht_column column)
{
    return row->cells[column] ? row->cells[column] : "";
}

/* ------------------------------------------------------------ staff */

/* What classes are known by; the room and the subject may be "". Use free(). */
static char *class_key(uint32_t slot, const char *teacher, const char *room, const char *subject)
{
    return ht_format("%u\n%s\n%s\n%s", (unsigned)slot, teacher, room, subject);
}

/* The text of a key becomes the list's. */
static void add_class(struct ht_list *classes, char *key, const char *class_)
{
    const char **is_new = ht_list_add(classes, key), **of = ht_list_find(classes, key);
    free(key);
    *of = is_new || *of == class_ ? class_ : NULL;
}

static void read_staff_row(struct reading *reading, const struct ht_table *table,
                           const struct row *row)
{
    const char *teacher = said(row, HT_COL_TEACHER), *class_ = said(row, HT_COL_CLASS);
    const char *room = said(row, HT_COL_ROOM), *subject = said(row, HT_COL_SUBJECT);
    const struct ht_some *slots = ht_table_slots(table, reading->import);
    for (uint32_t n = 0; *teacher && *class_ && n < slots->count; n++) {
        uint32_t slot = slots->numbers[n];
        add_class(reading->classes, class_key(slot, teacher, "", ""), class_);
        if (*room)
            add_class(reading->classes, class_key(slot, teacher, room, ""), class_);
        if (*room && *subject)
            add_class(reading->classes, class_key(slot, teacher, room, subject), class_);
    }
}

/* What the staff report has for the key, or NULL; the text of the key becomes nobody's. */
static const char *const *find_class(const struct ht_list *classes, char *key)
{
    const char *const *found = ht_list_find(classes, key);
    free(key);
    return found;
}

/*
 * The class of a student's lesson: of the teacher in that period and room, in that subject if the
 * teacher has several there. Where the room is not known, any room will do.
 */
static const char *class_of(const struct reading *reading, uint32_t slot, const struct row *row,
                            struct ht_where where)
{
    const char *teacher = said(row, HT_COL_TEACHER), *room = said(row, HT_COL_ROOM);
    const char *subject = said(row, HT_COL_SUBJECT), *const *found = NULL, *const *closer = NULL;
    if (*teacher)
        found = find_class(reading->classes, class_key(slot, teacher, room, ""));
    if (found && !*found && *room)
        closer = find_class(reading->classes, class_key(slot, teacher, room, subject));
    if (found && *found)
        return *found;
    if (closer && *closer)
        return *closer;
    ht_note(reading->import->notes, HT_NOTE_LOOK, where,
            found ? "no class, since the staff report has several at that time"
                  : "no class, since the staff report has none for teacher, period and room",
            "%s %s %s %s", said(row, HT_COL_SLOT), subject, teacher, room);
    return "";
}

/* ------------------------------------------------------------ students */

static uint32_t read_student(struct ht_import *import, const struct ht_table *table,
                             const struct row *row)
{
    struct ht_where where = ht_table_where(table);
    const char *id = said(row, HT_COL_STUDENT), *upn = said(row, HT_COL_UPN);
    struct ht_import_student student = {
        .id = *id ? id : upn,
        .name = ht_import_name(import, said(row, HT_COL_NAME), said(row, HT_COL_SURNAME),
                               said(row, HT_COL_FORENAME)),
        .form = said(row, HT_COL_FORM),
        .year = ht_year_of_cell(import, said(row, HT_COL_YEAR), where),
        .upn = upn,
    };
    ht_student_flags(import, table, &student);
    return ht_import_student(import, &student, where);
}

static void read_student_row(struct reading *reading, const struct ht_table *table,
                             const struct row *row)
{
    struct ht_import *import = reading->import;
    struct ht_where where = ht_table_where(table);
    uint32_t who = read_student(import, table, row);
    if (who == HT_NONE)
        return;
    const struct ht_import_content content = {
        .subject = said(row, HT_COL_SUBJECT),
        .class_ = said(row, HT_COL_CLASS),
        .teacher = ht_list_teachers(import, said(row, HT_COL_TEACHER)),
        .room = said(row, HT_COL_ROOM),
    };
    const struct ht_some *slots = ht_table_slots(table, import);
    for (uint32_t n = 0; n < slots->count; n++) {
        struct ht_import_content is = content;
        if (!*is.class_ && *is.subject && reading->has_staff)
            is.class_ = class_of(reading, slots->numbers[n], row, where);
        uint32_t what = ht_import_content(import, &is, where);
        import->lost_count += what == HT_NONE;
        ht_import_lesson(import, who, slots->numbers[n], what, where);
    }
}

/* ------------------------------------------------------------ reports */

static void leave_out(struct ht_table *table)
{
    static const enum ht_column not_used[] = {HT_COL_WEEK, HT_COL_DAY, HT_COL_PERIOD};
    for (size_t n = 0; n < sizeof not_used / sizeof *not_used; n++)
        ht_table_leave(table, not_used[n]);
    if (!ht_table_has(table, HT_COL_NAME))
        return;
    ht_table_leave(table, HT_COL_SURNAME);
    ht_table_leave(table, HT_COL_FORENAME);
}

/* The column that is blank where a row goes on with whom the one above is about. */
static enum ht_column group_of(const struct ht_table *table)
{
    return ht_table_has(table, HT_COL_NAME)      ? HT_COL_NAME
           : ht_table_has(table, HT_COL_SURNAME) ? HT_COL_SURNAME
           : ht_table_has(table, HT_COL_STUDENT) ? HT_COL_STUDENT
                                                 : HT_COL_UPN;
}

static void read_report(struct reading *reading, struct ht_table *table, enum ht_column group,
                        void (*read)(struct reading *reading, const struct ht_table *table,
                                     const struct row *row))
{
    struct row row = {{NULL}};
    leave_out(table);
    ht_table_tell(table, reading->import);
    for (; ht_table_next(table); reading->import->row_count++) {
        read_row(reading, table, group, &row);
        read(reading, table, &row);
    }
}

static void tell_no_classes(const struct ht_import *import)
{
    for (size_t n = 0; n < import->content_count; n++)
        if (*import->contents[n].class_)
            return;
    ht_note(import->notes, HT_NOTE_TO_DO, (struct ht_where){0},
            "class codes: the report of students has none; name the staff report (with Class), "
            "too",
            "timetable.csv");
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    struct reading reading = {.import = import, .classes = HT_LIST(import, const char *)};
    struct ht_table *tables = ht_import_keep(import, HT_NEW(struct ht_table, sources->count));
    for (size_t n = 0; n < sources->count; n++)
        if (ht_table_open(&tables[n], &sources->files[n], &known, import->faults) &&
            !is_of_staff(&tables[n]) && !is_of_students(&tables[n]))
            ht_fault(import->faults, HT_FAULT, sources->files[n].path, 1,
                     "this is neither a report of students (Name, Reg, Period) nor one of staff "
                     "(Initials, Class, Period); export it with these columns");
    /* The staff's classes must be known before the students' lessons are looked at. */
    for (size_t n = 0; n < sources->count; n++) {
        if (!is_of_staff(&tables[n]))
            continue;
        reading.has_staff = true;
        read_report(&reading, &tables[n], HT_COL_TEACHER, read_staff_row);
    }
    for (size_t n = 0; n < sources->count; n++)
        if (is_of_students(&tables[n]))
            read_report(&reading, &tables[n], group_of(&tables[n]), read_student_row);
    if (import->lesson_count && !reading.has_staff)
        tell_no_classes(import);
    for (size_t n = 0; n < sources->count; n++)
        ht_table_close(&tables[n]);
}

const struct ht_import_format ht_import_sims = {
    .word = "sims",
    .what = "SIMS reports: students with Name, Reg, Period; staff with Class",
    .recognises = recognises,
    .read = read_files,
};
