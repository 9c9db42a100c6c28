/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writing CSV by RFC 4180: commas, quotes where needed, LF at the end of lines.
 */
#ifndef HT_REPORTS_CSV_H
#define HT_REPORTS_CSV_H

#include <stddef.h>
#include <stdio.h>

/** Writes one cell, quoted where a comma, quote or line end in it asks for that. */
void ht_csv_write_cell(FILE *stream, const char *text);

/** Writes a row of count cells and the line end. */
void ht_csv_write_row(FILE *stream, const char *const *cells, size_t count);

#endif
