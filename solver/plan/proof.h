/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What proves a schedule's cost: for each subproblem its integer program, the schedule as a
 * solution of it, and a certificate that none costs less. Made anew from the school and the
 * schedule, however that was found; the schedule is none the different for it.
 */
#ifndef HT_SOLVER_PLAN_PROOF_H
#define HT_SOLVER_PLAN_PROOF_H

#include "solver/plan/changes.h"

#include <stdatomic.h>

/** The proofs of all subproblems: see proof_parts.h. */
struct ht_proofs;

/**
 * Proves a schedule, sorted, that breaks no rule: its cost where it is optimal, else what the
 * relaxations come to; of one that was planned again, what is said of its changes (else NULL).
 * Less may be proved where the flag, which may be NULL, is set meanwhile, or the deadline by
 * ht_clock() (0: none) passes. All that is given must
 * outlive the proofs. Free with ht_proofs_free().
 */
struct ht_proofs *ht_proofs_new(const struct ht_school *school, const struct ht_schedule *schedule,
                                const struct ht_changes *changes, const atomic_bool *stop,
                                double deadline);

/** What no schedule costs less than, as far as it is proved; or has as a lower sum. */
int64_t ht_proofs_bound(const struct ht_proofs *proofs);

/** Frees proofs; NULL is fine. */
void ht_proofs_free(struct ht_proofs *proofs);

#endif
