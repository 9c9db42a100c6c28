/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Duties: what the policy wants done besides the sessions, as a list of who has to do what by when.
 *
 * A duty for each student or programme is counted from the start of the programme (its first date,
 * else its first session, history included, else the horizon's start) to its end (its last date, or
 * the session that is its last). A duty for each mentor or for the school is counted from the start
 * of each term to its end; of mentors, those have it who have a programme.
 *
 * Every so often means once in each stretch of that length, on its last (or first) open day: weeks
 * are calendar weeks, from that of the start; months, half terms and terms are the calendar's. The
 * end of a programme ends its last stretch. What is due once, so long after the start, is due on
 * the first open day from then on; where the programme ends in the last of the weeks, on the last
 * one before its end; where it ends sooner, not at all. A day is open when school is open to the
 * students concerned and whoever does it works.
 */
#ifndef HT_SOLVER_DUTIES_DUTIES_H
#define HT_SOLVER_DUTIES_DUTIES_H

#include "solver/school/schedule.h"

/** Something that is due. */
struct ht_due {
    const struct ht_duty *duty; /* of the policy */
    ht_date date;
    ht_mentor_id doer;   /* .i is HT_NONE: somebody who is no mentor, see duty->who */
    ht_mentor_id mentor; /* of the student or programme; .i is HT_NONE: a duty of the school */
    ht_programme_id programme; /* .i is HT_NONE: none; likewise the student */
    ht_student_id student;
    ht_date since, until; /* a row of done.csv that says one of these dates is about this one */
    ht_date done_on;      /* what that row says */
    bool done, late;      /* late: due before today and not done */
};

/** What somebody has to do. */
struct ht_doer {
    ht_mentor_id mentor;        /* .i is HT_NONE: a mentor's no job: see who */
    const char *who;            /* as the policy has it */
    const struct ht_due **dues; /* owned by the duties; by date */
    size_t count;
    size_t late; /* of them */
};

/** All that is due in a horizon. */
struct ht_duties {
    struct ht_due *list; /* by date, doer, the policy's order and student */
    size_t count, capacity;
    size_t late;           /* of them */
    ht_date today;         /* what is late was due before */
    struct ht_doer *doers; /* mentors in the school's order, then others; all have something due */
    size_t doer_count;
    const struct ht_due **by_doer; /* what the doers' dues are slices of */
};

/**
 * The duties of a school within the horizon of its schedule, which must be sorted; free with
 * ht_duties_free(). They live no longer than the school.
 */
struct ht_duties *ht_duties_new(const struct ht_school *school, const struct ht_schedule *schedule,
                                ht_date today);

/** Frees duties; NULL is fine. */
void ht_duties_free(struct ht_duties *duties);

/** What a mentor has to do, or NULL. */
const struct ht_doer *ht_duties_of(const struct ht_duties *duties, ht_mentor_id mentor);

#endif
