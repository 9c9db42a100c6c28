/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Trials: a school and what it requires, changed, and how much of that has a place then.
 */
#ifndef HT_SOLVER_EXPLAIN_TRIAL_H
#define HT_SOLVER_EXPLAIN_TRIAL_H

#include "solver/explain/advice.h"
#include "solver/instance/requirements.h"

/** What trials have in common. */
struct ht_trials {
    const struct ht_school *school;
    struct ht_instance *instance; /* of the school as it is; owned */
    struct ht_requirements
        *requirements;       /* likewise: requirements are known by their numbers in it */
    const atomic_bool *stop; /* may be NULL */
    unsigned threads;        /* that solve; 0: one a processor */
    double seconds;          /* for a single trial; 0: no limit */
    int64_t steps;           /* likewise, of its search */
    double deadline;         /* by ht_clock(); 0: none */
    int made;                /* trials */
    int64_t work, most;      /* in them, and how much of it there may be; 0: no limit */
    bool cut_short;          /* one more was wanted than there was time or leave for */
};

/** A changed school with changed requirements. */
struct ht_case {
    struct ht_variant variant;
    int *required; /* [requirement]; owned */
};

/** What came of a trial. */
struct ht_finding {
    int64_t cost, bound; /* of the schedule found; no other one costs less */
    bool proven;         /* than that */
    int *missing; /* [requirement]: sessions without a place; owned; NULL: there is no schedule */
};

/** The number of the requirement that a programme's sessions of a week count for; HT_NONE: of none.
 */
uint32_t ht_trials_block(const struct ht_trials *trials, ht_programme_id programme, ht_date week);

/** The school as it is. */
struct ht_case ht_case_new(const struct ht_trials *trials);

/** A copy of a case to be changed further, which must not outlive it. */
struct ht_case ht_case_copy(const struct ht_trials *trials, const struct ht_case *of);

/** Frees a case's own. */
void ht_case_clear(struct ht_case *tried);

/**
 * Leaves of what a case requires only what has to be planned together with a programme (it shares
 * mentors, students or limits), in the case or in the one that it was made from. These requirements
 * are returned as a set: use free().
 */
bool *ht_case_narrow(const struct ht_trials *trials, struct ht_case *tried,
                     const struct ht_case *before, ht_programme_id programme);

/**
 * About how much work it is to plan what a case requires, whatever the machine: the squares of the
 * numbers of sessions that are planned together, and what it takes to look at the school.
 */
int64_t ht_case_work(const struct ht_trials *trials, const struct ht_case *of);

/** How many sessions of what a case requires any schedule leaves unplaced at least. */
int ht_case_fewest(struct ht_trials *trials, const struct ht_case *tried);

/** Whether another trial may be made. */
bool ht_trials_go_on(struct ht_trials *trials);

/** Plans what the case requires; free the finding's missing. */
struct ht_finding ht_trial(struct ht_trials *trials, const struct ht_case *tried);

#endif
