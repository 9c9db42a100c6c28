/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/obstacle.h"

#include "reports/explain/caps.h"
#include "reports/text/phrases.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

const char *ht_obstacle_word(const struct ht_obstacles *obstacles, const struct ht_week_slot *slot)
{
    static const char *const words[HT_OBSTACLE_COUNT] = {
        [HT_OBSTACLE_NONE] = "FREE",
        [HT_OBSTACLE_OVER] = "over",
        [HT_OBSTACLE_CLOSED] = "closed",
        [HT_OBSTACLE_ASSESSMENT] = "assessed",
        [HT_OBSTACLE_DATES] = "outside",
        [HT_OBSTACLE_DAY_OFF] = "day off",
        [HT_OBSTACLE_FULL_DAY] = "full day",
        [HT_OBSTACLE_LENGTH] = "short",
        [HT_OBSTACLE_COMMITMENT] = "committed",
        [HT_OBSTACLE_FREE_TIME] = "free time",
        [HT_OBSTACLE_ENGAGED] = "engaged",
        [HT_OBSTACLE_NO_LESSON] = "no lesson",
        [HT_OBSTACLE_REQUEST] = "never",
        [HT_OBSTACLE_MENTOR] = "taken",
        [HT_OBSTACLE_WEEK] = "seen",
    };
    const struct ht_school *school = obstacles->instance->school;
    enum ht_obstacle_kind kind = slot->obstacle.kind;
    const char *word =
        kind == HT_OBSTACLE_CAP ? ht_cap_words[slot->obstacle.cap].word : words[kind];
    if (kind == HT_OBSTACLE_COMMITMENT && *school->commitments[slot->obstacle.row].what)
        return school->commitments[slot->obstacle.row].what;
    return word ? word : school->subjects[ht_slot_subject(school, slot).i].code;
}

/* ------------------------------------------------------------ the calendar */

static void write_calendar(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_obstacle *obstacle = &scene->slot->obstacle;
    bool closed = obstacle->kind == HT_OBSTACLE_CLOSED;
    uint32_t year = scene->school->students[obstacle->student.i].year;
    uint32_t place = ht_open_days_row(scene->school, closed ? HT_CLOSED : HT_ASSESSMENT, year,
                                      scene->slot->date);
    if (place == HT_NONE) {
        ht_tell(sentence, "No school day: it lies in no half term of {file}", "calendar.csv");
        return;
    }
    const struct ht_calendar_row *row = &scene->school->calendar[place];
    const char *name = ht_strings_text(scene->school->years, year);
    if (closed && !row->years.count)
        ht_phrase(sentence, "The school is closed");
    else
        ht_phrase(sentence, closed ? "Closed for year %s" : "Year %s is being assessed", name);
    if (*row->label)
        ht_phrase(sentence, ": %s", row->label);
    ht_tell(sentence, " ({line})", "calendar.csv", row->line);
}

/* ------------------------------------------------------------ the mentor */

static void write_day_off(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_mentor *mentor = &scene->school->mentors[scene->programme->mentor.i];
    ht_tell(sentence, "{mentor} does not work on {s}s ({line})", scene->programme->mentor,
            ht_day_long(ht_date_weekday(scene->slot->date)), "mentors.csv", mentor->line);
}

static void write_free_time(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_mentor_id mentor = scene->programme->mentor;
    int due = ht_instance_free_due(scene->instance, mentor, scene->slot->date);
    ht_tell(sentence, "{mentor} would keep {d} of {d} free minutes{s}", mentor,
            due - scene->slot->obstacle.minutes, due,
            scene->school->policy.free_contiguous ? " in one piece" : "");
    if (!scene->session_count) {
        ht_phrase(sentence, " beside the commitments of that day");
        return;
    }
    ht_phrase(sentence, ", seeing ");
    ht_slot_sessions(sentence, scene, true);
    ht_phrase(sentence, " that day");
}

static void write_full_day(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_mentor_id mentor = scene->programme->mentor;
    int due = ht_instance_free_due(scene->instance, mentor, scene->slot->date);
    ht_tell(sentence, "Without any session, {mentor} keeps {d} of {d} free minutes{s}", mentor,
            due - scene->slot->obstacle.minutes, due,
            scene->school->policy.free_contiguous ? " in one piece" : "");
}

/* "Sam Lee has a meeting (commitments.csv:12)"; with a student: "Mia Khan is with Sam Lee: ...". */
static void write_commitment(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_obstacle *obstacle = &scene->slot->obstacle;
    const struct ht_commitment *commitment = &scene->school->commitments[obstacle->row];
    if (obstacle->kind == HT_OBSTACLE_ENGAGED) {
        ht_tell(sentence, "{student} is with {mentor} for ", obstacle->student, commitment->mentor);
    } else {
        ht_phrase_mentor(sentence, commitment->mentor);
        /* "absent" says how somebody is, all other words what somebody has. */
        ht_phrase(sentence, strcmp(commitment->what, "absent") ? " has " : " is ");
    }
    ht_tell(sentence, "{commitment} ({line})", commitment, HT_FORM_A, "commitments.csv",
            commitment->line);
}

