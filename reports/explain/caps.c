/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/caps.h"

#include "reports/text/words.h"
#include "solver/base/memory.h"
#include "solver/instance/caps.h"

#include <stdlib.h>

/* ------------------------------------------------------------ a student's day */

static void write_student(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_schedule *schedule = scene->obstacles->schedule;
    struct ht_items items = {.count = scene->session_count};
    ht_tell(sentence, "{student} is seen that day: ", scene->slot->obstacle.student);
    for (size_t n = 0; n < scene->session_count; n++) {
        const struct ht_session *session = &schedule->sessions[scene->sessions[n]];
        ht_phrase_item(sentence, &items);
        ht_tell(sentence, "{period} with {mentor}", scene->school->periods[session->period.i].name,
                scene->school->programmes[session->programme.i].mentor);
    }
}

/* Programmes among those due that a student is in. */
static int count_programmes(const struct ht_scene *scene, ht_student_id student)
{
    const struct ht_conflict_member *due;
    int count = 0;
    for (size_t nth = 0; (due = ht_scene_next(scene, HT_MEMBER_DUE, &nth));)
        count += ht_programme_has(ht_scene_programme(scene, due), student);
    return count;
}

/* The first session's students who have to be somewhere else besides. */
static void write_sharers(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    const struct ht_programme *programme = ht_scene_programme(scene, scene->it);
    struct ht_items items = {.count = 0};
    for (uint32_t n = 0; n < programme->student_count; n++)
        items.count += count_programmes(scene, programme->students[n]) > 1;
    if (items.count > HT_PEOPLE_NAMED || !items.count)
        return;
    ht_phrase(sentence, " for ");
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (count_programmes(scene, programme->students[n]) > 1) {
            ht_phrase_item(sentence, &items);
            ht_phrase_student(sentence, programme->students[n]);
        }
}

static void say_per_day(struct ht_sentence *part, const struct ht_scene *scene)
{
    int most = scene->school->policy.per_day_max;
    ht_tell(part, "there may be only {number} session{s} a day", most, ht_words_plural(most));
    if (scene->student.i == HT_NONE)
        write_sharers(part, scene);
    ht_tell(part, " ({file})", "policy.xml");
}

/* ------------------------------------------------------------ misses of a subject */

static int compare_dates(const void *left, const void *right)
{
    const ht_date *a = left, *b = right;
    return (a->days > b->days) - (a->days < b->days);
}

/* Dates on which the student misses the subject: of history and of the schedule. Use free(). */
static ht_date *list_misses(const struct ht_slot_scene *scene, ht_group_id group, int span,
                            size_t *count)
{
    const struct ht_school *school = scene->school;
    const struct ht_grouping *history = &scene->instance->history;
    const struct ht_calendar_row *row = &school->calendar[span];
    uint32_t student = scene->slot->obstacle.student.i;
    ht_date *dates = HT_NEW(ht_date, history->first[student + 1] - history->first[student] +
                                         scene->session_count);
    *count = 0;
    for (uint32_t n = history->first[student]; n < history->first[student + 1]; n++) {
        const struct ht_past *past = &school->history[history->places[n]];
        if (past->subject.i != HT_NONE && school->subjects[past->subject.i].group.i == group.i &&
            row->from.days <= past->date.days && past->date.days <= row->to.days)
            dates[(*count)++] = past->date;
    }
    for (size_t n = 0; n < scene->session_count; n++)
        dates[(*count)++] = scene->obstacles->schedule->sessions[scene->sessions[n]].date;
    if (*count)
        qsort(dates, *count, sizeof *dates, compare_dates);
    return dates;
}

static void write_misses(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_week_slot *slot = scene->slot;
    ht_subject_id subject = ht_slot_subject(scene->school, slot);
    ht_group_id group = scene->school->subjects[subject.i].group;
    int span = ht_instance_span(scene->instance, slot->date);
    int most = ht_instance_misses_max(scene->instance, slot->obstacle.student, group, span);
    size_t count;
    ht_date *dates = list_misses(scene, group, span, &count);
    struct ht_items items = {.count = count};
    ht_tell(sentence, "{student}{s}{subject}{s}", slot->obstacle.student,
            count ? " misses " : " may not miss ", subject, count ? " on " : "");
    for (size_t n = 0; n < count; n++) {
        ht_phrase_item(sentence, &items);
        ht_phrase_date(sentence, dates[n]);
    }
    if (count)
        ht_tell(sentence, ": {times} a {s} is the most", most,
                scene->school->policy.misses_per == HT_PER_TERM ? "term" : "half term");
    free(dates);
}

