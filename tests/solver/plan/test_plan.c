/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The engine against exhaustive search: on small random schools every schedule there is is held
 * against the verifier, which shares nothing with the engine, and the cheapest must be the plan's.
 */
#include "solver/base/memory.h"
#include "solver/base/threads.h"
#include "solver/ilp/branch_and_bound.h"
#include "solver/model/model.h"
#include "solver/plan/plan.h"
#include "solver/school/claimed_schedule.h"
#include "solver/verify/verify.h"
#include "tests/suites.h"
#include "tests/support/detour.h"
#include "tests/support/every_schedule.h"
#include "tests/support/random_school.h"
#include "tests/support/scratch.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

/* Schools of each feature; the case's number tells both feature and seed. */
enum { SCHOOLS = HT_TRIED(20), CASES = HT_RANDOM_FEATURES * SCHOOLS };

/* Twins, the last of them, have many schedules. */
enum { EXHAUSTED = HT_RANDOM_TWINS * SCHOOLS + HT_TRIED(5) };

/* ------------------------------------------------------------ judging */

/* The cost of claims, below 0 where they breach a rule, and how many sessions are missing. */
static int64_t judge(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                     int *unplaced)
{
    struct ht_verdict *verdict = ht_verify(school, claims);
    int64_t cost = verdict->breach_count ? -1 : ht_costs_total(&verdict->costs);
    *unplaced = verdict->unplaced;
    ht_verdict_free(verdict);
    return cost;
}

static int64_t judge_schedule(const struct ht_school *school, const struct ht_schedule *schedule)
{
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(schedule->horizon);
    claims->has_unplaced = true;
    char *ids = ht_alloc(schedule->session_count, HT_SESSION_ID_SIZE);
    for (size_t n = 0; n < schedule->session_count; n++)
        every_claim(claims, school, schedule->sessions[n],
                    ht_session_id(schedule, school, n, ids + n * HT_SESSION_ID_SIZE));
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        const struct ht_unplaced *unplaced = &schedule->unplaced[n];
        ck_assert_ptr_nonnull(unplaced->shortage);
        every_miss(claims, school, unplaced->programme, unplaced->week, unplaced->count);
    }
    int unplaced;
    int64_t cost = judge(school, claims, &unplaced);
    ck_assert_int_eq(unplaced, ht_schedule_unplaced(schedule));
    ht_claimed_schedule_free(claims);
    free(ids);
    return cost;
}

/* ------------------------------------------------------------ every schedule there is */

/* The cheapest of the schedules that have been tried. */
struct least {
    const struct ht_school *school;
    int64_t cost; /* below 0: none yet */
    int unplaced; /* sessions, the fewest of those that cost so little */
};

static void keep_least(const struct ht_claimed_schedule *claims, void *context)
{
    struct least *least = context;
    int unplaced;
    int64_t cost = judge(least->school, claims, &unplaced);
    bool is_less = cost < least->cost || (cost == least->cost && unplaced < least->unplaced);
    if (cost >= 0 && (least->cost < 0 || is_less)) {
        least->cost = cost;
        least->unplaced = unplaced;
    }
}

/* The least cost of any schedule, and what is then missing. */
static struct least search_all(const struct ht_school *school, struct ht_horizon horizon)
{
    struct least least = {school, -1, 0};
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(horizon);
    every_schedule(school, claims, keep_least, &least);
    ht_claimed_schedule_free(claims);
    return least;
}

