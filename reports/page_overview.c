/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/html.h"
#include "reports/page.h"
#include "reports/words.h"

#include <inttypes.h>

/* ------------------------------------------------------------ overview */

static void write_figure(FILE *stream, int64_t number, const char *what)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, number);
    ht_html(stream, "<div><dt>%s</dt><dd>%s</dd></div>\n", what, text);
}

/* How the timetable was judged: the engine's proof, and the verifier's word. */
static void write_status(FILE *stream, const struct ht_run *run)
{
    enum ht_status status = run->schedule->status;
    ht_html(stream, "<p class=\"status %s\"><strong>%s.</strong> %s", ht_status_word(status),
            ht_words_status(status), ht_words_status_sentence(status));
    if (run->verdict && !run->verdict->breach_count)
        fputs(" It was checked again, independently, and breaks no rule.", stream);
    fputs("</p>\n", stream);
}

static void write_costs(FILE *stream, const struct ht_costs *costs)
{
    const struct {
        const char *what;
        int64_t cost;
    } terms[] = {
        {"Lessons missed", costs->miss},
        {"Subjects missed again", costs->repeat},
        {"Sessions unplaced", costs->unplaced},
        {"Busy days of mentors", costs->day_load},
    };
    fputs("<h3>What the timetable costs</h3>\n<p>Points by the policy&#39;s weights; fewer are "
          "better. They compare timetables of the same dates only.</p>\n<dl class=\"figures\">\n",
          stream);
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        write_figure(stream, terms[i].cost, terms[i].what);
    write_figure(stream, ht_costs_total(costs), "All together");
    fputs("</dl>\n", stream);
}

void ht_page_overview(FILE *stream, const struct ht_run *run)
{
    const struct ht_views *views = run->views;
    fputs("<section id=\"overview\" aria-labelledby=\"overview-head\">\n"
          "<h2 id=\"overview-head\">Overview</h2>\n",
          stream);
    write_status(stream, run);
    fputs("<dl class=\"figures\">\n", stream);
    write_figure(stream, (int64_t)views->session_count, "Sessions placed");
    write_figure(stream, ht_schedule_unplaced(run->schedule), "Sessions unplaced");
    write_figure(stream, (int64_t)views->student_count, "Students");
    write_figure(stream, (int64_t)views->mentor_count, "Mentors");
    write_figure(stream, (int64_t)views->week_count, "School weeks");
    fputs("</dl>\n", stream);
    if (run->verdict)
        write_costs(stream, &run->verdict->costs);
    fputs("</section>\n", stream);
}

/* ------------------------------------------------------------ caseload */

/* "6 to 8", "up to 3", or a dash where nobody says. */
static void write_limits(FILE *stream, const struct ht_mentor_view *mentor)
{
    if (mentor->most == HT_NO_LIMIT)
        fputs("–", stream);
    else if (mentor->least > 0 && mentor->least < mentor->most)
        ht_html(stream, "%d to %d", mentor->least, mentor->most);
    else
        ht_html(stream, "up to %d", mentor->most);
    if (mentor->most != HT_NO_LIMIT && mentor->students > mentor->most)
        ht_html(stream, "<br><strong class=\"warn\">%d over</strong>",
                mentor->students - mentor->most);
}

static void write_caseload(FILE *stream, const struct ht_mentor_view *mentor, size_t number)
{
    ht_html(stream,
            "<tr><th scope=\"row\"><a href=\"#m%d\"><bdi>%s</bdi></a> <small>%s</small></th>",
            (int)number, mentor->name, mentor->role);
    ht_html(stream, "<td class=\"n\">%d</td><td class=\"n\">", mentor->students);
    write_limits(stream, mentor);
    ht_html(stream, "</td><td class=\"n\">%d</td><td class=\"n\">%d</td></tr>\n", mentor->sessions,
            mentor->unplaced);
}

void ht_page_caseload(FILE *stream, const struct ht_views *views)
{
    fputs("<section id=\"caseload\" aria-labelledby=\"caseload-head\">\n"
          "<h2 id=\"caseload-head\">Caseload</h2>\n"
          "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"Caseload table\">\n"
          "<table class=\"list\">\n"
          "<caption>Students against the policy, and sessions</caption>\n"
          "<thead><tr><th scope=\"col\">Mentor</th>"
          "<th scope=\"col\" class=\"n\">Students</th><th scope=\"col\" class=\"n\">Policy</th>"
          "<th scope=\"col\" class=\"n\">Sessions</th><th scope=\"col\" class=\"n\">Unplaced</th>"
          "</tr></thead>\n<tbody>\n",
          stream);
    for (size_t i = 0; i < views->mentor_count; i++)
        write_caseload(stream, &views->mentors[i], i + 1);
    fputs("</tbody>\n</table>\n</div>\n</section>\n", stream);
}

/* ------------------------------------------------------------ unplaced */

static void write_unplaced(FILE *stream, const struct ht_unplaced_view *unplaced)
{
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    const struct ht_mentor_view *mentor = unplaced->programme->mentor;
    char week[HT_WORDS_SIZE];
    fputs("<tr><th scope=\"row\">", stream);
    ht_page_who(stream, unplaced->programme);
    ht_html(stream,
            "</th><td><bdi>%s</bdi></td><td>%s</td><td>%s</td><td class=\"n\">%d</td>"
            "<td>%s <small>%s, %s</small></td></tr>\n",
            mentor ? mentor->name : "", unplaced->programme->name,
            ht_words_date(unplaced->week, week), unplaced->count, unplaced->detail, rule->code,
            rule->title);
}

static void write_unplaced_table(FILE *stream, const struct ht_views *views)
{
    fputs("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"Unplaced sessions\">\n"
          "<table class=\"list\">\n"
          "<caption>Sessions that have no place, and what stands in the way</caption>\n"
          "<thead><tr><th scope=\"col\">Student</th><th scope=\"col\">Mentor</th>"
          "<th scope=\"col\">Programme</th><th scope=\"col\">Week of</th>"
          "<th scope=\"col\" class=\"n\">Sessions</th><th scope=\"col\">Why</th></tr></thead>\n"
          "<tbody>\n",
          stream);
    for (size_t i = 0; i < views->unplaced_count; i++)
        write_unplaced(stream, &views->unplaced[i]);
    fputs("</tbody>\n</table>\n</div>\n", stream);
}

static void write_unassigned(FILE *stream, const struct ht_views *views)
{
    size_t told = 0;
    for (size_t i = 0; i < views->programme_count; i++) {
        const struct ht_programme_view *programme = &views->programmes[i];
        if (!programme->active || programme->mentor)
            continue;
        fputs(told++ ? "" : "<h3>Not yet assigned to a mentor</h3>\n<ul>\n", stream);
        fputs("<li>", stream);
        ht_page_who(stream, programme);
        ht_html(stream, ": %s</li>\n", programme->name);
    }
    fputs(told ? "</ul>\n" : "", stream);
}

void ht_page_unplaced(FILE *stream, const struct ht_views *views)
{
    fputs("<section id=\"unplaced\" aria-labelledby=\"unplaced-head\">\n"
          "<h2 id=\"unplaced-head\">Unplaced</h2>\n",
          stream);
    if (views->unplaced_count)
        write_unplaced_table(stream, views);
    else
        fputs("<p>Every session that is required has its place.</p>\n", stream);
    write_unassigned(stream, views);
    fputs("</section>\n", stream);
}
