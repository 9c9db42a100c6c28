/* SPDX-License-Identifier: GPL-3.0-or-later */
/** FET's activities as lessons: where each is placed, who has it, and what it is. */
#include "io/import/days.h"
#include "io/import/fet.h"
#include "io/import/lists.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_LESSONS = 10000000 };

/* ------------------------------------------------------------ activities and placements */

void ht_fet_add_activity(struct ht_fet *fet, const char *id, const struct ht_fet_activity *activity)
{
    uint32_t number = ht_strings_add(fet->activity_ids, id);
    if (number < fet->activity_count) {
        ht_note(fet->import->notes, HT_NOTE_DROPPED, activity->where,
                "an activity of that number is there already", "%s: %s", id, activity->subject);
        free(activity->sets.numbers);
        return;
    }
    HT_GROW(fet->activities, fet->activity_count, fet->activity_capacity);
    fet->activities[fet->activity_count++] = *activity;
}

/* The number of a name; new ones only where no list says which there are. */
static uint32_t number_of(const struct ht_fet *fet, struct ht_strings *names, const char *name)
{
    return fet->is_ordered ? ht_strings_find(names, name) : ht_strings_add(names, name);
}

static void drop(struct ht_fet *fet, struct ht_where where, const char *id, const char *reason)
{
    ht_note(fet->import->notes, HT_NOTE_DROPPED, where, reason, "activity %s", id);
}

void ht_fet_place(struct ht_fet *fet, const char *id, const char *day, const char *hour,
                  const char *room, bool is_whole, struct ht_where where)
{
    struct ht_fet_placement placement = {
        .activity = ht_strings_find(fet->activity_ids, id),
        .day = *day ? number_of(fet, fet->days, day) : HT_NONE,
        .hour = *hour ? number_of(fet, fet->hours, hour) : HT_NONE,
        .duration = 1,
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
        if (is_whole)
            placement.duration = fet->activities[placement.activity].duration;
        HT_GROW(fet->placements, fet->placement_count, fet->placement_capacity);
        fet->placements[fet->placement_count++] = placement;
    }
}

/* A file with data and timetable fixes each activity; mere data fix some or none. */
static void place_by_data(struct ht_fet *fet)
{
    for (uint32_t n = 0; n < fet->activity_count; n++) {
        const struct ht_fet_activity *activity = &fet->activities[n];
        const char *id = ht_strings_text(fet->activity_ids, n);
        if (!activity->is_active) {
            drop(fet, activity->where, id, "an activity that is not active");
            continue;
        }
        bool is_placed = activity->day != HT_NONE && activity->hour != HT_NONE;
        ht_fet_place(fet, id, is_placed ? ht_strings_text(fet->days, activity->day) : "",
                     is_placed ? ht_strings_text(fet->hours, activity->hour) : "", activity->room,
                     true, activity->where);
    }
}

/* ------------------------------------------------------------ slots */

/* What is needed while lessons are made. */
struct making {
    struct ht_fet *fet;
    struct ht_cycle_day *days;
    struct ht_cycle_hour *hours;
    uint32_t *slots;          /* by day and hour; HT_NONE where nothing is yet */
    struct ht_strings *lists; /* of sets that are too long for the name of a class */
    uint32_t slot, content;
    struct ht_where where;
};

static uint32_t *slot_at(const struct making *making, uint32_t day, uint32_t hour)
{
    return &making->slots[(size_t)day * ht_strings_count(making->fet->hours) + hour];
}

/* The same hour of a morning and of an afternoon are two periods. Use free(). */
static char *period_name(const struct making *making, uint32_t day, uint32_t hour)
{
    const char *name = ht_strings_text(making->fet->hours, hour);
    return making->fet->is_of_half_days ? ht_format("%s %s", day % 2 ? "pm" : "am", name)
                                        : ht_format("%s", name);
}

static uint32_t make_slot(struct making *making, uint32_t day, uint32_t hour, int kind)
{
    struct ht_import *import = making->fet->import;
    uint32_t *slot = slot_at(making, day, hour);
    if (*slot != HT_NONE)
        return *slot;
    const struct ht_cycle_day *is = &making->days[making->fet->is_of_half_days ? day / 2 : day];
    char *name = period_name(making, day, hour);
    *slot = ht_import_slot(import, is->week, is->weekday, name, making->where);
    free(name);
    ht_import_period(import, *slot, making->hours[hour].start, making->hours[hour].end, kind);
    return *slot;
}

static bool know_days(struct making *making)
{
    struct ht_fet *fet = making->fet;
    struct ht_strings *names = ht_strings_new();
    for (uint32_t n = 0; n < ht_strings_count(fet->days); n += fet->is_of_half_days ? 2 : 1)
        ht_strings_add(names, ht_strings_text(fet->days, n));
    making->days = HT_NEW(struct ht_cycle_day, ht_strings_count(names));
    bool is_known = ht_cycle_days(fet->import, names, fet->is_ordered, making->days, fet->where);
    ht_strings_free(names);
    return is_known;
}

