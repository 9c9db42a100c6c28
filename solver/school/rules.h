/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The hard rules, H1 to H11: one table that the engine's reasons, the verifier's breaches and the
 * reports take their words from.
 */
#ifndef HT_SOLVER_SCHOOL_RULES_H
#define HT_SOLVER_SCHOOL_RULES_H

/** A hard rule; the values are the rules' numbers. */
enum ht_rule {
    HT_NO_RULE = 0,
    HT_H1_LESSON,    /* on an open day, in an allowed kind of period, in a lesson of each student */
    HT_H2_LENGTH,    /* starts with its period and fits it */
    HT_H3_STUDENT,   /* a student's periods and days */
    HT_H4_MENTOR,    /* a mentor's periods, commitments and working days */
    HT_H5_FREE_TIME, /* a mentor's free time on every day */
    HT_H6_MISSES,    /* misses of a subject in the term */
    HT_H7_ASSESSMENT, /* no session in assessment weeks */
    HT_H8_FREQUENCY,  /* sessions a week, within the programme's dates */
    HT_H9_REQUESTS,   /* never, protect and keep */
    HT_H10_GROUP,     /* a group meets with all its members */
    HT_H11_CAPACITY,  /* rooms, and withdrawals from a class */
    HT_RULE_COUNT,
};

/** What the program says of a rule; one row of the table for each. */
struct ht_rule_words {
    const char *code;    /* "H6" */
    const char *title;   /* "misses of a subject": for headings */
    const char *meaning; /* one sentence: what holds where the rule is kept */
};

/** The words of a rule; of HT_NO_RULE, what leaves a session out that no rule forbids. */
const struct ht_rule_words *ht_rule_words(enum ht_rule rule);

#endif
