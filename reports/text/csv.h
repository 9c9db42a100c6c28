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
 * A file's columns are one table: a macro COLUMNS(COLUMN) of lines COLUMN(name, type, value,
 * meaning), the last of which may be left out; types are TEXT, NUMBER, DATE and TIME. It becomes
 * the list of columns, and the cells of a row where the values stand in scope.
 */
#define HT_CSV_COLUMN(name, type, value, ...) {name, "" __VA_ARGS__},
#define HT_CSV_CELL(name, type, value, ...)   HT_CSV_##type(value),
#define HT_CSV_TEXT(value)                    value
#define HT_CSV_NUMBER(value)                  ht_words_count(value, (char[HT_WORDS_SIZE]){0})
#define HT_CSV_DATE(value)                    HT_WORDS_ISO(value)
#define HT_CSV_TIME(value)                    HT_WORDS_TIME(value)
#define HT_CSV_COLUMNS(columns)                                                                    \
    {                                                                                              \
        (const struct ht_csv_column[]){columns(HT_CSV_COLUMN)},                                    \
            sizeof(const struct ht_csv_column[]){columns(HT_CSV_COLUMN)} /                         \
                sizeof(struct ht_csv_column)                                                       \
    }

/** Writes the heads of such a table, for Excel after a byte order mark, and a row of its cells. */
#define HT_CSV_WRITE_HEADS(stream, columns, mark)                                                  \
    ht_csv_write_heads(stream, &(const struct ht_csv_columns)HT_CSV_COLUMNS(columns), mark)
#define HT_CSV_WRITE(write_row, stream, columns)                                                   \
    do {                                                                                           \
        const char *cells[] = {columns(HT_CSV_CELL)};                                              \
        write_row(stream, cells, sizeof cells / sizeof *cells);                                    \
    } while (0)

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
