/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The plain model: one binary a student, date and period, and rows for each rule as the contract
 * states it, also where another rule's rows happen to imply them. The free hour is written as a
 * count; unplaced sessions, repeats and the load of a day as convex piecewise columns.
 */
#ifndef HT_BENCH_PLAIN_MODEL_H
#define HT_BENCH_PLAIN_MODEL_H

#include "bench/mps.h"
#include "solver/school/school.h"

/**
 * The model of one mentor's students, or of all where mentor.i is HT_NONE; its least value is the
 * least cost. What the whole school shares (rooms, classes) is then for that mentor alone. The
 * school must be one that ht_plain_refusal() accepts. Free with ht_mps_free().
 */
struct ht_mps *ht_plain_model(const struct ht_school *school, struct ht_horizon horizon,
                              ht_mentor_id mentor);

#endif
