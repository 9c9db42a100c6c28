/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/interrupt.h"
#include "io/base/staged_folder.h"
#include "io/commands/adopt.h"
#include "io/commands/command.h"
#include "io/commands/publish_run.h"
#include "io/plan/held.h"
#include "io/plan/summary.h"
#include "io/plan/ticks.h"
#include "io/school/files.h"
#include "io/school/read.h"
#include "io/school/school_reader.h"
#include "reports/letters/letters.h"
#include "reports/terminal/terminal.h"
#include "reports/text/rules.h"
#include "reports/text/words.h"
#include "solver/base/memory.h"
#include "solver/plan/proof.h"
#include "solver/plan/replan.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Erases the rest of the line: whatever follows starts on a clean one. */
#define TO_LINE_END "\x1b[K"

/* A line that the terminal cuts off, where it would fill two and be left standing. */
#define CUT_OFF(text) "\x1b[?7l" text "\x1b[?7h"

#define PROGRESS(text)                                                                             \
    "\r" TO_LINE_END CUT_OFF("planning: " text ", %.0f s (Ctrl-C: take the best so far)")

static void show_progress(const struct ht_progress *progress, void *context)
{
    bool *shown = context;
    if (progress->seconds < 1)
        return;
    if (!progress->together)
        fprintf(stderr, PROGRESS("%zu of %zu parts done"), progress->solved, progress->subproblems,
                progress->seconds);
    else
        fprintf(stderr, PROGRESS("all parts together"), progress->seconds);
    *shown = true;
}

/* Plans all of it, or the rest of an earlier plan. */
static struct ht_schedule *solve(const struct ht_school *school, struct ht_horizon horizon,
                                 const struct ht_previous_plan *earlier,
                                 const struct ht_options *options, struct ht_changes **changes)
{
    bool shown = false;
    const struct ht_plan_options how = {
        .seconds = options->seconds,
        .stop = ht_interrupt_catch(),
        .threads = options->threads,
        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
        .context = &shown,
    };
    struct ht_schedule *schedule = earlier ? ht_replan(school, horizon, earlier, &how, changes)
                                           : ht_plan(school, horizon, &how);
    if (shown)
        fputs("\r" TO_LINE_END, stderr);
    return schedule;
}

/* Proves a schedule, or what is said of its changes; they then claim what is proved and no more. */
static struct ht_proofs *prove(const struct ht_school *school, struct ht_schedule *schedule,
                               struct ht_changes *changes, const struct ht_options *options,
                               double start)
{
    static const double overtime = 1;
    if (schedule->status == HT_INFEASIBLE)
        return NULL;
    /* What was stopped already has only relaxations to prove, which is soon done. */
    const atomic_bool *stop = ht_interrupt_catch();
    bool stopped = atomic_load(stop);
    double now = ht_run_clock(), end = start + options->seconds;
    double deadline = stopped || options->seconds > 0 ? overtime : 0;
    deadline += deadline > 0 ? (stopped || end < now ? now : end) : 0;
    struct ht_proofs *proofs =
        ht_proofs_new(school, schedule, changes, stopped ? NULL : stop, deadline);
    if (changes) {
        changes->proven &= ht_proofs_bound(proofs) == changes->sum;
    } else {
        schedule->bound = ht_proofs_bound(proofs);
        schedule->status = schedule->bound == schedule->cost ? HT_OPTIMAL : HT_FEASIBLE;
    }
    return proofs;
}

/* What would help a plan with unplaced sessions; NULL where nothing is to be said, or where most of
   the plan is to stay as it is: whoever replans asks explain. */
static struct ht_advice *advise(const struct ht_school *school, const struct ht_schedule *schedule,
                                const struct ht_previous_plan *earlier,
                                const struct ht_options *options, double start)
{
    struct ht_advice_options how = {
        .work = HT_ADVICE_WORK,
        .steps = HT_ADVICE_STEPS,
        .threads = options->threads,
        .stop = ht_interrupt_catch(),
        .student = {HT_NONE},
        .week = HT_DATE_FIRST,
    };
    bool wanted = schedule->unplaced_count && schedule->status != HT_INFEASIBLE && !earlier;
    if (wanted && options->seconds > 0) {
        how.seconds = start + options->seconds - ht_run_clock();
        wanted = how.seconds > 0;
    }
    return wanted ? ht_advise(school, schedule, &how) : NULL;
}

