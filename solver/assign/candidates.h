/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Pairs of a mentor and a programme, for giving mentors to programmes that have none: where their
 * sessions could be, and whether those of several candidates of a mentor can all have a place.
 */
#ifndef HT_SOLVER_ASSIGN_CANDIDATES_H
#define HT_SOLVER_ASSIGN_CANDIDATES_H

#include "solver/base/limit.h"
#include "solver/instance/requirements.h"

/**
 * Places for sessions of one mentor: slots, and weeks in which sessions may go without a place.
 */
struct ht_places {
    uint64_t *slots; /* [day of the horizon]: bits of periods */
    bool *without;   /* [week]: only weeks that are tight */
};

/** A mentor with a programme. */
struct ht_candidate {
    ht_programme_id programme;
    ht_mentor_id mentor;
    bool settled;    /* caseload.csv has it; else it could be */
    bool possible;   /* the two have enough free time in common, and a group stays together */
    bool unseen;     /* there was no time to look at it */
    bool elsewhere;  /* another mentor has the rest of the group */
    int needed;      /* sessions in the horizon */
    int lost;        /* those of them that certainly have no place */
    uint64_t *slots; /* [day of the horizon]: bits of the periods where a session could be */
    int *sessions;   /* [requirement of the programme]: those that need a place of their own */
};

/** All candidates of a school and a horizon. */
struct ht_candidates {
    struct ht_school trial; /* the school, but the mentors of its programmes are of no meaning */
    struct ht_instance *instance; /* of the trial; programmes have the same numbers in both */
    struct ht_requirements *requirements;
    ht_programme_id *open; /* programmes without a mentor that need a session, in their order */
    uint32_t open_count;
    struct ht_candidate
        *candidates; /* by mentor: the settled ones, then one for each open programme */
    uint32_t *first; /* [mentor], one more at the end: places in candidates */
    bool *tight;     /* [mentor * weeks + week]: the quarter of the weeks with the least room */
    uint64_t *slots; /* of all candidates */
    int *sessions;   /* of all candidates */
};

/**
 * Makes the candidates of a school, which must outlive them; those that the limit leaves unseen are
 * not possible. No week is tight before ht_matching_settle(). Free with ht_candidates_free().
 */
struct ht_candidates *ht_candidates_new(const struct ht_school *school, struct ht_horizon horizon,
                                        const struct ht_limit *limit);

/** Frees candidates; NULL is fine. */
void ht_candidates_free(struct ht_candidates *candidates);

/** The candidate of a mentor and the n-th open programme. */
uint32_t ht_candidates_open(const struct ht_candidates *candidates, uint32_t mentor, uint32_t n);

/** The days of the horizon, from *first on, in a calendar week; their number is returned. */
int ht_candidates_week(const struct ht_candidates *candidates, int week, int *first);

/** Whether a week is one of a mentor's tight ones, where not all sessions must have a place. */
bool ht_candidates_tight(const struct ht_candidates *candidates, ht_mentor_id mentor, int week);

/** The most sessions of a candidate's requirement outside a set of places. */
int ht_candidate_outside(const struct ht_candidates *candidates,
                         const struct ht_candidate *candidate,
                         const struct ht_requirement *requirement, const struct ht_places *within);

/** The first requirement of a candidate's programme, and how many it has. */
const struct ht_requirement *ht_candidate_requirements(const struct ht_candidates *candidates,
                                                       const struct ht_candidate *candidate,
                                                       uint32_t *count);

#endif
