/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What weekdays are called, in many languages. */
#ifndef HT_IO_BASE_WEEKDAYS_H
#define HT_IO_BASE_WEEKDAYS_H

#include <stddef.h>

enum { HT_ENGLISH, HT_LANGUAGES = 25, HT_WEEKDAY_LETTERS = 3 /* that tell a weekday alone */ };

/**
 * The only weekday of a language that begins with the run of letters, of which there must be so
 * many at least: 0 for Monday; below 0 for none or several.
 */
int ht_weekday_in(int language, const char *letters, size_t count, size_t least);

#endif
