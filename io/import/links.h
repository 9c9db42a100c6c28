/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What belongs to a key: the students of a class, say.
 */
#ifndef HT_IO_IMPORT_LINKS_H
#define HT_IO_IMPORT_LINKS_H

#include "solver/school/school.h"

struct ht_links;

/** No links; free with ht_links_free(). */
struct ht_links *ht_links_new(void);

/** Frees links; NULL is fine. */
void ht_links_free(struct ht_links *links);

/** Adds a number to those of a key. */
void ht_links_add(struct ht_links *links, const char *key, uint32_t number);

/** The numbers of a key in the order in which they were added; none for an unknown one. */
const struct ht_some *ht_links_of(const struct ht_links *links, const char *key);

/** How many keys have numbers. */
uint32_t ht_links_count(const struct ht_links *links);

#endif
