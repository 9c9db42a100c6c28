/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Advice against exhaustive search: on small random schools every schedule there is is held against
 * the verifier. What excludes each other must do so, and no part of it may; a repair must place
 * what it says.
 */
#include "solver/base/memory.h"
#include "solver/explain/advice.h"
#include "solver/explain/repair.h"
#include "solver/instance/caps.h"
#include "solver/verify/verify.h"
#include "tests/suites.h"
#include "tests/support/detour.h"
#include "tests/support/every_schedule.h"
#include "tests/support/random_school.h"
#include "tests/support/scratch.h"

#include <dirent.h>
#include <stdlib.h>

/* Schools of each feature; the case's number tells both feature and seed. There are so many
   schedules where programmes are twins that a few of these take as long as all the others. */
enum { SCHOOLS = HT_TRIED(10), CASES = HT_RANDOM_TWINS * SCHOOLS + HT_TRIED(3) };

/* A school whose plan leaves something unplaced, with the advice on it. */
struct advised {
    struct ht_school *school;
    struct ht_schedule *schedule;
    struct ht_advice *advice;
    struct ht_trials trials;
    int *placed; /* [requirement] */
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
    advised.trials.instance = ht_instance_new(advised.school, advised.schedule->horizon);
    advised.trials.requirements = ht_requirements_new(advised.trials.instance);
    advised.placed =
        ht_requirements_placed(advised.trials.instance, advised.trials.requirements,
                               advised.schedule->sessions, advised.schedule->session_count);
    ck_assert(advised.advice->complete);
    return advised;
}

static void forget(struct advised *advised)
{
    free(advised->placed);
    ht_requirements_free(advised->trials.requirements);
    ht_instance_free(advised->trials.instance);
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
struct members {
    const struct ht_conflict *conflict;
    const struct ht_conflict_member *left_out; /* of them; NULL: none */
};

static bool is_ground(const struct members *members, const struct ht_conflict_member *member)
{
    for (size_t g = 0; g < members->conflict->count; g++) {
        const struct ht_conflict_member *one = &members->conflict->members[g];
        if (one != members->left_out && one->kind == member->kind &&
            one->programme.i == member->programme.i && one->week.days == member->week.days &&
            one->student.i == member->student.i && one->group.i == member->group.i &&
            one->mentor.i == member->mentor.i && one->date.days == member->date.days &&
            one->subject.i == member->subject.i && one->row == member->row &&
            one->cap == member->cap)
            return true;
    }
    return false;
}

static void lift_unless(struct ht_variant *variant, const struct members *members,
                        struct ht_conflict_member member)
{
    enum { MANY = 16 };
    if (is_ground(members, &member))
        return;
    member.most = MANY;
    ht_variant_lift(variant, &member);
}

static void lift_people(struct ht_variant *variant, const struct members *members,
                        const struct ht_school *school, struct ht_horizon horizon)
{
    for (uint32_t s = 0; s < school->student_count; s++)
        for (uint32_t g = 0; g < ht_strings_count(school->groups); g++)
            lift_unless(variant, members,
                        (struct ht_conflict_member){
                            .kind = HT_MEMBER_MISSES, .student = {s}, .group = {g}});
    for (uint32_t m = 0; m < school->mentor_count; m++) {
        lift_unless(variant, members,
                    (struct ht_conflict_member){.kind = HT_MEMBER_DAYS, .mentor = {m}});
        for (ht_date date = horizon.from; date.days <= horizon.to.days; date.days++)
            lift_unless(variant, members,
                        (struct ht_conflict_member){
                            .kind = HT_MEMBER_FREE_TIME, .mentor = {m}, .date = date});
    }
}

/* Lifts whatever the engine knows as a ground and is not one of these. */
static void lift_others(struct ht_variant *variant, const struct members *members,
                        const struct ht_school *school, struct ht_horizon horizon)
{
    lift_people(variant, members, school, horizon);
    for (uint32_t i = 0; i < school->commitment_count; i++)
        lift_unless(variant, members,
                    (struct ht_conflict_member){.kind = HT_MEMBER_COMMITMENT, .row = i});
    for (uint32_t i = 0; i < school->request_count; i++)
        if (school->requests[i].what == HT_NEVER || school->requests[i].what == HT_KEEP)
            lift_unless(variant, members,
                        (struct ht_conflict_member){.kind = HT_MEMBER_REQUEST, .row = i});
    for (uint32_t i = 0; i < school->subject_count; i++)
        lift_unless(variant, members,
                    (struct ht_conflict_member){.kind = HT_MEMBER_PROTECTED, .subject = {i}});
    for (uint32_t i = 0; i < school->programme_count; i++)
        lift_unless(variant, members,
                    (struct ht_conflict_member){.kind = HT_MEMBER_PERIODS, .programme = {i}});
    for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++)
        if (ht_caps[cap].setting != HT_NO_SETTING)
            lift_unless(variant, members,
                        (struct ht_conflict_member){.kind = HT_MEMBER_CAP, .cap = cap});
}

/* ------------------------------------------------------------ conflicts */

/* Sessions that are to be in a schedule, by requirement. */
struct wanted {
    const struct ht_school *school;
    const struct ht_trials *trials;
    int *sessions; /* [requirement] */
    bool found;
};

