/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv.h"
#include "reports/run.h"

enum column {
    DATE,
    DAY,
    PERIOD,
    START,
    END,
    PLACE,
    MENTOR,
    STUDENT,
    FORM,
    YEAR,
    LESSON,
    CLASS,
    TEACHER,
    ROOM,
    PROGRAMME,
    GROUP,
    COLUMN_COUNT,
};

static const char *const columns[COLUMN_COUNT] = {
    [DATE] = "Date",
    [DAY] = "Day",
    [PERIOD] = "Period",
    [START] = "Start",
    [END] = "End",
    [PLACE] = "Place",
    [MENTOR] = "Mentor",
    [STUDENT] = "Student",
    [FORM] = "Form",
    [YEAR] = "Year",
    [LESSON] = "Lesson missed",
    [CLASS] = "Class",
    [TEACHER] = "Teacher",
    [ROOM] = "Room of the lesson",
    [PROGRAMME] = "Programme",
    [GROUP] = "Group",
};

static void write_attendance(FILE *stream, const struct ht_attendance *attendance)
{
    const struct ht_session_view *session = attendance->session;
    char date[16], start[16], end[16];
    const char *cells[COLUMN_COUNT] = {
        [DATE] = ht_date_iso(session->date, date),
        [DAY] = ht_day_long(ht_date_weekday(session->date)),
        [PERIOD] = session->period,
        [START] = ht_time_text(session->start, start),
        [END] = ht_time_text(session->end, end),
        [PLACE] = session->place,
        [MENTOR] = session->mentor->name,
        [STUDENT] = attendance->student->name,
        [FORM] = attendance->student->form,
        [YEAR] = attendance->student->year,
        [LESSON] = attendance->subject_name,
        [CLASS] = attendance->class_,
        [TEACHER] = attendance->teacher,
        [ROOM] = attendance->room,
        [PROGRAMME] = session->programme->name,
        [GROUP] = session->programme->group,
    };
    ht_csv_write_safe_row(stream, cells, COLUMN_COUNT);
}

ht_write ht_write_timetable_csv;
void ht_write_timetable_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_views *views = run->views;
    if (run->choices.bom)
        fputs("\xef\xbb\xbf", stream);
    ht_csv_write_row(stream, columns, COLUMN_COUNT);
    for (size_t i = 0; i < views->attendance_count; i++)
        write_attendance(stream, &views->attendances[i]);
}
