/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * When a search is to end: the deadline, the flag of an interrupt, or so much work. Whatever may
 * take long looks at it, or says how many steps it has taken since (a step takes well under a
 * microsecond).
 */
#ifndef HT_SOLVER_BASE_LIMIT_H
#define HT_SOLVER_BASE_LIMIT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/** How far a search has come; another thread may read it meanwhile. */
struct ht_incumbent {
    _Atomic int64_t cost;  /* of the best found; INT64_MAX: nothing yet */
    _Atomic int64_t bound; /* nothing costs less */
};

/** What one thread has done under a limit. */
struct ht_work {
    int64_t steps;
    int64_t next_look; /* at the clock and the flag: after so many steps */
    bool over;         /* the limit was reached then */
};

/** When to stop, and whom to tell until then. */
struct ht_limit {
    double deadline;         /* by ht_clock(); 0: none */
    const atomic_bool *stop; /* may be NULL */
    _Atomic double *ended;   /* when either was first seen, by all who share it; may be NULL */
    int64_t most;            /* steps; 0: any number */
    struct ht_work *work;    /* to count them; may be NULL where there may be any number */
    struct ht_incumbent *incumbent; /* of the whole search; may be NULL */
};

/** Seconds of a clock that only goes forward. */
double ht_clock(void);

/** Whether the deadline has passed, the flag is set or the work is done. */
bool ht_limit_reached(const struct ht_limit *limit);

/** Counts steps and looks now and then whether the limit is reached. */
bool ht_limit_after(const struct ht_limit *limit, int64_t steps);

/**
 * A limit for what makes the most of a search that a limit has ended: so much of a short time more,
 * or that part of the steps once again, counted in the work given.
 */
struct ht_limit ht_limit_overtime(const struct ht_limit *limit, double part, struct ht_work *work);

#endif
