/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/mps.h"

#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>

struct row {
    enum ht_relation relation;
    int64_t right;
};

struct column {
    int64_t cost;
    int upper;
    bool whole;
    size_t first_entry;
};

struct entry {
    int row;
    int64_t coefficient;
};

struct ht_mps {
    struct row *rows;
    size_t row_count, row_capacity;
    struct column *columns;
    size_t column_count, column_capacity;
    struct entry *entries; /* by column */
    size_t entry_count, entry_capacity;
};

struct ht_mps *ht_mps_new(void)
{
    return HT_NEW(struct ht_mps, 1);
}

void ht_mps_free(struct ht_mps *model)
{
    if (!model)
        return;
    free(model->rows);
    free(model->columns);
    free(model->entries);
    free(model);
}

int ht_mps_row(struct ht_mps *model, enum ht_relation relation, int64_t right)
{
    HT_GROW(model->rows, model->row_count, model->row_capacity);
    model->rows[model->row_count] = (struct row){relation, right};
    return (int)model->row_count++;
}

void ht_mps_column(struct ht_mps *model, int64_t cost, int upper, bool whole)
{
    HT_GROW(model->columns, model->column_count, model->column_capacity);
    model->columns[model->column_count++] = (struct column){cost, upper, whole, model->entry_count};
}

void ht_mps_entry(struct ht_mps *model, int row, int64_t coefficient)
{
    HT_REQUIRE(model->column_count > 0, "no column to give a coefficient");
    HT_GROW(model->entries, model->entry_count, model->entry_capacity);
    model->entries[model->entry_count++] = (struct entry){row, coefficient};
}

static void write_column(const struct ht_mps *model, size_t column, FILE *stream)
{
    const struct column *of = &model->columns[column];
    bool last = column + 1 == model->column_count;
    size_t end = last ? model->entry_count : model->columns[column + 1].first_entry;
    if (of->cost)
        fprintf(stream, " C%zu COST %" PRId64 "\n", column, of->cost);
    for (size_t i = of->first_entry; i < end; i++)
        fprintf(stream, " C%zu R%d %" PRId64 "\n", column, model->entries[i].row,
                model->entries[i].coefficient);
}

/* All columns of one sort: whole numbers stand between two markers. */
static void write_columns(const struct ht_mps *model, bool whole, FILE *stream)
{
    if (whole)
        fputs("    MARKER                 'MARKER'                 'INTORG'\n", stream);
    for (size_t i = 0; i < model->column_count; i++)
        if (model->columns[i].whole == whole)
            write_column(model, i, stream);
    if (whole)
        fputs("    MARKER                 'MARKER'                 'INTEND'\n", stream);
}

void ht_mps_write(const struct ht_mps *model, FILE *stream)
{
    fputs("NAME PLAIN FREE\nROWS\n N COST\n", stream);
    for (size_t i = 0; i < model->row_count; i++)
        fprintf(stream, " %c R%zu\n", model->rows[i].relation, i);
    fputs("COLUMNS\n", stream);
    write_columns(model, true, stream);
    write_columns(model, false, stream);
    fputs("RHS\n", stream);
    for (size_t i = 0; i < model->row_count; i++)
        if (model->rows[i].right)
            fprintf(stream, " RHS R%zu %" PRId64 "\n", i, model->rows[i].right);
    fputs("BOUNDS\n", stream);
    for (size_t i = 0; i < model->column_count; i++)
        fprintf(stream, " UP BND C%zu %d\n", i, model->columns[i].upper);
    fputs("ENDATA\n", stream);
}
