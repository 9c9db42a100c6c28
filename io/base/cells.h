/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What can stand in a cell: dates, times, days and numbers; slots are when.h's. Each reader returns
 * NULL, or what is wrong and how to mend it in words that follow the cell's text ("is not a date;
 * ...").
 */
#ifndef HT_IO_BASE_CELLS_H
#define HT_IO_BASE_CELLS_H

#include "solver/base/date.h"
#include "solver/school/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** "2026-09-07" or "07/09/2026" (day first). */
const char *ht_cell_date(const char *text, ht_date *date);

/** "09:05" as minutes after midnight, up to 24:00. */
const char *ht_cell_time(const char *text, int *minutes);

/** "Mon", "Tues" or "Monday" in any case; 0 for Monday. */
const char *ht_cell_day(const char *text, int *weekday);

/** Days of a list as bits, all seven for "*" or nothing. */
const char *ht_cell_days(const char *text, uint8_t *days);

/** A whole number, with a sign if need be. */
const char *ht_cell_whole(const char *text, int64_t *number);

/** "1", "0.5", "0,5" or "1/2": parts in so many weeks, in lowest terms. */
const char *ht_cell_frequency(const char *text, int *parts, int *weeks);

/** "yes" or "no"; nothing is "no". */
const char *ht_cell_yes(const char *text, bool *yes);

/** "day", "week", "2 weeks", "month", "half-term" or "term": how often. */
const char *ht_cell_every(const char *text, struct ht_stretch *every);

/** "start", "6 weeks", "10 days" or "end": how long after a start. */
const char *ht_cell_after(const char *text, struct ht_stretch *after);

/** A text that goes into files for programs as it is: any but what a spreadsheet would run. */
const char *ht_cell_plain(const char *text);

/** Whether the cell says "every one": it is blank or has a "*". */
bool ht_cell_is_every(const char *text);

/**
 * The next part of a list separated by ';', trimmed, cut out of *list, which is moved on; NULL at
 * the end. Parts without text are passed over.
 */
char *ht_cell_part(char **list);

/** Cuts white space off the end and returns where the text begins after that at its start. */
char *ht_cell_trim(char *text);

/** Whether two words are the same but for case, spaces, '-' and '_'. */
bool ht_cell_same_word(const char *a, const char *b);

/** Makes ASCII letters upper case or lower case in place. */
void ht_cell_upper(char *text);
void ht_cell_lower(char *text);

#endif
