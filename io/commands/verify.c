/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/command.h"

#include "io/base/diagnostics.h"
#include "io/plan/summary.h"
#include "reports/terminal/terminal.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ rows that were moved by hand */

/* How much a cell that is not as date and period say tells that its row was moved: either time
   alone may be a slip, and what lesson is missed says nothing of when. */
static int moved_by(enum ht_breach_cause cause)
{
    switch (cause) {
    case HT_BREACH_CELL_WEEK:
    case HT_BREACH_CELL_DAY:
        return 2;
    case HT_BREACH_START:
    case HT_BREACH_CELL_END:
        return 1;
    default:
        return 0;
    }
}

static int compare_rows(const void *left, const void *right)
{
    const struct ht_claim *a = left, *b = right;
    if (a->date.days != b->date.days)
        return a->date.days < b->date.days ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    int order = strcmp(a->mentor_id, b->mentor_id);
    order = order ? order : strcmp(a->student_id, b->student_id);
    return order ? order : a->line - b->line;
}

/* Leaves the rest of rows that were moved by hand to the school's files, and tells each once;
   whether there are any. */
static bool settle_moved(const struct ht_school *school, struct ht_claimed_schedule *claims,
                         const struct ht_verdict *verdict, const char *sessions_csv)
{
    int *moved = HT_NEW(int, claims->row_count);
    bool any = false;
    struct ht_diagnostics *notes = ht_diagnostics_new();
    for (size_t i = 0; i < verdict->breach_count; i++)
        if (verdict->breaches[i].of == HT_ROW_SESSION)
            moved[verdict->breaches[i].row] += moved_by(verdict->breaches[i].cause);
    for (size_t n = 0; n < claims->row_count; n++) {
        struct ht_claim *row = &claims->rows[n];
        if (moved[n] < 2 || row->programme.i == HT_NONE || row->period.i == HT_NONE)
            continue;
        ht_claim_forget(row);
        /* Rows are in the order of their times. */
        row->start = school->periods[row->period.i].start;
        row->end = row->start + school->programmes[row->programme.i].minutes;
        any = true;
        ht_fault(notes, HT_WARNING, sessions_csv, row->line,
                 "%s with %s was moved by hand to %s %s, period %s; its other columns are taken "
                 "from the school's files",
                 row->student_id, row->mentor_id, ht_day_short(ht_date_weekday(row->date)),
                 HT_WORDS_ISO(row->date), row->period_name);
    }
    if (any)
        qsort(claims->rows, claims->row_count, sizeof *claims->rows, compare_rows);
    ht_diagnostics_tell(notes);
    free(moved);
    return any;
}

/* ------------------------------------------------------------ the command */

static int verify(struct ht_school *school, const struct ht_options *options)
{
    const char *sessions_csv = options->schedules[0];
    struct ht_horizon horizon;
    if (!ht_command_horizon(school, options, &horizon))
        return HT_EXIT_INPUT;
    struct ht_claimed_schedule *claims = ht_command_claims(school, sessions_csv, horizon);
    if (!claims)
        return HT_EXIT_INPUT;
    struct ht_verdict *verdict = ht_verify(school, claims);
    if (!ht_summary_is_as_written(sessions_csv) &&
        settle_moved(school, claims, verdict, sessions_csv)) {
        ht_verdict_free(verdict);
        verdict = ht_verify(school, claims);
    }
    for (size_t i = 0; i < verdict->breach_count; i++)
        ht_write_breach(stdout, school, claims, &verdict->breaches[i], sessions_csv);
    printf("%s to %s: %d of %d sessions placed, %d unplaced; cost %" PRId64 "; %zu breach%s.\n",
           HT_WORDS_ISO(horizon.from), HT_WORDS_ISO(horizon.to),
           verdict->required - verdict->unplaced, verdict->required, verdict->unplaced,
           ht_costs_total(&verdict->costs), verdict->breach_count,
           verdict->breach_count == 1 ? "" : "es");
    if (verdict->frozen)
        printf("Sessions before %s stand, though rules say otherwise by now %zu time%s.\n",
               HT_WORDS_ISO(claims->stands), verdict->frozen, verdict->frozen == 1 ? "" : "s");
    int result = verdict->breach_count ? HT_EXIT_LEFT : HT_EXIT_DONE;
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(claims);
    return result;
}

static int run_verify(const struct ht_options *options)
{
    struct ht_school *school = ht_command_school(options);
    if (!school)
        return HT_EXIT_INPUT;
    int result = verify(school, options);
    ht_school_free(school);
    return result;
}

const struct ht_command ht_command_verify = {
    .name = "verify",
    .arguments = "SCHOOL SESSIONS.csv",
    .what = "Hold a schedule, whoever made it, to the rules.",
    .more = HT_SCHEDULE_DATES,
    .least_schedules = 1,
    .most_schedules = 1,
    .takes = HT_TAKES_DATES | HT_TAKES_SET,
    .left = "rules are broken",
    .run = run_verify,
};
