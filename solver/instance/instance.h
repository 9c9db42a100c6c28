/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the contract's words come to for one school and horizon, as the engine sees them: usable
 * dates, mentors' days, requests and prices. The
 * verifier has its own view and never includes this.
 */
#ifndef HT_SOLVER_INSTANCE_INSTANCE_H
#define HT_SOLVER_INSTANCE_INSTANCE_H

#include "solver/instance/previous_plan.h"
#include "solver/school/grouping.h"
#include "solver/school/open_days.h"
#include "solver/school/school.h"

/** The most periods of a day; a set of a day's periods is a 64-bit word, by place in the day. */
enum { HT_MOST_PERIODS = 64 };

/** A mentor on one date. */
struct ht_mentor_day {
    uint64_t committed; /* bits of the date's periods, in their order */
    int spare;          /* minutes of lesson periods that sessions may take, or below 0 */
    bool works;         /* one of the mentor's working days */
    bool waived;        /* an allow request waives the free time */
    bool barred;        /* commitments alone leave too little free time */
};

/** What the sum to be minimised counts, where few changes come before a low cost. */
struct ht_weights {
    int64_t unplaced; /* times the cost of unplaced sessions, 1 where only the cost counts */
    int64_t changed;  /* for each session that is not where the previous plan has it, or unplaced */
    bool exact;       /* they outweigh each other as they should */
};

/** The instance; made once, then only read, by any number of threads. */
struct ht_instance {
    const struct ht_school *school;
    struct ht_horizon horizon;         /* cut to the school's terms */
    int day_count;                     /* dates of the horizon */
    ht_date first_monday;              /* of the horizon's first calendar week */
    int week_count;                    /* calendar weeks that the horizon touches */
    struct ht_open_days open_days;     /* of all terms */
    struct ht_mentor_day *mentor_days; /* [mentor * day_count + day] */
    struct ht_grouping requests;       /* by student; those of any student under student_count */
    struct ht_grouping allowances;     /* allow requests by student; all others likewise */
    struct ht_grouping history;        /* by student */
    struct ht_grouping commitments;    /* by mentor */
    struct ht_grouping engagements;    /* commitments that name a student, by student */
    int *weight;                       /* [student]: priority weight */
    ht_date from;                      /* no session is placed before */

    /* Of a previous plan, set by ht_instance_stand(); NULL where there is none. */
    const struct ht_previous_plan *earlier;
    int *stands;       /* [programme * week_count + week]: sessions that are over */
    int *aside;        /* [programme * week_count + week]: sessions that are to stay unplaced */
    int *over;         /* [student]: sessions that stayed unplaced in weeks that are over */
    bool keeps_places; /* sessions that are not as in the previous plan count: see ht_weights */
    struct ht_weights weights; /* of all subproblems, where they share a capacity; else zeroed */
};

/** Works the instance out; free with ht_instance_free(). */
struct ht_instance *ht_instance_new(const struct ht_school *school, struct ht_horizon horizon);

/**
 * Lets what stands of a previous plan bound what may be planned. Its misses are to be among the
 * history of the instance's school. To be called before anything is asked of the instance.
 */
void ht_instance_stand(struct ht_instance *instance, const struct ht_previous_plan *earlier);

/** Sessions of a programme that are over, in a calendar week. */
int ht_instance_stands(const struct ht_instance *instance, ht_programme_id programme, int week);

/** Sessions of a programme that are to stay unplaced, in a calendar week. */
int ht_instance_aside(const struct ht_instance *instance, ht_programme_id programme, int week);

/** Frees an instance; NULL is fine. */
void ht_instance_free(struct ht_instance *instance);

/** A mentor on a date of the horizon. */
const struct ht_mentor_day *ht_instance_mentor_day(const struct ht_instance *instance,
                                                   ht_mentor_id mentor, ht_date date);

/** Minutes of lesson periods that a mentor is to keep free on a date (H5): 0 where it is waived. */
int ht_instance_free_due(const struct ht_instance *instance, ht_mentor_id mentor, ht_date date);

/** Minutes by which a mentor's free time of a date falls short beside sessions in these periods. */
int ht_instance_shortfall(const struct ht_instance *instance, ht_mentor_id mentor, ht_date date,
                          uint64_t sessions);

/** The number of the calendar week of a date, 0 for the horizon's first. */
int ht_instance_week(const struct ht_instance *instance, ht_date date);

/** The calendar row over which misses of that date count for H6; below 0 outside any term. */
int ht_instance_span(const struct ht_instance *instance, ht_date date);

/** Misses of a group of subjects that history has of a student in a calendar row's dates. */
int ht_instance_past(const struct ht_instance *instance, ht_student_id student, ht_group_id group,
                     int calendar_row);

/** The most misses of a group of subjects that H6 lets a student have in a calendar row's dates. */
int ht_instance_misses_max(const struct ht_instance *instance, ht_student_id student,
                           ht_group_id group, int calendar_row);

/** What requests and the subject missed make of a student's session. */
struct ht_wishes {
    uint32_t never; /* place in ht_school.requests of the first that forbids it, or HT_NONE */
    int64_t price;  /* of the lesson missed, with avoid and prefer; 0 at least */
};

/** The wishes of a student's session in a period of a date, taken out of a lesson, or of none. */
struct ht_wishes ht_instance_wishes(const struct ht_instance *instance, ht_mentor_id mentor,
                                    ht_student_id student, ht_date date, ht_period_id period,
                                    ht_lesson_id lesson);

/** The place of a commitment that takes a mentor in a period of a date, or HT_NONE. */
uint32_t ht_instance_commitment(const struct ht_instance *instance, ht_mentor_id mentor,
                                ht_date date, ht_period_id period);

/** The place of a commitment, of whatever mentor, that has a student then, or HT_NONE. */
uint32_t ht_instance_engagement(const struct ht_instance *instance, ht_student_id student,
                                ht_date date, ht_period_id period);

/** Whether a session there would be what a keep request asks for. */
bool ht_instance_keeps(const struct ht_instance *instance, const struct ht_request *keep,
                       ht_programme_id programme, ht_date date, ht_period_id period);

/** The cost of a student's n-th (from 1) unplaced session of the horizon. */
int64_t ht_instance_unplaced_price(const struct ht_instance *instance, ht_student_id student,
                                   int n);

#endif
