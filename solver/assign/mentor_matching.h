/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Whether the sessions of all candidates of a mentor can have places of their own, each week for
 * itself: a flow from the programmes' weeks over their slots to the mentor's days.
 */
#ifndef HT_SOLVER_ASSIGN_MENTOR_MATCHING_H
#define HT_SOLVER_ASSIGN_MENTOR_MATCHING_H

#include "solver/assign/candidates.h"

/** The slots that any of the mentor's candidates has in a week, all else being blank. */
void ht_matching_week(const struct ht_candidates *candidates, ht_mentor_id mentor, int week,
                      uint64_t *slots);

/**
 * Finds each mentor's tight weeks, and cuts the sessions of the settled candidates down to what has
 * a place: what the caseload has too much already is not for the open programmes to mend.
 */
void ht_matching_settle(struct ht_candidates *candidates);

/** The most sessions that a mentor can have in a set of slots: bits by [day of the horizon]. */
int ht_matching_in(const struct ht_candidates *candidates, ht_mentor_id mentor,
                   const uint64_t *slots);

/** How many sessions of a candidate can be nowhere but in the set. */
int ht_matching_needed(const struct ht_candidates *candidates, const struct ht_candidate *candidate,
                       const struct ht_places *within);

/**
 * Tells sets of places that have less room than the mentor's taken candidates need in them; none
 * where all sessions have a place or may go without. taken goes by the place in
 * candidates->candidates; settled candidates are always. without says how many sessions a week may
 * go without a place, by [week].
 */
void ht_matching_shortages(const struct ht_candidates *candidates, ht_mentor_id mentor,
                           const bool *taken, const int *without,
                           void (*tell)(const struct ht_places *within, void *context),
                           void *context);

#endif
