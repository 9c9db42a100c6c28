/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/memory.h"
#include "solver/explain/conflict.h"
#include "solver/explain/internal.h"
#include "solver/ilp/lp.h"
#include "solver/instance/caps.h"
#include "solver/plan/coupling.h"

#include <stdlib.h>

enum {
    MOST_SHARING_TRIED = 4, /* conflicts that are tried on a session before it gets its own */
    SHARE_OF_A_TRIAL = 20,  /* of the time there is */
};

/* ------------------------------------------------------------ conflicts */

static bool is_asked_for(const struct ht_adviser *adviser, const struct ht_requirement *requirement)
{
    const struct ht_advice_options *options = adviser->options;
    const struct ht_trials *trials = &adviser->trials;
    const struct ht_programme *programme = &trials->school->programmes[requirement->programme.i];
    int week = trials->requirements->weeks[requirement->first_week];
    bool has = options->student.i == HT_NONE || ht_programme_has(programme, options->student);
    return has && (options->week.days == HT_DATE_FIRST.days ||
                   ht_instance_week(trials->instance, options->week) == week);
}

/* Whether what keeps one session out is likely to keep another out, too, so many weeks later. */
static bool are_alike(const struct ht_adviser *adviser, const struct ht_unplaced *one,
                      const struct ht_unplaced *other, int weeks_later)
{
    const struct ht_school *school = adviser->trials.school;
    bool in_its_week = weeks_later * HT_DAYS_A_WEEK == other->week.days - one->week.days;
    if (school->programmes[one->programme.i].mentor.i ==
        school->programmes[other->programme.i].mentor.i)
        return in_its_week || one->programme.i == other->programme.i;
    return ht_caps_couple(&school->policy) && in_its_week && !weeks_later;
}

/* Takes over the members of a session like this one, if they are its members as well, in the same
   weeks or as many weeks later as this one is. */
static bool share_conflict(struct ht_adviser *adviser, struct ht_advice *advice, size_t u,
                           uint32_t requirement)
{
    const struct ht_unplaced *unplaced = adviser->schedule->unplaced;
    int *placed = ht_adviser_placed(adviser);
    bool shared = false;
    int tries = 0;
    for (size_t n = 0; n < u && !shared && tries < MOST_SHARING_TRIED; n++) {
        int later = (unplaced[u].week.days - unplaced[n].week.days) / HT_DAYS_A_WEEK;
        for (int same_weeks = 0; same_weeks < 2 && !shared; same_weeks++) {
            int weeks = same_weeks ? 0 : later;
            if (!advice->conflicts[n].smallest || (same_weeks && !later) ||
                !are_alike(adviser, &unplaced[n], &unplaced[u], weeks))
                continue;
            tries++;
            shared = ht_conflict_share(&adviser->trials, &adviser->now, placed, requirement,
                                       &advice->conflicts[n], weeks, &advice->conflicts[u]);
        }
    }
    free(placed);
    if (shared)
        ht_repairs_suggest(&adviser->suggested, &adviser->trials, &adviser->now,
                           &advice->conflicts[u]);
    return shared;
}

static void find_conflicts(struct ht_adviser *adviser, struct ht_advice *advice)
{
    const struct ht_schedule *schedule = adviser->schedule;
    advice->conflict_count = schedule->unplaced_count;
    advice->conflicts = HT_NEW(struct ht_conflict, schedule->unplaced_count);
    for (size_t u = 0; u < schedule->unplaced_count; u++) {
        uint32_t requirement = ht_trials_block(&adviser->trials, schedule->unplaced[u].programme,
                                               schedule->unplaced[u].week);
        if (requirement == HT_NONE || !adviser->meant[requirement] ||
            !ht_trials_go_on(&adviser->trials))
            continue;
        if (!share_conflict(adviser, advice, u, requirement))
            advice->conflicts[u] = ht_adviser_look_into(adviser, requirement);
    }
}

