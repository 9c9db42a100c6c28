/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/explain/trial.h"

#include "solver/base/memory.h"
#include "solver/ilp/lp.h"
#include "solver/instance/caps.h"
#include "solver/instance/subproblem.h"
#include "solver/plan/coupling.h"
#include "solver/plan/losses.h"

#include <stdlib.h>
#include <string.h>

uint32_t ht_trials_block(const struct ht_trials *trials, ht_programme_id programme, ht_date week)
{
    const struct ht_requirement *requirement = ht_requirements_block(
        trials->requirements, programme, ht_instance_week(trials->instance, week));
    return requirement ? (uint32_t)(requirement - trials->requirements->items) : HT_NONE;
}

struct ht_case ht_case_new(const struct ht_trials *trials)
{
    uint32_t items = trials->requirements->item_count;
    struct ht_case made = {.required = HT_NEW(int, items)};
    ht_variant_init(&made.variant, trials->school);
    for (uint32_t b = 0; b < items; b++)
        made.required[b] = trials->requirements->items[b].required;
    return made;
}

struct ht_case ht_case_copy(const struct ht_trials *trials, const struct ht_case *of)
{
    uint32_t items = trials->requirements->item_count;
    struct ht_case made = {.required = HT_NEW(int, items)};
    ht_variant_init(&made.variant, &of->variant.school);
    if (items)
        memcpy(made.required, of->required, items * sizeof *made.required);
    return made;
}

void ht_case_clear(struct ht_case *tried)
{
    ht_variant_clear(&tried->variant);
    free(tried->required);
}

/* Adds the requirements that are planned together with a programme to those kept. */
static void keep_around(const struct ht_trials *trials, const struct ht_school *school,
                        ht_programme_id programme, bool *kept)
{
    const struct ht_requirements *requirements = trials->requirements;
    struct ht_partition partition =
        ht_partition_new(school, requirements, ht_caps_couple(&school->policy));
    for (uint32_t c = 0; c < partition.count; c++) {
        bool concerned = false;
        for (uint32_t n = partition.first[c]; n < partition.first[c + 1]; n++)
            concerned |= requirements->items[partition.items[n]].programme.i == programme.i;
        for (uint32_t n = partition.first[c]; concerned && n < partition.first[c + 1]; n++)
            kept[partition.items[n]] = true;
    }
    ht_partition_clear(&partition);
}

bool *ht_case_narrow(const struct ht_trials *trials, struct ht_case *tried,
                     const struct ht_case *before, ht_programme_id programme)
{
    uint32_t items = trials->requirements->item_count;
    bool *kept = HT_NEW(bool, items);
    keep_around(trials, &before->variant.school, programme, kept);
    keep_around(trials, &tried->variant.school, programme, kept);
    for (uint32_t b = 0; b < items; b++)
        if (!kept[b])
            tried->required[b] = 0;
    return kept;
}

/* ------------------------------------------------------------ trying */

/* So much of a school is looked at in the time of one unit of work. */
enum { LOOKED_AT_AT_ONCE = 8 };

/* What it takes to look at the school. */
static int64_t work_of_looking(const struct ht_trials *trials, const struct ht_school *school)
{
    size_t looked_at = school->mentor_count * (size_t)trials->instance->day_count +
                       school->student_count + school->history_count + school->request_count +
                       school->commitment_count + school->programme_count;
    return 1 + (int64_t)(looked_at / LOOKED_AT_AT_ONCE);
}

int64_t ht_case_work(const struct ht_trials *trials, const struct ht_case *of)
{
    const struct ht_school *school = &of->variant.school;
    const struct ht_requirements *requirements = trials->requirements;
    bool coupled = ht_caps_couple(&school->policy);
    int64_t *sessions = HT_NEW(int64_t, school->mentor_count + 1);
    int64_t work = work_of_looking(trials, school);
    for (uint32_t b = 0; b < requirements->item_count; b++)
        sessions[coupled ? 0 : school->programmes[requirements->items[b].programme.i].mentor.i] +=
            of->required[b];
    for (size_t m = 0; m < school->mentor_count; m++)
        work += sessions[m] * sessions[m];
    free(sessions);
    return work;
}

bool ht_trials_go_on(struct ht_trials *trials)
{
    const struct ht_limit limit = {.deadline = trials->deadline, .stop = trials->stop};
    trials->cut_short |= (trials->most && trials->work >= trials->most) || ht_limit_reached(&limit);
    return !trials->cut_short;
}

static int *count_missing(const struct ht_instance *instance,
                          const struct ht_requirements *requirements, const int *required,
                          const struct ht_schedule *schedule)
{
    int *missing =
        ht_requirements_placed(instance, requirements, schedule->sessions, schedule->session_count);
    for (uint32_t b = 0; b < requirements->item_count; b++)
        missing[b] = required[b] - missing[b];
    return missing;
}

/* For one more trial; 0: no limit. */
static double seconds_left(const struct ht_trials *trials, double now)
{
    static const double least = 1e-3;
    double left = trials->deadline - now;
    if (trials->deadline <= 0 || trials->seconds < left)
        return trials->seconds;
    return left > least ? left : least;
}

/* The school of a case over the dates of the trials. */
static struct ht_instance *make_instance(const struct ht_trials *trials,
                                         const struct ht_case *tried)
{
    struct ht_instance *instance =
        ht_instance_new(&tried->variant.school, trials->instance->horizon);
    if (trials->instance->earlier)
        ht_instance_stand(instance, trials->instance->earlier);
    return instance;
}

int ht_case_fewest(struct ht_trials *trials, const struct ht_case *tried)
{
    int fewest = 0;
    trials->work += work_of_looking(trials, &tried->variant.school);
    struct ht_instance *instance = make_instance(trials, tried);
    struct ht_requirements *part =
        ht_requirements_part(instance, trials->requirements, tried->required);
    struct ht_partition whole = ht_partition_new(instance->school, part, true);
    if (whole.count) {
        struct ht_subproblem subproblem = ht_subproblem_new(instance, part, &whole, 0);
        fewest = ht_losses_fewest(&subproblem);
        ht_subproblem_clear(&subproblem);
    }
    ht_partition_clear(&whole);
    ht_requirements_free(part);
    ht_instance_free(instance);
    return fewest;
}

struct ht_finding ht_trial(struct ht_trials *trials, const struct ht_case *tried)
{
    double now = ht_clock();
    const struct ht_plan_options options = {.seconds = seconds_left(trials, now),
                                            .stop = trials->stop,
                                            .work = trials->steps,
                                            .threads = trials->threads};
    int64_t work = ht_case_work(trials, tried), steps = 0;
    struct ht_instance *instance = make_instance(trials, tried);
    struct ht_requirements *part =
        ht_requirements_part(instance, trials->requirements, tried->required);
    struct ht_schedule *schedule = ht_plan_requirements(instance, part, &options, now, &steps);
    struct ht_finding finding = {
        .cost = schedule->cost, .bound = schedule->bound, .proven = schedule->status == HT_OPTIMAL};
    if (schedule->status != HT_INFEASIBLE)
        finding.missing = count_missing(instance, trials->requirements, tried->required, schedule);
    trials->made++;
    trials->work += steps > work ? steps : work;
    ht_schedule_free(schedule);
    ht_requirements_free(part);
    ht_instance_free(instance);
    return finding;
}
