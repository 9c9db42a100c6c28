/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A set of texts, each numbered from 0 in the order in which it was added.
 */
#ifndef HT_SOLVER_BASE_STRING_TABLE_H
#define HT_SOLVER_BASE_STRING_TABLE_H

#include <stddef.h>
#include <stdint.h>

/** What stands for "no such name". */
#define HT_NONE UINT32_MAX

struct ht_names;

/** An empty set; free with ht_names_free(). */
struct ht_names *ht_names_new(void);

/** Frees a set and its texts; NULL is fine. */
void ht_names_free(struct ht_names *names);

/** The number of a text, added where it is new. The text is copied. */
uint32_t ht_names_add(struct ht_names *names, const char *text);

/** The number of a text, or HT_NONE. */
uint32_t ht_names_find(const struct ht_names *names, const char *text);

/** The text of a number; lives as long as the set. */
const char *ht_names_text(const struct ht_names *names, uint32_t number);

/** How many texts there are. */
uint32_t ht_names_count(const struct ht_names *names);

#endif
