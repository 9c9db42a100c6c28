/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables with a line of headings, as many programs export them. A format lists its headings with
 * the number of what stands below each: an enum ht_column where rows are lessons of students, an
 * enum of its own elsewhere.
 */
#ifndef HT_IO_IMPORT_TABLE_H
#define HT_IO_IMPORT_TABLE_H

#include "io/csv/reader.h"
#include "io/import/import.h"
#include "io/schema/columns.h"
#include "solver/school/school.h"

/** A heading, matched as a school's own files match theirs, and what stands below it. */
struct ht_heading {
    const char *text;
    int column; /* below HT_COLUMN_COUNT */
};

struct ht_headings {
    const struct ht_heading *headings;
    size_t count;
    bool are_fixed; /* a file without some of them is no such table */
};

/** A table being read. */
struct ht_table {
    const struct ht_source *source;
    struct ht_csv_reader *rows; /* NULL where the file could not be opened */
    int place[HT_COLUMN_COUNT]; /* of a column in the row; below 0: the table has none */
    size_t heading_count;       /* cells of the first row */
};

/**
 * Opens a table and reads its headings (NULL: it has none, and columns are places in a row); of two
 * that mean the same the first counts. Where it is no text, that is a fault and false; where fixed
 * headings are missing, just false. Close it in any case.
 */
bool ht_table_open(struct ht_table *table, const struct ht_source *source,
                   const struct ht_headings *headings, struct ht_diagnostics *faults);

/** Closes a table. */
void ht_table_close(struct ht_table *table);

/** Whether the file is a table with these headings, of which the test holds (NULL: none). */
bool ht_table_is(const struct ht_source *source, const struct ht_headings *headings,
                 bool (*test)(struct ht_table *table));

/** Goes to the next row that is not blank. */
bool ht_table_next(struct ht_table *table);

/** Whether the table has such a column. */
bool ht_table_has(const struct ht_table *table, int column);

/** A cell of the row, "" where it is blank or there is no such column. */
const char *ht_table_cell(const struct ht_table *table, int column);

/** Where the row stands. */
struct ht_where ht_table_where(const struct ht_table *table);

/** What a row says of its slots (slot; or week, day and period); none after a note. */
const struct ht_some *ht_table_slots(const struct ht_table *table, struct ht_import *import);

#endif
