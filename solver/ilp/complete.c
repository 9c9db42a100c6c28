/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model/model.h"

/* Fills the columns that a row has with factor -1, cheapest first, as far as its other entries
   exceed its right-hand side. */
static void fill_steps(const struct ht_ilp *ilp, uint32_t row, int *values)
{
    uint32_t end = ht_ilp_row_end(ilp, row);
    int excess = -ilp->rows[row].right;
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++) {
        const struct ht_ilp_entry *entry = &ilp->entries[e];
        if (entry->factor > 0) {
            excess += entry->factor * values[entry->column];
            continue;
        }
        int most = ilp->columns[entry->column].upper;
        int taken = excess <= 0 ? 0 : excess < most ? excess : most;
        values[entry->column] = taken;
        excess -= taken;
    }
}

int64_t ht_model_complete(const struct ht_model *model, int *values)
{
    const struct ht_ilp *ilp = &model->ilp;
    for (uint32_t n = 0; n < model->need_count; n++)
        values[model->needs[n].missed] = model->needs[n].required;
    for (uint32_t c = 0; c < model->choice_count; c++)
        values[model->needs[model->choices[c].need].missed] -= values[c];
    for (uint32_t row = 0; row < ilp->row_count; row++)
        if (ilp->rows[row].sense == HT_AT_MOST)
            fill_steps(ilp, row, values);
    int64_t cost;
    return ht_ilp_holds(ilp, values, &cost) ? cost : -1;
}
