/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The parts that views are made of: weeks and what mentors do in them, and who is away from whose
 * lessons.
 */
#ifndef HT_REPORTS_VIEWS_WEEKS_H
#define HT_REPORTS_VIEWS_WEEKS_H

#include "reports/views/views.h"

/** The places 0 to count - 1 brought together by a key. */
struct ht_groups {
    size_t *places; /* owned; by key, equal keys in their order */
    size_t *starts; /* owned; [key] is where the key's places begin; one more at the end */
};

/** Groups by keys below key_count; a key of HT_NONE is left out. Free with ht_groups_clear(). */
struct ht_groups ht_groups_make(const uint32_t *keys, size_t count, size_t key_count);

/** Frees the arrays. */
void ht_groups_clear(struct ht_groups *groups);

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

#endif
