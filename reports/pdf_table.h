/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables set in strips.
 */
#ifndef HT_REPORTS_PDF_TABLE_H
#define HT_REPORTS_PDF_TABLE_H

#include "reports/pdf_galley.h"

/** Sets a table: its caption, if it is seen, its heads and its rows. */
void ht_pdf_table(struct ht_pdf_galley *galley, const struct ht_doc_table *table);

#endif
