/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is ticked in the held.csv of an output folder, so that no run loses it.
 */
#ifndef HT_IO_PLAN_TICKS_H
#define HT_IO_PLAN_TICKS_H

#include "io/base/diagnostics.h"
#include "reports/views/ticks.h"
#include "solver/school/school.h"

/**
 * Adds the ticks of a folder, with whether the school's history.csv says the same; nothing where
 * the folder has no held.csv. What cannot be understood is a fault, and so is what contradicts
 * ticks that are there already. The folder's name must outlive the ticks.
 */
void ht_ticks_read(struct ht_ticks *ticks, struct ht_school *school, const char *folder,
                   const char *history_csv, struct ht_diagnostics *faults);

/**
 * Whether no tick is lost: a run that writes held.csv carries those that are marked so, and
 * history.csv has the others. Adds a fault that names 'record' otherwise; school is the name of the
 * school's folder. Of those who did not come and are not carried, a warning says how many they are.
 */
bool ht_ticks_are_kept(const struct ht_ticks *ticks, bool is_written, const char *school,
                       struct ht_diagnostics *faults);

#endif
