/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A schedule: which programme meets when, and what could not be placed.
 */
#ifndef HT_SOLVER_SCHOOL_SCHEDULE_H
#define HT_SOLVER_SCHOOL_SCHEDULE_H

#include "solver/school/rules.h"
#include "solver/school/school.h"

/** How much is known of a schedule. */
enum ht_status {
    HT_OPTIMAL,    /* the cost equals a proven lower bound */
    HT_FEASIBLE,   /* it breaks no rule; cheaper ones may exist */
    HT_INFEASIBLE, /* no schedule exists that breaks no rule */
};

/** "optimal", "feasible" or "infeasible". */
const char *ht_status_word(enum ht_status status);

/** Who was at a session that is over, and what they missed, where the school by now says otherwise.
 */
struct ht_roll {
    ht_student_id *students;
    ht_lesson_id *missed; /* [student] */
    uint32_t count;
    int end; /* of the session, in minutes after midnight */
};

/** One meeting of a programme. */
struct ht_session {
    ht_programme_id programme;
    ht_date date;
    ht_period_id period;
    int nth;                    /* from 0, among the calendar week's; set by ht_schedule_sort() */
    const struct ht_roll *roll; /* NULL: as programme and timetable have it */
    const char *id; /* that it keeps, fit for HT_SESSION_ID_SIZE; NULL: one of its own */
};

/** Why required sessions have no place; its words are in reports/text/shortage.c. */
struct ht_shortage {
    ht_date over; /* the week is: from that date on only was planned again; else HT_DATE_FIRST */
    bool stopped; /* the search was: slots that are free may not have been come to */
    int alone[HT_RULE_COUNT];  /* slots that each rule takes by itself */
    int beside[HT_RULE_COUNT]; /* likewise beside other sessions; HT_NO_RULE: free ones */
    int members[];             /* [student of the programme]: slots that this one alone rules out */
};

/** Required sessions of a programme that have no place. */
struct ht_unplaced {
    ht_programme_id programme;
    ht_date week;                 /* the Monday of the (first) week that requires them */
    int count;                    /* sessions */
    bool aside;                   /* they were taken out by hand */
    enum ht_rule rule;            /* that leaves no slot */
    struct ht_shortage *shortage; /* owned; NULL: not looked for */
};

/** Sessions sorted by date, period start, mentor and first student; unplaced by week. */
struct ht_schedule {
    struct ht_horizon horizon;
    struct ht_session *sessions; /* owned */
    size_t session_count, session_capacity;
    struct ht_unplaced *unplaced; /* owned */
    size_t unplaced_count, unplaced_capacity;
    enum ht_status status;
    int64_t cost;       /* by the objective (README) */
    int64_t bound;      /* no schedule of this school and horizon costs less */
    uint32_t *conflict; /* places of requests, keeps that cannot all hold; owned */
    size_t conflict_count, conflict_capacity; /* 0 unless the status is infeasible */
};

/** An empty schedule; free with ht_schedule_free(). */
struct ht_schedule *ht_schedule_new(struct ht_horizon horizon);

/** Frees a schedule; NULL is fine. */
void ht_schedule_free(struct ht_schedule *schedule);

/** Adds a session. */
void ht_schedule_add(struct ht_schedule *schedule, struct ht_session session);

/** Adds unplaced sessions; the schedule takes the shortage. */
void ht_schedule_add_unplaced(struct ht_schedule *schedule, struct ht_unplaced unplaced);

/** Brings sessions and unplaced sessions into their order. */
void ht_schedule_sort(struct ht_schedule *schedule, const struct ht_school *school);

/**
 * Gives the sorted sessions the places in their weeks, and so the ids, that they have among earlier
 * ones: a session at the date and period of an earlier one has its place, those that moved have the
 * places that are left, in order of date.
 */
void ht_schedule_number_as(struct ht_schedule *schedule, const struct ht_school *school,
                           const struct ht_session *earlier, size_t count);

/** The place of a sorted schedule's first session on a date or later; the count where there is
 * none. */
size_t ht_schedule_first_on(const struct ht_schedule *schedule, ht_date date);

/** How many sessions are unplaced; a group's counts once. */
int ht_schedule_unplaced(const struct ht_schedule *schedule);

/** Room for a session's id. */
enum { HT_SESSION_ID_SIZE = 24 };

/**
 * The stable id of the schedule's n-th session (sorted): made from the programme, its week and
 * the place among the week's sessions, so that it stays when the session moves within its week.
 * It holds nobody's name.
 */
char *ht_session_id(const struct ht_schedule *schedule, const struct ht_school *school, size_t n,
                    char text[static HT_SESSION_ID_SIZE]);

/** The same of a session whose place in its week is known. */
char *ht_session_id_of(const struct ht_school *school, const struct ht_session *session,
                       char text[static HT_SESSION_ID_SIZE]);

#endif
