/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * In which weeks the mentors' sessions are needed, where some have a choice of weeks.
 */
#ifndef HT_SOLVER_DIAGNOSE_CAPACITY_NEEDS_H
#define HT_SOLVER_DIAGNOSE_CAPACITY_NEEDS_H

#include "solver/diagnose/capacity.h"
#include "solver/instance/requirements.h"

/**
 * Adds what each mentor's weeks need, once it is known what they have room for. Of the sessions
 * that can be in one of several weeks, as many as possible go where there is room.
 */
void ht_capacity_add_needs(const struct ht_school *school,
                           const struct ht_requirements *requirements,
                           struct ht_capacity *capacity);

#endif
