/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How the program ends.
 */
#ifndef HT_IO_BASE_EXIT_H
#define HT_IO_BASE_EXIT_H

/** How a command ends. */
enum ht_exit {
    HT_EXIT_DONE = 0,
    HT_EXIT_LEFT = 1,   /* done, with unplaced sessions; for verify: with breaches */
    HT_EXIT_INPUT = 2,  /* the input or the command line is wrong */
    HT_EXIT_FAILED = 3, /* memory, disk, solver */
};

/** For atexit(): a result that never reached its reader is a failure, also of --help. */
void ht_exit_close_output(void);

#endif