/* Which repairs place which of the sessions. */
static void tell_repairs(const struct ht_adviser *adviser, struct ht_advice *advice)
{
    advice->repairs = HT_NEW(struct ht_repair, adviser->tried_count);
    advice->repair_count = adviser->tried_count;
    for (size_t r = 0; r < adviser->tried_count; r++)
        advice->repairs[r] = adviser->tried[r].repair;
    for (size_t u = 0; u < advice->conflict_count; u++) {
        struct ht_conflict *conflict = &advice->conflicts[u];
        uint32_t requirement =
            ht_trials_block(&adviser->trials, adviser->schedule->unplaced[u].programme,
                            adviser->schedule->unplaced[u].week);
        if (requirement == HT_NONE || !conflict->count)
            continue;
        conflict->repairs = HT_NEW(uint32_t, adviser->tried_count);
        for (uint32_t r = 0; r < adviser->tried_count; r++) {
            int missing = adviser->tried[r].missing[requirement];
            if (missing >= 0 && missing < adviser->missing[requirement])
                conflict->repairs[conflict->repair_count++] = r;
        }
    }
}

/* ------------------------------------------------------------ advice */

static void begin(struct ht_adviser *adviser, const struct ht_school *school,
                  const struct ht_advice_options *options)
{
    struct ht_trials *trials = &adviser->trials;
    const struct ht_schedule *schedule = adviser->schedule;
    adviser->options = options;
    trials->school = school;
    trials->stop = options->stop;
    trials->threads = options->threads;
    trials->steps = options->steps;
    trials->seconds = options->seconds / SHARE_OF_A_TRIAL;
    trials->instance = ht_instance_new(school, schedule->horizon);
    if (options->earlier)
        ht_instance_stand(trials->instance, options->earlier);
    trials->requirements = ht_requirements_new(trials->instance);
    adviser->now = ht_case_new(trials);
    adviser->meant = HT_NEW(bool, ht_adviser_requirements(adviser));
    adviser->paired = HT_NEW(bool, ht_adviser_requirements(adviser));
    adviser->missing = ht_requirements_placed(trials->instance, trials->requirements,
                                              schedule->sessions, schedule->session_count);
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        adviser->missing[b] = adviser->now.required[b] - adviser->missing[b];
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        adviser->meant[b] = is_asked_for(adviser, &trials->requirements->items[b]);
}

static void finish(struct ht_adviser *adviser)
{
    for (size_t r = 0; r < adviser->tried_count; r++)
        free(adviser->tried[r].missing);
    free(adviser->tried);
    free(adviser->suggested.repairs);
    free(adviser->meant);
    free(adviser->paired);
    free(adviser->missing);
    ht_case_clear(&adviser->now);
    ht_requirements_free(adviser->trials.requirements);
    ht_instance_free(adviser->trials.instance);
}

/* Gives what follows a part of what there is of time and work, from the beginning, but one trial at
   least. */
static void allow_until(struct ht_adviser *adviser, double start, double part)
{
    const struct ht_advice_options *options = adviser->options;
    adviser->ran_out |= adviser->trials.cut_short;
    adviser->trials.cut_short = false;
    adviser->trials.deadline = options->seconds > 0 ? start + part * options->seconds : 0;
    adviser->trials.most = (int64_t)(part * (double)options->work);
    if (options->work && adviser->trials.most <= adviser->trials.work)
        adviser->trials.most = adviser->trials.work + 1;
}

struct ht_advice *ht_advise(const struct ht_school *school, const struct ht_schedule *schedule,
                            const struct ht_advice_options *options)
{
    struct ht_advice *advice = HT_NEW(struct ht_advice, 1);
    struct ht_adviser adviser = {.schedule = schedule};
    double start = ht_clock();
    begin(&adviser, school, options);
    int before = ht_adviser_missing(&adviser);
    allow_until(&adviser, start, 0.4);
    find_conflicts(&adviser, advice);
    allow_until(&adviser, start, 0.8);
    ht_adviser_try_suggested(&adviser);
    tell_repairs(&adviser, advice);
    allow_until(&adviser, start, 1);
    ht_adviser_make_repairs(&adviser, advice);
    advice->together_placed = before - ht_adviser_missing(&adviser);
    advice->complete = !adviser.ran_out && !adviser.trials.cut_short;
    finish(&adviser);
    return advice;
}

void ht_advice_free(struct ht_advice *advice)
{
    if (!advice)
        return;
    for (size_t u = 0; u < advice->conflict_count; u++) {
        free(advice->conflicts[u].members);
        free(advice->conflicts[u].repairs);
    }
    free(advice->conflicts);
    free(advice->repairs);
    free(advice->together);
    free(advice);
}
