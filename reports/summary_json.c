/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/writers.h"
#include "solver/memory.h"

#include <jansson.h>

/* The terms of the objective; NULL where the verifier has not run. */
static json_t *costs_of(const struct ht_verdict *verdict)
{
    if (!verdict)
        return NULL;
    const struct ht_costs *costs = &verdict->costs;
    return json_pack("{s:I, s:I, s:I, s:I}", "miss", (json_int_t)costs->miss, "repeat",
                     (json_int_t)costs->repeat, "unplaced", (json_int_t)costs->unplaced, "day_load",
                     (json_int_t)costs->day_load);
}

void ht_write_summary_json(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    const struct ht_schedule *schedule = run->schedule;
    const struct ht_seconds *seconds = &run->seconds;
    char from[16], to[16];
    json_t *summary = json_pack(
        "{s:s, s:I, s:I, s:o*, s:I, s:i, s:{s:s, s:s, s:s}, s:{s:f, s:f, s:f, s:f}}", "status",
        ht_status_word(schedule->status), "cost", (json_int_t)schedule->cost, "bound",
        (json_int_t)schedule->bound, "costs", costs_of(run->verdict), "sessions",
        (json_int_t)schedule->session_count, "unplaced", ht_schedule_unplaced(schedule), "horizon",
        "label", run->views->label, "from", ht_date_iso(schedule->horizon.from, from), "to",
        ht_date_iso(schedule->horizon.to, to), "seconds", "read", seconds->read, "solve",
        seconds->solve, "verify", seconds->verify, "write", seconds->write);
    if (!summary)
        ht_out_of_memory();
    json_dumpf(summary, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    putc('\n', stream);
    json_decref(summary);
}
