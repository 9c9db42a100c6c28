/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Apart from limit.c, so that a test can put another clock in its place. */
#include "solver/base/limit.h"

#include <time.h>

double ht_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
