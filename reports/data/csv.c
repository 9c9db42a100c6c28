/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Files of rows: each a table of its columns, and a loop over what its rows are about. */
#include "reports/data/written.h"
#include "reports/explain/advice.h"
#include "reports/text/changes.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

ht_write ht_write_sessions_csv;
void ht_write_sessions_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    HT_CSV_WRITE_HEADS(stream, HT_SESSIONS_COLUMNS, false);
    for (size_t i = 0; i < run->views->attendance_count; i++) {
        const struct ht_attendance *attendance = &run->views->attendances[i];
        const struct ht_session_view *session = attendance->session;
        HT_CSV_WRITE(ht_csv_write_row, stream, HT_SESSIONS_COLUMNS);
    }
}

ht_write ht_write_unplaced_csv;
void ht_write_unplaced_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    HT_CSV_WRITE_HEADS(stream, HT_UNPLACED_COLUMNS, false);
    for (size_t i = 0; i < run->views->unplaced_count; i++) {
        const struct ht_unplaced_view *unplaced = &run->views->unplaced[i];
        const struct ht_programme_view *programme = unplaced->programme;
        char *help = ht_say_help(run->school, run->advice, i, true);
        for (size_t n = 0; n < programme->student_count; n++) {
            const struct ht_student_view *student = programme->students[n];
            HT_CSV_WRITE(ht_csv_write_row, stream, HT_UNPLACED_COLUMNS);
        }
        free(help);
    }
}

/* clang-format off */
#define TIMETABLE(COLUMN) \
    COLUMN("Date", DATE, session->date) \
    COLUMN("Day", TEXT, ht_day_long(ht_date_weekday(session->date))) \
    COLUMN("Period", TEXT, session->period) \
    COLUMN("Start", TIME, session->start) \
    COLUMN("End", TIME, session->end) \
    COLUMN("Place", TEXT, session->place) \
    COLUMN("Mentor", TEXT, session->mentor->name) \
    HT_STUDENT_COLUMNS(COLUMN)
/* clang-format on */

ht_write ht_write_timetable_csv;
void ht_write_timetable_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    HT_CSV_WRITE_HEADS(stream, TIMETABLE, run->choices.bom);
    for (size_t i = 0; i < run->views->attendance_count; i++) {
        const struct ht_attendance *attendance = &run->views->attendances[i];
        const struct ht_session_view *session = attendance->session;
        HT_CSV_WRITE(ht_csv_write_safe_row, stream, TIMETABLE);
    }
}

/* A mentor's sessions stand as on the sheets of the log; ticks of the plan before stay. */
ht_write ht_write_held_csv;
void ht_write_held_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    HT_CSV_WRITE_HEADS(stream, HT_HELD_COLUMNS, run->choices.bom);
    for (size_t m = 0; m < run->views->mentor_count; m++) {
        const struct ht_mentor_view *mentor = &run->views->mentors[m];
        for (int s = 0; s < mentor->sessions; s++) {
            const struct ht_session_view *session = mentor->by_date[s];
            for (size_t n = 0; n < session->attendee_count; n++) {
                const struct ht_attendance *attendance = &session->attendees[n];
                const struct ht_tick *tick =
                    ht_ticks_find(run->ticks, session->id, session->date, attendance->student->id);
                HT_CSV_WRITE(ht_csv_write_safe_row, stream, HT_HELD_COLUMNS);
            }
        }
    }
}

ht_write ht_write_duties_csv;
void ht_write_duties_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_school *school = run->school;
    HT_CSV_WRITE_HEADS(stream, HT_DUTIES_COLUMNS, run->choices.bom);
    for (size_t i = 0; i < run->duties->count; i++) {
        const struct ht_due *due = &run->duties->list[i];
        const struct ht_mentor *mentor =
            due->mentor.i == HT_NONE ? NULL : &school->mentors[due->mentor.i];
        const struct ht_student *student =
            due->student.i == HT_NONE ? NULL : &school->students[due->student.i];
        if (!due->done)
            HT_CSV_WRITE(ht_csv_write_safe_row, stream, HT_DUTIES_COLUMNS);
    }
}

/* Who is out of which register from when to when, and where to be found. */
/* clang-format off */
#define REGISTER(COLUMN) \
    COLUMN("date", DATE, session->date) \
    COLUMN("week", TEXT, session->week) \
    COLUMN("period", TEXT, session->period) \
    COLUMN("class", TEXT, absence->class_) \
    COLUMN("teacher", TEXT, absence->teacher) \
    COLUMN("student", TEXT, student->id) \
    COLUMN("start", TIME, session->start) \
    COLUMN("end", TIME, session->end) \
    COLUMN("code", TEXT, policy->register_code) \
    COLUMN("note", TEXT, note) \
    COLUMN("upn", TEXT, student->upn) \
    COLUMN("surname", TEXT, student->surname) \
    COLUMN("forename", TEXT, student->forename) \
    COLUMN("form", TEXT, student->form) \
    COLUMN("place", TEXT, session->place) \
    COLUMN("mentor", TEXT, session->mentor->name)
/* clang-format on */

static void write_absence(FILE *stream, const struct ht_policy *policy,
                          const struct ht_absence *absence)
{
    const struct ht_session_view *session = absence->attendance->session;
    const struct ht_student_view *student = absence->attendance->student;
    if (absence->of_form && !policy->register_registration)
        return;
    /* "NOTE; registration period", or what there is of it. */
    char *note = ht_format(
        "%s%s%s%s", policy->register_note, *policy->register_note && absence->of_form ? "; " : "",
        absence->of_form ? absence->what : "", absence->of_form ? " period" : "");
    HT_CSV_WRITE(ht_csv_write_safe_row, stream, REGISTER);
    free(note);
}

