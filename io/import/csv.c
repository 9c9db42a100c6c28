/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Any table with a row a lesson: its headings are a school's own or the usual ones of records
 * systems, or named by --map.
 */
#include "io/base/cells.h"
#include "io/gather/lists.h"
#include "io/gather/map.h"
#include "io/gather/student_flags.h"
#include "io/gather/years.h"
#include "io/import/formats.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What a school's own files call so, but no export. */
static const struct ht_heading own[] = {{"Student", HT_COL_STUDENT}, {"Slot", HT_COL_SLOT}};
enum { OWN = sizeof own / sizeof *own, MOST_MAPPED = 64 };

/* The headings of --map, before a school's own. */
struct words {
    struct ht_heading headings[MOST_MAPPED + OWN];
    size_t mapped;
    bool is_kept; /* the map is of an import before, and may be of another table */
    bool is_seen[MOST_MAPPED];
    char *map; /* owned: what mapped headings point into */
};

static struct ht_headings headings_of(const struct words *words)
{
    return (struct ht_headings){.headings = words->headings,
                                .count = words->mapped + OWN,
                                .has_usual = true,
                                .mapped = words->mapped,
                                .is_map_whole = !words->is_kept};
}

/* The column that --map may name so: one that some heading means; HT_COLUMN_COUNT for none. */
static enum ht_column column_called(const char *name)
{
    const struct ht_heading *heading = ht_usual_heading(name);
    for (size_t n = 0; n < OWN && !heading; n++)
        heading = ht_cell_same_word(name, own[n].text) ? &own[n] : NULL;
    bool is_column = heading && ht_cell_same_word(name, ht_column_name(heading->column));
    return is_column ? (enum ht_column)heading->column : HT_COLUMN_COUNT;
}

/* A name in two columns is told by their headings which is which. */
static int part_of_name(const char *text, int column)
{
    const struct ht_heading *usual = column == HT_COL_NAME ? ht_usual_heading(text) : NULL;
    bool is_part = usual && (usual->column == HT_COL_SURNAME || usual->column == HT_COL_FORENAME);
    return is_part ? usual->column : column;
}

static void fault_map(struct ht_diagnostics *faults, bool is_kept, const char *heading,
                      const char *name)
{
    char *list = ht_copy_text("", 0);
    for (enum ht_column column = 0; column < HT_COLUMN_COUNT; column++)
        if (column_called(ht_column_name(column)) == column)
            list = ht_list_join(list, ", ", ht_column_name(column));
    ht_fault(faults, HT_FAULT, is_kept ? ht_file_columns(HT_IMPORT_CSV)->name : "--map", 1,
             "'%s%s%s' is not HEADING=COLUMN, where COLUMN is one of %s; write it like "
             "\"Pupil=student,When=slot\"",
             heading, name ? "=" : "", name ? name : "", list);
    free(list);
}

static void find_words(struct words *words, const struct ht_import_wishes *wishes,
                       struct ht_diagnostics *faults)
{
    words->map = wishes->map ? ht_copy_text(wishes->map, strlen(wishes->map)) : NULL;
    words->is_kept = wishes->map_is_kept;
    char *rest = words->map, *heading, *name;
    while (rest && ht_map_next(&rest, words->is_kept, &heading, &name)) {
        enum ht_column column = name ? column_called(name) : HT_COLUMN_COUNT;
        if (column < HT_COLUMN_COUNT && words->mapped < MOST_MAPPED)
            words->headings[words->mapped++] =
                (struct ht_heading){heading, part_of_name(heading, column)};
        else
            fault_map(faults, words->is_kept, heading, name);
    }
    memcpy(words->headings + words->mapped, own, sizeof own);
}

static bool has_slots(const struct ht_table *table)
{
    bool has_period = ht_table_has(table, HT_COL_PERIOD) || ht_table_has(table, HT_COL_START);
    return ht_table_has(table, HT_COL_SLOT) || (ht_table_has(table, HT_COL_DAY) && has_period);
}

