/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/assign/candidates.h"

#include "solver/assign/mentor_matching.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A pair that loses more than one session in so many would be a mentor in name only. */
enum { SESSIONS_A_LOSS = 4 };

/* ------------------------------------------------------------ looking up */

uint32_t ht_pairs_open(const struct ht_pairs *pairs, uint32_t mentor, uint32_t n)
{
    HT_REQUIRE(n < pairs->open_count, "no such programme");
    return pairs->first[mentor + 1] - pairs->open_count + n;
}

int ht_pairs_week(const struct ht_pairs *pairs, int week, int *first)
{
    const struct ht_facts *facts = pairs->facts;
    int from = facts->first_monday.days + week * HT_DAYS_A_WEEK - facts->horizon.from.days;
    int end = from + HT_DAYS_A_WEEK;
    *first = from > 0 ? from : 0;
    return (end < facts->day_count ? end : facts->day_count) - *first;
}

const struct ht_block *ht_pair_blocks(const struct ht_pairs *pairs, const struct ht_pair *pair,
                                      uint32_t *count)
{
    const uint32_t *first = &pairs->demand->first_block[pair->programme.i];
    *count = first[1] - first[0];
    return &pairs->demand->blocks[first[0]];
}

bool ht_pairs_tight(const struct ht_pairs *pairs, ht_mentor_id mentor, int week)
{
    return pairs->tight[(size_t)mentor.i * (size_t)pairs->facts->week_count + (size_t)week];
}

