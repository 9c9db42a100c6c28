/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model/model.h"

#include "solver/base/memory.h"
#include "solver/model/rows.h"

#include <stdlib.h>

int ht_model_class_size(const struct ht_model *model, uint32_t class_)
{
    return model->weeks.classes[class_].count;
}

ht_date ht_model_date(const struct ht_model *model, uint32_t choice)
{
    return model->component->slots[model->choices[choice].slot].date;
}

uint32_t ht_model_slot(const struct ht_model *model, uint32_t choice, int week)
{
    const struct ht_component *component = model->component;
    const struct ht_choice *of = &model->choices[choice];
    uint32_t first = component->slots[of->slot].block, block = first;
    if (ht_component_week(component, of->slot) == week)
        return of->slot;
    while (component->demand->weeks[ht_component_block(component, block)->first_week] != week)
        block++;
    /* Equal weeks have equal slots, in the same order. */
    return component->first_slot[block] + (of->slot - component->first_slot[first]);
}

static void add_choices(struct ht_model *model, uint32_t need)
{
    const struct ht_component *component = model->component;
    uint32_t block = model->needs[need].block;
    for (uint32_t s = component->first_slot[block]; s < component->first_slot[block + 1]; s++) {
        const struct ht_slot *slot = &component->slots[s];
        uint32_t class_ = model->weeks.class_of[ht_facts_week(component->facts, slot->date)];
        HT_GROW(model->choices, model->choice_count, model->choice_capacity);
        model->choices[model->choice_count++] = (struct ht_choice){
            need, class_, s, ht_date_weekday(slot->date), slot->period, slot->price};
        ht_program_decision(&model->program, slot->price, ht_model_class_size(model, class_));
    }
}

/* Adds the need that the component's n-th block stands for, unless an equal week had it. */
static void add_need(struct ht_model *model, uint32_t n)
{
    const struct ht_block *block = ht_component_block(model->component, n);
    int week = model->component->demand->weeks[block->first_week];
    const struct ht_week_class *class_ = &model->weeks.classes[model->weeks.class_of[week]];
    if (class_->weeks[0] != week)
        return;
    HT_GROW(model->needs, model->need_count, model->need_capacity);
    model->needs[model->need_count] =
        (struct ht_need){block->programme, n, block->required * class_->count, HT_NONE};
    add_choices(model, model->need_count++);
}

struct ht_model *ht_model_new(const struct ht_component *component, bool merge)
{
    struct ht_model *model = HT_NEW(struct ht_model, 1);
    model->component = component;
    model->weeks = ht_weeks_new(component, merge);
    for (uint32_t n = 0; n < component->block_count; n++)
        add_need(model, n);
    for (uint32_t n = 0; n < model->need_count; n++)
        model->needs[n].missed =
            ht_program_column(&model->program, component->aim.changed, model->needs[n].required);
    ht_model_add_rows(model);
    return model;
}

void ht_model_free(struct ht_model *model)
{
    if (!model)
        return;
    ht_weeks_clear(&model->weeks);
    ht_program_clear(&model->program);
    free(model->needs);
    free(model->choices);
    free(model);
}
