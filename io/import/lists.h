/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Lists as timetablers have them: ids in one text, and classes that many groups make up.
 */
#ifndef HT_IO_IMPORT_LISTS_H
#define HT_IO_IMPORT_LISTS_H

#include "io/import/import.h"

/**
 * The next part of a list separated by commas, cut out of *list, which is moved on; NULL at the
 * end. Parts are trimmed; blank ones are passed over.
 */
char *ht_list_part(char **list);

/** The list, which may move, with a part after it; the sign goes between what is not blank. */
char *ht_list_join(char *list, const char *sign, const char *part);

/**
 * What a class is called, given the names of its groups joined by '+': that or, where it is longer
 * than anybody would call it, the subject and a number, with a note. The
 * lists that were too long are numbered in a set, kept for the whole import. Use free().
 */
char *ht_list_class(struct ht_import *import, struct ht_strings *long_lists, const char *groups,
                    const char *subject, struct ht_where where);

#endif
