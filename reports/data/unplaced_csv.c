/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/data/written.h"
#include "reports/explain/advice.h"
#include "reports/text/rules.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

#include <stdlib.h>

static const struct ht_csv_columns columns = HT_CSV_COLUMNS(HT_UNPLACED_COLUMNS);

static void write_unplaced(FILE *stream, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_programme_view *programme = unplaced->programme;
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    char *count = ht_format("%d", unplaced->count);
    char *help = ht_say_help(run->school, run->advice, nth, true);
    char *reason = ht_format("%s %s", rule->code, rule->title);
    for (size_t i = 0; i < programme->student_count; i++) {
        const struct ht_student_view *student = programme->students[i];
        const char *cells[] = {HT_UNPLACED_COLUMNS(HT_CSV_CELL)};
        ht_csv_write_row(stream, cells, columns.count);
    }
    free(reason);
    free(help);
    free(count);
}

ht_write ht_write_unplaced_csv;
void ht_write_unplaced_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    ht_csv_write_heads(stream, &columns, false);
    for (size_t i = 0; i < run->views->unplaced_count; i++)
        write_unplaced(stream, run, i);
}
