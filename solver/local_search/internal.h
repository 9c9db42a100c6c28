/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an evaluation is made of: counters, and what a session in each slot adds to them.
 */
#ifndef HT_SOLVER_LOCAL_SEARCH_INTERNAL_H
#define HT_SOLVER_LOCAL_SEARCH_INTERNAL_H

#include "solver/local_search/evaluation.h"

/** What some slots have in common: sessions, students or minutes, counted. */
struct ht_counted {
    int count;
    int limit;    /* what is above it is broken */
    int64_t unit; /* the n-th of them costs it n - 1 times */
};

/** What a session in a slot adds to a counter. */
struct ht_share {
    uint32_t counter;
    int by;
};

/** One change, for taking it back. */
struct ht_evaluation_change {
    struct ht_required_session due;
    uint32_t before; /* slot or HT_NONE */
};

/** Mentors and students are numbered within the subproblem. */
struct ht_evaluation {
    const struct ht_tie_break *tie_break;
    const struct ht_subproblem *subproblem;
    const struct ht_school *school;
    uint32_t week_count, period_count;
    uint32_t *first_due;              /* [requirement], one more at the end: in at */
    uint32_t *at;                     /* [first_due[requirement] + n]: slot or HT_NONE */
    uint32_t *mentor;                 /* [requirement] */
    uint32_t *first_item, *items;     /* [mentor]: requirements by week */
    uint32_t *first_member, *members; /* [requirement]: its students */
    ht_student_id *students;          /* [member] */
    struct ht_counted *counters;      /* by what they count, see shares.c */
    uint32_t counter_count;
    uint32_t *first_share;   /* [slot], one more at the end */
    struct ht_share *shares; /* the first of a slot: sessions of the mentor then */
    uint32_t share_count, share_capacity;
    uint32_t *first_keep, *keeps; /* [slot]: the keep requests that a session there would hold */
    int *kept;      /* [request]: sessions that hold it; a possible keep without any is broken */
    int *day_short; /* [mentor, week, weekday]: minutes of free time in one piece lacking */
    int *missing;   /* [member]: unplaced sessions */
    struct ht_evaluation_sums sums;
    struct ht_evaluation_change *changes;
    uint32_t change_count, change_capacity;
};

/** Finds the people of the subproblem, makes all counters, and the shares and keeps of all slots.
 */
void ht_evaluation_share(struct ht_evaluation *evaluation);

/** The calendar week of a slot. */
static inline uint32_t ht_evaluation_week(const struct ht_evaluation *evaluation, uint32_t slot)
{
    return (uint32_t)evaluation->tie_break->week[slot];
}

/** The weekday of a slot, over all weeks. */
static inline uint32_t ht_evaluation_day(const struct ht_evaluation *evaluation, uint32_t slot)
{
    return ht_evaluation_week(evaluation, slot) * HT_DAYS_A_WEEK +
           (uint32_t)ht_date_weekday(evaluation->subproblem->slots[slot].date);
}

#endif
