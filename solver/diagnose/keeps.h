/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Keep requests that cannot hold: by themselves, or beside another one (H9).
 */
#ifndef HT_SOLVER_DIAGNOSE_KEEPS_H
#define HT_SOLVER_DIAGNOSE_KEEPS_H

#include "solver/school/rules.h"
#include "solver/school/school.h"

/** A keep that cannot hold. */
struct ht_keep_fault {
    const struct ht_request *keep;
    const struct ht_request *other; /* that excludes it; NULL: it is impossible by itself */
    enum ht_rule rule;              /* that forbids it, or both together */
};

/**
 * The keeps dated in the horizon that are impossible by themselves (they are left out), and the
 * pairs of possible ones that exclude each other (a fault of the input). Free with free().
 */
struct ht_keep_fault *ht_keep_faults(const struct ht_school *school, struct ht_horizon horizon,
                                     size_t *count);

#endif
