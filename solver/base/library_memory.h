/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The memory that libraries ask for. Few of them can do without: some end the program, some leave
 * out what they have no room for, without a word, and some go round for ever. Linked into the
 * program alone, library_memory.c takes the place of malloc(), calloc() and realloc().
 */
#ifndef HT_SOLVER_BASE_LIBRARY_MEMORY_H
#define HT_SOLVER_BASE_LIBRARY_MEMORY_H

/** From now on a request that fails calls this, which does not return. */
void ht_library_memory_guard(void (*at_failure)(void));

#endif
