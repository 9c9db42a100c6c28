/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the sentences about a conflict and about a slot are made from. For this room only.
 */
#ifndef HT_REPORTS_EXPLAIN_SCENE_H
#define HT_REPORTS_EXPLAIN_SCENE_H

#include "reports/text/phrases.h"
#include "solver/diagnose/obstacles.h"
#include "solver/explain/remaining_slots.h"

/** More of a kind than these are counted instead of named. */
enum {
    HT_ROWS_NAMED = 2,
    HT_PEOPLE_NAMED = 4,
    HT_SUBJECTS_NAMED = 8,
    HT_DATES_NAMED = 4,
    HT_CLASSES_NAMED = 3
};

/** A conflict, and the clauses that say what it comes from. */
struct ht_scene {
    const struct ht_school *school;
    const struct ht_conflict *conflict;
    const struct ht_conflict_member *it; /* the session that has no place */
    struct ht_remaining_slots remaining;
    int sessions;           /* due, this one included */
    size_t due, programmes; /* members; different programmes among them */
    ht_mentor_id mentor;    /* of all of them; .i is HT_NONE: several */
    ht_student_id student;  /* likewise */
    ht_date first, last;    /* Mondays of their weeks */

    bool tells_calendar; /* a clause says which days are out */

    char **clauses; /* owned, and each of them */
    size_t clause_count, clause_capacity;
    struct ht_sentence part; /* the clause that is being written */
};

/** Begins a clause, and ends it. */
struct ht_sentence *ht_scene_begin(struct ht_scene *scene);
void ht_scene_end(struct ht_scene *scene);

/** The next member of a kind from the nth on, which is moved behind it; NULL: none. */
const struct ht_conflict_member *ht_scene_next(const struct ht_scene *scene,
                                               enum ht_member_kind kind, size_t *nth);

/** How many members of a kind there are. */
size_t ht_scene_count(const struct ht_scene *scene, enum ht_member_kind kind);

/** The programme of a member. */
const struct ht_programme *ht_scene_programme(const struct ht_scene *scene,
                                              const struct ht_conflict_member *member);

/** " (requests.csv:4 and 7)"; sorts the lines. */
void ht_scene_lines(struct ht_sentence *sentence, const char *file, int *lines, size_t count);

/** Adds a clause for each mentor who is away on some days, or for each other one. */
void ht_scene_add_mentors(struct ht_scene *scene, bool away);

/** Adds a clause for the misses of each student to whom no other lessons are left, or of others. */
void ht_scene_add_misses(struct ht_scene *scene, bool all);

/** Adds clauses of requests, limits and protected subjects. */
void ht_scene_add_requests(struct ht_scene *scene);
void ht_scene_add_limits(struct ht_scene *scene);
void ht_scene_add_protected(struct ht_scene *scene);

/** Adds a clause of the times that are left to several sessions, where these are few. */
void ht_scene_add_times(struct ht_scene *scene);

/** Adds clauses of what the calendar and the timetable leave the first session. */
void ht_scene_add_calendar(struct ht_scene *scene);

/** " (calendar.csv:4 and 5)": the rows that take days of the first session's week, if any. */
void ht_scene_calendar_lines(struct ht_sentence *sentence, const struct ht_scene *scene);

/** A slot, and what is in the way there. */
struct ht_slot_scene {
    const struct ht_obstacles *obstacles;
    const struct ht_instance *instance;
    const struct ht_school *school;
    const struct ht_programme *programme;
    const struct ht_week_slot *slot;
    uint32_t *sessions; /* of the schedule that have part in it, by date; owned */
    size_t session_count;
};

/** The subject that the obstacle's student has then. */
ht_subject_id ht_slot_subject(const struct ht_school *school, const struct ht_week_slot *slot);

/** Whom the sessions of the scene are with: "Ali Khan (period 1) and ...", timed or not. */
void ht_slot_sessions(struct ht_sentence *sentence, const struct ht_slot_scene *scene, bool timed);

#endif
