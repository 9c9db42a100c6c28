/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Documents as pages of a site: each is one file that asks for nothing else, not even a script, to
 * be read; a script lets the reader search it.
 */
#ifndef HT_REPORTS_HTML_PAGE_H
#define HT_REPORTS_HTML_PAGE_H

#include "reports/document/document.h"

#include <stdio.h>

/** A page that every page of the site leads to. */
struct ht_html_link {
    char *target; /* as seen from the page; the caller's */
    const char *title;
    bool here; /* it is the page itself */
};

/** Writes a document with a menu of links; errors stay in the stream. */
void ht_html_document(FILE *stream, const struct ht_document *document,
                      const struct ht_html_link *links, size_t link_count);

#endif
