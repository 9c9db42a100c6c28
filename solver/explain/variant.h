/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A school changed in memory: what if a restriction did not hold, or somebody gave way.
 */
#ifndef HT_SOLVER_EXPLAIN_VARIANT_H
#define HT_SOLVER_EXPLAIN_VARIANT_H

#include "solver/school/rules.h"
#include "solver/school/school.h"

/** What can stand in the way of a session and is not the calendar or the timetable. */
enum ht_member_kind {
    HT_MEMBER_DUE,        /* another session that has to be placed: programme, week */
    HT_MEMBER_MISSES,     /* H6: student, group of subjects */
    HT_MEMBER_FREE_TIME,  /* H5: mentor, date */
    HT_MEMBER_COMMITMENT, /* a row of commitments.csv */
    HT_MEMBER_DAYS,       /* the mentor's working days */
    HT_MEMBER_REQUEST,    /* a never or keep of requests.csv */
    HT_MEMBER_PROTECTED,  /* a subject that is never missed */
    HT_MEMBER_PERIODS,    /* the only periods that the programme may use */
    HT_MEMBER_CAP,        /* a number of the policy: cap */
    HT_MEMBER_COUNT,
};

/** One such thing; the fields that its kind does not name are zero. */
struct ht_conflict_member {
    enum ht_member_kind kind;
    enum ht_cap cap;
    ht_programme_id programme;
    ht_date week; /* the Monday of the (first) week that the session is due in */
    int sessions; /* that are due then */
    ht_student_id student;
    ht_group_id group;
    ht_mentor_id mentor;
    ht_date date;
    ht_subject_id subject;
    uint32_t row; /* place in ht_school.commitments or .requests */
    int most;     /* misses that all of the student's due sessions could come to */
};

/** A period of a weekday. */
struct ht_place_in_week {
    int weekday;          /* 0 for Monday */
    uint32_t period_name; /* number in ht_school.period_names */
};

/** The changed school: all that is not changed it shares with the one it was made from. */
struct ht_variant {
    struct ht_school school;
    uint32_t *numbers;       /* [n]: n, so that each is a set of one; owned */
    ht_student_id **members; /* of groups that have become smaller; owned, all of it */
    size_t member_count, member_capacity;
};

/** A school without changes; it must not outlive the one that it is of. */
void ht_variant_init(struct ht_variant *variant, const struct ht_school *school);

/** Frees what the changes took. */
void ht_variant_clear(struct ht_variant *variant);

/** Makes all costs but those of unplaced sessions 0: it is asked only what can be placed. */
void ht_variant_ignore_costs(struct ht_variant *variant);

/** Lifts a member as far as any session could need it; not HT_MEMBER_DUE. */
void ht_variant_lift(struct ht_variant *variant, const struct ht_conflict_member *member);

/** Lets a student miss a group of subjects once more. */
void ht_variant_allow_miss(struct ht_variant *variant, ht_student_id student, ht_group_id group);

/** Lets a mentor do without the free time of a date. */
void ht_variant_allow_day(struct ht_variant *variant, ht_mentor_id mentor, ht_date date);

/** Takes a student out of a group. */
void ht_variant_drop_member(struct ht_variant *variant, ht_programme_id programme,
                            ht_student_id student);

/** Takes one place out of the week of a commitment; NULL, or where it is put instead. */
void ht_variant_move_commitment(struct ht_variant *variant, uint32_t row,
                                struct ht_place_in_week from, const struct ht_place_in_week *to);

#endif
