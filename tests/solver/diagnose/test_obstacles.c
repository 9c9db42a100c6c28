/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What rules out a slot, held against the verifier, which shares nothing with it: a session that is
 * put there breaks the rule that is named, and none where the slot is free; and it costs what is
 * said.
 */
#include "solver/base/memory.h"
#include "solver/diagnose/obstacles.h"
#include "solver/plan/plan.h"
#include "solver/school/claimed_schedule.h"
#include "solver/verify/verify.h"
#include "tests/suites.h"
#include "tests/support/every_schedule.h"
#include "tests/support/random_school.h"

#include <stdlib.h>

/* Schools of each feature; the case's number tells both feature and seed. */
enum { SCHOOLS = HT_TRIED(20), CASES = HT_RANDOM_FEATURES * SCHOOLS, ENOUGH = 20 };

struct trial {
    const struct ht_school *school;
    const struct ht_schedule *schedule;
    struct ht_obstacles obstacles;
    int seen[HT_OBSTACLE_COUNT], caps[HT_CAP_COUNT]; /* slots */
};

/* Claims the schedule without one session and with another; one unplaced row has one fewer. */
static struct ht_verdict *judge(const struct trial *trial, size_t without, size_t row,
                                const struct ht_session *with)
{
    const struct ht_schedule *schedule = trial->schedule;
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(schedule->horizon);
    claims->has_unplaced = true;
    char *ids = ht_alloc(schedule->session_count + 1, HT_SESSION_ID_SIZE);
    for (size_t n = 0; n < schedule->session_count; n++)
        if (n != without)
            every_claim(claims, trial->school, schedule->sessions[n],
                        ht_session_id(schedule, trial->school, n, ids + n * HT_SESSION_ID_SIZE));
    if (with)
        every_claim(claims, trial->school, *with, "put there");
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        const struct ht_unplaced *unplaced = &schedule->unplaced[n];
        int count = unplaced->count - (n == row);
        if (count)
            every_miss(claims, trial->school, unplaced->programme, unplaced->week, count);
    }
    struct ht_verdict *verdict = ht_verify(trial->school, claims);
    ht_claimed_schedule_free(claims);
    free(ids);
    return verdict;
}

static bool has_breach(const struct ht_verdict *verdict, enum ht_rule rule)
{
    for (size_t n = 0; n < verdict->breach_count; n++)
        if (verdict->breaches[n].rule == rule)
            return true;
    return false;
}

/* Holds what is said of a slot against what the verifier says of a session there. */
static void check_slot(struct trial *trial, size_t without, size_t row, ht_programme_id programme,
                       const struct ht_week_slot *slot)
{
    const struct ht_session put = {
        .programme = programme, .date = slot->date, .period = slot->period};
    struct ht_verdict *verdict = judge(trial, without, row, &put);
    enum ht_rule rule = ht_obstacle_rule(&slot->obstacle);
    trial->seen[slot->obstacle.kind]++;
    trial->caps[slot->obstacle.cap] += slot->obstacle.kind == HT_OBSTACLE_CAP;
    if (rule)
        ck_assert_msg(has_breach(verdict, rule), "kind %d: no breach of H%d", slot->obstacle.kind,
                      rule);
    else
        ck_assert_msg(!verdict->breach_count, "free, but H%d, cause %d", verdict->breaches[0].rule,
                      verdict->breaches[0].cause);
    size_t count;
    uint32_t *sessions = ht_obstacle_sessions(&trial->obstacles, programme, slot, &count);
    ck_assert_int_eq(count > 0, slot->obstacle.beside);
    free(sessions);
    ht_verdict_free(verdict);
}

/* Costs of a schedule but for the unplaced sessions' own. */
static int64_t cost_of(const struct ht_verdict *verdict)
{
    return ht_costs_total(&verdict->costs) - verdict->costs.unplaced;
}

/* What a session adds to the cost where it is, by the verifier. */
static int64_t added_cost(const struct trial *trial, size_t session)
{
    struct ht_verdict *with = judge(trial, SIZE_MAX, SIZE_MAX, NULL);
    struct ht_verdict *without = judge(trial, session, SIZE_MAX, NULL);
    int64_t cost = cost_of(with) - cost_of(without);
    ht_verdict_free(with);
    ht_verdict_free(without);
    return cost;
}

/* A session that a keep request wants where it is breaks another rule elsewhere. */
static bool is_kept(const struct trial *trial, const struct ht_session *session)
{
    for (size_t n = 0; n < trial->school->request_count; n++)
        if (trial->school->requests[n].what == HT_KEEP &&
            ht_instance_keeps(trial->obstacles.instance, &trial->school->requests[n],
                              session->programme, session->date, session->period))
            return true;
    return false;
}

