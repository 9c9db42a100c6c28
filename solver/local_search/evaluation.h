/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A draft of a component's schedule that changes one session at a time and knows what each change
 * does to the rules, the cost and the secondary wishes. Every change can be taken back.
 */
#ifndef HT_SOLVER_LOCAL_SEARCH_EVALUATION_H
#define HT_SOLVER_LOCAL_SEARCH_EVALUATION_H

#include "solver/local_search/tie_break.h"

/** What a draft comes to. */
struct ht_draft_sums {
    int64_t broken; /* by how much the rules are broken, all together; 0 where they hold */
    int64_t cost;   /* the objective (README), over the component */
    int64_t wishes; /* what goes against the secondary wishes */
};

/** A session that a block requires: the n-th of the component's block. */
struct ht_due {
    uint32_t block;
    int n; /* from 0 to the block's required sessions */
};

struct ht_draft;

/** A draft of sessions in the component's slots; free with ht_draft_free(). */
struct ht_draft *ht_draft_new(const struct ht_wishes *wishes, const struct ht_placed *placed);

/** Frees a draft; NULL is fine. */
void ht_draft_free(struct ht_draft *draft);

/** Replaces the sessions by those of the draft. */
void ht_draft_read(const struct ht_draft *draft, struct ht_placed *placed);

/** What the draft comes to now. */
struct ht_draft_sums ht_draft_sums(const struct ht_draft *draft);

/** The slot of a session, or HT_NONE where it is unplaced. */
uint32_t ht_draft_at(const struct ht_draft *draft, struct ht_due due);

/** Whether a session in the slot would be one that a keep request asks for. */
bool ht_draft_keeps(const struct ht_draft *draft, uint32_t slot);

/** Whether the session takes part in what is broken; tries it out and leaves all as it was. */
bool ht_draft_breaks(struct ht_draft *draft, struct ht_due due);

/** Whether the session goes against the wishes. */
bool ht_draft_offends(const struct ht_draft *draft, struct ht_due due);

/** Another session of the same mentor and calendar week whose slot is taken twice, among blocks
 *  that are not marked; .block is HT_NONE where there is none. */
struct ht_due ht_draft_clash(const struct ht_draft *draft, uint32_t block, int week,
                             const bool *marked);

/** Puts a session into a slot of its block, or HT_NONE. */
void ht_draft_put(struct ht_draft *draft, struct ht_due due, uint32_t slot);

/** How many changes there have been: a point for ht_draft_undo(). */
uint32_t ht_draft_mark(const struct ht_draft *draft);

/** Takes all changes since a mark back. */
void ht_draft_undo(struct ht_draft *draft, uint32_t mark);

#endif
