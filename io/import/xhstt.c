/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * HighSchoolTimetableArchive: instances of timetabling problems with solutions, of which one
 * counts. Its events become lessons: which weekday and period a time is, who and what is there.
 */
#include "io/gather/elements.h"
#include "io/gather/times.h"
#include "io/import/formats.h"
#include "solver/base/memory.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TIMES = 100 /* of an event */, MOST_LISTED = 10 };

static bool recognises(const struct ht_source *source)
{
    return ht_elements_have_root(source, "HighSchoolTimetableArchive");
}

/* ------------------------------------------------------------ the choice of a solution */

struct choice {
    struct ht_import *import;
    unsigned wanted;      /* from 1 */
    unsigned count;       /* solutions so far */
    const char *instance; /* id of the instance that the wanted one solves */
    char *list;           /* "1 of BrazilInstance1, ..." */
};

static void count_solution(void *context, const struct ht_xml_node *element)
{
    struct choice *choice = context;
    const char *instance = ht_element_says(element, "Reference");
    if (++choice->count == choice->wanted)
        choice->instance = ht_import_text(choice->import, instance);
    if (choice->count <= MOST_LISTED)
        choice->list = ht_import_made(choice->import, "%s%s%u of %s", choice->list,
                                      choice->count > 1 ? ", " : "", choice->count, instance);
}

static const struct ht_element solutions[] = {{"Solution", .start = count_solution}, {0}};

/* False with a fault where it is not plain which solution is meant. */
static bool choose(struct choice *choice, const struct ht_source *source)
{
    struct ht_diagnostics *faults = choice->import->faults;
    unsigned said = choice->import->wishes.solution;
    if (!ht_elements_read(choice, source, solutions))
        return false;
    const char *more = choice->count > MOST_LISTED ? " and so on" : "";
    if (!choice->count)
        ht_fault(faults, HT_FAULT, source->path, 1,
                 "there is no solution in this archive, only problems; name one that has");
    else if (said > choice->count)
        ht_fault(faults, HT_FAULT, source->path, 1, "there is no solution %u: there are %u, %s%s",
                 said, choice->count, choice->list, more);
    else if (!said && choice->count > 1)
        ht_fault(faults, HT_FAULT, source->path, 1,
                 "there are %u solutions, %s%s; choose one: --solution 1", choice->count,
                 choice->list, more);
    return choice->instance && (said || choice->count == 1);
}

/* ------------------------------------------------------------ reading */

/* What a resource is; told by the name of its type. */
enum type { STUDENT, CLASS, TEACHER, ROOM, TYPES };

/* A time of the instance. */
struct time {
    uint32_t day;    /* number of its day in the cycle */
    uint32_t period; /* in its day, from 1 */
};

/* One solution and the instance that it solves. */
struct reading {
    struct ht_import *import;
    const struct choice *choice;
    unsigned solutions; /* so far */
    struct ht_list *times;
    struct ht_list *resources;  /* their numbers are their types */
    struct ht_list *events;     /* their numbers say whether the solution says something of them */
    struct ht_list *placements; /* of events, whose numbers they have */
    struct ht_list *resources_of_events, *resources_of_placements; /* struct ht_some, in order */
    struct ht_list *names;     /* const char *: of days, weeks, courses and types: "KIND ID" */
    struct ht_list *groups;    /* struct ht_some: resources by id of a group */
    struct time *time_of;      /* by number of times */
    struct ht_cycle_day *days; /* by number of their names */
    uint32_t *students;        /* by resource: a number in the import, or HT_NONE */
    enum type learner;         /* students or, where there are none, classes */
};

static const struct ht_xml_node *around(const struct ht_xml_node *element, const char *name)
{
    while (element && !ht_element_is(element, name))
        element = element->parent;
    return element;
}

static bool is_in_solution(const struct reading *reading, const struct ht_record *record)
{
    return reading->solutions == reading->choice->wanted && around(record->element, "Solution");
}

/* Whether it is a definition in the instance, not one in the solution or a reference to it. */
static bool is_defined(const struct reading *reading, const struct ht_record *record)
{
    const struct ht_xml_node *instance = around(record->element, "Instance");
    return instance && !strcmp(ht_element_says(instance, "Id"), reading->choice->instance) &&
           *ht_says(record, "Id");
}

static void start_solution(void *context, const struct ht_xml_node *element)
{
    struct reading *reading = context;
    (void)element;
    reading->solutions++;
}

static void take_time(void *context, struct ht_record *record)
{
    if (is_defined(context, record))
        ht_element_add(context, record);
}

