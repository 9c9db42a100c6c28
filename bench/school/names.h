/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Names for invented people. The surnames are made up, so that a full name denotes nobody real.
 */
#ifndef HT_BENCH_SCHOOL_NAMES_H
#define HT_BENCH_SCHOOL_NAMES_H

#include "bench/school/random.h"

/** Room for any name made here. */
enum { HT_NAME_SIZE = 64 };

/** A first name and a surname, now and then a double one. */
void ht_name_person(struct ht_random *random, char name[static HT_NAME_SIZE]);

/** How many surnames there are. */
int ht_name_surnames(void);

/** A title and the n-th surname, n from 0; from the last one on, two surnames. */
void ht_name_teacher(struct ht_random *random, int n, char name[static HT_NAME_SIZE]);

#endif
