/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Needs against room, counted without planning: what a school can hardly or cannot place. Each
 * number of room is an upper bound, so that what exceeds it certainly has no place.
 */
#ifndef HT_SOLVER_DIAGNOSE_CAPACITY_H
#define HT_SOLVER_DIAGNOSE_CAPACITY_H

#include "solver/instance/instance.h"

/** A calendar week, of a mentor or of the whole school. */
struct ht_week_room {
    int needed;   /* sessions */
    int possible; /* most sessions that there is room for */
};

/** A programme in the horizon. */
struct ht_programme_room {
    int needed;    /* sessions */
    ht_date first; /* date with room for a session; HT_DATE_LAST: none in weeks that need one */
    int misses;    /* that H6 leaves in what the slots miss; HT_NO_LIMIT: some miss nothing */

    /* The weeks that have the most sessions too few: what they require and the most that the
       programme's own slots hold, equal where no week is short; and their first and last Monday. */
    int short_required, short_possible;
    ht_date short_from, short_to;
};

/** The horizon's needs and room. */
struct ht_capacity {
    struct ht_horizon horizon;
    ht_date first_monday; /* of the horizon's first calendar week */
    int week_count;       /* calendar weeks that the horizon touches */
    int needed;           /* sessions in all */

    /* [mentor * week_count + week]: room that days, commitments, free time and slots leave. A
       session that can be in one of several weeks is in one with room, if there is such a way. */
    struct ht_week_room *mentors;

    /* [week]: of the whole school, where rooms are limited, or else NULL. Sessions that could be
       in another week are left out. */
    struct ht_week_room *weeks;
    struct ht_programme_room *programmes; /* [programme] */
};

/** Counts; free with ht_capacity_free(). */
struct ht_capacity *ht_capacity_new(const struct ht_school *school, struct ht_horizon horizon);

/** Frees the counts; NULL is fine. */
void ht_capacity_free(struct ht_capacity *capacity);

/** The most sessions of a mentor on a date in these of the date's periods, by their bits. */
int ht_capacity_on(const struct ht_instance *instance, ht_mentor_id mentor, ht_date date,
                   uint64_t usable);

#endif
