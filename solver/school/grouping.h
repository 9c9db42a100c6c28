/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The elements of an array by the number of an owner, such as history by student.
 */
#ifndef HT_SOLVER_SCHOOL_GROUPING_H
#define HT_SOLVER_SCHOOL_GROUPING_H

#include "solver/school/school.h"

/** Places in the array, in its order: those of n are places[first[n]..first[n + 1]). */
struct ht_grouping {
    uint32_t *first, *places; /* owned */
};

/** An index of count elements; owner_of says whose the n-th is. Free with ht_grouping_clear(). */
struct ht_grouping ht_grouping_new(const struct ht_school *school, size_t owners, size_t count,
                                   uint32_t (*owner_of)(const struct ht_school *school, size_t n));

/** The index of ht_school.history by student; free with ht_grouping_clear(). */
struct ht_grouping ht_grouping_history(const struct ht_school *school);

/** Frees what an index has. */
void ht_grouping_clear(struct ht_grouping *index);

#endif
