/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/data/written.h"
#include "reports/views/run.h"

static const struct ht_csv_columns columns = HT_CSV_COLUMNS(HT_SESSIONS_COLUMNS);

ht_write ht_write_sessions_csv;
void ht_write_sessions_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    ht_csv_write_heads(stream, &columns, false);
    for (size_t i = 0; i < run->views->attendance_count; i++) {
        const struct ht_attendance *attendance = &run->views->attendances[i];
        const struct ht_session_view *session = attendance->session;
        const char *cells[] = {HT_SESSIONS_COLUMNS(HT_CSV_CELL)};
        ht_csv_write_row(stream, cells, columns.count);
    }
}
