/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Options whose arguments are words of the tables of reports.
 */
#ifndef HT_IO_COMMANDS_OPTION_WORDS_H
#define HT_IO_COMMANDS_OPTION_WORDS_H

#include "reports/catalogue/report.h"

/**
 * Each takes an option's argument to a struct ht_choices and returns NULL, or what is wrong in
 * words that follow it: --format and --only take lists, --names one word.
 */
const char *ht_choose_formats(void *choices, const char *argument);
const char *ht_choose_parts(void *choices, const char *argument);
const char *ht_choose_names(void *choices, const char *argument);

#endif
