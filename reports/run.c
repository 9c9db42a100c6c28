/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/run.h"

static const char *const statuses[][2] = {
    [HT_OPTIMAL] = {"Proved optimal",
                    "No timetable that keeps all the rules costs less than this one."},
    [HT_FEASIBLE] = {"Good, not proved optimal",
                     "This timetable keeps all the rules; a longer run may find a better one."},
    [HT_INFEASIBLE] = {"Not possible", "No timetable keeps all the rules."},
};

/* Of what replaces an earlier plan, by whether it is proven. */
static const char *const replanned[][2] = {
    {"Few changes, not proved the fewest",
     "This timetable keeps all the rules; a longer run may find one that changes less."},
    {"Proved: the fewest changes",
     "No timetable that keeps what is over leaves less unplaced, nor as little with fewer changes "
     "to the plan before, nor so at less cost."},
};

bool ht_run_proven(const struct ht_run *run)
{
    return run->changes ? run->changes->proven : run->schedule->status == HT_OPTIMAL;
}

static const char *const *status_words(const struct ht_run *run)
{
    return run->changes ? replanned[run->changes->proven] : statuses[run->schedule->status];
}

const char *ht_run_status(const struct ht_run *run)
{
    return status_words(run)[0];
}

const char *ht_run_status_sentence(const struct ht_run *run)
{
    return status_words(run)[1];
}
