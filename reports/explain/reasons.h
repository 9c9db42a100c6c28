/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Why the sessions of a programme have no place, and what would help: part of what `halfterm
 * explain` says.
 */
#ifndef HT_REPORTS_EXPLAIN_REASONS_H
#define HT_REPORTS_EXPLAIN_REASONS_H

#include "reports/explain/explanation.h"
#include "reports/text/phrases.h"

/** Writes a sentence after a mark, ends it, and frees it. */
void ht_explain_sentence(FILE *stream, const char *mark, struct ht_sentence *sentence);

/** "Week of 7 September", "Weeks of 7 September and 14 September"; of many only how many. */
void ht_explain_weeks(struct ht_sentence *sentence, const ht_date *mondays, size_t count);

/** Writes the reasons of some unplaced rows of one programme: what is the same once. */
void ht_explain_reasons(FILE *stream, const struct ht_explanation *explanation, const size_t *rows,
                        size_t count);

#endif
