/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables with a line of headings, as many programs export them. A format lists its headings with
 * the number of what stands below each: an enum ht_column where rows are lessons of students, an
 * enum of its own elsewhere.
 */
#ifndef HT_IO_GATHER_TABLE_H
#define HT_IO_GATHER_TABLE_H

#include "io/csv/reader.h"
#include "io/gather/import.h"
#include "io/schema/headings.h"
#include "solver/school/school.h"

struct ht_headings {
    const struct ht_heading *headings; /* of two with the same text the first counts */
    size_t count;
    bool are_fixed; /* a file without some of them is no such table */
    bool has_usual; /* the usual ones come after them */
    size_t mapped;  /* of the first so many, columns of one meaning are one, with spaces between */
    bool is_map_whole; /* and no other heading means what these do */
};

/** A table being read. */
struct ht_table {
    const struct ht_source *source;
    struct ht_csv_reader *rows;     /* NULL where the file could not be opened */
    int place[HT_COLUMN_COUNT];     /* of a column in the row; below 0: the table has none */
    size_t heading_count;           /* cells of the line of headings */
    struct ht_table_headings *said; /* owned: that line, and what is joined; NULL: it has none */
    struct ht_import *import;       /* that is told what is passed over, or NULL */
};

/**
 * Opens a table and reads its headings (NULL: it has none, and columns are places in a row), which
 * may stand below lines of a title; of two that mean the same the first counts. Where it is no
 * text, that is a fault and false; where fixed headings are missing, just false. Close it in any
 * case.
 */
bool ht_table_open(struct ht_table *table, const struct ht_source *source,
                   const struct ht_headings *headings, struct ht_diagnostics *faults);

/** Closes a table. */
void ht_table_close(struct ht_table *table);

/** Whether the file is a table with these headings, of which the test holds (NULL: none). */
bool ht_table_is(const struct ht_source *source, const struct ht_headings *headings,
                 bool (*test)(struct ht_table *table));

/** Whether a heading of the table is that text. */
bool ht_table_says(const struct ht_table *table, const char *heading);

/** Takes a column for another, which the table has not. */
void ht_table_take_as(struct ht_table *table, int column, int other);

/** Says that a column that the table has is not used. */
void ht_table_leave(struct ht_table *table, int column);

/** Notes which columns are not read, and from now on which rows are passed over. */
void ht_table_tell(struct ht_table *table, struct ht_import *import);

/** Goes to the next row that is not blank, nor the headings again, nor the foot of a page. */
bool ht_table_next(struct ht_table *table);

/** Whether the table has such a column. */
bool ht_table_has(const struct ht_table *table, int column);

/** A cell of the row, "" where it is blank or there is no such column; lasts until the next row. */
const char *ht_table_cell(const struct ht_table *table, int column);

/** The same without what a spreadsheet adds to a whole number, "1001.0". */
const char *ht_table_number(const struct ht_table *table, struct ht_import *import, int column);

/** Where the row stands. */
struct ht_where ht_table_where(const struct ht_table *table);

/**
 * What a row says of its slots (slot; or week, day and period), and of when these are (start, end);
 * none after a note.
 */
const struct ht_some *ht_table_slots(const struct ht_table *table, struct ht_import *import);

#endif