static bool has_lessons(const struct ht_table *table)
{
    return has_slots(table) && ht_table_has(table, HT_COL_SUBJECT);
}

static bool has_students(const struct ht_table *table)
{
    return ht_table_has(table, HT_COL_STUDENT) || ht_table_has(table, HT_COL_NAME) ||
           ht_table_has(table, HT_COL_SURNAME) || ht_table_has(table, HT_COL_UPN);
}

/* Whether the periods say the day as well, "Mon:3". */
static bool has_slots_as_periods(struct ht_table *table)
{
    struct ht_when slot;
    if (ht_table_has(table, HT_COL_DAY) || ht_table_has(table, HT_COL_SLOT) ||
        !ht_table_has(table, HT_COL_PERIOD))
        return false;
    while (ht_table_next(table)) {
        const char *text = ht_table_cell(table, HT_COL_PERIOD);
        if (*text)
            return !ht_when_slot(text, &(struct ht_when_known){0}, &slot);
    }
    return false;
}

/* A table of students alone goes with the lessons of others, or with those that are there. */
static bool is_of_students(const struct ht_table *table)
{
    return has_students(table) &&
           (ht_table_has(table, HT_COL_FORM) || ht_table_has(table, HT_COL_YEAR));
}

static bool is_known(struct ht_table *table)
{
    return (has_students(table) && has_lessons(table)) || is_of_students(table) ||
           (has_students(table) && ht_table_has(table, HT_COL_SUBJECT) &&
            has_slots_as_periods(table));
}

/* "Khan, Ann" or "Ann Khan": words without a digit. */
static bool is_name(const char *text)
{
    return strpbrk(text, " ,") && !strpbrk(text, "0123456789");
}

/* Beside a column of ids, and none of names, "Student" is the name; and where all of it are. */
static bool has_names_of_students(struct ht_table *table)
{
    bool has_names = ht_table_has(table, HT_COL_NAME) || ht_table_has(table, HT_COL_SURNAME);
    return ht_table_has(table, HT_COL_STUDENT) && !has_names;
}

static bool are_names(struct ht_table *table)
{
    bool are = false;
    if (!has_names_of_students(table))
        return false;
    while (ht_table_next(table)) {
        const char *text = ht_table_cell(table, HT_COL_STUDENT);
        if (*text && !is_name(text))
            return false;
        are |= *text != 0;
    }
    return are;
}

static bool recognises(const struct ht_source *source)
{
    return ht_table_is(source, &(struct ht_headings){own, OWN, .has_usual = true}, is_known);
}

static uint32_t read_student(struct ht_import *import, const struct ht_table *table)
{
    const char *id = ht_table_number(table, import, HT_COL_STUDENT);
    const char *upn = ht_table_cell(table, HT_COL_UPN);
    struct ht_import_student student = {
        .id = *id ? id : upn,
        .name = ht_import_name(import, ht_table_cell(table, HT_COL_NAME),
                               ht_table_cell(table, HT_COL_SURNAME),
                               ht_table_cell(table, HT_COL_FORENAME)),
        .form = ht_table_cell(table, HT_COL_FORM),
        .year = ht_year_of_cell(import, ht_table_cell(table, HT_COL_YEAR), ht_table_where(table)),
        .upn = upn,
    };
    ht_student_flags(import, table, &student);
    return ht_import_student(import, &student, ht_table_where(table));
}

static bool is_said(const struct ht_table *table, const enum ht_column *of, size_t count)
{
    bool said = false;
    for (size_t n = 0; n < count; n++)
        said |= *ht_table_cell(table, of[n]) != 0;
    return said;
}

