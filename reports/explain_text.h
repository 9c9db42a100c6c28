/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What `halfterm explain` says: why sessions have no place, what would help, and what rules out
 * each slot.
 */
#ifndef HT_REPORTS_EXPLAIN_TEXT_H
#define HT_REPORTS_EXPLAIN_TEXT_H

#include "solver/advice.h"
#include "solver/rest.h"

#include <stdio.h>

/** What is explained. */
struct ht_explanation {
    const struct ht_rest *rest;         /* of the plan */
    const struct ht_schedule *schedule; /* its sessions, and what is unplaced */
    const struct ht_advice *advice;     /* on that schedule */
    ht_student_id student; /* only whose sessions are told of, placed ones too; HT_NONE: all */
    ht_date week;          /* the Monday of the only week; HT_DATE_FIRST: all */
};

/** How many of the sessions that are told of have no place. */
int ht_explanation_unplaced(const struct ht_explanation *explanation);

/** Writes it, the answer first; errors stay in the stream. */
void ht_write_explanation(FILE *stream, const struct ht_explanation *explanation);

#endif
