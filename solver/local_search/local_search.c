/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/local_search.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* Enough for every school tried; each round ends the search unless it found an improvement, and
   where much is broken kicks do not help. */
enum { MOST_ROUNDS = 12, HOPELESS = 32 };

struct polish {
    struct ht_draft *draft;
    const struct ht_wishes *wishes;
    const struct ht_component *component;
    int64_t budget; /* cost that need not be brought down */
    const struct ht_limit *limit;
    bool *marked; /* [block]: already exchanged */
    uint64_t random;
};

/* Counts a change, or something that takes as long; whether there is no time for more. */
static bool is_over(const struct polish *polish)
{
    return ht_limit_after(polish->limit, 1);
}

static int64_t excess(const struct polish *polish, struct ht_draft_sums sums)
{
    return sums.cost > polish->budget ? sums.cost - polish->budget : 0;
}

/* Whether the draft is better than it was: it breaks less, or costs less beyond the budget, or goes
   less against the wishes, the first of the three to differ; and it breaks and costs no more. */
static bool is_better(const struct polish *polish, struct ht_draft_sums before)
{
    struct ht_draft_sums now = ht_draft_sums(polish->draft);
    int64_t dearer = excess(polish, now) - excess(polish, before);
    if (now.broken > before.broken || dearer > 0)
        return false;
    return now.broken < before.broken || dearer < 0 || now.wishes < before.wishes;
}

/* ------------------------------------------------------------ exchanging two weeks */

/* The slot of a block on the same day at the same time as another slot; HT_NONE for none. */
static uint32_t same_time(const struct polish *polish, uint32_t block, uint32_t slot)
{
    if (slot == HT_NONE)
        return HT_NONE;
    uint32_t end = polish->component->first_slot[block + 1];
    for (uint32_t s = polish->component->first_slot[block]; s < end; s++)
        if (polish->wishes->time[s] == polish->wishes->time[slot])
            return s;
    return HT_NONE;
}

/* Exchanges the times of a session of one block with that of another; false where they do not
   have each other's slots. */
static bool exchange(const struct polish *polish, struct ht_due one, struct ht_due other)
{
    uint32_t first = ht_draft_at(polish->draft, one), second = ht_draft_at(polish->draft, other);
    uint32_t to_one = same_time(polish, one.block, second);
    uint32_t to_other = same_time(polish, other.block, first);
    if ((to_one == HT_NONE) != (second == HT_NONE) || (to_other == HT_NONE) != (first == HT_NONE))
        return false;
    ht_draft_put(polish->draft, one, to_one);
    ht_draft_put(polish->draft, other, to_other);
    return true;
}

static int week_of(const struct polish *polish, uint32_t block)
{
    return polish->component->demand
        ->weeks[ht_component_block(polish->component, block)->first_week];
}

/* The blocks of a block's programme: from *first to before *end. */
static void find_programme(const struct polish *polish, uint32_t block, uint32_t *first,
                           uint32_t *end)
{
    const struct ht_component *component = polish->component;
    uint32_t programme = ht_component_block(component, block)->programme.i;
    for (*first = block; *first; --*first)
        if (ht_component_block(component, *first - 1)->programme.i != programme)
            break;
    for (*end = block + 1; *end < component->block_count; ++*end)
        if (ht_component_block(component, *end)->programme.i != programme)
            break;
}

/* The same session of a block of the programme in another week; .block is HT_NONE for none. */
static struct ht_due in_week(const struct polish *polish, struct ht_due due, int week)
{
    uint32_t first, end;
    find_programme(polish, due.block, &first, &end);
    for (uint32_t block = first; block < end; block++)
        if (week_of(polish, block) == week &&
            ht_component_block(polish->component, block)->required > due.n)
            return (struct ht_due){block, due.n};
    return (struct ht_due){HT_NONE, 0};
}

static struct ht_due find_clash(const struct polish *polish, uint32_t block, int one, int other)
{
    struct ht_due clash = ht_draft_clash(polish->draft, block, one, polish->marked);
    return clash.block == HT_NONE ? ht_draft_clash(polish->draft, block, other, polish->marked)
                                  : clash;
}

/* Exchanges two weeks for a session and for all that then stand in each other's way (a Kempe
   chain); false where that cannot be done. */
