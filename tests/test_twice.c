/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Schedules of schools whose caseload.csv says one programme of a student in two rows. */
#include "solver/memory.h"
#include "tests/scratch.h"
#include "tests/suites.h"

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

Suite *suite_twice(void)
{
    Suite *suite = suite_create("twice");
    TCase *tcase = tcase_create("twice");
    tcase_add_loop_test(tcase, test_twice, 0, sizeof twice / sizeof *twice);
    suite_add_tcase(suite, tcase);
    return suite;
}
