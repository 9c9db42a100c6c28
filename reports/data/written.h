/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The columns of the files that a run writes and other commands read back: see reports/text/csv.h.
 * Values are those of a row in the file's writer.
 */
#ifndef HT_REPORTS_DATA_WRITTEN_H
#define HT_REPORTS_DATA_WRITTEN_H

#include "reports/text/csv.h"

/* clang-format off */
#define HT_SESSIONS_COLUMNS(COLUMN) \
    COLUMN("session", session->id, "id of the session, shared by a group's rows") \
    COLUMN("date", HT_WORDS_ISO(session->date), "when it is") \
    COLUMN("week", session->week, "cycle week of the date") \
    COLUMN("day", ht_day_short(ht_date_weekday(session->date)), "day of the week") \
    COLUMN("period", session->period, "period of periods.csv") \
    COLUMN("start", HT_WORDS_TIME(session->start), "start of the period") \
    COLUMN("end", HT_WORDS_TIME(session->end), "start plus the programme's minutes") \
    COLUMN("mentor", session->mentor->id, "id of mentors.csv") \
    COLUMN("student", attendance->student->id, "id of students.csv") \
    COLUMN("programme", session->programme->name, "name of the intervention") \
    COLUMN("group", session->programme->group, "group of the intervention; blank: one to one") \
    COLUMN("subject", attendance->subject, "subject of the lesson missed; blank: none") \
    COLUMN("class", attendance->class_, "its class") \
    COLUMN("teacher", attendance->teacher, "its teacher") \
    COLUMN("room", attendance->room, "its room")

#define HT_UNPLACED_COLUMNS(COLUMN) \
    COLUMN("student", student->id, "id of students.csv") \
    COLUMN("mentor", programme->mentor ? programme->mentor->id : "", "id of mentors.csv") \
    COLUMN("programme", programme->name, "name of the intervention") \
    COLUMN("week_starting", HT_WORDS_ISO(unplaced->week), "Monday of the week") \
    COLUMN("count", count, "sessions that have no place") \
    COLUMN("reason", reason, "the rule that leaves no place") \
    COLUMN("detail", unplaced->detail, "what stands in the way") \
    COLUMN("help", help ? help : "", \
           "the cheapest change that places it, and where to write it; blank: none found")
/* clang-format on */

#endif
