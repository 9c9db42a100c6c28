/* SPDX-License-Identifier: GPL-3.0-or-later */
/** halfterm places a school's mentoring sessions in its timetable: README.md has the map. */
#include "io/base/interrupt.h"
#include "io/commands/commands.h"
#include "solver/base/memory.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef HT_SANITIZED

/* ------------------------------------------------------------ memory of libraries */

/*
 * Libraries get their memory from here, too. Few of them can do without: some end the program, some
 * leave out what they have no room for, without a word, and some go round for ever.
 */
static void *checked(void *memory, size_t size)
{
    if (!memory && size)
        ht_out_of_memory();
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

/* ------------------------------------------------------------ the program */

/* A result that never reached its reader is a failure, also of --help. */
static void close_output(void)
{
    bool lost = ferror(stdout) != 0;
    if (fclose(stdout) == 0 && !lost)
        return;
    fprintf(stderr, "%scannot write to the standard output\n", ht_failure_begins());
    _exit(HT_EXIT_FAILED);
}

int main(int argc, char **argv)
{
    atexit(close_output);
    ht_interrupt_catch_crash();
    struct ht_options options;
    const struct ht_command *command = ht_options_parse(ht_commands, argc, argv, &options);
    int result = command->run(&options);
    free(options.what_if);
    free(options.words);
    return result;
}