/* Plans and publishes a run that has been begun; an enum ht_exit. */
static int run_all(struct ht_school *school, struct ht_horizon horizon,
                   const struct ht_previous_plan *earlier, const struct ht_options *options,
                   struct ht_run *run)
{
    double start = ht_run_clock();
    struct ht_changes *changes = NULL;
    struct ht_schedule *schedule = solve(school, horizon, earlier, options, &changes);
    struct ht_proofs *proofs =
        options->proof ? prove(school, schedule, changes, options, start) : NULL;
    double planned = ht_run_clock();
    struct ht_advice *advice = advise(school, schedule, earlier, options, start);
    double advised = ht_run_clock();
    run->school = school;
    run->schedule = schedule;
    run->advice = advice;
    run->proofs = proofs;
    run->changes = changes;
    run->seconds.solve = planned - start;
    run->seconds.advise = advised - planned;
    run->made = ht_command_now();
    int result = schedule->status == HT_INFEASIBLE ? ht_run_refuse(school, schedule)
                                                   : ht_publish_run(school, run, options);
    ht_proofs_free(proofs);
    ht_advice_free(advice);
    ht_changes_free(changes);
    ht_schedule_free(schedule);
    return result;
}

static int plan(struct ht_school *school, const struct ht_options *options, struct ht_run *run)
{
    struct ht_horizon horizon;
    ht_command_offer(school);
    if (!ht_command_horizon(school, options, &horizon) || !ht_command_keeps(school, horizon))
        return HT_EXIT_INPUT;
    return run_all(school, horizon, NULL, options, run);
}

/* ------------------------------------------------------------ the rest of a plan */

/* Marks what held.csv says was not held among the rows that stand; false after a fault. */
static bool mark_held(const struct ht_school *school, struct ht_claimed_schedule *claims,
                      const char *held_csv, ht_date from)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_held *held = ht_read_held(held_csv, school, claims, faults);
    for (size_t i = 0; i < claims->row_count; i++)
        if (claims->rows[i].date.days < from.days && held[i].mark != HT_UNMARKED)
            claims->rows[i].not_held = held[i].mark != HT_HELD;
    free(held);
    return ht_diagnostics_tell(faults);
}

/* The dates of the earlier plan; false, after a message, where they do not have the date. */
static bool earlier_horizon(const struct ht_school *school, const struct ht_options *options,
                            const char *sessions_csv, struct ht_horizon *horizon, ht_date *start)
{
    if (!ht_command_planned(school, options->previous, sessions_csv, horizon) ||
        !ht_adopt_from(school, options, *horizon, start))
        return false;
    if (ht_horizon_has(*horizon, *start))
        return true;
    fprintf(stderr, "halfterm: --from %s is not a date of the plan in %s, which is of %s to %s\n",
            HT_WORDS_ISO(options->from), options->previous, HT_WORDS_ISO(horizon->from),
            HT_WORDS_ISO(horizon->to));
    return false;
}

/* Names the rows that stand in an edited file although the school's files forbid them by now. */
static void name_forbidden(const struct ht_school *school, const struct ht_verdict *verdict,
                           const struct ht_claimed_schedule *claims, const char *sessions_csv,
                           ht_date from)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    for (size_t i = 0; i < verdict->breach_count; i++) {
        const struct ht_breach *breach = &verdict->breaches[i];
        if (breach->of != HT_ROW_SESSION || claims->rows[breach->row].date.days >= from.days)
            continue;
        const struct ht_claim *row = &claims->rows[breach->row];
        bool is_known = row->programme.i != HT_NONE;
        /* What the file itself has wrong, its order for one, is made anew. */
        if (row->period.i == HT_NONE || (breach->rule == HT_NO_RULE && is_known))
            continue;
        char *sentence = ht_breach_sentence(school, claims, breach);
        ht_fault_of_kind(faults, HT_WARNING, sessions_csv, row->line, sentence,
                         "%s; edited by hand, it stands all the same", sentence);
        free(sentence);
    }
    ht_diagnostics_tell(faults);
}

/* Holds a plan that was edited by hand to the files as they are now, before anything stands. */
static void hold_edited(const struct ht_options *options, const char *sessions_csv,
                        struct ht_horizon horizon, ht_date start)
{
    ht_date from;
    struct ht_diagnostics *faults = ht_diagnostics_new(); /* which have been told */
    struct ht_school *school = ht_read_school_as(options->school, options->what_if, faults);
    struct ht_claimed_schedule *claims = ht_read_claims(school, sessions_csv, faults);
    claims->horizon = horizon;
    ht_summary_stands(sessions_csv, claims, &from);
    ht_previous_plan_owe(school, claims);
    ht_previous_plan_forget_told(school, claims);
    ht_previous_plan_make_anew(school, claims, start);
    struct ht_verdict *verdict = ht_verify(school, claims);
    name_forbidden(school, verdict, claims, sessions_csv, start);
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(claims);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}

