/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The plan command where something goes wrong that no school brings about: the schedule is not what
 * the engine says, or somebody interrupts. OUT must be whole and right, or as it was.
 */
#include "io/base/interrupt.h"
#include "io/commands/commands.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/detour.h"
#include "tests/support/scratch.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TINY "tests/schools/tiny"
#define KAA  "data/kaa"

/* The cheapest slots of two mentors are the same, and there is one room. */
#define ONE_ROOM "tests/schools/one_room"

static struct scratch scratch;

/* KAA with two rooms for eight mentors: more than is proved between two looks at a limit. */
static char few_rooms[SCRATCH_PATH_SIZE];

static void shell(const char *command)
{
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
}

static void set_up(void)
{
    scratch = scratch_new();
    umask(077);
    shell("mkdir $T/here");
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void make_few_rooms(void)
{
    snprintf(few_rooms, sizeof few_rooms, "%s/few_rooms", scratch.folder);
    shell("cp -r " KAA " $T/few_rooms && "
          "sed -i 's|<policy>|&<rooms max=\"2\"/>|' $T/few_rooms/policy.xml");
}

/* Runs a command on a school and $T/here/out in a process of its own, which says things to
   $T/output and $T/errors; its exit status, or -1 where a signal ended it. */
static int run(int (*command)(const struct ht_options *options), const char *school)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen(scratch_path(&scratch, "output"), "w", stdout) ||
            !freopen(scratch_path(&scratch, "errors"), "w", stderr))
            _exit(99);
        char *const sessions = ht_format("%s/here/out/sessions.csv", scratch.folder);
        const struct ht_options options = {
            .school = school,
            .schedules = &sessions,
            .schedule_count = command == ht_command_verify.run,
            .out = scratch_path(&scratch, "here/out"),
            .from = HT_DATE_FIRST,
            .to = HT_DATE_LAST,
            .threads = 1,
            .force = true,
        };
        int result = command(&options);
        free(sessions);
        exit(result);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Plans without detours, so that OUT is of an earlier run, or leaves it new; keeps a copy. */
static void plan_before(bool earlier)
{
    const struct detours set = detours;
    detours = (struct detours){0};
    if (earlier)
        ck_assert_int_eq(run(ht_command_plan.run, TINY), HT_EXIT_DONE);
    shell("cp -r $T/here $T/before");
    detours = set;
}

static void expect_error(const char *part)
{
    char *errors = scratch_text(&scratch, "errors");
    ck_assert_msg(strstr(errors, part) != NULL, "'%s' is not in: %s", part, errors);
    free(errors);
}

/* OUT is as it was, and nothing else is left beside it. */
static void expect_untouched(void)
{
    shell("diff -r $T/before $T/here");
}

/* ------------------------------------------------------------ schedules that are not right */

/* Sessions of TINY's two students are in turn, and both have the same mentor. */
static void move_onto_another(struct ht_schedule *schedule)
{
    schedule->sessions[1].date = schedule->sessions[0].date;
    schedule->sessions[1].period = schedule->sessions[0].period;
}

static void move_to_sunday(struct ht_schedule *schedule)
{
    schedule->sessions[3].date = ht_date_plus(schedule->sessions[3].date, 5);
}

static void drop(struct ht_schedule *schedule)
{
    schedule->session_count--;
}

/* Says that a session of the schedule has no place. */
static void name_unplaced(struct ht_schedule *schedule, size_t session)
{
    const struct ht_unplaced unplaced = {
        .programme = schedule->sessions[session].programme,
        .week = ht_date_monday(schedule->sessions[session].date),
        .count = 1,
        .shortage = HT_NEW(struct ht_shortage, 1),
    };
    ht_schedule_add_unplaced(schedule, unplaced);
}

static void name_first_unplaced(struct ht_schedule *schedule)
{
    name_unplaced(schedule, 0);
}

static void drop_for_a_reason(struct ht_schedule *schedule)
{
    name_unplaced(schedule, schedule->session_count - 1);
    drop(schedule);
}

static void keep_all(struct ht_schedule *schedule)
{
    (void)schedule;
}

/* What becomes of TINY's schedule, which costs 28, and what the plan command must say then. */
static const struct {
    void (*damage)(struct ht_schedule *schedule);
    int cost, bound;
    enum ht_status status;
    const char *says;
} damaged[] = {
    {move_onto_another, 36, 36, HT_OPTIMAL, "M1 has 2 sessions on Mon 2026-09-07 in period 3"},
    {move_to_sunday, 5020, 5020, HT_OPTIMAL, "on Sun 2026-09-20 in period 3: that day has no such"},
    {drop, 5020, 5020, HT_OPTIMAL, "S2 lacks 1 session of 1:1 mentoring"},
    {drop_for_a_reason, 28, 28, HT_OPTIMAL, "0 breaches; cost 28, recounted 5020, bound 28"},
    {name_first_unplaced, 28, 28, HT_OPTIMAL, "S1 has 1 unplaced session listed"},
    {keep_all, 27, 27, HT_OPTIMAL, "0 breaches; cost 27, recounted 28, bound 27"},
    {keep_all, 29, 29, HT_FEASIBLE, "0 breaches; cost 29, recounted 28, bound 29"},
    {keep_all, 28, 29, HT_OPTIMAL, "0 breaches; cost 28, recounted 28, bound 29"},
    {keep_all, 28, 27, HT_OPTIMAL, "0 breaches; cost 28, recounted 28, bound 27"},
    {keep_all, 28, 29, HT_FEASIBLE, "0 breaches; cost 28, recounted 28, bound 29"},
};
enum { DAMAGES = sizeof damaged / sizeof *damaged };

