/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading a school's templates of letters.
 */
#ifndef HT_IO_SCHOOL_TEMPLATES_H
#define HT_IO_SCHOOL_TEMPLATES_H

#include "io/base/diagnostics.h"
#include "reports/letters/letters.h"
#include "reports/views/run.h"

/**
 * Reads the templates that the school has, and finds fault with what no letter could be made from.
 * Never NULL; free with ht_templates_free().
 */
struct ht_templates *ht_read_templates(const char *school, struct ht_diagnostics *faults);

/**
 * Warns of placeholders for which some letters of the run have nothing to say, and of programmes
 * that end, without a word in caseload.csv for how, although there are letters for that.
 */
void ht_check_templates(const struct ht_run *run, struct ht_diagnostics *faults);

#endif
