/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writing CSV by RFC 4180: commas, quotes where needed, LF at the end of lines.
 */
#ifndef HT_REPORTS_TEXT_CSV_H
#define HT_REPORTS_TEXT_CSV_H

#include "reports/text/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** A column of a file that a run writes. */
struct ht_csv_column {
    const char *name, *meaning; /* meaning is a line of documentation, or "" */
};

/** All columns of a file. */
struct ht_csv_columns {
    const struct ht_csv_column *list;
    size_t count;
};

/*
 * A file's columns are one table: a macro COLUMNS(COLUMN) of lines COLUMN(name, value, meaning),
 * the last of which may be left out. It becomes the list of columns, and the cells of a row where
 * the value stands in scope.
 */
#define HT_CSV_COLUMN(name, value, ...) {name, "" __VA_ARGS__},
#define HT_CSV_CELL(name, value, ...)   value,
#define HT_CSV_COLUMNS(columns)                                                                    \
    {                                                                                              \
        (const struct ht_csv_column[]){columns(HT_CSV_COLUMN)},                                    \
            sizeof(const struct ht_csv_column[]){columns(HT_CSV_COLUMN)} /                         \
                sizeof(struct ht_csv_column)                                                       \
    }

/** Writes the heads of columns, for Excel after a byte order mark. */
void ht_csv_write_heads(FILE *stream, const struct ht_csv_columns *columns, bool mark);

/** Writes one cell, quoted where a comma, quote or line end in it asks for that. */
void ht_csv_write_cell(FILE *stream, const char *text);

/** Writes a row of count cells and the line end. */
void ht_csv_write_row(FILE *stream, const char *const *cells, size_t count);

/**
 * Whether a spreadsheet that opens the cell would run it as a formula. It would when the text, or
 * what follows a separator in it (some split cells there), begins with =, +, - or @, wide ones too,
 * after any white space; but a number with its sign is a number, and dashes alone are a text.
 */
bool ht_csv_is_formula(const char *text);

/** Writes a row for people: an apostrophe keeps what would be run as a formula from being run. */
void ht_csv_write_safe_row(FILE *stream, const char *const *cells, size_t count);

#endif
