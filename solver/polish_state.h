/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A component's schedule in a form that changes one session at a time and knows what each change
 * does to the rules, the cost and the secondary wishes. Every change can be taken back.
 */
#ifndef HT_SOLVER_POLISH_STATE_H
#define HT_SOLVER_POLISH_STATE_H

#include "solver/unroll.h"

/** What the objective and the rules come to, but for a constant in the cost. */
struct ht_polish_sums {
    int clashes;    /* sessions too many in slots */
    int broken;     /* minutes of free time and misses beyond their limits */
    int64_t cost;   /* misses, repeats and day load */
    int64_t wishes; /* what goes against the wishes */
};

struct ht_polish_state;

/** The state of placings; free with ht_polish_state_free(). */
struct ht_polish_state *ht_polish_state_new(const struct ht_wishes *wishes,
                                            const struct ht_placings *placings);

/** Frees a state; NULL is fine. */
void ht_polish_state_free(struct ht_polish_state *state);

/** Replaces the placings by those of the state. */
void ht_polish_read(const struct ht_polish_state *state, struct ht_placings *placings);

/** How many programmes there are; they are numbered from 0 within the component. */
uint32_t ht_polish_programmes(const struct ht_polish_state *state);

/** Whether a programme may be moved: one session a week, of students who have no other. */
bool ht_polish_movable(const struct ht_polish_state *state, uint32_t programme);

/** The choice of a movable programme in a calendar week, or HT_NONE. */
uint32_t ht_polish_at(const struct ht_polish_state *state, uint32_t programme, int week);

/** The choices that a programme has in a week: from *first on; their number is returned. */
uint32_t ht_polish_choices(const struct ht_polish_state *state, uint32_t programme, int week,
                           uint32_t *first);

/** Whether a programme's session of a week shares its slot. */
bool ht_polish_clashes(const struct ht_polish_state *state, uint32_t programme, int week);

/** Whether a programme's session of a week goes against the wishes. */
bool ht_polish_offends(const struct ht_polish_state *state, uint32_t programme, int week);

/** Puts a movable programme's session of a week to another choice, or HT_NONE. */
void ht_polish_put(struct ht_polish_state *state, uint32_t programme, int week, uint32_t choice);

/** What the present state comes to. */
struct ht_polish_sums ht_polish_sums(const struct ht_polish_state *state);

/** How many changes there have been: a point for ht_polish_undo(). */
uint32_t ht_polish_mark(const struct ht_polish_state *state);

/** Takes all changes since a mark back. */
void ht_polish_undo(struct ht_polish_state *state, uint32_t mark);

#endif
