/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/library_memory.h"

#include <dlfcn.h>
#include <stdlib.h>

static void (*end)(void);

void ht_library_memory_guard(void (*at_failure)(void))
{
    end = at_failure;
}

/* The sanitizers have functions of their own. */
#ifndef HT_SANITIZED

static void *checked(void *memory, size_t size)
{
    if (!memory && size && end)
        end();
    return memory;
}

void *malloc(size_t size)
{
    static void *(*_Atomic next)(size_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "malloc");
    return checked(next(size), size);
}

void *calloc(size_t count, size_t size)
{
    static void *(*_Atomic next)(size_t, size_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "calloc");
    return checked(next(count, size), count && size);
}

void *realloc(void *memory, size_t size)
{
    static void *(*_Atomic next)(void *, size_t);
    if (!next)
        next = dlsym(RTLD_NEXT, "realloc");
    return checked(next(memory, size), size);
}

#endif
