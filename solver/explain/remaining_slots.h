/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a conflict's members leave: the days and lessons in which its sessions could be, if nothing
 * but the calendar, the timetable and those members stood in their way. For sentences about it.
 */
#ifndef HT_SOLVER_EXPLAIN_REMAINING_SLOTS_H
#define HT_SOLVER_EXPLAIN_REMAINING_SLOTS_H

#include "solver/explain/advice.h"
#include "solver/instance/instance.h"

/** More slots than these are not told. */
enum { HT_LEEWAY_SLOTS = 4 };

/** The remaining slots of one conflict. Of the members, neither misses nor limits nor other
 * sessions count, as what is left is shared out under them. */
struct ht_remaining_slots {
    struct ht_instance *instance; /* of the school as it is, in the weeks of the conflict; owned */
    uint8_t usual;                /* bits of the weekdays that have periods */
    uint8_t open;                 /* and of those open to the first session in its week */
    ht_date date;                 /* the first of these */
    bool *groups;  /* [group of subjects]: lessons that one of the sessions may miss; owned */
    bool *classes; /* [class]: of those that the first session may miss; owned */
    ht_date slot_dates[HT_LEEWAY_SLOTS]; /* where one of the sessions could be, in order of dates */
    ht_period_id slot_periods[HT_LEEWAY_SLOTS];
    int slots;         /* how many there are, or HT_LEEWAY_SLOTS + 1: more */
    ht_student_id odd; /* who alone keeps the first session's group from meeting; HT_NONE: nobody */
    bool several_odd;  /* now one, now another keeps it from that */
    bool misses_none;  /* a session can be without a miss */
    bool too_short;    /* some period is too short for the first session */
};

/** Works it out for a conflict that has members; free with ht_remaining_slots_clear(). */
struct ht_remaining_slots ht_remaining_slots_new(const struct ht_school *school,
                                                 struct ht_horizon horizon,
                                                 const struct ht_conflict *conflict);

/** Frees what it owns. */
void ht_remaining_slots_clear(struct ht_remaining_slots *remaining);

#endif
