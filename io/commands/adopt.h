/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan as somebody has edited it by hand: what `adopt` adds to `replan`.
 */
#ifndef HT_IO_COMMANDS_ADOPT_H
#define HT_IO_COMMANDS_ADOPT_H

#include "io/commands/options.h"
#include "solver/school/claimed_schedule.h"

/**
 * The date from which sessions may move: what was said, else the day after the last that history
 * has of these dates. Prints to stderr and returns false where none is left.
 */
bool ht_adopt_from(const struct ht_school *school, const struct ht_options *options,
                   struct ht_horizon horizon, ht_date *from);

/**
 * Reads the edited plan and makes keep requests of the sessions that it locks. Prints to stderr
 * what is wrong and returns NULL where a rule forbids one, with all of them. The plan's rows are
 * marked; free with ht_claimed_schedule_free().
 */
struct ht_claimed_schedule *ht_adopt(struct ht_school *school, const struct ht_options *options,
                                     struct ht_claimed_schedule *plan);

#endif
