/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What rules a session out of a slot, with where it comes from.
 */
#ifndef HT_SOLVER_INSTANCE_OBSTACLE_H
#define HT_SOLVER_INSTANCE_OBSTACLE_H

#include "solver/school/rules.h"
#include "solver/school/school.h"

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

#endif
