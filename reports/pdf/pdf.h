/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Documents as PDF files: A4 pages to print, to pin up and to cut up.
 */
#ifndef HT_REPORTS_PDF_PDF_H
#define HT_REPORTS_PDF_PDF_H

#include "reports/document/document.h"

#include <stdbool.h>
#include <stdio.h>

/** Writes a document as PDF; errors stay in the stream. */
void ht_pdf_document(FILE *stream, const struct ht_document *document);

/** Whether there is a font to write with; without one no PDF can be made. */
bool ht_pdf_has_font(void);

#endif
