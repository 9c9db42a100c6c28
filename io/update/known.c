/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What the school's folder names already, which comes before what a reader would guess. */
#include "io/base/cells.h"
#include "io/update/internal.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

bool ht_calendar_names(const struct ht_record_source *records, struct ht_strings *weeks)
{
    const char *what = records->cells[HT_COL_WHAT];
    bool is_week = ht_cell_same_word(what, "week");
    if (!is_week && !ht_cell_same_word(what, "alternate"))
        return false;
    char *copy = ht_format("%s", records->cells[HT_COL_LABEL]), *list = copy, *part;
    while ((part = ht_cell_part(&list)))
        ht_strings_add(weeks, part);
    free(copy);
    return is_week;
}

static void know_weeks(struct ht_when_known *known, const struct ht_record_source *records)
{
    struct ht_when_dates dates;
    if (!ht_calendar_names(records, known->weeks) ||
        ht_cell_date(records->cells[HT_COL_FROM], &dates.from))
        return;
    if (ht_cell_date(records->cells[HT_COL_TO], &dates.to))
        dates.to = dates.from;
    dates.week = ht_strings_find(known->weeks, records->cells[HT_COL_LABEL]);
    if (dates.week != HT_NONE)
        ht_when_add_dates(known, &dates);
}

static void know_period(struct ht_when_known *known, const struct ht_record_source *records)
{
    struct ht_when_start start;
    const char *period = records->cells[HT_COL_PERIOD];
    if (!*period)
        return;
    start.period = ht_strings_add(known->periods, period);
    if (!ht_cell_time(records->cells[HT_COL_START], &start.start) &&
        !ht_cell_days(records->cells[HT_COL_DAY], &start.days))
        ht_when_add_start(known, &start);
}

static void know_file(const struct ht_target *target, enum ht_file file,
                      void (*know)(struct ht_when_known *known,
                                   const struct ht_record_source *records))
{
    struct ht_csv *csv = ht_target_open(target, file);
    struct ht_record_source *records = ht_csv_records(csv);
    while (records && ht_record_source_next(records))
        know(&target->import->known, records);
    ht_csv_free(csv);
}

void ht_import_know(struct ht_import *import, const char *folder)
{
    struct ht_diagnostics *faults = import->faults;
    struct ht_target target = {.import = import, .folder = folder};
    /* What is wrong with a file is said once, when the import enters it. */
    import->faults = ht_diagnostics_new();
    know_file(&target, HT_CALENDAR_CSV, know_weeks);
    know_file(&target, HT_PERIODS_CSV, know_period);
    ht_diagnostics_free(import->faults);
    import->faults = faults;
}