static bool exchange_chain(const struct polish *polish, struct ht_due due, int other)
{
    uint32_t first = due.block;
    int one = week_of(polish, due.block);
    for (uint32_t b = 0; b < polish->component->block_count; b++)
        polish->marked[b] = false;
    while (due.block != HT_NONE) {
        struct ht_due partner =
            in_week(polish, due, week_of(polish, due.block) == one ? other : one);
        if (partner.block == HT_NONE || polish->marked[partner.block] ||
            !exchange(polish, due, partner))
            return false;
        polish->marked[due.block] = polish->marked[partner.block] = true;
        due = find_clash(polish, first, one, other);
    }
    return true;
}

static bool try_exchange(const struct polish *polish, struct ht_due due, int other)
{
    struct ht_draft_sums before = ht_draft_sums(polish->draft);
    uint32_t mark = ht_draft_mark(polish->draft);
    if (exchange_chain(polish, due, other) && is_better(polish, before))
        return true;
    ht_draft_undo(polish->draft, mark);
    return false;
}

static bool exchange_weeks(const struct polish *polish, struct ht_due due)
{
    uint32_t first, end;
    find_programme(polish, due.block, &first, &end);
    for (uint32_t block = first; block < end && !is_over(polish); block++)
        if (block != due.block && try_exchange(polish, due, week_of(polish, block)))
            return true;
    return false;
}

/* ------------------------------------------------------------ other slots */

/* Tries every other slot for a session; one without a place gets one, whatever the time. */
static bool move(const struct polish *polish, struct ht_due due, struct ht_draft_sums before)
{
    uint32_t end = polish->component->first_slot[due.block + 1];
    bool has_place = ht_draft_at(polish->draft, due) != HT_NONE;
    for (uint32_t s = polish->component->first_slot[due.block]; s < end; s++) {
        uint32_t mark = ht_draft_mark(polish->draft);
        if (is_over(polish) && has_place)
            return false;
        ht_draft_put(polish->draft, due, s);
        if (is_better(polish, before))
            return true;
        ht_draft_undo(polish->draft, mark);
    }
    return false;
}

/* Moves two sessions at once: what one does to the cost the other makes good. */
static bool move_two(const struct polish *polish, struct ht_due due, struct ht_due other)
{
    struct ht_draft_sums before = ht_draft_sums(polish->draft);
    uint32_t end = polish->component->first_slot[due.block + 1];
    for (uint32_t s = polish->component->first_slot[due.block]; s < end && !is_over(polish); s++) {
        uint32_t mark = ht_draft_mark(polish->draft);
        ht_draft_put(polish->draft, due, s);
        if (ht_draft_sums(polish->draft).broken <= before.broken && move(polish, other, before))
            return true;
        ht_draft_undo(polish->draft, mark);
    }
    return false;
}

static bool move_with_another(const struct polish *polish, struct ht_due due)
{
    uint32_t first, end;
    find_programme(polish, due.block, &first, &end);
    for (uint32_t block = first; block < end && !is_over(polish); block++)
        for (int n = 0; n < ht_component_block(polish->component, block)->required; n++)
            if ((block != due.block || n != due.n) &&
                move_two(polish, due, (struct ht_due){block, n}))
                return true;
    return false;
}

/* ------------------------------------------------------------ rounds */

static bool improve_at(const struct polish *polish, struct ht_due due)
{
    if (ht_draft_at(polish->draft, due) == HT_NONE)
        return move(polish, due, ht_draft_sums(polish->draft));
    if (is_over(polish))
        return false;
    if (!excess(polish, ht_draft_sums(polish->draft)) && !ht_draft_breaks(polish->draft, due) &&
        !ht_draft_offends(polish->draft, due))
        return false;
    return exchange_weeks(polish, due) || move(polish, due, ht_draft_sums(polish->draft)) ||
           move_with_another(polish, due);
}

static bool improve(const struct polish *polish)
{
    bool improved = false;
    for (uint32_t b = 0; b < polish->component->block_count; b++)
        for (int n = 0; n < ht_component_block(polish->component, b)->required; n++)
            improved |= improve_at(polish, (struct ht_due){b, n});
    return improved;
}

static void improve_all(const struct polish *polish)
{
    for (int round = 0; round < MOST_ROUNDS && improve(polish) && !is_over(polish); round++)
        continue;
}

/* ------------------------------------------------------------ kicks */

/* A linear congruential generator (Knuth's MMIX): the same kicks in every run. */
static uint32_t draw(struct polish *polish, uint32_t count)
{
    polish->random = polish->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(polish->random >> 33) % count;
}

