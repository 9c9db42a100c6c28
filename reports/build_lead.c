/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/say.h"
#include "reports/words.h"
#include "reports/writers.h"

#include <inttypes.h>

/* ------------------------------------------------------------ overview */

static void add_figure(struct ht_document *document, const char *what, int64_t number)
{
    ht_doc_fact(document, what);
    ht_doc_sayf(document, HT_PLAIN, "%" PRId64, number);
}

/* How the timetable was judged: the engine's proof, and the verifier's word. */
static void add_status(struct ht_document *document, const struct ht_run *run)
{
    enum ht_status status = run->schedule->status;
    ht_doc_paragraph(document, status == HT_OPTIMAL ? HT_TONE_GOOD : HT_TONE_ALERT);
    ht_doc_sayf(document, HT_STRONG, "%s. ", ht_words_status(status));
    ht_doc_say(document, HT_PLAIN, ht_words_status_sentence(status));
    if (run->verdict && !run->verdict->breach_count)
        ht_doc_say(document, HT_PLAIN, " It was checked again, independently, and breaks no rule.");
}

static void add_costs(struct ht_document *document, const struct ht_costs *costs)
{
    ht_doc_open(document, HT_TOGETHER, NULL);
    ht_doc_say(document, HT_PLAIN, "What the timetable costs");
    ht_doc_paragraph(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN,
               "Points by the policy's weights; fewer are better. They compare timetables of the "
               "same dates only.");
    ht_doc_facts(document);
    add_figure(document, "Lessons missed", costs->miss);
    add_figure(document, "Subjects missed again", costs->repeat);
    add_figure(document, "Sessions unplaced", costs->unplaced);
    add_figure(document, "Busy days of mentors", costs->day_load);
    add_figure(document, "All together", ht_costs_total(costs));
    ht_doc_close(document);
}

static void add_overview(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    ht_doc_open(document, 0, "overview");
    ht_doc_say(document, HT_PLAIN, "Overview");
    add_status(document, run);
    ht_doc_facts(document);
    add_figure(document, "Sessions placed", (int64_t)views->session_count);
    add_figure(document, "Sessions unplaced", ht_schedule_unplaced(run->schedule));
    add_figure(document, "Students", (int64_t)views->student_count);
    add_figure(document, "Mentors", (int64_t)views->mentor_count);
    add_figure(document, "School weeks", (int64_t)views->week_count);
    if (run->verdict)
        add_costs(document, &run->verdict->costs);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ caseload */

/* "6 to 8", "up to 3", or a dash where nobody says. */
static void say_limits(struct ht_document *document, const struct ht_mentor_view *mentor)
{
    if (mentor->most == HT_NO_LIMIT)
        ht_doc_say(document, HT_PLAIN, "–");
    else if (mentor->least > 0 && mentor->least < mentor->most)
        ht_doc_sayf(document, HT_PLAIN, "%d to %d", mentor->least, mentor->most);
    else
        ht_doc_sayf(document, HT_PLAIN, "up to %d", mentor->most);
    if (mentor->most != HT_NO_LIMIT && mentor->students > mentor->most)
        ht_doc_sayf(document, HT_STRONG | HT_NEW_LINE, "%d over", mentor->students - mentor->most);
}

static void add_caseload_row(struct ht_document *document, const struct ht_mentor_view *mentor,
                             size_t place)
{
    bool over = mentor->most != HT_NO_LIMIT && mentor->students > mentor->most;
    ht_doc_row(document, false);
    ht_doc_head(document);
    ht_doc_say(document, HT_NAME, mentor->name);
    ht_doc_lead(document, "mentors.html#m%zu", place + 1);
    ht_doc_sayf(document, HT_MINOR, " %s", mentor->role);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%d", mentor->students);
    ht_doc_cell(document, over ? HT_TONE_ALERT : HT_TONE_NONE);
    say_limits(document, mentor);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%d", mentor->sessions);
    ht_doc_cell(document, mentor->unplaced ? HT_TONE_ALERT : HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%d", mentor->unplaced);
}

static void add_caseload(struct ht_document *document, const struct ht_views *views)
{
    static const char *const numbers[] = {"Students", "Policy", "Sessions", "Unplaced"};
    ht_doc_open(document, HT_FIND_ROWS, "caseload");
    ht_doc_say(document, HT_PLAIN, "Caseload");
    ht_doc_table(document, HT_ROWS, false);
    ht_doc_say(document, HT_PLAIN, "Students against the policy, and sessions");
    ht_doc_column(document, 3, false);
    ht_doc_say(document, HT_PLAIN, "Mentor");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        ht_doc_column(document, 1, true);
        ht_doc_say(document, HT_PLAIN, numbers[i]);
    }
    for (size_t i = 0; i < views->mentor_count; i++)
        add_caseload_row(document, &views->mentors[i], i);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ unplaced */

static void add_unplaced_row(struct ht_document *document, const struct ht_unplaced_view *unplaced)
{
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    const struct ht_mentor_view *mentor = unplaced->programme->mentor;
    char week[HT_WORDS_SIZE];
    ht_doc_row(document, false);
    ht_doc_head(document);
    ht_say_who(document, unplaced->programme);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_NAME, mentor ? mentor->name : "");
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, unplaced->programme->name);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%s", ht_words_date(unplaced->week, week));
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%d", unplaced->count);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_say(document, HT_PLAIN, unplaced->detail);
    ht_doc_sayf(document, HT_MINOR, " %s, %s", rule->code, rule->title);
}

