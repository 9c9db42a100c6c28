/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What cells of a row say of when a lesson is, and whether that can be a school's cycle weeks. */
#ifndef HT_IO_GATHER_SLOTS_H
#define HT_IO_GATHER_SLOTS_H

#include "io/gather/import.h"
#include "solver/school/school.h"

/** What a row says of when a lesson is: a slot ("1Mon:3"), or if that is NULL the others. */
struct ht_slot_cells {
    const char *slot, *week, *day, *period;
};

/**
 * The slots that cells mean, until the next call; mostly one, and none after a note. Each text is
 * made out once.
 */
const struct ht_some *ht_slots_in(struct ht_import *import, const struct ht_slot_cells *cells,
                                  struct ht_where where);

/**
 * Faults for cycle weeks that were made out of the texts of slots and can hardly be weeks: one day
 * alone has it, it stands alone beside lessons of no week, or it has twice the periods a day.
 */
void ht_check_weeks(const struct ht_import *import);

#endif
