/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/csv.h"
#include "reports/text/words.h"
#include "reports/views/run.h"

/* clang-format off */
#define COLUMNS(COLUMN) \
    COLUMN("Date", HT_WORDS_ISO(session->date)) \
    COLUMN("Day", ht_day_long(ht_date_weekday(session->date))) \
    COLUMN("Period", session->period) \
    COLUMN("Start", HT_WORDS_TIME(session->start)) \
    COLUMN("End", HT_WORDS_TIME(session->end)) \
    COLUMN("Place", session->place) \
    COLUMN("Mentor", session->mentor->name) \
    COLUMN("Student", attendance->student->name) \
    COLUMN("Form", attendance->student->form) \
    COLUMN("Year", attendance->student->year) \
    COLUMN("Lesson missed", attendance->subject_name) \
    COLUMN("Class", attendance->class_) \
    COLUMN("Teacher", attendance->teacher) \
    COLUMN("Room of the lesson", attendance->room) \
    COLUMN("Programme", session->programme->name) \
    COLUMN("Group", session->programme->group)
/* clang-format on */

static const struct ht_csv_columns columns = HT_CSV_COLUMNS(COLUMNS);

ht_write ht_write_timetable_csv;
void ht_write_timetable_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    ht_csv_write_heads(stream, &columns, run->choices.bom);
    for (size_t i = 0; i < run->views->attendance_count; i++) {
        const struct ht_attendance *attendance = &run->views->attendances[i];
        const struct ht_session_view *session = attendance->session;
        const char *cells[] = {COLUMNS(HT_CSV_CELL)};
        ht_csv_write_safe_row(stream, cells, columns.count);
    }
}
