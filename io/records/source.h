/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Rows of one of a school's files, wherever they are written: in a CSV file or in school.xml.
 * Cells are trimmed UTF-8 and last until the next row.
 */
#ifndef HT_IO_RECORDS_SOURCE_H
#define HT_IO_RECORDS_SOURCE_H

#include "io/base/diagnostics.h"
#include "io/schema/columns.h"

/** A source of rows, which fills it in. */
struct ht_record_source {
    const struct ht_file_columns *columns;
    const char *name; /* of the file, for messages */
    struct ht_diagnostics *faults;
    bool has[HT_COLUMN_COUNT];          /* the records have the column */
    const char *unknown;                /* columns that it has besides, a list; NULL: none */
    const char *strange;                /* those of them that mean nothing here; likewise */
    const char *meant;                  /* what one of these may be: "name by 'nmae'"; or NULL */
    const char *unread;                 /* one in which the row says something; or NULL */
    const char *cells[HT_COLUMN_COUNT]; /* of the row, "" where it is blank */
    int line;                           /* on which the row begins, from 1 */
    size_t rows;                        /* so far; kept by ht_record_source_next() */

    /** Goes to the next row that is not blank; false at the end. What is broken is a fault. */
    bool (*next)(struct ht_record_source *records);
    /** Frees the source, the records with it. */
    void (*free)(struct ht_record_source *records);
};

/** Makes all cells blank, for sources of rows. */
void ht_record_source_clear(struct ht_record_source *records);

/** Frees the source and what it reads from; NULL is fine. */
void ht_record_source_free(struct ht_record_source *records);

/** Goes to the next row that is not blank; false at the end. What is broken is a fault. */
bool ht_record_source_next(struct ht_record_source *records);

/** Whether it lacks a column that must be there: a slot says the day and the period as well. */
bool ht_record_source_lacks(const struct ht_record_source *records,
                            const struct ht_column_of *column);

/** A finding of the row that was read last. */
#define HT_ROW_FAULT(records, severity, ...)                                                       \
    ht_fault((records)->faults, severity, (records)->name, (records)->line, __VA_ARGS__)
#define HT_ROW_FAULT_OF_KIND(records, severity, ...)                                               \
    ht_fault_of_kind((records)->faults, severity, (records)->name, (records)->line, __VA_ARGS__)

#endif
