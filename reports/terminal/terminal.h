/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What commands say on the terminal. Errors stay in the stream.
 */
#ifndef HT_REPORTS_TERMINAL_TERMINAL_H
#define HT_REPORTS_TERMINAL_TERMINAL_H

#include "reports/views/run.h"
#include "solver/diagnose/capacity.h"
#include "solver/duties/attendance.h"

/** What `halfterm check` says: one screen on what a school's files were understood to mean. */
void ht_write_check(FILE *stream, const struct ht_school *school,
                    const struct ht_capacity *capacity);

/** Writes count scores of the same school as a table, side by side under their titles. */
void ht_write_scores(FILE *stream, const struct ht_school *school, const char *const *titles,
                     const struct ht_score *scores, size_t count);

/** What became of a plan's sessions: attendance, who stays away, what is owed and what ends or is
 * reviewed. */
void ht_write_attendances(FILE *stream, const struct ht_school *school,
                          const struct ht_attendances *tallies);

/** What is different from the plan before: the numbers, what is proven, and a line for each session
 * that is not as it was. */
void ht_write_changes(FILE *stream, const struct ht_run *run);

/** What is known of the changes: a sentence. */
const char *ht_changes_proof(const struct ht_changes *changes);

#endif
