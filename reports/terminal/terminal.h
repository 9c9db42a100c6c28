/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What commands say on the terminal. Errors stay in the stream.
 */
#ifndef HT_REPORTS_TERMINAL_TERMINAL_H
#define HT_REPORTS_TERMINAL_TERMINAL_H

#include "reports/document/document.h"
#include "reports/views/run.h"
#include "solver/assign/assign.h"
#include "solver/diagnose/capacity.h"
#include "solver/duties/attendance.h"
#include "solver/verify/verify.h"

#include <stdio.h>

/** What `halfterm check` says: one screen on what a school's files were understood to mean. */
void ht_write_check(FILE *stream, const struct ht_school *school,
                    const struct ht_capacity *capacity);

/** Writes count scores of the same school as a table, side by side under their titles. */
void ht_write_scores(FILE *stream, const struct ht_school *school, const char *const *titles,
                     const struct ht_score *scores, size_t count);

/** What became of a plan's sessions: attendance, who stays away, what is owed and what ends or is
 * reviewed. */
void ht_write_attendances(FILE *stream, const struct ht_school *school,
                          const struct ht_attendances *tallies);

/** What is different from the plan before: the numbers, what is proven, and a line for each session
 * that is not as it was. */
void ht_write_changes(FILE *stream, const struct ht_run *run);

/** What is known of the changes: a sentence. */
const char *ht_changes_proof(const struct ht_changes *changes);

/** Writes a row for each student, in the assignment's order. */
void ht_write_assignment_csv(FILE *stream, const struct ht_school *school,
                             const struct ht_assignment *assignment);

/** Writes how many have a mentor now, who has none and why, and what is reached of each goal. */
void ht_write_assignment_text(FILE *stream, const struct ht_school *school,
                              const struct ht_assignment *assignment);

/** The students whom no mentor can take; one without a mentor in two programmes counts twice. */
int ht_assignment_left(const struct ht_school *school, const struct ht_assignment *assignment);

/** "S12 with M01 on Mon 2026-09-14 in period 3: the student has no lesson then". Use free(). */
char *ht_breach_sentence(const struct ht_school *school, const struct ht_claimed_schedule *claims,
                         const struct ht_breach *breach);

/** A line with the place and the sentence; sessions go by the name that they were read by. */
void ht_write_breach(FILE *stream, const struct ht_school *school,
                     const struct ht_claimed_schedule *claims, const struct ht_breach *breach,
                     const char *sessions_csv);

/** A line; one without cells is a heading. */
struct ht_comparison_row {
    const char *label;
    char **cells; /* [run]; owned, as are the texts; NULL: a heading */
};

/** All of it. */
struct ht_comparison {
    char *const *titles; /* [run] */
    size_t count;        /* runs */
    struct ht_comparison_row *rows;
    size_t row_count, row_capacity;
};

/** Adds a heading. */
void ht_comparison_head(struct ht_comparison *comparison, const char *label);

/** Adds a line of blank cells, which are returned: to be filled with texts to own. */
char **ht_comparison_line(struct ht_comparison *comparison, const char *label);

/** Frees the lines. */
void ht_comparison_clear(struct ht_comparison *comparison);

/** Writes the table for the terminal. */
void ht_comparison_write(FILE *stream, const struct ht_comparison *comparison);

/** Builds the page. */
void ht_build_comparison(struct ht_document *document, const struct ht_comparison *comparison);

#endif
