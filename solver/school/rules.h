/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The hard rules, H1 to H11: what some of them count, and what each can put in the way of a
 * session. The sentences are elsewhere: of a rule in reports/text/rules.c, of what is in the way in
 * reports/explain/.
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

/**
 * Rules that count, with what they count: of some sessions there are at most so many. How each
 * counts is in solver/instance/caps.c, and all that follows from it is worked out from there: rows
 * of the integer program, the local search, obstacles, and what lifting it would help. In the order
 * in which they are looked at; those before MISSES come before the mentor's rows in the program.
 */
#define HT_CAPS(X)                                                                                 \
    X(STUDENT_DAY, HT_H3_STUDENT)  /* sessions of a student on a day */                            \
    X(STUDENT_TIME, HT_H3_STUDENT) /* sessions of a student at once */                             \
    X(MISSES, HT_H6_MISSES)        /* a student's misses of a group of subjects */                 \
    X(ROOMS, HT_H11_CAPACITY)      /* sessions at once in the whole school */                      \
    X(CLASS, HT_H11_CAPACITY)      /* students out of a class at once */

enum ht_cap {
#define CAP(name, rule) HT_CAP_##name,
    HT_CAPS(CAP) HT_CAP_COUNT
#undef CAP
};

/** What stands in the way of a session in a slot, by the rule that forbids it, in the order in
 *  which it is looked for; the comments say what struct ht_obstacle holds besides. */
#define HT_OBSTACLES(X)                                                                            \
    X(NONE, HT_NO_RULE)             /* the slot is free */                                         \
    X(OVER, HT_H8_FREQUENCY)        /* before the date from which a plan was planned again */      \
    X(CLOSED, HT_H1_LESSON)         /* no school for the student */                                \
    X(ASSESSMENT, HT_H7_ASSESSMENT) /* of the student's year */                                    \
    X(DATES, HT_H8_FREQUENCY)       /* outside the programme's dates */                            \
    X(DAY_OFF, HT_H4_MENTOR)        /* the mentor does not work */                                 \
    X(FULL_DAY, HT_H5_FREE_TIME)    /* commitments alone leave too little: minutes lacking */      \
    X(PERIOD, HT_H1_LESSON)         /* not one that the policy and the programme may use */        \
    X(LENGTH, HT_H2_LENGTH)         /* minutes lacking */                                          \
    X(COMMITMENT, HT_H4_MENTOR)     /* of the mentor: row */                                       \
    X(FREE_TIME, HT_H5_FREE_TIME)   /* minutes lacking; beside the mentor's sessions of the day */ \
    X(ENGAGED, HT_H3_STUDENT)       /* the student, by a commitment of whatever mentor: row */     \
    X(PROTECTED, HT_H9_REQUESTS)    /* the student's subject */                                    \
    X(CAP, HT_NO_RULE)              /* the cap's own rule: cap, and the student of one by student  \
                                       or by class */                                              \
    X(NO_LESSON, HT_H1_LESSON)      /* of the student */                                           \
    X(REQUEST, HT_H9_REQUESTS)      /* a never, for the student: row */                            \
    X(MENTOR, HT_H4_MENTOR)         /* beside the mentor's session at that time */                 \
    X(WEEK, HT_H8_FREQUENCY)        /* beside the programme's sessions that week: its most */

enum ht_obstacle_kind {
#define OBSTACLE(name, rule) HT_OBSTACLE_##name,
    HT_OBSTACLES(OBSTACLE) HT_OBSTACLE_COUNT
#undef OBSTACLE
};

#endif
