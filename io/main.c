/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A result that never reached its reader is a failure, also of --help. */
static void close_output(void)
{
    bool lost = ferror(stdout) != 0;
    if (fclose(stdout) == 0 && !lost)
        return;
    fputs("halfterm: cannot write to the standard output\n", stderr);
    _exit(HT_EXIT_FAILED);
}

int main(int argc, char **argv)
{
    /* What is written names children and why they are mentored: it is for its owner only. */
    umask(077);
    atexit(close_output);
    struct ht_options options;
    const struct ht_command *command = ht_options_parse(argc, argv, &options);
    return command->run(&options);
}
