/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * summary.json as jansson has it, for those who read it back.
 */
#ifndef HT_REPORTS_DATA_SUMMARY_JSON_H
#define HT_REPORTS_DATA_SUMMARY_JSON_H

#include "reports/views/run.h"

#include <jansson.h>

/** What a run says of itself. Use json_decref(). */
json_t *ht_summary_json(const struct ht_run *run);

/**
 * A check sum of all that a summary says but when and how the run was made and how long it took,
 * which it then says no more.
 */
uint64_t ht_summary_sum(json_t *summary);

#endif
