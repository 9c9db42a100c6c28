/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void ht_out_of_memory(void)
{
    fputs("halfterm: out of memory\n", stderr);
    exit(3);
}

_Noreturn void ht_misuse(const char *call, const char *message)
{
    fprintf(stderr, "%s: %s\n", call, message);
    abort();
}

void *ht_alloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        ht_out_of_memory();
    return memory;
}

void *ht_resize(void *memory, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        ht_out_of_memory();
    size_t bytes = count * size;
    memory = realloc(memory, bytes ? bytes : 1);
    if (!memory)
        ht_out_of_memory();
    return memory;
}

char *ht_copy_text(const char *text, size_t length)
{
    char *copy = ht_alloc(length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

char *ht_format(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text;
    if (vasprintf(&text, format, arguments) < 0)
        ht_out_of_memory();
    va_end(arguments);
    return text;
}
