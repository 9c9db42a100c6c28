/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Says what the sessions cost that no schedule of a school can place, whatever the slots. */
#include "solver/plan/losses.h"
#include "io/school/read.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int64_t least_loss(const struct ht_school *school, struct ht_horizon horizon)
{
    struct ht_instance *instance = ht_instance_new(school, horizon);
    struct ht_requirements *requirements = ht_requirements_new(instance);
    struct ht_partition whole = ht_partition_new(school, requirements, true);
    struct ht_losses losses = {0};
    if (whole.count) {
        struct ht_subproblem subproblem = ht_subproblem_new(instance, requirements, &whole, 0);
        losses = ht_losses_new(&subproblem, &(struct ht_limit){0});
        ht_subproblem_clear(&subproblem);
    }
    free(losses.lost);
    ht_partition_clear(&whole);
    ht_requirements_free(requirements);
    ht_instance_free(instance);
    return losses.cost;
}

int main(int argc, char **argv)
{
    struct ht_horizon horizon;
    if (argc != 3) {
        fputs("usage: losses SCHOOL TERM\n", stderr);
        return 2;
    }
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(argv[1], faults);
    bool known = school && ht_horizon_named(school, HT_TERM, argv[2], &horizon);
    ht_diagnostics_print(faults, stderr);
    if (known)
        printf("%" PRId64 "\n", least_loss(school, horizon));
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return known ? 0 : 2;
}
