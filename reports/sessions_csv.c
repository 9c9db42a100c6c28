/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv.h"
#include "reports/run.h"

enum column {
    SESSION,
    DATE,
    WEEK,
    DAY,
    PERIOD,
    START,
    END,
    MENTOR,
    STUDENT,
    PROGRAMME,
    GROUP,
    SUBJECT,
    CLASS,
    TEACHER,
    ROOM,
    COLUMN_COUNT,
};

static const char *const columns[COLUMN_COUNT] = {
    [SESSION] = "session", [DATE] = "date",           [WEEK] = "week",   [DAY] = "day",
    [PERIOD] = "period",   [START] = "start",         [END] = "end",     [MENTOR] = "mentor",
    [STUDENT] = "student", [PROGRAMME] = "programme", [GROUP] = "group", [SUBJECT] = "subject",
    [CLASS] = "class",     [TEACHER] = "teacher",     [ROOM] = "room",
};

static void write_attendance(FILE *stream, const struct ht_attendance *attendance)
{
    const struct ht_session_view *session = attendance->session;
    char date[16], start[16], end[16];
    const char *cells[COLUMN_COUNT] = {
        [SESSION] = session->id,
        [DATE] = ht_date_iso(session->date, date),
        [WEEK] = session->week,
        [DAY] = ht_day_short(ht_date_weekday(session->date)),
        [PERIOD] = session->period,
        [START] = ht_time_text(session->start, start),
        [END] = ht_time_text(session->end, end),
        [MENTOR] = session->mentor->id,
        [STUDENT] = attendance->student->id,
        [PROGRAMME] = session->programme->name,
        [GROUP] = session->programme->group,
        [SUBJECT] = attendance->subject,
        [CLASS] = attendance->class_,
        [TEACHER] = attendance->teacher,
        [ROOM] = attendance->room,
    };
    ht_csv_write_row(stream, cells, COLUMN_COUNT);
}

ht_write ht_write_sessions_csv;
void ht_write_sessions_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_views *views = run->views;
    ht_csv_write_row(stream, columns, COLUMN_COUNT);
    for (size_t i = 0; i < views->attendance_count; i++)
        write_attendance(stream, &views->attendances[i]);
}
