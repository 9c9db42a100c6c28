/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/hash.h"

#include <string.h>

/* FNV-1a (Fowler, Noll, Vo), 64 bits. */
uint64_t ht_hash_bytes(uint64_t hash, const char *bytes, size_t size)
{
    for (const char *end = bytes + size; bytes < end; bytes++) {
        hash ^= (unsigned char)*bytes;
        hash *= UINT64_C(1099511628211);
    }
    return hash;
}

/* The 0 at the end of a text is hashed with it. */
uint64_t ht_hash_text(uint64_t hash, const char *text)
{
    return ht_hash_bytes(hash, text, strlen(text) + 1);
}
