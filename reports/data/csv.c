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

/* Who is out of which register from when to when. */
/* clang-format off */
#define REGISTER(COLUMN) \
    COLUMN("date", DATE, session->date) \
    COLUMN("week", TEXT, session->week) \
    COLUMN("period", TEXT, session->period) \
    COLUMN("class", TEXT, absence->class_) \
    COLUMN("teacher", TEXT, absence->teacher) \
    COLUMN("student", TEXT, absence->attendance->student->id) \
    COLUMN("start", TIME, session->start) \
    COLUMN("end", TIME, session->end) \
    COLUMN("code", TEXT, policy->register_code) \
    COLUMN("note", TEXT, note)
/* clang-format on */

ht_write ht_write_register_csv;
void ht_write_register_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_policy *policy = &run->school->policy;
    HT_CSV_WRITE_HEADS(stream, REGISTER, false);
    for (size_t i = 0; i < run->views->absence_count; i++) {
        const struct ht_absence *absence = &run->views->absences[i];
        const struct ht_session_view *session = absence->attendance->session;
        /* "NOTE; registration period", or what there is of it. */
        char *note =
            ht_format("%s%s%s%s", policy->register_note,
                      *policy->register_note && absence->of_form ? "; " : "",
                      absence->of_form ? absence->what : "", absence->of_form ? " period" : "");
        HT_CSV_WRITE(ht_csv_write_row, stream, REGISTER);
        free(note);
    }
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
        char *why = ht_change_why(run->school, change);
        size_t rows = change->before ? change->before->row_count : now->attendee_count;
        for (size_t n = 0; n < rows; n++) {
            const struct ht_claim *before = change->before ? change->before->rows[n] : NULL;
            HT_CSV_WRITE(ht_csv_write_row, stream, CHANGES);
        }
        free(why);
    }
}
