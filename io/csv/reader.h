/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The rows and cells of a CSV text as spreadsheets and school systems write it: any delimiter,
 * UTF-8 or Windows-1252, any line end. Cells are trimmed UTF-8 and last until the next row.
 */
#ifndef HT_IO_CSV_READER_H
#define HT_IO_CSV_READER_H

#include "io/base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

struct ht_csv_reader;

/** Cells of a row that are looked at; the others are only counted. */
enum { HT_MOST_CELLS = 256 };

/** Where the rows of a text are: places in its bytes. */
struct ht_csv_reader_place {
    size_t row, row_end; /* of the row read last, and of what follows its line end */
};

/**
 * Rows of the bytes, which must last as long and have a 0 after them; faults go by the name. NULL
 * with a fault where they are no text, or blank. Begin with ht_csv_reader_start(), free with
 * ht_csv_reader_free().
 */
struct ht_csv_reader *ht_csv_reader_new(const char *bytes, size_t size, const char *name,
                                        struct ht_diagnostics *faults);

/** Where the text begins with a single quote, cells are in single quotes. Before
 * ht_csv_reader_start().
 */
void ht_csv_reader_any_quote(struct ht_csv_reader *rows);

/** Frees the rows, not their bytes; NULL is fine. */
void ht_csv_reader_free(struct ht_csv_reader *rows);

/**
 * Goes (back) to before the first row. A quiet reader, trying a delimiter, says nothing of what it
 * finds and ends at the first row that makes no sense.
 */
void ht_csv_reader_start(struct ht_csv_reader *rows, char delimiter, bool quiet);

/**
 * The delimiter of ",;\t|" that gives the first row the most cells, or the most that count() finds
 * in it, where that is not NULL; the first one where none gives more. The reader is then to be
 * started.
 */
char ht_csv_reader_delimiter(struct ht_csv_reader *rows,
                             size_t (*count)(const struct ht_csv_reader *, void *context),
                             void *context);

/** Goes to the next line with a row, which may be all blank; false at the end. Broken rows are
    faults. */
bool ht_csv_reader_next(struct ht_csv_reader *rows);

/** How many cells the row has. */
size_t ht_csv_reader_cells(const struct ht_csv_reader *rows);

/** A cell of the row by its place, "" where it is blank or beyond the row. */
const char *ht_csv_reader_cell(const struct ht_csv_reader *rows, size_t place);

/** Whether some cell at that place or after it is not blank. */
bool ht_csv_reader_has_after(const struct ht_csv_reader *rows, size_t place);

/** The line on which the row begins, from 1. */
int ht_csv_reader_line(const struct ht_csv_reader *rows);

/** Where the row is. */
struct ht_csv_reader_place ht_csv_reader_place(const struct ht_csv_reader *rows);

/** Whether the text is Windows-1252, not UTF-8. */
bool ht_csv_reader_is_windows(const struct ht_csv_reader *rows);

/** Adds a fault of a line of the text. */
void ht_csv_reader_fault(struct ht_csv_reader *rows, int line, const char *text);

#endif
