/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The figures of a score that a run keeps in its summary.json, so that runs can be compared later
 * without the school that they were made from.
 */
#ifndef HT_REPORTS_VIEWS_QUALITY_FIGURES_H
#define HT_REPORTS_VIEWS_QUALITY_FIGURES_H

#include "solver/verify/score.h"

#include <stddef.h>

/** A figure. */
struct ht_quality_figure {
    const char *key;   /* in summary.json */
    const char *label; /* for people */
    size_t offset;     /* in struct ht_score, of an int64_t or a double */
    bool is_mean;      /* it is a double */
};

/** All figures, *count of them, in the order in which they are shown. */
const struct ht_quality_figure *ht_quality_figures(size_t *count);

#endif
