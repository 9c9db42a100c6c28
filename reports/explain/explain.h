/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What `halfterm explain` says: why sessions have no place, what would help, and what rules out
 * each slot.
 */
#ifndef HT_REPORTS_EXPLAIN_EXPLAIN_H
#define HT_REPORTS_EXPLAIN_EXPLAIN_H

#include "reports/explain/explanation.h"

#include <stdio.h>

/** Writes it, the answer first; errors stay in the stream. */
void ht_write_explanation(FILE *stream, const struct ht_explanation *explanation);

#endif
