/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Rows of one of a school's files, wherever they are written: in a CSV file or in school.xml.
 * Cells are trimmed UTF-8 and last until the next row.
 */
#ifndef HT_IO_RECORDS_SOURCE_H
#define HT_IO_RECORDS_SOURCE_H

#include "io/base/diagnostics.h"
#include "io/schema/columns.h"

/** What a source of rows fills in; readers ask by the functions below. */
struct ht_listing {
    const struct ht_file_columns *columns;
    const char *name; /* of the file, for messages */
    struct ht_faults *faults;
    bool has[HT_COLUMN_COUNT];
    const char *unknown;                /* columns that it has besides, a list; NULL: none */
    const char *cells[HT_COLUMN_COUNT]; /* of the row, "" where it is blank */
    int line;                           /* on which the row begins, from 1 */
    size_t rows;                        /* so far; kept by ht_listing_next() */

    /** Goes to the next row that is not blank; false at the end. What is broken is a fault. */
    bool (*next)(struct ht_listing *listing);
    /** Frees the source, the listing with it. */
    void (*free)(struct ht_listing *listing);
};

/** Makes all cells blank, for sources of rows. */
void ht_listing_clear(struct ht_listing *listing);

/** Frees a listing and what it reads from; NULL is fine. */
void ht_listing_free(struct ht_listing *listing);

/** Goes to the next row that is not blank; false at the end. What is broken is a fault. */
bool ht_listing_next(struct ht_listing *listing);

/** Whether the listing has the column. */
bool ht_listing_has(const struct ht_listing *listing, enum ht_column column);

/** A cell of the row, "" where it is blank or there is no such column. */
const char *ht_listing_cell(const struct ht_listing *listing, enum ht_column column);

/** The line on which the row begins, from 1. */
int ht_listing_line(const struct ht_listing *listing);

/** Whether it lacks a column that must be there: a slot says the day and the period as well. */
bool ht_listing_lacks(const struct ht_listing *listing, const struct ht_column_of *column);

/** How many rows have been read so far. */
size_t ht_listing_rows(const struct ht_listing *listing);

/** The name of the file for messages, and where they go. */
const char *ht_listing_name(const struct ht_listing *listing);
struct ht_faults *ht_listing_faults(const struct ht_listing *listing);

#endif
