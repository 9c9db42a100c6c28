/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv.h"
#include "reports/run.h"

enum column {
    CHANGE,
    SESSION,
    MENTOR,
    STUDENT,
    PROGRAMME,
    GROUP,
    DATE_BEFORE,
    PERIOD_BEFORE,
    DATE,
    PERIOD,
    WHY,
    COLUMN_COUNT,
};

static const char *const columns[COLUMN_COUNT] = {
    [CHANGE] = "change",
    [SESSION] = "session",
    [MENTOR] = "mentor",
    [STUDENT] = "student",
    [PROGRAMME] = "programme",
    [GROUP] = "group",
    [DATE_BEFORE] = "date_before",
    [PERIOD_BEFORE] = "period_before",
    [DATE] = "date",
    [PERIOD] = "period",
    [WHY] = "why",
};

static const char *or_blank(const char *text)
{
    return text ? text : "";
}

/* A row of the earlier plan. */
static void write_before(FILE *stream, const struct ht_change *change, const struct ht_claim *row,
                         const struct ht_session_view *now)
{
    char before[16], date[16];
    const char *cells[COLUMN_COUNT] = {
        [CHANGE] = ht_change_word(change->what),
        [SESSION] = or_blank(row->session),
        [MENTOR] = row->mentor_id,
        [STUDENT] = row->student_id,
        [PROGRAMME] = or_blank(row->programme_name),
        [GROUP] = or_blank(row->group),
        [DATE_BEFORE] = ht_date_iso(row->date, before),
        [PERIOD_BEFORE] = row->period_name,
        [DATE] = now ? ht_date_iso(now->date, date) : "",
        [PERIOD] = now ? now->period : "",
        [WHY] = change->why,
    };
    ht_csv_write_row(stream, cells, COLUMN_COUNT);
}

/* A student of a session that is new. */
static void write_new(FILE *stream, const struct ht_change *change,
                      const struct ht_attendance *attendance)
{
    const struct ht_session_view *session = attendance->session;
    char date[16];
    const char *cells[COLUMN_COUNT] = {
        [CHANGE] = ht_change_word(change->what),
        [SESSION] = session->id,
        [MENTOR] = session->mentor->id,
        [STUDENT] = attendance->student->id,
        [PROGRAMME] = session->programme->name,
        [GROUP] = session->programme->group,
        [DATE_BEFORE] = "",
        [PERIOD_BEFORE] = "",
        [DATE] = ht_date_iso(session->date, date),
        [PERIOD] = session->period,
        [WHY] = change->why,
    };
    ht_csv_write_row(stream, cells, COLUMN_COUNT);
}

ht_write ht_write_changes_csv;
void ht_write_changes_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    ht_csv_write_row(stream, columns, COLUMN_COUNT);
    for (size_t i = 0; i < run->changes->count; i++) {
        const struct ht_change *change = &run->changes->list[i];
        const struct ht_session_view *now =
            change->now == HT_NONE ? NULL : &run->views->sessions[change->now];
        if (change->before)
            for (uint32_t n = 0; n < change->before->row_count; n++)
                write_before(stream, change, change->before->rows[n], now);
        else
            for (size_t n = 0; n < now->attendee_count; n++)
                write_new(stream, change, &now->attendees[n]);
    }
}
