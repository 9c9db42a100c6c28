/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How far searches go between two looks at what may end them, and how long they go on then. The
 * solver is compiled so that it tells of each block of its code that it enters, whichever loop that
 * is in: these are counted, and the clock goes by them, so that all machines see the same.
 */
#include "solver/assign/assign.h"
#include "solver/base/limit.h"
#include "solver/explain/advice.h"
#include "solver/plan/plan.h"
#include "solver/plan/replan.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Blocks: about as many as a slow machine enters in a second; the most between two looks. */
enum { A_SECOND = 200000000, MOST_BETWEEN = A_SECOND / 5 };

/* What an iteration of the simplex method is worth for each row and column. */
enum { BLOCKS_AN_ITERATION = 4 };

void __sanitizer_cov_trace_pc(void);
double __wrap_ht_clock(void);
bool __real_ht_limit_reached(const struct ht_limit *limit);
bool __wrap_ht_limit_reached(const struct ht_limit *limit);
bool __real_ht_limit_after(const struct ht_limit *limit, int64_t steps);
bool __wrap_ht_limit_after(const struct ht_limit *limit, int64_t steps);

/* GLPK's, whose header is for solver/ilp/glpk.c alone. */
struct glp_prob;
int glp_get_it_cnt(struct glp_prob *problem);
int glp_get_num_rows(struct glp_prob *problem);
int glp_get_num_cols(struct glp_prob *problem);
int __real_glp_simplex(struct glp_prob *problem, const void *settings);
int __wrap_glp_simplex(struct glp_prob *problem, const void *settings);

/* One thread at a time works. */
static _Atomic int64_t blocks, last_look, most_between;
static int64_t stop_at; /* blocks; 0: never */
static atomic_bool stop;

static void enter(int64_t count)
{
    int64_t now = atomic_load_explicit(&blocks, memory_order_relaxed) + count;
    atomic_store_explicit(&blocks, now, memory_order_relaxed);
    if (stop_at && now >= stop_at)
        atomic_store_explicit(&stop, true, memory_order_relaxed);
}

void __sanitizer_cov_trace_pc(void)
{
    enter(1);
}

/* Each look at the clock takes a minute: not even the time to make the most of things is left. */
static bool hasty;

double __wrap_ht_clock(void)
{
    if (hasty)
        enter((int64_t)60 * A_SECOND);
    return 1 + (double)atomic_load(&blocks) / A_SECOND;
}

static void look(void)
{
    int64_t between = atomic_load(&blocks) - atomic_load(&last_look);
    if (between > atomic_load(&most_between))
        atomic_store(&most_between, between);
    atomic_store(&last_look, atomic_load(&blocks));
}

bool __wrap_ht_limit_reached(const struct ht_limit *limit)
{
    look();
    return __real_ht_limit_reached(limit);
}

bool __wrap_ht_limit_after(const struct ht_limit *limit, int64_t steps)
{
    look();
    return __real_ht_limit_after(limit, steps);
}

int __wrap_glp_simplex(struct glp_prob *problem, const void *settings)
{
    int before = glp_get_it_cnt(problem);
    int result = __real_glp_simplex(problem, settings);
    int size = glp_get_num_rows(problem) + glp_get_num_cols(problem);
    enter((int64_t)BLOCKS_AN_ITERATION * size * (glp_get_it_cnt(problem) - before));
    return result;
}

/* ------------------------------------------------------------ what is done */

static void plan(const struct ht_school *school, struct ht_horizon horizon, double seconds)
{
    const struct ht_plan_options options = {.seconds = seconds, .stop = &stop, .threads = 1};
    ht_schedule_free(ht_plan(school, horizon, &options));
}

/* On a schedule of which much is missing, as it was stopped at once; with no limit to the seconds
   a quick look, as plan has it. */
static void advise(const struct ht_school *school, struct ht_horizon horizon, double seconds)
{
    const struct ht_plan_options in_no_time = {.seconds = 1e-9, .threads = 1};
    struct ht_schedule *schedule = ht_plan(school, horizon, &in_no_time);
    bool quick = seconds <= 0 && !stop_at;
    const struct ht_advice_options options = {.seconds = seconds,
                                              .work = quick ? HT_ADVICE_WORK : 0,
                                              .steps = quick ? HT_ADVICE_STEPS : 0,
                                              .stop = &stop,
                                              .threads = 1,
                                              .student = {HT_NONE},
                                              .week = HT_DATE_FIRST};
    ck_assert_uint_gt(schedule->unplaced_count, 0);
    atomic_store(&blocks, 0);
    atomic_store(&last_look, 0);
    ht_advice_free(ht_advise(school, schedule, &options));
    ht_schedule_free(schedule);
}

static void assign(const struct ht_school *school, struct ht_horizon horizon, double seconds)
{
    for (size_t p = 0; p < school->programme_count; p++)
        school->programmes[p].mentor.i = HT_NONE;
    ht_assignment_free(ht_assign(school, horizon, seconds, &stop));
}

/* ------------------------------------------------------------ schools */

