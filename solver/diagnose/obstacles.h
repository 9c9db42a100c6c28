/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What rules a session out of a slot (a period of a date): the first thing in the way, with where
 * it comes from, beside all other sessions of a schedule.
 */
#ifndef HT_SOLVER_DIAGNOSE_OBSTACLES_H
#define HT_SOLVER_DIAGNOSE_OBSTACLES_H

#include "solver/instance/obstacle.h"
#include "solver/instance/requirements.h"
#include "solver/school/schedule.h"

/** A slot, and what is in the way. */
struct ht_week_slot {
    ht_date date;
    ht_period_id period;
    struct ht_obstacle obstacle;
};

/** A schedule's sessions by whom they are of. */
struct ht_obstacles {
    const struct ht_instance *instance;
    const struct ht_requirements *requirements;
    const struct ht_schedule *schedule;
    uint32_t *first_of_mentor, *of_mentor;   /* places in the schedule, by mentor; owned */
    uint32_t *first_of_student, *of_student; /* likewise */
    uint32_t except; /* a session that is looked upon as if it were not there, or HT_NONE */
};

/** Of a sorted schedule; what it is made of must outlive it. Free with ht_obstacles_clear(). */
struct ht_obstacles ht_obstacles_new(const struct ht_instance *instance,
                                     const struct ht_requirements *requirements,
                                     const struct ht_schedule *schedule);

/** Frees what it owns. */
void ht_obstacles_clear(struct ht_obstacles *obstacles);

/**
 * The slots of a calendar week (its Monday) that lie in the horizon, in periods of the kinds that
 * the policy allows and which the programme may use, by date and start. Use free().
 */
struct ht_week_slot *ht_obstacles_week(const struct ht_obstacles *obstacles,
                                       ht_programme_id programme, ht_date monday, size_t *count);

/**
 * The sessions of the schedule (their places, by date) that an obstacle of a programme's slot is
 * beside; none for other obstacles. Use free().
 */
uint32_t *ht_obstacle_sessions(const struct ht_obstacles *obstacles, ht_programme_id programme,
                               const struct ht_week_slot *slot, size_t *count);

/**
 * What a session of a programme in a slot adds to the schedule's cost: misses, requests, repeated
 * misses, and the mentor's load of the day.
 */
int64_t ht_obstacles_price(const struct ht_obstacles *obstacles, ht_programme_id programme,
                           ht_date date, ht_period_id period);

#endif