/* "10-Jan" was 10/1 before a spreadsheet read it as a date. */
static bool is_spreadsheet_date(const char *text)
{
    static const char months[] = "jan feb mar apr may jun jul aug sep oct nov dec";
    char month[8] = "";
    int day = 0, length = 0;
    bool is_date = sscanf(text, "%2d-%3[A-Za-z]%n", &day, month, &length) == 2 ||
                   sscanf(text, "%3[A-Za-z]-%2d%n", month, &day, &length) == 2;
    ht_cell_lower(month);
    return is_date && length && !text[length] && strlen(month) == 3 && strstr(months, month);
}

static void note_dates(struct ht_import *import, const struct ht_table *table)
{
    static const enum ht_column codes[] = {HT_COL_CLASS, HT_COL_FORM, HT_COL_SUBJECT};
    for (size_t n = 0; n < sizeof codes / sizeof *codes; n++)
        if (is_spreadsheet_date(ht_table_cell(table, codes[n])))
            ht_note(import->notes, HT_NOTE_LOOK, ht_table_where(table),
                    "codes that a spreadsheet has made dates of, as 10-Jan of 10/1; export again "
                    "and do not save it from the spreadsheet",
                    "%s %s", ht_column_name(codes[n]), ht_table_cell(table, codes[n]));
}

/* What a row says that has one cell only, as a title that stands on each page; else NULL. */
static const char *only_cell(const struct ht_table *table)
{
    const char *only = NULL;
    for (size_t n = 0; n < table->heading_count; n++) {
        const char *text = ht_csv_reader_cell(table->rows, n);
        if (*text && only)
            return NULL;
        only = *text ? text : only;
    }
    return only;
}

/*
 * What is left out for one reason is not told once more for another, and whose only row is left
 * out is no student; but one without any lesson is.
 */
static void read_lesson(struct ht_import *import, const struct ht_table *table)
{
    static const enum ht_column who[] = {HT_COL_STUDENT, HT_COL_NAME, HT_COL_SURNAME,
                                         HT_COL_FORENAME, HT_COL_UPN};
    static const enum ht_column when[] = {HT_COL_DAY,   HT_COL_PERIOD,  HT_COL_SLOT,
                                          HT_COL_START, HT_COL_SUBJECT, HT_COL_CLASS};
    struct ht_where where = ht_table_where(table);
    const struct ht_import_content content = {
        .subject = ht_table_cell(table, HT_COL_SUBJECT),
        .class_ = ht_table_cell(table, HT_COL_CLASS),
        .teacher = ht_list_teachers(import, ht_table_cell(table, HT_COL_TEACHER)),
        .room = ht_table_cell(table, HT_COL_ROOM),
    };
    bool is_lesson = is_said(table, who, sizeof who / sizeof *who) &&
                     is_said(table, when, sizeof when / sizeof *when);
    if (!is_lesson) {
        const char *only = only_cell(table);
        if (only)
            ht_note(import->notes, HT_NOTE_DROPPED, where, "rows that have one cell only", "%s",
                    only);
        else
            read_student(import, table);
        return;
    }
    const struct ht_some *slots = ht_table_slots(table, import);
    uint32_t what = slots->count ? ht_import_content(import, &content, where) : HT_NONE;
    import->lost_count += what == HT_NONE;
    uint32_t student = what == HT_NONE ? HT_NONE : read_student(import, table);
    for (uint32_t n = 0; n < slots->count; n++)
        ht_import_lesson(import, student, slots->numbers[n], what, where);
    note_dates(import, table);
}

/* What the table has and nothing is made of. */
static void leave_out(struct ht_table *table, bool lessons)
{
    static const enum ht_column of_lessons[] = {
        HT_COL_WEEK, HT_COL_DAY,     HT_COL_PERIOD, HT_COL_SLOT,    HT_COL_START,
        HT_COL_END,  HT_COL_SUBJECT, HT_COL_CLASS,  HT_COL_TEACHER, HT_COL_ROOM,
    };
    for (size_t n = 0; n < sizeof of_lessons / sizeof *of_lessons && !lessons; n++)
        ht_table_leave(table, of_lessons[n]);
    /* A week may stand beside a slot that says none. */
    if (ht_table_has(table, HT_COL_SLOT)) {
        ht_table_leave(table, HT_COL_DAY);
        ht_table_leave(table, HT_COL_PERIOD);
    }
    if (!ht_table_has(table, HT_COL_NAME))
        return;
    ht_table_leave(table, HT_COL_SURNAME);
    ht_table_leave(table, HT_COL_FORENAME);
}

