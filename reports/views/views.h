/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Views: who meets whom, when and where, and what is missed, worked out once from a school and its
 * schedule, so that every writer only has to render. All texts are fit to be shown: never NULL, ""
 * where nothing is said; names stand in for themselves by the id where the school gives none.
 * Everything lives as long as the views, the school and the schedule.
 */
#ifndef HT_REPORTS_VIEWS_VIEWS_H
#define HT_REPORTS_VIEWS_VIEWS_H

#include "solver/school/schedule.h"

/** A student who has a programme in the horizon. */
struct ht_student_view {
    const char *id, *name, *form, *year;
    const char *listed;                    /* the name with the surname first where it is known */
    const char *surname, *forename;        /* of more than two words, all may be the surname */
    const char *upn;                       /* the unique pupil number, or the id */
    const struct ht_attendance **sessions; /* by date and start */
    size_t session_count;
    int unplaced;                /* sessions */
    const struct ht_some *flags; /* numbers in ht_school.flags; empty: none */
};

/** One student of one session, with the lesson missed: a row of sessions.csv. */
struct ht_attendance {
    const struct ht_session_view *session;
    const struct ht_student_view *student;
    bool misses;              /* a lesson; if not, the texts below are "" */
    const char *subject;      /* code */
    const char *subject_name; /* for people */
    const char *class_, *teacher, *room;
};

/** A session. */
struct ht_session_view {
    char id[HT_SESSION_ID_SIZE];
    const struct ht_programme_view *programme;
    const struct ht_mentor_view *mentor;
    ht_date date;
    const char *week; /* cycle week */
    const char *period;
    enum ht_kind kind;                     /* of the period */
    int start, end;                        /* of the session, in minutes after midnight */
    const char *place;                     /* the programme's, or the mentor's room */
    bool elsewhere;                        /* not in the mentor's room */
    const struct ht_attendance *attendees; /* by the students' ids */
    size_t attendee_count;
};

/** A student away from a register: that of a lesson's class, or the form's in its own time. */
struct ht_absence {
    const struct ht_attendance *attendance;
    const char *class_; /* whose register: the lesson's class, or the form */
    const char *teacher, *room;
    const char *what; /* the subject for people, or "registration" or "tutor" */
    bool of_form;     /* it is the form's register */
    bool returns;     /* the session ends before the period does */
};

/** The absences that a teacher or a class has in common. */
struct ht_absences {
    const char *name;                   /* "" where the school names none */
    const struct ht_absence **absences; /* by date, start, class and the students' ids */
    size_t count;
};

/** What a programme has in one calendar week. */
struct ht_programme_week {
    const struct ht_session_view **sessions;
    size_t session_count;
    int unplaced; /* sessions */
};

/** A programme; those outside the horizon have neither members nor weeks. */
struct ht_programme_view {
    const struct ht_mentor_view *mentor; /* NULL: not yet assigned */
    const char *name, *group;
    const struct ht_student_view **students; /* by id */
    size_t student_count;
    struct ht_programme_week *weeks; /* one for each of the views' weeks */
    bool active;                     /* its bounds touch the horizon, or it has sessions */
    ht_date latest,
        first; /* for its first session, and that of history or plan; HT_DATE_LAST: none */
    bool late; /* the first is after the latest, or none though the latest is over */
};

/** A row of a week's grid: a period of the school day. */
struct ht_grid_row {
    const char *name;
    int start, end; /* minutes after midnight, on the first day that has the period */
    bool teaching;  /* a lesson or a kind that may hold sessions, on some day */
};

/** A calendar week of the horizon in which there is school. */
struct ht_week_view {
    ht_date monday;
    const char *week;                   /* cycle week */
    ht_date days[HT_DAYS_A_WEEK];       /* the school's weekdays */
    const char *closed[HT_DAYS_A_WEEK]; /* why there are no sessions on that day, or NULL */
    int day_count;
    struct ht_grid_row *rows; /* by start */
    size_t row_count;
    uint32_t *row_of; /* [number in ht_school.period_names]: place in rows, or HT_NONE */
    char *notice;     /* assessments, and what is closed to some years only */
};

