/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The verifier: holds claimed sessions against the rules, recounts the cost and looks for required
 * sessions that are neither placed nor reported. Written from the contract alone; it shares with
 * the engine only the school and the schedule.
 */
#ifndef HT_SOLVER_VERIFY_VERIFY_H
#define HT_SOLVER_VERIFY_VERIFY_H

#include "solver/school/claimed_schedule.h"
#include "solver/school/rules.h"

/** The objective (README: "what is minimised"), term by term. */
struct ht_costs {
    int64_t miss;     /* subjects missed, with avoid and prefer */
    int64_t repeat;   /* second and later misses of a subject */
    int64_t unplaced; /* by priority weight, convex in a student's number */
    int64_t day_load; /* second and later sessions of a mentor's day */
};

/** The sum of the four terms. */
int64_t ht_costs_total(const struct ht_costs *costs);

/** What is wrong, by the rule that it breaks. What a cause names of struct ht_breach is said. */
enum ht_breach_cause {
    /* no rule, but the file itself */
    HT_BREACH_NO_STUDENT,
    HT_BREACH_NO_MENTOR,
    HT_BREACH_NO_PROGRAMME,
    HT_BREACH_CELL_WEEK, /* text, other: what it should say; likewise the other cells */
    HT_BREACH_CELL_DAY,
    HT_BREACH_CELL_END, /* count, limit: minutes after midnight, said and due */
    HT_BREACH_CELL_SUBJECT,
    HT_BREACH_CELL_CLASS,
    HT_BREACH_CELL_TEACHER,
    HT_BREACH_CELL_ROOM,
    HT_BREACH_SHARED_ID, /* text: the id */
    HT_BREACH_GROUP_ID,  /* text: the id; other: that of the group's first row */
    HT_BREACH_NO_ID,
    HT_BREACH_NO_START,
    HT_BREACH_NO_END,
    HT_BREACH_ORDER,
    /* H1 */
    HT_BREACH_NO_PERIOD,
    HT_BREACH_HORIZON,
    HT_BREACH_KIND, /* text: the kind of period */
    HT_BREACH_PERIOD,
    HT_BREACH_CLOSED,
    HT_BREACH_NO_LESSON,
    /* H2 */
    HT_BREACH_LENGTH, /* count, limit: minutes of the session and of the period */
    HT_BREACH_HALF,   /* likewise, in the first half of the period */
    HT_BREACH_START,  /* count, limit: minutes after midnight, said and due */
    /* H3 */
    HT_BREACH_REPEATED,
    HT_BREACH_ENGAGED,
    HT_BREACH_STUDENT_TIME, /* student, date, period; count: sessions */
    HT_BREACH_STUDENT_DAY,  /* student, date; count: sessions; limit */
    /* H4 */
    HT_BREACH_MENTOR_TIME, /* mentor, date, period; count: sessions */
    HT_BREACH_COMMITTED,
    HT_BREACH_DAY_OFF,
    /* H5 */
    HT_BREACH_FREE_TIME,  /* mentor, date; count: minutes; limit */
    HT_BREACH_FREE_PIECE, /* likewise, in one piece */
    /* H6 */
    HT_BREACH_MISSES, /* student; text: the subject; other: the label of the half term or term, or
                         ""; count, limit; past: how many of count are history */
    /* H7 */
    HT_BREACH_ASSESSMENT, /* text: the year */
    /* H8 */
    HT_BREACH_BOUNDS,
    HT_BREACH_TOO_MANY, /* programme, mentor; date: of a week; count: sessions; limit */
    HT_BREACH_UNLISTED, /* student, programme, mentor; date: of a week; count: sessions */
    HT_BREACH_NO_LIST,  /* likewise, where no unplaced sessions were read */
    HT_BREACH_LISTED,   /* student, or HT_NONE; date: of a week; count: sessions */
    /* H9 */
    HT_BREACH_FORBIDDEN,
    HT_BREACH_KEEP, /* student, date */
    /* H10 */
    HT_BREACH_ABSENT, /* student */
    HT_BREACH_STRANGER,
    /* H11 */
    HT_BREACH_ROOMS,       /* date, period; count: sessions; limit */
    HT_BREACH_WITHDRAWALS, /* date, period; text: the class; count: students; limit */
    HT_BREACH_CAUSE_COUNT,
};

/** What a row is of: places in the claims, and in the school's requests. */
enum ht_breach_row { HT_ROW_NONE, HT_ROW_SESSION, HT_ROW_UNPLACED, HT_ROW_REQUEST };

/** One fault of a schedule. What its cause does not name is 0. */
struct ht_breach {
    enum ht_rule rule; /* HT_NO_RULE: the file itself is wrong (cells, order, ids) */
    enum ht_breach_cause cause;
    enum ht_breach_row of; /* that the row is of */
    uint32_t row;          /* its place there */
    ht_student_id student;
    ht_mentor_id mentor;
    ht_programme_id programme; /* also of every breach by a meeting */
    ht_date date;
    ht_period_id period;
    int count, limit, past;
    const char *text, *other; /* the school's */
};

/** What the verifier found. */
struct ht_verdict {
    struct ht_breach *breaches; /* by rule */
    size_t breach_count, breach_capacity;
    size_t frozen; /* breaches at sessions that are over, which stand: they are not listed */
    int64_t checked[HT_RULE_COUNT]; /* how often each rule was tried */
    struct ht_costs costs;          /* of the claimed sessions and all that is missing */
    int sessions;                   /* meetings */
    int required;                   /* meetings that the horizon requires */
    int unplaced;                   /* required meetings that are not claimed */
};

/**
 * Gives what rows claim of a student's programmes of one mentor and name, which no row tells apart,
 * to those of them that require it, so that nothing is left over if that can be; the horizon is
 * known. Other claims stay as they were read.
 */
void ht_claimed_schedule_share(struct ht_claimed_schedule *claims, const struct ht_school *school);

/** Checks claims; free with ht_verdict_free(). */
struct ht_verdict *ht_verify(const struct ht_school *school,
                             const struct ht_claimed_schedule *claims);

/** Frees a verdict; NULL is fine. */
void ht_verdict_free(struct ht_verdict *verdict);

#endif
