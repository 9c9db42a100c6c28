/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What lists of students say of them besides name, form and year: their unique pupil number, and
 * what becomes a flag.
 */
#ifndef HT_IO_GATHER_STUDENT_CELLS_H
#define HT_IO_GATHER_STUDENT_CELLS_H

#include "io/gather/table.h"

/** The usual headings of such columns. */
extern const struct ht_heading ht_student_headings[];
extern const size_t ht_student_heading_count;

/** The columns themselves, which --map may name. */
extern const enum ht_column ht_student_columns[];
extern const size_t ht_student_column_count;

/**
 * Adds what a row says. Who has no other id is known by the unique pupil number. A cell that is
 * neither yes nor no, nor a code, is noted.
 */
void ht_student_cells(struct ht_import *import, const struct ht_table *table,
                      struct ht_import_student *student);

#endif
