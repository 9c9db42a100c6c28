/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The whole timetable as a workbook: to filter and to sort, and a sheet to print for each mentor.
 */
#include "reports/data/workbook.h"
#include "reports/data/written.h"
#include "reports/explain/advice.h"
#include "reports/views/run.h"

#include <stdlib.h>

/* With more, nobody would find theirs, and each keeps a file open. */
enum { MOST_MENTOR_SHEETS = 250 };

/* A sheet's columns are a table as those of CSV files are: its heads, and how a row is written. */
#define HEAD(name, type, value, ...)  name,
#define WRITE(name, type, value, ...) WRITE_##type(sheet, value);
#define WRITE_TEXT                    ht_sheet_text
#define WRITE_NUMBER                  ht_sheet_number
#define WRITE_DATE                    ht_sheet_date
#define WRITE_TIME                    ht_sheet_time
#define WRITE_LIMIT                   write_limit
#define ADD_SHEET(workbook, name, columns)                                                         \
    ht_workbook_add(workbook, name, (const char *const[]){columns(HEAD)},                          \
                    sizeof(const char *const[]){columns(HEAD)} / sizeof(char *))

static void write_limit(struct ht_sheet *sheet, int limit)
{
    if (limit == HT_NO_LIMIT)
        ht_sheet_text(sheet, "");
    else
        ht_sheet_number(sheet, limit);
}

/* clang-format off */
#define SESSIONS(COLUMN) \
    HT_SESSIONS_COLUMNS(COLUMN) \
    COLUMN("mentor name", TEXT, session->mentor->name) \
    COLUMN("student name", TEXT, attendance->student->name)
/* clang-format on */

static void add_sessions(struct ht_workbook *workbook, const struct ht_views *views)
{
    struct ht_sheet *sheet = ADD_SHEET(workbook, "Sessions", SESSIONS);
    for (size_t i = 0; i < views->attendance_count; i++) {
        const struct ht_attendance *attendance = &views->attendances[i];
        const struct ht_session_view *session = attendance->session;
        SESSIONS(WRITE)
        ht_sheet_end_row(sheet);
    }
    ht_sheet_colour(sheet, "A", "G", "MOD(INT(($B2-2)/7),2)=0", HT_TONE_SESSION);
    ht_sheet_colour(sheet, "L", "O", "$L2=\"\"", HT_TONE_GOOD);
}

/* clang-format off */
#define UNPLACED(COLUMN) \
    COLUMN("student", TEXT, student->id) \
    COLUMN("student name", TEXT, student->name) \
    COLUMN("form", TEXT, student->form) \
    COLUMN("mentor", TEXT, programme->mentor ? programme->mentor->id : "") \
    COLUMN("mentor name", TEXT, programme->mentor ? programme->mentor->name : "") \
    COLUMN("programme", TEXT, programme->name) \
    COLUMN("group", TEXT, programme->group) \
    COLUMN("week starting", DATE, unplaced->week) \
    COLUMN("count", NUMBER, unplaced->count) \
    COLUMN("reason", TEXT, unplaced->reason) \
    COLUMN("detail", TEXT, unplaced->detail) \
    COLUMN("help", TEXT, help ? help : "")
/* clang-format on */

static void add_unplaced(struct ht_workbook *workbook, const struct ht_run *run)
{
    struct ht_sheet *sheet = ADD_SHEET(workbook, "Unplaced", UNPLACED);
    for (size_t i = 0; i < run->views->unplaced_count; i++) {
        const struct ht_unplaced_view *unplaced = &run->views->unplaced[i];
        const struct ht_programme_view *programme = unplaced->programme;
        char *help = ht_say_help(run->school, run->advice, i, false);
        for (size_t n = 0; n < programme->student_count; n++) {
            const struct ht_student_view *student = programme->students[n];
            UNPLACED(WRITE)
            ht_sheet_end_row(sheet);
        }
        free(help);
    }
    ht_sheet_colour(sheet, "I", "I", "$I2>1", HT_TONE_ALERT);
}

/* clang-format off */
#define CASELOAD(COLUMN) \
    COLUMN("mentor", TEXT, mentor->id) \
    COLUMN("mentor name", TEXT, mentor->name) \
    COLUMN("role", TEXT, mentor->role) \
    COLUMN("room", TEXT, mentor->room) \
    COLUMN("students", NUMBER, mentor->students) \
    COLUMN("least", LIMIT, mentor->least) \
    COLUMN("most", LIMIT, mentor->most) \
    COLUMN("sessions", NUMBER, mentor->sessions) \
    COLUMN("unplaced", NUMBER, mentor->unplaced)
/* clang-format on */

static void add_caseload(struct ht_workbook *workbook, const struct ht_views *views)
{
    struct ht_sheet *sheet = ADD_SHEET(workbook, "Caseload", CASELOAD);
    for (size_t i = 0; i < views->mentor_count; i++) {
        const struct ht_mentor_view *mentor = &views->mentors[i];
        CASELOAD(WRITE)
        ht_sheet_end_row(sheet);
    }
    ht_sheet_colour(sheet, "E", "E", "OR(AND($F2<>\"\",$E2<$F2),AND($G2<>\"\",$E2>$G2))",
                    HT_TONE_ALERT);
    ht_sheet_colour(sheet, "I", "I", "$I2>0", HT_TONE_ALERT);
    ht_sheet_colour(sheet, "I", "I", "$I2=0", HT_TONE_GOOD);
}

/* clang-format off */
#define MENTOR(COLUMN) \
    COLUMN("Date", DATE, session->date) \
    COLUMN("Day", TEXT, ht_day_short(ht_date_weekday(session->date))) \
    COLUMN("Period", TEXT, session->period) \
    COLUMN("Start", TIME, session->start) \
    COLUMN("End", TIME, session->end) \
    COLUMN("Place", TEXT, session->place) \
    HT_STUDENT_COLUMNS(COLUMN)
/* clang-format on */

static void add_mentor(struct ht_workbook *workbook, const struct ht_mentor_view *mentor)
{
    struct ht_sheet *sheet = ADD_SHEET(workbook, mentor->name, MENTOR);
    for (int i = 0; i < mentor->sessions; i++) {
        const struct ht_session_view *session = mentor->by_date[i];
        for (size_t n = 0; n < session->attendee_count; n++) {
            const struct ht_attendance *attendance = &session->attendees[n];
            MENTOR(WRITE)
            ht_sheet_end_row(sheet);
        }
    }
    ht_sheet_colour(sheet, "A", "F", "MOD(INT(($A2-2)/7),2)=0", HT_TONE_SESSION);
    ht_sheet_colour(sheet, "J", "M", "$J2=\"\"", HT_TONE_GOOD);
}

ht_write ht_write_timetable_xlsx;
void ht_write_timetable_xlsx(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    struct ht_workbook *workbook = ht_workbook_new("Mentoring timetable", run->made);
    add_sessions(workbook, run->views);
    add_unplaced(workbook, run);
    add_caseload(workbook, run->views);
    for (size_t i = 0, added = 0; i < run->views->mentor_count && added < MOST_MENTOR_SHEETS; i++) {
        if (!run->views->mentors[i].sessions)
            continue;
        add_mentor(workbook, &run->views->mentors[i]);
        added++;
    }
    ht_workbook_write(workbook, stream);
}
