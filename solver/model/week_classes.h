/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Equal weeks: calendar weeks in which a subproblem's programmes need the same sessions and have
 * the same slots at the same cost are interchangeable, and are counted instead of told apart.
 */
#ifndef HT_SOLVER_MODEL_WEEK_CLASSES_H
#define HT_SOLVER_MODEL_WEEK_CLASSES_H

#include "solver/instance/subproblem.h"

/** A class of equal weeks. */
struct ht_week_class {
    int *weeks; /* numbers of calendar weeks, in order; owned */
    int count;
};

/** The calendar weeks in which a subproblem needs sessions, by class. */
struct ht_week_classes {
    struct ht_week_class *classes; /* in the order of their first weeks */
    uint32_t class_count;
    uint32_t *class_of; /* [calendar week]: HT_NONE where no session is needed */
};

/** Finds the classes; with merge false every week is its own. Free with ht_week_classes_clear(). */
struct ht_week_classes ht_week_classes_new(const struct ht_subproblem *subproblem, bool merge);

/** Frees the classes. */
void ht_week_classes_clear(struct ht_week_classes *weeks);

#endif
