/* SPDX-License-Identifier: GPL-3.0-or-later */
/** HighSchoolTimetableArchive: instances of timetabling problems with solutions, of which one
 * counts. */
#include "io/import/xhstt.h"

#include "io/import/formats.h"
#include "io/xml/stream.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TIMES = 100 /* of an event */, MOST_LISTED = 10 };

static const char root[] = "HighSchoolTimetableArchive";

static bool recognises(const struct ht_source *source)
{
    return ht_xml_has_root(source, root);
}

static bool is(const struct ht_xml_element *element, const char *name)
{
    return !strcmp(element->name, name);
}

/* ------------------------------------------------------------ the choice of a solution */

struct choice {
    struct ht_import *import;
    unsigned wanted;      /* from 1; 0: the only one */
    unsigned count;       /* solutions so far */
    const char *instance; /* id of the instance that the wanted one solves */
    char *list;           /* "1 of BrazilInstance1, ..."; owned */
};

static void count_solution(void *context, const struct ht_xml_element *element)
{
    struct choice *choice = context;
    if (!is(element, "Solution"))
        return;
    const char *instance = ht_xml_attribute(element, "Reference");
    choice->count++;
    if (choice->count == (choice->wanted ? choice->wanted : 1))
        choice->instance = ht_import_text(choice->import, instance);
    if (choice->count > MOST_LISTED)
        return;
    char *longer = ht_format("%s%s%u of %s", choice->list, choice->count > 1 ? ", " : "",
                             choice->count, instance);
    free(choice->list);
    choice->list = longer;
}

/* False with a fault where it is not plain which solution is meant. */
static bool choose(struct choice *choice, const struct ht_source *source)
{
    struct ht_diagnostics *faults = choice->import->faults;
    const struct ht_xml_listener listener = {.start = count_solution};
    if (!ht_xml_read(source, &listener, choice, faults))
        return false;
    const char *more = choice->count > MOST_LISTED ? " and so on" : "";
    if (!choice->count)
        ht_fault(faults, HT_FAULT, source->path, 1,
                 "there is no solution in this archive, only problems; name one that has");
    else if (choice->wanted > choice->count)
        ht_fault(faults, HT_FAULT, source->path, 1, "there is no solution %u: there are %u, %s%s",
                 choice->wanted, choice->count, choice->list, more);
    else if (!choice->wanted && choice->count > 1)
        ht_fault(faults, HT_FAULT, source->path, 1,
                 "there are %u solutions, %s%s; choose one: --solution 1", choice->count,
                 choice->list, more);
    return choice->instance && (choice->wanted || choice->count == 1);
}

/* ------------------------------------------------------------ reading */

struct reading {
    struct ht_xhstt *xhstt;
    const struct choice *choice;
    unsigned solutions; /* so far */
    bool is_in_instance, is_in_solution, is_in_event;
    const char *named; /* the import's text: id of the open day, week, course or type */
    struct ht_where where;
};

static const char *text_of(const struct reading *reading, const struct ht_xml_element *element,
                           const char *attribute)
{
    return ht_import_text(reading->xhstt->import, ht_xml_attribute(element, attribute));
}

/* Adds the id to a set; false after a note where it is there already. */
static bool is_new(const struct reading *reading, struct ht_strings *ids,
                   const struct ht_xml_element *element)
{
    const char *id = ht_xml_attribute(element, "Id");
    uint32_t count = ht_strings_count(ids);
    if (ht_strings_add(ids, id) == count)
        return true;
    ht_note(reading->xhstt->import->notes, HT_NOTE_DROPPED, reading->where,
            "elements with the id of another one", "<%s Id=\"%s\">", element->name, id);
    return false;
}

static bool is_named(const char *name)
{
    return !strcmp(name, "Day") || !strcmp(name, "Week") || !strcmp(name, "Course") ||
           !strcmp(name, "ResourceType");
}

static void set_name(struct ht_xhstt *xhstt, const char *kind, const char *id, const char *name)
{
    char *key = ht_format("%s %s", kind, id);
    if (ht_strings_add(xhstt->named, key) == xhstt->name_count) {
        HT_GROW(xhstt->names, xhstt->name_count, xhstt->name_capacity);
        xhstt->names[xhstt->name_count++] = ht_import_text(xhstt->import, name);
    }
    free(key);
}

static void add_number(struct ht_some *some, uint32_t number)
{
    some->numbers = ht_resize(some->numbers, some->count + 1, sizeof *some->numbers);
    some->numbers[some->count++] = number;
}

