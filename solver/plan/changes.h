/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is different between a previous plan and the one that replaces the rest of it, session by
 * session, and why.
 */
#ifndef HT_SOLVER_PLAN_CHANGES_H
#define HT_SOLVER_PLAN_CHANGES_H

#include "solver/instance/requirements.h"

/** What became of a session. */
enum ht_change_what { HT_KEPT, HT_MOVED, HT_ADDED_NEW, HT_DROPPED, HT_CHANGE_COUNT };

/** Why a session is not where it was, or is new. */
enum ht_why {
    HT_WHY_KEPT, /* it is where it was */
    HT_WHY_BY_HAND,
    HT_WHY_NO_PROGRAMME,
    HT_WHY_NO_PERIOD,
    HT_WHY_HORIZON,
    HT_WHY_RULE,       /* rule: forbids the old place by itself */
    HT_WHY_REQUEST,    /* row of the requests: a never */
    HT_WHY_COMMITMENT, /* row of the commitments: the mentor's */
    HT_WHY_NOT_DUE,
    HT_WHY_NEIGHBOUR, /* row of the programmes: whose session is in the way */
    HT_WHY_FULL_DAY,
    HT_WHY_OTHERS,
    HT_WHY_LACKING, /* new: the previous plan had none for it */
    HT_WHY_NEW_PROGRAMME,
};

/** The reason for a change; its words are in reports/text/changes.c. */
struct ht_reason {
    enum ht_why why;
    enum ht_rule rule;
    uint32_t row; /* place in ht_school.requests, .commitments or .programmes */
};

/** A session of either plan, or of both. */
struct ht_change {
    enum ht_change_what what;
    const struct ht_planned *before; /* NULL for a new one */
    uint32_t now; /* place in the schedule's sessions; HT_NONE for a dropped one */
    struct ht_reason reason;
};

/** All sessions from a date on. */
struct ht_changes {
    const struct ht_previous_plan *earlier;
    struct ht_change *list; /* owned; by date, that of the previous plan first */
    size_t count, capacity;
    size_t counts[HT_CHANGE_COUNT];
    size_t by_hand; /* changes that somebody made, of those counted */
    bool as_it_was; /* the previous plan still holds, and nothing costs less: it was left alone */
    bool proven;    /* nothing places more, nor as much with fewer changes, nor so at less cost */
    int64_t sum;    /* of unplaced sessions, changes and costs, each weighted above what follows */
    int64_t anew;   /* the least cost if everything from the date on could change; INT64_MAX: not
                       known */
};

/**
 * Compares a sorted and numbered schedule with what the instance says is frozen; where that was
 * edited by hand, with what it was before. The frozen plan and the schedule must outlive it. Free
 * with ht_changes_free().
 */
struct ht_changes *ht_changes_new(const struct ht_instance *instance,
                                  const struct ht_requirements *requirements,
                                  const struct ht_schedule *schedule);

/** Frees them; NULL is fine. */
void ht_changes_free(struct ht_changes *changes);

#endif
