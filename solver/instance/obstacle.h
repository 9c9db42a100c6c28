/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What rules a session out of a slot, with where it comes from.
 */
#ifndef HT_SOLVER_INSTANCE_OBSTACLE_H
#define HT_SOLVER_INSTANCE_OBSTACLE_H

#include "solver/instance/instance.h"
#include "solver/school/rules.h"

/** The thing in the way; what its kind does not name is HT_NONE or 0. */
struct ht_obstacle {
    enum ht_obstacle_kind kind;
    enum ht_cap cap;
    bool beside;           /* only beside other sessions of a schedule */
    ht_student_id student; /* the first student of the programme whom it concerns */
    uint32_t row;          /* place in ht_school.commitments or .requests */
    int minutes;
};

/** An obstacle of a kind that names nothing else; HT_OBSTACLE_NONE: nothing is in the way. */
static inline struct ht_obstacle ht_obstacle(enum ht_obstacle_kind kind)
{
    return (struct ht_obstacle){.kind = kind, .student = {HT_NONE}, .row = HT_NONE};
}

/** The rule that an obstacle is by; HT_NO_RULE where nothing is in the way. */
enum ht_rule ht_obstacle_rule(const struct ht_obstacle *obstacle);

/** What keeps a programme from any session on a date, of whatever plan. */
struct ht_obstacle ht_obstacle_of_date(const struct ht_instance *instance,
                                       ht_programme_id programme, ht_date date);

/** Whether the policy and the programme use a period. */
bool ht_obstacle_uses(const struct ht_instance *instance, ht_programme_id programme,
                      ht_period_id period);

/**
 * What is in the way of a session in a period of a date that nothing is in the way of, were it the
 * only session of the horizon. Where nothing is, *price is its cost: subjects missed, with avoid
 * and prefer, over all students.
 */
struct ht_obstacle ht_obstacle_of_slot(const struct ht_instance *instance,
                                       ht_programme_id programme, ht_date date, ht_period_id period,
                                       int64_t *price);

/** Whether the n-th student alone keeps a programme's session from a period of a date. */
bool ht_obstacle_bars_member(const struct ht_instance *instance, ht_programme_id programme,
                             uint32_t n, ht_date date, ht_period_id period);

/** The mentor's commitment in a period of a date, if there is one. */
struct ht_obstacle ht_obstacle_committed(const struct ht_instance *instance,
                                         ht_programme_id programme, ht_date date,
                                         ht_period_id period);

#endif
