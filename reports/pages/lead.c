/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/advice.h"
#include "reports/pages/say.h"
#include "reports/text/rules.h"
#include "reports/views/caseload.h"
#include "reports/views/misses.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ overview */

static void add_figure(struct ht_document *document, const char *what, int64_t number)
{
    ht_doc_factf(document, what, "%" PRId64, number);
}

/* How much is missed, in lessons. */
static void add_misses(struct ht_document *document, const struct ht_misses *misses)
{
    add_figure(document, "Lessons missed", misses->lessons);
    if (misses->core_told)
        add_figure(document, "In core subjects", misses->core);
    add_figure(document, "A subject missed twice or more this term",
               misses->twice + misses->oftener);
}

/* What is late and what comes next, where the policy has duties. */
static void add_duties(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_duties *duties = run->duties;
    int64_t soon = 0;
    for (size_t i = 0; i < duties->count; i++) {
        const struct ht_due *due = &duties->list[i];
        soon += !due->done && !due->late && due->date.days < duties->today.days + HT_DAYS_A_WEEK;
    }
    if (!duties->count)
        return;
    add_figure(document, "Duties late", (int64_t)duties->late);
    ht_say_lead(document, run, "duties");
    add_figure(document, "Due in the next 7 days", soon);
    ht_say_lead(document, run, "duties");
}

static void add_overview(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    /* How the timetable was judged: the engine's proof, and the verifier's word. */
    ht_say_status(document, run);
    if (run->verdict && !run->verdict->breach_count)
        ht_doc_put(document, " It was checked again, independently, and breaks no rule.");
    ht_doc_facts(document);
    int64_t placed = (int64_t)views->session_count, unplaced = ht_schedule_unplaced(run->schedule);
    add_figure(document, "Sessions required", placed + unplaced);
    add_figure(document, "Placed", placed);
    add_figure(document, "Unplaced", unplaced);
    add_figure(document, "Students", (int64_t)views->student_count);
    add_figure(document, "Mentors", (int64_t)views->mentor_count);
    add_figure(document, "School weeks", (int64_t)views->week_count);
    add_misses(document, views->misses);
    add_duties(document, run);
}

/* ------------------------------------------------------------ what needs attention */

/* The list of what needs attention while it is made: it begins with the first item. */
struct attention {
    struct ht_document *document;
    const struct ht_run *run;
    bool any;
};

static void begin_item(struct attention *attention)
{
    if (!attention->any)
        ht_doc_list(attention->document);
    attention->any = true;
    ht_doc_item(attention->document);
}

static void add_counted(struct attention *attention, int count, const char *what, const char *more)
{
    if (!count)
        return;
    begin_item(attention);
    ht_doc_put(attention->document, "%d %s%s%s", count, what, ht_words_plural(count), more);
    ht_doc_lead(attention->document, "#unplaced");
}

static void begin_mentor(struct attention *attention, size_t place)
{
    begin_item(attention);
    ht_doc_put(attention->document, "{name}%s", attention->run->views->mentors[place].name);
    ht_say_lead_to(attention->document, attention->run, "caseload", "c", place);
}

static void add_mentor(struct attention *attention, size_t place)
{
    const struct ht_mentor_view *mentor = &attention->run->views->mentors[place];
    const struct ht_caseload *load = &attention->run->views->caseloads->mentors[place];
    const struct ht_policy *policy = &attention->run->school->policy;
    enum ht_load fit = ht_mentor_load(mentor);
    if (fit != HT_LOAD_FITS) {
        begin_mentor(attention, place);
        ht_doc_put(attention->document, " has %d student%s, the policy says at %s %d",
                   mentor->students, ht_words_plural(mentor->students),
                   fit == HT_LOAD_OVER ? "most" : "least",
                   fit == HT_LOAD_OVER ? mentor->most : mentor->least);
    }
    if (load->days_short) {
        begin_mentor(attention, place);
        ht_doc_put(attention->document,
                   " has less than %d free minutes on %d day%s, on which nobody is seen",
                   policy->free_minutes, load->days_short, ht_words_plural(load->days_short));
    }
    if (ht_support_is_over(load, policy)) {
        begin_mentor(attention, place);
        ht_doc_put(attention->document,
                   " gives in-class support in %d lessons or %d minutes of some week, the policy "
                   "says at most %d and %d",
                   load->support_lessons, load->support_minutes, policy->support_lessons,
                   policy->support_minutes);
    }
}

