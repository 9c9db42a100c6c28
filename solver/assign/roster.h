/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A mentor's students over the dates of a horizon: those of settled candidates and those who could
 * come. A student counts once, from the first to the last date of the programmes with the mentor.
 */
#ifndef HT_SOLVER_ASSIGN_ROSTER_H
#define HT_SOLVER_ASSIGN_ROSTER_H

#include "solver/assign/candidates.h"

/** Dates; none where from is after to. */
struct ht_stay {
    ht_date from, to; /* both included */
};

/** A student of a mentor. */
struct ht_rostered {
    ht_student_id student;
    struct ht_stay settled; /* by settled candidates */
    struct ht_stay open;    /* by candidates that could be */
};

/** The students, in the order in which the candidates name them. */
struct ht_roster {
    struct ht_rostered *students; /* owned */
    uint32_t count, capacity;
    uint32_t *place; /* [student]: in students, or HT_NONE; owned */
};

/** The most students that a mentor may have at once, or HT_NO_LIMIT. */
int ht_roster_limit(const struct ht_school *school, const struct ht_mentor *mentor);

/** An empty roster for the students of a school; free with ht_roster_clear(). */
struct ht_roster ht_roster_new(const struct ht_school *school);

/** Frees a roster's memory. */
void ht_roster_clear(struct ht_roster *roster);

/**
 * Fills the roster with a mentor's students of the horizon: of settled candidates, and of the
 * possible ones that taken has by their place in candidates->candidates (NULL: all).
 */
void ht_roster_fill(struct ht_roster *roster, const struct ht_candidates *candidates,
                    ht_mentor_id mentor, const bool *taken);

/** Whether the stay has the date. */
bool ht_stay_has(struct ht_stay stay, ht_date date);

/** The first date of the horizon that a stay has or, where it has none, a later one. */
ht_date ht_stay_start(struct ht_stay stay, struct ht_horizon horizon);

/** The most students at once on a date of the horizon or later. */
int ht_roster_most(const struct ht_roster *roster, struct ht_horizon horizon);

#endif
