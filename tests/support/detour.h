/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Functions whose calls the linker leads through the tests (--wrap, see the Makefile), so that a
 * test can bring about what no input can: a wrong schedule, an interrupt in the midst of things, a
 * file system that refuses. They do as ever where a test sets nothing.
 */
#ifndef HT_TESTS_SUPPORT_DETOUR_H
#define HT_TESTS_SUPPORT_DETOUR_H

#include "solver/ilp/lp.h"
#include "solver/school/schedule.h"

/** What happens on the way; zeroed, nothing does. */
struct detours {
    void (*planned)(struct ht_schedule *schedule);  /* before ht_plan() returns it */
    void (*relaxing)(const struct ht_limit *limit); /* before a relaxation is solved */
    void (*verifying)(void);                        /* before a schedule is verified */
    void (*syncing)(void);                          /* before fsync() */
    void (*linking)(void);                          /* before linkat() */
    void (*renaming)(void);                         /* before rename() and renameat2() */
    void (*renamed)(void);                          /* after one that worked */
    int link_error;                                 /* linkat() fails with it; 0: works */
    int sync_error;                                 /* fsync() fails with it; 0: works */
    int exchange_error;                             /* renameat2() fails with it; 0: works */
    int rename_errors[5];                           /* rename() fails with them in turn; 0: works */
};

/** Set by tests of suites apart alone (suites.h), in whose processes they are zero at first. */
extern struct detours detours;

#endif
