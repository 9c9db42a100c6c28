/* SPDX-License-Identifier: GPL-3.0-or-later */
/** FET's own files: the data of a school, with or without a timetable, and X_activities.xml. */
#include "io/import/fet.h"
#include "io/import/lists.h"
#include "io/xml/stream.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_HOURS = 60 };

/* What is read of the element that is open. */
struct record {
    char *id, *day, *hour, *room, *real_rooms, *subject, *teacher; /* owned; NULL for none */
    struct ht_some sets;                                           /* owned */
    uint32_t duration;
    bool is_active, is_wish;
};

struct reading {
    struct ht_fet *fet;
    const char *path;
    uint32_t set[HT_FET_LEVELS]; /* the open one of each level, or HT_NONE */
    struct record record;
};

static void clear(struct record *record)
{
    free(record->id);
    free(record->day);
    free(record->hour);
    free(record->room);
    free(record->real_rooms);
    free(record->subject);
    free(record->teacher);
    free(record->sets.numbers);
    *record = (struct record){.duration = 1, .is_active = true};
}

/* The first of several counts. */
static void set_text(char **text, const char *said)
{
    if (!*text)
        *text = ht_copy_text(said, strlen(said));
}

static void join_text(char **text, const char *said)
{
    *text = ht_list_join(*text ? *text : ht_copy_text("", 0), "+", said);
}

static const char *said(const char *text)
{
    return text ? text : "";
}

static bool is(const struct ht_xml_element *element, const char *name)
{
    return !strcmp(element->name, name);
}

static bool is_in(const struct ht_xml_element *element, const char *parent)
{
    return !strcmp(element->parent, parent);
}

static struct ht_where where_of(const struct reading *reading, const struct ht_xml_element *element)
{
    return (struct ht_where){reading->path, element->line};
}

/* ------------------------------------------------------------ lists */

static void take_list(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_fet *fet = reading->fet;
    if (is(element, "Mode") && !strcmp(element->text, "Mornings_Afternoons"))
        fet->is_of_half_days = true;
    if (!is(element, "Name") || !*element->text)
        return;
    /* Names stood in the list itself before FET 5.38. */
    if (is_in(element, "Day") || is_in(element, "Days_List"))
        ht_strings_add(fet->days, element->text);
    else if (is_in(element, "Hour") || is_in(element, "Hours_List"))
        ht_strings_add(fet->hours, element->text);
    else
        return;
    if (!fet->is_ordered)
        fet->where = where_of(reading, element);
    fet->is_ordered = true;
}

static const char *const levels[HT_FET_LEVELS] = {"Year", "Group", "Subgroup"};

static void take_set(struct reading *reading, const struct ht_xml_element *element)
{
    int level = 0;
    while (level < HT_FET_LEVELS && !is_in(element, levels[level]))
        level++;
    if (level == HT_FET_LEVELS)
        return;
    uint32_t *open = &reading->set[level];
    if (is(element, "Name") && *element->text) {
        *open = ht_fet_set(reading->fet, level, element->text, where_of(reading, element));
        if (level > 0 && reading->set[level - 1] != HT_NONE)
            ht_fet_add_part(reading->fet, reading->set[level - 1], *open);
    } else if (is(element, "Number_of_Students") && *open != HT_NONE)
        reading->fet->sets[*open].number = ht_fet_number(element->text);
}

/* ------------------------------------------------------------ activities */

static void take_activity(struct reading *reading, const struct ht_xml_element *element)
{
    struct record *record = &reading->record;
    if (is(element, "Id"))
        set_text(&record->id, element->text);
    else if (is(element, "Subject"))
        set_text(&record->subject, element->text);
    else if (is(element, "Teacher"))
        join_text(&record->teacher, element->text);
    else if (is(element, "Duration"))
        record->duration = ht_fet_number(element->text);
    else if (is(element, "Active"))
        record->is_active = strcmp(element->text, "false") != 0;
    else if (is(element, "Students"))
        ht_fet_add_set(reading->fet, element->text, &record->sets, where_of(reading, element));
}

static void end_activity(struct reading *reading, const struct ht_xml_element *element)
{
    struct record *record = &reading->record;
    struct ht_import *import = reading->fet->import;
    const struct ht_fet_activity activity = {
        .subject = ht_import_text(import, said(record->subject)),
        .teacher = ht_import_text(import, said(record->teacher)),
        .sets = record->sets,
        .duration = record->duration < MOST_HOURS ? record->duration : MOST_HOURS,
        .is_active = record->is_active,
        .day = HT_NONE,
        .hour = HT_NONE,
        .room = "",
        .where = where_of(reading, element),
    };
    ht_fet_add_activity(reading->fet, said(record->id), &activity);
    record->sets = (struct ht_some){NULL, 0};
}

/* ------------------------------------------------------------ constraints */

