/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/table.h"

#include "io/cells.h"

void ht_table_clear(struct ht_table *table)
{
    for (size_t column = 0; column < HT_COLUMN_COUNT; column++)
        table->cells[column] = "";
}

void ht_table_free(struct ht_table *table)
{
    if (table)
        table->free(table);
}

static void refuse_formulas(const struct ht_table *table)
{
    for (size_t i = 0; i < table->columns->count; i++) {
        const struct ht_column_of *column = &table->columns->columns[i];
        const char *text = table->cells[column->column];
        const char *problem = column->plain ? ht_cell_plain(text) : NULL;
        if (problem)
            ht_fault_of_kind(table->faults, HT_FAULT, table->name, table->line, problem,
                             "%s: '%s' %s", ht_column_name(column->column), text, problem);
    }
}

bool ht_table_next(struct ht_table *table)
{
    if (!table->next(table))
        return false;
    table->rows++;
    refuse_formulas(table);
    return true;
}

bool ht_table_has(const struct ht_table *table, enum ht_column column)
{
    return table->has[column];
}

const char *ht_table_cell(const struct ht_table *table, enum ht_column column)
{
    return table->cells[column];
}

int ht_table_line(const struct ht_table *table)
{
    return table->line;
}

size_t ht_table_rows(const struct ht_table *table)
{
    return table->rows;
}

const char *ht_table_name(const struct ht_table *table)
{
    return table->name;
}

struct ht_faults *ht_table_faults(const struct ht_table *table)
{
    return table->faults;
}
