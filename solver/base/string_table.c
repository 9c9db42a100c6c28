/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/string_table.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define uthash_malloc(size)   ht_alloc(1, size)
#define uthash_fatal(message) ht_out_of_memory()
#include <uthash.h>

struct name {
    UT_hash_handle hh;
    uint32_t number;
    char text[];
};

struct ht_strings {
    struct name *table;
    struct name **by_number;
    uint32_t count, capacity;
};

struct ht_strings *ht_strings_new(void)
{
    return HT_NEW(struct ht_strings, 1);
}

void ht_strings_free(struct ht_strings *names)
{
    if (!names)
        return;
    HASH_CLEAR(hh, names->table);
    for (uint32_t n = 0; n < names->count; n++)
        free(names->by_number[n]);
    free(names->by_number);
    free(names);
}

static struct name *find(const struct ht_strings *names, const char *text, size_t length)
{
    struct name *found;
    HASH_FIND(hh, names->table, text, length, found);
    return found;
}

uint32_t ht_strings_add(struct ht_strings *names, const char *text)
{
    size_t length = strlen(text);
    struct name *name = find(names, text, length);
    if (name)
        return name->number;
    name = ht_alloc(1, sizeof *name + length + 1);
    memcpy(name->text, text, length);
    name->number = names->count;
    HASH_ADD_KEYPTR(hh, names->table, name->text, length, name);
    HT_GROW(names->by_number, names->count, names->capacity);
    names->by_number[names->count++] = name;
    return name->number;
}

uint32_t ht_strings_find(const struct ht_strings *names, const char *text)
{
    struct name *found = find(names, text, strlen(text));
    return found ? found->number : HT_NONE;
}

const char *ht_strings_text(const struct ht_strings *names, uint32_t number)
{
    HT_REQUIRE(number < names->count, "no such name");
    return names->by_number[number]->text;
}

uint32_t ht_strings_count(const struct ht_strings *names)
{
    return names->count;
}
