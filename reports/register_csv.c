/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who is out of which register from when to when. */
#include "reports/csv.h"
#include "reports/writers.h"
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

/* The form has its register taken, though no lesson is missed. */
static bool is_of_the_form(const struct ht_attendance *attendance)
{
    enum ht_kind kind = attendance->session->kind;
    return kind == HT_REGISTRATION || kind == HT_TUTOR;
}

static const char *register_of(const struct ht_attendance *attendance)
{
    return is_of_the_form(attendance) ? attendance->student->form : attendance->class_;
}

static int compare(const void *left, const void *right)
{
    const struct ht_attendance *a = *(const struct ht_attendance *const *)left;
    const struct ht_attendance *b = *(const struct ht_attendance *const *)right;
    if (a->session->date.days != b->session->date.days)
        return a->session->date.days < b->session->date.days ? -1 : 1;
    if (a->session->start != b->session->start)
        return a->session->start < b->session->start ? -1 : 1;
    int classes = strcmp(register_of(a), register_of(b));
    return classes ? classes : strcmp(a->student->id, b->student->id);
}

/* "NOTE; registration period", or what there is of it. Use free(). */
static char *note_of(const struct ht_attendance *attendance, const struct ht_policy *policy)
{
    const char *note = policy->register_note;
    if (!is_of_the_form(attendance))
        return ht_copy_text(note, strlen(note));
    return ht_format("%s%s%s period", note, *note ? "; " : "",
                     ht_kind_word(attendance->session->kind));
}

static void write_absence(FILE *stream, const struct ht_attendance *attendance,
                          const struct ht_policy *policy)
{
    const struct ht_session_view *session = attendance->session;
    char date[16], start[16], end[16], *note = note_of(attendance, policy);
    const char *cells[COLUMN_COUNT] = {
        [DATE] = ht_date_iso(session->date, date),
        [WEEK] = session->week,
        [PERIOD] = session->period,
        [CLASS] = register_of(attendance),
        [TEACHER] = attendance->teacher,
        [STUDENT] = attendance->student->id,
        [START] = ht_time_text(session->start, start),
        [END] = ht_time_text(session->end, end),
        [CODE] = policy->register_code,
        [NOTE] = note,
    };
    ht_csv_write_row(stream, cells, COLUMN_COUNT);
    free(note);
}

void ht_write_register_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_views *views = run->views;
    const struct ht_attendance **absences =
        HT_NEW(const struct ht_attendance *, views->attendance_count);
    size_t count = 0;
    for (size_t i = 0; i < views->attendance_count; i++)
        if (views->attendances[i].misses || is_of_the_form(&views->attendances[i]))
            absences[count++] = &views->attendances[i];
    qsort(absences, count, sizeof *absences, compare);
    ht_csv_write_row(stream, columns, COLUMN_COUNT);
    for (size_t i = 0; i < count; i++)
        write_absence(stream, absences[i], &run->school->policy);
    free(absences);
}
