/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A folder for one test's files, and the few things that tests do with them. Whatever goes wrong
 * fails the test.
 */
#ifndef HT_TESTS_SUPPORT_SCRATCH_H
#define HT_TESTS_SUPPORT_SCRATCH_H

#include "solver/school/school.h"

#include <stdbool.h>

/** Room for a path. */
enum { SCRATCH_PATH_SIZE = 512 };

/** The folder; made by scratch_new() and removed with all that is in it by scratch_remove(). */
struct scratch {
    char folder[64];
};

/** A new empty folder. */
struct scratch scratch_new(void);

/** Removes the folder and what is in it. */
void scratch_remove(const struct scratch *scratch);

/** The path of a name in the folder; stays until the call after next. */
const char *scratch_path(const struct scratch *scratch, const char *name);

/**
 * Runs a command of the shell in which $T is the folder and $HALFTERM the program, which lies one
 * folder above the test runner; returns its exit status.
 */
int scratch_shell(const struct scratch *scratch, const char *command);

/** Commands of the shell, how the last one ends, and parts of what they say. */
struct scratch_case {
    const char *command;
    int status;
    const char *output, *errors; /* a part that begins with '!' must not be there */
};

/** Runs them and fails the test where anything is otherwise. */
void scratch_run(const struct scratch *scratch, const struct scratch_case *of);

/** Runs one that must end so; what it says, to either stream, is in the folder's file "said". */
void scratch_expect(const struct scratch *scratch, const char *command, int status);

/** Whether there is such a program; says that a test is left out where there is none. */
bool scratch_has(const struct scratch *scratch, const char *program);

/** The text of a file in the folder. Use free(). */
char *scratch_text(const struct scratch *scratch, const char *name);

/** The school in a folder, wherever that is; it has no faults. Use ht_school_free(). */
struct ht_school *scratch_school(const char *folder);

#endif
