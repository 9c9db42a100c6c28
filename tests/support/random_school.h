/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Small random schools, the same on every machine, with so few sessions that every schedule there
 * is can be tried.
 */
#ifndef HT_TESTS_SUPPORT_RANDOM_SCHOOL_H
#define HT_TESTS_SUPPORT_RANDOM_SCHOOL_H

#include "solver/school/school.h"

/** What a school has besides one weekly session a student. */
enum ht_random_feature {
    HT_RANDOM_PLAIN,
    HT_RANDOM_GROUP,       /* two students who meet together, of two year groups */
    HT_RANDOM_TWICE,       /* two sessions a week */
    HT_RANDOM_FORTNIGHTLY, /* one session in two weeks, two in three, with weeks left over */
    HT_RANDOM_SESSIONS,    /* programmes that end after a number of sessions */
    HT_RANDOM_PROGRAMMES,  /* two programmes of a student, of one mentor or two */
    HT_RANDOM_ROOMS,       /* one session at once */
    HT_RANDOM_WITHDRAWALS, /* one student out of a class at once */
    HT_RANDOM_CONTIGUOUS,  /* free time in one piece, periods of unequal length and other kinds */
    HT_RANDOM_PER_DAY,     /* two sessions of a student on a date */
    HT_RANDOM_SHAPED,      /* programmes with periods of their own, a commitment with a student */
    HT_RANDOM_EVERYTHING,
    HT_RANDOM_TWINS, /* two programmes of a student that nothing in a plan tells apart */
    HT_RANDOM_FEATURES,
};

/** A school with a feature; the state is the seed and goes on. Free with ht_school_free(). */
struct ht_school *ht_random_school(enum ht_random_feature feature, uint64_t *state);

/** The dates to plan: two or three whole weeks, each of which has an open day for everybody. */
struct ht_horizon ht_random_horizon(enum ht_random_feature feature);

#endif
