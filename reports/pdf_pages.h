/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Pages: galleys made up into pages, and drawn.
 */
#ifndef HT_REPORTS_PDF_PAGES_H
#define HT_REPORTS_PDF_PAGES_H

#include "reports/pdf_galley.h"

#include <stdio.h>

/** The width of what is printed between the margins of a document's pages, in points. */
double ht_pdf_pages_width(const struct ht_document *document);

/** Writes the strips of a galley as pages; errors stay in the stream. */
void ht_pdf_pages_write(FILE *stream, const struct ht_document *document,
                        const struct ht_pdf_galley *galley);

#endif
