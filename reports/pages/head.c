/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page without names: whoever could be recognised in a number is not in it. */
#include "reports/document/chart.h"
#include "reports/explain/advice.h"
#include "reports/pages/say.h"
#include "reports/views/caseload.h"
#include "reports/views/misses.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Groups of fewer students are not told. */
enum { FEWEST_TOLD = 5 };

/* ------------------------------------------------------------ figures in words */

static void add_facts(struct ht_document *document, const struct ht_run *run,
                      const struct ht_session_counts *all)
{
    const struct ht_views *views = run->views;
    ht_doc_facts(document);
    ht_doc_fact(document, "Students");
    if (views->student_count < FEWEST_TOLD)
        ht_doc_put(document, "under %d", FEWEST_TOLD);
    else
        ht_doc_put(document, "%zu", views->student_count);
    ht_doc_factf(document, "Mentors", "%zu", views->mentor_count);
    ht_doc_factf(document, "Sessions asked for", "%d", ht_required(all));
    ht_doc_factf(document, "Placed", "%d", all->planned);
    ht_doc_factf(document, "Share placed", "%s", HT_SHARE(all->planned, ht_required(all)));
    if (all->held)
        ht_doc_factf(document, "Held this term so far", "%d", all->held);
}

static void add_proof(struct ht_document *document, const struct ht_run *run)
{
    ht_say_status(document, run);
    if (!run->verdict || run->verdict->breach_count)
        return;
    int64_t checks = 0;
    for (int rule = 0; rule < HT_RULE_COUNT; rule++)
        checks += run->verdict->checked[rule];
    ht_doc_put(document,
               " A second, independent check held it against the rules %" PRId64
               " times and found none broken.",
               checks);
}

static void add_misses(struct ht_document *document, const struct ht_run *run,
                       const struct ht_misses *misses)
{
    const struct ht_policy *policy = &run->school->policy;
    size_t students = run->views->student_count;
    ht_doc_list(document);
    ht_doc_put(document,
               "{item}{strong}%.1f lessons{} are missed by a student on average, %d at "
               "most.{item}{strong}%d time%s{} a student misses the same subject twice this term, ",
               students ? misses->lessons / (double)students : 0, misses->most, misses->twice,
               ht_words_plural(misses->twice));
    if (misses->oftener)
        ht_doc_put(document, "%d time%s more often", misses->oftener,
                   ht_words_plural(misses->oftener));
    else
        ht_doc_put(document, "never more often");
    ht_doc_put(document, "; the policy allows %d miss%s a %s", policy->misses_max,
               policy->misses_max == 1 ? "" : "es",
               policy->misses_per == HT_PER_TERM ? "term" : "half term");
    /* Ends what is said of the policy with what requests allow beyond it. */
    int count = 0;
    for (size_t i = 0; i < run->school->request_count; i++)
        count += run->school->requests[i].what == HT_ALLOW &&
                 run->school->requests[i].student.i != HT_NONE;
    if (count)
        ht_doc_put(document, "; %d request%s one more", count, count == 1 ? " allows" : "s allow");
    ht_doc_put(document, ".");
    if (misses->core_told && misses->lessons)
        ht_doc_put(document,
                   "{item}{strong}%s{} of the lessons missed are in core subjects: those that "
                   "count as worse to miss than others.",
                   HT_SHARE(misses->core, misses->lessons));
}

/* ------------------------------------------------------------ groups of students */

/* Hides the smallest of the groups that are still told; false where there is none. */
static bool hide_smallest(const struct ht_cohort *cohorts, size_t count, bool *hidden)
{
    size_t smallest = count;
    for (size_t i = 0; i < count; i++)
        if (!hidden[i] && cohorts[i].student_count &&
            (smallest == count || cohorts[i].student_count < cohorts[smallest].student_count))
            smallest = i;
    if (smallest == count)
        return false;
    hidden[smallest] = true;
    return true;
}