/* Who is seen later than the urgency of the referral asks for. */
static void add_late(struct attention *attention, const struct ht_programme_view *programme)
{
    begin_item(attention);
    ht_say_who(attention->document, programme);
    ht_doc_put(attention->document, " (%s) was to be seen by %s, but ", programme->name,
               HT_WORDS_DAY(programme->latest));
    if (programme->first.days == HT_DATE_LAST.days)
        ht_doc_put(attention->document, "has no session");
    else
        ht_doc_put(attention->document, "the first session is on %s",
                   HT_WORDS_DAY(programme->first));
}

static void add_attention(struct ht_document *document, const struct ht_run *run)
{
    struct attention attention = {document, run, false};
    ht_doc_section(document, HT_TOGETHER, "attention", "What needs your attention");
    add_counted(&attention, ht_schedule_unplaced(run->schedule), "unplaced session", "");
    add_counted(&attention, run->views->caseloads->waiting, "programme", " without a mentor");
    if (run->duties->late) {
        begin_item(&attention);
        ht_doc_put(document, "%zu %s late", run->duties->late,
                   run->duties->late == 1 ? "duty is" : "duties are");
        ht_say_lead(document, run, "duties");
    }
    for (size_t i = 0; i < run->views->programme_count; i++)
        if (run->views->programmes[i].late)
            add_late(&attention, &run->views->programmes[i]);
    for (size_t i = 0; i < run->views->mentor_count; i++)
        add_mentor(&attention, i);
    if (!attention.any) {
        ht_doc_paragraph(document, HT_TONE_GOOD);
        ht_doc_put(document,
                   "Nothing: every session has its place, every student a mentor, and every mentor "
                   "a caseload, free time and in-class support as the policy says.");
    }
    ht_doc_close(document);
}

/* ------------------------------------------------------------ weeks */

/* What happens in a week. */
struct week_counts {
    int sessions, unplaced, starts, ends;
};

static struct week_counts count_week(const struct ht_views *views, uint32_t week)
{
    struct week_counts counts = {0};
    for (size_t i = 0; i < views->mentor_count; i++)
        counts.sessions += views->mentors[i].weeks[week].sessions;
    for (size_t i = 0; i < views->programme_count; i++) {
        const struct ht_weeks_span *span = &views->caseloads->spans[i];
        if (!views->programmes[i].active)
            continue;
        counts.unplaced += views->programmes[i].weeks[week].unplaced;
        counts.starts += span->starts && span->first == week;
        counts.ends += span->ends && span->last == week;
    }
    return counts;
}

static void add_weeks(struct ht_document *document, const struct ht_run *run)
{
    ht_doc_section(document, HT_TOGETHER, "weeks", "Week by week");
    ht_doc_captioned(document, HT_ROWS, true,
                     "Sessions of each week, and programmes that start and end");
    ht_doc_columns(document, "Week of|#Sessions|#Unplaced|#Starting|#Ending|Notice");
    for (uint32_t week = 0; week < run->views->week_count; week++) {
        const struct ht_views *views = run->views;
        struct week_counts counts = count_week(views, week);
        int numbers[] = {counts.sessions, counts.unplaced, counts.starts, counts.ends};
        ht_doc_put(document, "{row}%s", HT_UNBROKEN_DATE(views->weeks[week].monday));
        ht_say_lead_to(document, run, "weeks", "w", week);
        if (*views->weeks[week].week)
            ht_doc_put(document, "{minor} week %s", views->weeks[week].week);
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            ht_doc_cellf(document, i == 1 && numbers[i] ? HT_TONE_ALERT : HT_TONE_NONE, "%d",
                         numbers[i]);
        }
        ht_doc_put(document, "|%s", views->weeks[week].notice);
    }
    ht_doc_close(document);
}

/* ------------------------------------------------------------ unplaced sessions */

/* Repairs that one looks at; 'halfterm explain' has them all. */
enum { REPAIRS_SHOWN = 8 };

/* A repair with a capital letter, since it begins with a word of ours; below it, where to write it:
   the last brackets. */
