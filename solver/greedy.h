/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A schedule in a hurry, for when time runs out before the search has found one.
 */
#ifndef HT_SOLVER_GREEDY_H
#define HT_SOLVER_GREEDY_H

#include "solver/model.h"

/** Places what fits, what must be kept first and cheap slots before dear ones: counts by choice,
 *  which keep every row but perhaps those of keep requests. Free with free(). */
int *ht_greedy(const struct ht_model *model);

#endif
