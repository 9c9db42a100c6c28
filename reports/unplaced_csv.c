/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/advice_text.h"
#include "reports/csv.h"
#include "reports/run.h"
#include "solver/memory.h"

#include <stdlib.h>

enum column {
    STUDENT,
    MENTOR,
    PROGRAMME,
    WEEK_STARTING,
    COUNT,
    REASON,
    DETAIL,
    HELP,
    COLUMN_COUNT
};

static const char *const columns[COLUMN_COUNT] = {
    [STUDENT] = "student",     [MENTOR] = "mentor",
    [PROGRAMME] = "programme", [WEEK_STARTING] = "week_starting",
    [COUNT] = "count",         [REASON] = "reason",
    [DETAIL] = "detail",       [HELP] = "help",
};

static void write_unplaced(FILE *stream, const struct ht_run *run, size_t nth)
{
    const struct ht_unplaced_view *unplaced = &run->views->unplaced[nth];
    const struct ht_programme_view *programme = unplaced->programme;
    const struct ht_rule_words *rule = ht_rule_words(unplaced->rule);
    char week[16];
    char *count = ht_format("%d", unplaced->count);
    char *help = ht_say_help(run->school, run->advice, nth, true);
    char *reason = ht_format("%s %s", rule->code, rule->title);
    for (size_t i = 0; i < programme->student_count; i++) {
        const char *cells[COLUMN_COUNT] = {
            [STUDENT] = programme->students[i]->id,
            [MENTOR] = programme->mentor ? programme->mentor->id : "",
            [PROGRAMME] = programme->name,
            [WEEK_STARTING] = ht_date_iso(unplaced->week, week),
            [COUNT] = count,
            [REASON] = reason,
            [DETAIL] = unplaced->detail,
            [HELP] = help ? help : "",
        };
        ht_csv_write_row(stream, cells, COLUMN_COUNT);
    }
    free(reason);
    free(help);
    free(count);
}

ht_write ht_write_unplaced_csv;
void ht_write_unplaced_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    ht_csv_write_row(stream, columns, COLUMN_COUNT);
    for (size_t i = 0; i < run->views->unplaced_count; i++)
        write_unplaced(stream, run, i);
}
