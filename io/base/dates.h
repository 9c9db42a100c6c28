/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Dates and times that stand in a text beside other things, as programs and people write them. */
#ifndef HT_IO_BASE_DATES_H
#define HT_IO_BASE_DATES_H

#include "solver/base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Reads "9.30", "08:00", "08:00:00", "08h00", "0900" or "1:30 pm" that a text begins with; its
 * end, or NULL. */
const char *ht_time_at(const char *text, int *minutes);

/**
 * Blanks the first date out of a text, as "2026-09-07", "07/09/2026" or "7 Sep 2026"; its place,
 * SIZE_MAX where there is none.
 */
size_t ht_date_cut(char *text, ht_date *date);

/** The same of a date that leaves the year out, as "7/9" or "7 Sep"; false for none. */
bool ht_date_cut_short(char *text);

/** Reads the number by which Excel keeps a date of 2000 to 2099, with or without a time. */
bool ht_date_of_number(const char *text, ht_date *date);

#endif
