/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Figures that say how good a schedule is, besides its cost: to be read side by side with those of
 * other schedules of the same school and horizon. They are counted from the claimed rows, by the
 * verifier's account of what is required, whether or not the schedule keeps the rules.
 */
#ifndef HT_SOLVER_VERIFY_SCORE_H
#define HT_SOLVER_VERIFY_SCORE_H

#include "solver/verify/verify.h"

/** Sessions of a group of students; a group's session counts once for each of its students. */
struct ht_score_group {
    int64_t required; /* sessions that the horizon requires */
    int64_t placed;   /* those of them that are claimed */
};

/** Plain data but for the array; free that with ht_score_clear(). */
struct ht_score {
    int64_t breaches; /* of the rules and of the form of the file */
    int64_t cost;     /* the objective (README), in all and term by term */
    struct ht_costs costs;
    int64_t meetings, required_meetings; /* a group's session counts once */

    struct ht_score_group all;     /* every student */
    struct ht_score_group others;  /* students without a flag of any priority group */
    struct ht_score_group *groups; /* by place in the policy's priority; whoever carries two
                                      flags counts in both; owned */

    int64_t misses;       /* lessons missed by students */
    int64_t core_misses;  /* in subjects whose own cost is above the policy's cost of a miss */
    double core_share;    /* core misses of all misses, 0 to 1; 0 without misses */
    int64_t misses_worst; /* most misses of one subject by one student in the horizon */
    double misses_mean;   /* misses of a subject by a student who misses any of it */

    int64_t repeated_subjects; /* a student misses a subject in two consecutive calendar weeks */
    int64_t repeated_slots;    /* a student is seen on the same day of the week and in the period of
                                  the same name in two consecutive calendar weeks */
    int64_t short_gaps;        /* under four days between a student's successive sessions, where
                                  those are in different weeks */

    int64_t load_most;                  /* sessions of one mentor on one date */
    double load_mean;                   /* sessions a mentor and date, over open days of the horizon
                                           on which a mentor with a programme works */
    double load_by_day[HT_DAYS_A_WEEK]; /* the same for each day of the week; 0 without such days */

    int64_t free_least; /* minutes of lesson periods that a mentor keeps on a date with a session */
    double free_mean;   /* the same on average; both 0 without sessions */

    int64_t withdrawals_most;  /* students out of one class in one lesson */
    int64_t withdrawn_lessons; /* lessons of a class that at least one student is out of */
};

/**
 * Works the figures out. The verdict is ht_verify()'s on the same school and claims. A cleared or
 * new score is filled in; free its array with ht_score_clear().
 */
void ht_score_make(struct ht_score *score, const struct ht_school *school,
                   const struct ht_claimed_schedule *claims, const struct ht_verdict *verdict);

/** Frees what a score owns. */
void ht_score_clear(struct ht_score *score);

#endif
