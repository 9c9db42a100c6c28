/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What became of a plan's sessions, added up: who came, who stays away, what is owed, and which
 * programmes come to their end or review.
 */
#ifndef HT_SOLVER_DUTIES_ATTENDANCE_H
#define HT_SOLVER_DUTIES_ATTENDANCE_H

#include "solver/school/claimed_schedule.h"

/** What became of a student's session. */
enum ht_mark {
    HT_UNMARKED,  /* nobody has said so far */
    HT_HELD,      /* the student was there */
    HT_ABSENT,    /* the student did not come */
    HT_CANCELLED, /* nobody was to come */
    HT_MARK_COUNT,
};

/** A student's sessions up to the last date that somebody has said something of. */
struct ht_attendance_of {
    ht_student_id student;
    int marks[HT_MARK_COUNT]; /* sessions; all together were planned */
    int unplaced;             /* sessions of these weeks for which the plan has no place */
    int run;                  /* most absences with no session held between, in one programme or
                                 in all: cancelled and unmarked sessions do not interrupt */
    ht_date run_from, run_to; /* the first and the last of them */
};

/** What a programme comes to. */
enum ht_milestone_what {
    HT_END_OF_SESSIONS, /* its number of sessions is reached within two weeks, or was */
    HT_END_BY_DATE,     /* its last date is within two weeks */
    HT_REVIEW,          /* likewise its review, or it was within the last two */
};

/** An end or review of a programme. */
struct ht_milestone {
    ht_programme_id programme;
    enum ht_milestone_what what;
    ht_date date; /* of the end or review, where it has one */
    int held;     /* sessions so far, those of history included */
};

/** The sums; counts are in elements. */
struct ht_attendances {
    ht_date until; /* last date marked; HT_DATE_FIRST where nothing is */
    struct ht_attendance_of
        *attendances; /* of students with sessions until then, most absences first; owned */
    size_t count;
    struct ht_milestone *milestones; /* by programme; owned */
    size_t milestone_count, milestone_capacity;
};

/**
 * Adds up claims of a plan with a mark for each of their rows. The school's history has what was
 * held, this plan's sessions included. Free with ht_attendances_free().
 */
struct ht_attendances *ht_attendances_new(const struct ht_school *school,
                                          const struct ht_claimed_schedule *claims,
                                          const enum ht_mark *marks);

/** Frees the sums; NULL is fine. */
void ht_attendances_free(struct ht_attendances *attendances);

/** Sessions that a student was to have and has not had, but for those nobody has marked. */
int ht_attendance_of_owed(const struct ht_attendance_of *attendance);

#endif