/* Groups that are too small, and more of them until nobody can take what is told from the whole and
 * have so small a group left. Use free(). */
static bool *find_hidden(const struct ht_cohort *cohorts, size_t count)
{
    bool *hidden = HT_NEW(bool, count), enough = false;
    for (size_t i = 0; i < count; i++)
        hidden[i] = cohorts[i].student_count && cohorts[i].student_count < FEWEST_TOLD;
    while (!enough) {
        size_t groups = 0, students = 0;
        for (size_t i = 0; i < count; i++) {
            groups += hidden[i];
            students += hidden[i] ? cohorts[i].student_count : 0;
        }
        enough = !groups || (groups > 1 && students >= FEWEST_TOLD) ||
                 !hide_smallest(cohorts, count, hidden);
    }
    return hidden;
}

static void add_cohort(struct ht_document *document, const struct ht_cohort *cohort,
                       const char *before, bool hidden)
{
    int required = ht_required(&cohort->counts);
    ht_doc_put(document, "{row}%s%s", *cohort->name ? before : "",
               *cohort->name ? cohort->name : "No priority group");
    if (hidden)
        ht_doc_put(document, "|*|*|*|*");
    else
        ht_doc_put(document, "|%zu|%d|%d|%s", cohort->student_count, required,
                   cohort->counts.planned, HT_SHARE(cohort->counts.planned, required));
}

static void add_cohorts(struct ht_document *document, const struct ht_cohort *cohorts, size_t count,
                        const char *before)
{
    bool *hidden = find_hidden(cohorts, count);
    for (size_t i = 0; i < count; i++)
        if (cohorts[i].student_count)
            add_cohort(document, &cohorts[i], before, hidden[i]);
    free(hidden);
}

static void add_groups(struct ht_document *document, const struct ht_caseloads *loads)
{
    ht_doc_captioned(document, HT_ROWS, false, "By year group and priority group");
    ht_doc_columns(document, "Group|#Students|#Sessions asked for|#Placed|#Share placed");
    add_cohorts(document, loads->years, loads->year_count, "Year ");
    add_cohorts(document, loads->priorities, loads->priority_count, "");
    ht_doc_put(
        document,
        "{p}{minor}* Not shown, so that nobody can be recognised: a group of fewer than %d "
        "students, or one from which such a group could be worked out. A student of two priority "
        "groups counts in both; a group's session counts once for each of its students.",
        FEWEST_TOLD);
}

/* ------------------------------------------------------------ drawings */

/* More bars than this would not leave the page one page. */
enum { MOST_BARS = 9 };

/* Bars of one column, while they are collected: the last takes what has no bar of its own. */
struct bars {
    const char *rows[MOST_BARS];
    int numbers[MOST_BARS];
    size_t count;
};

static void draw(struct ht_document *document, const struct bars *bars, const char *caption,
                 const char *description)
{
    static const char *const columns[] = {""};
    ht_chart_bars(document, &(struct ht_chart){.caption = caption,
                                               .description = description,
                                               .rows = bars->rows,
                                               .columns = columns,
                                               .numbers = bars->numbers,
                                               .row_count = bars->count,
                                               .column_count = 1});
}

static void draw_subjects(struct ht_document *document, const struct ht_misses *misses)
{
    struct bars bars = {.count = 0};
    for (size_t i = 0; i < misses->subject_count; i++) {
        const struct ht_subject_misses *subject = &misses->subjects[i];
        if (bars.count == MOST_BARS) {
            bars.rows[MOST_BARS - 1] = "All other subjects";
            bars.numbers[MOST_BARS - 1] += subject->lessons;
            continue;
        }
        bars.rows[bars.count] =
            subject->core ? ht_doc_text(document, "%s (core)", subject->name) : subject->name;
        bars.numbers[bars.count++] = subject->lessons;
    }
    draw(document, &bars, "Lessons missed, by subject",
         "A bar for each subject with the number of its lessons that students miss.");
}

