/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/memory.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a failure's message begins with. */
static char beginning[512] = "halfterm: ";

void ht_done_already(const char *path)
{
    snprintf(beginning, sizeof beginning, "halfterm: %.400s was written, but then: ", path);
}

const char *ht_failure_begins(void)
{
    return beginning;
}

static void (*_Atomic tidy_up)(void);

void ht_tidy_at_failure(void (*tidy)(void))
{
    tidy_up = tidy;
}

static void say(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

_Noreturn void ht_fail(const char *why)
{
    static atomic_flag is_ending = ATOMIC_FLAG_INIT;
    while (atomic_flag_test_and_set(&is_ending))
        pause();
    say(beginning);
    say(why);
    say("\n");
    void (*tidy)(void) = tidy_up;
    if (tidy)
        tidy();
    _exit(3);
}

_Noreturn void ht_out_of_memory(void)
{
    ht_fail("out of memory");
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

void ht_append(char **text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *more;
    if (vasprintf(&more, format, arguments) < 0)
        ht_out_of_memory();
    va_end(arguments);
    size_t length = strlen(*text), size = strlen(more) + 1;
    *text = ht_resize(*text, length + size, 1);
    memcpy(*text + length, more, size);
    free(more);
}

FILE *ht_text_new(char **text, size_t *size)
{
    FILE *stream = open_memstream(text, size);
    if (!stream)
        ht_out_of_memory();
    return stream;
}

/* Where there is no memory to end it with, the library has no error, but no text either. */
void ht_text_end(FILE *stream, char *const *text)
{
    bool is_whole = fflush(stream) == 0 && !ferror(stream);
    if (fclose(stream) != 0 || !is_whole || !*text)
        ht_out_of_memory();
}

/* An attempt to read it is an error, which it keeps. */
void ht_stream_fail(FILE *stream)
{
    getc(stream);
    errno = EIO;
}
