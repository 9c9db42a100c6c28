/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/csv/table.h"

#include "io/base/cells.h"
#include "io/base/file.h"
#include "io/base/suggest.h"
#include "io/csv/reader.h"
#include "solver/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NO_COLUMN = -1 };
static const size_t most_bytes = (size_t)1 << 30;

struct ht_csv {
    struct ht_record_source records; /* first, so that it is found from it; its name is owned */
    char *bytes;                     /* of the file */
    size_t size;
    struct ht_csv_reader *rows;
    char delimiter;

    int column_of[HT_MOST_CELLS]; /* by place in a row: column or NO_COLUMN */
    size_t header_cells;
    char *unknown, *strange, *meant;  /* see struct ht_record_source */
    char *unread[HT_MOST_CELLS];      /* by place in a row: names that nobody knows, or NULL */
    size_t place_of[HT_COLUMN_COUNT]; /* of the columns that the file has, in a row */
    int twice;                        /* column that the header has more than once, or NO_COLUMN */
    size_t copied;                    /* bytes that ht_csv_copy() has written */
};

static int find_column(const struct ht_file_columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (ht_cell_same_word(name, ht_column_name(columns->columns[i].column)))
            return columns->columns[i].column;
    return NO_COLUMN;
}

/* ------------------------------------------------------------ header */

/* The number of known columns in the header that was read. */
static size_t take_header(const struct ht_csv_reader *rows, void *context)
{
    struct ht_csv *csv = context;
    size_t cells = ht_csv_reader_cells(rows), known = 0;
    csv->header_cells = cells;
    csv->twice = NO_COLUMN;
    memset(csv->records.has, 0, sizeof csv->records.has);
    for (size_t n = 0; n < cells && n < HT_MOST_CELLS; n++) {
        int column = find_column(csv->records.columns, ht_csv_reader_cell(rows, n));
        csv->column_of[n] = column;
        if (column == NO_COLUMN)
            continue;
        if (csv->records.has[column])
            csv->twice = column;
        known += !csv->records.has[column];
        csv->records.has[column] = true;
        csv->place_of[column] = n;
    }
    return known;
}

/* A heading of the file that is no known column but close to this one, or NULL. */
static const char *misspelt(const struct ht_csv *csv, enum ht_column column)
{
    struct ht_suggestion guess = {0};
    for (size_t n = 0; n < csv->header_cells && n < HT_MOST_CELLS; n++)
        if (csv->column_of[n] == NO_COLUMN)
            ht_suggestion_try(&guess, ht_column_name(column), ht_csv_reader_cell(csv->rows, n));
    return guess.best;
}

static void fault_missing(struct ht_csv *csv)
{
    for (size_t i = 0; i < csv->records.columns->count; i++) {
        const struct ht_column_of *column = &csv->records.columns->columns[i];
        if (!ht_record_source_lacks(&csv->records, column))
            continue;
        const char *name = ht_column_name(column->column), *close = misspelt(csv, column->column);
        if (close)
            ht_fault(csv->records.faults, HT_FAULT, csv->records.name,
                     ht_csv_reader_line(csv->rows),
                     "the column %s is missing; did you mean it by '%s'?", name, close);
        else
            ht_fault(csv->records.faults, HT_FAULT, csv->records.name,
                     ht_csv_reader_line(csv->rows),
                     "the column %s is missing (%s); add it to this line", name,
                     ht_column_meaning(csv->records.columns, column));
    }
}

static bool header_is_good(struct ht_csv *csv)
{
    bool is_good = csv->twice == NO_COLUMN;
    if (!is_good)
        ht_fault(csv->records.faults, HT_FAULT, csv->records.name, ht_csv_reader_line(csv->rows),
                 "there are two columns %s; rename one or take it away",
                 ht_column_name(csv->twice));
    for (size_t i = 0; i < csv->records.columns->count; i++)
        is_good =
            is_good && !ht_record_source_lacks(&csv->records, &csv->records.columns->columns[i]);
    fault_missing(csv);
    return is_good;
}

