/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * FET, the free timetabler: X_data_and_timetable.fet; or X.fet with X_activities.xml or
 * X_timetable.csv; or the latter alone or with X_students.csv.
 */
#include "io/import/fet.h"
#include "io/gather/elements.h"
#include "io/gather/times.h"
#include "io/import/formats.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_HOURS = 60 /* of an activity */ };

/* ------------------------------------------------------------ activities and placements */

static void store_activity(struct ht_fet *fet, const char *id,
                           const struct ht_fet_activity *activity)
{
    struct ht_fet_activity *added = ht_list_add(fet->activities, id);
    if (added)
        *added = *activity;
    else
        ht_note(fet->import->notes, HT_NOTE_DROPPED, activity->where,
                "an activity of that number is there already", "%s: %s", id, activity->subject);
}

/* The number of a name; new ones only where no list says which there are. */
static uint32_t number_of(const struct ht_fet *fet, struct ht_list *names, const char *name)
{
    if (!fet->is_ordered)
        ht_list_add(names, name);
    return ht_list_number(names, name);
}

static void drop(struct ht_fet *fet, struct ht_where where, const char *id, const char *reason)
{
    ht_note(fet->import->notes, HT_NOTE_DROPPED, where, reason, "activity %s", id);
}

static void place(struct ht_fet *fet, const char *id, const char *day, const char *hour,
                  const char *room, bool is_whole, struct ht_where where)
{
    struct ht_fet_placement placement = {
        .activity = ht_list_number(fet->activities, id),
        .day = *day ? number_of(fet, fet->days, day) : HT_NONE,
        .hour = *hour ? number_of(fet, fet->hours, hour) : HT_NONE,
        .room = ht_import_text(fet->import, room),
        .where = where,
    };
    fet->import->row_count++;
    if (placement.activity == HT_NONE)
        drop(fet, where, id, "a time of an activity that the .fet file does not have");
    else if (!*day || !*hour)
        drop(fet, where, id, "an activity without a day and an hour: it has no place yet");
    else if (placement.day == HT_NONE || placement.hour == HT_NONE)
        drop(fet, where, id, "a day or an hour that the .fet file does not have");
    else {
        const struct ht_fet_activity *activity = ht_list_find(fet->activities, id);
        placement.duration = is_whole ? activity->duration : 1;
        *(struct ht_fet_placement *)ht_list_add(fet->placements, NULL) = placement;
    }
}

/* ------------------------------------------------------------ the data: lists */

static void start_data(void *context, const struct ht_xml_node *element)
{
    struct ht_fet *fet = context;
    /* Before FET 6 the mode was a program of its own: "5.27.3-algeria4", "5.27.3-ma9". */
    const char *dash = strchr(ht_element_says(element, "version"), '-');
    fet->is_of_half_days =
        dash && (!strncmp(dash, "-algeria", 8) || !strncmp(dash, "-morocco", 8) ||
                 (!strncmp(dash, "-ma", 3) && dash[3] >= '0' && dash[3] <= '9'));
}

static void take_mode(void *context, struct ht_record *record)
{
    if (!strcmp(ht_element_text(record->element), "Mornings_Afternoons"))
        ((struct ht_fet *)context)->is_of_half_days = true;
}

static void take_terms(void *context, struct ht_record *record)
{
    struct ht_fet *fet = context;
    uint32_t number = ht_fet_number(ht_element_text(record->element));
    if (ht_element_is(record->element, "Number_of_Terms"))
        fet->terms = number;
    else
        fet->days_a_term = number;
}

/* Names stood in the list itself before FET 5.38. */
static void take_time(struct ht_fet *fet, struct ht_list *times, const struct ht_record *record)
{
    bool is_name = ht_element_is(record->element, "Name");
    const struct ht_xml_node *name =
        is_name ? record->element : ht_element_part(record->element, "Name");
    if (!name || !*ht_element_text(name))
        return;
    ht_list_add(times, ht_element_text(name));
    if (!fet->is_ordered)
        fet->where = (struct ht_where){record->where.file, name->line};
    fet->is_ordered = true;
}

static void take_day(void *context, struct ht_record *record)
{
    take_time(context, ((struct ht_fet *)context)->days, record);
}

