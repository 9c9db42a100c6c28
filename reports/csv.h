/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writing CSV by RFC 4180: commas, quotes where needed, LF at the end of lines.
 */
#ifndef HT_REPORTS_CSV_H
#define HT_REPORTS_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

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
