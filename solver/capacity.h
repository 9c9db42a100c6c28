/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Needs against room, counted without planning: what a school can hardly or cannot place. Each
 * number of room is an upper bound, so that what exceeds it certainly has no place.
 */
#ifndef HT_SOLVER_CAPACITY_H
#define HT_SOLVER_CAPACITY_H

#include "solver/facts.h"

/** A mentor's calendar week. */
struct ht_mentor_room {
    int needed;   /* sessions that the mentor's programmes require */
    int possible; /* most sessions that days, commitments, free time and slots leave room for */
};

/** A programme in the horizon. */
struct ht_programme_room {
    int needed;         /* sessions */
    int slots_short;    /* most sessions that a week requires beyond the slots it has; or 0 */
    ht_date short_week; /* the Monday of that week, where slots_short is above 0 */
    int misses;         /* that H6 leaves in what the slots miss; HT_NO_LIMIT: some miss nothing */
};

/** The horizon's needs and room. */
struct ht_capacity {
    struct ht_horizon horizon;
    ht_date first_monday;                 /* of the horizon's first calendar week */
    int week_count;                       /* calendar weeks that the horizon touches */
    int needed;                           /* sessions in all */
    struct ht_mentor_room *mentors;       /* [mentor * week_count + week] */
    struct ht_programme_room *programmes; /* [programme] */
};

/** Counts; free with ht_capacity_free(). */
struct ht_capacity *ht_capacity_new(const struct ht_school *school, struct ht_horizon horizon);

/** Frees the counts; NULL is fine. */
void ht_capacity_free(struct ht_capacity *capacity);

/** The most sessions of a mentor on a date in these of the date's periods, by their bits. */
int ht_capacity_on(const struct ht_facts *facts, ht_mentor_id mentor, ht_date date,
                   uint64_t usable);

#endif
