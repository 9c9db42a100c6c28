/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a page is made of: what the document says, and the style sheet. For page.c only.
 */
#ifndef HT_REPORTS_HTML_DOCUMENT_H
#define HT_REPORTS_HTML_DOCUMENT_H

#include "reports/document/document.h"

#include <stdio.h>

/** Writes the sections of a document. */
void ht_html_content(FILE *stream, const struct ht_document *document);

/** The style sheet but for the colours: screen, phone and print. */
extern const char ht_html_style[];

/** What it adds for letters. */
extern const char ht_html_letter_style[];

#endif
