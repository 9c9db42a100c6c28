/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/records/source.h"

#include "io/base/cells.h"

void ht_record_source_clear(struct ht_record_source *listing)
{
    for (size_t column = 0; column < HT_COLUMN_COUNT; column++)
        listing->cells[column] = "";
}

void ht_record_source_free(struct ht_record_source *listing)
{
    if (listing)
        listing->free(listing);
}

static void refuse_formulas(const struct ht_record_source *listing)
{
    for (size_t i = 0; i < listing->columns->count; i++) {
        const struct ht_column_of *column = &listing->columns->columns[i];
        const char *text = listing->cells[column->column];
        const char *problem = column->plain ? ht_cell_plain(text) : NULL;
        if (problem)
            ht_fault_of_kind(listing->faults, HT_FAULT, listing->name, listing->line, problem,
                             "%s: '%s' %s", ht_column_name(column->column), text, problem);
    }
}

bool ht_record_source_next(struct ht_record_source *listing)
{
    if (!listing->next(listing))
        return false;
    listing->rows++;
    refuse_formulas(listing);
    return true;
}

bool ht_record_source_has(const struct ht_record_source *listing, enum ht_column column)
{
    return listing->has[column];
}

bool ht_record_source_lacks(const struct ht_record_source *listing,
                            const struct ht_column_of *column)
{
    bool in_slot = column->column == HT_COL_DAY || column->column == HT_COL_PERIOD;
    return column->needed && !listing->has[column->column] &&
           !(in_slot && listing->has[HT_COL_SLOT]);
}

const char *ht_record_source_cell(const struct ht_record_source *listing, enum ht_column column)
{
    return listing->cells[column];
}

int ht_record_source_line(const struct ht_record_source *listing)
{
    return listing->line;
}

size_t ht_record_source_rows(const struct ht_record_source *listing)
{
    return listing->rows;
}

const char *ht_record_source_name(const struct ht_record_source *listing)
{
    return listing->name;
}

struct ht_diagnostics *ht_record_source_faults(const struct ht_record_source *listing)
{
    return listing->faults;
}