static void take_hour(void *context, struct ht_record *record)
{
    take_time(context, ((struct ht_fet *)context)->hours, record);
}

/* A set and its parts; around: the one that it is part of, or HT_NONE. */
static void take_sets(struct ht_fet *fet, enum ht_fet_level level, uint32_t around,
                      const struct ht_xml_node *element, const char *file)
{
    static const char *const levels[HT_FET_LEVELS] = {"Year", "Group", "Subgroup"};
    const struct ht_xml_node *name = ht_element_part(element, "Name"),
                             *number = ht_element_part(element, "Number_of_Students"), *part;
    uint32_t set = HT_NONE;
    if (name && *ht_element_text(name))
        set = ht_fet_set(fet, level, ht_element_text(name), (struct ht_where){file, name->line});
    if (set != HT_NONE && around != HT_NONE)
        ht_fet_add_part(fet, around, set);
    if (set != HT_NONE && number)
        ht_fet_set_at(fet, set)->number = ht_fet_number(ht_element_text(number));
    for (part = element->first; part; part = part->next)
        if (level + 1 < HT_FET_LEVELS && ht_element_is(part, levels[level + 1]))
            take_sets(fet, level + 1, set, part, file);
}

static void take_year(void *context, struct ht_record *record)
{
    take_sets(context, HT_FET_YEAR, HT_NONE, record->element, record->where.file);
}

/* ------------------------------------------------------------ the data: activities */

/* The texts of all parts of a name, joined by '+'. */
static const char *join(struct ht_fet *fet, const struct ht_record *record, const char *name)
{
    char *joined = ht_copy_text("", 0);
    const struct ht_xml_node *part = ht_element_part(record->element, name);
    for (; part; part = ht_element_next(part))
        joined = ht_list_join(joined, "+", ht_element_text(part));
    return ht_import_keep(fet->import, joined);
}

static const char *room_of(struct ht_fet *fet, const struct ht_record *record)
{
    return ht_element_part(record->element, "Real_Room") ? join(fet, record, "Real_Room")
                                                         : ht_says(record, "Room");
}

static bool is_active(const struct ht_record *record)
{
    return strcmp(ht_says(record, "Active"), "false") != 0;
}

static void take_activity(void *context, struct ht_record *record)
{
    struct ht_fet *fet = context;
    const char *duration = ht_says(record, "Duration");
    uint32_t hours = ht_element_part(record->element, "Duration") ? ht_fet_number(duration) : 1;
    struct ht_fet_activity activity = {
        .subject = ht_import_text(fet->import, ht_says(record, "Subject")),
        .teacher = ht_import_text(fet->import, join(fet, record, "Teacher")),
        .duration = hours < MOST_HOURS ? hours : MOST_HOURS,
        .is_active = is_active(record),
        .day = HT_NONE,
        .hour = HT_NONE,
        .room = "",
        .where = record->end,
    };
    const struct ht_xml_node *set = ht_element_part(record->element, "Students");
    for (; set; set = ht_element_next(set))
        ht_fet_add_set(fet, ht_element_text(set), &activity.sets,
                       (struct ht_where){record->where.file, set->line});
    store_activity(fet, ht_says(record, "Id"), &activity);
}

/* Where the data themselves fix an activity; less than certainty is a wish. */
static void take_constraint(void *context, struct ht_record *record)
{
    struct ht_fet *fet = context;
    struct ht_fet_activity *activity =
        ht_list_find(fet->activities, ht_says(record, "Activity_Id"));
    bool is_wish = ht_element_part(record->element, "Weight_Percentage") &&
                   strtod(ht_says(record, "Weight_Percentage"), NULL) < 100;
    if (is_wish || !is_active(record) || !activity)
        return;
    if (!strcmp(record->is->name, "ConstraintActivityPreferredRoom"))
        activity->room = ht_import_text(fet->import, room_of(fet, record));
    else if (activity->day == HT_NONE) {
        activity->day = ht_list_number(fet->days, ht_says(record, "Preferred_Day|Day"));
        activity->hour = ht_list_number(fet->hours, ht_says(record, "Preferred_Hour|Hour"));
    }
}

