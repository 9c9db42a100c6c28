/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Advice against exhaustive search: on small random schools every schedule there is is held against
 * the verifier. What excludes each other must do so, and no part of it may; a repair must place
 * what it says.
 */
#include "solver/base/memory.h"
#include "solver/explain/advice.h"
#include "solver/explain/repair.h"
#include "solver/verify/verify.h"
#include "tests/suites.h"
#include "tests/support/detour.h"
#include "tests/support/every_schedule.h"
#include "tests/support/random_school.h"
#include "tests/support/scratch.h"

#include <dirent.h>
#include <stdlib.h>

/* Schools of each feature; the case's number tells both feature and seed. */
enum { SCHOOLS = HT_TRIED(10), CASES = HT_RANDOM_FEATURES * SCHOOLS };

/* A school whose plan leaves something unplaced, with the advice on it. */
struct advised {
    struct ht_school *school;
    struct ht_schedule *schedule;
    struct ht_advice *advice;
    struct ht_trials trials;
    int *placed; /* [block] */
};

static const struct ht_advice_options without_limits = {.student = {HT_NONE}, .week = {INT32_MIN}};

static struct advised advise(int number)
{
    enum ht_random_feature feature = (enum ht_random_feature)(number / SCHOOLS);
    uint64_t state = (uint64_t)number;
    struct advised advised = {.school = ht_random_school(feature, &state)};
    advised.schedule =
        ht_plan(advised.school, ht_random_horizon(feature), &(struct ht_plan_options){0});
    advised.advice = ht_advise(advised.school, advised.schedule, &without_limits);
    advised.trials.school = advised.school;
    advised.trials.facts = ht_facts_new(advised.school, advised.schedule->horizon);
    advised.trials.demand = ht_demand_new(advised.trials.facts);
    advised.placed = ht_demand_placed(advised.trials.facts, advised.trials.demand,
                                      advised.schedule->sessions, advised.schedule->session_count);
    ck_assert(advised.advice->complete);
    return advised;
}

static void forget(struct advised *advised)
{
    free(advised->placed);
    ht_demand_free(advised->trials.demand);
    ht_facts_free(advised->trials.facts);
    ht_advice_free(advised->advice);
    ht_schedule_free(advised->schedule);
    ht_school_free(advised->school);
}

/* ------------------------------------------------------------ threads */

static size_t most_threads;

static void count_threads(const struct ht_limit *limit)
{
    size_t count = 0;
    DIR *threads = opendir("/proc/self/task");
    (void)limit;
    while (threads && readdir(threads))
        count++;
    if (threads)
        closedir(threads);
    most_threads = count > most_threads ? count : most_threads;
}

