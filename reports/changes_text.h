/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is different from the plan before, for the terminal.
 */
#ifndef HT_REPORTS_CHANGES_TEXT_H
#define HT_REPORTS_CHANGES_TEXT_H

#include "reports/run.h"

/** Writes the numbers, what is proven, and a line for each session that is not as it was. */
void ht_write_changes(FILE *stream, const struct ht_run *run);

/** What is known of the changes: a sentence. */
const char *ht_changes_proof(const struct ht_changes *changes);

#endif
