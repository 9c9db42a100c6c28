/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who is out of which register from when to when. */
#include "reports/csv.h"
#include "reports/run.h"
#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

enum column {
    DATE,
    WEEK,
    PERIOD,
    CLASS,
    TEACHER,
    STUDENT,
    START,
    END,
    CODE,
    NOTE,
    COLUMN_COUNT,
};

static const char *const columns[COLUMN_COUNT] = {
    [DATE] = "date",       [WEEK] = "week",       [PERIOD] = "period", [CLASS] = "class",
    [TEACHER] = "teacher", [STUDENT] = "student", [START] = "start",   [END] = "end",
    [CODE] = "code",       [NOTE] = "note",
};

/* "NOTE; registration period", or what there is of it. Use free(). */
static char *note_of(const struct ht_absence *absence, const struct ht_policy *policy)
{
    const char *note = policy->register_note;
    if (!absence->of_form)
        return ht_copy_text(note, strlen(note));
    return ht_format("%s%s%s period", note, *note ? "; " : "", absence->what);
}

static void write_absence(FILE *stream, const struct ht_absence *absence,
                          const struct ht_policy *policy)
{
    const struct ht_session_view *session = absence->attendance->session;
    char date[16], start[16], end[16], *note = note_of(absence, policy);
    const char *cells[COLUMN_COUNT] = {
        [DATE] = ht_date_iso(session->date, date),
        [WEEK] = session->week,
        [PERIOD] = session->period,
        [CLASS] = absence->class_,
        [TEACHER] = absence->teacher,
        [STUDENT] = absence->attendance->student->id,
        [START] = ht_time_text(session->start, start),
        [END] = ht_time_text(session->end, end),
        [CODE] = policy->register_code,
        [NOTE] = note,
    };
    ht_csv_write_row(stream, cells, COLUMN_COUNT);
    free(note);
}

ht_write ht_write_register_csv;
void ht_write_register_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_views *views = run->views;
    ht_csv_write_row(stream, columns, COLUMN_COUNT);
    for (size_t i = 0; i < views->absence_count; i++)
        write_absence(stream, &views->absences[i], &run->school->policy);
}
