/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What surrounds the content of every page: style sheet, search, menu. For html_document.c only.
 */
#ifndef HT_REPORTS_HTML_PAGE_H
#define HT_REPORTS_HTML_PAGE_H

#include "reports/html_document.h"

/** Everything from the first line to the start of the content. */
void ht_html_page_begin(FILE *stream, const struct ht_document *document,
                        const struct ht_html_link *links, size_t link_count);

/** What follows the content. */
void ht_html_page_end(FILE *stream, const struct ht_document *document);

/** The style sheet but for the colours: screen, phone and print. */
extern const char ht_html_style[];

/** What it adds for letters. */
extern const char ht_html_letter_style[];

#endif
