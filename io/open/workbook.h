/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A sheet of an .xlsx workbook as CSV text: a line of it is the row of that number, so that
 * messages name the row that people see.
 */
#ifndef HT_IO_OPEN_WORKBOOK_H
#define HT_IO_OPEN_WORKBOOK_H

#include "io/gather/import.h"
#include "io/zip/archive.h"

/** Whether an archive is a workbook. */
bool ht_workbook_is(struct ht_archive *archive);

/**
 * Adds the texts of the sheets that are wished for, or of the first that is not hidden; then the
 * others are noted. A fault where one cannot be read.
 */
void ht_workbook_texts(struct ht_archive *archive, const char *file, struct ht_import *import,
                       struct ht_sources *sources);

#endif
