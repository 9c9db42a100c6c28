/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * An evaluation of a subproblem's schedule that changes one session at a time and knows what each
 * change does to the rules, the cost and the secondary tie-breaks. Every change can be taken back.
 */
#ifndef HT_SOLVER_LOCAL_SEARCH_EVALUATION_H
#define HT_SOLVER_LOCAL_SEARCH_EVALUATION_H

#include "solver/local_search/tie_break.h"

/** What an evaluation comes to. */
struct ht_evaluation_sums {
    int64_t broken;    /* by how much the rules are broken, all together; 0 where they hold */
    int64_t cost;      /* the objective (README), over the subproblem */
    int64_t tie_break; /* what goes against the secondary tie-breaks */
};

/** A session that a requirement asks for: the n-th of the subproblem's requirement. */
struct ht_required_session {
    uint32_t requirement;
    int n; /* from 0 to the requirement's required sessions */
};

struct ht_evaluation;

/** An evaluation of sessions in the subproblem's slots; free with ht_evaluation_free(). */
struct ht_evaluation *ht_evaluation_new(const struct ht_tie_break *tie_break,
                                        const struct ht_placed *placed);

/** Frees an evaluation; NULL is fine. */
void ht_evaluation_free(struct ht_evaluation *evaluation);

/** Replaces the sessions by those of the evaluation. */
void ht_evaluation_read(const struct ht_evaluation *evaluation, struct ht_placed *placed);

/** What the evaluation comes to now. */
struct ht_evaluation_sums ht_evaluation_sums(const struct ht_evaluation *evaluation);

/** The slot of a session, or HT_NONE where it is unplaced. */
uint32_t ht_evaluation_at(const struct ht_evaluation *evaluation, struct ht_required_session due);

/** Whether a session in the slot would be one that a keep request asks for. */
bool ht_evaluation_keeps(const struct ht_evaluation *evaluation, uint32_t slot);

/** Whether the session takes part in what is broken; tries it out and leaves all as it was. */
bool ht_evaluation_breaks(struct ht_evaluation *evaluation, struct ht_required_session due);

/** Whether the session goes against the tie-breaks. */
bool ht_evaluation_offends(const struct ht_evaluation *evaluation, struct ht_required_session due);

/** Another session of the same mentor and calendar week whose slot is taken twice, among
 * requirements that are not marked; .requirement is HT_NONE where there is none. */
struct ht_required_session ht_evaluation_clash(const struct ht_evaluation *evaluation,
                                               uint32_t requirement, int week, const bool *marked);

/** Puts a session into a slot of its requirement, or HT_NONE. */
void ht_evaluation_put(struct ht_evaluation *evaluation, struct ht_required_session due,
                       uint32_t slot);

/** How many changes there have been: a point for ht_evaluation_undo(). */
uint32_t ht_evaluation_mark(const struct ht_evaluation *evaluation);

/** Takes all changes since a mark back. */
void ht_evaluation_undo(struct ht_evaluation *evaluation, uint32_t mark);

#endif
