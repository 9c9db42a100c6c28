/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import/lists.h"

#include "io/base/cells.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_CLASS = 60 /* bytes */ };

char *ht_list_part(char **list)
{
    char *part;
    while ((part = strsep(list, ",")))
        if (*(part = ht_cell_trim(part)))
            return part;
    return NULL;
}

char *ht_list_join(char *list, const char *sign, const char *part)
{
    size_t length = strlen(list), more = strlen(part);
    const char *between = length && more ? sign : "";
    list = ht_resize(list, length + strlen(between) + more + 1, 1);
    strcpy(stpcpy(list + length, between), part);
    return list;
}

char *ht_list_class(struct ht_import *import, struct ht_strings *long_lists, const char *groups,
                    const char *subject, struct ht_where where)
{
    if (strlen(groups) <= LONGEST_CLASS)
        return ht_copy_text(groups, strlen(groups));
    uint32_t count = ht_strings_count(long_lists);
    uint32_t number = ht_strings_add(long_lists, groups);
    char *shorter = ht_format("%s/%u", subject, (unsigned)number + 1);
    if (number == count)
        ht_note(import->notes, HT_NOTE_TAKEN, where,
                "classes of many groups are called by their subject and a number", "%s: %s",
                shorter, groups);
    return shorter;
}
