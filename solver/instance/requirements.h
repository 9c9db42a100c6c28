/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What each programme requires in the horizon (H8): weeks or blocks of weeks with a number of
 * sessions.
 */
#ifndef HT_SOLVER_INSTANCE_REQUIREMENTS_H
#define HT_SOLVER_INSTANCE_REQUIREMENTS_H

#include "solver/instance/instance.h"
#include "solver/school/schedule.h"

/** Weeks that must have so many sessions of a programme between them: one where per_week is whole.
 */
struct ht_requirement {
    ht_programme_id programme;
    uint32_t first_week, week_count; /* in ht_requirements.weeks */
    int required;                    /* sessions */
    int week_max;                    /* most sessions in one of the weeks */
};

/** The requirements of all assigned programmes, by programme and then by date. */
struct ht_requirements {
    struct ht_requirement *items;
    uint32_t item_count, block_capacity;
    int *weeks; /* numbers of calendar weeks, as ht_instance_week() counts them */
    uint32_t week_count, week_capacity;
    uint32_t *first_item;     /* [programme], one more at the end */
    struct ht_unplaced *over; /* what stayed unplaced in weeks that are over, or was put aside */
    uint32_t over_count, over_capacity;
};

/** The sessions of history that count; for a group, those of the member with the fewest. */
int ht_requirements_past(const struct ht_instance *instance, const struct ht_programme *programme);

/** Works out the requirements; free with ht_requirements_free(). */
struct ht_requirements *ht_requirements_new(const struct ht_instance *instance);

/**
 * The part of the requirements that asks for these numbers of sessions, by requirement; 0 leaves a
 * requirement out. More than the requirement required are more in one week, too. Free with
 * ht_requirements_free().
 */
struct ht_requirements *ht_requirements_part(const struct ht_instance *instance,
                                             const struct ht_requirements *requirements,
                                             const int *required);

/** How many of the sessions are in each requirement. Use free(). */
int *ht_requirements_placed(const struct ht_instance *instance,
                            const struct ht_requirements *requirements,
                            const struct ht_session *sessions, size_t count);

/** The requirement that a programme's sessions of a calendar week count for; NULL where none is
 * due. */
const struct ht_requirement *ht_requirements_block(const struct ht_requirements *requirements,
                                                   ht_programme_id programme, int week);

/** Frees requirements; NULL is fine. */
void ht_requirements_free(struct ht_requirements *requirements);

#endif
