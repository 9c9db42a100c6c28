/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model/terms.h"

#include "solver/base/memory.h"

#include <stdlib.h>

enum { KEY_BITS = 21 };

uint64_t ht_term_key(uint32_t a, uint32_t b, uint32_t c)
{
    HT_REQUIRE((a | b | c) >> KEY_BITS == 0, "too large a school");
    return (uint64_t)a << 2 * KEY_BITS | (uint64_t)b << KEY_BITS | c;
}

uint32_t ht_term_key_part(uint64_t key, int part)
{
    return key >> (2 - part) * KEY_BITS & ((1u << KEY_BITS) - 1);
}

void ht_terms_add(struct ht_terms *terms, uint64_t key, uint32_t column)
{
    HT_GROW(terms->list, terms->count, terms->capacity);
    terms->list[terms->count++] = (struct ht_term){key, column};
}

static int compare_terms(const void *left, const void *right)
{
    const struct ht_term *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

bool ht_terms_next(struct ht_terms *terms, struct ht_term_run *run)
{
    uint32_t start = run->end;
    if (!start && terms->count)
        qsort(terms->list, terms->count, sizeof *terms->list, compare_terms);
    if (start == terms->count) {
        terms->count = 0;
        return false;
    }
    uint32_t end = start + 1;
    while (end < terms->count && terms->list[end].key == terms->list[start].key)
        end++;
    *run = (struct ht_term_run){terms->list + start, end - start, end};
    return true;
}

int ht_model_class_size(const struct ht_model *model, uint32_t class_)
{
    return model->weeks.classes[class_].count;
}

ht_date ht_model_date(const struct ht_model *model, uint32_t choice)
{
    return model->subproblem->slots[model->choices[choice].slot].date;
}

uint32_t ht_model_slot(const struct ht_model *model, uint32_t choice, int week)
{
    const struct ht_subproblem *subproblem = model->subproblem;
    const struct ht_choice *of = &model->choices[choice];
    uint32_t first = subproblem->slots[of->slot].requirement, requirement = first;
    if (ht_subproblem_week(subproblem, of->slot) == week)
        return of->slot;
    while (subproblem->requirements
               ->weeks[ht_subproblem_requirement(subproblem, requirement)->first_week] != week)
        requirement++;
    /* Equal weeks have equal slots, in the same order. */
    return subproblem->first_slot[requirement] + (of->slot - subproblem->first_slot[first]);
}

uint32_t ht_model_choice(const struct ht_model *model, uint32_t slot)
{
    const struct ht_subproblem *subproblem = model->subproblem;
    const int *weeks = subproblem->requirements->weeks;
    uint32_t requirement = subproblem->slots[slot].requirement, first = requirement;
    int week = weeks[ht_subproblem_requirement(subproblem, requirement)->first_week];
    int first_week = model->weeks.classes[model->weeks.class_of[week]].weeks[0];
    while (weeks[ht_subproblem_requirement(subproblem, first)->first_week] != first_week)
        first--;
    slot = subproblem->first_slot[first] + (slot - subproblem->first_slot[requirement]);
    /* Choices stand in the order of their slots. */
    uint32_t low = 0, high = model->choice_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (model->choices[middle].slot < slot)
            low = middle + 1;
        else
            high = middle;
    }
    HT_REQUIRE(model->choices[low].slot == slot, "a session where there is no slot");
    return low;
}

const struct ht_programme *ht_model_programme(const struct ht_model *model, uint32_t choice)
{
    const struct ht_need *need = &model->needs[model->choices[choice].need];
    return &model->subproblem->instance->school->programmes[need->programme.i];
}

int ht_model_size(const struct ht_model *model, uint32_t choice)
{
    return ht_model_class_size(model, model->choices[choice].class_);
}

void ht_terms_entries(struct ht_ilp *ilp, const struct ht_term *terms, uint32_t count)
{
    for (uint32_t n = 0; n < count; n++)
        ht_ilp_add_entry(ilp, terms[n].column, 1);
}

void ht_terms_unplaced(struct ht_ilp *ilp, const struct ht_subproblem *subproblem,
                       ht_student_id student, const struct ht_term *terms, uint32_t count)
{
    int most = 0;
    ht_ilp_add_row(ilp, HT_AT_MOST, 0);
    ht_terms_entries(ilp, terms, count);
    for (uint32_t n = 0; n < count; n++)
        most += ilp->columns[terms[n].column].upper;
    for (int n = 1; n <= most; n++) {
        int64_t price = subproblem->weights.unplaced *
                        ht_instance_unplaced_price(subproblem->instance, student, n);
        ht_ilp_add_entry(ilp, ht_ilp_add_column(ilp, price, 1), -1);
    }
}

void ht_model_steps(struct ht_model *model, int64_t unit, int first, int last, int width)
{
    for (int n = first; n <= last; n++)
        ht_ilp_add_entry(&model->ilp, ht_ilp_add_column(&model->ilp, unit * n, width), -1);
}
