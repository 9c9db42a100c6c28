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

struct ht_strings;

/** An empty set; free with ht_strings_free(). */
struct ht_strings *ht_strings_new(void);

/** Frees a set and its texts; NULL is fine. */
void ht_strings_free(struct ht_strings *names);

/** The number of a text, added where it is new. The text is copied. */
uint32_t ht_strings_add(struct ht_strings *names, const char *text);

/** The number of a text, or HT_NONE. */
uint32_t ht_strings_find(const struct ht_strings *names, const char *text);

/** The text of a number; lives as long as the set. */
const char *ht_strings_text(const struct ht_strings *names, uint32_t number);

/** How many texts there are. */
uint32_t ht_strings_count(const struct ht_strings *names);

#endif
