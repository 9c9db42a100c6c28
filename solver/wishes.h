/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The secondary wishes of section 4 of the contract: which of two schedules of the same cost is
 * the better one.
 */
#ifndef HT_SOLVER_WISHES_H
#define HT_SOLVER_WISHES_H

#include "solver/model.h"

/** A session: a choice in one of the calendar weeks of its class. */
struct ht_placing {
    uint32_t choice;
    int week;
};

/** What the wishes look at, of every choice. */
struct ht_wishes {
    const struct ht_model *model;
    uint32_t *first_group; /* [choice], one more at the end: in groups */
    uint32_t *groups;      /* of subjects that the programme's students miss; HT_NONE for none */
    uint32_t *time;        /* [choice]: the same number for the same day and period's name */
};

/** Looks all choices up; free with ht_wishes_clear(). The model must outlive it. */
struct ht_wishes ht_wishes_new(const struct ht_model *model);

/** Frees the arrays. */
void ht_wishes_clear(struct ht_wishes *wishes);

/**
 * What two successive sessions of a programme, the earlier first, go against the wishes: one
 * number in which a case of the same subject in consecutive weeks outweighs all cases of the same
 * day and period, and one of those all gaps of under four days.
 */
int64_t ht_wishes_pair(const struct ht_wishes *wishes, struct ht_placing earlier,
                       struct ht_placing later);

#endif