static bool know_times(struct making *making)
{
    struct ht_fet *fet = making->fet;
    size_t hours = ht_strings_count(fet->hours);
    if (!know_days(making))
        return false;
    making->hours = HT_NEW(struct ht_cycle_hour, hours);
    if (!fet->is_of_half_days)
        ht_cycle_hours(fet->import, fet->hours, fet->is_ordered, making->hours, fet->where);
    making->slots = HT_NEW(uint32_t, hours * ht_strings_count(fet->days));
    for (size_t n = 0; n < hours * ht_strings_count(fet->days); n++)
        making->slots[n] = HT_NONE;
    return true;
}

static void make_breaks(struct making *making)
{
    const struct ht_fet *fet = making->fet;
    making->where = fet->where;
    for (size_t n = 0; n < fet->break_count; n++) {
        const char *name = ht_strings_text(fet->hours, fet->breaks[n].hour);
        bool is_lunch = !strncasecmp(name, "lunch", 5);
        make_slot(making, fet->breaks[n].day, fet->breaks[n].hour, is_lunch ? HT_LUNCH : HT_BREAK);
    }
}

static void tell_of_empty_hours(const struct making *making)
{
    const struct ht_fet *fet = making->fet;
    for (uint32_t day = 0; day < ht_strings_count(fet->days); day++)
        for (uint32_t hour = 0; hour < ht_strings_count(fet->hours); hour++)
            if (*slot_at(making, day, hour) == HT_NONE)
                ht_note(fet->import->notes, HT_NOTE_DROPPED, fet->where,
                        "hours in which nobody has a lesson are no periods", "%s, %s",
                        ht_strings_text(fet->days, day), ht_strings_text(fet->hours, hour));
}

/* ------------------------------------------------------------ lessons */

/* The class is called by its sets. Use free(). */
static char *class_of(const struct making *making, const struct ht_fet_activity *activity)
{
    char *class_ = ht_copy_text("", 0);
    for (uint32_t n = 0; n < activity->sets.count; n++)
        class_ = ht_list_join(class_, "+", making->fet->sets[activity->sets.numbers[n]].name);
    char *name = ht_list_class(making->fet->import, making->lists, class_, activity->subject,
                               activity->where);
    free(class_);
    return name;
}

static void add_lesson(void *context, uint32_t student)
{
    struct making *making = context;
    ht_import_lesson(making->fet->import, student, making->slot, making->content, making->where);
}

static void make_content(struct making *making, const struct ht_fet_placement *placement)
{
    const struct ht_fet_activity *activity = &making->fet->activities[placement->activity];
    char *class_ = class_of(making, activity);
    const struct ht_import_content content = {
        .subject = activity->subject,
        .class_ = class_,
        .teacher = activity->teacher,
        .room = placement->room,
    };
    making->content = ht_import_content(making->fet->import, &content, placement->where);
    free(class_);
}

static void make_lessons(struct making *making, const struct ht_fet_placement *placement)
{
    struct ht_fet *fet = making->fet;
    const struct ht_fet_activity *activity = &fet->activities[placement->activity];
    const char *id = ht_strings_text(fet->activity_ids, placement->activity);
    making->where = placement->where;
    if (!activity->sets.count) {
        drop(fet, placement->where, id, "an activity without students");
        return;
    }
    make_content(making, placement);
    for (uint32_t n = 0; n < placement->duration; n++) {
        if (placement->hour + n >= ht_strings_count(fet->hours)) {
            drop(fet, placement->where, id, "an hour of an activity after the last one of the day");
            return;
        }
        making->slot = make_slot(making, placement->day, placement->hour + n, -1);
        ht_fet_visit(fet, &activity->sets, add_lesson, making);
    }
}

static void make_all(struct making *making)
{
    struct ht_fet *fet = making->fet;
    struct ht_import *import = fet->import;
    make_breaks(making);
    for (size_t n = 0; n < fet->placement_count; n++) {
        make_lessons(making, &fet->placements[n]);
        if (import->lesson_count > MOST_LESSONS) {
            ht_fault(import->faults, HT_FAULT, making->where.file, making->where.line,
                     "there are more than %d lessons up to here, and no school has so many; "
                     "correct the numbers of students",
                     MOST_LESSONS);
            return;
        }
    }
    if (fet->is_ordered)
        tell_of_empty_hours(making);
}

void ht_fet_make_lessons(struct ht_fet *fet)
{
    struct making making = {.fet = fet, .lists = ht_strings_new()};
    if (!fet->placement_count)
        place_by_data(fet);
    if (!fet->placement_count)
        ht_fault(fet->import->faults, HT_FAULT, fet->where.file, fet->where.line,
                 "there is no timetable in this file, only what FET makes one of; name "
                 "X_activities.xml or X_timetable.csv too, or X_data_and_timetable.fet instead");
    else if (know_times(&making) && ht_fet_students(fet))
        make_all(&making);
    ht_strings_free(making.lists);
    free(making.days);
    free(making.hours);
    free(making.slots);
}
