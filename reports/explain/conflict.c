/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/advice.h"
#include "reports/explain/scene.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ what is due */

/* Whether the member is the first of its programme. */
static bool is_new_programme(const struct ht_scene *scene, const struct ht_conflict_member *due)
{
    for (const struct ht_conflict_member *other = scene->conflict->members; other < due; other++)
        if (other->kind == HT_MEMBER_DUE && other->programme.i == due->programme.i)
            return false;
    return true;
}

static void count_due(struct ht_scene *scene)
{
    const struct ht_programme *own = ht_scene_programme(scene, scene->it);
    const struct ht_conflict_member *due;
    scene->mentor = own->mentor;
    scene->student = own->student_count == 1 ? own->students[0] : (ht_student_id){HT_NONE};
    scene->first = scene->last = scene->it->week;
    for (size_t nth = 0; (due = ht_scene_next(scene, HT_MEMBER_DUE, &nth));) {
        const struct ht_programme *programme = ht_scene_programme(scene, due);
        scene->due++;
        scene->sessions += due->sessions;
        scene->programmes += is_new_programme(scene, due);
        if (programme->mentor.i != scene->mentor.i)
            scene->mentor.i = HT_NONE;
        if (programme->student_count != 1 || programme->students[0].i != scene->student.i)
            scene->student.i = HT_NONE;
        scene->first = due->week.days < scene->first.days ? due->week : scene->first;
        scene->last = due->week.days > scene->last.days ? due->week : scene->last;
    }
}

/* ------------------------------------------------------------ the effect */

static bool is_several(uint8_t days)
{
    return days & (days - 1);
}

/* Which days of the week are open, or those that are not where these are fewer. */
static void write_open(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    uint8_t open = scene->remaining.open, out = scene->remaining.usual & (uint8_t)~open;
    if (!open || !out || scene->tells_calendar)
        return;
    if (is_several(out)) {
        ht_tell(sentence, ", of which only {weekdays}{s}", open, "",
                is_several(open) ? " are open" : " is open");
    } else {
        ht_tell(sentence, ", a week without {weekdays}", out, "");
    }
    ht_scene_calendar_lines(sentence, scene);
    ht_phrase(sentence, scene->sessions > 1 ? "," : "");
}

static void write_weeks(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    int weeks = ht_scene_programme(scene, scene->it)->per_weeks;
    ht_date last = scene->last;
    if (scene->due == 1 && weeks > 1)
        last = ht_date_plus(last, (weeks - 1) * HT_DAYS_A_WEEK);
    if (last.days == scene->first.days) {
        ht_tell(sentence, " in the week of {date}", last);
        write_open(sentence, scene);
    } else if (last.days == scene->first.days + HT_DAYS_A_WEEK) {
        ht_phrase(sentence, " in the weeks of ");
        ht_phrase_date_list(sentence, (const ht_date[]){scene->first, last}, 2);
    } else {
        ht_tell(sentence, " in the weeks{dates}", scene->first, last);
    }
}

/* The programmes in brackets, unless they are too many or one owner says it all. */
static void write_members(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    struct ht_items items = {.count = scene->programmes};
    const struct ht_conflict_member *due;
    if (scene->programmes == 1 || scene->programmes > HT_PEOPLE_NAMED)
        return;
    ht_phrase(sentence, " (");
    for (size_t nth = 0; (due = ht_scene_next(scene, HT_MEMBER_DUE, &nth));) {
        if (!is_new_programme(scene, due))
            continue;
        ht_phrase_item(sentence, &items);
        if (scene->student.i == HT_NONE)
            ht_phrase_programme(sentence, due->programme);
        else
            ht_phrase(sentence, "%s", ht_scene_programme(scene, due)->name);
    }
    ht_phrase(sentence, ")");
}

static bool is_plural(const struct ht_programme *programme)
{
    return programme->student_count > 1 && !*programme->group;
}

/* Whoever all sessions have in common: the student or the group, the mentor, or the school. */
static void write_owner(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    bool many = false;
    if (scene->programmes == 1) {
        ht_phrase_programme(sentence, scene->it->programme);
        many = is_plural(ht_scene_programme(scene, scene->it));
    } else if (scene->student.i != HT_NONE) {
        ht_phrase_student(sentence, scene->student);
    } else if (scene->mentor.i != HT_NONE) {
        ht_phrase_mentor(sentence, scene->mentor);
    } else {
        ht_phrase(sentence, "the school");
    }
    ht_phrase(sentence, many ? " have " : " has ");
}

/* "Mia Khan cannot be seen in the week of 14 September" or "Ms Ahmed has nine sessions due in the
   week of 14 September but time for at most eight". */
