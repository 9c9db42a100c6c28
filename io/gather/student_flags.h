/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What lists of students say of them in a column each, and schools as flags. */
#ifndef HT_IO_GATHER_STUDENT_FLAGS_H
#define HT_IO_GATHER_STUDENT_FLAGS_H

#include "io/gather/table.h"

/** The flags of a row, a list. A cell that is neither yes nor no, nor a code, is noted. */
const char *ht_student_flags(struct ht_import *import, const struct ht_table *table);

#endif
