/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pages/say.h"

#include "solver/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_page(const struct ht_run *run, const char *page)
{
    char *file = ht_format("staff/%s.html", page);
    bool written = run->writes(file, run);
    free(file);
    return written;
}

void ht_say_lead(struct ht_document *document, const struct ht_run *run, const char *page)
{
    if (has_page(run, page))
        ht_doc_lead(document, "%s.html", page);
}

void ht_say_lead_to(struct ht_document *document, const struct ht_run *run, const char *page,
                    const char *anchor, size_t place)
{
    if (has_page(run, page))
        ht_doc_lead(document, "%s.html#%s%zu", page, anchor, place + 1);
}

void ht_say_who(struct ht_document *document, const struct ht_programme_view *programme)
{
    bool group = *programme->group;
    if (group)
        ht_doc_put(document, "{strong name}%s{}: ", programme->group);
    for (size_t i = 0; i < programme->student_count; i++) {
        if (i)
            ht_doc_put(document, ", ");
        ht_doc_put(document, group ? "{name}%s" : "{strong name}%s", programme->students[i]->name);
    }
}

void ht_say_student(struct ht_document *document, const struct ht_student_view *student,
                    bool strong)
{
    ht_doc_put(document, strong ? "{strong name}%s" : "{name}%s", student->name);
    if (*student->form)
        ht_doc_put(document, "{minor} %s", student->form);
}

static const char *const statuses[][2] = {
    [HT_OPTIMAL] = {"Proved optimal",
                    "No timetable that keeps all the rules is better by the policy's weights."},
    [HT_FEASIBLE] = {"Good, not proved optimal",
                     "This timetable keeps all the rules; a longer run may find a better one."},
    [HT_INFEASIBLE] = {"Not possible", "No timetable keeps all the rules."},
};

/* Of what replaces an earlier plan, by what is proven. */
static const char *const replanned[][2] = {
    {"Few changes, not proved the fewest",
     "This timetable keeps all the rules; a longer run may find one that changes less."},
    {"Proved: no change is needed",
     "The plan before still holds, and no timetable that keeps what is over is better."},
    {"Proved: the fewest changes",
     "No timetable that keeps what is over leaves less unplaced, nor as little with fewer changes "
     "to the plan before, nor is as good in both and better otherwise."},
};

void ht_say_status(struct ht_document *document, const struct ht_run *run)
{
    bool proven = run->changes ? run->changes->proven : run->schedule->status == HT_OPTIMAL;
    const char *const *words = run->changes ? replanned[proven ? 1 + !run->changes->as_it_was : 0]
                                            : statuses[run->schedule->status];
    ht_doc_paragraph(document, proven ? HT_TONE_GOOD : HT_TONE_ALERT);
    ht_doc_put(document, "{strong}%s. {}%s", words[0], words[1]);
}

const char *ht_unbroken(const char *words, char text[static HT_UNBROKEN_SIZE])
{
    char *end = text;
    for (; *words; words++)
        if (*words == ' ')
            end = stpcpy(end, "\u00a0");
        else
            *end++ = *words;
    *end = '\0';
    return text;
}

/* One piece, since the list of a page's sections names each by its first. */
static void say_monday(struct ht_document *document, const char *before,
                       const struct ht_week_view *week)
{
    ht_doc_put(document, "%s%s", before, HT_UNBROKEN_DATE(week->monday));
    if (*week->week)
        ht_doc_put(document, "{minor} week %s", week->week);
}

void ht_say_week(struct ht_document *document, const struct ht_week_view *week)
{
    say_monday(document, "", week);
}

void ht_say_week_of(struct ht_document *document, const struct ht_week_view *week)
{
    say_monday(document, "Week of ", week);
}

void ht_say_when(struct ht_document *document, const struct ht_session_view *session)
{
    ht_doc_put(document, "%s{minor line}%s%s{minor line}%s–%s", HT_UNBROKEN_DAY(session->date),
               session->kind == HT_LESSON ? "period " : "", session->period,
               HT_WORDS_TIME(session->start), HT_WORDS_TIME(session->end));
}

void ht_say_flags(struct ht_document *document, const struct ht_school *school,
                  const struct ht_student_view *student)
{
    for (uint32_t i = 0; i < student->flags->count; i++)
        ht_doc_put(document, "%s%s", i ? ", " : "",
                   ht_strings_text(school->flags, student->flags->numbers[i]));
}

const char *ht_share(long long part, long long whole, char text[static HT_WORDS_SIZE])
{
    if (!whole)
        return "–";
    snprintf(text, HT_WORDS_SIZE, "%lld%%", 100 * part / whole);
    return text;
}