/* Which column of those that the file lacks an unknown name may stand for. */
static void guess_meant(struct ht_csv *csv, const char *name)
{
    struct ht_suggestion guess = {0};
    const struct ht_file_columns *columns = csv->records.columns;
    for (size_t i = 0; i < columns->count; i++)
        if (!csv->records.has[columns->columns[i].column])
            ht_suggestion_try(&guess, name, ht_column_name(columns->columns[i].column));
    if (guess.best && !csv->meant)
        csv->meant = ht_format("%s by '%s'", guess.best, name);
}

static void list(char **names, const char *name)
{
    if (*names)
        ht_append(names, ", %s", name);
    else
        *names = ht_copy_text(name, strlen(name));
}

/* What the header names and we do not know. */
static void list_unknown(struct ht_csv *csv)
{
    for (size_t n = 0; n < csv->header_cells && n < HT_MOST_CELLS; n++) {
        const char *name = ht_csv_reader_cell(csv->rows, n);
        if (csv->column_of[n] != NO_COLUMN || !*name ||
            ht_column_written(csv->records.columns, name))
            continue;
        list(&csv->unknown, name);
        if (ht_column_is_known(csv->records.columns, name))
            continue;
        list(&csv->strange, name);
        csv->unread[n] = ht_copy_text(name, strlen(name));
        guess_meant(csv, name);
    }
    csv->records.unknown = csv->unknown;
    csv->records.strange = csv->strange;
    csv->records.meant = csv->meant;
    csv->records.line = ht_csv_reader_line(csv->rows);
}

static bool find_header(struct ht_csv *csv)
{
    csv->delimiter = ht_csv_reader_delimiter(csv->rows, take_header, csv);
    ht_csv_reader_start(csv->rows, csv->delimiter, false);
    csv->header_cells = 0;
    memset(csv->records.has, 0, sizeof csv->records.has);
    csv->twice = NO_COLUMN;
    if (ht_csv_reader_next(csv->rows)) {
        take_header(csv->rows, csv);
        list_unknown(csv);
    }
    return header_is_good(csv);
}

/* ------------------------------------------------------------ the file */

static bool next_row(struct ht_record_source *records);

static void free_listing(struct ht_record_source *records)
{
    ht_csv_free((struct ht_csv *)records);
}

struct ht_csv *ht_csv_open(const char *path, const char *name, enum ht_file file,
                           struct ht_diagnostics *faults)
{
    size_t size;
    bool is_needed = ht_file_columns(file)->needed;
    char *bytes = ht_file_read(path, name, is_needed, most_bytes, &size, faults);
    return bytes ? ht_csv_of(bytes, size, name, file, faults) : NULL;
}

struct ht_csv *ht_csv_of(char *bytes, size_t size, const char *name, enum ht_file file,
                         struct ht_diagnostics *faults)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    struct ht_csv *csv = HT_NEW(struct ht_csv, 1);
    csv->records = (struct ht_record_source){
        .columns = columns,
        .name = ht_copy_text(name, strlen(name)),
        .faults = faults,
        .next = next_row,
        .free = free_listing,
    };
    ht_record_source_clear(&csv->records);
    csv->bytes = bytes;
    csv->size = size;
    csv->rows = ht_csv_reader_new(bytes, size, name, faults);
    if (csv->rows && find_header(csv))
        return csv;
    ht_csv_free(csv);
    return NULL;
}

struct ht_record_source *ht_csv_records(struct ht_csv *csv)
{
    return csv ? &csv->records : NULL;
}

void ht_csv_free(struct ht_csv *csv)
{
    if (!csv)
        return;
    ht_csv_reader_free(csv->rows);
    free((char *)csv->records.name);
    free(csv->unknown);
    free(csv->strange);
    free(csv->meant);
    for (size_t n = 0; n < HT_MOST_CELLS; n++)
        free(csv->unread[n]);
    free(csv->bytes);
    free(csv);
}

/* Files that were put together from several have their header again in between. */
static bool repeats_header(const struct ht_csv *csv)
{
    for (size_t i = 0; i < csv->records.columns->count; i++) {
        enum ht_column column = csv->records.columns->columns[i].column;
        if (csv->records.has[column] &&
            !ht_cell_same_word(csv->records.cells[column], ht_column_name(column)))
            return false;
    }
    return true;
}

