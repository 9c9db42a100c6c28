/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writing HTML in which no text can be taken for markup.
 */
#ifndef HT_REPORTS_TEXT_HTML_H
#define HT_REPORTS_TEXT_HTML_H

#include <stdio.h>

/**
 * Writes text, with what HTML would read as markup (also in attributes) escaped. XML reads the same
 * text from it; control characters, which neither may have, become U+FFFD.
 */
void ht_html_text(FILE *stream, const char *text);

/**
 * Writes a format of our own in which each %s is replaced by a text, escaped, and each %d by an
 * int; no other conversion is known.
 */
void ht_html(FILE *stream, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
