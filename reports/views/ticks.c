/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/ticks.h"

#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <stdlib.h>

struct ht_ticks *ht_ticks_new(void)
{
    struct ht_ticks *ticks = HT_NEW(struct ht_ticks, 1);
    ticks->keys = ht_strings_new();
    return ticks;
}

void ht_ticks_free(struct ht_ticks *ticks)
{
    if (!ticks)
        return;
    ht_strings_free(ticks->keys);
    free(ticks->list);
    free(ticks);
}

/* Use free(). */
static char *key_of(const char *session, ht_date date, const char *student)
{
    return ht_format("%s\n%d\n%s", session, (int)date.days, student);
}

struct ht_tick *ht_ticks_add(struct ht_ticks *ticks, const char *session, ht_date date,
                             const char *student, const struct ht_tick *tick)
{
    char *key = key_of(session, date, student);
    uint32_t place = ht_strings_add(ticks->keys, key);
    free(key);
    if (place == ticks->count) {
        HT_GROW(ticks->list, ticks->count, ticks->capacity);
        ticks->list[ticks->count++] = *tick;
    }
    return &ticks->list[place];
}

struct ht_tick *ht_ticks_find(const struct ht_ticks *ticks, const char *session, ht_date date,
                              const char *student)
{
    if (!ticks || !ticks->count)
        return NULL;
    char *key = key_of(session, date, student);
    uint32_t place = ht_strings_find(ticks->keys, key);
    free(key);
    return place == HT_NONE ? NULL : &ticks->list[place];
}
