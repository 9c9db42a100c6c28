/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A school as its files describe it: calendar, periods, lessons, people, programmes and wishes.
 *
 * Readers fill the plain structs in, in any order that the ids allow, then call
 * ht_school_finish(); from then on the school is only looked at, from any number of threads.
 * Texts are interned with ht_school_text() and live as long as the school. Lines are those of the
 * file that a record came from, for messages.
 */
#ifndef HT_SOLVER_SCHOOL_SCHOOL_H
#define HT_SOLVER_SCHOOL_SCHOOL_H

#include "solver/base/date.h"
#include "solver/base/string_table.h"
#include "solver/school/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ids are places in the school's arrays or sets of names; .i is HT_NONE for "none". */
typedef struct {
    uint32_t i; /* place in ht_school.students */
} ht_student_id;
typedef struct {
    uint32_t i; /* place in ht_school.mentors */
} ht_mentor_id;
typedef struct {
    uint32_t i; /* place in ht_school.subjects */
} ht_subject_id;
typedef struct {
    uint32_t i; /* number in ht_school.groups: what misses are counted by */
} ht_group_id;
typedef struct {
    uint32_t i; /* place in ht_school.lessons */
} ht_lesson_id;
typedef struct {
    uint32_t i; /* place in ht_school.periods */
} ht_period_id;
typedef struct {
    uint32_t i; /* place in ht_school.programmes */
} ht_programme_id;
typedef struct {
    uint32_t i; /* cycle week of a timetable: see ht_school_week_name() */
} ht_week_id;
typedef struct {
    uint32_t i; /* number in ht_school.classes; HT_NONE for a blank class code */
} ht_class_id;

/** A set of numbers of names; an empty one means "every one". */
struct ht_some {
    uint32_t *numbers; /* owned */
    uint32_t count;
};

/** What a row of calendar.csv says. */
enum ht_calendar_what { HT_TERM, HT_HALF_TERM, HT_CLOSED, HT_ASSESSMENT, HT_WEEK, HT_ALTERNATE };

/** A row of calendar.csv. */
struct ht_calendar_row {
    enum ht_calendar_what what;
    ht_date from, to;     /* both included */
    struct ht_some years; /* numbers in ht_school.years */
    const char *label;    /* "" where nothing is said */
    struct ht_some turns; /* of HT_ALTERNATE: numbers in ht_school.weeks, one after another */
    int line;
};

/** A period of one cycle week and one day of the week. */
struct ht_period {
    ht_week_id week;
    int weekday;    /* 0 for Monday */
    uint32_t name;  /* number in ht_school.period_names */
    int start, end; /* minutes after midnight */
    enum ht_kind kind;
    int line;
};

/** A subject code; the group is its own code where subjects.csv names no other. */
struct ht_subject {
    const char *code;
    const char *name;  /* "" where nothing is said */
    ht_group_id group; /* what its misses count as */
    int64_t cost;      /* of one miss; below 0: the policy's */
    bool protect;      /* never missed */
    int line;          /* of subjects.csv; 0 where only the timetable has it */
};

/** What a student has in one period of one cycle week; shared by all who have the same. */
struct ht_lesson {
    ht_subject_id subject;
    ht_class_id class_;
    const char *teacher, *room; /* "" where nothing is said */
};

/** A row of students.csv. */
struct ht_student {
    const char *id, *name, *form;         /* name and form are "" where nothing is said */
    const char *listed;                   /* the name with the surname first; NULL: not in parts */
    const char *surname, *forename, *upn; /* "" where nothing is said */
    uint32_t year;                        /* number in ht_school.years */
    struct ht_some flags;                 /* numbers in ht_school.flags; empty means none */
    int line;
};

/** A row of mentors.csv. */
struct ht_mentor {
    const char *id, *name, *role, *skills, *room; /* "" where nothing is said; role lower case */
    struct ht_some trained;                       /* numbers in ht_school.skills; empty: none */
    int caseload;                                 /* most students, or HT_NO_LIMIT: the role's */
    uint8_t days;                                 /* bits of the working days */
    int line;
};

