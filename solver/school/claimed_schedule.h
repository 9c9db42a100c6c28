/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a sessions.csv and an unplaced.csv claim, row by row, whoever wrote them: the verifier's
 * input. Texts are interned in the school; a column that the file lacks is NULL in every row.
 */
#ifndef HT_SOLVER_SCHOOL_CLAIMED_SCHEDULE_H
#define HT_SOLVER_SCHOOL_CLAIMED_SCHEDULE_H

#include "solver/school/school.h"

/** What somebody has done to a session by hand. */
enum ht_by_hand {
    HT_BY_HAND_NOTHING,
    HT_BY_HAND_LOCKED, /* it stays where it was put */
    HT_BY_HAND_ASIDE,  /* it was taken out, and is to stay unplaced */
};

/** One student of one session. What cannot be resolved has .i = HT_NONE; its text says what. */
struct ht_claim {
    const char *session; /* id shared by a group's rows; NULL where the file has no such column */
    ht_date date;
    ht_period_id period; /* HT_NONE: the date has no period of that name */
    ht_student_id student;
    ht_programme_id programme; /* by mentor, programme, group and student; HT_NONE: no such one */
    int start, end;            /* minutes after midnight as written; below 0 where unsaid */
    const char *week, *day;    /* as written, or NULL; likewise below */
    const char *period_name;   /* as written, never NULL; likewise the next two */
    const char *student_id;
    const char *mentor_id;
    const char *programme_name, *group; /* NULL without the column; likewise below */
    const char *subject, *class_, *teacher, *room;
    ht_lesson_id missed; /* of a row that stands: the lesson as it was written */
    bool not_held;       /* it stands, but did not take place for the student */
    enum ht_by_hand by_hand;
    int line; /* of sessions.csv */
};

/** Leaves unsaid what date, period and student of a row say already: its times, week, day and
 * lesson.
 */
void ht_claim_forget(struct ht_claim *row);

/** A row of unplaced.csv. */
struct ht_unplaced_claim {
    ht_student_id student;
    ht_programme_id programme;
    ht_date week; /* as written: a Monday */
    int count;    /* sessions */
    int line;     /* of unplaced.csv */
};

/** A session that was put aside: that of a date which it would have had. */
struct ht_put_aside {
    ht_programme_id programme;
    ht_date date;
};

/** Everything claimed. */
struct ht_claimed_schedule {
    struct ht_horizon horizon;
    ht_date stands; /* rows before it are over: they stand, whatever the school says by now */
    ht_date told; /* rows before it, and those that stand, count once where history has them too */
    int *owed;    /* [programme]: sessions that stand but were not held; NULL: none; owned */
    struct ht_claim *rows; /* owned; in the file's order */
    size_t row_count, row_capacity;
    struct ht_put_aside *aside; /* sessions that are to stay unplaced, in no row; owned */
    size_t aside_count, aside_capacity;
    bool has_unplaced; /* an unplaced.csv was read; without one all that is missing is a breach */
    struct ht_unplaced_claim *unplaced; /* owned */
    size_t unplaced_count, unplaced_capacity;
};

/** Empty claims; free with ht_claimed_schedule_free(). */
struct ht_claimed_schedule *ht_claimed_schedule_new(struct ht_horizon horizon);

/** Frees claims; NULL is fine. */
void ht_claimed_schedule_free(struct ht_claimed_schedule *claims);

#endif