static void take_resource(void *context, struct ht_record *record)
{
    struct reading *reading = context;
    if (!is_defined(reading, record) || !ht_element_add(reading, record))
        return;
    const struct ht_xml_node *groups = ht_element_part(record->element, "ResourceGroups");
    const struct ht_xml_node *group = groups ? ht_element_part(groups, "ResourceGroup") : NULL;
    for (; group; group = ht_element_next(group))
        ht_list_add_number(reading->import,
                           ht_list_get(reading->groups, ht_element_says(group, "Reference")),
                           reading->resources->count - 1);
}

static void take_name(void *context, struct ht_record *record)
{
    struct reading *reading = context;
    if (!is_defined(reading, record) || !ht_element_part(record->element, "Name"))
        return;
    const char **name =
        ht_list_add(reading->names, ht_import_made(reading->import, "%s %s", record->is->name,
                                                   ht_says(record, "Id")));
    if (name)
        *name = ht_import_text(reading->import, ht_says(record, "Name"));
}

/* Adds the resources and groups of them that an event refers to. */
static void add_resources(struct reading *reading, struct ht_some *some,
                          const struct ht_xml_node *element, struct ht_where where)
{
    for (const struct ht_xml_node *part = element->first; part; part = part->next) {
        const char *id = part->kind == HT_XML_ELEMENT ? ht_element_says(part, "Reference") : "";
        uint32_t number = ht_list_number(reading->resources, id);
        const struct ht_some *group = ht_list_numbers(reading->groups, id);
        if (ht_element_is(part, "Resource") && number != HT_NONE)
            ht_list_add_number(reading->import, some, number);
        else if (ht_element_is(part, "Resource") && *id)
            ht_note(reading->import->notes, HT_NOTE_DROPPED, where,
                    "resources that the archive does not have", "'%s'", id);
        for (uint32_t n = 0; ht_element_is(part, "ResourceGroup") && n < group->count; n++)
            ht_list_add_number(reading->import, some, group->numbers[n]);
        add_resources(reading, some, part, where);
    }
}

static const struct ht_element placement = {"Event", .list = offsetof(struct reading, placements)};

/* What the solution says of an event or of a part of it. */
static void take_placement(struct reading *reading, struct ht_record *record)
{
    const char *id = ht_says(record, "Reference");
    struct ht_record *event = ht_list_find(reading->events, id);
    reading->import->row_count++;
    if (!event) {
        ht_note(reading->import->notes, HT_NOTE_DROPPED, record->where,
                "events that the archive does not have", "'%s'", id);
        return;
    }
    event->number = true;
    record->number = ht_list_number(reading->events, id);
    record->is = &placement;
    ht_element_add(reading, record);
    struct ht_some *resources = ht_list_add(reading->resources_of_placements, NULL);
    const struct ht_some *of_event = ht_list_at(reading->resources_of_events, record->number);
    for (uint32_t n = 0; n < of_event->count; n++)
        ht_list_add_number(reading->import, resources, of_event->numbers[n]);
    add_resources(reading, resources, record->element, record->where);
}

static void take_event(void *context, struct ht_record *record)
{
    struct reading *reading = context;
    if (is_in_solution(reading, record))
        take_placement(reading, record);
    else if (is_defined(reading, record) && ht_element_add(reading, record))
        add_resources(reading, ht_list_add(reading->resources_of_events, NULL), record->element,
                      record->where);
}

static const struct ht_element elements[] = {
    {"Solution", .start = start_solution},
    {"Time", .list = offsetof(struct reading, times), .id = "Id", .take = take_time},
    {"Resource", .list = offsetof(struct reading, resources), .id = "Id", .take = take_resource},
    {"Event", .list = offsetof(struct reading, events), .id = "Id", .take = take_event},
    {"Day", .take = take_name},
    {"Week", .take = take_name},
    {"Course", .take = take_name},
    {"ResourceType", .take = take_name},
    {0},
};

/* ------------------------------------------------------------ resources */

/* The name of a "Day", "Week", "Course" or "ResourceType"; its id where it has none. */
static const char *label_of(const struct reading *reading, const char *kind, const char *id)
{
    const char *const *name =
        ht_list_find(reading->names, ht_import_made(reading->import, "%s %s", kind, id));
    return name && **name ? *name : id;
}

/* What types are called in archives of several countries; a "ClassRoom" is a room. */
static const struct {
    const char *word;
    enum type type;
} words[] = {
    {"room", ROOM},      {"student", STUDENT}, {"pupil", STUDENT}, {"leerling", STUDENT},
    {"class", CLASS},    {"klas", CLASS},      {"form", CLASS},    {"teacher", TEACHER},
    {"docent", TEACHER}, {"location", ROOM},   {"lokaal", ROOM},
};

static enum type type_called(const char *name)
{
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strcasestr(name, words[n].word))
            return words[n].type;
    return TYPES;
}

static const char *name_of(const struct reading *reading, uint32_t resource)
{
    const char *name = ht_says(ht_list_at(reading->resources, resource), "Name");
    return *name ? name : ht_list_id(reading->resources, resource);
}