static void write_effect(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    if (scene->sessions == 1) {
        ht_tell(sentence, "{programme} cannot be seen", scene->it->programme);
        write_weeks(sentence, scene);
        return;
    }
    write_owner(sentence, scene);
    ht_tell(sentence, "{number} sessions", scene->sessions);
    write_members(sentence, scene);
    ht_phrase(sentence, " due");
    write_weeks(sentence, scene);
    ht_tell(sentence, " but room for at most {number}", scene->sessions - 1);
}

/* ------------------------------------------------------------ the sentence */

/* Where no rule of people stands in the way. */
static void write_calendar(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    const char *where = scene->school->policy.place == HT_FIRST_HALF ? " in the first half" : "";
    if (scene->remaining.too_short && scene->sessions == 1)
        ht_phrase(sentence, ": the timetable leaves no lesson that is long enough for %d minutes%s",
                  ht_scene_programme(scene, scene->it)->minutes, where);
    else
        ht_phrase(sentence, ": the calendar and the timetable leave no time for %s",
                  scene->sessions == 1 ? "that" : "more");
}

/* ": a; b; and c." */
static void write_clauses(struct ht_sentence *sentence, const struct ht_scene *scene)
{
    if (!scene->conflict->smallest) {
        ht_phrase(sentence, "; what stands in the way was not found in the time there was.");
        return;
    }
    for (size_t n = 0; n < scene->clause_count; n++) {
        const char *last = scene->clause_count == 2 ? ", and " : "; and ";
        ht_phrase(sentence, "%s%s",
                  n == 0                         ? ": "
                  : n + 1 == scene->clause_count ? last
                                                 : "; ",
                  scene->clauses[n]);
    }
    if (!scene->clause_count)
        write_calendar(sentence, scene);
    ht_phrase(sentence, ".");
}

static void clear_scene(struct ht_scene *scene)
{
    for (size_t n = 0; n < scene->clause_count; n++)
        free(scene->clauses[n]);
    free(scene->clauses);
    ht_remaining_slots_clear(&scene->remaining);
}

static void write_conflict(struct ht_sentence *sentence, struct ht_horizon horizon,
                           const struct ht_conflict *conflict)
{
    struct ht_scene scene = {
        .school = sentence->school,
        .conflict = conflict,
        .it = conflict->members,
        .remaining = ht_remaining_slots_new(sentence->school, horizon, conflict),
    };
    count_due(&scene);
    ht_scene_add_mentors(&scene, true);
    ht_scene_add_misses(&scene, true);
    ht_scene_add_requests(&scene);
    ht_scene_add_limits(&scene);
    ht_scene_add_misses(&scene, false);
    ht_scene_add_protected(&scene);
    ht_scene_add_mentors(&scene, false);
    ht_scene_add_times(&scene);
    if (!scene.clause_count && scene.sessions == 1)
        ht_scene_add_calendar(&scene);
    write_effect(sentence, &scene);
    write_clauses(sentence, &scene);
    clear_scene(&scene);
}

/* Nothing keeps it from having a place, as far as is known. */
static void write_possible(struct ht_sentence *sentence, const struct ht_unplaced *unplaced,
                           const struct ht_schedule *schedule, bool known)
{
    ht_tell(sentence, "{s}{programme}", known ? "" : "what keeps ", unplaced->programme);
    ht_phrase(sentence,
              known ? " could be seen in the week of " : " from being seen in the week of ");
    ht_phrase_date(sentence, unplaced->week);
    if (!known)
        ht_phrase(sentence, " was not found in the time there was.");
    else if (schedule->status == HT_OPTIMAL)
        ht_phrase(sentence, ", but by the policy's weights it is better to leave the session out.");
    else
        ht_phrase(sentence, ": plan again, as the search was stopped early or the files have "
                            "changed since.");
}

char *ht_say_conflict(const struct ht_school *school, const struct ht_schedule *schedule,
                      const struct ht_advice *advice, size_t nth)
{
    struct ht_sentence sentence;
    const struct ht_conflict *conflict = &advice->conflicts[nth];
    ht_sentence_begin(&sentence, school, false);
    if (conflict->count)
        write_conflict(&sentence, schedule->horizon, conflict);
    else
        write_possible(&sentence, &schedule->unplaced[nth], schedule, conflict->known);
    char *text = ht_sentence_end(&sentence);
    /* "The group", "The school" and "What keeps": names have their own first letters. */
    if (!strncmp(text, "the ", 4) || !strncmp(text, "what ", 5))
        text[0] = (char)toupper((unsigned char)text[0]);
    return text;
}
