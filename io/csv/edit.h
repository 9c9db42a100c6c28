/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A new text of a CSV file: byte for byte the old one, but for rows that are left out, cells that
 * are changed, and rows added at its end as the others are written (delimiter, encoding, line
 * ends).
 */
#ifndef HT_IO_CSV_EDIT_H
#define HT_IO_CSV_EDIT_H

#include "io/csv/table.h"

struct ht_csv_edit;

/**
 * Begins with an open file of which no row has been read, or with NULL for a file of that kind that
 * is not there yet. Columns that are wanted (NULL: none) are added to a file that has not got them;
 * a new one has those only (NULL: all).
 */
struct ht_csv_edit *ht_csv_edit_new(struct ht_csv *csv, enum ht_file file, const bool *wanted);

/** Leaves out the row that was read last. */
void ht_csv_edit_leave_out(struct ht_csv_edit *edit);

/**
 * Puts other texts into cells of the row that was read last (NULL: as it is); of columns that the
 * file does not have, nothing is written. To be called for each row where columns are wanted, since
 * it gets their cells. False where its encoding has no such letters.
 */
bool ht_csv_edit_change(struct ht_csv_edit *edit, const char *const cells[static HT_COLUMN_COUNT]);

/**
 * Adds a row of these cells (NULL: blank), of which the file takes those that it has columns for;
 * no row of the old file can be left out after that. False where its encoding has no such letters.
 */
bool ht_csv_edit_add(struct ht_csv_edit *edit, const char *const cells[static HT_COLUMN_COUNT]);

/** Ends the edit and frees it; the text goes to *size bytes, to be freed with free(). */
char *ht_csv_edit_end(struct ht_csv_edit *edit, size_t *size);

#endif
