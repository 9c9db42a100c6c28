/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What `halfterm explain` is asked: which sessions of a plan it tells of.
 */
#ifndef HT_REPORTS_EXPLAIN_EXPLANATION_H
#define HT_REPORTS_EXPLAIN_EXPLANATION_H

#include "solver/explain/advice.h"
#include "solver/instance/remainder.h"

/** What is explained. */
struct ht_explanation {
    const struct ht_remainder *rest;    /* of the plan */
    const struct ht_schedule *schedule; /* its sessions, and what is unplaced */
    const struct ht_advice *advice;     /* on that schedule */
    ht_student_id student; /* only whose sessions are told of, placed ones too; HT_NONE: all */
    ht_mentor_id mentor;   /* only whose programmes are told of; HT_NONE: all */
    ht_date week;          /* the Monday of the only week; HT_DATE_FIRST: all */
    bool prices;           /* what repairs and other slots ask of people is told in points */
};

/** How many of the sessions that are told of have no place. */
int ht_explanation_unplaced(const struct ht_explanation *explanation);

/** How many of the sessions that are told of have a place; those that are over have, too. */
int ht_explanation_placed(const struct ht_explanation *explanation);

/** Whether a programme, a week, an unplaced row, what is over, or a session is told of. */
bool ht_explanation_has_programme(const struct ht_explanation *all, ht_programme_id id);
bool ht_explanation_has_week(const struct ht_explanation *all, ht_date monday);
bool ht_explanation_has_unplaced(const struct ht_explanation *all,
                                 const struct ht_unplaced *unplaced);
bool ht_explanation_has_over(const struct ht_explanation *all, const struct ht_unplaced *over);
bool ht_explanation_has_session(const struct ht_explanation *all, const struct ht_session *session);

/** What an unplaced row is of, and the Monday of the nth of its weeks. */
const struct ht_requirement *ht_explanation_block(const struct ht_explanation *all,
                                                  const struct ht_unplaced *unplaced);
ht_date ht_explanation_monday(const struct ht_explanation *all, const struct ht_requirement *block,
                              uint32_t n);

#endif
