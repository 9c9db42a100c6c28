/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/caseload.h"
#include "reports/pages/say.h"

#include <string.h>

/* Required, planned, held, unplaced. */
static void add_counts(struct ht_document *document, const struct ht_session_counts *counts)
{
    ht_doc_put(document, "|%d|%d|%d", ht_required(counts), counts->planned, counts->held);
    ht_doc_cellf(document, counts->unplaced ? HT_TONE_ALERT : HT_TONE_NONE, "%d", counts->unplaced);
}

/* ------------------------------------------------------------ the team */

static void add_students(struct ht_document *document, const struct ht_mentor_view *mentor)
{
    enum ht_load load = ht_mentor_load(mentor);
    ht_doc_cellf(document, load == HT_LOAD_OVER ? HT_TONE_ALERT : HT_TONE_NONE, "%d",
                 mentor->students);
    if (mentor->most == HT_NO_LIMIT)
        return;
    if (mentor->least > 0 && mentor->least < mentor->most)
        ht_doc_put(document, "{minor} of %d–%d", mentor->least, mentor->most);
    else
        ht_doc_put(document, "{minor} of up to %d", mentor->most);
}

static void add_free(struct ht_document *document, const struct ht_caseload *load,
                     const struct ht_policy *policy)
{
    ht_doc_cell(document, load->days_short ? HT_TONE_ALERT : HT_TONE_NONE);
    if (load->free_least == HT_NO_LIMIT) {
        ht_doc_put(document, "–");
        return;
    }
    ht_doc_put(document, "%d{minor} of %d", load->free_least, policy->free_minutes);
    if (load->days_short)
        ht_doc_put(document, "{minor line}short on %d day%s", load->days_short,
                   ht_words_plural(load->days_short));
    if (load->days_allowed)
        ht_doc_put(document, "{minor line}fewer allowed on %d day%s", load->days_allowed,
                   ht_words_plural(load->days_allowed));
}

static void add_team(struct ht_document *document, const struct ht_run *run)
{
    ht_doc_section(document, HT_FIND_ROWS, "team", "The team");
    ht_doc_captioned(document, HT_ROWS, true, "Each mentor's load against the policy");
    ht_doc_columns(document, "Mentor|#Students|#Required|#Planned|#Held|#Unplaced|#Minutes a "
                             "week|#Least free minutes|#Support lessons a week");
    for (size_t i = 0; i < run->views->mentor_count; i++) {
        const struct ht_mentor_view *mentor = &run->views->mentors[i];
        const struct ht_caseload *load = &run->views->caseloads->mentors[i];
        ht_doc_put(document, "{row}{name}%s", mentor->name);
        ht_doc_lead(document, "#c%zu", i + 1);
        ht_doc_put(document, "{minor} %s", mentor->role);
        add_students(document, mentor);
        add_counts(document, &load->counts);
        ht_doc_put(document, "|%.0f{minor} most %d",
                   run->views->week_count ? (double)load->minutes / (double)run->views->week_count
                                          : 0,
                   load->minutes_most);
        add_free(document, load, &run->school->policy);
        bool over = ht_support_is_over(load, &run->school->policy);
        ht_doc_cellf(document, over ? HT_TONE_ALERT : HT_TONE_NONE,
                     "%d{minor} of %d{minor line}%d of %d min", load->support_lessons,
                     run->school->policy.support_lessons, load->support_minutes,
                     run->school->policy.support_minutes);
    }
    ht_doc_put(document,
               "{p}{minor}Sessions required, planned and unplaced are those of these dates; held "
               "are those of this term that history.csv has. A group's session counts once. "
               "Minutes a week are those of planned sessions, on average over the school weeks and "
               "in the fullest. Least free minutes are those of lessons%s on any day at work. "
               "Support is that of the fullest week.",
               run->school->policy.free_contiguous ? " in one piece" : "");
    ht_doc_close(document);
}

/* ------------------------------------------------------------ each mentor */

/* "1:1 mentoring 6, Anger management 1" of students; rows of a programme's name may be anywhere,
 * but a mentor has few names. */
static void say_programmes(struct ht_document *document, const struct ht_caseload *load)
{
    ht_doc_put(document, "{strong}Programmes: ");
    for (size_t i = 0; i < load->row_count; i++) {
        const char *name = load->rows[i].programme->name;
        bool told = false;
        int students = 0;
        for (size_t n = 0; n < load->row_count; n++) {
            bool same = !strcmp(load->rows[n].programme->name, name);
            told = told || (same && n < i);
            students += same;
        }
        if (!told)
            ht_doc_put(document, "%s%s %d", i ? ", " : "", name, students);
    }
    ht_doc_put(document, "%s", load->row_count ? "" : "none");
}

static void say_flag_counts(struct ht_document *document, const struct ht_run *run,
                            const struct ht_caseload *load)
{
    const char *before = "";
    ht_doc_put(document, "{strong} Flags: ");
    for (uint32_t i = 0; i < ht_strings_count(run->school->flags); i++) {
        if (!load->flags[i])
            continue;
        ht_doc_put(document, "%s%s %d", before, ht_strings_text(run->school->flags, i),
                   load->flags[i]);
        before = ", ";
    }
    ht_doc_put(document, "%s", *before ? "" : "none");
}

