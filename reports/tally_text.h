/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What became of a plan's sessions, for the lead mentor's screen.
 */
#ifndef HT_REPORTS_TALLY_TEXT_H
#define HT_REPORTS_TALLY_TEXT_H

#include "solver/tally.h"

#include <stdio.h>

/** Writes attendance, who stays away, what is owed and what ends or is reviewed. */
void ht_write_tallies(FILE *stream, const struct ht_school *school,
                      const struct ht_tallies *tallies);

#endif
