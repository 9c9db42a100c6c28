/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The parts that views are made of: weeks and what mentors do in them, and who is away from whose
 * lessons.
 */
#ifndef HT_REPORTS_VIEWS_INTERNAL_H
#define HT_REPORTS_VIEWS_INTERNAL_H

#include "reports/views/views.h"
#include "solver/base/memory.h"

/** Memory that is freed with the views: one that is handed over, and a zeroed array. */
void *ht_views_keep(struct ht_views *views, void *memory);
#define HT_KEPT(views, type, count) ((type *)ht_views_keep(views, HT_NEW(type, count)))

/** The places 0 to count - 1 brought together by a key. */
struct ht_groups {
    size_t *places; /* by key, equal keys in their order */
    size_t *starts; /* [key] is where the key's places begin; one more at the end */
    size_t count;   /* places that have a key */
};

/** Groups by keys below key_count, which are freed; a key of HT_NONE is left out. Kept. */
struct ht_groups ht_groups_make(struct ht_views *views, uint32_t *keys, size_t count,
                                size_t key_count);

/** An array of pointers to elements of that size, in the order of their groups. Kept. */
void *ht_groups_elements(struct ht_views *views, const struct ht_groups *groups,
                         const void *elements, size_t size);

/** Makes views->weeks from the calendar and the horizon. */
void ht_views_make_weeks(struct ht_views *views, const struct ht_school *school);

/** The place of the week that has the date, or HT_NONE. */
uint32_t ht_views_week_of(const struct ht_views *views, ht_date date);

/** Makes the mentors' weeks from the views' weeks and sessions. */
void ht_views_fill_mentor_weeks(struct ht_views *views, const struct ht_school *school,
                                const struct ht_schedule *schedule);

/** Makes absences, teachers and classes from the views' attendances. */
void ht_views_make_absences(struct ht_views *views, const struct ht_school *school,
                            const struct ht_schedule *schedule);

/** Make what is about whole caseloads, and count what is missed: last of the views. */
void ht_views_make_caseloads(struct ht_views *views, const struct ht_school *school);
void ht_views_count_misses(struct ht_views *views, const struct ht_school *school);

#endif
