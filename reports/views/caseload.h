/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The part of the views that is about whole caseloads: how much each mentor carries, what has been
 * held this term, when programmes start and end, and how year groups and priority groups fare.
 */
#ifndef HT_REPORTS_VIEWS_CASELOAD_H
#define HT_REPORTS_VIEWS_CASELOAD_H

#include "reports/views/views.h"

/** Sessions of some students or of a mentor. What is required is what is planned or unplaced. */
struct ht_session_counts {
    int planned, unplaced; /* in the horizon */
    int held;              /* in the full term, by history */
};

/** A student on an active programme that has a mentor. */
struct ht_caseload_row {
    const struct ht_programme_view *programme;
    const struct ht_student_view *student;
    struct ht_session_counts counts;
};

/** What a mentor carries. Sessions of a group count once. */
struct ht_caseload {
    const struct ht_caseload_row *rows; /* in the caseload's order */
    size_t row_count;
    struct ht_session_counts counts;
    int minutes, minutes_most; /* of planned sessions in the horizon, and in the fullest week */
    int free_least; /* minutes of lesson periods free on any day at work, as the policy counts them;
                       HT_NO_LIMIT: never at work */
    int days_short; /* days at work on which they are less than the policy asks for */
    int days_allowed;                     /* likewise, but on which a request allows it */
    int support_lessons, support_minutes; /* in-class support, each in its fullest week */
    int *flags;                           /* [number in ht_school.flags]: students who carry it */
};

/** When a programme, or a student's programmes, ask for sessions: places in ht_views.weeks. */
struct ht_weeks_span {
    uint32_t first, last; /* HT_NONE: no session in the horizon */
    bool starts, ends;    /* first is the first week of all; last is the last */
};

/** A year group or a priority group. A group's session counts once for each of its students. */
struct ht_cohort {
    const char *name;                        /* of the year or the flag; "" for all others */
    const struct ht_student_view **students; /* of a year, by name; NULL for priority groups */
    size_t student_count;
    struct ht_session_counts counts;
};

/** All of it. */
struct ht_caseloads {
    struct ht_horizon term;      /* the horizon, and every full term that it touches */
    struct ht_caseload *mentors; /* places are those of ht_views.mentors */
    struct ht_caseload_row *rows;
    size_t row_count;
    struct ht_weeks_span *spans;         /* places are those of ht_views.programmes */
    struct ht_weeks_span *student_spans; /* places are those of ht_views.students */
    struct ht_session_counts *students;  /* places are those of ht_views.students */
    struct ht_cohort *years;             /* in the order of their names; those with students only */
    size_t year_count;
    struct ht_cohort *priorities; /* the policy's groups and, last, the students of none; whoever
                                     carries two flags counts in both */
    size_t priority_count;
    int waiting; /* active programmes without a mentor */
};

/**
 * [place in ht_school.students]: the place in ht_views.students, or HT_NONE for students who are
 * not in the views. Use free().
 */
uint32_t *ht_views_student_places(const struct ht_views *views, const struct ht_school *school);

/** Planned and unplaced. */
int ht_required(const struct ht_session_counts *counts);

/** Whether a programme is going on in a week, be it that nobody is seen in it. */
bool ht_span_has(const struct ht_weeks_span *span, uint32_t week);

/** How many students a mentor has, against the policy. */
enum ht_load { HT_LOAD_FITS, HT_LOAD_UNDER, HT_LOAD_OVER };

/** A mentor without a limit fits. */
enum ht_load ht_mentor_load(const struct ht_mentor_view *mentor);

/** Whether a mentor gives more in-class support in some week than the policy allows. */
bool ht_support_is_over(const struct ht_caseload *load, const struct ht_policy *policy);

/** Whether a student carries a flag: a number in ht_school.flags, or HT_NONE. */
bool ht_student_has_flag(const struct ht_student_view *student, uint32_t flag);

/** The minutes a week that a programme asks for: half of a session's where it is fortnightly. */
double ht_programme_minutes(const struct ht_school *school, const struct ht_views *views,
                            const struct ht_programme_view *programme);

#endif