/* Reads the earlier plan and lets stand what is over; NULL after a message. */
static struct ht_claimed_schedule *read_earlier(struct ht_school *school,
                                                const struct ht_options *options,
                                                const char *sessions_csv, struct ht_horizon horizon,
                                                ht_date start)
{
    struct ht_claimed_schedule *claims = ht_command_claims(school, sessions_csv, horizon);
    bool good = claims && (!options->held || mark_held(school, claims, options->held, start));
    if (good && ht_summary_is_edited(sessions_csv)) {
        hold_edited(options, sessions_csv, horizon, start);
        ht_previous_plan_make_anew(school, claims, start);
    }
    if (good && ht_command_stand(school, claims, sessions_csv, start)) {
        ht_previous_plan_forget(school, claims);
        return claims;
    }
    ht_claimed_schedule_free(claims);
    return NULL;
}

/* Plans what is left of an earlier plan, or of that as it was edited. */
static int run_rest(struct ht_school *school, const struct ht_options *options,
                    const struct ht_claimed_schedule *claims,
                    const struct ht_claimed_schedule *edited, struct ht_run *run)
{
    struct ht_previous_plan *origin = ht_previous_plan_new(school, claims);
    struct ht_previous_plan *earlier = edited ? ht_previous_plan_new(school, edited) : NULL;
    if (edited)
        earlier->origin = origin;
    int result = run_all(school, claims->horizon, edited ? earlier : origin, options, run);
    ht_previous_plan_free(earlier);
    ht_previous_plan_free(origin);
    return result;
}

/* Whether what an edited plan is held against is as it was made; false after a message. */
static bool is_unedited(const struct ht_options *options, const char *sessions_csv)
{
    if (!ht_summary_is_edited(sessions_csv))
        return true;
    fprintf(stderr,
            "halfterm: %s was edited itself, so that nobody knows any more what it was; keep it "
            "under another name, make the plan again as %s/" HT_SUMMARY_FILE
            " says (arguments), and adopt the kept file\n",
            sessions_csv, options->previous);
    return false;
}

static int replan(struct ht_school *school, const struct ht_options *options, struct ht_run *run)
{
    struct ht_horizon horizon;
    ht_date start;
    int result = HT_EXIT_INPUT;
    bool is_edited = options->schedule_count;
    char *sessions_csv = ht_format("%s/%s", options->previous, ht_file_name(HT_SESSIONS_CSV));
    struct ht_claimed_schedule *claims = NULL, *edited = NULL;
    ht_command_offer(school);
    if (!earlier_horizon(school, options, sessions_csv, &horizon, &start) ||
        (is_edited && !is_unedited(options, sessions_csv)))
        goto out;
    claims = read_earlier(school, options, sessions_csv, horizon, start);
    edited = claims && is_edited ? ht_adopt(school, options, claims) : NULL;
    if (claims && (edited || !is_edited) && ht_command_keeps(school, horizon))
        result = run_rest(school, options, claims, edited, run);
out:
    ht_claimed_schedule_free(edited);
    ht_claimed_schedule_free(claims);
    free(sessions_csv);
    return result;
}

/* ------------------------------------------------------------ both */

/* Whether what a run replaces, and goes on from, is this school's. */
static bool is_ours(const struct ht_school *school, const struct ht_options *options)
{
    return options->force || (ht_command_ours(school, options->out) &&
                              (!options->previous || ht_command_ours(school, options->previous)));
}

/* Reads what is ticked in the plans that a run replaces and goes on from; false after a fault. */
static bool read_ticks(struct ht_school *school, const struct ht_options *options,
                       struct ht_run *run)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    char *history_csv = ht_format("%s/%s", options->school, ht_file_name(HT_HISTORY_CSV));
    if (options->previous)
        ht_ticks_read(run->ticks, school, options->previous, history_csv, faults);
    ht_ticks_read(run->ticks, school, options->out, history_csv, faults);
    free(history_csv);
    return ht_diagnostics_tell(faults);
}

