/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What proofs are made of, for those who write them.
 */
#ifndef HT_SOLVER_PLAN_PROOF_PARTS_H
#define HT_SOLVER_PLAN_PROOF_PARTS_H

#include "solver/ilp/certificate.h"
#include "solver/instance/remainder.h"
#include "solver/model/model.h"

/** The proof of one subproblem. */
struct ht_proof {
    struct ht_subproblem subproblem;
    struct ht_model *model;
    int *values;                  /* [column]: the schedule */
    int64_t cost;                 /* of these values */
    uint32_t *sessions, *columns; /* numbers in the schedule; that count them */
    uint32_t session_count;
    struct ht_certificate certificate;
};

/** The proofs of all subproblems. */
struct ht_proofs {
    struct ht_remainder rest; /* of a plan that was planned again, else zeroed */
    struct ht_instance *instance;
    struct ht_requirements *requirements;
    struct ht_partition partition;
    struct ht_proof *proofs; /* [subproblem] */
    uint32_t count;
    int64_t bound; /* the sum of theirs: no schedule costs less */
};

#endif
