/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The rules that count: how each of them counts, and how far it lets.
 */
#ifndef HT_SOLVER_INSTANCE_CAPS_H
#define HT_SOLVER_INSTANCE_CAPS_H

#include "solver/instance/instance.h"

/** What a cap counts together. */
enum ht_cap_by {
    HT_BY_STUDENT, /* the sessions of each student by itself */
    HT_BY_SEAT,    /* the students at all sessions: a group of three counts three times */
    HT_BY_SESSION, /* all sessions of the school */
};

/** One cap: H6, for example, counts by student, of each group of subjects (the thing), over a row
 * of the calendar (the span), how often it is missed. */
struct ht_cap_rule {
    enum ht_cap_by by;
    /* The span of time over which it counts, numbered below spans(); of one that lies within
       a week, by the number of the week, so that equal weeks can be counted as one. */
    uint32_t (*span)(const struct ht_instance *instance, uint32_t week, ht_date date,
                     ht_period_id period);
    uint32_t (*spans)(const struct ht_instance *instance);
    bool weekly;  /* it lies within a week */
    bool at_once; /* it is a single period of a date */
    /* The thing that a session takes a student out of which is counted by itself, below things();
       HT_NONE: the session does not count. NULL: all sessions count together. */
    uint32_t (*thing)(const struct ht_school *school, ht_lesson_id lesson);
    uint32_t (*things)(const struct ht_school *school);
    /* How many there may be, and how many history has, of a student and a thing over a span.
       NULL: what the setting says; none. Of a span within a week history has none: weeks are
       taken for equal whatever was held in them. */
    int (*most)(const struct ht_instance *instance, ht_student_id student, uint32_t thing,
                uint32_t span);
    int (*past)(const struct ht_instance *instance, ht_student_id student, uint32_t thing,
                uint32_t span);
    size_t setting; /* offset in struct ht_policy of the int that says how many, or HT_NO_SETTING */
    int lifted;     /* the setting that forbids nothing */
    bool may_grow;  /* explain may propose one more */
};

/** The setting of a cap that no policy changes. */
#define HT_NO_SETTING SIZE_MAX

/** By enum ht_cap. */
extern const struct ht_cap_rule ht_caps[HT_CAP_COUNT];

/** The cap's number in a policy: HT_NO_LIMIT where there is no cap, 1 where no policy changes it.
 */
int ht_cap_setting(const struct ht_policy *policy, enum ht_cap cap);

/** Changes that number; not of a cap without a setting. */
void ht_cap_set(struct ht_policy *policy, enum ht_cap cap, int number);

/** Whether caps of the policy make mentors depend on each other. */
bool ht_caps_couple(const struct ht_policy *policy);

/** How many things a cap counts apart. */
uint32_t ht_cap_things(const struct ht_school *school, enum ht_cap cap);

/** The thing by which a session in a period counts, for one of its students; HT_NONE: it does not.
 */
uint32_t ht_cap_thing(const struct ht_school *school, enum ht_cap cap, ht_student_id student,
                      ht_period_id period);

/** The span of a date and period. */
uint32_t ht_cap_span(const struct ht_instance *instance, enum ht_cap cap, ht_date date,
                     ht_period_id period);

/** How many there may be. */
int ht_cap_most(const struct ht_instance *instance, enum ht_cap cap, ht_student_id student,
                uint32_t thing, uint32_t span);

/** How many of them history has. */
int ht_cap_past(const struct ht_instance *instance, enum ht_cap cap, ht_student_id student,
                uint32_t thing, uint32_t span);

/** How often a programme's session in a period counts by a thing. */
int ht_cap_share(const struct ht_school *school, enum ht_cap cap,
                 const struct ht_programme *programme, ht_period_id period, uint32_t thing);

/** Whether a session is too much by itself, for the n-th student. */
bool ht_cap_exceeded(const struct ht_instance *instance, enum ht_cap cap,
                     const struct ht_programme *programme, uint32_t n, ht_date date,
                     ht_period_id period);

#endif