static void add_resource(const struct reading *reading, struct ht_some *resources,
                         const struct ht_xml_element *element)
{
    const char *id = ht_xml_attribute(element, "Reference");
    uint32_t number = ht_strings_find(reading->xhstt->resource_ids, id);
    if (number != HT_NONE)
        add_number(resources, number);
    else if (*id)
        ht_note(reading->xhstt->import->notes, HT_NOTE_DROPPED, reading->where,
                "resources that the archive does not have", "'%s'", id);
}

/* ------------------------------------------------------------ the instance */

/* In times; 0 where it is none. */
static uint32_t duration_of(const char *text)
{
    int times = atoi(text);
    return times > 0 && times < MOST_TIMES ? (uint32_t)times : 0;
}

static void start_definition(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_xhstt *xhstt = reading->xhstt;
    if (is(element, "Time") && is_new(reading, xhstt->time_ids, element)) {
        HT_GROW(xhstt->times, xhstt->time_count, xhstt->time_capacity);
        xhstt->times[xhstt->time_count++] = (struct ht_xhstt_time){.day = "", .week = ""};
    } else if (is(element, "Resource") && is_new(reading, xhstt->resource_ids, element)) {
        HT_GROW(xhstt->resources, xhstt->resource_count, xhstt->resource_capacity);
        xhstt->resources[xhstt->resource_count++] =
            (struct ht_xhstt_resource){"", "", reading->where};
    } else if (is(element, "Event") && is_new(reading, xhstt->event_ids, element)) {
        HT_GROW(xhstt->events, xhstt->event_count, xhstt->event_capacity);
        xhstt->events[xhstt->event_count++] = (struct ht_xhstt_event){
            .name = "", .course = "", .time = "", .duration = 1, .where = reading->where};
        reading->is_in_event = true;
    } else if (is_named(element->name))
        reading->named = text_of(reading, element, "Id");
}

static void take_in_event(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_xhstt *xhstt = reading->xhstt;
    struct ht_xhstt_event *event = &xhstt->events[xhstt->event_count - 1];
    if (is(element, "Course"))
        event->course = text_of(reading, element, "Reference");
    else if (is(element, "Time"))
        event->time = text_of(reading, element, "Reference");
    else if (is(element, "Resource"))
        add_resource(reading, &event->resources, element);
    else if (is(element, "ResourceGroup")) {
        const struct ht_some *group =
            ht_links_of(xhstt->groups, ht_xml_attribute(element, "Reference"));
        for (uint32_t n = 0; n < group->count; n++)
            add_number(&event->resources, group->numbers[n]);
    }
}

static void take_reference(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_xhstt *xhstt = reading->xhstt;
    const char *reference = text_of(reading, element, "Reference");
    if (!strcmp(element->parent, "Time") && xhstt->time_count) {
        struct ht_xhstt_time *time = &xhstt->times[xhstt->time_count - 1];
        if (is(element, "Day"))
            time->day = reference;
        else if (is(element, "Week"))
            time->week = reference;
    } else if (!strcmp(element->parent, "Resource") && xhstt->resource_count) {
        if (is(element, "ResourceType"))
            xhstt->resources[xhstt->resource_count - 1].type = reference;
    } else if (is(element, "ResourceGroup") && xhstt->resource_count && !xhstt->event_count)
        ht_links_add(xhstt->groups, reference, (uint32_t)xhstt->resource_count - 1);
}

static void end_in_instance(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_xhstt *xhstt = reading->xhstt;
    const char *parent = element->parent;
    const char *text = ht_import_text(xhstt->import, element->text);
    if (is(element, "Event"))
        reading->is_in_event = false;
    else if (is(element, "Duration") && reading->is_in_event)
        xhstt->events[xhstt->event_count - 1].duration = duration_of(text);
    else if (!is(element, "Name"))
        return;
    else if (!strcmp(parent, "Event") && reading->is_in_event)
        xhstt->events[xhstt->event_count - 1].name = text;
    else if (!strcmp(parent, "Resource") && xhstt->resource_count && !reading->is_in_event)
        xhstt->resources[xhstt->resource_count - 1].name = text;
    else if (is_named(parent) && reading->named)
        set_name(xhstt, parent, reading->named, text);
}

/* ------------------------------------------------------------ the solution */

