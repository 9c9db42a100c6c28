/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a search for the best solution of an integer program comes to.
 */
#ifndef HT_SOLVER_ILP_SOLUTION_H
#define HT_SOLVER_ILP_SOLUTION_H

#include "solver/base/limit.h"

/** What a search found. */
struct ht_solution {
    int *values;     /* [column]; owned; NULL where none was found */
    int64_t cost;    /* of these values */
    int64_t bound;   /* no solution of the program costs less */
    bool infeasible; /* proved to have no solution */
};

/** Takes over a better one's values, and tells whoever waits. */
void ht_solution_take(struct ht_solution *solution, const int *values, uint32_t count, int64_t cost,
                      const struct ht_limit *limit);

/** Tells whoever waits what is found and proved, where that is news. */
void ht_solution_tell(const struct ht_solution *solution, const struct ht_limit *limit);

/** Frees a solution's values. */
void ht_solution_clear(struct ht_solution *solution);

#endif
