/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import/fields.h"

#include "io/base/cells.h"
#include "solver/base/memory.h"

static size_t count_cells(const struct ht_csv_reader *rows, void *context)
{
    (void)context;
    return ht_csv_reader_cells(rows);
}

static bool find_headings(struct ht_fields *fields, const char *const *headings, size_t count)
{
    for (size_t h = 0; h < count; h++) {
        size_t place = 0;
        while (place < ht_csv_reader_cells(fields->rows) &&
               !ht_cell_same_word(ht_csv_reader_cell(fields->rows, place), headings[h]))
            place++;
        if (place == ht_csv_reader_cells(fields->rows))
            return false;
        fields->place[h] = (int)place;
    }
    return true;
}

bool ht_fields_open(struct ht_fields *fields, const struct ht_source *source,
                    const char *const *headings, size_t count, struct ht_diagnostics *faults)
{
    HT_REQUIRE(count <= HT_MOST_FIELDS, "too many headings");
    *fields = (struct ht_fields){.source = source};
    fields->rows = ht_csv_reader_new(source->bytes, source->size, source->path, faults);
    if (!fields->rows)
        return false;
    ht_csv_reader_any_quote(fields->rows);
    ht_csv_reader_start(fields->rows, ht_csv_reader_delimiter(fields->rows, count_cells, NULL),
                        false);
    bool is_table = ht_csv_reader_next(fields->rows) && find_headings(fields, headings, count);
    fields->count = ht_csv_reader_cells(fields->rows);
    if (is_table)
        return true;
    ht_csv_reader_free(fields->rows);
    fields->rows = NULL;
    return false;
}

bool ht_fields_next(struct ht_fields *fields, struct ht_import_report *notes)
{
    while (ht_csv_reader_next(fields->rows)) {
        if (ht_csv_reader_cells(fields->rows) <= fields->count)
            return true;
        ht_note(notes, HT_NOTE_DROPPED, ht_fields_where(fields),
                "a row with more cells than there are headings; export again with quotes around "
                "the cells",
                "%zu cells, %zu headings", ht_csv_reader_cells(fields->rows), fields->count);
    }
    return false;
}

const char *ht_fields_cell(const struct ht_fields *fields, size_t heading)
{
    return ht_csv_reader_cell(fields->rows, (size_t)fields->place[heading]);
}

struct ht_where ht_fields_where(const struct ht_fields *fields)
{
    return (struct ht_where){fields->source->path, ht_csv_reader_line(fields->rows)};
}