static void take_row(struct ht_csv *csv)
{
    struct ht_record_source *records = &csv->records;
    records->line = ht_csv_reader_line(csv->rows);
    for (size_t i = 0; i < records->columns->count; i++) {
        enum ht_column column = records->columns->columns[i].column;
        if (records->has[column])
            records->cells[column] = ht_csv_reader_cell(csv->rows, csv->place_of[column]);
    }
    records->unread = NULL;
    for (size_t n = 0; csv->strange && n < csv->header_cells && n < HT_MOST_CELLS; n++)
        if (csv->unread[n] && *ht_csv_reader_cell(csv->rows, n))
            records->unread = csv->unread[n];
}

static bool next_row(struct ht_record_source *records)
{
    struct ht_csv *csv = (struct ht_csv *)records;
    do {
        if (!ht_csv_reader_next(csv->rows))
            return false;
        take_row(csv);
    } while (!ht_csv_reader_has_after(csv->rows, 0) || repeats_header(csv));
    if (ht_csv_reader_has_after(csv->rows, csv->header_cells))
        ht_csv_reader_fault(
            csv->rows, records->line,
            "this row has more cells than the file has columns; put a cell that holds a "
            "comma (or what else separates the cells) in quotes");
    return true;
}

struct ht_csv_form ht_csv_form(struct ht_csv *csv)
{
    struct ht_csv_reader_place place = ht_csv_reader_place(csv->rows);
    return (struct ht_csv_form){
        .bytes = csv->bytes,
        .size = csv->size,
        .row = place.row,
        .row_end = place.row_end,
        .delimiter = csv->delimiter,
        .is_windows = ht_csv_reader_is_windows(csv->rows),
        .columns = csv->column_of,
        .column_count = csv->header_cells < HT_MOST_CELLS ? csv->header_cells : HT_MOST_CELLS,
    };
}

/* ------------------------------------------------------------ copying */

/* Writes the bytes of the file that have not been written yet, up to a place, as UTF-8. */
static void copy_to(struct ht_csv *csv, size_t place, FILE *stream)
{
    const char *from = csv->bytes + csv->copied;
    size_t size = place - csv->copied;
    char *utf8 = ht_csv_reader_is_windows(csv->rows) ? ht_alloc(size, HT_WIDEST) : NULL;
    if (utf8)
        size = ht_file_from_windows(from, size, utf8);
    fwrite(utf8 ? utf8 : from, 1, size, stream);
    free(utf8);
    csv->copied = place;
}

size_t ht_csv_cell_end(const struct ht_csv_form *form, size_t place)
{
    bool quoted = false;
    for (; place < form->row_end; place++) {
        char byte = form->bytes[place];
        quoted ^= byte == '"';
        if (!quoted && (byte == form->delimiter || byte == '\n' || byte == '\r'))
            break;
    }
    return place;
}

void ht_csv_put_cell(FILE *stream, char delimiter, const char *text)
{
    const char special[] = {delimiter, '"', '\n', '\r', 0};
    const char *quote = text[strcspn(text, special)] ? "\"" : "";
    fputs(quote, stream);
    for (; *text; text++)
        fprintf(stream, *text == '"' ? "\"%c" : "%c", *text);
    fputs(quote, stream);
}

static int place_of(const struct ht_csv *csv, enum ht_column column)
{
    int place = 0;
    while (csv->column_of[place] != (int)column)
        place++;
    return place;
}

void ht_csv_copy(struct ht_csv *csv, enum ht_column column, const char *text, FILE *stream)
{
    struct ht_csv_form form = ht_csv_form(csv);
    size_t place = form.row, end = ht_csv_cell_end(&form, place);
    int wanted = place_of(csv, column);
    for (; wanted > 0 && end < form.row_end && form.bytes[end] == form.delimiter; wanted--) {
        place = end + 1;
        end = ht_csv_cell_end(&form, place);
    }
    copy_to(csv, wanted ? end : place, stream);
    /* A row may end before its blank cells do. */
    for (; wanted > 0; wanted--)
        putc(csv->delimiter, stream);
    ht_csv_put_cell(stream, csv->delimiter, text);
    csv->copied = end;
}

void ht_csv_copy_rest(struct ht_csv *csv, FILE *stream)
{
    copy_to(csv, csv->size, stream);
}
