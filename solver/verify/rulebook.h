/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the contract's words mean in one school, for the verifier alone: open days,
 * assessment, commitments, free time, requests, prices and past misses, looked up from tables that
 * are made once.
 */
#ifndef HT_SOLVER_VERIFY_RULEBOOK_H
#define HT_SOLVER_VERIFY_RULEBOOK_H

#include "solver/school/school.h"

/** The records of each key: those of key k are items[first[k]] up to items[first[k + 1]]. */
struct ht_lookup {
    uint32_t *first; /* one more than there are keys; owned, as are the items */
    uint32_t *items; /* in ascending order within a key */
};

/** A lookup of count records by their keys, all below key_count; HT_NONE leaves a record out. */
struct ht_lookup ht_lookup_make(const uint32_t *keys, size_t count, size_t key_count);

/** Frees the arrays of a lookup. */
void ht_lookup_clear(struct ht_lookup *lookup);

/** The tables; read them through the functions below. */
struct ht_rulebook {
    const struct ht_school *school;
    size_t day_count;             /* dates from the first to the last of all terms */
    bool *closed;                 /* [year * day_count + date]: the year has no school then */
    bool *assessed;               /* likewise: out for assessment */
    struct ht_lookup commitments; /* by mentor */
    struct ht_lookup engagements; /* commitments by the student whom they name */
    struct ht_lookup requests;    /* by the narrowest thing that they name; see rulebook.c */
    const struct ht_past *past;   /* history as it was read */
    struct ht_lookup history;     /* of these rows, by student */
    bool *told;   /* [row of history]: a meeting stands for it, and counts instead */
    int *weights; /* [student]: priority */
};

/** One student's session: what requests and prices are about. */
struct ht_occasion {
    ht_mentor_id mentor;
    ht_student_id student;
    ht_date date;
    ht_period_id period;
    ht_lesson_id lesson; /* missed for it; .i is HT_NONE for none */
};

/** Makes the tables of a finished school; free with ht_rulebook_free(). */
struct ht_rulebook *ht_rulebook_new(const struct ht_school *school);

/** Frees the tables; NULL is fine. */
void ht_rulebook_free(struct ht_rulebook *book);

/** Whether the date is an open school day for the student. */
bool ht_rulebook_open(const struct ht_rulebook *book, ht_student_id student, ht_date date);

/** Whether H7 keeps the student from sessions on that date. */
bool ht_rulebook_assessed(const struct ht_rulebook *book, ht_student_id student, ht_date date);

/** Whether the date lies in the programme's from..to. */
bool ht_rulebook_in_bounds(const struct ht_programme *programme, ht_date date);

/** Whether calendar and bounds allow the whole programme a session on a date. */
bool ht_rulebook_eligible(const struct ht_rulebook *book, const struct ht_programme *programme,
                          ht_date date);

/** Whether the mentor works on that day of the week. */
bool ht_rulebook_works(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date);

/** Whether the mentor has a commitment in that period of the date. */
bool ht_rulebook_committed(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date,
                           ht_period_id period);

/**
 * The minutes of lesson periods that a mentor keeps on a date besides commitments and sessions in
 * these periods: all of them, or those in one piece.
 */
int ht_rulebook_free_minutes(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date,
                             const ht_period_id *sessions, size_t session_count, bool contiguous);

/** The minutes that they must be at least (H5): none where an allow request lets them be fewer. */
int ht_rulebook_free_least(const struct ht_rulebook *book, ht_mentor_id mentor, ht_date date);

/** Whether a session of the programme fits the period (H2). */
bool ht_rulebook_fits(const struct ht_rulebook *book, const struct ht_programme *programme,
                      ht_period_id period);

/** Whether the programme's own list of periods has the period, or has none at all. */
bool ht_rulebook_may_use(const struct ht_programme *programme, const struct ht_period *period);

/** Whether a commitment has the student with a mentor in that period of the date. */
bool ht_rulebook_engaged(const struct ht_rulebook *book, ht_student_id student, ht_date date,
                         ht_period_id period);

/** What a miss of this lesson counts as. */
ht_group_id ht_rulebook_group(const struct ht_rulebook *book, ht_lesson_id lesson);

/** The row of the calendar that a miss on this date counts in: the full term, or -1. */
int ht_rulebook_term(const struct ht_rulebook *book, ht_date date);

/** The row of the calendar in which H6 counts misses: term or half term, or -1. */
int ht_rulebook_miss_span(const struct ht_rulebook *book, ht_date date);

/** The student's misses of a subject in history that span() puts into the same row. */
int ht_rulebook_past_misses(const struct ht_rulebook *book, ht_student_id student,
                            ht_group_id group, int row,
                            int (*span)(const struct ht_rulebook *, ht_date));

/** The most misses of a subject (H6) in a row of ht_rulebook_miss_span(), with what is allowed. */
int ht_rulebook_most_misses(const struct ht_rulebook *book, ht_student_id student,
                            ht_group_id group, int row);

/** How many sessions of a programme history holds, for its limit of sessions. */
int ht_rulebook_past_sessions(const struct ht_rulebook *book, const struct ht_programme *programme);

/** Whether a request concerns the occasion. */
bool ht_rulebook_matches(const struct ht_rulebook *book, const struct ht_request *request,
                         struct ht_occasion occasion);

/** Whether a never request or a protected subject forbids the occasion (H9). */
bool ht_rulebook_forbidden(const struct ht_rulebook *book, struct ht_occasion occasion);

/** The cost of the occasion: the subject's, with avoid and prefer, not below 0. */
int64_t ht_rulebook_price(const struct ht_rulebook *book, struct ht_occasion occasion);

/** Whether a subject's own misses cost more than the policy's default: a core subject. */
bool ht_rulebook_core(const struct ht_rulebook *book, ht_lesson_id lesson);

#endif
