/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What lists of students say of them in a column each, and schools as flags. */
#ifndef HT_IO_GATHER_STUDENT_FLAGS_H
#define HT_IO_GATHER_STUDENT_FLAGS_H

#include "io/gather/table.h"

/**
 * Fills in the flags of a row, and those that its columns could say. A cell that is neither yes nor
 * no, nor a code, is noted.
 */
void ht_student_flags(struct ht_import *import, const struct ht_table *table,
                      struct ht_import_student *student);

#endif