static void make_students(struct reading *reading)
{
    struct ht_import *import = reading->import;
    uint32_t count = reading->resources->count;
    reading->students = ht_import_keep(import, HT_NEW(uint32_t, count));
    reading->learner = CLASS;
    for (uint32_t n = 0; n < count; n++) {
        struct ht_record *resource = ht_list_at(reading->resources, n);
        const char *id = ht_says(resource, "ResourceType/Reference");
        resource->number = type_called(label_of(reading, "ResourceType", id));
        if (resource->number == TYPES)
            resource->number = type_called(id);
        if (resource->number == STUDENT)
            reading->learner = STUDENT;
    }
    for (uint32_t n = 0; n < count; n++) {
        const struct ht_record *resource = ht_list_at(reading->resources, n);
        const char *name = name_of(reading, n);
        const struct ht_import_student student = {
            .id = ht_list_id(reading->resources, n), .name = name, .form = "", .year = ""};
        reading->students[n] = HT_NONE;
        if (resource->number == TYPES)
            ht_note(import->notes, HT_NOTE_DROPPED, resource->where,
                    "resources that are no student, class, teacher or room", "%s", name);
        else if (resource->number == reading->learner)
            reading->students[n] = reading->learner == CLASS
                                       ? ht_import_stand_in(import, name, resource->where)
                                       : ht_import_student(import, &student, resource->where);
    }
}

/* ------------------------------------------------------------ times */

/* False with a fault where times do not say their day. */
static bool know_times(struct reading *reading, struct ht_where where)
{
    struct ht_import *import = reading->import;
    struct ht_strings *names = ht_strings_new();
    uint32_t count = reading->times->count, *counts = HT_NEW(uint32_t, count + 1);
    bool is_known = count > 0;
    reading->time_of = ht_import_keep(import, HT_NEW(struct time, count));
    for (uint32_t n = 0; n < count; n++) {
        const struct ht_record *time = ht_list_at(reading->times, n);
        const char *day = ht_says(time, "Day/Reference"), *week = ht_says(time, "Week/Reference");
        day = *day ? label_of(reading, "Day", day) : "";
        week = *week ? label_of(reading, "Week", week) : "";
        /* One name, of which ht_cycle_days() makes out both. */
        day = ht_import_made(import, "%s%s%s", day, *week ? " " : "", week);
        if (*week)
            ht_strings_add(import->known.weeks, week);
        is_known &= *day != 0;
        reading->time_of[n].day = ht_strings_add(names, day);
        reading->time_of[n].period = ++counts[reading->time_of[n].day];
    }
    free(counts);
    if (!is_known)
        ht_fault(import->faults, HT_FAULT, where.file, where.line,
                 "times of this instance do not say their day, so nothing is known of weekdays; "
                 "give each <Time> a <Day>");
    reading->days = ht_import_keep(import, HT_NEW(struct ht_cycle_day, ht_strings_count(names)));
    is_known = is_known && ht_cycle_days(import, names, true, reading->days, where);
    ht_strings_free(names);
    for (uint32_t n = 0; is_known && n < count; n++) {
        const struct ht_cycle_day *day = &reading->days[reading->time_of[n].day];
        ht_note(import->notes, HT_NOTE_TAKEN, where,
                "times have ids only, so periods are numbered within their day",
                "%s is %s%s%s, period %u", ht_list_id(reading->times, n), day->week,
                *day->week ? " " : "", ht_day_short(day->weekday),
                (unsigned)reading->time_of[n].period);
    }
    return is_known;
}

static uint32_t make_slot(const struct reading *reading, uint32_t time, struct ht_where where)
{
    const struct ht_cycle_day *day = &reading->days[reading->time_of[time].day];
    char period[16];
    snprintf(period, sizeof period, "%u", (unsigned)reading->time_of[time].period);
    return ht_import_slot(reading->import, day->week, day->weekday,
                          ht_cycle_period(reading->import, day, period), where);
}

/* ------------------------------------------------------------ lessons */

/* An event, or a part of it, in its place; what the solution does not say stands in the event. */
struct placed {
    uint32_t number;
    const struct ht_record *event, *placement; /* the same where it is fixed beforehand */
    const struct ht_some *resources;           /* of both */
};

/* "AB+CD" for those of a type. */
static const char *join(const struct reading *reading, const struct placed *placed, enum type type)
{
    struct ht_strings *labels = ht_strings_new();
    char *joined = ht_copy_text("", 0);
    for (uint32_t n = 0; n < placed->resources->count; n++) {
        uint32_t number = placed->resources->numbers[n];
        const struct ht_record *resource = ht_list_at(reading->resources, number);
        if (resource->number == type)
            ht_strings_add(labels, name_of(reading, number));
    }
    for (uint32_t n = 0; n < ht_strings_count(labels); n++)
        joined = ht_list_join(joined, "+", ht_strings_text(labels, n));
    ht_strings_free(labels);
    return ht_import_keep(reading->import, joined);
}

