/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A hash that is the same on every machine and in every run: for ids that tell things apart
 * without naming anybody.
 */
#ifndef HT_SOLVER_BASE_HASH_H
#define HT_SOLVER_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/** The hash of nothing. */
#define HT_HASH_START UINT64_C(14695981039346656037)

/** The hash of what was hashed before and a text: "ab" and "c" differ from "a" and "bc". */
uint64_t ht_hash_text(uint64_t hash, const char *text);

/** The hash of what was hashed before and bytes, which may be any. */
uint64_t ht_hash_bytes(uint64_t hash, const char *bytes, size_t size);

#endif
