/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What each programme requires in the horizon (H8): blocks of weeks with a number of sessions.
 */
#ifndef HT_SOLVER_INSTANCE_REQUIREMENTS_H
#define HT_SOLVER_INSTANCE_REQUIREMENTS_H

#include "solver/instance/instance.h"
#include "solver/school/schedule.h"

/** Weeks that must have so many sessions of a programme between them: one where per_week is whole.
 */
struct ht_block {
    ht_programme_id programme;
    uint32_t first_week, week_count; /* in ht_demand.weeks */
    int required;                    /* sessions */
    int week_max;                    /* most sessions in one of the weeks */
};

/** The blocks of all assigned programmes, by programme and then by date. */
struct ht_demand {
    struct ht_block *blocks;
    uint32_t block_count, block_capacity;
    int *weeks; /* numbers of calendar weeks, as ht_facts_week() counts them */
    uint32_t week_count, week_capacity;
    uint32_t *first_block;    /* [programme], one more at the end */
    struct ht_unplaced *over; /* what stayed unplaced in weeks that are over */
    uint32_t over_count, over_capacity;
};

/** Whether a session of history counts towards a programme's total: within its bounds, of its
 * name or of none. */
bool ht_demand_counts(const struct ht_programme *programme, const struct ht_past *past);

/** The sessions of history that count; for a group, those of the member with the fewest. */
int ht_demand_past(const struct ht_facts *facts, const struct ht_programme *programme);

/** Works out the blocks; free with ht_demand_free(). */
struct ht_demand *ht_demand_new(const struct ht_facts *facts);

/**
 * The part of a demand that requires these numbers of sessions, by block; 0 leaves a block out.
 * More than the block required are more in one week, too. Free with ht_demand_free().
 */
struct ht_demand *ht_demand_part(const struct ht_facts *facts, const struct ht_demand *demand,
                                 const int *required);

/** How many of the sessions are in each block. Use free(). */
int *ht_demand_placed(const struct ht_facts *facts, const struct ht_demand *demand,
                      const struct ht_session *sessions, size_t count);

/** The block that a programme's sessions of a calendar week count for; NULL where none is due. */
const struct ht_block *ht_demand_block(const struct ht_demand *demand, ht_programme_id programme,
                                       int week);

/** Frees blocks; NULL is fine. */
void ht_demand_free(struct ht_demand *demand);

#endif
