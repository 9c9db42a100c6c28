/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Memory that is either had or ends the program, and checks of how our own functions are called.
 */
#ifndef HT_SOLVER_BASE_MEMORY_H
#define HT_SOLVER_BASE_MEMORY_H

#include <stddef.h>
#include <stdio.h>

/**
 * Ends the program where it cannot go on: prints a line to stderr, tidies up and exits with 3, of
 * several threads in the first, and without what exit() does, since whoever asked for the memory
 * may hold any lock.
 */
_Noreturn void ht_fail(const char *why);

/** What ht_fail() calls to tidy up, without allocating; NULL: nothing is to be. */
void ht_tidy_at_failure(void (*tidy)(void));

/** The one place where running out of memory ends the program. */
_Noreturn void ht_out_of_memory(void);

/** From now on, a failure says first that this file or folder was written. The main thread's. */
void ht_done_already(const char *path);

/** "halfterm: ", or "halfterm: PATH was written, but then: "; a signal handler may ask. */
const char *ht_failure_begins(void);

/** Prints "CALL: MESSAGE" to stderr and aborts: for errors of the programmer, never of input. */
_Noreturn void ht_misuse(const char *call, const char *message);

/** Aborts naming the calling function unless the condition holds. */
#define HT_REQUIRE(condition, message)                                                             \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ht_misuse(__func__, message);                                                          \
    } while (0)

/** Zeroed memory for count objects of size bytes; never NULL (also for nothing). Use free(). */
void *ht_alloc(size_t count, size_t size);

/** Changes an allocation to count objects of size bytes, what is new left unset; never NULL. */
void *ht_resize(void *memory, size_t count, size_t size);

/** A copy of length bytes of text with a 0 after it. Use free(). */
char *ht_copy_text(const char *text, size_t length);

/** Text made by printf's rules. Use free(). */
char *ht_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Makes an allocated text longer, likewise. */
void ht_append(char **text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** A stream to a text that grows in memory; end with ht_text_end(). */
FILE *ht_text_new(char **text, size_t *size);

/** Closes the stream; the text is whole, and yours to free(). */
void ht_text_end(FILE *stream, char *const *text);

/** Makes a stream that can only be written have an error, as if writing had failed. */
void ht_stream_fail(FILE *stream);

/** Zeroed memory for count objects of a type. */
#define HT_NEW(type, count) ((type *)ht_alloc((count), sizeof(type)))

/** Makes room for at least one more element in an array with its count and capacity. */
#define HT_GROW(array, count, capacity)                                                            \
    do {                                                                                           \
        if ((count) == (capacity)) {                                                               \
            (capacity) = (capacity) ? 2 * (capacity) : 8;                                          \
            (array) = ht_resize((array), (capacity), sizeof *(array));                             \
        }                                                                                          \
    } while (0)

#endif
