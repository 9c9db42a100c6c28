/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The checker of proofs as a program of its own, which is linked with libc and libcsv only: what
 * would draw in GLPK, the planner or the reading of schools fails to link. `checker OUT` ends with
 * 0 where the cost is proved to be the least.
 */
#include "io/prove.h"

int main(int argc, char **argv)
{
    struct ht_proved proved;
    return argc < 2 || !ht_prove(argv[1], &proved) || proved.cost != proved.bound;
}
