/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The hard rules, H1 to H11; what is said of them is in reports/text/rules.c. */
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

#endif
