/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A CSV file, row by row, as spreadsheets and school systems write it: any of three delimiters,
 * UTF-8 or Windows-1252, columns in any order.
 */
#ifndef HT_IO_CSV_TABLE_H
#define HT_IO_CSV_TABLE_H

#include "io/records/source.h"

#include <stdio.h>

struct ht_csv;

/**
 * Opens a file and reads its header; faults go by the given name. NULL where there is nothing to
 * read: with a fault, but for an absent file that is not needed. Free with ht_csv_free().
 */
struct ht_csv *ht_csv_open(const char *path, const char *name, enum ht_file file,
                           struct ht_diagnostics *faults);

/** The same of a file's bytes, which become its own, with a 0 after them. */
struct ht_csv *ht_csv_of(char *bytes, size_t size, const char *name, enum ht_file file,
                         struct ht_diagnostics *faults);

/** Closes a file; NULL is fine. */
void ht_csv_free(struct ht_csv *csv);

/**
 * The file's rows, the header left out wherever it is; broken ones are faults. Freeing the records
 * closes the file; NULL for NULL.
 */
struct ht_record_source *ht_csv_records(struct ht_csv *csv);

/**
 * Writes what the file has before this row and has not been written yet, then the row up to this
 * column, which the file has, and the text in the place of its cell. In UTF-8, but otherwise as
 * it stands in the file; ht_csv_copy_rest() writes what is left.
 */
void ht_csv_copy(struct ht_csv *csv, enum ht_column column, const char *text, FILE *stream);
void ht_csv_copy_rest(struct ht_csv *csv, FILE *stream);

/** How a file is written down, for copies of its own kind. */
struct ht_csv_form {
    const char *bytes; /* of the whole file */
    size_t size;
    size_t row, row_end; /* places of the row and of what follows its line end */
    char delimiter;
    bool is_windows;    /* Windows-1252, not UTF-8 */
    const int *columns; /* by place in a row: an enum ht_column, or below 0 for an unknown one */
    size_t column_count;
};

/** The form of a file; lasts as long as it is open, the places until the next row. */
struct ht_csv_form ht_csv_form(struct ht_csv *csv);

/** The place after the cell that begins at a place of the row: of a delimiter or the row's end. */
size_t ht_csv_cell_end(const struct ht_csv_form *form, size_t place);

/** Writes a cell, in quotes where it needs them. */
void ht_csv_put_cell(FILE *stream, char delimiter, const char *text);

#endif
