/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The parts of working out duties: when programmes start and end, stretches of time, and what was
 * done. For duties*.c only.
 */
#ifndef HT_SOLVER_DUTIES_INTERNAL_H
#define HT_SOLVER_DUTIES_INTERNAL_H

#include "solver/duties/duties.h"

/** What a duty is counted from and to: a programme, or a term. */
struct ht_duty_span {
    ht_date from, to; /* both included */
    bool ends;        /* to is known to be the end, and not only how far the calendar goes */
};

/** The spans of all programmes, by their places in ht_school.programmes. Use free(). */
struct ht_duty_span *ht_duty_spans(const struct ht_school *school,
                                   const struct ht_schedule *schedule);

/** The stretch of that kind, counted from a start, that has the date. */
struct ht_duty_span ht_duty_stretch(const struct ht_school *school, struct ht_stretch every,
                                    ht_date start, ht_date date);

/** The rows of done.csv by whom they are about. */
struct ht_done_rows;

/** Sorts the rows of a school; free with ht_done_rows_free(). */
struct ht_done_rows *ht_done_rows_new(const struct ht_school *school);

/** Frees the rows; NULL is fine. */
void ht_done_rows_free(struct ht_done_rows *rows);

/**
 * Marks which of count dues were done: all of one duty and of the same people, by date. Each row
 * is about the one whose dates have its own; a second row of another date makes up for the one
 * before that, where that was not done.
 */
void ht_done_mark(const struct ht_done_rows *rows, struct ht_due *dues, size_t count);

#endif