static void take_break(void *context, struct ht_record *record)
{
    struct ht_fet *fet = context;
    const struct ht_fet_break at = {
        ht_list_number(fet->days, ht_says(record, "Preferred_Day|Day")),
        ht_list_number(fet->hours, ht_says(record, "Preferred_Hour|Hour")),
    };
    if (at.day != HT_NONE && at.hour != HT_NONE)
        *(struct ht_fet_break *)ht_list_add(fet->breaks, NULL) = at;
}

static const struct ht_element data[] = {
    {"fet", .start = start_data},
    {"Mode", .take = take_mode},
    {"Number_of_Terms", .take = take_terms},
    {"Number_of_Days_Per_Term", .take = take_terms},
    {"Number_of_Days_per_Term", .take = take_terms},
    {"Name", "Days_List", .take = take_day},
    {"Day", .take = take_day},
    {"Name", "Hours_List", .take = take_hour},
    {"Hour", .take = take_hour},
    {"Year", .take = take_year},
    {"Activity", "Activities_List", .take = take_activity},
    {"ConstraintActivityPreferredStartingTime", .take = take_constraint},
    {"ConstraintActivityPreferredRoom", .take = take_constraint},
    {"Break_Time", .take = take_break},
    {0},
};

/* ------------------------------------------------------------ X_activities.xml */

static void take_placement(void *context, struct ht_record *record)
{
    place(context, ht_says(record, "Id|Activity_Id"), ht_says(record, "Preferred_Day|Day"),
          ht_says(record, "Preferred_Hour|Hour"), room_of(context, record), true, record->end);
}

static const struct ht_element placements[] = {{"Activity", .take = take_placement}, {0}};

/* ------------------------------------------------------------ tables */

/* The headings of X_timetable.csv that matter. */
enum { ACTIVITY, DAY, HOUR, SETS, SUBJECT, TEACHERS, ROOM };
static const struct ht_heading timetable_headings[] = {
    {"Activity Id", ACTIVITY}, {"Day", DAY},           {"Hour", HOUR}, {"Students Sets", SETS},
    {"Subject", SUBJECT},      {"Teachers", TEACHERS}, {"Room", ROOM},
};
static const struct ht_headings timetable = {
    timetable_headings, sizeof timetable_headings / sizeof *timetable_headings, .are_fixed = true};

/* Goes to the next row; notes those that have more cells than there are columns. */
static bool next_row(struct ht_table *table, struct ht_import_report *notes)
{
    while (ht_csv_reader_next(table->rows)) {
        size_t cells = ht_csv_reader_cells(table->rows);
        if (cells <= table->heading_count)
            return true;
        ht_note(notes, HT_NOTE_DROPPED, ht_table_where(table),
                "a row with more cells than there are headings; export again with quotes around "
                "the cells",
                "%zu cells, %zu headings", cells, table->heading_count);
    }
    return false;
}

static bool open_table(struct ht_fet *fet, struct ht_table *table, const struct ht_source *source,
                       const struct ht_headings *headings)
{
    bool is_open = ht_table_open(table, source, headings, fet->import->faults);
    if (is_open)
        ht_table_tell(table, fet->import);
    return is_open;
}

static void read_students(struct ht_fet *fet, const struct ht_source *source)
{
    struct ht_table row;
    bool is_open = open_table(fet, &row, source, &ht_fet_students_headings);
    while (is_open && next_row(&row, fet->import->notes))
        ht_fet_take_sets(fet, &row);
    ht_table_close(&row);
}

/* An activity as its row has it; its other rows, of the same hours or other ones, say the same. */
static void add_activity(struct ht_fet *fet, const struct ht_table *row, bool are_sets_known)
{
    const char *id = ht_table_cell(row, ACTIVITY);
    if (ht_list_number(fet->activities, id) != HT_NONE)
        return;
    struct ht_fet_activity activity = {
        .subject = ht_import_text(fet->import, ht_table_cell(row, SUBJECT)),
        .teacher = ht_import_text(fet->import, ht_table_cell(row, TEACHERS)),
        .duration = 1,
        .is_active = true,
        .day = HT_NONE,
        .hour = HT_NONE,
        .room = "",
        .where = ht_table_where(row),
    };
    ht_fet_split_sets(fet, ht_table_cell(row, SETS), !are_sets_known, &activity.sets,
                      activity.where);
    store_activity(fet, id, &activity);
}

