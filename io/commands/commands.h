/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The commands: each is described in a file of its own, NAME.c; replan and adopt in plan.c.
 */
#ifndef HT_IO_COMMANDS_COMMANDS_H
#define HT_IO_COMMANDS_COMMANDS_H

#include "io/commands/options.h"

/** All of them, in the order in which help lists them. */
#define HT_COMMANDS(EACH)                                                                          \
    EACH(check)                                                                                    \
    EACH(assign)                                                                                   \
    EACH(plan)                                                                                     \
    EACH(replan)                                                                                   \
    EACH(adopt)                                                                                    \
    EACH(verify)                                                                                   \
    EACH(score)                                                                                    \
    EACH(compare)                                                                                  \
    EACH(record)                                                                                   \
    EACH(import)                                                                                   \
    EACH(export)                                                                                   \
    EACH(new)                                                                                      \
    EACH(prove)                                                                                    \
    EACH(explain)

#define HT_DECLARE(name) extern const struct ht_command ht_command_##name;
HT_COMMANDS(HT_DECLARE)
#undef HT_DECLARE

#endif
