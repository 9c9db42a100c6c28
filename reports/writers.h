/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The functions of the table of reports, a module each.
 */
#ifndef HT_REPORTS_WRITERS_H
#define HT_REPORTS_WRITERS_H

#include "reports/report.h"

void ht_write_sessions_csv(FILE *stream, const struct ht_run *run);
void ht_write_unplaced_csv(FILE *stream, const struct ht_run *run);
void ht_write_page(FILE *stream, const struct ht_run *run);
void ht_write_summary_json(FILE *stream, const struct ht_run *run);

#endif
