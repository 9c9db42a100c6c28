/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/grouping.h"

#include "solver/base/memory.h"

#include <stdlib.h>

struct ht_grouping ht_grouping_new(const struct ht_school *school, size_t owners, size_t count,
                                   uint32_t (*owner_of)(const struct ht_school *school, size_t n))
{
    struct ht_grouping index = {HT_NEW(uint32_t, owners + 2), HT_NEW(uint32_t, count)};
    /* Counted two places on, so that filling in makes first[n + 1] the end of n. */
    for (size_t i = 0; i < count; i++)
        index.first[owner_of(school, i) + 2]++;
    for (size_t owner = 2; owner < owners + 2; owner++)
        index.first[owner] += index.first[owner - 1];
    for (size_t i = 0; i < count; i++)
        index.places[index.first[owner_of(school, i) + 1]++] = (uint32_t)i;
    return index;
}

static uint32_t history_owner(const struct ht_school *school, size_t n)
{
    return school->history[n].student.i;
}

struct ht_grouping ht_grouping_history(const struct ht_school *school)
{
    return ht_grouping_new(school, school->student_count, school->history_count, history_owner);
}

void ht_grouping_clear(struct ht_grouping *index)
{
    free(index->first);
    free(index->places);
    *index = (struct ht_grouping){0};
}
