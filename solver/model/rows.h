/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The rows of a subproblem's integer program, and the columns for its convex costs.
 */
#ifndef HT_SOLVER_MODEL_ROWS_H
#define HT_SOLVER_MODEL_ROWS_H

#include "solver/model/model.h"

/** Adds all rows to a model that has its needs and choices; used by ht_model_new(). */
void ht_model_add_rows(struct ht_model *model);

#endif
