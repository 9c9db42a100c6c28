/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Loaded before the C library: the allocation with the number in $FAIL_AT fails, and with $FAIL_ON
 * all after it; without, their number is written to the file $FAIL_COUNT as the program ends.
 * Numbers count from main() on, so that the loader is left alone.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_long made, fail_at;
static atomic_bool begun, goes_on;

static bool fails(void)
{
    if (!atomic_load(&begun))
        return false;
    long n = atomic_fetch_add(&made, 1) + 1, at = atomic_load(&fail_at);
    bool now = at && (n == at || (n > at && atomic_load(&goes_on)));
    if (now)
        errno = ENOMEM;
    return now;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAIL_AT");
    atomic_store(&fail_at, at ? atol(at) : 0);
    atomic_store(&goes_on, getenv("FAIL_ON") != NULL);
    atomic_store(&begun, true);
}

__attribute__((destructor)) static void end(void)
{
    const char *name = getenv("FAIL_COUNT");
    atomic_store(&begun, false);
    FILE *file = name ? fopen(name, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld\n", atomic_load(&made));
    fclose(file);
}
