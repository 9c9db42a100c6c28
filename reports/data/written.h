/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Columns of the files that a run writes: see reports/text/csv.h. Values are those of a row in the
 * file's writer.
 */
#ifndef HT_REPORTS_DATA_WRITTEN_H
#define HT_REPORTS_DATA_WRITTEN_H

#include "reports/text/csv.h"

/* clang-format off */
/** Files that other commands read back. */
#define HT_SESSIONS_COLUMNS(COLUMN) \
    COLUMN("session", TEXT, session->id, "id of the session, shared by a group's rows") \
    COLUMN("date", DATE, session->date, "when it is") \
    COLUMN("week", TEXT, session->week, "cycle week of the date") \
    COLUMN("day", TEXT, ht_day_short(ht_date_weekday(session->date)), "day of the week") \
    COLUMN("period", TEXT, session->period, "period of periods.csv") \
    COLUMN("start", TIME, session->start, "start of the period") \
    COLUMN("end", TIME, session->end, "start plus the programme's minutes") \
    COLUMN("mentor", TEXT, session->mentor->id, "id of mentors.csv") \
    COLUMN("student", TEXT, attendance->student->id, "id of students.csv") \
    COLUMN("programme", TEXT, session->programme->name, "name of the intervention") \
    COLUMN("group", TEXT, session->programme->group, \
           "group of the intervention; blank: one to one") \
    COLUMN("subject", TEXT, attendance->subject, "subject of the lesson missed; blank: none") \
    COLUMN("class", TEXT, attendance->class_, "its class") \
    COLUMN("teacher", TEXT, attendance->teacher, "its teacher") \
    COLUMN("room", TEXT, attendance->room, "its room")

#define HT_UNPLACED_COLUMNS(COLUMN) \
    COLUMN("student", TEXT, student->id, "id of students.csv") \
    COLUMN("mentor", TEXT, programme->mentor ? programme->mentor->id : "", "id of mentors.csv") \
    COLUMN("programme", TEXT, programme->name, "name of the intervention") \
    COLUMN("week_starting", DATE, unplaced->week, "Monday of the week") \
    COLUMN("count", NUMBER, unplaced->count, "sessions that have no place") \
    COLUMN("reason", TEXT, unplaced->reason, "the rule that leaves no place") \
    COLUMN("detail", TEXT, unplaced->detail, "what stands in the way") \
    COLUMN("help", TEXT, help ? help : "", \
           "the cheapest change that places it, and where to write it; blank: none found")

/** What is ticked, in the order of the paper log: 'record' reads it. */
#define HT_HELD_COLUMNS(COLUMN) \
    COLUMN("session", TEXT, session->id, "id of sessions.csv") \
    COLUMN("date", DATE, session->date, "when it is") \
    COLUMN("start", TIME, session->start, "when it starts") \
    COLUMN("mentor", TEXT, session->mentor->id, "id of mentors.csv") \
    COLUMN("student", TEXT, attendance->student->id, "id of students.csv") \
    COLUMN("name", TEXT, attendance->student->name, "the student's name; it is not read") \
    COLUMN("held", TEXT, tick ? tick->word : "", "what became of it; blank: not known yet")

/** What timetable.csv and the workbook's sheets of mentors say of a student's session last. */
#define HT_STUDENT_COLUMNS(COLUMN) \
    COLUMN("Student", TEXT, attendance->student->name) \
    COLUMN("Form", TEXT, attendance->student->form) \
    COLUMN("Year", TEXT, attendance->student->year) \
    COLUMN("Lesson missed", TEXT, attendance->subject_name) \
    COLUMN("Class", TEXT, attendance->class_) \
    COLUMN("Teacher", TEXT, attendance->teacher) \
    COLUMN("Room of the lesson", TEXT, attendance->room) \
    COLUMN("Programme", TEXT, session->programme->name) \
    COLUMN("Group", TEXT, session->programme->group)
/** What is due: begins as done.csv does, so that rows can be moved there. */
#define HT_DUTIES_COLUMNS(COLUMN) \
    COLUMN("date", DATE, due->date) \
    COLUMN("what", TEXT, due->duty->what) \
    COLUMN("who", TEXT, due->duty->who) \
    COLUMN("mentor", TEXT, mentor ? mentor->id : "") \
    COLUMN("student", TEXT, student ? student->id : "") \
    COLUMN("programme", TEXT, \
           due->programme.i == HT_NONE ? "" : school->programmes[due->programme.i].name) \
    COLUMN("state", TEXT, due->late ? "late" : "due") \
    COLUMN("mentor_name", TEXT, mentor ? mentor->name : "") \
    COLUMN("student_name", TEXT, student ? student->name : "")
/* clang-format on */

/** Writes the RELAX NG schema of staff/sessions.xml, data/sessions.rng; errors stay in the stream.
 */
void ht_write_sessions_schema(FILE *stream);

#endif