static void read_timetable(struct ht_fet *fet, const struct ht_source *source, bool has_data,
                           bool are_sets_known)
{
    struct ht_table row;
    bool is_open = open_table(fet, &row, source, &timetable);
    while (is_open && next_row(&row, fet->import->notes)) {
        if (!has_data)
            add_activity(fet, &row, are_sets_known);
        place(fet, ht_table_cell(&row, ACTIVITY), ht_table_cell(&row, DAY),
              ht_table_cell(&row, HOUR), ht_table_cell(&row, ROOM), false, ht_table_where(&row));
    }
    ht_table_close(&row);
}

/* ------------------------------------------------------------ all files */

/* In the order in which they are read: the data come first, since the others only refer to them,
   then students, then times. */
enum kind { DATA, STUDENTS, ACTIVITIES, TIMETABLE, OTHER };

static enum kind kind_of(const struct ht_source *source)
{
    if (ht_elements_have_root(source, "fet"))
        return DATA;
    if (ht_elements_have_root(source, "Activities_Timetable"))
        return ACTIVITIES;
    if (ht_table_is(source, &timetable, NULL))
        return TIMETABLE;
    return ht_table_is(source, &ht_fet_students_headings, NULL) ? STUDENTS : OTHER;
}

static bool recognises(const struct ht_source *source)
{
    return kind_of(source) != OTHER;
}

static void pass_over(struct ht_fet *fet, const struct ht_source *source, const char *reason)
{
    ht_note(fet->import->notes, HT_NOTE_DROPPED, (struct ht_where){source->path, 0}, reason, "%s",
            ht_source_name(source));
}

static void read_file(struct ht_fet *fet, const struct ht_source *source, enum kind kind,
                      const size_t *counts)
{
    static const char same[] = "files that are not read, since others say the same";
    switch (kind) {
    case DATA:
        ht_elements_read(fet, source, data);
        break;
    case STUDENTS:
        if (!counts[DATA])
            read_students(fet, source);
        else
            pass_over(fet, source, same);
        break;
    case ACTIVITIES:
        ht_elements_read(fet, source, placements);
        break;
    case TIMETABLE:
        if (!counts[ACTIVITIES])
            read_timetable(fet, source, counts[DATA], counts[DATA] || counts[STUDENTS]);
        else
            pass_over(fet, source, same);
        break;
    case OTHER:
        pass_over(fet, source, "files that are none of FET's timetables or data");
    }
}

static void read_files(struct ht_fet *fet, const struct ht_sources *sources)
{
    enum kind *kinds = ht_import_keep(fet->import, HT_NEW(enum kind, sources->count));
    size_t counts[OTHER + 1] = {0};
    for (size_t n = 0; n < sources->count; n++)
        counts[kinds[n] = kind_of(&sources->files[n])]++;
    for (enum kind kind = 0; kind <= OTHER; kind++)
        for (size_t n = 0; n < sources->count; n++)
            if (kinds[n] == kind)
                read_file(fet, &sources->files[n], kind, counts);
    if (!fet->activities->count && !ht_diagnostics_count(fet->import->faults, HT_FAULT))
        ht_fault(fet->import->faults, HT_FAULT, sources->files[0].path, 1,
                 counts[ACTIVITIES]
                     ? "this file says when activities are, but not what they are; name the .fet "
                       "file, too"
                     : "there is no activity in what was named; name X_data_and_timetable.fet, or "
                       "X_timetable.csv with headings");
    else if (!counts[DATA] && !counts[STUDENTS])
        fet->import->is_of_classes = true;
}

/* ------------------------------------------------------------ activities without a timetable */