/* Students' rows in the requirement's weeks, against the sessions wanted of it. */
static bool has_block(const struct wanted *wanted, const struct ht_claimed_schedule *claims,
                      uint32_t b)
{
    const struct ht_requirement *requirement = &wanted->trials->requirements->items[b];
    const struct ht_programme *programme = &wanted->school->programmes[requirement->programme.i];
    int rows = 0;
    for (size_t i = 0; i < claims->row_count; i++) {
        int week = ht_instance_week(wanted->trials->instance, claims->rows[i].date);
        bool in = false;
        for (uint32_t w = 0; w < requirement->week_count; w++)
            in |= wanted->trials->requirements->weeks[requirement->first_week + w] == week;
        rows += in && claims->rows[i].programme.i == requirement->programme.i;
    }
    return rows >= wanted->sessions[b] * (int)programme->student_count;
}

static void look_for(const struct ht_claimed_schedule *claims, void *context)
{
    struct wanted *wanted = context;
    for (uint32_t b = 0; b < wanted->trials->requirements->item_count; b++)
        if (wanted->found || (wanted->sessions[b] && !has_block(wanted, claims, b)))
            return;
    struct ht_verdict *verdict = ht_verify(wanted->school, claims);
    wanted->found = !verdict->breach_count;
    ht_verdict_free(verdict);
}

static uint32_t block_of(const struct advised *advised, const struct ht_conflict_member *due)
{
    const struct ht_requirements *requirements = advised->trials.requirements;
    uint32_t b = requirements->first_item[due->programme.i];
    while (requirements->weeks[requirements->items[b].first_week] !=
           ht_instance_week(advised->trials.instance, due->week))
        b++;
    return b;
}

/* A keep asks for nothing where the session that it is about is not among those wanted. */
static void lift_needless_keeps(struct ht_variant *variant, const struct wanted *wanted)
{
    const struct ht_school *school = &variant->school;
    for (uint32_t i = 0; i < school->request_count; i++) {
        bool needed = school->requests[i].what != HT_KEEP;
        for (uint32_t b = 0; !needed && b < wanted->trials->requirements->item_count; b++) {
            const struct ht_requirement *requirement = &wanted->trials->requirements->items[b];
            const struct ht_programme *programme = &school->programmes[requirement->programme.i];
            needed |= wanted->sessions[b] &&
                      programme->students[0].i == school->requests[i].student.i &&
                      wanted->trials->requirements->weeks[requirement->first_week] ==
                          ht_instance_week(wanted->trials->instance, school->requests[i].when.from);
        }
        if (!needed)
            ht_variant_lift(variant,
                            &(struct ht_conflict_member){.kind = HT_MEMBER_REQUEST, .row = i});
    }
}

static bool find_schedule(const struct advised *advised, struct ht_variant *variant,
                          struct wanted *wanted)
{
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(advised->schedule->horizon);
    wanted->school = &variant->school;
    lift_needless_keeps(variant, wanted);
    every_schedule(&variant->school, claims, look_for, wanted);
    ht_claimed_schedule_free(claims);
    free(wanted->sessions);
    ht_variant_clear(variant);
    return wanted->found;
}

/* Whether there is a schedule with all sessions due that the grounds, but for one, allow. */
static bool can_hold(const struct advised *advised, const struct members *members)
{
    struct ht_variant variant;
    ht_variant_init(&variant, advised->school);
    lift_others(&variant, members, advised->school, advised->schedule->horizon);
    struct wanted wanted = {.trials = &advised->trials,
                            .sessions = HT_NEW(int, advised->trials.requirements->item_count)};
    for (size_t g = 0; g < members->conflict->count; g++) {
        const struct ht_conflict_member *member = &members->conflict->members[g];
        if (member->kind != HT_MEMBER_DUE || member == members->left_out)
            continue;
        uint32_t requirement = block_of(advised, member);
        wanted.sessions[requirement] = advised->placed[requirement] + (g == 0);
    }
    return find_schedule(advised, &variant, &wanted);
}

/* Whether there is a schedule with all that is placed and the unplaced session besides. */
static bool can_have(const struct advised *advised, const struct ht_unplaced *unplaced)
{
    struct ht_variant variant;
    ht_variant_init(&variant, advised->school);
    uint32_t items = advised->trials.requirements->item_count;
    struct wanted wanted = {.trials = &advised->trials, .sessions = HT_NEW(int, items)};
    for (uint32_t b = 0; b < items; b++)
        wanted.sessions[b] = advised->placed[b];
    wanted.sessions[block_of(advised, &(struct ht_conflict_member){.programme = unplaced->programme,
                                                                   .week = unplaced->week})]++;
    return find_schedule(advised, &variant, &wanted);
}

START_TEST(test_conflicts)
{
    struct advised advised = advise(_i);
    ck_assert_uint_eq(advised.advice->conflict_count, advised.schedule->unplaced_count);
    for (size_t u = 0; u < advised.advice->conflict_count; u++) {
        struct members members = {.conflict = &advised.advice->conflicts[u]};
        if (!members.conflict->count) {
            ck_assert(members.conflict->known);
            ck_assert(can_have(&advised, &advised.schedule->unplaced[u]));
            continue;
        }
        ck_assert(!can_hold(&advised, &members));
        for (size_t g = 0; members.conflict->smallest && g < members.conflict->count; g++) {
            members.left_out = &members.conflict->members[g];
            ck_assert(can_hold(&advised, &members));
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

static void keep_cheapest(const struct ht_claimed_schedule *claims, void *context)
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
        struct ht_claimed_schedule *claims = ht_claimed_schedule_new(advised->schedule->horizon);
        every_schedule(&repaired.variant.school, claims, keep_cheapest, &cheapest);
        ht_claimed_schedule_free(claims);
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
