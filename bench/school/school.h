/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writes an invented school as the lead policy describes it: the same bytes for the same options
 * on every machine.
 */
#ifndef HT_BENCH_SCHOOL_SCHOOL_H
#define HT_BENCH_SCHOOL_SCHOOL_H

#include <stdbool.h>
#include <stdint.h>

/** What school to make. */
struct ht_made_options {
    uint64_t seed;
    int mentors; /* a multiple of 8; every 8 and their 720 students are the school of a seed */
    int weeks;   /* of the timetable cycle: 1 or 2 */
    int groups;  /* of four students who meet together, for every 8 mentors: at most 12 */
};

/**
 * Writes all files of the school but history.csv into a folder, which is made where it is missing.
 * Returns false after a message to stderr where that fails.
 */
bool ht_make_school(const struct ht_made_options *options, const char *folder);

#endif
