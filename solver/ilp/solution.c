/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/solution.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

void ht_solution_take(struct ht_solution *solution, const int *values, uint32_t count, int64_t cost,
                      const struct ht_limit *limit)
{
    if (!solution->values)
        solution->values = HT_NEW(int, count);
    memcpy(solution->values, values, count * sizeof *values);
    solution->cost = cost;
    ht_solution_tell(solution, limit);
}

void ht_solution_tell(const struct ht_solution *solution, const struct ht_limit *limit)
{
    struct ht_incumbent *incumbent = limit->incumbent;
    if (!incumbent)
        return;
    if (solution->values && solution->cost < atomic_load(&incumbent->cost))
        atomic_store(&incumbent->cost, solution->cost);
    if (solution->bound > atomic_load(&incumbent->bound))
        atomic_store(&incumbent->bound, solution->bound);
}

void ht_solution_clear(struct ht_solution *solution)
{
    free(solution->values);
    solution->values = NULL;
}