static void say_repair(struct ht_document *document, const struct ht_run *run,
                       const struct ht_repair *repair)
{
    char *text = ht_say_repair(run->school, repair, false);
    char *bracket = strrchr(text, '(');
    text[0] = (char)toupper((unsigned char)text[0]);
    ht_doc_put(document, "%.*s{minor line}%.*s", (int)(bracket - text) - 1, text,
               (int)strlen(bracket) - 2, bracket + 1);
    free(text);
}

/* The sentence where the cause was found, and what the rules do to the slots of the week. */
static void say_why(struct ht_document *document, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    if (run->advice && run->advice->conflicts[nth].smallest) {
        char *sentence = ht_say_conflict(run->school, run->schedule, run->advice, nth);
        ht_doc_put(document, "%s{minor line}%s", sentence, unplaced->detail);
        free(sentence);
    } else {
        ht_doc_put(document, "%s", unplaced->detail);
    }
    if (!run->schedule->unplaced[nth].aside)
        ht_doc_put(document, "{minor} %s", rule->title);
}

static void say_help(struct ht_document *document, const struct ht_run *run, size_t nth)
{
    const struct ht_conflict *conflict = &run->advice->conflicts[nth];
    if (!conflict->repair_count)
        return;
    const struct ht_repair *first = &run->advice->repairs[conflict->repairs[0]];
    say_repair(document, run, first);
    char *effect = ht_say_effect(first, ht_schedule_unplaced(run->schedule));
    ht_doc_put(document, "{minor line}%s", effect);
    free(effect);
}

static void add_row(struct ht_document *document, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_mentor_view *mentor = unplaced->programme->mentor;
    ht_doc_named_row(document);
    ht_say_who(document, unplaced->programme);
    ht_doc_put(document, "{minor line}%s|{name}%s|%s", unplaced->programme->name,
               mentor ? mentor->name : "", HT_UNBROKEN_DATE(unplaced->week));
    if (unplaced->count > 1)
        ht_doc_put(document, "{minor line}%d sessions", unplaced->count);
    ht_doc_cell(document, HT_TONE_NONE);
    say_why(document, run, nth);
    if (!run->advice)
        return;
    ht_doc_cell(document, HT_TONE_NONE);
    say_help(document, run, nth);
}

/* ------------------------------------------------------------ what would help most */

static void add_repairs(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_advice *advice = run->advice;
    ht_doc_table(document, HT_ROWS, false);
    ht_doc_put(document, "Single repairs, what asks least of people first; each was found by "
                         "planning again with it");
    ht_doc_columns(document, "Repair|#Places|#Gives up");
    for (size_t n = 0; n < advice->repair_count && n < REPAIRS_SHOWN; n++) {
        ht_doc_row(document, false);
        ht_doc_cell(document, HT_TONE_NONE);
        say_repair(document, run, &advice->repairs[n]);
        ht_doc_put(document, "|%d|%d", advice->repairs[n].placed, advice->repairs[n].given_up);
    }
}