/** How a programme ended for a student. */
enum ht_outcome {
    HT_OUTCOME_UNKNOWN, /* not yet */
    HT_OUTCOME_MET,     /* the student's targets are met */
    HT_OUTCOME_ENDED,   /* otherwise */
};

/** An intervention: the rows of caseload.csv that meet together. */
struct ht_programme {
    ht_mentor_id mentor;     /* .i is HT_NONE: not yet assigned */
    const char *name;        /* never "" */
    const char *group;       /* "" for one to one */
    ht_student_id *students; /* owned; in the file's order */
    uint32_t student_count;
    enum ht_outcome *outcomes; /* owned; of each of the students; NULL: not known */
    int per_week, per_weeks; /* sessions in so many required weeks, lowest terms: 1 in 2 for 0.5 */
    int minutes;             /* of a session */
    ht_date from, to;        /* bounds, or HT_DATE_FIRST and HT_DATE_LAST */
    int sessions;            /* total with history, or HT_NO_LIMIT */
    int weeks;               /* that require a session, until it ends, or HT_NO_LIMIT */
    struct ht_some periods;  /* numbers in ht_school.period_names: the only ones that it may use */
    const char *place;       /* where it is; "" for the mentor's room */
    ht_date referred;        /* the earliest of its students; HT_DATE_FIRST: not said */
    int urgency;             /* the greatest of its students, in ht_policy.urgencies, or -1 */
    ht_date latest;          /* for the first session, by urgency; HT_DATE_LAST: none */
    ht_date seen;            /* the first session in history where there is an urgency, likewise */
    struct ht_some needs;    /* skills wanted of the mentor: as ht_mentor.trained */
    int line;                /* of its first row */
};

/** When something is: every week, in these periods of these days, from one date to another. */
struct ht_recurrence {
    struct ht_some weeks;   /* cycle weeks */
    uint8_t days;           /* bits */
    struct ht_some periods; /* numbers in ht_school.period_names */
    ht_date from, to;
};

/** A row of commitments.csv. */
struct ht_commitment {
    ht_mentor_id mentor;
    struct ht_recurrence when;
    const char *what;      /* lower case: "support", "duty", ... or "" */
    ht_student_id student; /* who is with the mentor then; .i is HT_NONE: nobody in particular */
    int line;
};

/** What a row of requests.csv asks for. */
enum ht_request_what { HT_NEVER, HT_AVOID, HT_PREFER, HT_KEEP, HT_ALLOW };

/**
 * A row of requests.csv; what is blank matches anything. An allow has either a student with a
 * subject or group, for one miss more (H6) in each span that from..to touches, or a mentor, who
 * need not keep the free time (H5) on the dates that match; and nothing else.
 */
struct ht_request {
    enum ht_request_what what;
    ht_student_id student; /* .i is HT_NONE: any; likewise below */
    ht_mentor_id mentor;
    ht_subject_id subject; /* the code that was written, if there is one; see also group */
    ht_group_id group;     /* the group of that name, if there is one; both none: any subject */
    ht_class_id class_;
    const char *teacher;       /* "" for any */
    struct ht_recurrence when; /* a keep is for the date from */
    int64_t cost;              /* added by avoid, taken away by prefer */
    const char *note;
    int line;
    uint32_t locks; /* a keep for one session that somebody put there: the place of its programme
                       and one more, its note the file; 0: a row of requests */
};

/** A request of a kind that matches anything, at any time, and costs nothing. */
struct ht_request ht_request_any(enum ht_request_what what);

/** A row of history.csv: a session that was held. */
struct ht_past {
    ht_date date;
    ht_student_id student;
    ht_subject_id subject; /* .i is HT_NONE: no lesson was missed */
    const char *programme; /* "" for any */
    const char *session;   /* id in the plan; "" or NULL: not said; likewise the period */
    const char *period;
    int line;
};

