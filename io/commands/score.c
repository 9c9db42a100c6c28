/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/command.h"
#include "reports/terminal/terminal.h"
#include "solver/base/memory.h"

#include <stdlib.h>

/* Scores one schedule; an enum ht_exit. */
static int score_one(struct ht_school *school, const char *sessions_csv, struct ht_horizon horizon,
                     struct ht_score *score)
{
    struct ht_claimed_schedule *claims = ht_command_claims(school, sessions_csv, horizon);
    if (!claims)
        return HT_EXIT_INPUT;
    struct ht_verdict *verdict = ht_verify(school, claims);
    ht_score_make(score, school, claims, verdict);
    int result = verdict->unplaced > 0 ? HT_EXIT_LEFT : HT_EXIT_DONE;
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(claims);
    return result;
}

static int score_all(struct ht_school *school, const struct ht_options *options,
                     struct ht_horizon horizon, struct ht_score *scores)
{
    int worst = HT_EXIT_DONE;
    for (size_t i = 0; i < options->schedule_count; i++) {
        int result = score_one(school, options->schedules[i], horizon, &scores[i]);
        worst = result > worst ? result : worst;
    }
    if (worst != HT_EXIT_INPUT)
        ht_write_scores(stdout, school, (const char *const *)options->schedules, scores,
                        options->schedule_count);
    return worst;
}

static int run_score(const struct ht_options *options)
{
    struct ht_school *school = ht_command_school(options);
    struct ht_horizon horizon;
    int result = HT_EXIT_INPUT;
    if (school && ht_command_horizon(school, options, &horizon)) {
        struct ht_score *scores = HT_NEW(struct ht_score, options->schedule_count);
        result = score_all(school, options, horizon, scores);
        for (size_t i = 0; i < options->schedule_count; i++)
            ht_score_clear(&scores[i]);
        free(scores);
    }
    ht_school_free(school);
    return result;
}

const struct ht_command ht_command_score = {
    .name = "score",
    .arguments = "SCHOOL SESSIONS.csv...",
    .what = "Compare schedules by cost and quality.",
    .more = HT_SCHEDULE_DATES,
    .least_schedules = 1,
    .most_schedules = SIZE_MAX,
    .takes = HT_TAKES_DATES | HT_TAKES_SET,
    .left = "a schedule has unplaced sessions",
    .run = run_score,
};
