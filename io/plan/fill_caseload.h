/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A new caseload.csv from the old one and an assignment.
 */
#ifndef HT_IO_PLAN_FILL_CASELOAD_H
#define HT_IO_PLAN_FILL_CASELOAD_H

#include "io/csv/table.h"
#include "solver/assign/assign.h"

/**
 * Writes the rows of a caseload.csv, opened and not yet read, as they are, but with the mentor
 * proposed for them. The school is what was read from the same file.
 */
void ht_fill_caseload(FILE *stream, struct ht_csv *csv, const struct ht_school *school,
                      const struct ht_assignment *assignment);

/** The same for a caseload that is not in CSV yet. */
void ht_fill_records(FILE *stream, struct ht_record_source *rows, const struct ht_school *school,
                     const struct ht_assignment *assignment);

#endif
