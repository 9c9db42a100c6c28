/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import/links.h"

#include "solver/base/memory.h"

#include <stdlib.h>

struct ht_links {
    struct ht_strings *keys;
    struct ht_some *of; /* by number of keys; owned, as are its numbers */
    uint32_t count, capacity;
};

struct ht_links *ht_links_new(void)
{
    struct ht_links *links = HT_NEW(struct ht_links, 1);
    links->keys = ht_strings_new();
    return links;
}

void ht_links_free(struct ht_links *links)
{
    if (!links)
        return;
    for (uint32_t n = 0; n < links->count; n++)
        free(links->of[n].numbers);
    free(links->of);
    ht_strings_free(links->keys);
    free(links);
}

void ht_links_add(struct ht_links *links, const char *key, uint32_t number)
{
    uint32_t place = ht_strings_add(links->keys, key);
    if (place == links->count) {
        HT_GROW(links->of, links->count, links->capacity);
        links->of[links->count++] = (struct ht_some){0};
    }
    struct ht_some *of = &links->of[place];
    of->numbers = ht_resize(of->numbers, of->count + 1, sizeof *of->numbers);
    of->numbers[of->count++] = number;
}

const struct ht_some *ht_links_of(const struct ht_links *links, const char *key)
{
    static const struct ht_some none;
    uint32_t place = ht_strings_find(links->keys, key);
    return place == HT_NONE ? &none : &links->of[place];
}

uint32_t ht_links_count(const struct ht_links *links)
{
    return links->count;
}
