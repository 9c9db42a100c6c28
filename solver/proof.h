/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What proves a schedule's cost: for each component its integer program, the schedule as a solution
 * of it, and a certificate that none costs less. Made anew from the school and the schedule,
 * however that was found; the schedule is none the different for it.
 */
#ifndef HT_SOLVER_PROOF_H
#define HT_SOLVER_PROOF_H

#include "solver/certificate.h"
#include "solver/model.h"
#include "solver/schedule.h"

#include <stdatomic.h>

/** The proof of one component. */
struct ht_proof {
    struct ht_component component;
    struct ht_model *model;
    int *values;                        /* [column]: the schedule */
    int64_t cost;                       /* of these values */
    uint32_t *first_session, *sessions; /* [need], one more at the end: numbers in the schedule */
    struct ht_certificate certificate;
};

/** The proofs of all components. */
struct ht_proofs {
    struct ht_facts *facts;
    struct ht_demand *demand;
    struct ht_partition partition;
    struct ht_proof *proofs; /* [component] */
    uint32_t count;
    int64_t bound; /* the sum of theirs: no schedule costs less */
};

/**
 * Proves a schedule, sorted, that breaks no rule: its cost where it is optimal, else what the
 * relaxations come to. Less may be proved where the flag, which may be NULL, is set meanwhile.
 * Free with ht_proofs_free().
 */
struct ht_proofs *ht_proofs_new(const struct ht_school *school, const struct ht_schedule *schedule,
                                const atomic_bool *stop);

/** Frees proofs; NULL is fine. */
void ht_proofs_free(struct ht_proofs *proofs);

#endif
