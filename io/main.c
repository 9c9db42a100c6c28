/* SPDX-License-Identifier: GPL-3.0-or-later */
/** halfterm places a school's mentoring sessions in its timetable: README.md has the map. */
#include "io/base/exit.h"
#include "io/base/interrupt.h"
#include "io/commands/commands.h"
#include "solver/base/library_memory.h"
#include "solver/base/memory.h"

#include <stdlib.h>

#define PLACE(name) &ht_command_##name,
static const struct ht_command *const commands[] = {HT_COMMANDS(PLACE) NULL};

int main(int argc, char **argv)
{
    ht_library_memory_guard(ht_out_of_memory);
    atexit(ht_exit_close_output);
    ht_interrupt_catch_crash();
    struct ht_options options;
    const struct ht_command *command = ht_options_parse(commands, argc, argv, &options);
    int result = command->run(&options);
    free(options.what_if);
    free(options.words);
    return result;
}
