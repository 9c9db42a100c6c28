/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A solution's events as lessons: which weekday and period a time is, and who and what is there.
 */
#include "io/import/days.h"
#include "io/import/lists.h"
#include "io/import/table.h"
#include "io/import/xhstt.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LESSONS = 10000000 };

struct making {
    struct ht_xhstt *xhstt;
    struct ht_strings *long_lists; /* see ht_list_class() */
    struct ht_strings *day_names;  /* of the cycle */
    struct ht_cycle_day *days;     /* by number of day_names */
    uint32_t *students;            /* by resource: a number in the import, or HT_NONE */
    enum ht_xhstt_type learner;    /* students or, where there are none, classes */
};

/* The name of a "Day", "Week", "Course" or "ResourceType"; its id where it has none. */
static const char *label_of(const struct ht_xhstt *xhstt, const char *kind, const char *id)
{
    char *key = ht_format("%s %s", kind, id);
    uint32_t number = ht_strings_find(xhstt->named, key);
    free(key);
    return number == HT_NONE || !*xhstt->names[number] ? id : xhstt->names[number];
}

/* ------------------------------------------------------------ resources */

/* What types are called in archives of several countries; a "ClassRoom" is a room. */
static const struct {
    const char *word;
    enum ht_xhstt_type type;
} words[] = {
    {"room", HT_XHSTT_ROOM},        {"student", HT_XHSTT_STUDENT}, {"pupil", HT_XHSTT_STUDENT},
    {"leerling", HT_XHSTT_STUDENT}, {"class", HT_XHSTT_CLASS},     {"klas", HT_XHSTT_CLASS},
    {"form", HT_XHSTT_CLASS},       {"teacher", HT_XHSTT_TEACHER}, {"docent", HT_XHSTT_TEACHER},
    {"location", HT_XHSTT_ROOM},    {"lokaal", HT_XHSTT_ROOM},
};

static enum ht_xhstt_type type_called(const char *name)
{
    for (size_t n = 0; n < sizeof words / sizeof *words; n++)
        if (strcasestr(name, words[n].word))
            return words[n].type;
    return HT_XHSTT_TYPES;
}

static enum ht_xhstt_type type_of(const struct ht_xhstt *xhstt, uint32_t resource)
{
    const char *id = xhstt->resources[resource].type;
    enum ht_xhstt_type type = type_called(label_of(xhstt, "ResourceType", id));
    return type == HT_XHSTT_TYPES ? type_called(id) : type;
}

static const char *name_of(const struct ht_xhstt *xhstt, uint32_t resource)
{
    const char *name = xhstt->resources[resource].name;
    return *name ? name : ht_strings_text(xhstt->resource_ids, resource);
}

static void make_students(struct making *making)
{
    struct ht_xhstt *xhstt = making->xhstt;
    making->students = HT_NEW(uint32_t, xhstt->resource_count);
    making->learner = HT_XHSTT_CLASS;
    for (uint32_t n = 0; n < xhstt->resource_count; n++)
        if (type_of(xhstt, n) == HT_XHSTT_STUDENT)
            making->learner = HT_XHSTT_STUDENT;
    for (uint32_t n = 0; n < xhstt->resource_count; n++) {
        enum ht_xhstt_type type = type_of(xhstt, n);
        struct ht_where where = xhstt->resources[n].where;
        making->students[n] = HT_NONE;
        if (type == HT_XHSTT_TYPES)
            ht_note(xhstt->import->notes, HT_NOTE_DROPPED, where,
                    "resources that are no student, class, teacher or room", "%s",
                    name_of(xhstt, n));
        if (type != making->learner)
            continue;
        bool is_class = type == HT_XHSTT_CLASS;
        const char *id = ht_strings_text(xhstt->resource_ids, n), *name = name_of(xhstt, n);
        const struct ht_import_student student = {
            .id = is_class ? name : id,
            .name = is_class ? "" : name,
            .form = is_class ? name : "",
            .year = is_class ? ht_year_in(xhstt->import, name) : "",
        };
        making->students[n] = ht_import_student(xhstt->import, &student, where);
    }
}

