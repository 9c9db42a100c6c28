/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/plan/ticks.h"

#include "io/csv/table.h"
#include "io/plan/history.h"
#include "io/school/read.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <unistd.h>

/* Most plans that are made again have no tick yet: then nothing else of them need be right. */
static bool has_tick(const char *held_csv, struct ht_diagnostics *faults)
{
    struct ht_record_source *records =
        ht_csv_records(ht_csv_open(held_csv, held_csv, HT_HELD_CSV, faults));
    bool found = false;
    while (records && !found && ht_record_source_next(records))
        found = *records->cells[HT_COL_HELD];
    ht_record_source_free(records);
    return found;
}

static void add_tick(struct ht_ticks *ticks, const struct ht_claim *row, const struct ht_tick *tick,
                     const char *held_csv, struct ht_diagnostics *faults)
{
    const struct ht_tick *known =
        ht_ticks_add(ticks, row->session, row->date, row->student_id, tick);
    if (known->held != tick->held)
        ht_fault(faults, HT_FAULT, held_csv, tick->line,
                 "this says '%s' of student '%s' in session '%s', but %s/" HT_HELD_FILE
                 " says '%s'; correct one of the two",
                 tick->word, row->student_id, row->session, known->folder, known->word);
}

/* Holds what is ticked of a plan against history.csv. */
static void add_ticks(struct ht_ticks *ticks, const struct ht_claimed_schedule *claims,
                      struct ht_held *held, const char *folder, const char *history_csv,
                      const char *held_csv, struct ht_diagnostics *faults)
{
    struct ht_tick *found = HT_NEW(struct ht_tick, claims->row_count);
    for (size_t n = 0; n < claims->row_count; n++)
        found[n] = (struct ht_tick){.word = held[n].word,
                                    .held = held[n].mark == HT_HELD,
                                    .folder = folder,
                                    .line = held[n].line};
    struct ht_history history;
    struct ht_diagnostics *told = ht_diagnostics_new(); /* when the school was read */
    ht_history_hold(&history, history_csv, claims, held, told);
    for (size_t n = 0; n < claims->row_count; n++) {
        found[n].recorded = history.entering[n] != HT_ADDED && history.entering[n] != HT_TAKEN_OUT;
        if (found[n].word)
            add_tick(ticks, &claims->rows[n], &found[n], held_csv, faults);
    }
    ht_diagnostics_free(told);
    ht_history_clear(&history);
    free(found);
}

void ht_ticks_read(struct ht_ticks *ticks, struct ht_school *school, const char *folder,
                   const char *history_csv, struct ht_diagnostics *faults)
{
    char *held_csv = ht_format("%s/%s", folder, HT_HELD_FILE);
    char *plan = ht_format("%s/%s", folder, ht_file_name(HT_SESSIONS_CSV));
    if (access(held_csv, F_OK) == 0 && has_tick(held_csv, faults)) {
        struct ht_claimed_schedule *claims = ht_read_claims(school, plan, faults);
        ht_check_held_ids(claims, plan, faults);
        struct ht_held *held = ht_read_held(held_csv, school, claims, faults);
        if (!ht_diagnostics_count(faults, HT_FAULT))
            add_ticks(ticks, claims, held, folder, history_csv, held_csv, faults);
        free(held);
        ht_claimed_schedule_free(claims);
    }
    free(plan);
    free(held_csv);
}

bool ht_ticks_are_kept(const struct ht_ticks *ticks, bool is_written, const char *school,
                       struct ht_diagnostics *faults)
{
    const struct ht_tick *lost = NULL, *absent = NULL;
    size_t lost_count = 0, absent_count = 0;
    for (size_t n = 0; n < ticks->count; n++) {
        const struct ht_tick *tick = &ticks->list[n];
        if (is_written && tick->carried)
            continue;
        if (!tick->recorded) {
            lost = lost_count++ ? lost : tick;
        } else if (!tick->held) {
            absent = absent_count++ ? absent : tick;
        }
    }
    if (lost) {
        char *file = ht_format("%s/%s", lost->folder, HT_HELD_FILE);
        ht_fault(
            faults, HT_FAULT, file, lost->line,
            "%zu tick%s from this row on, not in %s yet, would be lost: %s; enter what was held "
            "first: halfterm record %s %s %s",
            lost_count, lost_count == 1 ? "" : "s", ht_file_name(HT_HISTORY_CSV),
            is_written ? "the new plan has no such sessions on these dates"
                       : "--only or --format would take the file away",
            school, lost->folder, file);
        free(file);
    } else if (absent) {
        char *file = ht_format("%s/%s", absent->folder, HT_HELD_FILE);
        ht_fault(faults, HT_WARNING, file, absent->line,
                 "%zu absence%s noted here go%s with the earlier plan: %s has what was held",
                 absent_count, absent_count == 1 ? "" : "s", absent_count == 1 ? "es" : "",
                 ht_file_name(HT_HISTORY_CSV));
        free(file);
    }
    return !lost;
}
