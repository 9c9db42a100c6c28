/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The verifier: holds claimed sessions against the rules, recounts the cost and looks for required
 * sessions that are neither placed nor reported. Written from the contract alone; it shares with
 * the engine only the school and the schedule.
 */
#ifndef HT_SOLVER_VERIFY_VERIFY_H
#define HT_SOLVER_VERIFY_VERIFY_H

#include "solver/school/claimed_schedule.h"
#include "solver/school/rules.h"

/** The objective (README: "what is minimised"), term by term. */
struct ht_costs {
    int64_t miss;     /* subjects missed, with avoid and prefer */
    int64_t repeat;   /* second and later misses of a subject */
    int64_t unplaced; /* by priority weight, convex in a student's number */
    int64_t day_load; /* second and later sessions of a mentor's day */
};

/** The sum of the four terms. */
int64_t ht_costs_total(const struct ht_costs *costs);

/** One fault of a schedule. */
struct ht_breach {
    enum ht_rule rule; /* HT_NO_RULE: the file itself is wrong (cells, order, ids) */
    const char *file;  /* that the line is of: "sessions.csv", "unplaced.csv", "requests.csv" */
    int line;          /* 0 where no line applies; the file is NULL then */
    char *text;        /* a sentence that names who, when and what; owned */
};

/** What the verifier found. */
struct ht_verdict {
    struct ht_breach *breaches; /* by rule */
    size_t breach_count, breach_capacity;
    size_t frozen; /* breaches at sessions that are over, which stand: they are not listed */
    int64_t checked[HT_RULE_COUNT]; /* how often each rule was tried */
    struct ht_costs costs;          /* of the claimed sessions and all that is missing */
    int sessions;                   /* meetings */
    int required;                   /* meetings that the horizon requires */
    int unplaced;                   /* required meetings that are not claimed */
};

/**
 * Gives what rows claim of a student's programmes of one mentor and name, which no row tells apart,
 * to those of them that require it, so that nothing is left over if that can be; the horizon is
 * known. Other claims stay as they were read.
 */
void ht_claimed_schedule_share(struct ht_claimed_schedule *claims, const struct ht_school *school);

/** Checks claims; free with ht_verdict_free(). */
struct ht_verdict *ht_verify(const struct ht_school *school,
                             const struct ht_claimed_schedule *claims);

/** Frees a verdict; NULL is fine. */
void ht_verdict_free(struct ht_verdict *verdict);

#endif