/* One that solves beside the one that waits, and the folder's two entries for itself and above. */
START_TEST(test_one_thread)
{
    struct ht_school *school = scratch_school("data/kaa");
    const struct ht_horizon horizon = {school->calendar[0].from, school->calendar[0].to};
    struct ht_advice_options options = without_limits;
    struct ht_schedule *schedule =
        ht_plan(school, horizon, &(struct ht_plan_options){.seconds = 1e-9});
    options.threads = 1;
    options.work = HT_ADVICE_WORK;
    detours.relaxing = count_threads;
    ht_advice_free(ht_advise(school, schedule, &options));
    ck_assert_uint_eq(most_threads, 4);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

/* ------------------------------------------------------------ grounds */

/* What conflicts are made of, and those of one conflict. */
struct grounds {
    const struct ht_conflict *conflict;
    const struct ht_ground *left_out; /* of them; NULL: none */
};

static bool is_ground(const struct grounds *grounds, const struct ht_ground *ground)
{
    for (size_t g = 0; g < grounds->conflict->count; g++) {
        const struct ht_ground *one = &grounds->conflict->grounds[g];
        if (one != grounds->left_out && one->kind == ground->kind &&
            one->programme.i == ground->programme.i && one->week.days == ground->week.days &&
            one->student.i == ground->student.i && one->group.i == ground->group.i &&
            one->mentor.i == ground->mentor.i && one->date.days == ground->date.days &&
            one->subject.i == ground->subject.i && one->row == ground->row)
            return true;
    }
    return false;
}

static void lift_unless(struct ht_variant *variant, const struct grounds *grounds,
                        struct ht_ground ground)
{
    enum { MANY = 16 };
    if (is_ground(grounds, &ground))
        return;
    ground.most = MANY;
    ht_variant_lift(variant, &ground);
}

static void lift_people(struct ht_variant *variant, const struct grounds *grounds,
                        const struct ht_school *school, struct ht_horizon horizon)
{
    for (uint32_t s = 0; s < school->student_count; s++)
        for (uint32_t g = 0; g < ht_names_count(school->groups); g++)
            lift_unless(variant, grounds,
                        (struct ht_ground){.kind = HT_GROUND_MISSES, .student = {s}, .group = {g}});
    for (uint32_t m = 0; m < school->mentor_count; m++) {
        lift_unless(variant, grounds, (struct ht_ground){.kind = HT_GROUND_DAYS, .mentor = {m}});
        for (ht_date date = horizon.from; date.days <= horizon.to.days; date.days++)
            lift_unless(
                variant, grounds,
                (struct ht_ground){.kind = HT_GROUND_FREE_TIME, .mentor = {m}, .date = date});
    }
}

/* Lifts whatever the engine knows as a ground and is not one of these. */
static void lift_others(struct ht_variant *variant, const struct grounds *grounds,
                        const struct ht_school *school, struct ht_horizon horizon)
{
    lift_people(variant, grounds, school, horizon);
    for (uint32_t i = 0; i < school->commitment_count; i++)
        lift_unless(variant, grounds, (struct ht_ground){.kind = HT_GROUND_COMMITMENT, .row = i});
    for (uint32_t i = 0; i < school->request_count; i++)
        if (school->requests[i].what == HT_NEVER || school->requests[i].what == HT_KEEP)
            lift_unless(variant, grounds, (struct ht_ground){.kind = HT_GROUND_REQUEST, .row = i});
    for (uint32_t i = 0; i < school->subject_count; i++)
        lift_unless(variant, grounds,
                    (struct ht_ground){.kind = HT_GROUND_PROTECTED, .subject = {i}});
    for (uint32_t i = 0; i < school->programme_count; i++)
        lift_unless(variant, grounds,
                    (struct ht_ground){.kind = HT_GROUND_PERIODS, .programme = {i}});
    lift_unless(variant, grounds, (struct ht_ground){.kind = HT_GROUND_PER_DAY});
    lift_unless(variant, grounds, (struct ht_ground){.kind = HT_GROUND_ROOMS});
    lift_unless(variant, grounds, (struct ht_ground){.kind = HT_GROUND_WITHDRAWALS});
}

/* ------------------------------------------------------------ conflicts */

/* Sessions that are to be in a schedule, by block. */
struct wanted {
    const struct ht_school *school;
    const struct ht_trials *trials;
    int *sessions; /* [block] */
    bool found;
};

/* Students' rows in the block's weeks, against the sessions wanted of it. */
static bool has_block(const struct wanted *wanted, const struct ht_claims *claims, uint32_t b)
{
    const struct ht_block *block = &wanted->trials->demand->blocks[b];
    const struct ht_programme *programme = &wanted->school->programmes[block->programme.i];
    int rows = 0;
    for (size_t i = 0; i < claims->row_count; i++) {
        int week = ht_facts_week(wanted->trials->facts, claims->rows[i].date);
        bool in = false;
        for (uint32_t w = 0; w < block->week_count; w++)
            in |= wanted->trials->demand->weeks[block->first_week + w] == week;
        rows += in && claims->rows[i].programme.i == block->programme.i;
    }
    return rows >= wanted->sessions[b] * (int)programme->student_count;
}

static void look_for(const struct ht_claims *claims, void *context)
{
    struct wanted *wanted = context;
    for (uint32_t b = 0; b < wanted->trials->demand->block_count; b++)
        if (wanted->found || (wanted->sessions[b] && !has_block(wanted, claims, b)))
            return;
    struct ht_verdict *verdict = ht_verify(wanted->school, claims);
    wanted->found = !verdict->breach_count;
    ht_verdict_free(verdict);
}

static uint32_t block_of(const struct advised *advised, const struct ht_ground *due)
{
    const struct ht_demand *demand = advised->trials.demand;
    uint32_t b = demand->first_block[due->programme.i];
    while (demand->weeks[demand->blocks[b].first_week] !=
           ht_facts_week(advised->trials.facts, due->week))
        b++;
    return b;
}

/* A keep asks for nothing where the session that it is about is not among those wanted. */
static void lift_needless_keeps(struct ht_variant *variant, const struct wanted *wanted)
{
    const struct ht_school *school = &variant->school;
    for (uint32_t i = 0; i < school->request_count; i++) {
        bool needed = school->requests[i].what != HT_KEEP;
        for (uint32_t b = 0; !needed && b < wanted->trials->demand->block_count; b++) {
            const struct ht_block *block = &wanted->trials->demand->blocks[b];
            const struct ht_programme *programme = &school->programmes[block->programme.i];
            needed |= wanted->sessions[b] &&
                      programme->students[0].i == school->requests[i].student.i &&
                      wanted->trials->demand->weeks[block->first_week] ==
                          ht_facts_week(wanted->trials->facts, school->requests[i].from);
        }
        if (!needed)
            ht_variant_lift(variant, &(struct ht_ground){.kind = HT_GROUND_REQUEST, .row = i});
    }
}

static bool find_schedule(const struct advised *advised, struct ht_variant *variant,
                          struct wanted *wanted)
{
    struct ht_claims *claims = ht_claims_new(advised->schedule->horizon);
    wanted->school = &variant->school;
    lift_needless_keeps(variant, wanted);
    every_schedule(&variant->school, claims, look_for, wanted);
    ht_claims_free(claims);
    free(wanted->sessions);
    ht_variant_clear(variant);
    return wanted->found;
}

/* Whether there is a schedule with all sessions due that the grounds, but for one, allow. */
static bool can_hold(const struct advised *advised, const struct grounds *grounds)
{
    struct ht_variant variant;
    ht_variant_init(&variant, advised->school);
    lift_others(&variant, grounds, advised->school, advised->schedule->horizon);
    struct wanted wanted = {.trials = &advised->trials,
                            .sessions = HT_NEW(int, advised->trials.demand->block_count)};
    for (size_t g = 0; g < grounds->conflict->count; g++) {
        const struct ht_ground *ground = &grounds->conflict->grounds[g];
        if (ground->kind != HT_GROUND_DUE || ground == grounds->left_out)
            continue;
        uint32_t block = block_of(advised, ground);
        wanted.sessions[block] = advised->placed[block] + (g == 0);
    }
    return find_schedule(advised, &variant, &wanted);
}

/* Whether there is a schedule with all that is placed and the unplaced session besides. */
static bool can_have(const struct advised *advised, const struct ht_unplaced *unplaced)
{
    struct ht_variant variant;
    ht_variant_init(&variant, advised->school);
    uint32_t blocks = advised->trials.demand->block_count;
    struct wanted wanted = {.trials = &advised->trials, .sessions = HT_NEW(int, blocks)};
    for (uint32_t b = 0; b < blocks; b++)
        wanted.sessions[b] = advised->placed[b];
    wanted.sessions[block_of(
        advised, &(struct ht_ground){.programme = unplaced->programme, .week = unplaced->week})]++;
    return find_schedule(advised, &variant, &wanted);
}

START_TEST(test_conflicts)
{
    struct advised advised = advise(_i);
    ck_assert_uint_eq(advised.advice->conflict_count, advised.schedule->unplaced_count);
    for (size_t u = 0; u < advised.advice->conflict_count; u++) {
        struct grounds grounds = {.conflict = &advised.advice->conflicts[u]};
        if (!grounds.conflict->count) {
            ck_assert(grounds.conflict->known);
            ck_assert(can_have(&advised, &advised.schedule->unplaced[u]));
            continue;
        }
        ck_assert(!can_hold(&advised, &grounds));
        for (size_t g = 0; grounds.conflict->smallest && g < grounds.conflict->count; g++) {
            grounds.left_out = &grounds.conflict->grounds[g];
            ck_assert(can_hold(&advised, &grounds));
        }
    }
    forget(&advised);
}
END_TEST

/* ------------------------------------------------------------ repairs */

/* The cheapest schedules, and how many sessions they leave unplaced. */
struct cheapest {
    const struct ht_school *school;
    int64_t cost; /* below 0: none yet */
    int fewest, most;
};

static void keep_cheapest(const struct ht_claims *claims, void *context)
{
    struct cheapest *cheapest = context;
    struct ht_verdict *verdict = ht_verify(cheapest->school, claims);
    int64_t cost = ht_costs_total(&verdict->costs);
    int unplaced = verdict->unplaced;
    if (!verdict->breach_count && (cheapest->cost < 0 || cost < cheapest->cost))
        *cheapest = (struct cheapest){cheapest->school, cost, unplaced, unplaced};
    else if (!verdict->breach_count && cost == cheapest->cost) {
        cheapest->fewest = unplaced < cheapest->fewest ? unplaced : cheapest->fewest;
        cheapest->most = unplaced > cheapest->most ? unplaced : cheapest->most;
    }
    ht_verdict_free(verdict);
}

/* A school as it is with repairs; those that change what is required cannot be told so. */
static bool repair_school(const struct advised *advised, const struct ht_repair *repairs,
                          size_t count, struct ht_case *repaired)
{
    *repaired = ht_case_new(&advised->trials);
    for (size_t r = 0; r < count; r++) {
        if (repairs[r].kind == HT_REPAIR_NEXT_WEEK)
            return false;
        ht_repair_make(&advised->trials, repaired, &repairs[r]);
        if (repairs[r].kind == HT_REPAIR_CASELOAD)
            repaired->variant.school.programmes[repairs[r].programme.i].sessions = 0;
    }
    return true;
}

static void check_repairs(const struct advised *advised, const struct ht_repair *repairs,
                          size_t count, int placed)
{
    struct ht_case repaired;
    if (repair_school(advised, repairs, count, &repaired)) {
        struct cheapest cheapest = {.school = &repaired.variant.school, .cost = -1};
        struct ht_claims *claims = ht_claims_new(advised->schedule->horizon);
        every_schedule(&repaired.variant.school, claims, keep_cheapest, &cheapest);
        ht_claims_free(claims);
        int unplaced = ht_schedule_unplaced(advised->schedule) - placed;
        ck_assert_int_ge(unplaced, cheapest.fewest);
        ck_assert_int_le(unplaced, cheapest.most);
    }
    ht_case_clear(&repaired);
}

START_TEST(test_repairs)
{
    struct advised advised = advise(_i);
    const struct ht_advice *advice = advised.advice;
    for (size_t r = 0; r < advice->repair_count; r++) {
        ck_assert_int_gt(advice->repairs[r].placed, 0);
        ck_assert(advice->repairs[r].proven);
        check_repairs(&advised, &advice->repairs[r], 1, advice->repairs[r].placed);
    }
    if (advice->together_count)
        check_repairs(&advised, advice->together, advice->together_count, advice->together_placed);
    forget(&advised);
}
END_TEST

Suite *suite_advice(void)
{
    Suite *suite = suite_create("advice");
    TCase *tests = tcase_create("exhaustive");
    tcase_set_timeout(tests, 600);
    tcase_add_test(tests, test_one_thread);
    tcase_add_loop_test(tests, test_conflicts, 0, CASES);
    tcase_add_loop_test(tests, test_repairs, 0, CASES);
    suite_add_tcase(suite, tests);
    return suite;
}
