/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * held.csv: what became of a plan's sessions, as a mentor notes it down.
 */
#ifndef HT_IO_PLAN_HELD_H
#define HT_IO_PLAN_HELD_H

#include "io/base/diagnostics.h"
#include "solver/duties/attendance.h"

/** What held.csv says of a row of the plan. */
struct ht_held {
    enum ht_mark mark;
    const char *word; /* "yes", "late", ...; NULL: nothing is said */
    int line;         /* of held.csv that says so */
};

/** Whether each row of a plan has an id, of which held.csv can say something; adds faults. */
void ht_check_held_ids(const struct ht_claimed_schedule *claims, const char *plan,
                       struct ht_diagnostics *faults);

/**
 * Reads the file: an element for each row of the claims, which are of the school. Never NULL; use
 * free().
 */
struct ht_held *ht_read_held(const char *path, const struct ht_school *school,
                             const struct ht_claimed_schedule *claims,
                             struct ht_diagnostics *faults);

#endif
