/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the students of a key stage are taught, and how much of it.
 */
#ifndef HT_BENCH_SCHOOL_COURSES_H
#define HT_BENCH_SCHOOL_COURSES_H

#include "bench/school/campus.h"

/** How a band is divided into classes. */
enum ht_grouping {
    HT_SETS,    /* all at once, in four sets by attainment; several subjects take turns */
    HT_OPTIONS, /* all at once, one subject by choice */
    HT_FORMS,   /* each form on its own */
};

/** How many sets a band has, and how many options a student can choose between. */
enum { HT_SET_COUNT = 4, HT_OPTION_COUNT = 5 };

/** Lessons that the students of a band have in common; none further where lessons is 0. */
struct ht_course {
    enum ht_grouping grouping;
    int lessons; /* a week */
    const char *subjects[HT_OPTION_COUNT];
    char block; /* the letter of an option block */
};

/** The courses of a year group: HT_MAX_COURSES at most, 30 lessons a week in all. */
const struct ht_course *ht_courses(int year);

/** The place of a subject in the table, by its code. */
int ht_made_subject(const char *code);

/**
 * Puts every course of a band into the slots of one cycle week, spreading each over the days and
 * keeping as few classes of one department as possible at once. The demand that earlier bands
 * made is in demand[department][slot], and this band's is added to it.
 */
void ht_lay_out_week(struct ht_random *random, struct ht_made_band *band, int week,
                     int requirements[HT_DEPARTMENTS][HT_MAX_SLOTS]);

#endif
