/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What rules a session out of a slot (a period of a date): the first thing in the way, with where
 * it comes from, beside all other sessions of a schedule.
 */
#ifndef HT_SOLVER_DIAGNOSE_OBSTACLES_H
#define HT_SOLVER_DIAGNOSE_OBSTACLES_H

#include "solver/instance/requirements.h"
#include "solver/school/schedule.h"

/** What stands in the way; in the order in which it is looked for. */
enum ht_obstacle_kind {
    HT_OBSTACLE_NONE,       /* the slot is free */
    HT_OBSTACLE_OVER,       /* before the date from which a plan was planned again */
    HT_OBSTACLE_CLOSED,     /* student; row of the calendar, or HT_NONE: no school day */
    HT_OBSTACLE_ASSESSMENT, /* student; row of the calendar */
    HT_OBSTACLE_DATES,      /* outside the programme's dates */
    HT_OBSTACLE_DAY_OFF,    /* the mentor does not work */
    HT_OBSTACLE_FULL_DAY,   /* commitments alone leave too little free time: minutes lacking */
    HT_OBSTACLE_LENGTH,     /* minutes lacking */
    HT_OBSTACLE_COMMITMENT, /* of the mentor: row of the commitments */
    HT_OBSTACLE_FREE_TIME,  /* minutes lacking; beside: with the mentor's sessions of the day */
    HT_OBSTACLE_ENGAGED,    /* student; row of the commitments, of whatever mentor */
    HT_OBSTACLE_PROTECTED,  /* student */
    HT_OBSTACLE_MISSES,     /* student; beside: with the schedule's sessions */
    HT_OBSTACLE_NO_LESSON,  /* student */
    HT_OBSTACLE_REQUEST,    /* student; row of the requests: a never */
    HT_OBSTACLE_ROOMS,      /* beside: by the sessions at that time */
    HT_OBSTACLE_CLASS,      /* student; beside: with those whom the sessions at that time take */
    HT_OBSTACLE_MENTOR,     /* beside: the mentor's session at that time */
    HT_OBSTACLE_STUDENT,    /* student; beside: who is seen then, or that day as often as allowed */
    HT_OBSTACLE_WEEK,       /* beside: the programme has as many sessions that week as it may */
    HT_OBSTACLE_COUNT,
};

/** The thing in the way; what its kind does not name is HT_NONE or 0. */
struct ht_obstacle {
    enum ht_obstacle_kind kind;
    bool beside;           /* only beside other sessions of the schedule */
    ht_student_id student; /* the first student of the programme whom it concerns */
    uint32_t row;          /* place in ht_school.calendar, .commitments or .requests */
    int minutes;
};

/** A slot, and what is in the way. */
struct ht_week_slot {
    ht_date date;
    ht_period_id period;
    struct ht_obstacle obstacle;
};

/** A schedule's sessions by whom they are of. */
struct ht_obstacles {
    const struct ht_instance *instance;
    const struct ht_requirements *requirements;
    const struct ht_schedule *schedule;
    uint32_t *first_of_mentor, *of_mentor;   /* places in the schedule, by mentor; owned */
    uint32_t *first_of_student, *of_student; /* likewise */
    uint32_t except; /* a session that is looked upon as if it were not there, or HT_NONE */
};

/** The rule that an obstacle is by; HT_NO_RULE where nothing is in the way. */
enum ht_rule ht_obstacle_rule(enum ht_obstacle_kind kind);

/** Of a sorted schedule; what it is made of must outlive it. Free with ht_obstacles_clear(). */
struct ht_obstacles ht_obstacles_new(const struct ht_instance *instance,
                                     const struct ht_requirements *requirements,
                                     const struct ht_schedule *schedule);

/** Frees what it owns. */
void ht_obstacles_clear(struct ht_obstacles *obstacles);

/**
 * The slots of a calendar week (its Monday) that lie in the horizon, in periods of the kinds that
 * the policy allows and which the programme may use, by date and start. Use free().
 */
struct ht_week_slot *ht_obstacles_week(const struct ht_obstacles *obstacles,
                                       ht_programme_id programme, ht_date monday, size_t *count);

/**
 * The sessions of the schedule (their places, by date) that an obstacle of a programme's slot is
 * beside; none for other obstacles. Use free().
 */
uint32_t *ht_obstacle_sessions(const struct ht_obstacles *obstacles, ht_programme_id programme,
                               const struct ht_week_slot *slot, size_t *count);

/**
 * What a session of a programme in a slot adds to the schedule's cost: misses, requests, repeated
 * misses, and the mentor's load of the day.
 */
int64_t ht_obstacles_price(const struct ht_obstacles *obstacles, ht_programme_id programme,
                           ht_date date, ht_period_id period);

#endif
