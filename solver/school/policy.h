/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A school's mentoring policy: the numbers and choices that the rules and the objective refer to.
 */
#ifndef HT_SOLVER_SCHOOL_POLICY_H
#define HT_SOLVER_SCHOOL_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a period of the school day is for. */
enum ht_kind {
    HT_LESSON,
    HT_TUTOR,
    HT_REGISTRATION,
    HT_BREAK,
    HT_LUNCH,
    HT_BEFORE,
    HT_AFTER,
    HT_KIND_COUNT,
};

/** "lesson", "tutor", ...: the words of periods.csv and of places/kinds. */
const char *ht_kind_word(enum ht_kind kind);

/** Which part of a period a session may fill. */
enum ht_place { HT_FIRST_HALF, HT_WHOLE_LESSON };

/** The stretch of the calendar over which misses are counted. */
enum ht_span { HT_PER_TERM, HT_PER_HALF_TERM };

/** How far an assessment reaches: the whole calendar week that it touches, or its own days. */
enum ht_scope { HT_SCOPE_WEEK, HT_SCOPE_DAY };

/** Sessions in so many weeks, in lowest terms. */
struct ht_frequency {
    int sessions, weeks;
};

/** How many students a mentor of a role has. */
struct ht_caseload_limit {
    const char *role; /* as in mentors.csv, lower case */
    int min, max;     /* students */
};

/** The weight of the students who carry a flag. */
struct ht_priority {
    const char *flag; /* upper case */
    int weight;       /* at least 1; a student without any has 1 */
};

/** What holds for the programmes of a name where caseload.csv says nothing else. */
struct ht_preset {
    const char *name;
    int minutes;                 /* of a session; 0: the policy's */
    struct ht_frequency often;   /* 0 sessions: once a week */
    int sessions;                /* in all, or HT_NO_LIMIT */
    int weeks;                   /* that require a session, until it ends, or HT_NO_LIMIT */
    const char *periods, *place; /* a list of names of periods; where it is: "" for not said */
    int line;                    /* of policy.xml */
};

/** How soon a student who is referred with a word must be seen. */
struct ht_urgency {
    const char *word;
    int weeks; /* from the referral on, 0: the next school day; HT_NO_LIMIT: in its half term */
};

/** What a policy measures time in. */
enum ht_unit {
    HT_UNIT_NONE, /* nothing is said */
    HT_UNIT_DAY,
    HT_UNIT_WEEK,
    HT_UNIT_MONTH,
    HT_UNIT_HALF_TERM,
    HT_UNIT_TERM,
    HT_UNIT_END, /* the time until the end */
};

/** A length of time. */
struct ht_stretch {
    enum ht_unit unit;
    int count; /* of days or weeks; 1 of the others */
};

/** What there is one duty for. */
enum ht_per { HT_PER_STUDENT, HT_PER_PROGRAMME, HT_PER_MENTOR, HT_PER_SCHOOL };

/** Which open day of a stretch a duty falls on. */
enum ht_due_on { HT_DUE_LAST, HT_DUE_FIRST };

/** Something that has to be done besides the sessions: see solver/duties/duties.h. */
struct ht_duty {
    const char *what;        /* for people; the same text for all duties of that name */
    struct ht_stretch every; /* HT_UNIT_NONE: once */
    struct ht_stretch after; /* the start; of what is due once, HT_UNIT_END: at the end */
    enum ht_due_on on;       /* of what is due more than once */
    enum ht_per per;
    const char *who;       /* does it: "mentor" is the student's own, else a role or any word */
    const char *programme; /* only for programmes of that name; "": for all */
    bool calendar;         /* it is in the calendar of who does it */
    int line;              /* of policy.xml */
};

/** "No limit", where a limit may be absent. */
#define HT_NO_LIMIT (-1)

