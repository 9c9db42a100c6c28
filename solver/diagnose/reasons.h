/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Why a session has no place: what rules out each slot of its week.
 */
#ifndef HT_SOLVER_DIAGNOSE_REASONS_H
#define HT_SOLVER_DIAGNOSE_REASONS_H

#include "solver/instance/requirements.h"
#include "solver/school/schedule.h"

/** Finds the rule and the shortage of every unplaced session of a sorted schedule. */
void ht_give_reasons(const struct ht_instance *instance, const struct ht_requirements *requirements,
                     struct ht_schedule *schedule);

#endif
