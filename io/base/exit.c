/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/exit.h"

#include "solver/base/memory.h"

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

void ht_exit_close_output(void)
{
    bool lost = ferror(stdout) != 0;
    if (fclose(stdout) == 0 && !lost)
        return;
    fprintf(stderr, "%scannot write to the standard output\n", ht_failure_begins());
    _exit(HT_EXIT_FAILED);
}
