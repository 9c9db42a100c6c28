/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/changes.h"
#include "reports/text/csv.h"
#include "reports/text/words.h"
#include "reports/views/run.h"

#include <stdlib.h>

/* clang-format off */
#define COLUMNS(COLUMN) \
    COLUMN("change", ht_change_word(change->what)) \
    COLUMN("session", before ? or_blank(before->session) : now->id) \
    COLUMN("mentor", before ? before->mentor_id : now->mentor->id) \
    COLUMN("student", before ? before->student_id : student->id) \
    COLUMN("programme", before ? or_blank(before->programme_name) : now->programme->name) \
    COLUMN("group", before ? or_blank(before->group) : now->programme->group) \
    COLUMN("date_before", before ? HT_WORDS_ISO(before->date) : "") \
    COLUMN("period_before", before ? before->period_name : "") \
    COLUMN("date", now ? HT_WORDS_ISO(now->date) : "") \
    COLUMN("period", now ? now->period : "") \
    COLUMN("why", why)
/* clang-format on */

static const struct ht_csv_columns columns = HT_CSV_COLUMNS(COLUMNS);

static const char *or_blank(const char *text)
{
    return text ? text : "";
}

/* A row of the earlier plan, or a student of a session that is new. */
static void write_row(FILE *stream, const struct ht_change *change, const char *why,
                      const struct ht_claim *before, const struct ht_session_view *now,
                      const struct ht_student_view *student)
{
    const char *cells[] = {COLUMNS(HT_CSV_CELL)};
    ht_csv_write_row(stream, cells, columns.count);
}

ht_write ht_write_changes_csv;
void ht_write_changes_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    ht_csv_write_heads(stream, &columns, false);
    for (size_t i = 0; i < run->changes->count; i++) {
        const struct ht_change *change = &run->changes->list[i];
        const struct ht_session_view *now =
            change->now == HT_NONE ? NULL : &run->views->sessions[change->now];
        char *why = ht_change_why(run->school, change);
        if (change->before)
            for (uint32_t n = 0; n < change->before->row_count; n++)
                write_row(stream, change, why, change->before->rows[n], now, NULL);
        else
            for (size_t n = 0; n < now->attendee_count; n++)
                write_row(stream, change, why, NULL, now, now->attendees[n].student);
        free(why);
    }
}
