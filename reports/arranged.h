/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Lessons in which a student has a mentor by a commitment: with them in class, or instead of the
 * lesson. A part of the teachers' page.
 */
#ifndef HT_REPORTS_ARRANGED_H
#define HT_REPORTS_ARRANGED_H

#include "reports/document.h"
#include "reports/run.h"

/** Adds a section with a table of all that touches the horizon, by teacher; nothing if there is
 *  none. */
void ht_add_arranged(struct ht_document *document, const struct ht_run *run);

#endif
