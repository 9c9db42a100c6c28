/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The files of an invented school that are the same whatever its size.
 */
#ifndef HT_BENCH_SCHOOL_CALENDAR_H
#define HT_BENCH_SCHOOL_CALENDAR_H

#include <stdio.h>

/** The school year 2026/27; the rows of cycle weeks A and B too where the cycle has two. */
void ht_write_calendar(FILE *stream, int weeks);

/** The periods of the day: registration, tutor time, six lessons of 50 minutes, breaks, clubs. */
void ht_write_periods(FILE *stream);

/** The subjects. */
void ht_write_subjects(FILE *stream);

/** The policy, every value written out though it is the default. */
void ht_write_policy(FILE *stream);

/** The name of a week of the cycle: "A", "B", or "" where there is only one. */
const char *ht_week_name(int week, int weeks);

#endif