static void check_session(struct trial *trial, size_t n)
{
    const struct ht_session *session = &trial->schedule->sessions[n];
    size_t count;
    trial->obstacles.except = (uint32_t)n;
    ck_assert_int_eq(
        ht_obstacles_price(&trial->obstacles, session->programme, session->date, session->period),
        added_cost(trial, n));
    struct ht_week_slot *slots = ht_obstacles_week(&trial->obstacles, session->programme,
                                                   ht_date_monday(session->date), &count);
    for (size_t i = 0; i < count && !is_kept(trial, session); i++)
        check_slot(trial, n, SIZE_MAX, session->programme, &slots[i]);
    trial->obstacles.except = HT_NONE;
    free(slots);
}

static void check_unplaced(struct trial *trial, size_t row)
{
    const struct ht_unplaced *unplaced = &trial->schedule->unplaced[row];
    size_t count;
    struct ht_week_slot *slots =
        ht_obstacles_week(&trial->obstacles, unplaced->programme, unplaced->week, &count);
    for (size_t i = 0; i < count; i++)
        check_slot(trial, SIZE_MAX, row, unplaced->programme, &slots[i]);
    free(slots);
}

/* Plans a school, or takes the first schedule that comes, and tries all slots of all sessions. */
static void try_school(enum ht_random_feature feature, uint64_t seed, bool stop, int *seen,
                       int *caps)
{
    struct ht_school *school = ht_random_school(feature, &seed);
    struct ht_instance *instance = ht_instance_new(school, ht_random_horizon(feature));
    struct ht_requirements *requirements = ht_requirements_new(instance);
    const atomic_bool stopped = stop;
    struct ht_schedule *schedule =
        ht_plan(school, ht_random_horizon(feature), &(struct ht_plan_options){.stop = &stopped});
    struct trial trial = {
        .school = school,
        .schedule = schedule,
        .obstacles = ht_obstacles_new(instance, requirements, schedule),
    };
    for (size_t n = 0; n < schedule->session_count; n++)
        check_session(&trial, n);
    for (size_t n = 0; n < schedule->unplaced_count; n++)
        check_unplaced(&trial, n);
    for (int kind = 0; kind < HT_OBSTACLE_COUNT; kind++)
        seen[kind] += trial.seen[kind];
    for (int cap = 0; cap < HT_CAP_COUNT; cap++)
        caps[cap] += trial.caps[cap];
    ht_obstacles_clear(&trial.obstacles);
    ht_schedule_free(schedule);
    ht_requirements_free(requirements);
    ht_instance_free(instance);
    ht_school_free(school);
}

START_TEST(test_random)
{
    int seen[HT_OBSTACLE_COUNT] = {0}, caps[HT_CAP_COUNT] = {0};
    enum ht_random_feature feature = (enum ht_random_feature)(_i / SCHOOLS);
    try_school(feature, (uint64_t)_i, false, seen, caps);
    try_school(feature, (uint64_t)_i, true, seen, caps);
}
END_TEST

/* Kinds that no random school comes to: tests/commands/test_explain.c has a school for each; slots
   of a period that nobody uses are not listed. */
static const bool elsewhere[HT_OBSTACLE_COUNT] = {
    [HT_OBSTACLE_OVER] = true,   [HT_OBSTACLE_ASSESSMENT] = true, [HT_OBSTACLE_DATES] = true,
    [HT_OBSTACLE_LENGTH] = true, [HT_OBSTACLE_PROTECTED] = true,  [HT_OBSTACLE_WEEK] = true,
    [HT_OBSTACLE_PERIOD] = true,
};

START_TEST(test_every_kind)
{
    int seen[HT_OBSTACLE_COUNT] = {0}, caps[HT_CAP_COUNT] = {0};
    for (int seed = 0; seed < HT_RANDOM_FEATURES * ENOUGH; seed++)
        try_school((enum ht_random_feature)(seed / ENOUGH), (uint64_t)seed, false, seen, caps);
    for (int kind = HT_OBSTACLE_NONE; kind < HT_OBSTACLE_COUNT; kind++)
        ck_assert_msg(seen[kind] || elsewhere[kind], "no slot with an obstacle of kind %d", kind);
    for (int cap = 0; cap < HT_CAP_COUNT; cap++)
        ck_assert_msg(caps[cap], "no slot with cap %d", cap);
}
END_TEST

Suite *suite_obstacles(void)
{
    Suite *suite = suite_create("obstacles");
    TCase *tcase = tcase_create("obstacles");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, test_random, 0, CASES);
    tcase_add_test(tcase, test_every_kind);
    suite_add_tcase(suite, tcase);
    return suite;
}
