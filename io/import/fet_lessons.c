/* SPDX-License-Identifier: GPL-3.0-or-later */
/** FET's activities as lessons: where each is placed, who has it, and what it is. */
#include "io/import/fet.h"
#include "io/import/times.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------ activities and placements */

void ht_fet_add_activity(struct ht_fet *fet, const char *id, const struct ht_fet_activity *activity)
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

void ht_fet_place(struct ht_fet *fet, const char *id, const char *day, const char *hour,
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
        ht_fet_place(fet, id, is_placed ? ht_list_id(fet->days, activity->day) : "",
                     is_placed ? ht_list_id(fet->hours, activity->hour) : "", activity->room, true,
                     activity->where);
    }
}

/* ------------------------------------------------------------ slots */

/* What is needed while lessons are made. */
struct making {
    struct ht_fet *fet;
    struct ht_cycle_day *days;
    struct ht_cycle_hour *hours;
    uint32_t *slots; /* by day and hour; HT_NONE where nothing is yet */
    uint32_t slot, content;
    struct ht_where where;
};

static uint32_t *slot_at(const struct making *making, uint32_t day, uint32_t hour)
{
    return &making->slots[(size_t)day * making->fet->hours->count + hour];
}

static uint32_t make_slot(struct making *making, uint32_t day, uint32_t hour, int kind)
{
    const struct ht_fet *fet = making->fet;
    uint32_t *slot = slot_at(making, day, hour);
    if (*slot != HT_NONE)
        return *slot;
    const struct ht_cycle_day *is = &making->days[fet->is_of_half_days ? day / 2 : day];
    const char *name = ht_list_id(fet->hours, hour);
    /* The same hour of a morning and of an afternoon are two periods. */
    if (fet->is_of_half_days)
        name = ht_import_made(fet->import, "%s %s", day % 2 ? "pm" : "am", name);
    *slot = ht_import_slot(fet->import, is->week, is->weekday, name, making->where);
    ht_import_period(fet->import, *slot, making->hours[hour].start, making->hours[hour].end, kind);
    return *slot;
}

static bool know_times(struct making *making)
{
    struct ht_fet *fet = making->fet;
    struct ht_import *import = fet->import;
    size_t hours = fet->hours->count, slots = hours * fet->days->count;
    struct ht_strings *names = ht_strings_new();
    for (uint32_t n = 0; n < fet->days->count; n += fet->is_of_half_days ? 2 : 1)
        ht_strings_add(names, ht_list_id(fet->days, n));
    making->days = ht_import_keep(import, HT_NEW(struct ht_cycle_day, ht_strings_count(names)));
    bool is_known = ht_cycle_days(import, names, fet->is_ordered, making->days, fet->where);
    ht_strings_free(names);
    if (!is_known)
        return false;
    making->hours = ht_import_keep(import, HT_NEW(struct ht_cycle_hour, hours));
    if (!fet->is_of_half_days)
        ht_cycle_hours(import, fet->hours->ids, fet->is_ordered, making->hours, fet->where);
    making->slots = ht_import_keep(import, HT_NEW(uint32_t, slots));
    for (size_t n = 0; n < slots; n++)
        making->slots[n] = HT_NONE;
    return true;
}

static void make_breaks(struct making *making)
{
    const struct ht_fet *fet = making->fet;
    making->where = fet->where;
    for (uint32_t n = 0; n < fet->breaks->count; n++) {
        const struct ht_fet_break *at = ht_list_at(fet->breaks, n);
        bool is_lunch = !strncasecmp(ht_list_id(fet->hours, at->hour), "lunch", 5);
        make_slot(making, at->day, at->hour, is_lunch ? HT_LUNCH : HT_BREAK);
    }
}

static void tell_of_empty_hours(const struct making *making)
{
    const struct ht_fet *fet = making->fet;
    for (uint32_t day = 0; day < fet->days->count; day++)
        for (uint32_t hour = 0; hour < fet->hours->count; hour++)
            if (*slot_at(making, day, hour) == HT_NONE)
                ht_note(fet->import->notes, HT_NOTE_DROPPED, fet->where,
                        "hours in which nobody has a lesson are no periods", "%s, %s",
                        ht_list_id(fet->days, day), ht_list_id(fet->hours, hour));
}

/* ------------------------------------------------------------ lessons */

static void add_lesson(void *context, uint32_t student)
{
    struct making *making = context;
    ht_import_lesson(making->fet->import, student, making->slot, making->content, making->where);
}

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

static void make_lessons(struct making *making, const struct ht_fet_placement *placement)
{
    struct ht_fet *fet = making->fet;
    const struct ht_fet_activity *activity = ht_list_at(fet->activities, placement->activity);
    const char *id = ht_list_id(fet->activities, placement->activity);
    making->where = placement->where;
    if (!activity->sets.count) {
        drop(fet, placement->where, id, "an activity without students");
        return;
    }
    making->content = make_content(fet, activity, placement);
    for (uint32_t n = 0; n < placement->duration; n++) {
        if (placement->hour + n >= fet->hours->count) {
            drop(fet, placement->where, id, "an hour of an activity after the last one of the day");
            return;
        }
        making->slot = make_slot(making, placement->day, placement->hour + n, -1);
        ht_fet_visit(fet, &activity->sets, add_lesson, making);
    }
}

void ht_fet_make_lessons(struct ht_fet *fet)
{
    struct making making = {.fet = fet};
    if (!fet->placements->count)
        place_by_data(fet);
    if (!fet->placements->count)
        ht_fault(fet->import->faults, HT_FAULT, fet->where.file, fet->where.line,
                 "there is no timetable in this file, only what FET makes one of; name "
                 "X_activities.xml or X_timetable.csv too, or X_data_and_timetable.fet instead");
    if (!fet->placements->count || !know_times(&making) || !ht_fet_students(fet))
        return;
    make_breaks(&making);
    for (uint32_t n = 0; n < fet->placements->count; n++) {
        make_lessons(&making, ht_list_at(fet->placements, n));
        if (ht_import_is_full(fet->import, making.where, "correct the numbers of students"))
            return;
    }
    if (fet->is_ordered)
        tell_of_empty_hours(&making);
}
