/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Checks what `halfterm plan --proof` wrote. This trusts nothing of the planner: it reads files,
 * adds and multiplies whole numbers that either fit 64 bits or are refused, and uses no solver.
 */
#ifndef HT_IO_PROVE_H
#define HT_IO_PROVE_H

#include "io/prove_program.h"

/** The sessions of sessions.csv: what the parts' proofs say of them is held against this. */
struct ht_prove_sessions {
    struct ht_names *ids;
    struct ht_prove_session {
        char *when; /* "2026-09-07 Period 3" */
        bool used;  /* by a part */
    } * sessions;   /* [id] */
    size_t count, capacity;
    int64_t missing; /* rows of unplaced.csv, each as often as it counts */
};

/** What is proved of a part: what the schedule costs, and what any costs at least. */
struct ht_prove_part {
    int64_t cost, bound;
    int64_t unplaced;    /* sessions; of a group once */
    uint64_t mps, proof; /* check sums of its files */
};

/** Checks OUT/proof/NUMBER.mps and .proof; false after a message. */
bool ht_prove_part(const char *out, const char *number, struct ht_prove_sessions *sessions,
                   struct ht_prove_part *part);

/** What is proved of a schedule. */
struct ht_proved {
    size_t parts;
    int64_t cost, bound; /* sums of the parts' */
    int64_t unplaced;    /* sessions */
};

/** Checks all that is in OUT/proof against OUT's sessions; false after a message. */
bool ht_prove(const char *out, struct ht_proved *proved);

#endif
