/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model/model.h"

#include "solver/base/memory.h"
#include "solver/instance/caps.h"
#include "solver/model/rows.h"

#include <stdlib.h>

static void add_choices(struct ht_model *model, uint32_t need)
{
    const struct ht_subproblem *subproblem = model->subproblem;
    uint32_t requirement = model->needs[need].requirement;
    for (uint32_t s = subproblem->first_slot[requirement];
         s < subproblem->first_slot[requirement + 1]; s++) {
        const struct ht_slot *slot = &subproblem->slots[s];
        uint32_t class_ = model->weeks.class_of[ht_instance_week(subproblem->instance, slot->date)];
        HT_GROW(model->choices, model->choice_count, model->choice_capacity);
        model->choices[model->choice_count++] = (struct ht_choice){
            need, class_, s, ht_date_weekday(slot->date), slot->period, slot->price};
        ht_ilp_add_integer(&model->ilp, slot->price, ht_model_class_size(model, class_));
    }
}

/* Adds the need that the subproblem's n-th requirement stands for, unless an equal week had it. */
static void add_need(struct ht_model *model, uint32_t n)
{
    const struct ht_requirement *requirement = ht_subproblem_requirement(model->subproblem, n);
    int week = model->subproblem->requirements->weeks[requirement->first_week];
    const struct ht_week_class *class_ = &model->weeks.classes[model->weeks.class_of[week]];
    if (class_->weeks[0] != week)
        return;
    HT_GROW(model->needs, model->need_count, model->need_capacity);
    model->needs[model->need_count] =
        (struct ht_need){requirement->programme, n, requirement->required * class_->count, HT_NONE};
    add_choices(model, model->need_count++);
}

struct ht_model *ht_model_new(const struct ht_subproblem *subproblem, bool merge)
{
    struct ht_model *model = HT_NEW(struct ht_model, 1);
    model->subproblem = subproblem;
    model->ilp.coupled = ht_caps_couple(&subproblem->instance->school->policy);
    model->weeks = ht_week_classes_new(subproblem, merge);
    for (uint32_t n = 0; n < subproblem->item_count; n++)
        add_need(model, n);
    for (uint32_t n = 0; n < model->need_count; n++)
        model->needs[n].missed =
            ht_ilp_add_column(&model->ilp, subproblem->weights.changed, model->needs[n].required);
    ht_model_add_rows(model);
    return model;
}

void ht_model_free(struct ht_model *model)
{
    if (!model)
        return;
    ht_week_classes_clear(&model->weeks);
    ht_ilp_clear(&model->ilp);
    free(model->needs);
    free(model->choices);
    free(model);
}
