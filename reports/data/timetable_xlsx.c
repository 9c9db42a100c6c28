/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The whole timetable as a workbook: to filter and to sort, and a sheet to print for each mentor.
 */
#include "reports/data/workbook.h"
#include "reports/explain/advice.h"
#include "reports/text/rules.h"
#include "reports/views/run.h"
#include "reports/views/weeks.h"
#include "solver/base/memory.h"

#include <stdlib.h>

/* With more, nobody would find theirs, and each keeps a file open. */
enum { MOST_MENTOR_SHEETS = 250 };

#define COLUMNS(table) table, sizeof table / sizeof *table

/* ------------------------------------------------------------ all sessions */

/* As in sessions.csv, with names beside the ids. */
static const char *const session_columns[] = {
    "session", "date",    "week",    "day",         "period",       "start",
    "end",     "mentor",  "student", "programme",   "group",        "subject",
    "class",   "teacher", "room",    "mentor name", "student name",
};

static void write_lesson(struct ht_sheet *sheet, const char *subject,
                         const struct ht_attendance *attendance)
{
    ht_sheet_text(sheet, subject);
    ht_sheet_text(sheet, attendance->class_);
    ht_sheet_text(sheet, attendance->teacher);
    ht_sheet_text(sheet, attendance->room);
}

static void write_attendance(struct ht_sheet *sheet, const struct ht_attendance *attendance)
{
    const struct ht_session_view *session = attendance->session;
    ht_sheet_text(sheet, session->id);
    ht_sheet_date(sheet, session->date);
    ht_sheet_text(sheet, session->week);
    ht_sheet_text(sheet, ht_day_short(ht_date_weekday(session->date)));
    ht_sheet_text(sheet, session->period);
    ht_sheet_time(sheet, session->start);
    ht_sheet_time(sheet, session->end);
    ht_sheet_text(sheet, session->mentor->id);
    ht_sheet_text(sheet, attendance->student->id);
    ht_sheet_text(sheet, session->programme->name);
    ht_sheet_text(sheet, session->programme->group);
    write_lesson(sheet, attendance->subject, attendance);
    ht_sheet_text(sheet, session->mentor->name);
    ht_sheet_text(sheet, attendance->student->name);
    ht_sheet_end_row(sheet);
}

static void add_sessions(struct ht_workbook *workbook, const struct ht_views *views)
{
    struct ht_sheet *sheet = ht_workbook_add(workbook, "Sessions", COLUMNS(session_columns));
    for (size_t i = 0; i < views->attendance_count; i++)
        write_attendance(sheet, &views->attendances[i]);
    ht_sheet_colour(sheet, "A", "G", "MOD(INT(($B2-2)/7),2)=0", HT_TONE_SESSION);
    ht_sheet_colour(sheet, "L", "O", "$L2=\"\"", HT_TONE_GOOD);
}

/* ------------------------------------------------------------ unplaced sessions */

static const char *const unplaced_columns[] = {
    "student", "student name",  "form",  "mentor", "mentor name", "programme",
    "group",   "week starting", "count", "reason", "detail",      "help",
};

static void write_missing(struct ht_sheet *sheet, const struct ht_unplaced_view *unplaced,
                          const struct ht_student_view *student, const char *help)
{
    const struct ht_programme_view *programme = unplaced->programme;
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    char *reason = ht_format("%s %s", rule->code, rule->title);
    ht_sheet_text(sheet, student->id);
    ht_sheet_text(sheet, student->name);
    ht_sheet_text(sheet, student->form);
    ht_sheet_text(sheet, programme->mentor ? programme->mentor->id : "");
    ht_sheet_text(sheet, programme->mentor ? programme->mentor->name : "");
    ht_sheet_text(sheet, programme->name);
    ht_sheet_text(sheet, programme->group);
    ht_sheet_date(sheet, unplaced->week);
    ht_sheet_number(sheet, unplaced->count);
    ht_sheet_text(sheet, reason);
    ht_sheet_text(sheet, unplaced->detail);
    ht_sheet_text(sheet, help ? help : "");
    ht_sheet_end_row(sheet);
    free(reason);
}

static void add_unplaced(struct ht_workbook *workbook, const struct ht_run *run)
{
    struct ht_sheet *sheet = ht_workbook_add(workbook, "Unplaced", COLUMNS(unplaced_columns));
    for (size_t i = 0; i < run->views->unplaced_count; i++) {
        const struct ht_unplaced_view *unplaced = &run->views->unplaced[i];
        char *help = ht_say_help(run->school, run->advice, i, false);
        for (size_t n = 0; n < unplaced->programme->student_count; n++)
            write_missing(sheet, unplaced, unplaced->programme->students[n], help);
        free(help);
    }
    ht_sheet_colour(sheet, "I", "I", "$I2>1", HT_TONE_ALERT);
}

/* ------------------------------------------------------------ the caseload */

