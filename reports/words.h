/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Dates and numbers as people read them, for all writers that make pages.
 */
#ifndef HT_REPORTS_WORDS_H
#define HT_REPORTS_WORDS_H

#include "reports/report.h"

/** Room for a date in words. */
enum { HT_WORDS_SIZE = 32 };

/** "8 Sep" into text, which is returned. */
char *ht_words_date(ht_date date, char text[static HT_WORDS_SIZE]);

/** "Tue 8 Sep" into text, which is returned. */
char *ht_words_day(ht_date date, char text[static HT_WORDS_SIZE]);

/** "8 September 2026" into text, which is returned. */
char *ht_words_full_date(ht_date date, char text[static HT_WORDS_SIZE]);

/** "September". */
const char *ht_words_month(ht_date date);

/** The first line of the sample of a letterhead, which is no school's name. */
#define HT_SAMPLE_SCHOOL "Name of the School"

/** The school's name as it is printed, "" where nobody said it. Use free(). */
char *ht_words_school(const struct ht_run *run);

/**
 * "AUT1: 1 September 2026 to 23 October 2026", after the school's name and with what was set for
 * this run: a page's subtitle.
 * Use free().
 */
char *ht_words_subtitle(const struct ht_run *run);

/** What stands below each page: who may see it, and when it was made. Use free(). */
char *ht_words_footer(const struct ht_report *report, time_t made);

/** A noun with the ending that its number asks for: "s" unless the number is 1. */
const char *ht_words_plural(long long number);

/** Whether what was looked for is proved to be found. */
bool ht_words_proven(const struct ht_run *run);

/** What the run's status means: a few words, and a sentence. */
const char *ht_words_status(const struct ht_run *run);
const char *ht_words_status_sentence(const struct ht_run *run);

#endif
