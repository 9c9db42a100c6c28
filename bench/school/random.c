/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/school/random.h"

#include "solver/base/memory.h"

uint64_t ht_random_bits(struct ht_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

int ht_random_below(struct ht_random *random, int below)
{
    HT_REQUIRE(below > 0, "nothing to choose from");
    return (int)((ht_random_bits(random) >> 32) * (uint64_t)below >> 32);
}

bool ht_random_chance(struct ht_random *random, int per_mille)
{
    return ht_random_below(random, 1000) < per_mille;
}

void ht_random_shuffle(struct ht_random *random, int *numbers, int count)
{
    for (int left = count; left > 1; left--) {
        int chosen = ht_random_below(random, left);
        int number = numbers[chosen];
        numbers[chosen] = numbers[left - 1];
        numbers[left - 1] = number;
    }
}
