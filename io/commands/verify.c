/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/command.h"
#include "reports/terminal/terminal.h"
#include "reports/text/words.h"

#include <inttypes.h>
#include <stdio.h>

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
    .run = run_verify,
};
