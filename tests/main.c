/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The test runner: every suite of suites.h in one run, so that one summary line counts all. With
 * "1/2" as its argument it runs every other suite, with "2/2" the others.
 */
#include "tests/suites.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

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
    SRunner *runner = srunner_create(NULL);
    HT_SUITES(ADD_SUITE)
#ifdef __SANITIZE_ADDRESS__
    HT_SANITIZED_SUITES(ADD_SUITE)
#else
    HT_PLAIN_SUITES(ADD_SUITE)
#endif
    srunner_run_all(runner, CK_ENV);
    int run = srunner_ntests_run(runner);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (!run)
        fputs("no test was run\n", stderr);
    return failed || !run ? EXIT_FAILURE : EXIT_SUCCESS;
}
