/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The part of the views that is about lessons: who is away from whose. For views.c only.
 */
#ifndef HT_REPORTS_VIEWS_LESSONS_H
#define HT_REPORTS_VIEWS_LESSONS_H

#include "reports/views.h"

/** Makes absences, teachers and classes from the views' attendances. */
void ht_views_make_absences(struct ht_views *views, const struct ht_school *school,
                            const struct ht_schedule *schedule);

#endif
