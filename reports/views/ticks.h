/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What people have ticked in the held.csv of a plan that a run replaces or goes on from: whether
 * its sessions were held.
 */
#ifndef HT_REPORTS_VIEWS_TICKS_H
#define HT_REPORTS_VIEWS_TICKS_H

#include "solver/base/date.h"
#include "solver/base/string_table.h"

#include <stdbool.h>
#include <stddef.h>

/** The file's name below OUT. */
#define HT_HELD_FILE "staff/held.csv"

/** What is ticked of one student's session. */
struct ht_tick {
    const char *word;   /* "yes", "absent", ... */
    bool held;          /* the word says that it took place */
    bool recorded;      /* history.csv says the same */
    bool carried;       /* the new plan has the session on that date */
    const char *folder; /* whose file has it */
    int line;
};

/** All ticks, by session, date and student. */
struct ht_ticks {
    struct ht_strings *keys; /* numbers are places in the list */
    struct ht_tick *list;
    size_t count, capacity;
};

/** None yet; free with ht_ticks_free(). */
struct ht_ticks *ht_ticks_new(void);

/** Frees ticks; NULL is fine. */
void ht_ticks_free(struct ht_ticks *ticks);

/** The tick of a student's session, added as the one that is given where there is none yet. */
struct ht_tick *ht_ticks_add(struct ht_ticks *ticks, const char *session, ht_date date,
                             const char *student, const struct ht_tick *tick);

/** The tick of a student's session; NULL where there is none. */
struct ht_tick *ht_ticks_find(const struct ht_ticks *ticks, const char *session, ht_date date,
                              const char *student);

#endif