/** A policy: the attributes of policy.xml. The texts belong to whoever made the policy. */
struct ht_policy {
    int session_minutes;                  /* of a programme that says nothing else */
    enum ht_place place;                  /* H2 */
    int log_minutes;                      /* for the mentor's log after a session */
    int misses_max;                       /* H6: misses of one subject */
    enum ht_span misses_per;              /* H6: over what they are counted */
    enum ht_scope assessment_scope;       /* H7 */
    int free_minutes;                     /* H5: minutes a mentor keeps unscheduled a day */
    bool free_contiguous;                 /* H5: in one piece */
    int per_day_max;                      /* H3: sessions of a student on a date */
    unsigned place_kinds;                 /* H1: a bit (1u << kind) for each kind allowed */
    int rooms_max;                        /* H11: sessions at once, or HT_NO_LIMIT */
    int withdrawals_max;                  /* H11: students out of a class at once, or HT_NO_LIMIT */
    int support_lessons, support_minutes; /* most in-class support a mentor and week */
    int support_weeks;                    /* most in-class support of a student, or HT_NO_LIMIT */
    struct ht_caseload_limit *caseload;   /* by role */
    size_t caseload_count;
    struct ht_priority *priority; /* groups of students who come first */
    size_t priority_count;
    struct ht_preset *presets; /* of programmes by name */
    size_t preset_count;
    struct ht_urgency *urgencies; /* words for it, each once */
    size_t urgency_count;
    int64_t cost_miss;      /* of a miss whose subject has no cost of its own */
    int64_t cost_repeat;    /* times n - 1 for the n-th miss of a subject in the full term */
    int64_t cost_unplaced;  /* even; times the weight, for the first unplaced session */
    int64_t cost_day_load;  /* times n - 1 for a mentor's n-th session on a date */
    int attendance_alarm;   /* sessions missed in a row that are reported at once */
    int review_weeks;       /* from a programme's start to its review, or HT_NO_LIMIT: none */
    const char *review_who; /* does it, as in ht_duty */
    struct ht_duty *duties; /* in the file's order */
    size_t duty_count;
    const char *school_name;                   /* as it is printed; "": not said */
    const char *register_code, *register_note; /* of students in sessions; "" for none */
    bool register_registration; /* registers of registration and tutor time are told, too */
};

/** What holds without a policy.xml, but for caseload limits, priorities and urgencies. */
#define HT_POLICY_DEFAULTS                                                                         \
    (struct ht_policy)                                                                             \
    {                                                                                              \
        .session_minutes = 25, .place = HT_FIRST_HALF, .log_minutes = 25, .misses_max = 2,         \
        .misses_per = HT_PER_TERM, .assessment_scope = HT_SCOPE_WEEK, .free_minutes = 60,          \
        .per_day_max = 1, .place_kinds = 1u << HT_LESSON, .rooms_max = HT_NO_LIMIT,                \
        .withdrawals_max = HT_NO_LIMIT, .support_lessons = 12, .support_minutes = 600,             \
        .support_weeks = HT_NO_LIMIT, .cost_miss = 10, .cost_repeat = 5, .cost_unplaced = 1000,    \
        .cost_day_load = 1, .attendance_alarm = 3, .review_weeks = HT_NO_LIMIT,                    \
        .review_who = "mentor", .school_name = "", .register_code = "", .register_note = "",       \
    }

/**
 * Sets every field to the policy that holds without a policy.xml. What it has several
 * of is allocated: free it with ht_policy_clear().
 */
void ht_policy_default(struct ht_policy *policy);

/** Frees the arrays, not their texts. */
void ht_policy_clear(struct ht_policy *policy);

/** The caseload limits of a role, or NULL where the policy names none for it. */
const struct ht_caseload_limit *ht_policy_caseload(const struct ht_policy *policy,
                                                   const char *role);

/** What the policy says of the programmes of a name, or NULL where it says nothing. */
const struct ht_preset *ht_policy_preset(const struct ht_policy *policy, const char *name);

/** The place of an urgency (or -1: none) among others, the lowest being the first to be seen. */
int ht_policy_urgency_rank(const struct ht_policy *policy, int urgency);

#endif
