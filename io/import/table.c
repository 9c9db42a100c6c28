/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import/table.h"

#include "io/base/cells.h"
#include "io/import/slots.h"

/* How many of the columns are there. */
static size_t take_headings(struct ht_table *table, const struct ht_headings *headings)
{
    size_t found = 0;
    table->heading_count = ht_csv_reader_cells(table->rows);
    for (size_t n = 0; n < table->heading_count && n < HT_MOST_CELLS; n++)
        for (size_t h = 0; h < headings->count; h++) {
            int *place = &table->place[headings->headings[h].column];
            if (*place < 0 &&
                ht_cell_same_word(ht_csv_reader_cell(table->rows, n), headings->headings[h].text)) {
                *place = (int)n;
                found++;
            }
        }
    return found;
}

bool ht_table_open(struct ht_table *table, const struct ht_source *source,
                   const struct ht_headings *headings, struct ht_diagnostics *faults)
{
    *table = (struct ht_table){.source = source};
    for (int column = 0; column < HT_COLUMN_COUNT; column++)
        table->place[column] = headings ? -1 : column;
    table->rows = ht_csv_reader_new(source->bytes, source->size, source->path, faults);
    if (!table->rows)
        return false;
    bool is_fixed = headings && headings->are_fixed;
    if (is_fixed)
        ht_csv_reader_any_quote(table->rows);
    ht_csv_reader_start(table->rows, ht_csv_reader_delimiter(table->rows, NULL, NULL), false);
    if (!headings)
        return true;
    bool has_row = is_fixed ? ht_csv_reader_next(table->rows) : ht_table_next(table);
    size_t found = has_row ? take_headings(table, headings) : 0;
    return found == headings->count || !is_fixed;
}

void ht_table_close(struct ht_table *table)
{
    ht_csv_reader_free(table->rows);
}

bool ht_table_is(const struct ht_source *source, const struct ht_headings *headings,
                 bool (*test)(struct ht_table *table))
{
    struct ht_table table;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    bool is = ht_table_open(&table, source, headings, faults) && (!test || test(&table));
    ht_table_close(&table);
    ht_diagnostics_free(faults);
    return is;
}

bool ht_table_next(struct ht_table *table)
{
    while (ht_csv_reader_next(table->rows))
        if (ht_csv_reader_has_after(table->rows, 0))
            return true;
    return false;
}

bool ht_table_has(const struct ht_table *table, int column)
{
    return table->place[column] >= 0;
}

const char *ht_table_cell(const struct ht_table *table, int column)
{
    int place = table->place[column];
    return place < 0 ? "" : ht_csv_reader_cell(table->rows, (size_t)place);
}

struct ht_where ht_table_where(const struct ht_table *table)
{
    return (struct ht_where){table->source->path, ht_csv_reader_line(table->rows)};
}

const struct ht_some *ht_table_slots(const struct ht_table *table, struct ht_import *import)
{
    const struct ht_slot_cells cells = {
        .slot = ht_table_has(table, HT_COL_SLOT) ? ht_table_cell(table, HT_COL_SLOT) : NULL,
        .week = ht_table_cell(table, HT_COL_WEEK),
        .day = ht_table_cell(table, HT_COL_DAY),
        .period = ht_table_cell(table, HT_COL_PERIOD),
    };
    return ht_slots_in(import, &cells, ht_table_where(table));
}
