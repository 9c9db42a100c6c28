/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is different from the plan before, why, and who has to know. */
#include "reports/text/changes.h"
#include "reports/pages/say.h"
#include "reports/terminal/terminal.h"
#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct ht_session_view *session_now(const struct ht_run *run,
                                                 const struct ht_change *change)
{
    return change->now == HT_NONE ? NULL : &run->views->sessions[change->now];
}

/* The name that goes with an id, or the id of somebody whom the school does not know any more. */
static const char *student_name(const struct ht_school *school, const char *id)
{
    uint32_t place = ht_strings_find(school->student_ids, id);
    return place == HT_NONE ? id : ht_student_name(&school->students[place]);
}

static const char *mentor_name(const struct ht_school *school, const char *id)
{
    uint32_t place = ht_strings_find(school->mentor_ids, id);
    return place == HT_NONE ? id : ht_mentor_name(&school->mentors[place]);
}

/* ------------------------------------------------------------ the numbers */

static void add_numbers(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_changes *changes = run->changes;
    ht_doc_facts(document);
    ht_doc_fact(document, ht_doc_text(document, "Standing: before %s",
                                      HT_WORDS_FULL_DATE(changes->earlier->from)));
    ht_doc_put(document, "%zu", changes->earlier->past);
    ht_doc_factf(document, "Kept", "%zu", changes->counts[HT_KEPT]);
    ht_doc_factf(document, "Moved", "%zu", changes->counts[HT_MOVED]);
    ht_doc_factf(document, "New", "%zu", changes->counts[HT_ADDED_NEW]);
    ht_doc_factf(document, "Dropped", "%zu", changes->counts[HT_DROPPED]);
    ht_doc_paragraph(document, changes->proven ? HT_TONE_NONE : HT_TONE_ALERT);
    ht_doc_put(document, "%s", ht_changes_proof(changes));
    if (changes->anew < run->schedule->cost)
        ht_doc_put(document,
                   " The cost is %" PRId64 "; planned anew from there on, whatever that changes, "
                   "it would be %" PRId64 ".",
                   run->schedule->cost, changes->anew);
}

/* ------------------------------------------------------------ the changes */

static void say_who(struct ht_document *document, const struct ht_run *run,
                    const struct ht_change *change)
{
    const struct ht_session_view *now = session_now(run, change);
    if (now) {
        ht_say_who(document, now->programme);
        return;
    }
    const struct ht_planned *before = change->before;
    const struct ht_claim *row = before->rows[0];
    bool group = row->group && *row->group;
    if (group)
        ht_doc_put(document, "{strong name}%s{}: ", row->group);
    for (uint32_t n = 0; n < before->row_count; n++) {
        if (n)
            ht_doc_put(document, ", ");
        ht_doc_put(document, group ? "{name}%s" : "{strong name}%s",
                   student_name(run->school, before->rows[n]->student_id));
    }
}

static void say_time(struct ht_document *document, ht_date date, const char *period)
{
    ht_doc_put(document, "%s, period %s", HT_WORDS_DAY(date), period);
}

static void add_changes(struct ht_document *document, const struct ht_run *run)
{
    ht_doc_section(document, HT_FIND_ROWS, "changes", "What is different");
    ht_doc_captioned(document, HT_ROWS, true, "Sessions that are not where they were");
    ht_doc_columns(document, "Who|Mentor|Was|Is now|Why");
    for (size_t i = 0; i < run->changes->count; i++)
        if (run->changes->list[i].what != HT_KEPT) {
            const struct ht_change *change = &run->changes->list[i];
            const struct ht_session_view *now = session_now(run, change);
            ht_doc_named_row(document);
            say_who(document, run, change);
            ht_doc_put(document, "|{name}%s|",
                       now ? now->mentor->name
                           : mentor_name(run->school, change->before->rows[0]->mentor_id));
            if (change->before)
                say_time(document, change->before->rows[0]->date,
                         change->before->rows[0]->period_name);
            ht_doc_cell(document, HT_TONE_NONE);
            if (now)
                say_time(document, now->date, now->period);
            else
                ht_doc_put(document, "dropped");
            char *why = ht_change_why(run->school, change);
            ht_doc_put(document, "|%s", why);
            free(why);
        }
    ht_doc_close(document);
}

/* ------------------------------------------------------------ who has to know */

/* People to be told, each once, in the order in which the changes name them. */
struct told {
    struct ht_strings *mentors, *students, *teachers;
};

static void tell(struct ht_strings *names, const char *name)
{
    if (name && *name)
        ht_strings_add(names, name);
}

/* Both teachers of a lesson that says "AB+CD". */
static void tell_each(struct ht_strings *names, const char *teachers)
{
    size_t length;
    for (const char *part; teachers && (part = ht_teacher_next(&teachers, &length));) {
        char *name = ht_copy_text(part, length);
        ht_strings_add(names, name);
        free(name);
    }
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void add_told(struct ht_document *document, const char *label,
                     const struct ht_strings *names)
{
    uint32_t count = ht_strings_count(names);
    const char **sorted = HT_NEW(const char *, count);
    for (uint32_t n = 0; n < count; n++)
        sorted[n] = ht_strings_text(names, n);
    if (count)
        qsort(sorted, count, sizeof *sorted, compare_texts);
    ht_doc_fact(document, label);
    for (uint32_t n = 0; n < count; n++) {
        if (n)
            ht_doc_put(document, ", ");
        ht_doc_put(document, "{name}%s", sorted[n]);
    }
    if (!count)
        ht_doc_put(document, "nobody");
    free(sorted);
}

static void add_people(struct ht_document *document, const struct ht_run *run)
{
    struct told told = {ht_strings_new(), ht_strings_new(), ht_strings_new()};
    for (size_t i = 0; i < run->changes->count; i++)
        if (run->changes->list[i].what != HT_KEPT) {
            const struct ht_change *change = &run->changes->list[i];
            const struct ht_session_view *now = session_now(run, change);
            for (uint32_t n = 0; change->before && n < change->before->row_count; n++) {
                const struct ht_claim *row = change->before->rows[n];
                tell(told.mentors, mentor_name(run->school, row->mentor_id));
                tell(told.students, student_name(run->school, row->student_id));
                tell_each(told.teachers, row->teacher);
            }
            for (size_t n = 0; now && n < now->attendee_count; n++) {
                tell(told.mentors, now->mentor->name);
                tell(told.students, now->attendees[n].student->name);
                tell_each(told.teachers, now->attendees[n].teacher);
            }
        }
    ht_doc_section(document, HT_TOGETHER, "people", "Who has to know");
    ht_doc_facts(document);
    add_told(document, "Mentors", told.mentors);
    add_told(document, "Students", told.students);
    add_told(document, "Teachers", told.teachers);
    ht_doc_put(document, "{p}For everybody else the pages that they have still hold. Calendars "
                         "that were imported move their events when the new ones are imported.");
    ht_doc_close(document);
    ht_strings_free(told.mentors);
    ht_strings_free(told.students);
    ht_strings_free(told.teachers);
}

ht_build ht_build_changes;
void ht_build_changes(struct ht_document *document, const struct ht_run *run)
{
    add_numbers(document, run);
    if (run->changes->counts[HT_KEPT] == run->changes->count) {
        ht_doc_put(document, "{p}Nothing is different: every page still holds.");
        return;
    }
    add_changes(document, run);
    add_people(document, run);
}
