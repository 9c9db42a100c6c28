/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What becomes of a schedule once it is there: reports are written, verified and published.
 */
#ifndef HT_IO_COMMANDS_PUBLISH_RUN_H
#define HT_IO_COMMANDS_PUBLISH_RUN_H

#include "io/commands/options.h"

/** Seconds of a clock that only goes forward. */
double ht_run_clock(void);

/** Whether PDFs can be written, if they are asked for; says so if not. */
bool ht_run_can_print(const struct ht_choices *choices);

/** Turns a run's schedule into an output folder, and says what it comes to; an enum ht_exit. */
int ht_publish_run(struct ht_school *school, struct ht_run *run, const struct ht_options *options);

/** Says which keep requests of an infeasible schedule exclude each other; an enum ht_exit. */
int ht_run_refuse(const struct ht_school *school, const struct ht_schedule *schedule);

#endif
