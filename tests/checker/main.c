/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The checker of proofs as a program of its own, which is linked with libc and libcsv only: what
 * would draw in GLPK, the planner or the reading of schools fails to link. `checker OUT SUM`
 * (of the summary, in hexadecimal) ends with 0 where the cost is proved to be the least.
 */
#include "io/prove/prove.h"

#include <stdlib.h>

int main(int argc, char **argv)
{
    struct ht_proved proved;
    return argc != 3 || !ht_prove(argv[1], strtoull(argv[2], NULL, 16), &proved) ||
           !proved.is_intact || proved.cost != proved.bound;
}
