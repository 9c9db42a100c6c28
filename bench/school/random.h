/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Random numbers that are the same on every machine for the same seed: splitmix64 by Sebastiano
 * Vigna (public domain, https://prng.di.unimi.it/splitmix64.c).
 */
#ifndef HT_BENCH_SCHOOL_RANDOM_H
#define HT_BENCH_SCHOOL_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/** A source of random numbers; any state will do as a seed. */
struct ht_random {
    uint64_t state;
};

/** The next 64 random bits. */
uint64_t ht_random_bits(struct ht_random *random);

/** A number from 0 to below - 1; below is at least 1. */
int ht_random_below(struct ht_random *random, int below);

/** True so many times in a thousand. */
bool ht_random_chance(struct ht_random *random, int per_mille);

/** Brings numbers into a random order. */
void ht_random_shuffle(struct ht_random *random, int *numbers, int count);

#endif
