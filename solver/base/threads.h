/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Work that several threads share.
 */
#ifndef HT_SOLVER_BASE_THREADS_H
#define HT_SOLVER_BASE_THREADS_H

/** How many processors the process may use. */
unsigned ht_processors(void);

/**
 * Calls work in so many threads at once, or in as many as can be started, or else here, and returns
 * when all have ended. Meanwhile calls tick (may be NULL) here ten times a second. Both get the
 * context, which they guard themselves.
 */
void ht_threads_run(unsigned count, void (*work)(void *context), void (*tick)(void *context),
                    void *context);

#endif