/** A row of done.csv: a duty that was done; what is not said matches anything. */
struct ht_done {
    const char *what;      /* as the policy spells it: ht_duty.what */
    ht_student_id student; /* .i is HT_NONE: not said; likewise the mentor */
    ht_mentor_id mentor;
    const char *programme; /* "": not said */
    ht_date date;          /* when it was done, or due */
};

/** What the calendar says of a date. */
struct ht_day {
    ht_week_id week; /* cycle week; .i is HT_NONE where the calendar names none */
    int term;        /* row of ht_school.calendar, or -1; likewise half_term */
    int half_term;
    bool school_day; /* in a term and half term, a school weekday, not closed to everybody */
};

/** Everything that a run reads. Counts and capacities are in elements. */
struct ht_school {
    struct ht_strings *texts;        /* every interned text */
    struct ht_strings *weeks;        /* cycle weeks; one blank name where none is ever named */
    struct ht_strings *years;        /* year groups */
    struct ht_strings *flags;        /* upper case */
    struct ht_strings *skills;       /* of mentors, and wanted of them */
    struct ht_strings *period_names; /* of all days */
    struct ht_strings *groups;       /* of subjects */
    struct ht_strings *classes;      /* class codes */
    struct ht_strings *student_ids;  /* numbers are places in students; likewise the next two */
    struct ht_strings *mentor_ids;
    struct ht_strings *subject_codes;
    struct ht_policy policy;
    const char *document; /* that lines are of; NULL: of the CSV files and policy.xml */

    struct ht_calendar_row *calendar;
    size_t calendar_count, calendar_capacity;
    struct ht_period *periods; /* by week, day, start, end and name once finished */
    size_t period_count, period_capacity;
    struct ht_subject *subjects;
    size_t subject_count, subject_capacity;
    struct ht_lesson *lessons; /* each different one once */
    size_t lesson_count, lesson_capacity;
    struct ht_student *students;
    size_t student_count, student_capacity;
    struct ht_mentor *mentors;
    size_t mentor_count, mentor_capacity;
    struct ht_programme *programmes;
    size_t programme_count, programme_capacity;
    struct ht_commitment *commitments;
    size_t commitment_count, commitment_capacity;
    struct ht_request *requests;
    size_t request_count, request_capacity;
    struct ht_past *history;
    size_t history_count, history_capacity;
    struct ht_past *recorded; /* all of history, where some of it was taken out; else NULL */
    size_t recorded_count;
    struct ht_done *done;
    size_t done_count, done_capacity;

    ht_date *changes; /* ascending: from each of them on another timetable holds */
    size_t change_count;
    uint32_t *timetable; /* [student * period_count + period]: lesson or HT_NONE */

    /* Made by ht_school_finish(). */
    ht_date first, last;    /* of all terms */
    struct ht_day *days;    /* [date - first] */
    uint32_t *first_period; /* [week * 7 + weekday], one more at the end: places in periods */
};

/** An empty school with the default policy; free with ht_school_free(). */
struct ht_school *ht_school_new(void);

/** Frees a school and all that it owns; NULL is fine. */
void ht_school_free(struct ht_school *school);

/** The school's own copy of a text; equal texts are the same pointer. */
const char *ht_school_text(struct ht_school *school, const char *text);

/** A subject by its code, added (counting as the group of the same name) where it is new. */
ht_subject_id ht_school_subject(struct ht_school *school, const char *code);

/**
 * Sorts the periods and makes the table by week and weekday; to be called once all periods and
 * cycle weeks are there and before ht_school_set_lesson().
 */
void ht_school_finish_periods(struct ht_school *school);

/** Makes the table of dates; to be called last. */
void ht_school_finish(struct ht_school *school);

/**
 * Cycle weeks are told apart by timetable, too: the first one's have the numbers of
 * ht_school.weeks, those after a change so many more. How many there are in all.
 */
uint32_t ht_school_week_count(const struct ht_school *school);

