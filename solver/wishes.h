/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The secondary wishes of section 4 of the contract: which of two schedules of the same cost is
 * the better one.
 */
#ifndef HT_SOLVER_WISHES_H
#define HT_SOLVER_WISHES_H

#include "solver/unroll.h"

/**
 * What two successive sessions of a programme, the earlier first, go against the wishes: one
 * number in which a case of the same subject in consecutive weeks outweighs all cases of the same
 * day and period, and one of those all gaps of under four days.
 */
int64_t ht_wishes_pair(const struct ht_model *model, struct ht_placing earlier,
                       struct ht_placing later);

#endif
