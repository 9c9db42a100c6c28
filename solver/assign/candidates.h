/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Pairs of a mentor and a programme, for giving mentors to programmes that have none: where their
 * sessions could be, and whether those of several pairs of a mentor can all have a place.
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
struct ht_pair {
    ht_programme_id programme;
    ht_mentor_id mentor;
    bool settled;    /* caseload.csv has it; else it could be */
    bool possible;   /* the two have enough free time in common, and a group stays together */
    bool unseen;     /* there was no time to look at it */
    bool elsewhere;  /* another mentor has the rest of the group */
    int needed;      /* sessions in the horizon */
    int lost;        /* those of them that certainly have no place */
    uint64_t *slots; /* [day of the horizon]: bits of the periods where a session could be */
    int *sessions;   /* [block of the programme]: those that need a place of their own */
};

/** All pairs of a school and a horizon. */
struct ht_pairs {
    struct ht_school trial; /* the school, but the mentors of its programmes are of no meaning */
    struct ht_facts *facts; /* of the trial; programmes have the same numbers in both */
    struct ht_demand *demand;
    ht_programme_id *open; /* programmes without a mentor that need a session, in their order */
    uint32_t open_count;
    struct ht_pair *pairs; /* by mentor: the settled ones, then one for each open programme */
    uint32_t *first;       /* [mentor], one more at the end: places in pairs */
    bool *tight;     /* [mentor * weeks + week]: the quarter of the weeks with the least room */
    uint64_t *slots; /* of all pairs */
    int *sessions;   /* of all pairs */
};

/**
 * Makes the pairs of a school, which must outlive them; those that the limit leaves unseen are not
 * possible. Free with ht_pairs_free().
 */
struct ht_pairs *ht_pairs_new(const struct ht_school *school, struct ht_horizon horizon,
                              const struct ht_limit *limit);

/** Frees pairs; NULL is fine. */
void ht_pairs_free(struct ht_pairs *pairs);

/** The pair of a mentor and the n-th open programme. */
uint32_t ht_pairs_open(const struct ht_pairs *pairs, uint32_t mentor, uint32_t n);

/** The days of the horizon, from *first on, in a calendar week; their number is returned. */
int ht_pairs_week(const struct ht_pairs *pairs, int week, int *first);

/** Whether a week is one of a mentor's tight ones, where not all sessions must have a place. */
bool ht_pairs_tight(const struct ht_pairs *pairs, ht_mentor_id mentor, int week);

/** The most sessions of a pair's block outside a set of places. */
int ht_pair_outside(const struct ht_pairs *pairs, const struct ht_pair *pair,
                    const struct ht_block *block, const struct ht_places *within);

/** The first block of a pair's programme, and how many it has. */
const struct ht_block *ht_pair_blocks(const struct ht_pairs *pairs, const struct ht_pair *pair,
                                      uint32_t *count);

#endif
