/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Caseload allocation: gives a mentor to each programme that has none, at the least of several
 * goals one after another, and proves that there is no better one. Programmes that have a mentor
 * keep theirs. No mentor gets more students at once than the caseload allows, nor more sessions
 * than have a place, save in the quarter of the weeks that have the least room; a group stays
 * together.
 */
#ifndef HT_SOLVER_ASSIGN_ASSIGN_H
#define HT_SOLVER_ASSIGN_ASSIGN_H

#include "solver/school/school.h"

#include <stdatomic.h>

/** What is kept as small as possible; each goal counts before all that follow it. */
enum ht_goal {
    HT_GOAL_UNASSIGNED, /* priority weight of the students who are left without a mentor */
    HT_GOAL_WAITING,    /* those of the same weight who were referred later or less urgently */
    HT_GOAL_LOST,       /* sessions that have no slot, or no place in a week with little room */
    HT_GOAL_COMPLEX,    /* complexity that is not with a lead mentor; others whom a lead has */
    HT_GOAL_NEEDS,      /* skills that a programme needs and its mentor lacks */
    HT_GOAL_FACES,      /* mentors whom a student has not met in another programme */
    HT_GOAL_MINIMUM,    /* students that mentors lack to their role's minimum */
    HT_GOAL_EVEN,       /* unevenness: the squares of the loads against their maxima */
    HT_GOAL_COUNT,
};

/** A goal in words, as what its value counts. */
const char *ht_goal_meaning(enum ht_goal goal);

/** What becomes of a programme without a mentor, and why. */
struct ht_proposal {
    ht_programme_id programme;
    ht_mentor_id mentor; /* .i is HT_NONE: left without one */
    bool idle;           /* it needs no session in the horizon and is left alone */
    int weight;          /* the largest priority weight of its students */
    int before;          /* how many without a mentor it goes before, by urgency and referral */
    int needed, lost;    /* sessions in the horizon; those that have no slot with the mentor */
    bool complex;        /* a student has several priority groups, or the weightiest one */
    bool is_lead;        /* and the mentor is a lead */
    bool is_met;         /* a student has the mentor in another programme */
    int load, most;      /* the mentor's students at once in the end; most allowed or no limit */
    /* How many mentors cannot take it, by the first reason that applies. */
    int apart;     /* too little free time in common */
    int elsewhere; /* another mentor has the rest of the group */
    int full;      /* they would have too many students */
    int busy;      /* their weeks have no room for more sessions */
};

/**
 * Proposals for all programmes without a mentor: those left without by priority, urgency and
 * referral, then the others in the order of caseload.csv, then the idle ones.
 */
struct ht_assignment {
    struct ht_horizon horizon;
    struct ht_proposal *proposals; /* owned */
    size_t count;
    int *weight;                  /* [student]: priority weight; owned */
    int64_t goals[HT_GOAL_COUNT]; /* what is reached */
    bool proved[HT_GOAL_COUNT];   /* what the goals before it reach allows no less of it */
};

/**
 * The best assignment, or the best found after so many seconds (0: no limit), which the goals
 * share, or when stop (may be NULL) becomes true. Free with ht_assignment_free().
 */
struct ht_assignment *ht_assign(const struct ht_school *school, struct ht_horizon horizon,
                                double seconds, const atomic_bool *stop);

/** Whether every goal is proved: then no assignment is better. */
bool ht_assignment_proved(const struct ht_assignment *assignment);

/** Frees an assignment; NULL is fine. */
void ht_assignment_free(struct ht_assignment *assignment);

#endif