START_TEST(test_exhaustive)
{
    enum ht_random_feature feature = (enum ht_random_feature)(_i / SCHOOLS);
    uint64_t state = (uint64_t)_i;
    struct ht_school *school = ht_random_school(feature, &state);
    struct ht_horizon horizon = ht_random_horizon(feature);
    struct least least = search_all(school, horizon);
    struct ht_schedule *schedule = ht_plan(school, horizon, &(struct ht_plan_options){0});
    ck_assert_int_eq(schedule->status, HT_OPTIMAL);
    ck_assert_int_eq(schedule->cost, least.cost);
    ck_assert_int_eq(schedule->bound, least.cost);
    ck_assert_int_eq(judge_schedule(school, schedule), least.cost);
    ck_assert_int_eq(ht_schedule_unplaced(schedule), least.unplaced);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

/* ------------------------------------------------------------ the policy's numbers */

#define INT(field)  offsetof(struct ht_policy, field), false
#define LONG(field) offsetof(struct ht_policy, field), true

/* What the rules and the objective take from the policy, at its least, at 1 and at its most. */
static const struct {
    size_t offset;
    bool is_long; /* an int64_t */
    int64_t values[4];
} numbers[] = {
    {INT(misses_max), {0, 1, 10000, 10000}},
    {INT(free_minutes), {0, 1, 1440, 1440}},
    {INT(per_day_max), {1, 1, 2, 10000}},
    {INT(rooms_max), {0, 1, 10000, HT_NO_LIMIT}},
    {INT(withdrawals_max), {0, 1, 10000, HT_NO_LIMIT}},
    {LONG(cost_miss), {0, 1, 1000000, 1000000}},
    {LONG(cost_repeat), {0, 1, 1000000, 1000000}},
    {LONG(cost_unplaced), {0, 2, 1000000, 1000000}},
    {LONG(cost_day_load), {0, 1, 1000000, 1000000}},
};

static void set_number(struct ht_school *school, int number, int64_t value)
{
    char *at = (char *)&school->policy + numbers[number].offset;
    if (numbers[number].is_long)
        *(int64_t *)at = value;
    else
        *(int *)at = (int)value;
}

/* Costs of the subjects' own would hide that of the policy. */
START_TEST(test_number)
{
    static const enum ht_random_feature features[] = {HT_RANDOM_EVERYTHING, HT_RANDOM_PER_DAY,
                                                      HT_RANDOM_PLAIN, HT_RANDOM_ROOMS};
    for (int n = 0; n < 4; n++) {
        uint64_t state = (uint64_t)(_i * 4 + n);
        struct ht_school *school = ht_random_school(features[n], &state);
        struct ht_horizon horizon = ht_random_horizon(features[n]);
        for (size_t s = 0; s < school->subject_count; s++)
            school->subjects[s].cost = s ? school->subjects[s].cost : -1;
        for (int v = 0; v < 4; v++) {
            set_number(school, _i, numbers[_i].values[v]);
            struct least least = search_all(school, horizon);
            struct ht_schedule *schedule = ht_plan(school, horizon, &(struct ht_plan_options){0});
            ck_assert_int_eq(schedule->status, HT_OPTIMAL);
            ck_assert_int_eq(schedule->cost, least.cost);
            ck_assert_int_eq(judge_schedule(school, schedule), least.cost);
            ck_assert_int_eq(ht_schedule_unplaced(schedule), least.unplaced);
            ht_schedule_free(schedule);
        }
        ht_school_free(school);
    }
}
END_TEST

/* ------------------------------------------------------------ dates beyond the terms */

/* Nothing takes place outside of the terms, however far the dates reach. */
START_TEST(test_wide_horizon)
{
    enum ht_random_feature feature = (enum ht_random_feature)_i;
    for (int seed = 0; seed < 3; seed++) {
        uint64_t state = (uint64_t)seed;
        struct ht_school *school = ht_random_school(feature, &state);
        struct ht_horizon term = {school->first, school->last};
        struct ht_horizon wide = {ht_date_plus(term.from, -45), ht_date_plus(term.to, 45)};
        struct ht_schedule *within = ht_plan(school, term, &(struct ht_plan_options){0});
        struct ht_schedule *beyond = ht_plan(school, wide, &(struct ht_plan_options){0});
        ck_assert_int_eq(beyond->status, within->status);
        ck_assert_int_eq(beyond->cost, within->cost);
        ck_assert_int_eq(beyond->bound, within->bound);
        ck_assert_uint_eq(beyond->session_count, within->session_count);
        ck_assert_int_eq(judge_schedule(school, beyond), within->cost);
        ht_schedule_free(within);
        ht_schedule_free(beyond);
        ht_school_free(school);
    }
}
END_TEST

/* ------------------------------------------------------------ how much work it is */

static atomic_int relaxations;

static void count_relaxation(const struct ht_limit *limit)
{
    (void)limit;
    atomic_fetch_add(&relaxations, 1);
}

static void check_effort(const struct ht_school *school, struct ht_horizon horizon)
{
    detours.relaxing = count_relaxation;
    ht_schedule_free(ht_plan(school, horizon, &(struct ht_plan_options){.threads = 1}));
}

/*
 * Relaxations that 30 schools of a feature take between them, and a quarter more: what finds the
 * same more slowly, or proves less on the way, takes more.
 */
static const int budgets[HT_RANDOM_FEATURES] = {
    [HT_RANDOM_PLAIN] = 75,       [HT_RANDOM_GROUP] = 75,        [HT_RANDOM_TWICE] = 110,
    [HT_RANDOM_FORTNIGHTLY] = 75, [HT_RANDOM_SESSIONS] = 110,    [HT_RANDOM_PROGRAMMES] = 115,
    [HT_RANDOM_ROOMS] = 180,      [HT_RANDOM_WITHDRAWALS] = 160, [HT_RANDOM_CONTIGUOUS] = 100,
    [HT_RANDOM_PER_DAY] = 110,    [HT_RANDOM_SHAPED] = 175,      [HT_RANDOM_EVERYTHING] = 245,
    [HT_RANDOM_TWINS] = 140,
};

START_TEST(test_effort)
{
    for (int seed = 0; seed < 30; seed++) {
        uint64_t state = (uint64_t)(_i * 30 + seed);
        struct ht_school *school = ht_random_school((enum ht_random_feature)_i, &state);
        check_effort(school, ht_random_horizon((enum ht_random_feature)_i));
        ht_school_free(school);
    }
    int count = atomic_load(&relaxations);
    ck_assert_int_le(count, budgets[_i]);
}
END_TEST

/* The same of schools in folders, over all their terms. */
static const struct {
    const char *folder;
    int budget;
} larger[] = {
    {"data/kaa", 27},
    {"tests/schools/reports", 3},
    {"tests/schools/triangle", 22},
};

START_TEST(test_effort_larger)
{
    struct ht_school *school = scratch_school(larger[_i].folder);
    check_effort(school, (struct ht_horizon){school->first, school->last});
    int count = atomic_load(&relaxations);
    ck_assert_int_le(count, larger[_i].budget);
    ht_school_free(school);
}
END_TEST

/* One mentor and five students whose relaxation is far from their optimum: only branching on the
   right columns proves it, in fewer steps than a second has. */
START_TEST(test_small_and_hard)
{
    enum { HARD_STEPS = 2000000 };
    struct ht_school *school = scratch_school("tests/schools/small_and_hard");
    struct ht_schedule *schedule = ht_plan(school, (struct ht_horizon){school->first, school->last},
                                           &(struct ht_plan_options){.work = HARD_STEPS});
    ck_assert_int_eq(schedule->status, HT_OPTIMAL);
    ck_assert_int_eq(schedule->cost, 75561);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

/* ------------------------------------------------------------ limits and threads */

/* Whether anything was solved that nobody could stop. */
static atomic_bool endless;

static void look_at_limit(const struct ht_limit *limit)
{
    if (!limit->stop)
        atomic_store(&endless, true);
}

START_TEST(test_stopped)
{
    enum ht_random_feature feature = (enum ht_random_feature)(_i / SCHOOLS);
    uint64_t state = (uint64_t)_i;
    struct ht_school *school = ht_random_school(feature, &state);
    atomic_bool stop = true;
    detours.relaxing = look_at_limit;
    struct ht_schedule *schedule =
        ht_plan(school, ht_random_horizon(feature), &(struct ht_plan_options){.stop = &stop});
    ck_assert(!atomic_load(&endless));
    ck_assert_int_ne(schedule->status, HT_INFEASIBLE);
    ck_assert_int_le(schedule->bound, schedule->cost);
    ck_assert_int_eq(judge_schedule(school, schedule), schedule->cost);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

START_TEST(test_processors)
{
    cpu_set_t granted, one;
    unsigned first = 0;
    ck_assert_int_eq(sched_getaffinity(0, sizeof granted, &granted), 0);
    ck_assert_int_eq(ht_processors(), CPU_COUNT(&granted));
    while (!CPU_ISSET(first, &granted))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    ck_assert_int_eq(sched_setaffinity(0, sizeof one, &one), 0);
    ck_assert_uint_eq(ht_processors(), 1);
}
END_TEST

/* ------------------------------------------------------------ progress */

/* The latest that was told of planning the parts together. */
static struct {
    atomic_bool any;
    struct ht_progress progress;
} told;

static void remember(const struct ht_progress *progress, void *context)
{
    (void)context;
    if (!progress->together)
        return;
    told.progress = *progress;
    atomic_store(&told.any, true);
}

/* Holds up the search of the whole until it is told of. */
static void wait_until_told(const struct ht_limit *limit)
{
    while (limit->incumbent && !atomic_load(&told.any))
        sched_yield();
}

/* Of the schools there are some whose parts only a search brings together. */
START_TEST(test_progress_together)
{
    enum { SOME = 20 };
    const struct ht_plan_options options = {.progress = remember};
    detours.relaxing = wait_until_told;
    for (int seed = 0; seed < SOME && !atomic_load(&told.any); seed++) {
        uint64_t state = (uint64_t)seed;
        struct ht_school *school = ht_random_school(HT_RANDOM_ROOMS, &state);
        struct ht_schedule *schedule =
            ht_plan(school, ht_random_horizon(HT_RANDOM_ROOMS), &options);
        if (atomic_load(&told.any)) {
            ck_assert_uint_eq(told.progress.solved, told.progress.subproblems);
            ck_assert_int_gt(told.progress.bound, 0);
            ck_assert_int_le(told.progress.bound, schedule->cost);
            ck_assert_int_ge(told.progress.cost, schedule->cost);
        }
        ht_schedule_free(schedule);
        ht_school_free(school);
    }
    ck_assert(atomic_load(&told.any));
}
END_TEST

/* What a search finds and proves is there to be told. */
START_TEST(test_standing)
{
    uint64_t state = (uint64_t)_i;
    struct ht_school *school = ht_random_school(HT_RANDOM_EVERYTHING, &state);
    struct ht_instance *instance = ht_instance_new(school, ht_random_horizon(HT_RANDOM_EVERYTHING));
    struct ht_requirements *requirements = ht_requirements_new(instance);
    struct ht_partition whole = ht_partition_new(instance->school, requirements, true);
    struct ht_subproblem subproblem = ht_subproblem_new(instance, requirements, &whole, 0);
    struct ht_model *model = ht_model_new(&subproblem, false);
    struct ht_incumbent incumbent = {.cost = INT64_MAX};
    struct ht_solution solution = ht_branch_and_bound(&model->ilp, (struct ht_solution){0},
                                                      &(struct ht_limit){.incumbent = &incumbent});
    ck_assert_int_eq(atomic_load(&incumbent.cost), solution.cost);
    ck_assert_int_eq(atomic_load(&incumbent.bound), solution.bound);
    ht_solution_clear(&solution);
    ht_model_free(model);
    ht_subproblem_clear(&subproblem);
    ht_partition_clear(&whole);
    ht_requirements_free(requirements);
    ht_instance_free(instance);
    ht_school_free(school);
}
END_TEST

Suite *suite_plan(void)
{
    Suite *suite = suite_create("plan");
    TCase *tcase = tcase_create("plan");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, test_exhaustive, 0, EXHAUSTED);
    tcase_add_loop_test(tcase, test_number, 0, sizeof numbers / sizeof *numbers);
    tcase_add_loop_test(tcase, test_wide_horizon, 0, HT_RANDOM_FEATURES);
    tcase_add_loop_test(tcase, test_effort, 0, HT_RANDOM_FEATURES);
    tcase_add_loop_test(tcase, test_effort_larger, 0, sizeof larger / sizeof *larger);
    tcase_add_test(tcase, test_small_and_hard);
    tcase_add_loop_test(tcase, test_stopped, 0, CASES);
    tcase_add_test(tcase, test_processors);
    tcase_add_test(tcase, test_progress_together);
    tcase_add_loop_test(tcase, test_standing, 0, SCHOOLS);
    suite_add_tcase(suite, tcase);
    return suite;
}