static int read_and(const struct ht_options *options,
                    int (*work)(struct ht_school *school, const struct ht_options *options,
                                struct ht_run *run))
{
    /* Before anything that takes long: nobody should wait for a result that cannot be kept. */
    int result = ht_staged_folder_check(options->out, HT_SUMMARY_FILE, ht_report_owns);
    if (result != HT_EXIT_DONE)
        return result;
    if (!ht_run_can_print(&options->choices))
        return HT_EXIT_FAILED;
    double start = ht_run_clock();
    /* What changes while it is read has changed since. */
    struct ht_run run = {
        .choices = options->choices,
        .what_if = options->what_if ? options->what_if : "",
        .arguments = options->words,
        .files = ht_school_files_sum(options->school, NULL),
        .ticks = ht_ticks_new(),
    };
    struct ht_school *school = ht_command_school(options);
    struct ht_templates *templates = ht_command_templates(options);
    run.templates = templates;
    run.seconds.read = ht_run_clock() - start;
    result = HT_EXIT_INPUT;
    if (school && templates && is_ours(school, options) && read_ticks(school, options, &run))
        result = work(school, options, &run);
    ht_ticks_free(run.ticks);
    ht_templates_free(templates);
    ht_school_free(school);
    return result;
}

static int run_plan(const struct ht_options *options)
{
    return read_and(options, plan);
}

static int run_replan(const struct ht_options *options)
{
    return read_and(options, replan);
}

const struct ht_command ht_command_plan = {
    .name = "plan",
    .arguments = "SCHOOL",
    .what = "Place a school's sessions and write timetables to OUT.",
    .more = HT_USUAL_DATES,
    .takes = HT_TAKES_OUT | HT_TAKES_DATES | HT_TAKES_SET | HT_TAKES_REPORTS | HT_TAKES_FILES,
    .out = "OUT",
    .left = "sessions are unplaced",
    .run = run_plan,
};

static const struct ht_option own[] = {
    {"from", 258, "DATE", "the first date that is planned again", .kind = HT_OPTION_DATE,
     .field = offsetof(struct ht_options, from)},
    {0},
};

static const char *check_replan(const struct ht_options *options)
{
    bool is_said = options->previous && options->from.days != HT_DATE_FIRST.days;
    return is_said ? NULL : "say what is planned again, and from when: --previous OUT --from DATE";
}

const struct ht_command ht_command_replan = {
    .name = "replan",
    .arguments = "SCHOOL",
    .what = "Plan the rest of the plan in --previous again, changing little.",
    .more = "Everything before --from stands, whatever the school's files say by now. From there "
            "on first as much is placed as can be, then as few sessions are changed as can be, "
            "then the plan is the best. The dates are those of the earlier plan. With --held, "
            "sessions before --from that did not take place are due once more in programmes that "
            "end after a number of sessions.",
    .takes = HT_TAKES_OUT | HT_TAKES_EARLIER | HT_TAKES_SET | HT_TAKES_REPORTS | HT_TAKES_FILES,
    .options = own,
    .out = "OUT",
    .left = "sessions are unplaced",
    .run = run_replan,
    .check = check_replan,
};

static int adopt(struct ht_school *school, const struct ht_options *options, struct ht_run *run)
{
    if (!options->write_keeps || !school->document)
        return replan(school, options, run);
    fprintf(stderr,
            "halfterm: --write-keeps adds to requests.csv, and %s has no such file; make a folder "
            "of it with 'halfterm import xml', or leave the option out\n",
            school->document);
    return HT_EXIT_INPUT;
}

static int run_adopt(const struct ht_options *options)
{
    return read_and(options, adopt);
}

static const struct ht_option own_of_adopt[] = {
    {"from", 258, "DATE", "the first date that may change (the day after the last in history.csv)",
     .kind = HT_OPTION_DATE, .field = offsetof(struct ht_options, from)},
    {"write-keeps", 284, NULL, "write the locks into requests.csv, for the runs after this one",
     .kind = HT_OPTION_FLAG, .field = offsetof(struct ht_options, write_keeps)},
    {0},
};

static const char *check_adopt(const struct ht_options *options)
{
    return options->previous ? NULL : "say which plan was edited: --previous OUT";
}

const struct ht_command ht_command_adopt = {
    .name = "adopt",
    .arguments = "SCHOOL edited.csv",
    .what = "Take over what was edited by hand in the plan in --previous.",
    .more =
        "edited.csv is that plan's sessions.csv, edited with whatever program; only session, date "
        "and period are read, and lock and aside where it has them. Sessions that are elsewhere "
        "than in the plan, or have lock=yes, stay where they are; those whose rows were taken out, "
        "or have aside=yes, are unplaced. All others change as little as can be, and nothing "
        "before --from. Where a rule forbids a locked session, all of these are named, with exit "
        "status 2, and nothing is written.",
    .least_schedules = 1,
    .most_schedules = 1,
    .takes = HT_TAKES_OUT | HT_TAKES_EARLIER | HT_TAKES_SET | HT_TAKES_REPORTS | HT_TAKES_FILES,
    .options = own_of_adopt,
    .out = "NEW",
    .run = run_adopt,
    .check = check_adopt,
};