/* A file with data and timetable fixes each activity; mere data fix some or none. */
static void place_by_data(struct ht_fet *fet)
{
    for (uint32_t n = 0; n < fet->activities->count; n++) {
        const struct ht_fet_activity *activity = ht_list_at(fet->activities, n);
        const char *id = ht_list_id(fet->activities, n);
        if (!activity->is_active) {
            drop(fet, activity->where, id, "an activity that is not active");
            continue;
        }
        bool is_placed = activity->day != HT_NONE && activity->hour != HT_NONE;
        place(fet, id, is_placed ? ht_list_id(fet->days, activity->day) : "",
              is_placed ? ht_list_id(fet->hours, activity->hour) : "", activity->room, true,
              activity->where);
    }
}

/* ------------------------------------------------------------ slots */

static bool has_terms(const struct ht_fet *fet)
{
    return fet->terms > 1 && (uint64_t)fet->terms * fet->days_a_term == fet->days->count;
}

/* The first day of the term that is read, and the one after its last. */
static uint32_t first_day(const struct ht_fet *fet)
{
    return has_terms(fet) ? (uint32_t)fet->term * fet->days_a_term : 0;
}

static uint32_t end_of_days(const struct ht_fet *fet)
{
    return has_terms(fet) ? first_day(fet) + fet->days_a_term : fet->days->count;
}

static bool is_of_term(const struct ht_fet *fet, uint32_t day)
{
    return day >= first_day(fet) && day < end_of_days(fet);
}

static uint32_t make_slot(struct ht_fet *fet, uint32_t day, uint32_t hour, int kind,
                          struct ht_where where)
{
    uint32_t *slot = &fet->slots[(size_t)day * fet->hours->count + hour];
    if (*slot != HT_NONE)
        return *slot;
    const struct ht_cycle_day *is =
        &fet->cycle[fet->is_of_half_days ? day / 2 : day - first_day(fet)];
    const char *name = ht_list_id(fet->hours, hour);
    /* The same hour of a morning and of an afternoon are two periods. */
    if (fet->is_of_half_days)
        name = ht_import_made(fet->import, "%s %s", day % 2 ? "pm" : "am", name);
    else
        name = ht_cycle_period(fet->import, is, name);
    *slot = ht_import_slot(fet->import, is->week, is->weekday, name, where);
    ht_import_period(fet->import, *slot, fet->times[hour].start, fet->times[hour].end, kind);
    return *slot;
}

static bool know_times(struct ht_fet *fet)
{
    struct ht_import *import = fet->import;
    size_t hours = fet->hours->count, slots = hours * fet->days->count;
    struct ht_strings *names = ht_strings_new();
    bool is_known = ht_know_term(import, has_terms(fet) ? fet->terms : 1, &fet->term, fet->where);
    for (uint32_t n = first_day(fet); n < end_of_days(fet); n += fet->is_of_half_days ? 2 : 1)
        ht_strings_add(names, ht_list_id(fet->days, n));
    fet->cycle = ht_import_keep(import, HT_NEW(struct ht_cycle_day, ht_strings_count(names)));
    is_known = is_known && ht_cycle_days(import, names, fet->is_ordered, fet->cycle, fet->where);
    ht_strings_free(names);
    if (!is_known)
        return false;
    fet->times = ht_import_keep(import, HT_NEW(struct ht_cycle_hour, hours));
    if (!fet->is_of_half_days)
        ht_cycle_hours(import, fet->hours->ids, fet->is_ordered, fet->times, fet->where);
    fet->slots = ht_import_keep(import, HT_NEW(uint32_t, slots));
    for (size_t n = 0; n < slots; n++)
        fet->slots[n] = HT_NONE;
    return true;
}

static void make_breaks(struct ht_fet *fet)
{
    for (uint32_t n = 0; n < fet->breaks->count; n++) {
        const struct ht_fet_break *at = ht_list_at(fet->breaks, n);
        if (!is_of_term(fet, at->day))
            continue;
        bool is_lunch = !strncasecmp(ht_list_id(fet->hours, at->hour), "lunch", 5);
        make_slot(fet, at->day, at->hour, is_lunch ? HT_LUNCH : HT_BREAK, fet->where);
    }
}

