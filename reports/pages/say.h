/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What several documents say in the same words, from the views.
 */
#ifndef HT_REPORTS_PAGES_SAY_H
#define HT_REPORTS_PAGES_SAY_H

#include "reports/document/document.h"
#include "reports/text/words.h"
#include "reports/views/run.h"

/** Lets the text said last lead to a page for staff, such as "students", if the run writes it. */
void ht_say_lead(struct ht_document *document, const struct ht_run *run, const char *page);

/** The same to a place of that page, such as "s" and 0 for the first student. */
void ht_say_lead_to(struct ht_document *document, const struct ht_run *run, const char *page,
                    const char *anchor, size_t place);

/** "Ali Khan", or the group and its members. */
void ht_say_who(struct ht_document *document, const struct ht_programme_view *programme);

/** "Ali Khan 7B". */
void ht_say_student(struct ht_document *document, const struct ht_student_view *student,
                    bool strong);

/** A paragraph of what the run's status means: a few words, and a sentence. */
void ht_say_status(struct ht_document *document, const struct ht_run *run);

/** Room for words whose blanks have become no-break spaces, of two bytes each. */
enum { HT_UNBROKEN_SIZE = 2 * HT_WORDS_SIZE };

/** The words into text, which is returned, with blanks at which no line is broken. */
const char *ht_unbroken(const char *words, char text[static HT_UNBROKEN_SIZE]);

/** "8 Sep" and "Tue 8 Sep", likewise, until the block ends. */
#define HT_UNBROKEN_DATE(date) ht_unbroken(HT_WORDS_DATE(date), (char[HT_UNBROKEN_SIZE]){0})
#define HT_UNBROKEN_DAY(date)  ht_unbroken(HT_WORDS_DAY(date), (char[HT_UNBROKEN_SIZE]){0})

/** "Tue 8 Sep", "period 3" and "09:50–10:15", each on its line; of kinds other than lessons
 * "Lunch". */
void ht_say_when(struct ht_document *document, const struct ht_session_view *session);

/** "8 Sep", and the cycle week where there are several. */
void ht_say_week(struct ht_document *document, const struct ht_week_view *week);

/** "Week of 8 Sep", likewise. */
void ht_say_week_of(struct ht_document *document, const struct ht_week_view *week);

/** "LAC, PP", or nothing. */
void ht_say_flags(struct ht_document *document, const struct ht_school *school,
                  const struct ht_student_view *student);

/** "98%" of a whole, until the block ends; a dash of none. Only what is complete is 100%. */
const char *ht_share(long long part, long long whole, char text[static HT_WORDS_SIZE]);
#define HT_SHARE(part, whole) ht_share(part, whole, (char[HT_WORDS_SIZE]){0})

#endif
