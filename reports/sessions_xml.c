/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Everything of sessions.csv, unplaced.csv and summary.json as XML: see data/sessions.rng. */
#include "reports/advice_text.h"
#include "reports/html.h"
#include "reports/run.h"

#include <stdlib.h>

/* Writes an attribute, but none for a text that says nothing. */
static void write_said(FILE *stream, const char *name, const char *text)
{
    if (*text)
        ht_html(stream, " %s=\"%s\"", name, text);
}

/* ------------------------------------------------------------ people */

static void write_mentors(FILE *stream, const struct ht_views *views)
{
    fputs("  <mentors>\n", stream);
    for (size_t i = 0; i < views->mentor_count; i++) {
        const struct ht_mentor_view *mentor = &views->mentors[i];
        ht_html(stream, "    <mentor id=\"%s\" name=\"%s\"", mentor->id, mentor->name);
        write_said(stream, "role", mentor->role);
        write_said(stream, "room", mentor->room);
        fputs("/>\n", stream);
    }
    fputs("  </mentors>\n", stream);
}

static void write_students(FILE *stream, const struct ht_views *views)
{
    fputs("  <students>\n", stream);
    for (size_t i = 0; i < views->student_count; i++) {
        const struct ht_student_view *student = &views->students[i];
        ht_html(stream, "    <student id=\"%s\" name=\"%s\"", student->id, student->name);
        write_said(stream, "form", student->form);
        write_said(stream, "year", student->year);
        fputs("/>\n", stream);
    }
    fputs("  </students>\n", stream);
}

/* ------------------------------------------------------------ sessions */

/* The attributes that say whose sessions they are. */
static void write_programme(FILE *stream, const struct ht_programme_view *programme)
{
    write_said(stream, "mentor", programme->mentor ? programme->mentor->id : "");
    ht_html(stream, " programme=\"%s\"", programme->name);
    write_said(stream, "group", programme->group);
}

static void write_attendee(FILE *stream, const struct ht_attendance *attendance)
{
    ht_html(stream, "      <attendee student=\"%s\"", attendance->student->id);
    if (!attendance->misses) {
        fputs("/>\n", stream);
        return;
    }
    ht_html(stream, "><miss subject=\"%s\" name=\"%s\"", attendance->subject,
            attendance->subject_name);
    write_said(stream, "class", attendance->class_);
    write_said(stream, "teacher", attendance->teacher);
    write_said(stream, "room", attendance->room);
    fputs("/></attendee>\n", stream);
}

static void write_session(FILE *stream, const struct ht_session_view *session)
{
    char date[16], start[16], end[16];
    ht_html(stream, "    <session id=\"%s\" date=\"%s\"", session->id,
            ht_date_iso(session->date, date));
    write_said(stream, "week", session->week);
    ht_html(stream, " day=\"%s\" period=\"%s\" start=\"%s\" end=\"%s\"",
            ht_day_short(ht_date_weekday(session->date)), session->period,
            ht_time_text(session->start, start), ht_time_text(session->end, end));
    write_said(stream, "place", session->place);
    write_programme(stream, session->programme);
    fputs(">\n", stream);
    for (size_t i = 0; i < session->attendee_count; i++)
        write_attendee(stream, &session->attendees[i]);
    fputs("    </session>\n", stream);
}

static void write_sessions(FILE *stream, const struct ht_views *views)
{
    fputs("  <sessions>\n", stream);
    for (size_t i = 0; i < views->session_count; i++)
        write_session(stream, &views->sessions[i]);
    fputs("  </sessions>\n", stream);
}

/* ------------------------------------------------------------ unplaced sessions */

static void write_missing(FILE *stream, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_programme_view *programme = unplaced->programme;
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    char *help = ht_say_help(run->school, run->advice, nth, true);
    char week[16];
    fputs("    <missing", stream);
    write_programme(stream, programme);
    ht_html(stream, " week-starting=\"%s\" count=\"%d\" rule=\"%s\" reason=\"%s\" detail=\"%s\"",
            ht_date_iso(unplaced->week, week), unplaced->count, rule->code, rule->title,
            unplaced->detail);
    write_said(stream, "help", help ? help : "");
    fputs(">\n", stream);
    for (size_t i = 0; i < programme->student_count; i++)
        ht_html(stream, "      <attendee student=\"%s\"/>\n", programme->students[i]->id);
    fputs("    </missing>\n", stream);
    free(help);
}

static void write_unplaced(FILE *stream, const struct ht_run *run)
{
    fputs("  <unplaced>\n", stream);
    for (size_t i = 0; i < run->views->unplaced_count; i++)
        write_missing(stream, run, i);
    fputs("  </unplaced>\n", stream);
}

/* ------------------------------------------------------------ the document */

ht_write ht_write_sessions_xml;
void ht_write_sessions_xml(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_views *views = run->views;
    const struct ht_schedule *schedule = run->schedule;
    char from[16], to[16];
    fprintf(stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<timetable status=\"%s\" cost=\"%lld\" bound=\"%lld\">\n  <horizon",
            ht_status_word(schedule->status), (long long)schedule->cost,
            (long long)schedule->bound);
    write_said(stream, "label", views->label);
    ht_html(stream, " from=\"%s\" to=\"%s\"/>\n", ht_date_iso(views->horizon.from, from),
            ht_date_iso(views->horizon.to, to));
    write_mentors(stream, views);
    write_students(stream, views);
    write_sessions(stream, views);
    write_unplaced(stream, run);
    fputs("</timetable>\n", stream);
}
