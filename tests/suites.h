/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The suites that the test runner runs; each is made by suite_NAME() in test_NAME.c. */
#ifndef HT_TESTS_SUITES_H
#define HT_TESTS_SUITES_H

#include <check.h>

/** Whether the tests are built with sanitizers, with which they take ten times as long. */
#ifdef HT_SANITIZED
enum { HT_WITH_SANITIZERS = 1 };
#else
enum { HT_WITH_SANITIZERS = 0 };
#endif

/** How many of so many random cases are tried: with sanitizers a tenth of them, but one at least.
 */
#define HT_TRIED(cases) (HT_WITH_SANITIZERS ? ((cases) + 9) / 10 : (cases))

/** Suites that ask what is said, of code that the others go through, too: not with sanitizers. */
#define HT_PLAIN_SUITES(X) X(privacy) X(clauses) X(generate) X(edited) X(twice)

/** One that only sanitizers answer. */
#define HT_SANITIZED_SUITES(X) X(leaks)

/** Suites whose tests have a process each: they end it, or change what happens in it (detour.h). */
#define HT_APART_SUITES(X) X(names) X(publish) X(cli) X(plan) X(plan_command) X(record) X(advice)

#define HT_SUITES(X)                                                                               \
    X(columns)                                                                                     \
    X(date)                                                                                        \
    X(origins)                                                                                     \
    X(reports)                                                                                     \
    X(ics)                                                                                         \
    X(calendars)                                                                                   \
    X(names_shown)                                                                                 \
    X(absences)                                                                                    \
    X(score)                                                                                       \
    X(verify)                                                                                      \
    X(program)                                                                                     \
    X(cuts)                                                                                        \
    X(dive)                                                                                        \
    X(ejection)                                                                                    \
    X(losses)                                                                                      \
    X(capacity)                                                                                    \
    X(cells)                                                                                       \
    X(when)                                                                                        \
    X(read)                                                                                        \
    X(strange)                                                                                     \
    X(shapes)                                                                                      \
    X(faults)                                                                                      \
    X(keeps)                                                                                       \
    X(assign)                                                                                      \
    X(assign_random)                                                                               \
    X(csv)                                                                                         \
    X(xml)                                                                                         \
    X(school_xml)                                                                                  \
    X(xlsx)                                                                                        \
    X(caseload)                                                                                    \
    X(pdf)                                                                                         \
    X(letters)                                                                                     \
    X(ticks)                                                                                       \
    X(adopt)                                                                                       \
    X(duties)                                                                                      \
    X(table)                                                                                       \
    X(cycles)                                                                                      \
    X(import)                                                                                      \
    X(years)                                                                                       \
    X(replan)                                                                                      \
    X(replanned)                                                                                   \
    X(changes)                                                                                     \
    X(prove)                                                                                       \
    X(allow)                                                                                       \
    X(obstacles)                                                                                   \
    X(advice_text)                                                                                 \
    X(explain)                                                                                     \
    X(alternate)                                                                                   \
    X(people)                                                                                      \
    X(dated)
#define HT_DECLARE_SUITE(name) Suite *suite_##name(void);
HT_PLAIN_SUITES(HT_DECLARE_SUITE)
HT_SANITIZED_SUITES(HT_DECLARE_SUITE)
HT_APART_SUITES(HT_DECLARE_SUITE)
HT_SUITES(HT_DECLARE_SUITE)

#endif
