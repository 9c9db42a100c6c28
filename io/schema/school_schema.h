/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The schema of school.xml, from the table of io/schema/columns.h.
 */
#ifndef HT_IO_SCHEMA_SCHOOL_SCHEMA_H
#define HT_IO_SCHEMA_SCHOOL_SCHEMA_H

#include <stdio.h>

/** Writes data/school.rng: a RELAX NG schema, which has the policy's from data/policy.rng. */
void ht_write_school_schema(FILE *stream);

#endif
