/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The integer program of the caseload allocation: a column for each possible candidate that is not
 * settled, and rows for what any assignment must keep.
 */
#ifndef HT_SOLVER_ASSIGN_MODEL_H
#define HT_SOLVER_ASSIGN_MODEL_H

#include "solver/assign/assign.h"
#include "solver/assign/candidates.h"
#include "solver/ilp/ilp.h"

/** The program with what its columns add to each goal. */
struct ht_assign_model {
    const struct ht_candidates *candidates;
    struct ht_ilp ilp;
    int (*goals)[HT_GOAL_COUNT]; /* [column] */
    uint32_t *column_of;         /* [candidate]: HT_NONE where it is settled or not possible */
    uint32_t *without; /* [mentor * weeks + week]: sessions that go without a place; or HT_NONE */
    uint32_t *left;    /* [open programme]: the column of its having no mentor */
    int constants[HT_GOAL_COUNT]; /* what the goals have whatever the columns are */
};

/** Makes the program; free with ht_assign_model_clear(). */
struct ht_assign_model ht_assign_model_new(const struct ht_candidates *candidates);

/** Frees the model's memory. */
void ht_assign_model_clear(struct ht_assign_model *model);

/** A row: the mentor's candidates need no more sessions in a set of places than it has room for. */
void ht_assign_model_room(struct ht_assign_model *model, ht_mentor_id mentor,
                          const struct ht_places *within);

/** The column of the sessions that a mentor has no place for in a week; HT_NONE: a place for all.
 */
uint32_t ht_assign_model_without(const struct ht_assign_model *model, ht_mentor_id mentor,
                                 int week);

/** Whether a student's needs are complex: several priority groups, or the weightiest one. */
bool ht_is_complex(const struct ht_school *school, ht_student_id student);

/** Whether a mentor leads the team. */
bool ht_is_lead(const struct ht_mentor *mentor);

#endif