/** What a mentor does in one period. */
enum ht_cell_what {
    HT_CELL_NONE, /* there is no such period, or nothing is done in it */
    HT_CELL_FREE, /* a lesson without session or commitment */
    HT_CELL_COMMITTED,
    HT_CELL_SESSION,
};

/** A cell of a mentor's grid. */
struct ht_cell {
    enum ht_cell_what what;
    int start, end;                        /* of the period, in minutes after midnight */
    const struct ht_session_view *session; /* NULL but for HT_CELL_SESSION */
    const char *commitment;                /* NULL but for HT_CELL_COMMITTED */
    const char *with;                      /* name of the student whom it is about, or "" */
};

/** A mentor's calendar week. */
struct ht_mentor_week {
    const struct ht_week_view *week;
    const char *away[HT_DAYS_A_WEEK]; /* why the day has no cells, or NULL */
    struct ht_cell *cells;            /* [row * week->day_count + day] */
    int sessions;
};

/** The cell of a row and a day. */
static inline struct ht_cell *ht_week_cell(const struct ht_mentor_week *week, size_t row, int day)
{
    return &week->cells[row * (size_t)week->week->day_count + (size_t)day];
}

/** A mentor, with the caseload. */
struct ht_mentor_view {
    const char *id, *name, *role, *room;
    int students;           /* who have a programme in the horizon */
    int least, most;        /* students that the mentor should have; HT_NO_LIMIT: not said */
    int sessions, unplaced; /* in the horizon */
    const struct ht_session_view **by_date;      /* those sessions, by date and start */
    struct ht_mentor_week *weeks;                /* one for each of the views' weeks */
    const struct ht_programme_view **programmes; /* active ones, in the caseload's order */
    size_t programme_count;
};

/** Required sessions that have no place. */
struct ht_unplaced_view {
    const struct ht_programme_view *programme;
    ht_date week; /* Monday */
    int count;    /* sessions */
    enum ht_rule rule;
    const char *reason; /* "H6 misses of a subject" */
    const char *detail; /* sentences */
};

/** All views. */
struct ht_views {
    struct ht_horizon horizon;
    const char *label;          /* of the half term or term that the horizon is */
    bool several_programmes;    /* active programmes have different names */
    struct ht_week_view *weeks; /* by date */
    size_t week_count;
    struct ht_session_view *sessions; /* in the schedule's order */
    size_t session_count;
    struct ht_attendance *attendances; /* the rows of sessions.csv, in order */
    size_t attendance_count;
    struct ht_absence *absences; /* from registers: by date, start, class and student's id */
    size_t absence_count;
    struct ht_absences *teachers; /* by surname; what has no teacher comes last */
    size_t teacher_count;
    struct ht_absences *classes; /* by name, what has none last */
    size_t class_count;
    struct ht_absences *registers; /* of each week: by class, student, date and start; no name */
    struct ht_programme_view *programmes; /* places are those of ht_school.programmes */
    size_t programme_count;
    struct ht_mentor_view *mentors; /* places are those of ht_school.mentors */
    size_t mentor_count;
    struct ht_student_view *students; /* by name and id */
    size_t student_count;
    struct ht_unplaced_view *unplaced; /* in the schedule's order */
    size_t unplaced_count;
    const struct ht_caseloads *caseloads; /* see caseload.h */
    const struct ht_misses *misses;       /* see misses.h */

    /* What is freed with the views. */
    void **kept;
    size_t kept_count, kept_capacity;
};

/** The views of a sorted schedule of a finished school; free with ht_views_free(). */
struct ht_views *ht_views_new(const struct ht_school *school, const struct ht_schedule *schedule);

/** Frees views; NULL is fine. */
void ht_views_free(struct ht_views *views);

#endif