/** The name of a cycle week: the same in all timetables. */
const char *ht_school_week_name(const struct ht_school *school, ht_week_id week);

/** How many changes of the timetable there have been up to a date. */
uint32_t ht_school_timetable_on(const struct ht_school *school, ht_date date);

/** The lesson with this content, added where it is new; teacher and room are interned texts. */
ht_lesson_id ht_school_add_lesson(struct ht_school *school, const struct ht_lesson *lesson);

/** The next of a lesson's teachers ("AB+CD"), of so many bytes; *teachers is moved behind it. NULL
 * after the last. */
const char *ht_teacher_next(const char **teachers, size_t *length);

/** Whether a request's teacher has a lesson that says "AB", or "AB+CD" of two; or is that text. */
bool ht_teacher_has(const char *teacher, const char *lesson);

/** What people call them: the name or, where the school gives none, the id. */
const char *ht_student_name(const struct ht_student *student);
const char *ht_mentor_name(const struct ht_mentor *mentor);

/** What a student stands under in a list: the surname first where it is known. */
const char *ht_student_listed(const struct ht_student *student);

/** The students' lesson in a period as the timetable has it, whatever the period's kind. */
ht_lesson_id ht_school_timetabled(const struct ht_school *school, ht_student_id student,
                                  ht_period_id period);

/** Enters a lesson into the timetable. */
void ht_school_set_lesson(struct ht_school *school, ht_student_id student, ht_period_id period,
                          ht_lesson_id lesson);

/** What a session in that period takes the student out of: .i is HT_NONE without a lesson. */
ht_lesson_id ht_school_lesson(const struct ht_school *school, ht_student_id student,
                              ht_period_id period);

/** What the calendar says of a date; any date may be asked. */
const struct ht_day *ht_school_day(const struct ht_school *school, ht_date date);

/** The periods of a cycle week's day, by start: from *first on, the count is returned. */
uint32_t ht_school_periods(const struct ht_school *school, ht_week_id week, int weekday,
                           ht_period_id *first);

/** The periods of a date, by start; none where its cycle week is not known. */
uint32_t ht_school_periods_on(const struct ht_school *school, ht_date date, ht_period_id *first);

/** The period of that name on a date; .i is HT_NONE where there is none. */
ht_period_id ht_school_period_on(const struct ht_school *school, ht_date date, uint32_t name);

/** Whether it recurs in a period of the timetable, within its dates; on a date; then in a period.
 */
bool ht_recurs_in(const struct ht_recurrence *when, const struct ht_period *period);
bool ht_recurs_on(const struct ht_school *school, const struct ht_recurrence *when, ht_date date);
bool ht_recurs_at(const struct ht_school *school, const struct ht_recurrence *when, ht_date date,
                  ht_period_id period);

/** Whether the set has the number, or means every one. */
bool ht_some_has(const struct ht_some *some, uint32_t number);

/** Adds a number to a set unless it is there. */
void ht_some_add(struct ht_some *some, uint32_t number);

/** The dates being planned. */
struct ht_horizon {
    ht_date from, to; /* both included */
};

/** The half term or term of that label; false where the calendar has none. */
bool ht_horizon_named(const struct ht_school *school, enum ht_calendar_what what, const char *label,
                      struct ht_horizon *horizon);

/** The first half term that history does not reach; false where there is none left. */
bool ht_horizon_next(const struct ht_school *school, struct ht_horizon *horizon);

/** Whether the horizon has the date. */
static inline bool ht_horizon_has(struct ht_horizon horizon, ht_date date)
{
    return horizon.from.days <= date.days && date.days <= horizon.to.days;
}

/** Whether a student is of a programme, and whether two programmes have one in common. */
bool ht_programme_has(const struct ht_programme *programme, ht_student_id student);
bool ht_programme_shares(const struct ht_programme *one, const struct ht_programme *other);

/** Whether a session of history counts towards a programme's total: within its bounds, of its
 * name or of none. */
bool ht_programme_counts(const struct ht_programme *programme, const struct ht_past *past);

#endif
