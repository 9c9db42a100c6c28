/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The engine: places the sessions of a school at the least cost and proves it.
 */
#ifndef HT_SOLVER_PLAN_PLAN_H
#define HT_SOLVER_PLAN_PLAN_H

#include "solver/instance/requirements.h"
#include "solver/school/schedule.h"

#include <stdatomic.h>

/** How far a run has come; told from the calling thread, at most ten times a second. */
struct ht_progress {
    size_t subproblems, solved; /* parts that are planned apart, and those done */
    double seconds;             /* since ht_plan() was called */
    bool together;              /* all are done and are planned in one, for what they share */
    int64_t cost;               /* then: of the best schedule so far; INT64_MAX: none yet */
    int64_t bound;              /* then: no schedule costs less */
};

/** How to plan; zeroed, it means without limits. */
struct ht_plan_options {
    double seconds;          /* return the best schedule found after so long; 0: no limit */
    const atomic_bool *stop; /* return it soon after this becomes true; may be NULL */
    int64_t work;            /* likewise after so many steps (solver/base/limit.h); 0: no limit */
    unsigned threads;        /* that solve; 0: one a processor. The result does not depend on it */
    void (*progress)(const struct ht_progress *progress, void *context); /* may be NULL */
    void *context;                                                       /* for progress */
};

/**
 * A schedule of the least cost, with a reason for each session that has no place. Never NULL:
 * whatever cannot be placed is reported. Free with ht_schedule_free().
 */
struct ht_schedule *ht_plan(const struct ht_school *school, struct ht_horizon horizon,
                            const struct ht_plan_options *options);

/**
 * The same of requirements, with nothing before the instance's date; the costs are sums by their
 * goal. The clock said start when the run began. The steps taken are added to *steps, unless that
 * is NULL.
 */
struct ht_schedule *ht_plan_requirements(const struct ht_instance *instance,
                                         const struct ht_requirements *requirements,
                                         const struct ht_plan_options *options, double start,
                                         int64_t *steps);

#endif
