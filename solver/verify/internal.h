/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The verifier's work in hand, shared by its parts and by the scores: the claimed rows as meetings
 * and seats, what the horizon requires, and counters of both.
 */
#ifndef HT_SOLVER_VERIFY_INTERNAL_H
#define HT_SOLVER_VERIFY_INTERNAL_H

#include "solver/verify/rulebook.h"
#include "solver/verify/verify.h"

/** One meeting of a programme, made of the rows that claim it. */
struct ht_meeting {
    ht_programme_id programme;
    ht_date date;
    ht_period_id period;
    uint32_t first, count; /* its places in ht_audit.seats */
    uint32_t row;          /* the first of its rows in ht_claimed_schedule.rows */
};

/** One student at a meeting. */
struct ht_seat {
    uint32_t meeting; /* place in ht_audit.meetings */
    uint32_t row;     /* place in ht_claimed_schedule.rows */
    ht_student_id student;
    ht_lesson_id lesson; /* missed for it; .i is HT_NONE for none */
};

/** Weeks that require sessions between them: one, or a run where per_week is a fraction. */
struct ht_audit_need {
    ht_programme_id programme;
    uint32_t first_week; /* see ht_audit_needs */
    int required;        /* meetings */
    int week_most;       /* meetings in any one of the weeks */
    int placed;          /* meetings claimed */
};

/** What H8 requires. Weeks are counted from that of the horizon's first day. */
struct ht_audit_needs {
    ht_date monday;              /* of week 0 */
    uint32_t weeks;              /* that the horizon touches */
    struct ht_audit_need *needs; /* by programme and first week */
    uint32_t count, capacity;
    uint32_t *need_of; /* [programme * weeks + week]: place in needs, or HT_NONE */
    int *placed;       /* [programme * weeks + week]: meetings claimed */
};

/** Everything that the parts of the verifier look at; only the verdict changes. */
struct ht_audit {
    const struct ht_school *school;
    const struct ht_claimed_schedule *claims;
    struct ht_rulebook *book;
    struct ht_meeting *meetings; /* in the order of their first rows */
    size_t meeting_count;
    struct ht_seat *seats; /* by meeting and row */
    size_t seat_count;
    uint32_t *seat_of; /* [row of claims]: place in seats; HT_NONE: unknown, or repeats a row */
    struct ht_audit_needs needs;
    enum ht_rule rule; /* being checked; HT_NO_RULE: the form of the file */
    struct ht_verdict *verdict;
};

/** Makes rulebook, meetings and needs with an empty verdict; free with ht_audit_free(). */
struct ht_audit *ht_audit_new(const struct ht_school *school,
                              const struct ht_claimed_schedule *claims);

/** Frees all of it but the verdict; NULL is fine. */
void ht_audit_free(struct ht_audit *audit);

/** Adds a breach of the rule being checked; its other fields are filled. */
void ht_audit_breach(struct ht_audit *audit, struct ht_breach breach);

/** Adds a breach of a row of the claims, unless the row stands. */
void ht_audit_breach_row(struct ht_audit *audit, uint32_t row, struct ht_breach breach);

/** Adds a breach of a meeting, or of one student's place in it. */
void ht_audit_breach_at(struct ht_audit *audit, const struct ht_meeting *meeting,
                        const struct ht_seat *seat, struct ht_breach breach);

/** The mentor of a meeting. */
ht_mentor_id ht_audit_mentor(const struct ht_audit *audit, const struct ht_meeting *meeting);

/** What a seat comes to, for requests and prices. */
struct ht_occasion ht_audit_occasion(const struct ht_audit *audit, const struct ht_seat *seat);

/** Whether a row is over, and so stands whatever rules it breaks. */
bool ht_audit_stands(const struct ht_audit *audit, const struct ht_claim *row);

/* ------------------------------------------------------------ meetings */

/** Turns the rows that can be resolved into meetings and seats. */
void ht_audit_make_meetings(struct ht_audit *audit);

/**
 * Leaves out of the rulebook's history the records of meetings that stand: those with their ids
 * where both have one, else of their subjects and of the period and programme that a row names. A
 * seat has one record at most.
 */
void ht_audit_settle_history(struct ht_audit *audit);

/** Whether programme, student and period of a row are known, so that it can be a meeting. */
bool ht_audit_resolved(const struct ht_audit *audit, const struct ht_claim *row);

/**
 * The programme of a row: the reader's, or for a student outside a group that of the group; none
 * where it has no mentor.
 */
ht_programme_id ht_audit_programme(const struct ht_audit *audit, const struct ht_claim *row);

/* ------------------------------------------------------------ counters */

/** A thing counted, with up to three numbers that it is counted by. */
struct ht_counter_entry {
    uint32_t key[3];
    uint32_t place; /* of the meeting or seat */
};

/** Meetings or seats sorted by their keys and places, for counting equal ones. */
struct ht_counter {
    struct ht_counter_entry *entries; /* owned */
    size_t count;
};

/** The keys that a meeting or seat is counted by; false leaves it out. */
typedef bool ht_counter_key(const struct ht_audit *audit, const struct ht_meeting *meeting,
                            const struct ht_seat *seat, uint32_t key[static 3]);

/** A counter of the meetings (the seat is NULL); free the entries. */
struct ht_counter ht_counter_meetings(const struct ht_audit *audit, ht_counter_key *key);

/** A counter of the seats; free the entries. */
struct ht_counter ht_counter_seats(const struct ht_audit *audit, ht_counter_key *key);

/** The end of the entries that have the first parts of the key in common with the one at start. */
size_t ht_counter_end(const struct ht_counter *counter, size_t start, int parts);

/** A date as a part of a key, in order of dates; and back. */
uint32_t ht_counter_date(ht_date date);
ht_date ht_counter_to_date(uint32_t key);

/* Keys that several parts count by. */
ht_counter_key ht_by_mentor_date_period;
ht_counter_key ht_by_student_date_period;
ht_counter_key ht_by_date_period_class; /* leaves out what takes nobody out of a class */

/* ------------------------------------------------------------ needs */

/** Finds what the horizon requires and how much of it is claimed. */
void ht_audit_make_needs(struct ht_audit *audit);

/** Frees the arrays of needs. */
void ht_audit_needs_clear(struct ht_audit_needs *needs);

/** The week of a date, or HT_NONE for one that the horizon does not touch. */
uint32_t ht_audit_needs_week(const struct ht_audit_needs *needs, ht_date date);

/** Whether the calendar gives the programme a session on that date in a week that requires one. */
bool ht_audit_needs_date(const struct ht_audit *audit, uint32_t programme, ht_date date);

/** Sessions of a need that are not claimed. */
int ht_audit_need_missing(const struct ht_audit_need *need);

/* ------------------------------------------------------------ checks with a file of their own */

void ht_check_form(struct ht_audit *audit);
void ht_check_frequency(struct ht_audit *audit);
void ht_check_requests(struct ht_audit *audit);

/** Recounts the objective into the verdict. */
void ht_audit_costs(struct ht_audit *audit);

#endif
