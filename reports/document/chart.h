/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Charts: numbers drawn as the figures of a document.
 */
#ifndef HT_REPORTS_DOCUMENT_CHART_H
#define HT_REPORTS_DOCUMENT_CHART_H

#include "reports/document/document.h"

#include <stddef.h>

/** A table of numbers, none below 0, to be drawn. The texts must live as long as the document. */
struct ht_chart {
    const char *caption;
    const char *description;    /* what it shows, in a sentence */
    const char *const *rows;    /* their names */
    const char *const *columns; /* their names */
    const int *numbers;         /* [row * column_count + column] */
    size_t row_count, column_count;
};

/** A field for each number, in the tone that it asks for; 0 leaves the field empty. */
void ht_chart_heat(struct ht_document *document, const struct ht_chart *chart,
                   enum ht_tone (*tone)(int number, const void *context), const void *context);

/** A bar for each number, all of one scale. */
void ht_chart_bars(struct ht_document *document, const struct ht_chart *chart);

#endif