static const struct {
    const char *folder;
    void (*work)(const struct ht_school *school, struct ht_horizon horizon, double seconds);
    int rooms;    /* 0: as the school's policy has it */
    int a_week;   /* sessions of each programme, of subjects that may be missed; likewise */
    double after; /* seconds until it is to end */
} cases[] = {
    {"data/kaa", plan, 0, 0, 0.02},
    {"data/kaa", plan, 0, 0, 0.5},
    {"data/kaa", plan, 2, 0, 0.02},
    {"data/kaa", plan, 2, 0, 1},
    {"data/kaa", plan, 3, 5, 0.02},
    {"data/kaa", plan, 3, 5, 0.5},
    {"data/kaa", plan, 3, 5, 3},
    {"data/kaa", advise, 0, 5, 0.02},
    {"data/kaa", advise, 3, 5, 1},
    {"data/kaa", advise, 0, 5, 3},
    {"data/kaa", assign, 0, 0, 0.02},
    {"data/kaa", assign, 0, 0, 1},
    {"data/kaa", assign, 0, 5, 1},
    {"tests/schools/reports", plan, 0, 0, 0.001},
    {"tests/schools/allow", plan, 0, 0, 0.001},
    {"tests/schools/endless", advise, 0, 0, 0},
    {"tests/schools/endless", advise, 0, 0, 1},
};
enum { COUNT = sizeof cases / sizeof *cases };

static void change(struct ht_school *school, int rooms, int a_week)
{
    if (rooms)
        school->policy.rooms_max = rooms;
    for (size_t p = 0; a_week && p < school->programme_count; p++) {
        school->programmes[p].per_week = a_week;
        school->programmes[p].per_weeks = 1;
        school->policy.misses_max = 20;
    }
}

/* Each case by the time limit, then by an interrupt. */
START_TEST(test_looks)
{
    int n = _i % COUNT;
    struct ht_school *school = scratch_school(cases[n].folder);
    const struct ht_horizon horizon = {school->calendar[0].from, school->calendar[0].to};
    double after = cases[n].after;
    change(school, cases[n].rooms, cases[n].a_week);
    if (_i >= COUNT)
        stop_at = (int64_t)(after * A_SECOND);
    atomic_store(&blocks, 0);
    cases[n].work(school, horizon, _i < COUNT ? after : 0);
    look();
    double ended = (double)atomic_load(&blocks) / A_SECOND;
    ck_assert_int_le(atomic_load(&most_between), MOST_BETWEEN);
    ck_assert_double_le(ended, after + 2);
    ht_school_free(school);
}
END_TEST

/* ------------------------------------------------------------ no time at all */

/* Three programmes, and two students who are to be seen at once: only one way round can they. */
static const char *const kept[] = {"S1,M1\nS1,M2\nS2,M1", "S2,M1\nS1,M2\nS1,M1",
                                   "S3,M3\nS1,M1\nS2,M1\nS1,M2"};
enum { KEPT = sizeof kept / sizeof *kept };

START_TEST(test_keeps)
{
    struct scratch scratch = scratch_new();
    char command[1024];
    snprintf(command, sizeof command,
             "cp -r tests/schools/tiny $T/s && cd $T/s && "
             "printf 'student,mentor\n%s\n' >caseload.csv && "
             "printf 'M2,Di Mentor,lead\nM3,Ed Mentor,lead\n' >>mentors.csv && "
             "printf 'S3,Cy Example,7A,7,\n' >>students.csv && "
             "printf 'S3,*,1,Art,,,\n' >>timetable.csv && printf 'what,student,from,period\n"
             "keep,S1,2026-09-08,1\nkeep,S2,2026-09-08,1\n' >requests.csv",
             kept[_i]);
    ck_assert_int_eq(scratch_shell(&scratch, command), 0);
    struct ht_school *school = scratch_school(scratch_path(&scratch, "s"));
    const struct ht_horizon horizon = {school->calendar[1].from, school->calendar[1].to};
    const struct ht_plan_options options = {.seconds = 1e-9, .threads = 1};
    hasty = true;
    struct ht_schedule *schedule = ht_plan(school, horizon, &options);
    int found = 0;
    for (size_t n = 0; n < schedule->session_count; n++)
        for (size_t r = 0; r < school->request_count; r++) {
            const struct ht_session *session = &schedule->sessions[n];
            const struct ht_request *keep = &school->requests[r];
            ht_student_id student = school->programmes[session->programme.i].students[0];
            found += student.i == keep->student.i && session->date.days == keep->when.from.days &&
                     ht_some_has(&keep->when.periods, school->periods[session->period.i].name);
        }
    ck_assert_int_ne(schedule->status, HT_INFEASIBLE);
    ck_assert_int_eq(found, 2);
    ht_schedule_free(schedule);
    ht_school_free(school);
    scratch_remove(&scratch);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("looks");
    TCase *tcase = tcase_create("looks");
    SRunner *runner = srunner_create(suite);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, test_looks, 0, 2 * COUNT);
    tcase_add_loop_test(tcase, test_keeps, 0, KEPT);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    bool good =
        srunner_ntests_run(runner) == 2 * COUNT + KEPT && srunner_ntests_failed(runner) == 0;
    srunner_free(runner);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
