/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/commands/commands.h"

#define PLACE(name) &ht_command_##name,

const struct ht_command *const ht_commands[] = {HT_COMMANDS(PLACE) NULL};