static uint32_t make_content(const struct reading *reading, const struct placed *placed)
{
    struct ht_where where = placed->placement->where;
    const char *name = ht_says(placed->event, "Name");
    name = *name ? name : ht_list_id(reading->events, placed->number);
    const char *course = ht_says(placed->event, "Course/Reference");
    const char *subject = *course ? label_of(reading, "Course", course) : name;
    const char *classes = join(reading, placed, CLASS);
    const struct ht_import_content content = {
        .subject = subject,
        .class_ = ht_list_class(reading->import, *classes ? classes : name, subject, where),
        .teacher = join(reading, placed, TEACHER),
        .room = join(reading, placed, ROOM),
    };
    return ht_import_content(reading->import, &content, where);
}

static void drop(const struct reading *reading, const struct placed *placed, const char *reason)
{
    ht_note(reading->import->notes, HT_NOTE_DROPPED, placed->placement->where, reason, "%s",
            ht_list_id(reading->events, placed->number));
}

/* In times; what is no sensible number is 0, and nothing said is what is given. */
static uint32_t duration_of(const struct ht_record *record, uint32_t otherwise)
{
    int times = atoi(ht_says(record, "Duration"));
    if (!ht_element_part(record->element, "Duration"))
        return otherwise;
    return times > 0 && times < MOST_TIMES ? (uint32_t)times : 0;
}

static void place(const struct reading *reading, const struct placed *placed)
{
    struct ht_import *import = reading->import;
    struct ht_where where = placed->placement->where;
    const char *id = ht_says(placed->placement, "Time/Reference");
    uint32_t first =
        ht_list_number(reading->times, *id ? id : ht_says(placed->event, "Time/Reference"));
    uint32_t duration = duration_of(placed->placement, 0);
    if (first == HT_NONE) {
        drop(reading, placed, "an event without a time: it has no place yet");
        return;
    }
    duration = duration ? duration : duration_of(placed->event, 1);
    uint32_t content = make_content(reading, placed);
    for (uint32_t time = first; time < first + duration; time++) {
        if (time >= reading->times->count ||
            reading->time_of[time].day != reading->time_of[first].day) {
            drop(reading, placed, "a time of an event after the last one of the day");
            return;
        }
        uint32_t slot = make_slot(reading, time, where), count = 0;
        for (uint32_t n = 0; n < placed->resources->count; n++) {
            uint32_t student = reading->students[placed->resources->numbers[n]];
            count += student != HT_NONE;
            ht_import_lesson(import, student, slot, content, where);
        }
        if (!count)
            drop(reading, placed, "an event without students");
    }
}

/* Events of which the solution says nothing have what is fixed beforehand, if anything is. */
static void place_all(struct reading *reading)
{
    static const char how[] = "name another archive";
    const struct ht_list *events = reading->events, *placements = reading->placements;
    for (uint32_t n = 0; n < placements->count; n++) {
        const struct ht_record *record = ht_list_at(placements, n);
        if (ht_import_is_full(reading->import, record->where, how))
            return;
        place(reading, &(struct placed){record->number, ht_list_at(events, record->number), record,
                                        ht_list_at(reading->resources_of_placements, n)});
    }
    for (uint32_t n = 0; n < events->count; n++) {
        const struct ht_record *event = ht_list_at(events, n);
        if (ht_import_is_full(reading->import, event->where, how))
            return;
        if (!event->number)
            place(reading,
                  &(struct placed){n, event, event, ht_list_at(reading->resources_of_events, n)});
    }
}

static void read_file(struct ht_import *import, const struct ht_source *source)
{
    const struct ht_where where = {source->path, 1};
    struct choice choice = {import, import->wishes.solution ? import->wishes.solution : 1, 0, NULL,
                            ""};
    struct reading reading = {
        .import = import,
        .choice = &choice,
        .placements = HT_LIST(import, struct ht_record),
        .resources_of_events = HT_LIST(import, struct ht_some),
        .resources_of_placements = HT_LIST(import, struct ht_some),
        .names = HT_LIST(import, const char *),
        .groups = HT_LIST(import, struct ht_some),
    };
    if (!choose(&choice, source) || !ht_elements_read(&reading, source, elements))
        return;
    make_students(&reading);
    if (!know_times(&reading, where))
        return;
    place_all(&reading);
    if (reading.learner == STUDENT)
        return;
    import->is_of_classes = true;
    ht_note(import->notes, HT_NOTE_TO_DO, where,
            "students: the archive has none, so one student stands for each class",
            "students.csv: %zu classes", import->student_count);
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