/* The next session, from a random block on, that takes part in what is broken. */
static struct ht_due draw_breaking(struct polish *polish)
{
    uint32_t count = polish->component->block_count, first = draw(polish, count);
    for (uint32_t b = first; b < first + count && !is_over(polish); b++)
        for (int n = 0; n < ht_component_block(polish->component, b % count)->required; n++)
            if (ht_draft_breaks(polish->draft, (struct ht_due){b % count, n}))
                return (struct ht_due){b % count, n};
    return (struct ht_due){HT_NONE, 0};
}

/* Exchanges a broken session's week with a random one, whatever that breaks, and improves from
   there; taken back where more is broken in the end (iterated local search; Lourenco, Martin and
   Stuetzle, 2003). */
static void kick(struct polish *polish)
{
    struct ht_draft_sums before = ht_draft_sums(polish->draft);
    uint32_t mark = ht_draft_mark(polish->draft);
    struct ht_due due = draw_breaking(polish);
    int week = (int)draw(polish, (uint32_t)polish->component->facts->week_count);
    if (due.block != HT_NONE && week != week_of(polish, due.block) &&
        exchange_chain(polish, due, week) &&
        excess(polish, ht_draft_sums(polish->draft)) <= excess(polish, before))
        improve_all(polish);
    struct ht_draft_sums now = ht_draft_sums(polish->draft);
    if (now.broken > before.broken || excess(polish, now) > excess(polish, before))
        ht_draft_undo(polish->draft, mark);
}

/* Where nothing is placed yet, what keep requests ask for comes first. */
static void place_keeps(const struct polish *polish)
{
    for (uint32_t s = 0; s < polish->component->slot_count; s++) {
        struct ht_due due = {polish->component->slots[s].block, 0};
        if (!ht_draft_keeps(polish->draft, s) || ht_draft_at(polish->draft, due) != HT_NONE)
            continue;
        struct ht_draft_sums before = ht_draft_sums(polish->draft);
        uint32_t mark = ht_draft_mark(polish->draft);
        ht_draft_put(polish->draft, due, s);
        if (!is_better(polish, before))
            ht_draft_undo(polish->draft, mark);
    }
}

struct ht_draft_sums ht_polish(const struct ht_wishes *wishes, int64_t budget, int kicks,
                               const struct ht_limit *limit, struct ht_placed *placed)
{
    struct polish polish = {
        .draft = ht_draft_new(wishes, placed),
        .wishes = wishes,
        .component = wishes->component,
        .budget = budget,
        .limit = limit,
        .marked = HT_NEW(bool, wishes->component->block_count),
    };
    place_keeps(&polish);
    improve_all(&polish);
    for (int n = 0; n < kicks && !is_over(&polish) && ht_draft_sums(polish.draft).broken &&
                    ht_draft_sums(polish.draft).broken < HOPELESS;
         n++)
        kick(&polish);
    ht_draft_read(polish.draft, placed);
    struct ht_draft_sums sums = ht_draft_sums(polish.draft);
    ht_draft_free(polish.draft);
    free(polish.marked);
    return sums;
}

/* Puts a session of each keep request's block where the request asks for it. */
static void hold_keeps(struct ht_draft *draft, const struct ht_component *component)
{
    for (uint32_t s = 0; s < component->slot_count; s++) {
        uint32_t block = component->slots[s].block, free_to_move = HT_NONE;
        bool held = !ht_draft_keeps(draft, s);
        for (int n = 0; n < ht_component_block(component, block)->required && !held; n++) {
            uint32_t at = ht_draft_at(draft, (struct ht_due){block, n});
            held = at == s;
            if (at == HT_NONE || !ht_draft_keeps(draft, at))
                free_to_move = (uint32_t)n;
        }
        if (!held && free_to_move != HT_NONE)
            ht_draft_put(draft, (struct ht_due){block, (int)free_to_move}, s);
    }
}

void ht_take_out(const struct ht_wishes *wishes, struct ht_placed *placed)
{
    const struct ht_component *component = wishes->component;
    struct ht_draft *draft = ht_draft_new(wishes, placed);
    hold_keeps(draft, component);
    /* Sessions that somebody asked for are the last to go. */
    for (int last = 0; last < 2; last++)
        for (uint32_t b = 0; b < component->block_count; b++)
            for (int n = 0; n < ht_component_block(component, b)->required; n++) {
                struct ht_due due = {b, n};
                uint32_t at = ht_draft_at(draft, due);
                bool may_go = at != HT_NONE && (last || !ht_draft_keeps(draft, at));
                if (may_go && ht_draft_breaks(draft, due))
                    ht_draft_put(draft, due, HT_NONE);
            }
    ht_draft_read(draft, placed);
    ht_draft_free(draft);
}
