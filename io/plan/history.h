/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * history.csv held against a plan and what became of its sessions.
 *
 * solver/school/history_match.h says when a row is of a session of the plan.
 */
#ifndef HT_IO_PLAN_HISTORY_H
#define HT_IO_PLAN_HISTORY_H

#include "io/plan/held.h"

/** What becomes of a student's session in history.csv. */
enum ht_entering {
    HT_NOT_THERE, /* nor is it to be */
    HT_THERE,     /* already */
    HT_ADDED,
    HT_TAKEN_OUT, /* it was entered as held, which is taken back */
    HT_ENTERING_COUNT,
};

/** What there is to change. */
struct ht_history {
    enum ht_entering *entering;      /* [row of the claims]; owned */
    size_t count[HT_ENTERING_COUNT]; /* rows of each kind */
    char *text;                      /* all of the new file; owned; NULL where nothing changes */
    size_t size;                     /* bytes of it */
    bool *dropped;                   /* [line]: its row is taken out; owned */
    int line_count;
};

/**
 * Reads history.csv, if it is there, and works out what it is to be. A session that is in it and
 * that held says nothing of is marked as held. Clear with ht_history_clear().
 */
void ht_history_hold(struct ht_history *history, const char *path,
                     const struct ht_claimed_schedule *claims, struct ht_held *held,
                     struct ht_diagnostics *faults);

/** Brings the history that the school has read up to the new file. */
void ht_history_apply(const struct ht_history *history, const struct ht_claimed_schedule *claims,
                      struct ht_school *school);

/** Frees what the struct owns. */
void ht_history_clear(struct ht_history *history);

#endif
