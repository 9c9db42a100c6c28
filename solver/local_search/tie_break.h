/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The secondary tie-breaks (README: "what is minimised"): which of two schedules of the same cost
 * is the better one.
 */
#ifndef HT_SOLVER_LOCAL_SEARCH_TIE_BREAK_H
#define HT_SOLVER_LOCAL_SEARCH_TIE_BREAK_H

#include "solver/instance/subproblem.h"

/** Sessions: numbers of a subproblem's slots. */
struct ht_placed {
    uint32_t *slots; /* owned */
    uint32_t count, capacity;
};

/** Adds a session. */
void ht_placed_add(struct ht_placed *placed, uint32_t slot);

/** Frees sessions. */
void ht_placed_clear(struct ht_placed *placed);

/** What the tie-breaks look at, of every slot of a subproblem. */
struct ht_tie_break {
    const struct ht_subproblem *subproblem;
    uint32_t *first_group; /* [slot], one more at the end: in groups */
    uint32_t *groups;      /* of subjects that the programme's students miss; HT_NONE for none */
    uint32_t *time;        /* [slot]: the same number for the same day and period's name */
    int *week;             /* [slot]: calendar week */
};

/** Looks all slots up; free with ht_tie_break_clear(). The subproblem must outlive it. */
struct ht_tie_break ht_tie_break_new(const struct ht_subproblem *subproblem);

/** Frees the arrays. */
void ht_tie_break_clear(struct ht_tie_break *tie_break);

/**
 * What two sessions of a programme, the earlier first, go against the tie-breaks: one number in
 * which a case of the same subject in consecutive weeks outweighs all cases of the same day and
 * period, and one of those all gaps of under four days.
 */
int64_t ht_tie_break_pair(const struct ht_tie_break *tie_break, uint32_t earlier, uint32_t later);

#endif