static int damage;

static void do_damage(struct ht_schedule *schedule)
{
    damaged[damage].damage(schedule);
    schedule->cost = damaged[damage].cost;
    schedule->bound = damaged[damage].bound;
    schedule->status = damaged[damage].status;
}

START_TEST(test_damaged)
{
    damage = _i % DAMAGES;
    detours.planned = do_damage;
    plan_before(_i / DAMAGES);
    ck_assert_int_eq(run(ht_command_plan.run, TINY), HT_EXIT_FAILED);
    expect_error("halfterm: the schedule failed its own check and is not written");
    expect_error(damaged[damage].says);
    expect_untouched();
}
END_TEST

/* ------------------------------------------------------------ interrupts */

/* What is sent while a school is planned: once so many relaxations of its parts apart or together
   are solved, and before the schedule is verified; 0 for nothing. */
struct interruption {
    const char *school;
    enum { APART, TOGETHER } phase;
    int solved, solving[2], verifying[2];
};

static const struct interruption *interruption;

/* Goes on once the program knows; the second signal may well end it here. */
static void send(const int signals[2])
{
    for (int n = 0; n < 2 && signals[n]; n++) {
        kill(getpid(), signals[n]);
        while (!atomic_load(ht_interrupt_catch()) || (n > 0 && !ht_interrupt_twice()))
            sched_yield();
    }
}

static void interrupt_solving(const struct ht_limit *limit)
{
    static int solved;
    if ((limit->incumbent != NULL) == (interruption->phase == TOGETHER) &&
        solved++ == interruption->solved)
        send(interruption->solving);
}

static void interrupt_verifying(void)
{
    send(interruption->verifying);
}

static void interrupt(const struct interruption *when)
{
    interruption = when;
    detours.relaxing = interrupt_solving;
    detours.verifying = interrupt_verifying;
}

/* The status of the schedule that is published all the same. */
static const struct {
    struct interruption when;
    const char *status;
} once[] = {
    {{TINY, .solving = {SIGINT}}, "feasible"},
    {{TINY, .solving = {SIGTERM}}, "feasible"},
    {{KAA, .solved = 14, .solving = {SIGINT}}, "feasible"},
    {{ONE_ROOM, TOGETHER, .solving = {SIGINT}}, "optimal"},
    {{few_rooms, TOGETHER, .solving = {SIGINT}}, "feasible"},
    {{"tests/schools/reports", .solving = {SIGINT}}, "feasible"},
    {{TINY, .verifying = {SIGINT}}, "optimal"},
};
enum { ONCE = sizeof once / sizeof *once };

START_TEST(test_interrupted_once)
{
    const struct interruption *when = &once[_i % ONCE].when;
    if (when->school == few_rooms)
        make_few_rooms();
    interrupt(when);
    plan_before(_i / ONCE);
    int result = run(ht_command_plan.run, when->school);
    ck_assert(result == HT_EXIT_DONE || result == HT_EXIT_LEFT);
    ck_assert_int_eq(scratch_shell(&scratch, "test $(wc -l <$T/here/out/unplaced.csv) -gt 1"),
                     result == HT_EXIT_DONE);
    char *summary = scratch_text(&scratch, "here/out/summary.json");
    char *status = ht_format("\"status\": \"%s\"", once[_i % ONCE].status);
    ck_assert_msg(strstr(summary, status) != NULL, "no %s in %s", status, summary);
    free(status);
    free(summary);
    detours = (struct detours){0};
    ck_assert_int_eq(run(ht_command_verify.run, when->school), HT_EXIT_DONE);
    shell("test \"$(ls -A $T/here)\" = out && cost=$(sed -n 's/^  \"cost\": //p' "
          "$T/here/out/summary.json) && grep -q \"; cost ${cost%,}; 0 breaches\" $T/output");
}
END_TEST

static const struct interruption twice[] = {
    {TINY, .solving = {SIGINT, SIGINT}},
    {KAA, .solved = 4, .solving = {SIGINT, SIGINT}},
    {ONE_ROOM, TOGETHER, .solving = {SIGINT, SIGINT}},
    {TINY, .solving = {SIGTERM, SIGTERM}},
    {TINY, .solving = {SIGTERM, SIGINT}},
    {TINY, .solving = {SIGINT}, .verifying = {SIGINT}},
    {TINY, .verifying = {SIGINT, SIGINT}},
    {TINY, .verifying = {SIGHUP}},
};
enum { TWICE = sizeof twice / sizeof *twice };

START_TEST(test_interrupted_twice)
{
    interrupt(&twice[_i % TWICE]);
    plan_before(_i / TWICE);
    ck_assert_int_eq(run(ht_command_plan.run, twice[_i % TWICE].school), HT_EXIT_FAILED);
    expect_error("halfterm: stopped; nothing was written\n");
    expect_untouched();
}
END_TEST

Suite *suite_plan_command(void)
{
    Suite *suite = suite_create("plan_command");
    TCase *tcase = tcase_create("plan_command");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_damaged, 0, 2 * DAMAGES);
    tcase_add_loop_test(tcase, test_interrupted_once, 0, 2 * ONCE);
    tcase_add_loop_test(tcase, test_interrupted_twice, 0, 2 * TWICE);
    suite_add_tcase(suite, tcase);
    return suite;
}
