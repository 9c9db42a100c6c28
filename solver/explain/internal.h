/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What advice is worked out with.
 */
#ifndef HT_SOLVER_EXPLAIN_INTERNAL_H
#define HT_SOLVER_EXPLAIN_INTERNAL_H

#include "solver/explain/repair.h"

/** A repair that has been tried. */
struct ht_tried {
    struct ht_repair repair;
    int *missing; /* [requirement] with it: -1 where it was not planned again; owned */
};

/** The state of the work. */
struct ht_adviser {
    struct ht_trials trials;
    const struct ht_advice_options *options;
    const struct ht_schedule *schedule;
    struct ht_case now; /* the school, with the repairs that are made by now */
    int *missing;       /* [requirement] then; owned */
    bool *meant;        /* [requirement]: advice is wanted on it; owned */
    bool *paired;       /* [requirement]: two repairs at once have been looked for; owned */
    struct ht_repairs suggested;
    struct ht_tried *tried; /* those that place something; owned */
    size_t tried_count, tried_capacity;
    bool ran_out; /* of time or work */
};

/** How many requirements there are. */
static inline uint32_t ht_adviser_requirements(const struct ht_adviser *adviser)
{
    return adviser->trials.requirements->item_count;
}

/** [requirement]: sessions that have a place now. Use free(). */
int *ht_adviser_placed(const struct ht_adviser *adviser);

/** Finds why a requirement has no place for one more session now, and suggests what might be done.
 */
struct ht_conflict ht_adviser_look_into(struct ht_adviser *adviser, uint32_t requirement);

/**
 * Tries a repair on the school as it is now; what it leaves missing is the caller's, NULL where it
 * places nothing that is meant.
 */
int *ht_adviser_try(struct ht_adviser *adviser, struct ht_repair *repair);

/** Tries what was suggested and keeps what helps, the least price for a session placed first. */
void ht_adviser_try_suggested(struct ht_adviser *adviser);

/** Brings what was tried into that order again. */
void ht_adviser_rank(struct ht_adviser *adviser);

/** Forgets the tried repair of that place. */
void ht_adviser_drop(struct ht_adviser *adviser, size_t place);

/** Sessions that are missing now. */
int ht_adviser_missing(const struct ht_adviser *adviser);

/** Makes repairs until nothing that is meant is missing, or no repair is known that helps. */
void ht_adviser_make_repairs(struct ht_adviser *adviser, struct ht_advice *advice);

#endif
