/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Options whose arguments are words of the tables of reports.
 */
#ifndef HT_IO_OPTION_WORDS_H
#define HT_IO_OPTION_WORDS_H

#include "io/options.h"

/**
 * Each takes an option's argument and returns NULL, or what is wrong in words that follow it:
 * --format and --only take lists, --names one word.
 */
const char *ht_choose_formats(struct ht_options *options, const char *argument);
const char *ht_choose_parts(struct ht_options *options, const char *argument);
const char *ht_choose_names(struct ht_options *options, const char *argument);

#endif
