/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an evaluation is made of; only evaluation.c and evaluation_new.c look at it.
 */
#ifndef HT_SOLVER_LOCAL_SEARCH_INTERNAL_H
#define HT_SOLVER_LOCAL_SEARCH_INTERNAL_H

#include "solver/local_search/evaluation.h"

/** One change, for taking it back. */
struct ht_evaluation_change {
    struct ht_required_session due;
    uint32_t before; /* slot or HT_NONE */
};

/** What a session in a slot counts for. */
struct ht_evaluation_weight {
    uint32_t mentor_week; /* mentor * week_count + week */
    uint32_t weekday;
    uint32_t block_week; /* place in programme_week */
    int minutes;         /* of a lesson; 0 of another kind of period */
    int spare;           /* minutes of lessons that the mentor's day can give */
    int term, span;      /* calendar rows that its misses count in */
};

/** Mentors and students are numbered within the subproblem; counters by [several, of, these]. */
struct ht_evaluation {
    const struct ht_tie_break *tie_break;
    const struct ht_subproblem *subproblem;
    const struct ht_school *school;
    uint32_t week_count, period_count, group_count, row_count, class_count;
    uint32_t *first_due;          /* [requirement], one more at the end: in at */
    uint32_t *at;                 /* [first_due[requirement] + n]: slot or HT_NONE */
    uint32_t *first_keep, *keeps; /* [slot]: the keep requests that a session there would hold */
    int *kept;        /* [request]: sessions that hold it; a possible keep without any is broken */
    uint32_t *mentor; /* [requirement] */
    uint32_t *first_member, *members;     /* [requirement]: its students */
    ht_student_id *students;              /* [member] */
    uint32_t *first_item, *items;         /* [mentor]: requirements by week */
    struct ht_evaluation_weight *weights; /* [slot] */
    int *taken;                           /* [mentor, week, period]: sessions */
    int *day_sessions, *day_minutes;      /* [mentor, week, weekday] */
    int *day_short;                       /* likewise: minutes of free time in one piece lacking */
    int *student_day;                     /* [member, week, weekday]: sessions */
    int *student_period;                  /* [member, week, period] */
    int *misses;                          /* [member, group, calendar row] */
    int *programme_week;                  /* [requirement, week of it]: sessions */
    int *missing;                         /* [member]: unplaced sessions */
    int *rooms;                           /* [week, period]: sessions; NULL without a limit */
    int *withdrawals;                     /* [week, period, class]: students; likewise */
    struct ht_evaluation_sums sums;
    struct ht_evaluation_change *changes;
    uint32_t change_count, change_capacity;
};

/** Counts a session of a requirement as unplaced, or with by -1 no longer. */
void ht_evaluation_count_missing(struct ht_evaluation *evaluation, uint32_t requirement, int by);

#endif
