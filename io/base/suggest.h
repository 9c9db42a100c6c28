/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * "Did you mean": the known word that is closest to one that is not known.
 */
#ifndef HT_IO_BASE_SUGGEST_H
#define HT_IO_BASE_SUGGEST_H

#include <stddef.h>

struct ht_suggestion {
    const char *best; /* the closest word so far, or NULL */
    int distance;     /* changes of a letter that lead from one to the other */
};

/** Takes a known word into account; it must live as long as the guess is used. */
void ht_suggestion_try(struct ht_suggestion *suggestion, const char *wrong, const char *known);

#endif
