/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/records/source.h"

#include "io/base/cells.h"
#include "io/records/fields.h"

void ht_record_source_clear(struct ht_record_source *records)
{
    for (size_t column = 0; column < HT_COLUMN_COUNT; column++)
        records->cells[column] = "";
}

void ht_record_source_free(struct ht_record_source *records)
{
    if (records)
        records->free(records);
}

static void refuse_formulas(const struct ht_record_source *records)
{
    for (size_t i = 0; i < records->columns->count; i++) {
        const struct ht_column_of *column = &records->columns->columns[i];
        const char *problem = column->plain ? ht_cell_plain(records->cells[column->column]) : NULL;
        if (problem)
            ht_field_fault(records, column->column, problem);
    }
}

bool ht_record_source_next(struct ht_record_source *records)
{
    if (!records->next(records))
        return false;
    records->rows++;
    refuse_formulas(records);
    return true;
}

bool ht_record_source_lacks(const struct ht_record_source *records,
                            const struct ht_column_of *column)
{
    bool in_slot = column->column == HT_COL_DAY || column->column == HT_COL_PERIOD;
    return column->needed && !records->has[column->column] &&
           !(in_slot && records->has[HT_COL_SLOT]);
}
