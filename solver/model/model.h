/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The integer program of a subproblem: the rules and the objective (README) over classes of equal
 * weeks.
 *
 * Over a class of n weeks a choice counts in how many of them a session is in its slot. Equal
 * weeks can be told apart again (see solver/local_search/disaggregate.h), so this loses nothing;
 * the rows are written so tightly that the relaxation's value is nearly always that of the program.
 */
#ifndef HT_SOLVER_MODEL_MODEL_H
#define HT_SOLVER_MODEL_MODEL_H

#include "solver/ilp/ilp.h"
#include "solver/model/week_classes.h"

/** Sessions that a programme requires, in all weeks of a class or in one block of several weeks. */
struct ht_need {
    ht_programme_id programme;
    uint32_t requirement; /* of the subproblem: the one of the class's first week */
    int required;         /* sessions, over all weeks */
    uint32_t missed;      /* column: how many of them are unplaced */
};

/** A column of the program: a need's sessions in one slot of a class of weeks. */
struct ht_choice {
    uint32_t need;
    uint32_t class_;
    uint32_t slot; /* of the subproblem: the one in the class's first week */
    int weekday;
    ht_period_id period;
    int64_t price; /* of one session */
};

/** The program and what its columns mean; the first choice_count columns are the choices. */
struct ht_model {
    const struct ht_subproblem *subproblem;
    struct ht_week_classes weeks;
    struct ht_need *needs;
    uint32_t need_count, need_capacity;
    struct ht_choice *choices; /* by need, then by slot */
    uint32_t choice_count, choice_capacity;
    struct ht_ilp ilp;
};

/** Builds the program; with merge false no weeks are merged. Free with ht_model_free(). */
struct ht_model *ht_model_new(const struct ht_subproblem *subproblem, bool merge);

/** Frees a model; NULL is fine. */
void ht_model_free(struct ht_model *model);

/** The number of equal weeks that a choice counts. */
int ht_model_class_size(const struct ht_model *model, uint32_t class_);

/** The date on which a choice falls in the first week of its class. */
ht_date ht_model_date(const struct ht_model *model, uint32_t choice);

/** The choice that counts a session in a slot of the subproblem. */
uint32_t ht_model_choice(const struct ht_model *model, uint32_t slot);

/** The subproblem's slot that a choice means in a calendar week of its class. */
uint32_t ht_model_slot(const struct ht_model *model, uint32_t choice, int week);

#endif
