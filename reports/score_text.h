/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Scores as a table in plain text, a column a schedule.
 */
#ifndef HT_REPORTS_SCORE_TEXT_H
#define HT_REPORTS_SCORE_TEXT_H

#include "solver/school.h"
#include "solver/score.h"

#include <stdio.h>

/**
 * Writes count scores of the same school side by side, under their titles. Errors stay in the
 * stream.
 */
void ht_write_scores(FILE *stream, const struct ht_school *school, const char *const *titles,
                     const struct ht_score *scores, size_t count);

#endif
