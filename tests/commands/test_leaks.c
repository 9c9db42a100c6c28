/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No command leaves memory behind; only the sanitized program knows. */
#include "tests/suites.h"
#include "tests/support/scratch.h"

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

#define SEEN "ASAN_OPTIONS=detect_leaks=1 $HALFTERM "
#define TINY "tests/schools/tiny"
#define PLAN "$HALFTERM plan " TINY " -o $T/out --proof --format csv; "
#define HELD "sed '1s/$/,held/;2,$s/$/,yes/' $T/out/sessions.csv >$T/held.csv; "

static const struct scratch_case commands[] = {
    {SEEN "plan " TINY " -o $T/out --proof", 0, "4 of 4", ""},
    {SEEN "plan tests/schools/reports -o $T/out", 1, "", ""},
    {SEEN "check " TINY, 0, "", ""},
    {SEEN "check tests/faults/policy", 2, "", "policy.xml"},
    {SEEN "assign tests/schools/assign -o $T/out", 0, "", ""},
    {PLAN SEEN "replan " TINY " --from 2026-09-14 --previous $T/out -o $T/new", 0, "", ""},
    {PLAN SEEN "verify " TINY " $T/out/sessions.csv", 0, "", ""},
    {PLAN SEEN "score " TINY " $T/out/sessions.csv", 0, "", ""},
    {PLAN SEEN "prove $T/out", 0, "", ""},
    {PLAN "cp -r $T/out $T/b; " SEEN "compare $T/out $T/b -o $T/both", 0, "", ""},
    {PLAN HELD "cp -r " TINY " $T/s; " SEEN "record $T/s $T/out $T/held.csv", 0, "", ""},
    {SEEN "export xml " TINY " -o $T/x && " SEEN "import xml $T/x -o $T/s", 0, "", ""},
    {SEEN "import tests/import/asc/classes/asctt2012.xml -o $T/s", 0, "", ""},
    {SEEN "new $T/s", 0, "", ""},
    {"$HALFTERM plan tests/schools/no_place -o $T/out --format csv; " SEEN
     "explain tests/schools/no_place $T/out",
     1, "", ""},
};

START_TEST(test_leaks)
{
    scratch_run(&scratch, &commands[_i]);
}
END_TEST

Suite *suite_leaks(void)
{
    Suite *suite = suite_create("leaks");
    TCase *tcase = tcase_create("leaks");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_leaks, 0, sizeof commands / sizeof *commands);
    suite_add_tcase(suite, tcase);
    return suite;
}
