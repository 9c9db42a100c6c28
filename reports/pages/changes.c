/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is different from the plan before, why, and who has to know. */
#include "reports/text/changes.h"
#include "reports/pages/say.h"
#include "reports/terminal/terminal.h"
#include "solver/base/memory.h"
#include "solver/base/string_table.h"

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
        ht_doc_put(document, " Planned anew from there on, whatever that changes, it would be "
                             "better: 'halfterm compare' shows how.");
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
            char *why = ht_change_why(run->school, change, false);
            ht_doc_put(document, "|%s", why);
            free(why);
        }
    ht_doc_close(document);
}

/* ------------------------------------------------------------ who has to know */

/* People to be told, each once, with what to write to them: a line a change. */
struct told {
    struct ht_strings *names;
    char **texts; /* [name]; NULL: there is nothing to write */
    size_t count, capacity;
};

/* Adds a line, which it takes, to what is written to somebody; NULL: none. */
static void tell(struct told *told, const char *name, char *line)
{
    if (name && *name) {
        uint32_t n = ht_strings_add(told->names, name);
        if (n == told->count) {
            HT_GROW(told->texts, told->count, told->capacity);
            told->texts[told->count++] = NULL;
        }
        if (line && !told->texts[n])
            told->texts[n] = ht_format("%s", line);
        else if (line && !strstr(told->texts[n], line))
            ht_append(&told->texts[n], "\n%s", line);
    }
    free(line);
}

/* Both teachers of a lesson that says "AB+CD". */
static void tell_each(struct told *told, const char *teachers, const char *line)
{
    size_t length;
    for (const char *part; teachers && (part = ht_teacher_next(&teachers, &length));) {
        char *name = ht_copy_text(part, length);
        tell(told, name, ht_format("%s", line));
        free(name);
    }
}

/* " of Tuesday 8 September, period 3 (9x/En1)": a lesson of somebody's. Use free(). */
static char *lesson_text(ht_date date, const char *period, const char *class_)
{
    bool known = class_ && *class_;
    return ht_format("%s, period %s%s%s%s", HT_WORDS_DAY(date), period, known ? " (" : "",
                     known ? class_ : "", known ? ")" : "");
}

static void tell_of_before(const struct ht_run *run, const struct ht_claim *row,
                           struct told *teachers)
{
    char *lesson = lesson_text(row->date, row->period_name, row->class_);
    char *line = ht_format("%s is not out of your lesson on %s.",
                           student_name(run->school, row->student_id), lesson);
    tell_each(teachers, row->teacher, line);
    free(line);
    free(lesson);
}

static void tell_of_now(const struct ht_attendance *attendee, struct told *teachers)
{
    const struct ht_session_view *session = attendee->session;
    char *lesson = lesson_text(session->date, session->period, attendee->class_);
    char *line =
        ht_format("%s is out of your lesson on %s, from %s to %s.", attendee->student->name, lesson,
                  HT_WORDS_TIME(session->start), HT_WORDS_TIME(session->end));
    tell_each(teachers, attendee->teacher, line);
    free(line);
    free(lesson);
}

/* "Mia Khan: Tuesday 8 September, period 3, is now ..." to the mentor. */
static void tell_mentor(const char *name, const struct ht_claim *before,
                        const struct ht_session_view *now, const char *mentor, struct told *mentors)
{
    char *was = before ? lesson_text(before->date, before->period_name, NULL) : NULL;
    char *is = now ? lesson_text(now->date, now->period, NULL) : NULL;
    char *line =
        is ? ht_format("%s: %s%s%s, %s to %s.", name, was ? was : "new on ", was ? " is now " : "",
                       is, HT_WORDS_TIME(now->start), HT_WORDS_TIME(now->end))
           : ht_format("%s: %s is dropped.", name, was);
    tell(mentors, mentor, line);
    free(is);
    free(was);
}

struct named {
    const char *name, *text;
};

static int compare_named(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    return strcmp(a->name, b->name);
}

/* Whoever is told, by name. Use free(). */
static struct named *in_order(const struct told *told)
{
    struct named *named = HT_NEW(struct named, told->count);
    for (uint32_t n = 0; n < told->count; n++)
        named[n] = (struct named){ht_strings_text(told->names, n), told->texts[n]};
    if (told->count)
        qsort(named, told->count, sizeof *named, compare_named);
    return named;
}

static void add_told(struct ht_document *document, const char *label, const struct told *told)
{
    struct named *named = in_order(told);
    ht_doc_put(document, "{item}{strong}%s: ", label);
    for (size_t n = 0; n < told->count; n++)
        ht_doc_put(document, "%s{name}%s", n ? ", " : "", named[n].name);
    if (!told->count)
        ht_doc_put(document, "nobody");
    free(named);
}

/* What can be pasted into a message to each of them. */
static void add_texts(struct ht_document *document, const struct told *told, const char *opening)
{
    struct named *named = in_order(told);
    for (size_t n = 0; n < told->count; n++) {
        ht_doc_open(document, HT_TOGETHER | HT_FINDABLE, NULL);
        ht_doc_put(document, "{name}%s{p}%s", named[n].name, opening);
        const char *line = named[n].text;
        while (*line) {
            size_t length = strcspn(line, "\n");
            ht_doc_put(document, "{line}%.*s", (int)length, line);
            line += length + (line[length] == '\n');
        }
        ht_doc_close(document);
    }
    free(named);
}

static struct told told_new(void)
{
    return (struct told){.names = ht_strings_new()};
}

static void told_clear(struct told *told)
{
    for (size_t n = 0; n < told->count; n++)
        free(told->texts[n]);
    free(told->texts);
    ht_strings_free(told->names);
}

static void add_people(struct ht_document *document, const struct ht_run *run)
{
    struct told mentors = told_new(), students = told_new(), teachers = told_new();
    for (size_t i = 0; i < run->changes->count; i++)
        if (run->changes->list[i].what != HT_KEPT) {
            const struct ht_change *change = &run->changes->list[i];
            const struct ht_session_view *now = session_now(run, change);
            for (uint32_t n = 0; change->before && n < change->before->row_count; n++) {
                const struct ht_claim *row = change->before->rows[n];
                const char *name = student_name(run->school, row->student_id);
                tell(&students, name, NULL);
                tell_of_before(run, row, &teachers);
                tell_mentor(name, row, now, mentor_name(run->school, row->mentor_id), &mentors);
            }
            for (size_t n = 0; now && n < now->attendee_count; n++) {
                const char *name = now->attendees[n].student->name;
                tell(&students, name, NULL);
                tell_of_now(&now->attendees[n], &teachers);
                if (!change->before)
                    tell_mentor(name, NULL, now, now->mentor->name, &mentors);
            }
        }
    ht_doc_section(document, HT_TOGETHER, "people", "Who has to know");
    ht_doc_list(document);
    add_told(document, "Mentors", &mentors);
    add_told(document, "Students", &students);
    add_told(document, "Teachers", &teachers);
    ht_doc_put(document, "{p}For everybody else the pages that they have still hold. Calendars "
                         "that were imported move their events when the new ones are imported.");
    ht_doc_close(document);
    ht_doc_section(document, 0, "texts", "Texts to paste");
    add_texts(document, &mentors, "These sessions of yours are different from the last plan:");
    add_texts(document, &teachers, "Mentoring has changed since the last plan:");
    ht_doc_close(document);
    told_clear(&mentors);
    told_clear(&students);
    told_clear(&teachers);
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