static void tell_of_empty_hours(const struct ht_fet *fet)
{
    for (uint32_t day = first_day(fet); day < end_of_days(fet); day++)
        for (uint32_t hour = 0; hour < fet->hours->count; hour++)
            if (fet->slots[(size_t)day * fet->hours->count + hour] == HT_NONE)
                ht_note(fet->import->notes, HT_NOTE_DROPPED, fet->where,
                        "hours in which nobody has a lesson are no periods", "%s, %s",
                        ht_list_id(fet->days, day), ht_list_id(fet->hours, hour));
}

/* ------------------------------------------------------------ lessons */

/* The class is called by its sets. */
static uint32_t make_content(const struct ht_fet *fet, const struct ht_fet_activity *activity,
                             const struct ht_fet_placement *placement)
{
    char *sets = ht_copy_text("", 0);
    for (uint32_t n = 0; n < activity->sets.count; n++)
        sets = ht_list_join(sets, "+", ht_fet_set_at(fet, activity->sets.numbers[n])->name);
    ht_import_keep(fet->import, sets);
    const struct ht_import_content content = {
        .subject = activity->subject,
        .class_ = ht_list_class(fet->import, sets, activity->subject, activity->where),
        .teacher = activity->teacher,
        .room = placement->room,
    };
    return ht_import_content(fet->import, &content, placement->where);
}

static void make_lessons(struct ht_fet *fet, const struct ht_fet_placement *placement)
{
    const struct ht_fet_activity *activity = ht_list_at(fet->activities, placement->activity);
    const char *id = ht_list_id(fet->activities, placement->activity);
    if (!activity->sets.count) {
        drop(fet, placement->where, id, "an activity without students");
        return;
    }
    if (!is_of_term(fet, placement->day)) {
        drop(fet, placement->where, id,
             "activities of other terms than the one that is read; import each term's timetable by "
             "itself, with --solution 2 and so on, and --from its first date");
        return;
    }
    uint32_t content = make_content(fet, activity, placement);
    const struct ht_list *members = ht_fet_members(fet, &activity->sets);
    for (uint32_t n = 0; n < placement->duration; n++) {
        if (placement->hour + n >= fet->hours->count) {
            drop(fet, placement->where, id, "an hour of an activity after the last one of the day");
            return;
        }
        uint32_t slot = make_slot(fet, placement->day, placement->hour + n, -1, placement->where);
        ht_import_lessons(fet->import, members, slot, content, placement->where);
    }
}

static void make_all(struct ht_fet *fet)
{
    if (!fet->placements->count)
        place_by_data(fet);
    if (!fet->placements->count)
        ht_fault(fet->import->faults, HT_FAULT, fet->where.file, fet->where.line,
                 "there is no timetable in this file, only what FET makes one of; name "
                 "X_activities.xml or X_timetable.csv too, or X_data_and_timetable.fet instead");
    if (!fet->placements->count || !know_times(fet) || !ht_fet_students(fet))
        return;
    make_breaks(fet);
    for (uint32_t n = 0; n < fet->placements->count; n++) {
        const struct ht_fet_placement *placement = ht_list_at(fet->placements, n);
        make_lessons(fet, placement);
        if (ht_import_is_full(fet->import, placement->where, "correct the numbers of students"))
            return;
    }
    if (fet->is_ordered)
        tell_of_empty_hours(fet);
}

/* ------------------------------------------------------------ the format */

static void read_sources(struct ht_import *import, const struct ht_sources *sources)
{
    struct ht_fet fet = {
        .import = import,
        .sets = HT_LIST(import, struct ht_fet_set),
        .links = HT_LIST(import, char),
        .activities = HT_LIST(import, struct ht_fet_activity),
        .days = HT_LIST(import, char),
        .hours = HT_LIST(import, char),
        .breaks = HT_LIST(import, struct ht_fet_break),
        .placements = HT_LIST(import, struct ht_fet_placement),
        .members = HT_LIST(import, uint32_t),
        .where = {sources->files[0].path, 1},
    };
    read_files(&fet, sources);
    if (!ht_diagnostics_count(import->faults, HT_FAULT))
        make_all(&fet);
}

const struct ht_import_format ht_import_fet = {
    .word = "fet",
    .what = "FET: X_data_and_timetable.fet; X.fet with X_activities.xml; X_timetable.csv",
    .recognises = recognises,
    .read = read_sources,
};