/* ------------------------------------------------------------ the student */

static void write_protected(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_subject_id subject = ht_slot_subject(scene->school, scene->slot);
    ht_tell(sentence, "{student} has {subject}, which is never missed ({line})",
            scene->slot->obstacle.student, subject, "subjects.csv",
            scene->school->subjects[subject.i].line);
}

static void write_request(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_request *never = &scene->school->requests[scene->slot->obstacle.row];
    ht_tell(sentence, "A request: {request}", never);
    if (*never->note)
        ht_phrase(sentence, ", \"%s\"", never->note);
    ht_tell(sentence, " ({line})", "requests.csv", never->line);
}

/* ------------------------------------------------------------ all of them */

static void write_dates(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_tell(sentence, "The programme is only{dates} ({line})", scene->programme->from,
            scene->programme->to, "caseload.csv", scene->programme->line);
}

static void write_length(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_period *period = &scene->school->periods[scene->slot->period.i];
    ht_tell(sentence, "{d} minutes too short for {d} minutes{s} ({line})",
            scene->slot->obstacle.minutes, scene->programme->minutes,
            scene->school->policy.place == HT_FIRST_HALF ? " in the first half" : "", "periods.csv",
            period->line);
}

static void write_week(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    const struct ht_schedule *schedule = scene->obstacles->schedule;
    struct ht_items items = {.count = scene->session_count};
    ht_phrase(sentence, "The week has as many sessions as it may have");
    for (size_t n = 0; n < scene->session_count; n++) {
        ht_phrase(sentence, n ? "" : ": ");
        ht_phrase_item(sentence, &items);
        ht_phrase_date(sentence, schedule->sessions[scene->sessions[n]].date);
    }
}

static void write_no_lesson(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_tell(sentence, "{student} has no lesson", scene->slot->obstacle.student);
}

static void write_mentor(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_tell(sentence, "{mentor} sees ", scene->programme->mentor);
    ht_slot_sessions(sentence, scene, false);
}

static void write_over(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_tell(sentence, "It is over: only what is from {date} on was planned again",
            scene->instance->from);
}

static void write_none(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    (void)scene;
    ht_phrase(sentence, "Free, but by the policy's weights it is better to leave the session out");
}

static void write_cap(struct ht_sentence *sentence, const struct ht_slot_scene *scene)
{
    ht_cap_words[scene->slot->obstacle.cap].obstacle(sentence, scene);
}

char *ht_say_obstacle(const struct ht_obstacles *obstacles, ht_programme_id programme,
                      const struct ht_week_slot *slot)
{
    /* Slots of a period that nobody uses, HT_OBSTACLE_PERIOD, are not listed. */
    static void (*const writers[HT_OBSTACLE_COUNT])(struct ht_sentence *,
                                                    const struct ht_slot_scene *) = {
        [HT_OBSTACLE_NONE] = write_none,
        [HT_OBSTACLE_OVER] = write_over,
        [HT_OBSTACLE_CLOSED] = write_calendar,
        [HT_OBSTACLE_ASSESSMENT] = write_calendar,
        [HT_OBSTACLE_DATES] = write_dates,
        [HT_OBSTACLE_DAY_OFF] = write_day_off,
        [HT_OBSTACLE_FULL_DAY] = write_full_day,
        [HT_OBSTACLE_LENGTH] = write_length,
        [HT_OBSTACLE_COMMITMENT] = write_commitment,
        [HT_OBSTACLE_FREE_TIME] = write_free_time,
        [HT_OBSTACLE_ENGAGED] = write_commitment,
        [HT_OBSTACLE_PROTECTED] = write_protected,
        [HT_OBSTACLE_CAP] = write_cap,
        [HT_OBSTACLE_NO_LESSON] = write_no_lesson,
        [HT_OBSTACLE_REQUEST] = write_request,
        [HT_OBSTACLE_MENTOR] = write_mentor,
        [HT_OBSTACLE_WEEK] = write_week,
    };
    const struct ht_school *school = obstacles->instance->school;
    struct ht_slot_scene scene = {
        .obstacles = obstacles,
        .instance = obstacles->instance,
        .school = school,
        .programme = &school->programmes[programme.i],
        .slot = slot,
    };
    struct ht_sentence sentence;
    scene.sessions = ht_obstacle_sessions(obstacles, programme, slot, &scene.session_count);
    ht_sentence_begin(&sentence, school, false);
    HT_REQUIRE(writers[slot->obstacle.kind], "an obstacle without a sentence");
    writers[slot->obstacle.kind](&sentence, &scene);
    free(scene.sessions);
    return ht_sentence_end(&sentence);
}