static void start_in_solution(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_xhstt *xhstt = reading->xhstt;
    if (is(element, "Event")) {
        const char *id = ht_xml_attribute(element, "Reference");
        uint32_t event = ht_strings_find(xhstt->event_ids, id);
        xhstt->import->row_count++;
        reading->is_in_event = event != HT_NONE;
        if (!reading->is_in_event) {
            ht_note(xhstt->import->notes, HT_NOTE_DROPPED, reading->where,
                    "events that the archive does not have", "'%s'", id);
            return;
        }
        HT_GROW(xhstt->placements, xhstt->placement_count, xhstt->placement_capacity);
        xhstt->placements[xhstt->placement_count++] =
            (struct ht_xhstt_placement){.event = event, .time = "", .where = reading->where};
        xhstt->events[event].is_placed = true;
    } else if (reading->is_in_event) {
        struct ht_xhstt_placement *placement = &xhstt->placements[xhstt->placement_count - 1];
        if (is(element, "Time"))
            placement->time = text_of(reading, element, "Reference");
        else if (is(element, "Resource"))
            add_resource(reading, &placement->resources, element);
    }
}

static void end_in_solution(struct reading *reading, const struct ht_xml_element *element)
{
    struct ht_xhstt *xhstt = reading->xhstt;
    if (is(element, "Event"))
        reading->is_in_event = false;
    else if (is(element, "Duration") && reading->is_in_event)
        xhstt->placements[xhstt->placement_count - 1].duration = duration_of(element->text);
}

/* ------------------------------------------------------------ the file */

static void start(void *context, const struct ht_xml_element *element)
{
    struct reading *reading = context;
    reading->where.line = element->line;
    if (is(element, "Instance"))
        reading->is_in_instance =
            !strcmp(ht_xml_attribute(element, "Id"), reading->choice->instance);
    else if (is(element, "Solution")) {
        unsigned wanted = reading->choice->wanted ? reading->choice->wanted : 1;
        reading->is_in_solution = ++reading->solutions == wanted;
    } else if (reading->is_in_solution)
        start_in_solution(reading, element);
    else if (!reading->is_in_instance)
        return;
    else if (reading->is_in_event)
        take_in_event(reading, element);
    else if (*ht_xml_attribute(element, "Id"))
        start_definition(reading, element);
    else
        take_reference(reading, element);
}

static void end(void *context, const struct ht_xml_element *element)
{
    struct reading *reading = context;
    if (is(element, "Instance"))
        reading->is_in_instance = false;
    else if (is(element, "Solution"))
        reading->is_in_solution = false;
    else if (reading->is_in_solution)
        end_in_solution(reading, element);
    else if (reading->is_in_instance)
        end_in_instance(reading, element);
}

static void free_xhstt(struct ht_xhstt *xhstt)
{
    for (size_t n = 0; n < xhstt->event_count; n++)
        free(xhstt->events[n].resources.numbers);
    for (size_t n = 0; n < xhstt->placement_count; n++)
        free(xhstt->placements[n].resources.numbers);
    ht_strings_free(xhstt->named);
    ht_links_free(xhstt->groups);
    ht_strings_free(xhstt->time_ids);
    ht_strings_free(xhstt->resource_ids);
    ht_strings_free(xhstt->event_ids);
    free(xhstt->names);
    free(xhstt->times);
    free(xhstt->resources);
    free(xhstt->events);
    free(xhstt->placements);
}

static void read_file(struct ht_import *import, const struct ht_source *source)
{
    struct ht_xhstt xhstt = {
        .import = import,
        .named = ht_strings_new(),
        .groups = ht_links_new(),
        .time_ids = ht_strings_new(),
        .resource_ids = ht_strings_new(),
        .event_ids = ht_strings_new(),
    };
    struct choice choice = {
        .import = import, .wanted = import->wishes.solution, .list = ht_copy_text("", 0)};
    struct reading reading = {.xhstt = &xhstt, .choice = &choice, .where = {source->path, 1}};
    const struct ht_xml_listener listener = {start, end};
    if (choose(&choice, source) && ht_xml_read(source, &listener, &reading, import->faults))
        ht_xhstt_make_lessons(&xhstt, (struct ht_where){source->path, 1});
    free(choice.list);
    free_xhstt(&xhstt);
}

static void read_files(struct ht_import *import, const struct ht_sources *sources)
{
    for (size_t n = 0; n < sources->count; n++)
        read_file(import, &sources->files[n]);
}

const struct ht_import_format ht_import_xhstt = {
    .word = "xhstt",
    .what = "HighSchoolTimetableArchive: one of its solutions (--solution)",
    .recognises = recognises,
    .read = read_files,
};
