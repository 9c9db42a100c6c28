/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Ctrl-C while planning: the first asks for the best schedule found so far, the second ends the
 * program without writing anything. A hang-up counts as two, a request to terminate
 * as one.
 *
 * Libraries that cannot go on abort the program, or run into the next null pointer: it then says so
 * and ends with 3, as it does where it notices itself that there is nothing left.
 */
#ifndef HT_IO_BASE_INTERRUPT_H
#define HT_IO_BASE_INTERRUPT_H

#include <stdatomic.h>
#include <stdbool.h>

/** From now on interrupts are counted; returns the flag that the first of them sets. */
const atomic_bool *ht_interrupt_catch(void);

/** From now on such an end has its sentence and exit code; what the program wrote stays where it
 * is. */
void ht_interrupt_catch_crash(void);

/**
 * While held, a second interrupt no longer ends the program on the spot: the caller asks
 * ht_interrupt_twice() and tidies up.
 */
void ht_interrupt_hold(bool hold);

/** Whether there was a second interrupt. */
bool ht_interrupt_twice(void);

#endif
