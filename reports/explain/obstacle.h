/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What rules a session out of a slot, in words.
 */
#ifndef HT_REPORTS_EXPLAIN_OBSTACLE_H
#define HT_REPORTS_EXPLAIN_OBSTACLE_H

#include "solver/diagnose/obstacles.h"

/** A word or two for a timetable: "day off", or the subject that is not to be missed. */
const char *ht_obstacle_word(const struct ht_obstacles *obstacles, const struct ht_week_slot *slot);

/**
 * A sentence, without a full stop, with names and where to look: "Sam Lee has a meeting
 * (commitments.csv:12)". It does not say when the slot is. Use free().
 */
char *ht_say_obstacle(const struct ht_obstacles *obstacles, ht_programme_id programme,
                      const struct ht_week_slot *slot);

#endif
