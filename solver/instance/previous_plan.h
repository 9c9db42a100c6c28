/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What stands of a previous plan when the rest of it is planned again: its sessions before a date,
 * with the people and lessons of their day, whatever the school says by now.
 */
#ifndef HT_SOLVER_INSTANCE_PREVIOUS_PLAN_H
#define HT_SOLVER_INSTANCE_PREVIOUS_PLAN_H

#include "solver/school/claimed_schedule.h"
#include "solver/school/schedule.h"

/** A session of a previous plan. */
struct ht_planned {
    struct ht_session session; /* programme or period is HT_NONE where the school has none such */
    const struct ht_claim *const *rows; /* by student */
    uint32_t row_count;                 /* at least one */
};

/** A previous plan, divided by a date. */
struct ht_previous_plan {
    const struct ht_claimed_schedule *claims; /* its rows */
    const struct ht_previous_plan *origin;    /* before somebody edited it; NULL: nobody did */
    ht_date from;                             /* what is before it stands */
    const struct ht_claim **rows;             /* by session; owned, as is what follows */
    struct ht_planned *sessions;              /* by date, period's name, mentor and programme */
    size_t count, past;                       /* sessions, and how many of them stand */
    const struct ht_planned **places; /* those that do not stand, by programme, date and period */
    size_t place_count;
    const int *owed;       /* [programme]: sessions that were not held; NULL: none */
    struct ht_roll *rolls; /* [session]: of those that stand and differ from the school by now */
    ht_student_id *students;
    ht_lesson_id *missed;
};

/**
 * Lets the rows before a date stand: the school gets the students, mentors, programmes and lessons
 * that it lacks by now, which require nothing. All periods of these rows must be known.
 */
void ht_previous_plan_admit(struct ht_school *school, struct ht_claimed_schedule *claims,
                            ht_date from);

/**
 * Makes what rows before a date say beside who meets whom and when anew, for rows that were edited
 * by hand: their times and lessons are the school's as it is now. A student whom its timetable
 * lacks keeps lessons as written, a programme that it lacks its length. Comes before
 * ht_previous_plan_admit().
 */
void ht_previous_plan_make_anew(const struct ht_school *school, struct ht_claimed_schedule *claims,
                                ht_date from);

/**
 * Takes out of the school what would count twice besides rows that stand, or ask for what is over:
 * the history of their sessions, and keep requests before the date.
 */
void ht_previous_plan_forget(struct ht_school *school, const struct ht_claimed_schedule *claims);

/**
 * Takes out of the school's history what any rows tell as well: a plan that was recorded in it. The
 * claims say so.
 */
void ht_previous_plan_forget_told(struct ht_school *school, struct ht_claimed_schedule *claims);

/** Counts the rows that stand and were not held as due once more, by programme. */
void ht_previous_plan_owe(const struct ht_school *school, struct ht_claimed_schedule *claims);

/**
 * Divides a plan whose past has been admitted. The claims and the school must outlive it. Free with
 * ht_previous_plan_free().
 */
struct ht_previous_plan *ht_previous_plan_new(const struct ht_school *school,
                                              const struct ht_claimed_schedule *claims);

/** Frees it; NULL is fine. */
void ht_previous_plan_free(struct ht_previous_plan *earlier);

/** Whether the previous plan has the programme at a date and period that do not stand. */
bool ht_previous_plan_has(const struct ht_previous_plan *earlier, ht_programme_id programme,
                          ht_date date, ht_period_id period);

#endif
