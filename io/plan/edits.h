/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan's sessions.csv that somebody has edited by hand, held against the plan as it was.
 */
#ifndef HT_IO_PLAN_EDITS_H
#define HT_IO_PLAN_EDITS_H

#include "io/base/diagnostics.h"
#include "solver/school/claimed_schedule.h"

/**
 * Reads the file: marks the plan's rows that it moves, locks or puts aside, and returns the plan
 * with that done: sessions that were put aside are in no row, and the lines of all others are the
 * file's. Rows before the date stand: what is done to them is a fault. Free with
 * ht_claimed_schedule_free().
 */
struct ht_claimed_schedule *ht_read_edits(const char *path, struct ht_school *school,
                                          struct ht_claimed_schedule *plan, ht_date from,
                                          struct ht_diagnostics *faults);

#endif
