/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * FET, the free timetabler: X_data_and_timetable.fet; or X.fet with X_activities.xml or
 * X_timetable.csv; or the latter alone or with X_students.csv.
 */
#include "io/import/fet.h"

#include "io/import/fields.h"
#include "io/import/formats.h"
#include "io/xml/stream.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ tables */

/* The headings of X_timetable.csv and X_students.csv that matter. */
enum { ACTIVITY, DAY, HOUR, SETS, SUBJECT, TEACHERS, ROOM, TIMETABLE_HEADINGS };
static const char *const timetable_headings[] = {
    "Activity Id", "Day", "Hour", "Students Sets", "Subject", "Teachers", "Room",
};
enum { STUDENTS_HEADINGS = 2 * HT_FET_LEVELS };
static const char *const students_headings[] = {
    "Year",     "Number of Students per Year",     "Group", "Number of Students per Group",
    "Subgroup", "Number of Students per Subgroup",
};
/* ------------------------------------------------------------ kinds of files */

enum kind { DATA, ACTIVITIES, TIMETABLE, STUDENTS, OTHER };

static enum kind kind_of(const struct ht_source *source)
{
    static const struct {
        const char *const *headings;
        size_t count;
        enum kind kind;
    } tables[] = {{timetable_headings, TIMETABLE_HEADINGS, TIMETABLE},
                  {students_headings, STUDENTS_HEADINGS, STUDENTS}};
    if (ht_xml_has_root(source, "fet"))
        return DATA;
    if (ht_xml_has_root(source, "Activities_Timetable"))
        return ACTIVITIES;
    enum kind kind = OTHER;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_fields table;
    for (size_t n = 0; kind == OTHER && n < sizeof tables / sizeof *tables; n++)
        if (ht_fields_open(&table, source, tables[n].headings, tables[n].count, faults)) {
            kind = tables[n].kind;
            ht_csv_reader_free(table.rows);
        }
    ht_diagnostics_free(faults);
    return kind;
}

static bool recognises(const struct ht_source *source)
{
    return kind_of(source) != OTHER;
}

/* ------------------------------------------------------------ rows */

static void read_students(struct ht_fet *fet, const struct ht_source *source)
{
    struct ht_fields table;
    if (!ht_fields_open(&table, source, students_headings, STUDENTS_HEADINGS, fet->import->faults))
        return;
    while (ht_fields_next(&table, fet->import->notes)) {
        uint32_t around = HT_NONE;
        for (size_t level = 0; level < HT_FET_LEVELS && *ht_fields_cell(&table, 2 * level);
             level++) {
            uint32_t set =
                ht_fet_set(fet, level, ht_fields_cell(&table, 2 * level), ht_fields_where(&table));
            fet->sets[set].number = ht_fet_number(ht_fields_cell(&table, 2 * level + 1));
            if (around != HT_NONE)
                ht_fet_add_part(fet, around, set);
            around = set;
        }
    }
    ht_csv_reader_free(table.rows);
}

/* An activity as its row has it; its other rows, of the same hours or other ones, say the same. */
static void add_activity(struct ht_fet *fet, const struct ht_fields *table, bool are_sets_known)
{
    if (ht_strings_find(fet->activity_ids, ht_fields_cell(table, ACTIVITY)) != HT_NONE)
        return;
    struct ht_fet_activity activity = {
        .subject = ht_import_text(fet->import, ht_fields_cell(table, SUBJECT)),
        .teacher = ht_import_text(fet->import, ht_fields_cell(table, TEACHERS)),
        .duration = 1,
        .is_active = true,
        .day = HT_NONE,
        .hour = HT_NONE,
        .room = "",
        .where = ht_fields_where(table),
    };
    ht_fet_split_sets(fet, ht_fields_cell(table, SETS), !are_sets_known, &activity.sets,
                      activity.where);
    ht_fet_add_activity(fet, ht_fields_cell(table, ACTIVITY), &activity);
}

