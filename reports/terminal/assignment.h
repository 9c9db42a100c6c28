/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Who was given to which mentor and why: a table to keep and a summary to read at once.
 */
#ifndef HT_REPORTS_TERMINAL_ASSIGNMENT_H
#define HT_REPORTS_TERMINAL_ASSIGNMENT_H

#include "solver/assign/assign.h"

#include <stdio.h>

/** Writes a row for each student, in the assignment's order. */
void ht_write_assignment_csv(FILE *stream, const struct ht_school *school,
                             const struct ht_assignment *assignment);

/** Writes how many have a mentor now, who has none and why, and what is reached of each goal. */
void ht_write_assignment_text(FILE *stream, const struct ht_school *school,
                              const struct ht_assignment *assignment);

/** The students whom no mentor can take; one without a mentor in two programmes counts twice. */
int ht_assignment_left(const struct ht_school *school, const struct ht_assignment *assignment);

#endif
