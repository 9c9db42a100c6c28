/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Checks what `halfterm plan --proof` wrote. This trusts nothing of the planner and uses no solver:
 * it reads files and adds and multiplies whole numbers that either fit 64 bits or are refused.
 *
 * What is proved: the sessions of sessions.csv, each counted once, and the number of those in
 * unplaced.csv are a solution of the integer programs in the MPS files, which costs what
 * summary.json says; and no solution of these programs costs less than the bound. What is trusted:
 * that the programs mean the school, that is, that every schedule that keeps the rules is a
 * solution of all of them that costs no less than theirs together, and that columns mean the
 * sessions that are said to be counted by them. That the schedule keeps the rules and what it costs
 * is what `halfterm verify` and `halfterm score` find from the school itself. The check sum shows
 * that no file was altered by accident; it is no signature.
 */
#ifndef HT_IO_PROVE_PROVE_H
#define HT_IO_PROVE_PROVE_H

#include "io/prove/program.h"

/** What the parts have to come to. */
struct ht_prove_sessions {
    struct ht_strings *ids;
    struct ht_prove_session {
        char *when; /* "2026-09-07 Period 3" */
        bool used;  /* by a part */
    } * sessions;   /* [id]: of sessions.csv */
    size_t count, capacity, used;
    int64_t missing; /* rows of unplaced.csv, each as often as it counts, that no part has */
    uint64_t sum;    /* check sum of the files read so far */
};

/** What is proved of a schedule. */
struct ht_proved {
    size_t parts, sessions;
    int64_t cost, bound; /* what the schedule costs, and what any costs at least */
    int64_t unplaced;    /* sessions; of a group once */
    char from[16];       /* date before which all stands; "" where nothing does */
    bool is_intact;      /* no file was altered; what is proved holds all the same */
};

/** Adds what OUT/proof/NUMBER.mps and .proof prove; false after a message. */
bool ht_prove_part(const char *out, size_t number, struct ht_prove_sessions *sessions,
                   struct ht_proved *proved);

/**
 * Checks all that is in OUT/proof against OUT's sessions; false after a message. The check sum of
 * OUT's summary comes before those of the files.
 */
bool ht_prove(const char *out, uint64_t summary, struct ht_proved *proved);

#endif