static void add_help(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_advice *advice = run->advice;
    int unplaced = ht_schedule_unplaced(run->schedule);
    bool all = advice->together_placed == unplaced;
    char *gist = ht_say_gist(advice, unplaced);
    ht_doc_section(document, 0, "help", "What would help most");
    ht_doc_paragraph(document, all ? HT_TONE_GOOD : HT_TONE_NONE);
    ht_doc_put(document, "{strong}%s{strong}%s", gist, advice->together_count ? ":" : ".");
    free(gist);
    if (advice->together_count)
        ht_doc_list(document);
    for (size_t n = 0; n < advice->together_count; n++) {
        ht_doc_item(document);
        say_repair(document, run, &advice->together[n]);
    }
    if (!advice->complete && !all)
        ht_doc_put(document,
                   "{p}Not everything was tried, to keep the time short: 'halfterm explain' "
                   "takes its time.");
    if (advice->repair_count)
        add_repairs(document, run);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ the sections */

static void add_unassigned(struct ht_document *document, const struct ht_views *views)
{
    bool told = false;
    for (size_t i = 0; i < views->programme_count; i++) {
        const struct ht_programme_view *programme = &views->programmes[i];
        if (!programme->active || programme->mentor)
            continue;
        if (!told) {
            ht_doc_section(document, 0, NULL, "Not yet assigned to a mentor");
            ht_doc_list(document);
            told = true;
        }
        ht_doc_item(document);
        ht_say_who(document, programme);
        ht_doc_put(document, ": %s", programme->name);
    }
    if (told)
        ht_doc_close(document);
}

static void add_unplaced(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    if (!views->unplaced_count && !views->caseloads->waiting)
        return;
    if (views->unplaced_count && run->advice)
        add_help(document, run);
    ht_doc_section(document, HT_FIND_ROWS, "unplaced", "Unplaced");
    if (views->unplaced_count) {
        ht_doc_captioned(document, HT_ROWS, false,
                         "Sessions that have no place, and what stands in the way");
        ht_doc_columns(document, run->advice ? "Student|Mentor|Week of|Why|What would help"
                                             : "Student|Mentor|Week of|Why");
        for (size_t i = 0; i < run->views->unplaced_count; i++)
            add_row(document, run, i);
    }
    add_unassigned(document, views);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ everybody */

/* Whoever sees the student, once each. */
static void say_mentors(struct ht_document *document, const struct ht_student_view *student)
{
    for (size_t i = 0; i < student->session_count; i++) {
        const struct ht_mentor_view *mentor = student->sessions[i]->session->mentor;
        size_t first = 0;
        while (student->sessions[first]->session->mentor != mentor)
            first++;
        if (first < i)
            continue;
        ht_doc_put(document, "%s{name}%s", i ? ", " : "", mentor->name);
    }
}

/* ------------------------------------------------------------ calendars */

static void add_calendars(struct ht_document *document, const struct ht_run *run)
{
    if (!run->writes(HT_CALENDAR_FILE, run) || !run->calendars->count)
        return;
    ht_doc_section(document, HT_FIND_ROWS, "calendars", "Calendars");
    ht_doc_put(document,
               "{p}Send every mentor the file beside the name, after each plan anew: sessions that "
               "have moved then move in the mentor's calendar, too.");
    ht_doc_captioned(document, HT_ROWS, true, "Whose each calendar is");
    ht_doc_columns(document, "Mentor|File");
    /* Calendars are in the mentors' order, but not every mentor has one. */
    char token[HT_TOKEN_SIZE];
    size_t next = 0;
    for (size_t i = 0; i < run->views->mentor_count && next < run->calendars->count; i++) {
        ht_calendar_token(run->views->mentors[i].id, token);
        if (strcmp(token, run->calendars->list[next].token) != 0)
            continue;
        /* The files name nobody: here alone one sees whose each is. */
        ht_doc_put(document, "{row}{name}%s|" HT_CALENDAR_BEFORE "%s" HT_CALENDAR_AFTER,
                   run->views->mentors[i].name, token);
        ht_doc_lead(document, HT_CALENDAR_BEFORE "%s" HT_CALENDAR_AFTER, token);
        next++;
    }
    ht_doc_close(document);
}

ht_build ht_build_lead;
void ht_build_lead(struct ht_document *document, const struct ht_run *run)
{
    add_overview(document, run);
    add_attention(document, run);
    add_weeks(document, run);
    add_unplaced(document, run);
    ht_doc_section(document, HT_FIND_ROWS | HT_NEW_PAGE, "students", "Students");
    ht_doc_captioned(document, HT_ROWS, true, "Students, and their sessions");
    ht_doc_columns(document, "Student|Year and form|Mentor|#Sessions|#Unplaced");
    for (size_t i = 0; i < run->views->student_count; i++) {
        const struct ht_student_view *student = &run->views->students[i];
        ht_doc_put(document, "{row}{name}%s", student->name);
        ht_say_lead_to(document, run, "students", "s", i);
        ht_doc_put(document, "|%s%s%s|", student->year, *student->form ? ", " : "", student->form);
        say_mentors(document, student);
        ht_doc_put(document, "|%zu", student->session_count);
        ht_doc_cellf(document, student->unplaced ? HT_TONE_ALERT : HT_TONE_NONE, "%d",
                     student->unplaced);
    }
    ht_doc_close(document);
    add_calendars(document, run);
}
