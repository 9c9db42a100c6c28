/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The test runner: every suite of suites.h in one run, the last line of which counts all. With
 * "1/2" as its argument it runs every other suite, with "2/2" the others. CK_FORK=yes gives each
 * test a process of its own, which tells where one crashed.
 */
#include "tests/suites.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct tally {
    int run, failures, errors;
};

/* A process for each test costs more than most tests, above all where sanitizers look for leaks at
   the end of each. */
static void run_suites(SRunner *runner, bool apart, struct tally *tally)
{
    if (!apart && !getenv("CK_FORK"))
        srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    TestResult **failed = srunner_failures(runner);
    int count = srunner_ntests_failed(runner);
    for (int f = 0; f < count; f++)
        if (tr_rtype(failed[f]) == CK_ERROR)
            tally->errors++;
        else
            tally->failures++;
    free(failed);
    tally->run += srunner_ntests_run(runner);
    srunner_free(runner);
}

int main(int argc, char **argv)
{
    int part = 1, parts = 1, number = 0;
    if (argc > 1 && (sscanf(argv[1], "%d/%d", &part, &parts) != 2 || parts < 1)) {
        fputs("the argument is a part of the suites, such as 1/2\n", stderr);
        return EXIT_FAILURE;
    }
#define ADD_SUITE(name)                                                                            \
    if (number++ % parts == part - 1)                                                              \
        srunner_add_suite(runner, suite_##name());
    /* A runner under nohup would hand down that it is ignored, which the program rightly heeds. */
    signal(SIGHUP, SIG_DFL);
    /* Before the half terms of the schools that tests plan: one that is over is told. */
    setenv("SOURCE_DATE_EPOCH", "1787000000", 0);
    struct tally tally = {0};
    SRunner *runner = srunner_create(NULL);
    HT_APART_SUITES(ADD_SUITE)
#ifdef HT_SANITIZED
    HT_SANITIZED_SUITES(ADD_SUITE)
#endif
    run_suites(runner, true, &tally);
    runner = srunner_create(NULL);
    HT_SUITES(ADD_SUITE)
#ifndef HT_SANITIZED
    HT_PLAIN_SUITES(ADD_SUITE)
#endif
    run_suites(runner, false, &tally);
    int failed = tally.failures + tally.errors;
    printf("%d%%: Checks: %d, Failures: %d, Errors: %d\n",
           tally.run ? 100 * (tally.run - failed) / tally.run : 0, tally.run, tally.failures,
           tally.errors);
    if (!tally.run)
        fputs("no test was run\n", stderr);
    return failed || !tally.run ? EXIT_FAILURE : EXIT_SUCCESS;
}
