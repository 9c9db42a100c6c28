/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Dates and numbers as people read them, for all writers that make pages.
 */
#ifndef HT_REPORTS_TEXT_WORDS_H
#define HT_REPORTS_TEXT_WORDS_H

#include "solver/base/date.h"

#include <stdio.h>

/** Room for a date in words. */
enum { HT_WORDS_SIZE = 32 };

/** "8 Sep" into text, which is returned. */
char *ht_words_date(ht_date date, char text[static HT_WORDS_SIZE]);

/** "Tue 8 Sep" into text, which is returned. */
char *ht_words_day(ht_date date, char text[static HT_WORDS_SIZE]);

/** "8 September 2026" into text, which is returned. */
char *ht_words_full_date(ht_date date, char text[static HT_WORDS_SIZE]);

/** The same where text lives to the end of the block; and 2026-09-08, and 09:50. */
#define HT_WORDS_DATE(date)      ht_words_date(date, (char[HT_WORDS_SIZE]){0})
#define HT_WORDS_DAY(date)       ht_words_day(date, (char[HT_WORDS_SIZE]){0})
#define HT_WORDS_FULL_DATE(date) ht_words_full_date(date, (char[HT_WORDS_SIZE]){0})
#define HT_WORDS_ISO(date)       ht_date_iso(date, (char[HT_WORDS_SIZE]){0})
#define HT_WORDS_TIME(minutes)   ht_time_text(minutes, (char[HT_WORDS_SIZE]){0})

/** "Mia Khan (70133)", or the id of whoever has no name. */
void ht_write_person(FILE *stream, const char *name, const char *id);

/** "12" into text, which is returned. */
char *ht_words_count(int number, char text[static HT_WORDS_SIZE]);

/** "September". */
const char *ht_words_month(ht_date date);

/** A noun with the ending that its number asks for: "s" unless the number is 1. */
const char *ht_words_plural(long long number);

#endif
