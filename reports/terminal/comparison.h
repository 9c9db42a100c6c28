/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Runs side by side: a table of figures and one of sessions, for the terminal and as a page.
 */
#ifndef HT_REPORTS_TERMINAL_COMPARISON_H
#define HT_REPORTS_TERMINAL_COMPARISON_H

#include "reports/document/document.h"

#include <stdio.h>

/** A line; one without cells is a heading. */
struct ht_comparison_row {
    const char *label;
    char **cells; /* [run]; owned, as are the texts; NULL: a heading */
};

/** All of it. */
struct ht_comparison {
    char *const *titles; /* [run] */
    size_t count;        /* runs */
    struct ht_comparison_row *rows;
    size_t row_count, row_capacity;
};

/** Adds a heading. */
void ht_comparison_head(struct ht_comparison *comparison, const char *label);

/** Adds a line of blank cells, which are returned: to be filled with texts to own. */
char **ht_comparison_line(struct ht_comparison *comparison, const char *label);

/** Frees the lines. */
void ht_comparison_clear(struct ht_comparison *comparison);

/** Writes the table for the terminal. */
void ht_comparison_write(FILE *stream, const struct ht_comparison *comparison);

/** Builds the page. */
void ht_build_comparison(struct ht_document *document, const struct ht_comparison *comparison);

#endif
