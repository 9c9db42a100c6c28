/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the verifier found, in words: which line of which file, and a sentence.
 */
#ifndef HT_REPORTS_TERMINAL_BREACH_H
#define HT_REPORTS_TERMINAL_BREACH_H

#include "solver/verify/verify.h"

#include <stdio.h>

/** "S12 with M01 on Mon 2026-09-14 in period 3: the student has no lesson then". Use free(). */
char *ht_breach_sentence(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                         const struct ht_breach *breach);

/** A line with the place and the sentence; sessions go by the name that they were read by. */
void ht_write_breach(FILE *stream, const struct ht_school *school,
                     const struct ht_claimed_schedule *claims, const struct ht_breach *breach,
                     const char *sessions_csv);

#endif
