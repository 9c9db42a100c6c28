/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writing the reports of a run into an output folder in the making, several at a time.
 */
#ifndef HT_IO_COMMANDS_OUTPUT_H
#define HT_IO_COMMANDS_OUTPUT_H

#include "io/base/staged_folder.h"
#include "reports/catalogue/report.h"

/**
 * Writes all reports of a stage that the run's choices ask for; threads is how many are written at
 * a time, 0 for one a processor. False after a message.
 */
bool ht_output_write(struct ht_staged_folder *staged, const struct ht_run *run, enum ht_stage stage,
                     unsigned threads);

#endif
