/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/explain/explain.h"
#include "io/base/interrupt.h"
#include "io/commands/command.h"
#include "io/plan/summary.h"
#include "io/school/school_reader.h"
#include "reports/terminal/terminal.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"
#include "solver/instance/previous_plan.h"

#include <stdlib.h>

/* More breaches than these say nothing new: the school has changed. */
enum { BREACHES_SHOWN = 5 };

/* As long as people wait for an answer. */
static const double usual_seconds = 60;

/* ------------------------------------------------------------ the plan */

/* Whether the plan could be one of the school as it is now, and its cost; says so if not. */
static bool fits(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                 const char *out, const char *sessions_csv, int64_t *cost)
{
    struct ht_verdict *verdict = ht_verify(school, claims);
    *cost = ht_costs_total(&verdict->costs);
    bool good = verdict->breach_count == 0;
    if (!good)
        fprintf(stderr,
                "halfterm: the plan in %s is not one of this school as its files are now; plan or "
                "replan first:\n",
                out);
    for (size_t i = 0; i < verdict->breach_count && i < BREACHES_SHOWN; i++)
        ht_write_breach(stderr, school, claims, &verdict->breaches[i], sessions_csv);
    if (verdict->breach_count > BREACHES_SHOWN)
        fprintf(stderr, "  and %zu more\n", verdict->breach_count - BREACHES_SHOWN);
    ht_verdict_free(verdict);
    return good;
}

/* What its run knew of a plan that costs so much by now. */
static enum ht_status status_of(const char *sessions_csv, int64_t cost)
{
    struct ht_summary summary;
    bool same = ht_summary_read(sessions_csv, &summary) && summary.cost == cost;
    return same && summary.optimal ? HT_OPTIMAL : HT_FEASIBLE;
}

/* ------------------------------------------------------------ what is asked */

/* The Monday of the week that is asked for, if one is. */
static bool find_week(const struct ht_options *options, struct ht_horizon horizon, ht_date *week)
{
    *week = HT_DATE_FIRST;
    if (options->week.days == HT_DATE_FIRST.days)
        return true;
    *week = ht_date_monday(options->week);
    if (week->days <= horizon.to.days && ht_date_plus(*week, HT_SUNDAY).days >= horizon.from.days)
        return true;
    fprintf(stderr, "halfterm: --week %s is not a week of the plan in %s, which is of %s to %s\n",
            HT_WORDS_ISO(options->week), options->schedules[0], HT_WORDS_ISO(horizon.from),
            HT_WORDS_ISO(horizon.to));
    return false;
}

/* ------------------------------------------------------------ explaining */

/* Explains a plan that has been read; an enum ht_exit. */
static int tell(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                enum ht_status status, const struct ht_options *options,
                struct ht_explanation *explanation)
{
    struct ht_previous_plan *earlier = ht_previous_plan_new(school, claims);
    struct ht_remainder rest;
    ht_remainder_init(&rest, school, claims->horizon, earlier);
    struct ht_schedule *schedule = ht_remainder_schedule(&rest);
    schedule->status = status;
    const struct ht_advice_options how = {
        .seconds = options->seconds > 0 ? options->seconds : usual_seconds,
        .threads = options->threads,
        .stop = ht_interrupt_catch(),
        .earlier = earlier,
        .student = explanation->student,
        .week = explanation->week,
    };
    struct ht_advice *advice = ht_advise(&rest.school, schedule, &how);
    explanation->rest = &rest;
    explanation->schedule = schedule;
    explanation->advice = advice;
    ht_write_explanation(stdout, explanation);
    int result = ht_explanation_unplaced(explanation) ? HT_EXIT_LEFT : HT_EXIT_DONE;
    ht_advice_free(advice);
    ht_schedule_free(schedule);
    ht_remainder_clear(&rest);
    ht_previous_plan_free(earlier);
    return result;
}

static int explain(struct ht_school *school, const struct ht_options *options,
                   const char *sessions_csv)
{
    struct ht_explanation explanation;
    struct ht_horizon horizon;
    explanation.prices = options->prices;
    if (!ht_command_planned(school, options->schedules[0], sessions_csv, &horizon) ||
        !ht_command_student(school, options->student, &explanation.student) ||
        !ht_command_mentor(school, options->mentor, &explanation.mentor) ||
        !find_week(options, horizon, &explanation.week))
        return HT_EXIT_INPUT;
    struct ht_claimed_schedule *claims = ht_command_claims(school, sessions_csv, horizon);
    if (!claims)
        return HT_EXIT_INPUT;
    ht_previous_plan_forget(school, claims);
    ht_previous_plan_forget_told(school, claims);
    int result = HT_EXIT_INPUT;
    int64_t cost;
    if (fits(school, claims, options->schedules[0], sessions_csv, &cost))
        result = tell(school, claims, status_of(sessions_csv, cost), options, &explanation);
    ht_claimed_schedule_free(claims);
    return result;
}

static void tell_outdated(const struct ht_options *options)
{
    json_t *summary = ht_summary_load(options->schedules[0]);
    if (ht_summary_is_outdated(summary, options->school))
        fprintf(stderr,
                "halfterm: warning: %s has changed since the plan in %s was made from it; what "
                "follows is of its files as they are now\n",
                options->school, options->schedules[0]);
    json_decref(summary);
}

static int run_explain(const struct ht_options *options)
{
    char *sessions_csv = ht_format("%s/%s", options->schedules[0], ht_file_name(HT_SESSIONS_CSV));
    char *set = ht_summary_set(sessions_csv);
    struct ht_options as_planned = *options;
    as_planned.what_if = set;
    tell_outdated(options);
    struct ht_school *school = ht_command_school(&as_planned);
    int result = school ? explain(school, options, sessions_csv) : HT_EXIT_INPUT;
    ht_school_free(school);
    free(set);
    free(sessions_csv);
    return result;
}

static const struct ht_option own[] = {
    {"student", 295, "WHO",
     "tell of this student (an id or a name) only, and of sessions that have a place",
     .kind = HT_OPTION_TEXT, .field = offsetof(struct ht_options, student)},
    {"mentor", 298, "WHO", "tell of this mentor's (an id or a name) students only",
     .kind = HT_OPTION_TEXT, .field = offsetof(struct ht_options, mentor)},
    {"week", 296, "DATE", "tell of the calendar week of that date only", .kind = HT_OPTION_DATE,
     .field = offsetof(struct ht_options, week)},
    {"time-limit", 297, "SECONDS", "look for what would help no longer than that (60)",
     .kind = HT_OPTION_SECONDS, .field = offsetof(struct ht_options, seconds)},
    {"prices", 299, NULL, "say how much each repair, and each other slot, asks of people",
     .kind = HT_OPTION_FLAG, .field = offsetof(struct ht_options, prices)},
    {0},
};

const struct ht_command ht_command_explain = {
    .name = "explain",
    .arguments = "SCHOOL OUT",
    .what = "Say why sessions of the plan in OUT have no place, and what would help.",
    .more = "OUT is what 'halfterm plan' or 'halfterm replan' wrote, and the school still as it "
            "was then; policy values that were set for that run hold here, too. For every session "
            "that has no place it tells why, what would help, what asks least of people first, "
            "and what rules out each slot of its week. With --student, sessions that have a place "
            "are told of as well, with where else they could be.",
    .least_schedules = 1,
    .most_schedules = 1,
    .takes = HT_TAKES_THREADS,
    .options = own,
    .left = "sessions are unplaced",
    .run = run_explain,
};
