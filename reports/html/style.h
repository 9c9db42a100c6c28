/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The style sheet of pages. For page.c only.
 */
#ifndef HT_REPORTS_HTML_STYLE_H
#define HT_REPORTS_HTML_STYLE_H

/** The style sheet but for the colours: screen, phone and print. */
extern const char ht_html_style[];

/** What it adds for letters. */
extern const char ht_html_letter_style[];

#endif
