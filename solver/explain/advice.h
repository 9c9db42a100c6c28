/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Advice on a schedule with unplaced sessions: for each the smallest set of things that exclude
 * each other, and the cheapest changes that would place it, each found by solving again.
 */
#ifndef HT_SOLVER_EXPLAIN_ADVICE_H
#define HT_SOLVER_EXPLAIN_ADVICE_H

#include "solver/explain/variant.h"
#include "solver/plan/plan.h"

/** What one can do about an unplaced session; in the order of the table of prices. */
enum ht_repair_kind {
    HT_REPAIR_MISS,      /* the student misses the group of subjects once more */
    HT_REPAIR_FREE_TIME, /* the mentor does without the free time of the date */
    HT_REPAIR_MOVE,      /* one period of a commitment is moved to another: row, from, to */
    HT_REPAIR_NEXT_WEEK, /* the programme's session of the week is in the next, besides its own */
    HT_REPAIR_REQUEST,   /* a never or keep is given up: row */
    HT_REPAIR_PERIODS,   /* the programme may use any period */
    HT_REPAIR_MENTOR,    /* the programme has another mentor */
    HT_REPAIR_CAP,       /* the policy allows one more: cap */
    HT_REPAIR_PROTECTED, /* the subject may be missed */
    HT_REPAIR_MEMBER,    /* the group meets without the student */
    HT_REPAIR_CASELOAD,  /* the programme is not had: the caseload is one smaller */
    HT_REPAIR_GIVE_UP,   /* one period of a commitment is given up: row, from */
    HT_REPAIR_COUNT,
};

/** A change, and what comes of it; fields that its kind does not name are zero. */
struct ht_repair {
    enum ht_repair_kind kind;
    enum ht_cap cap;
    ht_programme_id programme; /* that it is about, or of the session that it is to place */
    ht_student_id student;
    ht_group_id group;
    ht_subject_id subject;
    ht_mentor_id mentor; /* whose free time it is; the other mentor */
    ht_date date;        /* of the free time; the Monday of the next week */
    ht_date week;        /* Monday of the session's week */
    uint32_t row;        /* in ht_school.commitments or .requests */
    struct ht_place_in_week from, to;
    int again;     /* how often the same has been done before, of repairs made together */
    int64_t price; /* how much it asks of people, by the table */
    int placed;    /* sessions fewer that are due and have no place */
    int given_up;  /* sessions that are not due any more */
    int64_t cost;  /* of all that shares mentors, students or limits with the session */
    bool proven;   /* no schedule with it costs less */
};

/** Why a session has no place. */
struct ht_conflict {
    struct ht_conflict_member
        *members;      /* that exclude each other, its own due session first; owned */
    size_t count;      /* 0: it could have a place, or that is not known */
    bool known;        /* false: there was no time to find out */
    bool smallest;     /* every smaller part of them can hold together */
    uint32_t *repairs; /* places in ht_advice.repairs of those that place it, cheapest first; owned
                        */
    size_t repair_count;
};

/** The advice. */
struct ht_advice {
    struct ht_conflict *conflicts; /* [unplaced row of the schedule]; owned */
    size_t conflict_count;
    struct ht_repair *repairs; /* price a session placed ascending; owned */
    size_t repair_count, repair_capacity;
    struct ht_repair *together; /* that place most when all are made, in this order; owned */
    size_t together_count, together_capacity;
    int together_placed; /* sessions */
    bool complete;       /* neither the time nor the work that was granted ran out */
};

/**
 * What a quick look at a whole school spends: work of a quarter of a second, but for the last
 * trial, whose search takes so many steps and, to make the most of them, as many again. It does not
 * go by the clock, so that runs stay alike.
 */
enum { HT_ADVICE_WORK = 200000, HT_ADVICE_STEPS = 500000 };

/** How far to go; zeroed, without limits. */
struct ht_advice_options {
    double seconds;   /* for all of it; 0: no limit */
    int64_t work;     /* of planning again, as ht_case_work() counts it; 0: no limit */
    int64_t steps;    /* of the search of one plan, as solver/base/limit.h has them; likewise */
    unsigned threads; /* that plan; 0: one a processor */
    const atomic_bool *stop; /* may be NULL */
    /* What stands of a previous plan; the school's history has its misses. NULL: nothing. */
    const struct ht_previous_plan *earlier;
    /* Only for unplaced sessions of this student and week (its Monday); HT_NONE and
       HT_DATE_FIRST: of all. */
    ht_student_id student;
    ht_date week;
};

/** Advises on a sorted schedule of the school; free with ht_advice_free(). */
struct ht_advice *ht_advise(const struct ht_school *school, const struct ht_schedule *schedule,
                            const struct ht_advice_options *options);

/** Frees advice; NULL is fine. */
void ht_advice_free(struct ht_advice *advice);

#endif
