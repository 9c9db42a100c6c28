/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/terminal/terminal.h"

#include "reports/text/changes.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* More lines than these are read in changes.csv. */
enum { LINES_SHOWN = 40 };

const char *ht_changes_proof(const struct ht_changes *changes)
{
    if (!changes->proven)
        return "Not proved: a longer run may leave less unplaced, change less or be better.";
    if (changes->by_hand)
        return changes->as_it_was
                   ? "Proved: with what was done by hand the plan holds, and nothing is better."
                   : "Proved: with what was done by hand nothing leaves less unplaced, nor as "
                     "little with fewer changes besides, nor is as good in both and better "
                     "otherwise.";
    return changes->as_it_was
               ? "Proved: the earlier plan still holds, and nothing is better."
               : "Proved: nothing leaves less unplaced, nor as little with fewer changes, nor is "
                 "as good in both and better otherwise.";
}

/* "Mon 2026-09-14 period 3" */
static void write_time(FILE *stream, ht_date date, const char *period)
{
    fprintf(stream, "%s %s period %s", ht_day_short(ht_date_weekday(date)), HT_WORDS_ISO(date),
            period);
}

/* "group Ash", or a student. */
static void write_who(FILE *stream, const char *group, const char *name, const char *id)
{
    if (*group)
        fprintf(stream, "group %s", group);
    else
        ht_write_person(stream, name, id);
}

static void write_change(FILE *stream, const struct ht_run *run, const struct ht_change *change)
{
    const struct ht_session_view *now =
        change->now == HT_NONE ? NULL : &run->views->sessions[change->now];
    const struct ht_claim *before = change->before ? change->before->rows[0] : NULL;
    fprintf(stream, "  %-8s", ht_change_word(change->what));
    if (before) {
        const struct ht_school *school = run->school;
        uint32_t student = ht_strings_find(school->student_ids, before->student_id);
        uint32_t mentor = ht_strings_find(school->mentor_ids, before->mentor_id);
        write_who(stream, before->group ? before->group : "",
                  student == HT_NONE ? "" : school->students[student].name, before->student_id);
        fputs(" with ", stream);
        ht_write_person(stream, mentor == HT_NONE ? "" : school->mentors[mentor].name,
                        before->mentor_id);
    } else {
        const struct ht_student_view *student = now->attendees[0].student;
        write_who(stream, now->programme->group, student->name, student->id);
        fputs(" with ", stream);
        ht_write_person(stream, now->mentor->name, now->mentor->id);
    }
    fputs(": ", stream);
    if (before)
        write_time(stream, before->date, before->period_name);
    if (before && now)
        fputs(" to ", stream);
    if (now)
        write_time(stream, now->date, now->period);
    char *why = ht_change_why(run->school, change, false);
    fprintf(stream, "; %s\n", why);
    free(why);
}

void ht_write_changes(FILE *stream, const struct ht_run *run)
{
    const struct ht_changes *changes = run->changes;
    size_t left = changes->count - changes->counts[HT_KEPT], shown = 0;
    fprintf(stream,
            "%zu sessions before %s stand; from there on %zu kept, %zu moved, %zu new, %zu "
            "dropped.\n",
            changes->earlier->past, HT_WORDS_ISO(changes->earlier->from), changes->counts[HT_KEPT],
            changes->counts[HT_MOVED], changes->counts[HT_ADDED_NEW], changes->counts[HT_DROPPED]);
    if (changes->by_hand)
        fprintf(stream, "%zu of these changes %s made by hand, %zu besides.\n", changes->by_hand,
                changes->by_hand == 1 ? "was" : "were", left - changes->by_hand);
    fprintf(stream, "%s\n", ht_changes_proof(changes));
    if (changes->anew < run->schedule->cost)
        fputs("Planned anew from there on, whatever that changes, it would be better: 'halfterm "
              "compare' shows how.\n",
              stream);
    for (size_t i = 0; i < changes->count && shown < LINES_SHOWN; i++) {
        if (changes->list[i].what == HT_KEPT)
            continue;
        write_change(stream, run, &changes->list[i]);
        shown++;
    }
    if (shown < left)
        fprintf(stream, "  and %zu more: see changes.csv\n", left - shown);
}
