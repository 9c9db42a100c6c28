/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The commands, and what several of them do.
 */
#ifndef HT_IO_COMMAND_H
#define HT_IO_COMMAND_H

#include "io/faults.h"
#include "io/options.h"
#include "solver/school.h"

/** The commands; each returns an enum ht_exit. */
int ht_command_check(const struct ht_options *options);
int ht_command_plan(const struct ht_options *options);
int ht_command_verify(const struct ht_options *options);
int ht_command_score(const struct ht_options *options);

/**
 * Reads the school and prints its faults and warnings to stderr; NULL where there is a fault.
 * Free with ht_school_free().
 */
struct ht_school *ht_command_school(const struct ht_options *options);

/** Prints findings to stderr and frees them; true where there is no fault among them. */
bool ht_command_told(struct ht_faults *faults);

/**
 * The dates that the options ask for: a label, two dates, what the summary.json beside a schedule
 * says, or else the next half term. Prints to stderr what is wrong and returns false where the
 * calendar has no such dates.
 */
bool ht_command_horizon(const struct ht_school *school, const struct ht_options *options,
                        struct ht_horizon *horizon);

#endif
