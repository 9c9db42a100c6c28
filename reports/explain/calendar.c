/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/scene.h"
#include "solver/base/memory.h"

#include <stdlib.h>

/* ------------------------------------------------------------ rows of the calendar */

static bool has_year(const struct ht_scene *scene, const struct ht_calendar_row *row)
{
    const struct ht_programme *programme = ht_scene_programme(scene, scene->it);
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (ht_some_has(&row->years, scene->school->students[programme->students[n].i].year))
            return true;
    return false;
}

/* The next row from the nth on that takes days of the first session's week; NULL: none. */
static const struct ht_calendar_row *next_row(const struct ht_scene *scene, size_t *nth)
{
    ht_date last = ht_date_plus(scene->it->week, HT_DAYS_A_WEEK - 1);
    while (*nth < scene->school->calendar_count) {
        const struct ht_calendar_row *row = &scene->school->calendar[(*nth)++];
        if ((row->what == HT_CLOSED || row->what == HT_ASSESSMENT) && row->from.days <= last.days &&
            scene->it->week.days <= row->to.days && has_year(scene, row))
            return row;
    }
    return NULL;
}

void ht_scene_calendar_lines(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    int *lines = HT_NEW(int, scene->school->calendar_count);
    size_t count = 0;
    const struct ht_calendar_row *row;
    for (size_t nth = 0; (row = next_row(scene, &nth));)
        lines[count++] = row->line;
    if (count)
        ht_scene_lines(sentence, "calendar.csv", lines, count);
    free(lines);
}

/* "the school is closed on 7 September (INSET, calendar.csv:4)". */
static void add_row(struct ht_scene *scene, const struct ht_calendar_row *row)
{
    struct ht_sentence *part = ht_scene_begin(scene);
    if (row->what == HT_ASSESSMENT)
        ht_phrase(part, "there is assessment");
    else
        ht_phrase(part, row->years.count ? "the year group is out" : "the school is closed");
    ht_phrase_dates(part, row->from, row->to);
    ht_phrase(part, *row->label ? " (%s, " : " (%s", row->label);
    ht_tell(part, "{line})", "calendar.csv", row->line);
    ht_scene_end(scene);
}

/* ------------------------------------------------------------ the timetable */

/* The places of the first session's week in which its student has a lesson to come out of, up to
   one more than are told. */
static int find_lessons(const struct ht_scene *scene, struct ht_place_in_week *places)
{
    const struct ht_school *school = scene->school;
    const struct ht_programme *programme = ht_scene_programme(scene, scene->it);
    int found = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        ht_period_id first;
        uint32_t count = ht_school_periods_on(school, ht_date_plus(scene->it->week, day), &first);
        for (uint32_t n = 0; n < count && found <= HT_LEEWAY_SLOTS; n++) {
            const struct ht_period *period = &school->periods[first.i + n];
            ht_lesson_id lesson =
                ht_school_lesson(school, programme->students[0], (ht_period_id){first.i + n});
            if ((school->policy.place_kinds >> period->kind & 1) &&
                (lesson.i != HT_NONE || period->kind != HT_LESSON))
                places[found++] = (struct ht_place_in_week){day, period->name};
        }
    }
    return found;
}

static void write_places(struct ht_sentence *sentence, const struct ht_place_in_week *places,
                         int count)
{
    struct ht_items items = {.count = (size_t)count};
    for (int n = 0; n < count; n++) {
        ht_phrase_item(sentence, &items);
        ht_phrase_place(sentence, places[n]);
    }
}

/* Who has few lessons, if any, has little choice. */
static void add_lessons(struct ht_scene *scene)
{
    struct ht_place_in_week places[HT_LEEWAY_SLOTS + 1];
    int count = find_lessons(scene, places);
    if (scene->student.i == HT_NONE || count > HT_LEEWAY_SLOTS)
        return;
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_tell(part, "{student}{s}", scene->student,
            count ? " has lessons only on " : " has no lesson to come out of");
    write_places(part, places, count);
    ht_scene_end(scene);
}

static void add_odd(struct ht_scene *scene)
{
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_tell(part, "{student} has no lesson to come out of when the others can",
            scene->remaining.odd);
    ht_scene_end(scene);
}

void ht_scene_add_calendar(struct ht_scene *scene)
{
    size_t rows = 0;
    for (size_t nth = 0; next_row(scene, &nth);)
        rows++;
    const struct ht_calendar_row *row;
    scene->tells_calendar = rows && rows <= HT_ROWS_NAMED;
    for (size_t nth = 0; scene->tells_calendar && (row = next_row(scene, &nth));)
        add_row(scene, row);
    if (scene->remaining.odd.i != HT_NONE)
        add_odd(scene);
    else if (!scene->remaining.too_short)
        add_lessons(scene);
}

/* ------------------------------------------------------------ few times */

void ht_scene_add_times(struct ht_scene *scene)
{
    const struct ht_remaining_slots *remaining = &scene->remaining;
    if (scene->first.days != scene->last.days || !remaining->slots ||
        remaining->slots > HT_LEEWAY_SLOTS || remaining->slots >= scene->sessions)
        return;
    struct ht_place_in_week places[HT_LEEWAY_SLOTS];
    for (int n = 0; n < remaining->slots; n++)
        places[n] =
            (struct ht_place_in_week){ht_date_weekday(remaining->slot_dates[n]),
                                      scene->school->periods[remaining->slot_periods[n].i].name};
    struct ht_sentence *part = ht_scene_begin(scene);
    ht_phrase(part, "they can only be on ");
    write_places(part, places, remaining->slots);
    ht_scene_end(scene);
}
