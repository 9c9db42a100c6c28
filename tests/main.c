/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The test runner: every suite of suites.h in one run, so that one summary line counts all. */
#include "tests/suites.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
#define ADD_SUITE(name) srunner_add_suite(runner, suite_##name());
    /* A runner under nohup would hand down that it is ignored, which the program rightly heeds. */
    signal(SIGHUP, SIG_DFL);
    SRunner *runner = srunner_create(NULL);
    HT_SUITES(ADD_SUITE)
    srunner_run_all(runner, CK_ENV);
    int run = srunner_ntests_run(runner);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (!run)
        fputs("no test was run\n", stderr);
    return failed || !run ? EXIT_FAILURE : EXIT_SUCCESS;
}