static void read_timetable(struct ht_fet *fet, const struct ht_source *source, bool has_data,
                           bool are_sets_known)
{
    struct ht_fields table;
    if (!ht_fields_open(&table, source, timetable_headings, TIMETABLE_HEADINGS,
                        fet->import->faults))
        return;
    while (ht_fields_next(&table, fet->import->notes)) {
        if (!has_data)
            add_activity(fet, &table, are_sets_known);
        ht_fet_place(fet, ht_fields_cell(&table, ACTIVITY), ht_fields_cell(&table, DAY),
                     ht_fields_cell(&table, HOUR), ht_fields_cell(&table, ROOM), false,
                     ht_fields_where(&table));
    }
    ht_csv_reader_free(table.rows);
}

/* ------------------------------------------------------------ all files */

/* The data come first, since the others only refer to them, then students, then times. */
static const enum kind order[] = {DATA, STUDENTS, ACTIVITIES, TIMETABLE, OTHER};

static void read_file(struct ht_fet *fet, const struct ht_source *source, enum kind kind,
                      const size_t *counts)
{
    switch (kind) {
    case DATA:
        ht_fet_read_data(fet, source);
        break;
    case STUDENTS:
        if (!counts[DATA])
            read_students(fet, source);
        break;
    case ACTIVITIES:
        ht_fet_read_activities(fet, source);
        break;
    case TIMETABLE:
        /* Both say the same; one is enough. */
        if (!counts[ACTIVITIES])
            read_timetable(fet, source, counts[DATA], counts[DATA] || counts[STUDENTS]);
        break;
    case OTHER:
        ht_note(fet->import->notes, HT_NOTE_DROPPED, (struct ht_where){source->path, 0},
                "files that are none of FET's timetables or data", "%s", ht_source_name(source));
    }
}

static void read_files(struct ht_fet *fet, const struct ht_sources *sources)
{
    enum kind *kinds = HT_NEW(enum kind, sources->count);
    size_t counts[OTHER + 1] = {0};
    for (size_t n = 0; n < sources->count; n++)
        counts[kinds[n] = kind_of(&sources->files[n])]++;
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t n = 0; n < sources->count; n++)
            if (kinds[n] == order[k])
                read_file(fet, &sources->files[n], kinds[n], counts);
    if (!fet->activity_count && !ht_diagnostics_count(fet->import->faults, HT_FAULT))
        ht_fault(fet->import->faults, HT_FAULT, sources->files[0].path, 1,
                 counts[ACTIVITIES]
                     ? "this file says when activities are, but not what they are; name the .fet "
                       "file, too"
                     : "there is no activity in what was named; name X_data_and_timetable.fet, or "
                       "X_timetable.csv with headings");
    else if (!counts[DATA] && !counts[STUDENTS])
        fet->import->is_of_classes = true;
    free(kinds);
}

static void free_all(struct ht_fet *fet)
{
    for (size_t n = 0; n < fet->set_count; n++)
        free(fet->sets[n].parts.numbers);
    for (size_t n = 0; n < fet->activity_count; n++)
        free(fet->activities[n].sets.numbers);
    ht_strings_free(fet->set_names);
    ht_strings_free(fet->links);
    ht_strings_free(fet->activity_ids);
    ht_strings_free(fet->days);
    ht_strings_free(fet->hours);
    free(fet->sets);
    free(fet->activities);
    free(fet->breaks);
    free(fet->placements);
}

static void read_sources(struct ht_import *import, const struct ht_sources *sources)
{
    struct ht_fet fet = {
        .import = import,
        .set_names = ht_strings_new(),
        .links = ht_strings_new(),
        .activity_ids = ht_strings_new(),
        .days = ht_strings_new(),
        .hours = ht_strings_new(),
        .where = {sources->files[0].path, 1},
    };
    read_files(&fet, sources);
    if (!ht_diagnostics_count(import->faults, HT_FAULT))
        ht_fet_make_lessons(&fet);
    free_all(&fet);
}

const struct ht_import_format ht_import_fet = {
    .word = "fet",
    .what = "FET: X_data_and_timetable.fet; X.fet with X_activities.xml; X_timetable.csv",
    .recognises = recognises,
    .read = read_sources,
};
