/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/hash.h"

/* FNV-1a (Fowler, Noll, Vo), 64 bits; the 0 at the end of a text is hashed with it. */
uint64_t ht_hash_text(uint64_t hash, const char *text)
{
    do {
        hash ^= (unsigned char)*text;
        hash *= UINT64_C(1099511628211);
    } while (*text++);
    return hash;
}
