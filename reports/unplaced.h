/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The sections about what has no place: why, and what would help.
 */
#ifndef HT_REPORTS_UNPLACED_H
#define HT_REPORTS_UNPLACED_H

#include "reports/document.h"
#include "reports/run.h"

/** Adds the sections to the lead mentor's page; nothing where every session has its place. */
void ht_add_unplaced(struct ht_document *document, const struct ht_run *run);

#endif