static int compare_loads(const void *left, const void *right)
{
    const struct ht_mentor_view *const *a = left, *const *b = right;
    return (*b)->students - (*a)->students;
}

/* Mentors with equally many students share a bar: none has a name. */
static void draw_loads(struct ht_document *document, const struct ht_views *views)
{
    struct bars bars = {.count = 0};
    const struct ht_mentor_view **mentors =
        HT_NEW(const struct ht_mentor_view *, views->mentor_count);
    for (size_t i = 0; i < views->mentor_count; i++)
        mentors[i] = &views->mentors[i];
    qsort(mentors, views->mentor_count, sizeof *mentors, compare_loads);
    for (size_t i = 0; i < views->mentor_count; i++) {
        int students = mentors[i]->students;
        bool another = !i || students != mentors[i - 1]->students;
        if (another && bars.count < MOST_BARS)
            bars.rows[bars.count++] =
                ht_doc_text(document, "%d student%s", students, ht_words_plural(students));
        else if (another)
            bars.rows[MOST_BARS - 1] = "Fewer";
        bars.numbers[bars.count - 1]++;
    }
    free(mentors);
    draw(document, &bars, "Mentors, by the number of their students",
         "A bar for each number of students with the number of mentors who have so many.");
}

/* The sessions are in order of date and start. */
static int most_at_once(const struct ht_views *views)
{
    int most = 0, now = 0;
    for (size_t i = 0; i < views->session_count; i++) {
        const struct ht_session_view *session = &views->sessions[i];
        bool same = i && session[-1].date.days == session->date.days &&
                    !strcmp(session[-1].period, session->period);
        now = same ? now + 1 : 1;
        most = now > most ? now : most;
    }
    return most;
}

static void say_rooms(struct ht_document *document, const struct ht_run *run)
{
    int most = most_at_once(run->views), rooms = run->school->policy.rooms_max;
    ht_doc_put(document, "{item}{strong}%d session%s{}%s{} held at the same time at most", most,
               ht_words_plural(most), most == 1 ? " is" : " are");
    if (rooms != HT_NO_LIMIT)
        ht_doc_put(document, ", in %d room%s", rooms, ht_words_plural(rooms));
    ht_doc_put(document, ".");
}

static void say_fit(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    int fit = 0, keep = 0, over = 0;
    for (size_t i = 0; i < views->mentor_count; i++) {
        const struct ht_caseload *load = &views->caseloads->mentors[i];
        fit += ht_mentor_load(&views->mentors[i]) == HT_LOAD_FITS;
        keep += !load->days_short && !load->days_allowed;
        over += ht_support_is_over(load, &run->school->policy);
    }
    ht_doc_put(
        document,
        "{item}{strong}%d of %zu mentors{} have as many students as the policy says; {}%d keep "
        "their %d free minutes every day; %d give%s more in-class support than the policy allows.",
        fit, views->mentor_count, keep, run->school->policy.free_minutes, over,
        over == 1 ? "s" : "");
}

ht_build ht_build_head;
void ht_build_head(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    struct ht_session_counts all = {0};
    for (size_t i = 0; i < views->mentor_count; i++) {
        all.planned += views->caseloads->mentors[i].counts.planned;
        all.unplaced += views->caseloads->mentors[i].counts.unplaced;
        all.held += views->caseloads->mentors[i].counts.held;
    }
    add_facts(document, run, &all);
    add_proof(document, run);
    add_misses(document, run, views->misses);
    say_rooms(document, run);
    say_fit(document, run);
    if (run->advice) {
        /* What would place the rest; whose it is, the lead mentor's page says. */
        int unplaced = ht_schedule_unplaced(run->schedule);
        char *gist = ht_say_gist(run->advice, unplaced);
        ht_doc_put(document, "{item}{strong}%d session%s{} could not be placed. %s.", unplaced,
                   ht_words_plural(unplaced), gist);
        free(gist);
    }
    draw_subjects(document, views->misses);
    draw_loads(document, views);
    add_groups(document, views->caseloads);
}