ht_write ht_write_register_csv;
void ht_write_register_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    HT_CSV_WRITE_HEADS(stream, REGISTER, run->choices.bom);
    for (size_t i = 0; i < run->views->absence_count; i++)
        write_absence(stream, &run->school->policy, &run->views->absences[i]);
}

/* The same of one week, in the order in which registers are opened to be typed in. */
ht_count ht_count_registers;
size_t ht_count_registers(const struct ht_run *run)
{
    return run->views->week_count;
}

ht_token ht_token_registers;
char *ht_token_registers(const struct ht_run *run, size_t nth)
{
    return ht_format("%s", HT_WORDS_ISO(run->views->weeks[nth].monday));
}

ht_write ht_write_registers;
void ht_write_registers(FILE *stream, const struct ht_run *run, size_t nth)
{
    const struct ht_absences *week = &run->views->registers[nth];
    HT_CSV_WRITE_HEADS(stream, REGISTER, run->choices.bom);
    for (size_t i = 0; i < week->count; i++)
        write_absence(stream, &run->school->policy, week->absences[i]);
}

/* What a records system keeps of an intervention: neither needs nor reasons. */
/* clang-format off */
#define INTERVENTIONS(COLUMN) \
    COLUMN("name", TEXT, name) \
    COLUMN("mentor", TEXT, programme->mentor->name) \
    COLUMN("from", TEXT, begins ? HT_WORDS_ISO(from) : "") \
    COLUMN("to", TEXT, ends ? HT_WORDS_ISO(to) : "") \
    COLUMN("students", TEXT, students) \
    COLUMN("sessions", NUMBER, count)
/* clang-format on */

/* "Mia Khan (H801200001001); Tom Reid (70134)". Use free(). */
static char *list_students(const struct ht_programme_view *programme)
{
    char *list = ht_copy_text("", 0);
    for (size_t i = 0; i < programme->student_count; i++)
        ht_append(&list, "%s%s (%s)", i ? "; " : "", programme->students[i]->name,
                  programme->students[i]->upn);
    return list;
}

/* Where caseload.csv has no first or last date, those of the sessions planned stand for them. */
static void write_intervention(FILE *stream, const struct ht_views *views,
                               const struct ht_programme *said,
                               const struct ht_programme_view *programme)
{
    ht_date from = said->from, to = said->to, last = said->from;
    bool begins = from.days != HT_DATE_FIRST.days, ends = to.days != HT_DATE_LAST.days;
    long long count = 0;
    for (size_t week = 0; week < views->week_count; week++)
        for (size_t i = 0; i < programme->weeks[week].session_count; i++) {
            last = programme->weeks[week].sessions[i]->date;
            if (!count++ && !begins)
                from = last;
        }
    begins |= count > 0;
    if (!ends && count) {
        to = last;
        ends = true;
    }
    char *name =
        ht_format("%s%s%s", programme->name, *programme->group ? ": " : "", programme->group);
    char *students = list_students(programme);
    HT_CSV_WRITE(ht_csv_write_safe_row, stream, INTERVENTIONS);
    free(students);
    free(name);
}

ht_write ht_write_interventions_csv;
void ht_write_interventions_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    HT_CSV_WRITE_HEADS(stream, INTERVENTIONS, run->choices.bom);
    for (size_t i = 0; i < run->views->programme_count; i++)
        if (run->views->programmes[i].active && run->views->programmes[i].mentor)
            write_intervention(stream, run->views, &run->school->programmes[i],
                               &run->views->programmes[i]);
}

/* clang-format off */
#define CHANGES(COLUMN) \
    COLUMN("change", TEXT, ht_change_word(change->what)) \
    COLUMN("session", TEXT, before ? or_blank(before->session) : now->id) \
    COLUMN("mentor", TEXT, before ? before->mentor_id : now->mentor->id) \
    COLUMN("student", TEXT, before ? before->student_id : now->attendees[n].student->id) \
    COLUMN("programme", TEXT, before ? or_blank(before->programme_name) : now->programme->name) \
    COLUMN("group", TEXT, before ? or_blank(before->group) : now->programme->group) \
    COLUMN("date_before", TEXT, before ? HT_WORDS_ISO(before->date) : "") \
    COLUMN("period_before", TEXT, before ? before->period_name : "") \
    COLUMN("date", TEXT, now ? HT_WORDS_ISO(now->date) : "") \
    COLUMN("period", TEXT, now ? now->period : "") \
    COLUMN("why", TEXT, why)
/* clang-format on */

static const char *or_blank(const char *text)
{
    return text ? text : "";
}

/* A change has the rows of the earlier plan, or a row for each student of a session that is new. */
ht_write ht_write_changes_csv;
void ht_write_changes_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    HT_CSV_WRITE_HEADS(stream, CHANGES, false);
    for (size_t i = 0; i < run->changes->count; i++) {
        const struct ht_change *change = &run->changes->list[i];
        const struct ht_session_view *now =
            change->now == HT_NONE ? NULL : &run->views->sessions[change->now];
        char *why = ht_change_why(run->school, change, true);
        size_t rows = change->before ? change->before->row_count : now->attendee_count;
        for (size_t n = 0; n < rows; n++) {
            const struct ht_claim *before = change->before ? change->before->rows[n] : NULL;
            HT_CSV_WRITE(ht_csv_write_row, stream, CHANGES);
        }
        free(why);
    }
}