static void tell_stand_ins(const struct making *making, struct ht_where where)
{
    struct ht_import *import = making->xhstt->import;
    if (making->learner == HT_XHSTT_STUDENT)
        return;
    import->is_of_classes = true;
    ht_note(import->notes, HT_NOTE_TO_DO, where,
            "students: the archive has none, so one student stands for each class",
            "students.csv: %zu classes", import->student_count);
}

/* ------------------------------------------------------------ times */

/* Day and week as one name, of which ht_cycle_days() makes out both. Use free(). */
static char *day_of(const struct ht_xhstt *xhstt, const struct ht_xhstt_time *time)
{
    const char *day = *time->day ? label_of(xhstt, "Day", time->day) : "";
    const char *week = *time->week ? label_of(xhstt, "Week", time->week) : "";
    return ht_format("%s%s%s", day, *week ? " " : "", week);
}

/* False with a fault where times do not say their day. */
static bool know_times(struct making *making, struct ht_where where)
{
    struct ht_xhstt *xhstt = making->xhstt;
    uint32_t *counts = HT_NEW(uint32_t, xhstt->time_count + 1);
    bool have_days = xhstt->time_count > 0;
    for (size_t n = 0; n < xhstt->time_count; n++) {
        struct ht_xhstt_time *time = &xhstt->times[n];
        char *day = day_of(xhstt, time);
        have_days &= *time->day != 0;
        time->place = ht_strings_add(making->day_names, day);
        time->period = ++counts[time->place];
        free(day);
    }
    free(counts);
    if (!have_days) {
        ht_fault(xhstt->import->faults, HT_FAULT, where.file, where.line,
                 "times of this instance do not say their day, so nothing is known of weekdays; "
                 "give each <Time> a <Day>");
        return false;
    }
    making->days = HT_NEW(struct ht_cycle_day, ht_strings_count(making->day_names));
    return ht_cycle_days(xhstt->import, making->day_names, true, making->days, where);
}

static void tell_periods(const struct making *making, struct ht_where where)
{
    const struct ht_xhstt *xhstt = making->xhstt;
    for (uint32_t n = 0; n < xhstt->time_count; n++) {
        const struct ht_cycle_day *day = &making->days[xhstt->times[n].place];
        ht_note(xhstt->import->notes, HT_NOTE_TAKEN, where,
                "times have ids only, so periods are numbered within their day",
                "%s is %s%s%s, period %u", ht_strings_text(xhstt->time_ids, n), day->week,
                *day->week ? " " : "", ht_day_short(day->weekday),
                (unsigned)xhstt->times[n].period);
    }
}

static uint32_t make_slot(const struct making *making, uint32_t time, struct ht_where where)
{
    const struct ht_cycle_day *day = &making->days[making->xhstt->times[time].place];
    char period[16];
    snprintf(period, sizeof period, "%u", (unsigned)making->xhstt->times[time].period);
    return ht_import_slot(making->xhstt->import, day->week, day->weekday, period, where);
}

/* ------------------------------------------------------------ lessons */

static void add_labels(const struct making *making, const struct ht_some *resources,
                       enum ht_xhstt_type type, struct ht_strings *labels)
{
    for (uint32_t n = 0; n < resources->count; n++)
        if (type_of(making->xhstt, resources->numbers[n]) == type)
            ht_strings_add(labels, name_of(making->xhstt, resources->numbers[n]));
}

/* "AB+CD" for those of a type in the event or its placement. Use free(). */
static char *join(const struct making *making, const struct ht_xhstt_placement *placement,
                  enum ht_xhstt_type type)
{
    struct ht_strings *labels = ht_strings_new();
    char *joined = ht_copy_text("", 0);
    add_labels(making, &making->xhstt->events[placement->event].resources, type, labels);
    add_labels(making, &placement->resources, type, labels);
    for (uint32_t n = 0; n < ht_strings_count(labels); n++)
        joined = ht_list_join(joined, "+", ht_strings_text(labels, n));
    ht_strings_free(labels);
    return joined;
}