static void take_constraint(struct reading *reading, const struct ht_xml_element *element)
{
    struct record *record = &reading->record;
    if (is(element, "Activity_Id"))
        set_text(&record->id, element->text);
    else if (is(element, "Weight_Percentage"))
        record->is_wish = strtod(element->text, NULL) < 100;
    else if (is(element, "Active"))
        record->is_active = strcmp(element->text, "false") != 0;
    else if (is(element, "Preferred_Day") || is(element, "Day"))
        set_text(&record->day, element->text);
    else if (is(element, "Preferred_Hour") || is(element, "Hour"))
        set_text(&record->hour, element->text);
    else if (is(element, "Room"))
        set_text(&record->room, element->text);
    else if (is(element, "Real_Room"))
        join_text(&record->real_rooms, element->text);
}

static void end_constraint(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_fet *fet = reading->fet;
    const struct record *record = &reading->record;
    uint32_t number = ht_strings_find(fet->activity_ids, said(record->id));
    if (record->is_wish || !record->is_active || number == HT_NONE)
        return;
    struct ht_fet_activity *activity = &fet->activities[number];
    if (is(element, "ConstraintActivityPreferredRoom")) {
        const char *room = record->real_rooms ? record->real_rooms : said(record->room);
        activity->room = ht_import_text(fet->import, room);
    } else if (activity->day == HT_NONE) {
        activity->day = ht_strings_find(fet->days, said(record->day));
        activity->hour = ht_strings_find(fet->hours, said(record->hour));
    }
}

static void end_break(struct reading *reading)
{
    struct ht_fet *fet = reading->fet;
    uint32_t day = ht_strings_find(fet->days, said(reading->record.day));
    uint32_t hour = ht_strings_find(fet->hours, said(reading->record.hour));
    if (day == HT_NONE || hour == HT_NONE)
        return;
    HT_GROW(fet->breaks, fet->break_count, fet->break_capacity);
    fet->breaks[fet->break_count++] = (struct ht_fet_break){day, hour};
}

/* ------------------------------------------------------------ the data */

static bool is_placing(const char *name)
{
    return !strcmp(name, "ConstraintActivityPreferredStartingTime") ||
           !strcmp(name, "ConstraintActivityPreferredRoom");
}

/* Before FET 6 the mode was a program of its own: "5.27.3-algeria4", "5.27.3-ma9". */
static bool is_of_half_days(const char *version)
{
    const char *dash = strchr(version, '-');
    return dash && (!strncmp(dash, "-algeria", 8) || !strncmp(dash, "-morocco", 8) ||
                    (!strncmp(dash, "-ma", 3) && dash[3] >= '0' && dash[3] <= '9'));
}

static void start_in_data(void *context, const struct ht_xml_element *element)
{
    struct reading *reading = context;
    if (is(element, "fet"))
        reading->fet->is_of_half_days = is_of_half_days(ht_xml_attribute(element, "version"));
    if (is(element, "Activity") || is(element, "Break_Time") || is_placing(element->name))
        clear(&reading->record);
    for (int level = 0; level < HT_FET_LEVELS; level++)
        if (is(element, levels[level]))
            reading->set[level] = HT_NONE;
}

static void end_in_data(void *context, const struct ht_xml_element *element)
{
    struct reading *reading = context;
    if (is_in(element, "Activity"))
        take_activity(reading, element);
    else if (is_placing(element->parent) || is_in(element, "Break_Time"))
        take_constraint(reading, element);
    else if (is(element, "Activity") && is_in(element, "Activities_List"))
        end_activity(reading, element);
    else if (is_placing(element->name))
        end_constraint(reading, element);
    else if (is(element, "Break_Time"))
        end_break(reading);
    else {
        take_list(reading, element);
        take_set(reading, element);
    }
}

static void read(struct ht_fet *fet, const struct ht_source *source,
                 const struct ht_xml_listener *listener)
{
    struct reading reading = {.fet = fet, .path = source->path, .set = {HT_NONE, HT_NONE, HT_NONE}};
    clear(&reading.record);
    ht_xml_read(source, listener, &reading, fet->import->faults);
    clear(&reading.record);
}

void ht_fet_read_data(struct ht_fet *fet, const struct ht_source *source)
{
    read(fet, source, &(struct ht_xml_listener){start_in_data, end_in_data});
}

/* ------------------------------------------------------------ X_activities.xml */

static void start_in_activities(void *context, const struct ht_xml_element *element)
{
    struct reading *reading = context;
    if (is(element, "Activity"))
        clear(&reading->record);
}

static void end_in_activities(void *context, const struct ht_xml_element *element)
{
    struct reading *reading = context;
    const struct record *record = &reading->record;
    if (is_in(element, "Activity")) {
        take_activity(reading, element);
        take_constraint(reading, element);
    } else if (is(element, "Activity"))
        ht_fet_place(reading->fet, said(record->id), said(record->day), said(record->hour),
                     record->real_rooms ? record->real_rooms : said(record->room), true,
                     where_of(reading, element));
}

void ht_fet_read_activities(struct ht_fet *fet, const struct ht_source *source)
{
    read(fet, source, &(struct ht_xml_listener){start_in_activities, end_in_activities});
}
