/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Figures set in strips.
 */
#ifndef HT_REPORTS_PDF_FIGURE_H
#define HT_REPORTS_PDF_FIGURE_H

#include "reports/pdf_galley.h"

/** Sets a figure with its caption, smaller where the galley is too narrow for it. */
void ht_pdf_figure(struct ht_pdf_galley *galley, const struct ht_doc_figure *figure);

#endif