static uint32_t make_content(const struct making *making,
                             const struct ht_xhstt_placement *placement)
{
    const struct ht_xhstt *xhstt = making->xhstt;
    const struct ht_xhstt_event *event = &xhstt->events[placement->event];
    const char *name =
        *event->name ? event->name : ht_strings_text(xhstt->event_ids, placement->event);
    const char *subject = *event->course ? label_of(xhstt, "Course", event->course) : name;
    char *classes = join(making, placement, HT_XHSTT_CLASS);
    char *class_ = ht_list_class(xhstt->import, making->long_lists, *classes ? classes : name,
                                 subject, placement->where);
    char *teacher = join(making, placement, HT_XHSTT_TEACHER);
    char *room = join(making, placement, HT_XHSTT_ROOM);
    const struct ht_import_content content = {
        .subject = subject, .class_ = class_, .teacher = teacher, .room = room};
    uint32_t number = ht_import_content(xhstt->import, &content, placement->where);
    free(classes);
    free(class_);
    free(teacher);
    free(room);
    return number;
}

static size_t add_lessons(const struct making *making, const struct ht_some *resources,
                          uint32_t slot, uint32_t content, struct ht_where where)
{
    size_t count = 0;
    for (uint32_t n = 0; n < resources->count; n++) {
        uint32_t student = making->students[resources->numbers[n]];
        count += student != HT_NONE;
        ht_import_lesson(making->xhstt->import, student, slot, content, where);
    }
    return count;
}

static void drop(const struct making *making, const struct ht_xhstt_placement *placement,
                 const char *reason)
{
    ht_note(making->xhstt->import->notes, HT_NOTE_DROPPED, placement->where, reason, "%s",
            ht_strings_text(making->xhstt->event_ids, placement->event));
}

static void place(const struct making *making, const struct ht_xhstt_placement *placement)
{
    const struct ht_xhstt *xhstt = making->xhstt;
    const struct ht_xhstt_event *event = &xhstt->events[placement->event];
    const char *id = *placement->time ? placement->time : event->time;
    uint32_t first = ht_strings_find(xhstt->time_ids, id);
    uint32_t duration = placement->duration ? placement->duration : event->duration;
    if (first == HT_NONE) {
        drop(making, placement, "an event without a time: it has no place yet");
        return;
    }
    uint32_t content = make_content(making, placement);
    for (uint32_t n = first; n < first + duration; n++) {
        if (n >= xhstt->time_count || xhstt->times[n].place != xhstt->times[first].place) {
            drop(making, placement, "a time of an event after the last one of the day");
            return;
        }
        uint32_t slot = make_slot(making, n, placement->where);
        size_t count = add_lessons(making, &event->resources, slot, content, placement->where);
        if (!(count + add_lessons(making, &placement->resources, slot, content, placement->where)))
            drop(making, placement, "an event without students");
    }
}

/* Events of which the solution says nothing have what is fixed beforehand, if anything is. */
static void place_all(struct making *making)
{
    const struct ht_xhstt *xhstt = making->xhstt;
    for (size_t n = 0; n < xhstt->placement_count && xhstt->import->lesson_count < MOST_LESSONS;
         n++)
        place(making, &xhstt->placements[n]);
    for (uint32_t n = 0; n < xhstt->event_count; n++) {
        const struct ht_xhstt_placement fixed = {
            .event = n, .time = "", .where = xhstt->events[n].where};
        if (!xhstt->events[n].is_placed)
            place(making, &fixed);
    }
    if (xhstt->import->lesson_count >= MOST_LESSONS)
        ht_fault(xhstt->import->faults, HT_FAULT, xhstt->placements[0].where.file, 1,
                 "there are more than %d lessons, and no school has so many; name another archive",
                 MOST_LESSONS);
}

void ht_xhstt_make_lessons(struct ht_xhstt *xhstt, struct ht_where where)
{
    struct making making = {
        .xhstt = xhstt, .long_lists = ht_strings_new(), .day_names = ht_strings_new()};
    make_students(&making);
    if (know_times(&making, where)) {
        tell_periods(&making, where);
        place_all(&making);
        tell_stand_ins(&making, where);
    }
    ht_strings_free(making.long_lists);
    ht_strings_free(making.day_names);
    free(making.days);
    free(making.students);
}