/* What the table lacks, as the end of "no heading means ..."; NULL where it is a table. */
static const char *lacks(const struct ht_table *table)
{
    bool has_subject = ht_table_has(table, HT_COL_SUBJECT);
    bool has_period = ht_table_has(table, HT_COL_PERIOD) || ht_table_has(table, HT_COL_START);
    if (!has_students(table))
        return "no heading means the student; say which one does: --map \"HEADING=student\"";
    if (has_lessons(table))
        return NULL;
    if (has_subject && has_period)
        return "no heading means the day; say which one does: --map \"HEADING=day\"";
    return is_of_students(table)
               ? NULL
               : "no headings mean the subject and the slot (or day and period); say which ones "
                 "do: --map \"HEADING=subject,HEADING=slot\"";
}

static void read_table(struct ht_import *import, struct ht_table *table)
{
    const struct ht_source *source = table->source;
    const char *problem = *ht_source_beginning(source) == '<'
                              ? "this is XML, and no table; name it alone, or export a table"
                              : lacks(table);
    if (problem) {
        ht_fault(import->faults, HT_FAULT, source->path, 1, "%s", problem);
        return;
    }
    bool lessons = has_lessons(table);
    if (!lessons && has_slots(table))
        ht_note(import->notes, HT_NOTE_TO_DO, (struct ht_where){source->path, 1},
                "lessons: there are days and periods, but no heading means the subject; say which "
                "one does: --map \"HEADING=subject\"",
                "timetable.csv is not touched");
    leave_out(table, lessons);
    ht_table_tell(table, import);
    for (; ht_table_next(table); import->row_count++)
        if (lessons)
            read_lesson(import, table);
        else
            read_student(import, table);
}

/* A mapped heading that is in no file is a slip of the pen. */
static void fault_unseen(const struct words *words, struct ht_diagnostics *faults)
{
    for (size_t n = 0; n < words->mapped; n++)
        if (!words->is_seen[n])
            ht_fault(faults, HT_FAULT, "--map", 1,
                     "no file has the heading '%s'; write it as it stands in the line of headings",
                     words->headings[n].text);
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    struct words words = {0};
    find_words(&words, &import->wishes, import->faults);
    const struct ht_headings headings = headings_of(&words), usual = {.has_usual = true};
    const struct ht_headings unmapped = {.headings = own, .count = OWN, .has_usual = true};
    struct ht_heading *student = &words.headings[words.mapped];
    for (size_t n = 0; n < sources->count; n++) {
        struct ht_table table;
        bool is_name = ht_table_is(&sources->files[n], &usual, has_names_of_students) ||
                       (!words.mapped && ht_table_is(&sources->files[n], &unmapped, are_names));
        student->column = is_name ? HT_COL_NAME : HT_COL_STUDENT;
        if (ht_table_open(&table, &sources->files[n], &headings, import->faults)) {
            for (size_t m = 0; m < words.mapped; m++)
                words.is_seen[m] |= ht_table_says(&table, words.headings[m].text);
            if (ht_table_is(&sources->files[n], &headings, has_slots_as_periods))
                ht_table_take_as(&table, HT_COL_PERIOD, HT_COL_SLOT);
            read_table(import, &table);
        }
        ht_table_close(&table);
    }
    if (!import->wishes.map_is_kept)
        fault_unseen(&words, import->faults);
    free(words.map);
}

const struct ht_import_format ht_import_csv = {
    .word = "csv",
    .what = "any table with a row a lesson; what unusual headings mean --map says",
    .recognises = recognises,
    .read = read_files,
};
