/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables of which the headings are fixed, so that they also tell what kind of table it is.
 */
#ifndef HT_IO_IMPORT_FIELDS_H
#define HT_IO_IMPORT_FIELDS_H

#include "io/base/source.h"
#include "io/csv/reader.h"
#include "io/import/report.h"

enum { HT_MOST_FIELDS = 16 };

/** A table being read. */
struct ht_fields {
    const struct ht_source *source;
    struct ht_csv_reader *rows; /* owned; NULL where the file is no such table */
    int place[HT_MOST_FIELDS];  /* of each heading's column */
    size_t count;               /* of columns */
};

/**
 * Opens a table that has all of the headings, matched as a school's own files match theirs, and
 * reads them; false where it has not. Free its rows if it is open.
 */
bool ht_fields_open(struct ht_fields *fields, const struct ht_source *source,
                    const char *const *headings, size_t count, struct ht_diagnostics *faults);

/** Goes to the next row; notes those that have more cells than there are columns. */
bool ht_fields_next(struct ht_fields *fields, struct ht_import_report *notes);

/** The row's cell below a heading. */
const char *ht_fields_cell(const struct ht_fields *fields, size_t heading);

/** Where the row stands. */
struct ht_where ht_fields_where(const struct ht_fields *fields);

#endif
