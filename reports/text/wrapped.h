/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Text for a terminal: lines of at most so many characters, and columns.
 */
#ifndef HT_REPORTS_TEXT_WRAPPED_H
#define HT_REPORTS_TEXT_WRAPPED_H

#include <stddef.h>
#include <stdio.h>

/** The longest line, in characters. */
enum { HT_LINE_WIDTH = 96 };

/** How many characters a UTF-8 text has. */
size_t ht_text_width(const char *text);

/**
 * Writes *blanks blanks and at most so many characters of a text; up to that number, it leaves in
 * *blanks what is to come before the next column: no line ends with blanks.
 */
void ht_write_column(FILE *stream, const char *text, size_t width, size_t *blanks);

/**
 * Writes a mark and a text after it, broken between words; further lines begin below the text. The
 * mark ends with as many blanks as are wanted after it.
 */
void ht_write_wrapped(FILE *stream, const char *mark, const char *text);

#endif