static void add_unplaced_table(struct ht_document *document, const struct ht_views *views)
{
    static const char *const heads[] = {"Student", "Mentor", "Programme", "Week of"};
    ht_doc_table(document, HT_ROWS, false);
    ht_doc_say(document, HT_PLAIN, "Sessions that have no place, and what stands in the way");
    ht_doc_columns(document, heads, sizeof heads / sizeof *heads);
    ht_doc_column(document, 0.6, true);
    ht_doc_say(document, HT_PLAIN, "Sessions");
    ht_doc_column(document, 4, false);
    ht_doc_say(document, HT_PLAIN, "Why");
    for (size_t i = 0; i < views->unplaced_count; i++)
        add_unplaced_row(document, &views->unplaced[i]);
}

static void add_unassigned(struct ht_document *document, const struct ht_views *views)
{
    bool told = false;
    for (size_t i = 0; i < views->programme_count; i++) {
        const struct ht_programme_view *programme = &views->programmes[i];
        if (!programme->active || programme->mentor)
            continue;
        if (!told) {
            ht_doc_open(document, 0, NULL);
            ht_doc_say(document, HT_PLAIN, "Not yet assigned to a mentor");
            ht_doc_list(document);
            told = true;
        }
        ht_doc_item(document);
        ht_say_who(document, programme);
        ht_doc_sayf(document, HT_PLAIN, ": %s", programme->name);
    }
    if (told)
        ht_doc_close(document);
}

static void add_unplaced(struct ht_document *document, const struct ht_views *views)
{
    ht_doc_open(document, HT_FIND_ROWS, "unplaced");
    ht_doc_say(document, HT_PLAIN, "Unplaced");
    if (views->unplaced_count) {
        add_unplaced_table(document, views);
    } else {
        ht_doc_paragraph(document, HT_TONE_NONE);
        ht_doc_say(document, HT_PLAIN, "Every session that is required has its place.");
    }
    add_unassigned(document, views);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ everybody */

static void add_person(struct ht_document *document, const struct ht_student_view *student,
                       size_t place)
{
    ht_doc_row(document, false);
    ht_doc_head(document);
    ht_doc_say(document, HT_NAME, student->name);
    ht_doc_lead(document, "students.html#s%zu", place + 1);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%s%s%s", student->year, *student->form ? ", " : "",
                student->form);
    ht_doc_cell(document, HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%zu", student->session_count);
    ht_doc_cell(document, student->unplaced ? HT_TONE_ALERT : HT_TONE_NONE);
    ht_doc_sayf(document, HT_PLAIN, "%d", student->unplaced);
}

static void add_people(struct ht_document *document, const struct ht_views *views)
{
    ht_doc_open(document, HT_FIND_ROWS | HT_NEW_PAGE, "students");
    ht_doc_say(document, HT_PLAIN, "Students");
    ht_doc_table(document, HT_ROWS, true);
    ht_doc_say(document, HT_PLAIN, "Students, and their sessions");
    ht_doc_columns(document, (const char *const[]){"Student", "Year and form"}, 2);
    ht_doc_column(document, 0.5, true);
    ht_doc_say(document, HT_PLAIN, "Sessions");
    ht_doc_column(document, 0.5, true);
    ht_doc_say(document, HT_PLAIN, "Unplaced");
    for (size_t i = 0; i < views->student_count; i++)
        add_person(document, &views->students[i], i);
    ht_doc_close(document);
}

void ht_build_lead(struct ht_document *document, const struct ht_run *run)
{
    add_overview(document, run);
    add_caseload(document, run->views);
    add_unplaced(document, run->views);
    add_people(document, run->views);
}