static enum ht_outcome outcome_of(const struct ht_school *school,
                                  const struct ht_programme *programme,
                                  const struct ht_student_view *student)
{
    for (uint32_t n = 0; programme->outcomes && n < programme->student_count; n++)
        if (!strcmp(school->students[programme->students[n].i].id, student->id))
            return programme->outcomes[n];
    return HT_OUTCOME_UNKNOWN;
}

/* Its last date or number of sessions, and what came of it. */
static void add_until(struct ht_document *document, const struct ht_run *run,
                      const struct ht_caseload_row *row)
{
    static const char *const outcomes[] = {
        [HT_OUTCOME_UNKNOWN] = "",
        [HT_OUTCOME_MET] = "targets met",
        [HT_OUTCOME_ENDED] = "ended",
    };
    const struct ht_programme *programme =
        &run->school->programmes[row->programme - run->views->programmes];
    bool is_dated = programme->to.days != HT_DATE_LAST.days;
    ht_doc_cell(document, HT_TONE_NONE);
    if (is_dated)
        ht_doc_put(document, "%s", HT_WORDS_FULL_DATE(programme->to));
    if (programme->sessions != HT_NO_LIMIT)
        ht_doc_put(document, is_dated ? "{line}%d session%s" : "%d session%s", programme->sessions,
                   ht_words_plural(programme->sessions));
    ht_doc_put(document, "{minor line}%s",
               outcomes[outcome_of(run->school, programme, row->student)]);
}

static void add_mentor(struct ht_document *document, const struct ht_run *run, size_t place)
{
    const struct ht_mentor_view *mentor = &run->views->mentors[place];
    const struct ht_caseload *load = &run->views->caseloads->mentors[place];
    ht_doc_open(document, HT_TOGETHER | HT_FIND_ROWS, ht_doc_text(document, "c%zu", place + 1));
    ht_doc_put(document, "{name}%s{p}", mentor->name);
    say_programmes(document, load);
    say_flag_counts(document, run, load);
    if (load->row_count) {
        ht_doc_captioned(document, HT_ROWS, true, "Students of ");
        ht_doc_put(document, "{name}%s", mentor->name);
        ht_doc_columns(document, "Student|Form|Programme|Until|#Required|#Planned|#Held|#Unplaced|#"
                                 "Minutes a week|Flags");
        for (size_t i = 0; i < load->row_count; i++) {
            const struct ht_caseload_row *row = &load->rows[i];
            ht_doc_put(document, "{row}{name}%s|%s|%s", row->student->name, row->student->form,
                       row->programme->name);
            if (*row->programme->group)
                ht_doc_put(document, "{minor}, {minor name}%s", row->programme->group);
            add_until(document, run, row);
            add_counts(document, &row->counts);
            ht_doc_put(document, "|%g|",
                       ht_programme_minutes(run->school, run->views, row->programme));
            ht_say_flags(document, run->school, row->student);
        }
    }
    ht_doc_close(document);
}

/* ------------------------------------------------------------ years and priority groups */

static void add_cohorts(struct ht_document *document, const char *heading, const char *before,
                        const struct ht_cohort *cohorts, size_t count)
{
    ht_doc_section(document, HT_TOGETHER, NULL, heading);
    ht_doc_captioned(document, HT_ROWS, true, heading);
    ht_doc_columns(document, "Group|#Students|#Required|#Planned|#Held|#Unplaced|#Share placed");
    for (size_t i = 0; i < count; i++) {
        const struct ht_cohort *cohort = &cohorts[i];
        if (!cohort->student_count)
            continue;
        int required = ht_required(&cohort->counts);
        ht_doc_put(document, "{row}%s%s|%zu", *cohort->name ? before : "",
                   *cohort->name ? cohort->name : "All others", cohort->student_count);
        add_counts(document, &cohort->counts);
        ht_doc_put(document, "|%s", HT_SHARE(cohort->counts.planned, required));
    }
    ht_doc_close(document);
}

static void add_groups(struct ht_document *document, const struct ht_caseloads *loads)
{
    ht_doc_section(document, 0, "groups", "Year groups and priority groups");
    ht_doc_put(document, "{p}A group's session counts once for each of its students; a student of "
                         "two priority groups counts in both.");
    add_cohorts(document, "Year groups", "Year ", loads->years, loads->year_count);
    add_cohorts(document, "Priority groups", "", loads->priorities, loads->priority_count);
    ht_doc_close(document);
}

ht_build ht_build_caseload;
void ht_build_caseload(struct ht_document *document, const struct ht_run *run)
{
    document->landscape = true;
    add_team(document, run);
    add_groups(document, run->views->caseloads);
    for (size_t i = 0; i < run->views->mentor_count; i++)
        add_mentor(document, run, i);
}