static const char *const caseload_columns[] = {
    "mentor", "mentor name", "role", "room", "students", "least", "most", "sessions", "unplaced",
};

static void write_limit(struct ht_sheet *sheet, int limit)
{
    if (limit == HT_NO_LIMIT)
        ht_sheet_text(sheet, "");
    else
        ht_sheet_number(sheet, limit);
}

static void write_mentor(struct ht_sheet *sheet, const struct ht_mentor_view *mentor)
{
    ht_sheet_text(sheet, mentor->id);
    ht_sheet_text(sheet, mentor->name);
    ht_sheet_text(sheet, mentor->role);
    ht_sheet_text(sheet, mentor->room);
    ht_sheet_number(sheet, mentor->students);
    write_limit(sheet, mentor->least);
    write_limit(sheet, mentor->most);
    ht_sheet_number(sheet, mentor->sessions);
    ht_sheet_number(sheet, mentor->unplaced);
    ht_sheet_end_row(sheet);
}

static void add_caseload(struct ht_workbook *workbook, const struct ht_views *views)
{
    struct ht_sheet *sheet = ht_workbook_add(workbook, "Caseload", COLUMNS(caseload_columns));
    for (size_t i = 0; i < views->mentor_count; i++)
        write_mentor(sheet, &views->mentors[i]);
    ht_sheet_colour(sheet, "E", "E", "OR(AND($F2<>\"\",$E2<$F2),AND($G2<>\"\",$E2>$G2))",
                    HT_TONE_ALERT);
    ht_sheet_colour(sheet, "I", "I", "$I2>0", HT_TONE_ALERT);
    ht_sheet_colour(sheet, "I", "I", "$I2=0", HT_TONE_GOOD);
}

/* ------------------------------------------------------------ a sheet for each mentor */

static const char *const mentor_columns[] = {
    "Date",
    "Day",
    "Period",
    "Start",
    "End",
    "Place",
    "Student",
    "Form",
    "Year",
    "Lesson missed",
    "Class",
    "Teacher",
    "Room of the lesson",
    "Programme",
    "Group",
};

static void write_meeting(struct ht_sheet *sheet, const struct ht_attendance *attendance)
{
    const struct ht_session_view *session = attendance->session;
    ht_sheet_date(sheet, session->date);
    ht_sheet_text(sheet, ht_day_short(ht_date_weekday(session->date)));
    ht_sheet_text(sheet, session->period);
    ht_sheet_time(sheet, session->start);
    ht_sheet_time(sheet, session->end);
    ht_sheet_text(sheet, session->place);
    ht_sheet_text(sheet, attendance->student->name);
    ht_sheet_text(sheet, attendance->student->form);
    ht_sheet_text(sheet, attendance->student->year);
    write_lesson(sheet, attendance->subject_name, attendance);
    ht_sheet_text(sheet, session->programme->name);
    ht_sheet_text(sheet, session->programme->group);
    ht_sheet_end_row(sheet);
}

static void add_mentor(struct ht_workbook *workbook, const struct ht_views *views,
                       const struct ht_groups *groups, size_t mentor)
{
    struct ht_sheet *sheet =
        ht_workbook_add(workbook, views->mentors[mentor].name, COLUMNS(mentor_columns));
    for (size_t i = groups->starts[mentor]; i < groups->starts[mentor + 1]; i++) {
        const struct ht_session_view *session = &views->sessions[groups->places[i]];
        for (size_t n = 0; n < session->attendee_count; n++)
            write_meeting(sheet, &session->attendees[n]);
    }
    ht_sheet_colour(sheet, "A", "F", "MOD(INT(($A2-2)/7),2)=0", HT_TONE_SESSION);
    ht_sheet_colour(sheet, "J", "M", "$J2=\"\"", HT_TONE_GOOD);
}

static void add_mentors(struct ht_workbook *workbook, const struct ht_views *views)
{
    uint32_t *keys = HT_NEW(uint32_t, views->session_count);
    size_t added = 0;
    for (size_t i = 0; i < views->session_count; i++)
        keys[i] = (uint32_t)(views->sessions[i].mentor - views->mentors);
    struct ht_groups groups = ht_groups_make(keys, views->session_count, views->mentor_count);
    free(keys);
    for (size_t i = 0; i < views->mentor_count && added < MOST_MENTOR_SHEETS; i++) {
        if (!views->mentors[i].sessions)
            continue;
        add_mentor(workbook, views, &groups, i);
        added++;
    }
    ht_groups_clear(&groups);
}

ht_write ht_write_timetable_xlsx;
void ht_write_timetable_xlsx(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    struct ht_workbook *workbook = ht_workbook_new("Mentoring timetable", run->made);
    add_sessions(workbook, run->views);
    add_unplaced(workbook, run);
    add_caseload(workbook, run->views);
    add_mentors(workbook, run->views);
    ht_workbook_write(workbook, stream);
}
