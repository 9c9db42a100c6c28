/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Schedules of schools whose caseload.csv says one programme of a student in two rows. */
#include "reports/terminal/terminal.h"
#include "solver/base/memory.h"
#include "solver/plan/plan.h"
#include "tests/suites.h"
#include "tests/support/every_schedule.h"
#include "tests/support/random_school.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file, in tests/schools/tiny; sessions.csv names only the programme. */
static const struct {
    const char *rows;
    int placed, due;
} twice[] = {
    {"student,mentor\nS1,M1\nS1,M1\n", 4, 4},
    {"student,mentor,sessions\nS1,M1,1\nS1,M1,\n", 3, 3},
    {"student,mentor,sessions,from\nS1,M1,,\nS1,M1,1,2026-09-14\n", 3, 3},
    {"student,mentor,sessions\nS1,M1,1\nS1,M1,2\n", 3, 3},
    {"student,mentor,per_week\nS1,M1,0.5\nS1,M1,\n", 3, 3},
    {"student,mentor,minutes\nS1,M1,20\nS1,M1,10\n", 4, 4},
    {"student,mentor,periods\nS1,M1,\nS1,M1,4\n", 4, 4},
    {"student,mentor,periods\nS1,M1,3\nS1,M1,4\n", 4, 4},
    {"student,mentor,per_week\nS1,M1,3\nS1,M1,3\n", 10, 12},
};

START_TEST(test_twice)
{
    struct scratch scratch = scratch_new();
    char *line =
        ht_format("cp -r tests/schools/tiny $T/s && cd $T/s && printf '%s' >caseload.csv && "
                  "{ $HALFTERM plan . -o $T/out --format csv --set misses.max=9; "
                  "$HALFTERM verify . $T/out/sessions.csv --set misses.max=9; } "
                  ">$T/output 2>$T/errors",
                  twice[_i].rows);
    ck_assert_int_eq(scratch_shell(&scratch, line), 0);
    char *said = scratch_text(&scratch, "output");
    char *counts = ht_format(" %d of %d sessions placed, ", twice[_i].placed, twice[_i].due);
    ck_assert_msg(strstr(said, counts) && strstr(said, "; 0 breaches.\n"), "%s", said);
    free(counts);
    free(said);
    free(line);
    scratch_remove(&scratch);
}
END_TEST

/* ------------------------------------------------------------ random schools */

/* The first programme of the same student: what a reader might take a row to be of. */
static ht_programme_id first_like(const struct ht_school *school, ht_programme_id of)
{
    uint32_t p = 0;
    while (school->programmes[p].students[0].i != school->programmes[of.i].students[0].i)
        p++;
    return (ht_programme_id){p};
}

/* Whatever a reader takes the rows to be of, a plan of twins is found to be one. */
START_TEST(test_shared)
{
    uint64_t state = (uint64_t)_i;
    struct ht_school *school = ht_random_school(HT_RANDOM_TWINS, &state);
    struct ht_schedule *schedule = ht_plan(school, ht_random_horizon(HT_RANDOM_TWINS),
                                           &(struct ht_plan_options){.threads = 1});
    struct ht_claimed_schedule *claims = ht_claimed_schedule_new(schedule->horizon);
    claims->has_unplaced = true;
    for (size_t n = 0; n < schedule->session_count; n++) {
        struct ht_session session = schedule->sessions[n];
        session.programme = first_like(school, session.programme);
        every_claim(claims, school, session, NULL);
    }
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        const struct ht_unplaced *unplaced = &schedule->unplaced[n];
        every_miss(claims, school, first_like(school, unplaced->programme), unplaced->week,
                   unplaced->count);
    }
    ht_claimed_schedule_share(claims, school);
    struct ht_verdict *verdict = ht_verify(school, claims);
    for (size_t n = 0; n < verdict->breach_count; n++)
        ht_write_breach(stderr, school, claims, &verdict->breaches[n], "sessions.csv");
    ck_assert_uint_eq(verdict->breach_count, 0);
    ck_assert_int_eq(verdict->unplaced, ht_schedule_unplaced(schedule));
    ck_assert_int_eq(ht_costs_total(&verdict->costs), schedule->cost);
    ht_verdict_free(verdict);
    ht_claimed_schedule_free(claims);
    ht_schedule_free(schedule);
    ht_school_free(school);
}
END_TEST

Suite *suite_twice(void)
{
    Suite *suite = suite_create("twice");
    TCase *tcase = tcase_create("twice");
    tcase_add_loop_test(tcase, test_twice, 0, sizeof twice / sizeof *twice);
    tcase_add_loop_test(tcase, test_shared, 0, HT_TRIED(300));
    suite_add_tcase(suite, tcase);
    return suite;
}