/* How many days of a week have a slot of the pair outside the set (NULL: the empty one). */
static int days_outside(const struct ht_pairs *pairs, const struct ht_pair *pair, int week,
                        const uint64_t *within)
{
    int first, outside = 0, days = ht_pairs_week(pairs, week, &first);
    for (int day = first; day < first + days; day++)
        outside += (pair->slots[day] & ~(within ? within[day] : 0)) != 0;
    return outside;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int ht_pair_outside(const struct ht_pairs *pairs, const struct ht_pair *pair,
                    const struct ht_block *block, const struct ht_places *within)
{
    int outside = 0;
    for (uint32_t w = 0; w < block->week_count; w++) {
        int week = pairs->demand->weeks[block->first_week + w];
        bool may_go_without = ht_pairs_tight(pairs, pair->mentor, week) && !within->without[week] &&
                              days_outside(pairs, pair, week, NULL);
        outside += may_go_without
                       ? block->week_max
                       : least(days_outside(pairs, pair, week, within->slots), block->week_max);
    }
    return outside;
}

/* ------------------------------------------------------------ slots */

static uint64_t slots_on(const struct ht_facts *facts, ht_programme_id programme, ht_date date)
{
    uint64_t slots = 0;
    int64_t price;
    ht_period_id first;
    if (ht_facts_date_rule(facts, programme, date))
        return 0;
    uint32_t count = ht_school_periods_on(facts->school, date, &first);
    for (uint32_t n = 0; n < count; n++)
        if (!ht_facts_slot_rule(facts, programme, date, (ht_period_id){first.i + n}, &price))
            slots |= UINT64_C(1) << n;
    return slots;
}

static void find_slots(struct ht_pairs *pairs, const struct ht_pair *pair)
{
    /* The facts read the mentor from the trial, which is there to be changed. */
    pairs->trial.programmes[pair->programme.i].mentor = pair->mentor;
    for (int day = 0; day < pairs->facts->day_count; day++)
        pair->slots[day] =
            slots_on(pairs->facts, pair->programme, ht_date_plus(pairs->facts->horizon.from, day));
}

static void count_sessions(const struct ht_pairs *pairs, struct ht_pair *pair)
{
    uint32_t count;
    const struct ht_block *blocks = ht_pair_blocks(pairs, pair, &count);
    for (uint32_t b = 0; b < count; b++) {
        int places = 0;
        for (uint32_t w = 0; w < blocks[b].week_count; w++) {
            int week = pairs->demand->weeks[blocks[b].first_week + w];
            places += least(days_outside(pairs, pair, week, NULL), blocks[b].week_max);
        }
        pair->sessions[b] = least(places, blocks[b].required);
        pair->needed += blocks[b].required;
        pair->lost += blocks[b].required - pair->sessions[b];
    }
}

/* ------------------------------------------------------------ groups */

static bool is_same_group(const struct ht_programme *a, const struct ht_programme *b)
{
    return *a->group && !strcmp(a->group, b->group) && !strcmp(a->name, b->name);
}

/* The mentor's own part of the pair's group, or NULL. */
static const struct ht_pair *rest_of_group(const struct ht_pairs *pairs, const struct ht_pair *pair)
{
    const struct ht_programme *programme = &pairs->trial.programmes[pair->programme.i];
    for (uint32_t p = pairs->first[pair->mentor.i]; pairs->pairs[p].settled; p++)
        if (is_same_group(programme, &pairs->trial.programmes[pairs->pairs[p].programme.i]))
            return &pairs->pairs[p];
    return NULL;
}

static bool is_begun(const struct ht_school *school, const struct ht_programme *open)
{
    for (size_t p = 0; *open->group && p < school->programme_count; p++)
        if (school->programmes[p].mentor.i != HT_NONE &&
            is_same_group(open, &school->programmes[p]))
            return true;
    return false;
}

/* A group that a mentor has already meets with its new members too, in the same sessions. */
static void join_group(const struct ht_pairs *pairs, struct ht_pair *pair)
{
    const struct ht_pair *rest = rest_of_group(pairs, pair);
    uint32_t count;
    pair->elsewhere = !rest;
    if (!rest)
        return;
    for (int day = 0; day < pairs->facts->day_count; day++)
        pair->slots[day] &= rest->slots[day];
    count_sessions(pairs, pair);
    ht_pair_blocks(pairs, pair, &count);
    memset(pair->sessions, 0, count * sizeof *pair->sessions);
}

/* ------------------------------------------------------------ making and freeing */

static bool is_open(const struct ht_pairs *pairs, const struct ht_school *school, uint32_t p)
{
    return school->programmes[p].mentor.i == HT_NONE &&
           pairs->demand->first_block[p] < pairs->demand->first_block[p + 1];
}

/* A view of the school in which every programme has a mentor, so that its sessions are counted.
   It must not be added to: what is new would not reach the school. */
static struct ht_school trial_of(const struct ht_school *school)
{
    struct ht_school trial = *school;
    trial.programmes = HT_NEW(struct ht_programme, school->programme_count);
    for (size_t p = 0; p < school->programme_count; p++) {
        trial.programmes[p] = school->programmes[p];
        if (school->mentor_count && trial.programmes[p].mentor.i == HT_NONE)
            trial.programmes[p].mentor.i = 0;
    }
    return trial;
}

static void list_open(struct ht_pairs *pairs, const struct ht_school *school)
{
    pairs->open = HT_NEW(ht_programme_id, school->programme_count);
    for (uint32_t p = 0; p < school->programme_count; p++)
        if (is_open(pairs, school, p))
            pairs->open[pairs->open_count++].i = p;
}

/* Makes room for the pairs of each mentor and enters the programmes. */
static void list_pairs(struct ht_pairs *pairs, const struct ht_school *school)
{
    size_t mentors = school->mentor_count;
    pairs->first = HT_NEW(uint32_t, mentors + 2);
    for (size_t p = 0; p < school->programme_count; p++)
        if (school->programmes[p].mentor.i != HT_NONE)
            pairs->first[school->programmes[p].mentor.i + 2]++;
    for (size_t m = 2; m < mentors + 2; m++)
        pairs->first[m] += pairs->first[m - 1] + pairs->open_count;
    pairs->pairs = HT_NEW(struct ht_pair, pairs->first[mentors + 1]);
    for (uint32_t p = 0; p < school->programme_count; p++) {
        ht_mentor_id mentor = school->programmes[p].mentor;
        if (mentor.i != HT_NONE)
            pairs->pairs[pairs->first[mentor.i + 1]++] = (struct ht_pair){
                .programme = {p}, .mentor = mentor, .settled = true, .possible = true};
    }
    for (uint32_t m = 0; m < mentors; m++)
        for (uint32_t n = 0; n < pairs->open_count; n++)
            pairs->pairs[pairs->first[m + 1]++] =
                (struct ht_pair){.programme = pairs->open[n], .mentor = {m}};
}

static void give_memory(struct ht_pairs *pairs, uint32_t count)
{
    size_t days = (size_t)pairs->facts->day_count, blocks = 0, used = 0;
    uint32_t own;
    for (uint32_t n = 0; n < count; n++) {
        ht_pair_blocks(pairs, &pairs->pairs[n], &own);
        blocks += own;
    }
    pairs->slots = HT_NEW(uint64_t, count * days);
    pairs->sessions = HT_NEW(int, blocks);
    for (uint32_t n = 0; n < count; n++) {
        pairs->pairs[n].slots = pairs->slots + n * days;
        pairs->pairs[n].sessions = pairs->sessions + used;
        ht_pair_blocks(pairs, &pairs->pairs[n], &own);
        used += own;
    }
}

static void look_at(struct ht_pairs *pairs, const struct ht_school *school, struct ht_pair *pair)
{
    find_slots(pairs, pair);
    if (!pair->settled && is_begun(school, &school->programmes[pair->programme.i]))
        join_group(pairs, pair);
    else
        count_sessions(pairs, pair);
    if (!pair->settled)
        pair->possible = !pair->elsewhere && pair->lost * SESSIONS_A_LOSS <= pair->needed;
}

struct ht_pairs *ht_pairs_new(const struct ht_school *school, struct ht_horizon horizon,
                              const struct ht_limit *limit)
{
    struct ht_pairs *pairs = HT_NEW(struct ht_pairs, 1);
    pairs->trial = trial_of(school);
    pairs->facts = ht_facts_new(&pairs->trial, horizon);
    pairs->demand = ht_demand_new(pairs->facts);
    list_open(pairs, school);
    list_pairs(pairs, school);
    uint32_t count = pairs->first[school->mentor_count];
    give_memory(pairs, count);
    for (uint32_t n = 0; n < count; n++) {
        struct ht_pair *pair = &pairs->pairs[n];
        pair->unseen = ht_limit_after(limit, pairs->facts->day_count) && !pair->settled;
        if (!pair->unseen)
            look_at(pairs, school, pair);
    }
    pairs->tight = HT_NEW(bool, school->mentor_count *(size_t)pairs->facts->week_count);
    for (uint32_t m = 0; m < school->mentor_count; m++)
        ht_room_settle(pairs, (ht_mentor_id){m});
    return pairs;
}

void ht_pairs_free(struct ht_pairs *pairs)
{
    if (!pairs)
        return;
    ht_demand_free(pairs->demand);
    ht_facts_free(pairs->facts);
    free(pairs->trial.programmes);
    free(pairs->open);
    free(pairs->pairs);
    free(pairs->first);
    free(pairs->tight);
    free(pairs->slots);
    free(pairs->sessions);
    free(pairs);
}