/* ------------------------------------------------------------ rooms */

static void write_rooms(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    int rooms = scene->school->policy.rooms_max;
    if (!scene->session_count) {
        ht_tell(sentence, "There is no room for sessions at all ({file})", "policy.xml");
        return;
    }
    ht_phrase(sentence, rooms == 1 ? "The only room is taken, by " : "All ");
    if (rooms > 1)
        ht_tell(sentence, "{number} rooms are taken, by ", rooms);
    ht_slot_sessions(sentence, scene, false);
}

static void say_rooms(struct ht_sentence *part, const struct ht_scene *scene)
{
    int rooms = scene->school->policy.rooms_max;
    ht_tell(part, "{s}{number} room{s} ({file})", rooms == 1 ? "there is only " : "there are only ",
            rooms, ht_words_plural(rooms), "policy.xml");
}

static void ask_room(struct ht_sentence *sentence)
{
    int rooms = sentence->school->policy.rooms_max + 1;
    ht_tell(sentence, "have one more room for sessions ({file}: <rooms max=\"{d}\"/>)",
            "policy.xml", rooms);
}

/* ------------------------------------------------------------ classes */

static void write_class(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const char *class_ = ht_strings_text(
        scene->school->classes, ht_cap_thing(scene->school, HT_CAP_CLASS,
                                             scene->slot->obstacle.student, scene->slot->period));
    if (scene->session_count)
        ht_slot_sessions(sentence, scene, false);
    else
        ht_phrase(sentence, "The group itself");
    ht_phrase(sentence,
              scene->session_count > 1 ? " are out of %s; at most "
              : scene->session_count   ? " is out of %s; at most "
                                       : " would be out of %s; at most ",
              class_);
    ht_tell(sentence, "{number} may be", scene->school->policy.withdrawals_max);
}

static void say_classes(struct ht_sentence *part, const struct ht_scene *scene)
{
    const bool *classes = scene->remaining.classes;
    uint32_t all = ht_strings_count(scene->school->classes);
    struct ht_items items = {.count = 0};
    for (uint32_t n = 0; n < all; n++)
        items.count += classes[n];
    ht_tell(part, "only {number} student{s} may be out of {s}",
            scene->school->policy.withdrawals_max,
            ht_words_plural(scene->school->policy.withdrawals_max),
            items.count && items.count <= HT_CLASSES_NAMED ? "" : "a class");
    for (uint32_t n = 0; items.count <= HT_CLASSES_NAMED && n < all; n++)
        if (classes[n]) {
            ht_phrase_item(part, &items);
            ht_phrase(part, "%s", ht_strings_text(scene->school->classes, n));
        }
    ht_tell(part, " at once ({file})", "policy.xml");
}

static void ask_withdrawal(struct ht_sentence *sentence)
{
    int most = sentence->school->policy.withdrawals_max + 1;
    ht_tell(
        sentence,
        "let {number} student{s} be out of a class at once ({file}: <withdrawals max=\"{d}\"/>)",
        most, ht_words_plural(most), "policy.xml", most);
}

/* ------------------------------------------------------------ all of them */

const struct ht_cap_words ht_cap_words[HT_CAP_COUNT] = {
    [HT_CAP_STUDENT_DAY] = {"seen", write_student, say_per_day, NULL},
    [HT_CAP_STUDENT_TIME] = {"seen", write_student, NULL, NULL},
    [HT_CAP_MISSES] = {NULL, write_misses, NULL, NULL},
    [HT_CAP_ROOMS] = {"no room", write_rooms, say_rooms, ask_room},
    [HT_CAP_CLASS] = {"class", write_class, say_classes, ask_withdrawal},
};
