/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading a school folder and schedules. Every fault of every file is collected; the caller prints
 * them and stops where there is one of severity HT_FAULT.
 */
#ifndef HT_IO_SCHOOL_READ_H
#define HT_IO_SCHOOL_READ_H

#include "io/base/diagnostics.h"
#include "solver/school/claimed_schedule.h"

/**
 * Reads a folder's CSV files and policy.xml, or the school.xml that stands in for them, in a folder
 * or named itself, and holds them against each other. The school is
 * finished and never NULL, but of use only where no fault was found. Free with ht_school_free().
 */
struct ht_school *ht_read_school(const char *path, struct ht_diagnostics *faults);

/** The same with other values in its policy: see school_reader.h; NULL: none. */
struct ht_school *ht_read_school_as(const char *folder, const char *what_if,
                                    struct ht_diagnostics *faults);

/**
 * Reads a sessions.csv for the verifier and, where the same folder has one, its unplaced.csv.
 * The horizon is left to the caller. Texts are interned in the school. Never NULL; free with
 * ht_claimed_schedule_free().
 */
struct ht_claimed_schedule *ht_read_claims(struct ht_school *school, const char *sessions_csv,
                                           struct ht_diagnostics *faults);

#endif
