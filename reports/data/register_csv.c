/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who is out of which register from when to when. */
#include "reports/text/csv.h"
#include "reports/text/words.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
#define COLUMNS(COLUMN) \
    COLUMN("date", HT_WORDS_ISO(session->date)) \
    COLUMN("week", session->week) \
    COLUMN("period", session->period) \
    COLUMN("class", absence->class_) \
    COLUMN("teacher", absence->teacher) \
    COLUMN("student", absence->attendance->student->id) \
    COLUMN("start", HT_WORDS_TIME(session->start)) \
    COLUMN("end", HT_WORDS_TIME(session->end)) \
    COLUMN("code", policy->register_code) \
    COLUMN("note", note)
/* clang-format on */

static const struct ht_csv_columns columns = HT_CSV_COLUMNS(COLUMNS);

/* "NOTE; registration period", or what there is of it. Use free(). */
static char *note_of(const struct ht_absence *absence, const struct ht_policy *policy)
{
    const char *note = policy->register_note;
    if (!absence->of_form)
        return ht_copy_text(note, strlen(note));
    return ht_format("%s%s%s period", note, *note ? "; " : "", absence->what);
}

ht_write ht_write_register_csv;
void ht_write_register_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_policy *policy = &run->school->policy;
    ht_csv_write_heads(stream, &columns, false);
    for (size_t i = 0; i < run->views->absence_count; i++) {
        const struct ht_absence *absence = &run->views->absences[i];
        const struct ht_session_view *session = absence->attendance->session;
        char *note = note_of(absence, policy);
        const char *cells[] = {COLUMNS(HT_CSV_CELL)};
        ht_csv_write_row(stream, cells, columns.count);
        free(note);
    }
}
