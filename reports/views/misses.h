/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What students miss for their sessions, counted: for reports that name nobody.
 */
#ifndef HT_REPORTS_VIEWS_MISSES_H
#define HT_REPORTS_VIEWS_MISSES_H

#include "reports/views/views.h"

/** Lessons missed in one subject, or in what several codes count as. */
struct ht_subject_misses {
    const char *name;
    int lessons; /* that students miss in the horizon */
    bool core;   /* some of its codes cost more than the policy's cost of a miss */
};

/** Lessons missed, one for each student of a session, in the horizon if nothing else is said. */
struct ht_misses {
    int lessons, core;                  /* all of them, and those in core subjects */
    bool core_told;                     /* the school has subjects that cost more than others */
    int most;                           /* of one student */
    int twice, oftener;                 /* a student misses a subject so often this term, history
                                           and horizon together */
    struct ht_subject_misses *subjects; /* with misses, from most to fewest */
    size_t subject_count;
    int *term; /* [student of the views * group_count + number in ht_school.groups]: misses of the
                  terms that the horizon touches, history and horizon together */
    uint32_t group_count;
};

#endif
