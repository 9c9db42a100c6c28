/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writing what a school's files say, whatever they are: as one school.xml, or as CSV files and
 * policy.xml. What is written depends on what is said alone, not on how.
 */
#ifndef HT_IO_SCHOOL_WRITE_H
#define HT_IO_SCHOOL_WRITE_H

#include "io/school/files.h"

#include <stdio.h>

/**
 * Writes all files as one document. Warns of columns that are left out since they are unknown;
 * faults that files have are added as ever.
 */
void ht_write_school_xml(FILE *stream, struct ht_school_files *files,
                         struct ht_diagnostics *faults);

/**
 * Writes records, from the next row on, as CSV: the columns that they have or must have, in their
 * table's order.
 */
void ht_write_records_csv(FILE *stream, struct ht_record_source *records);

/** The header and the row that was read last, for who writes only some or changed ones. */
void ht_write_records_header(FILE *stream, const struct ht_record_source *records);
void ht_write_records_row(FILE *stream, const struct ht_record_source *records);

/** Writes the element policy as policy.xml. */
void ht_write_policy_xml(FILE *stream, const struct ht_xml_node *policy);

#endif
