/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/local_search.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* Enough for every school tried; each round ends the search unless it found an improvement, and
   where much is broken kicks do not help. */
enum { MOST_ROUNDS = 12, HOPELESS = 32 };

struct search {
    struct ht_evaluation *evaluation;
    const struct ht_tie_break *tie_break;
    const struct ht_subproblem *subproblem;
    int64_t budget; /* cost that need not be brought down */
    const struct ht_limit *limit;
    bool *marked; /* [requirement]: already exchanged */
    uint64_t random;
};

/* Counts a change, or something that takes as long; whether there is no time for more. */
static bool is_over(const struct search *search)
{
    return ht_limit_after(search->limit, 1);
}

static int64_t excess(const struct search *search, struct ht_evaluation_sums sums)
{
    return sums.cost > search->budget ? sums.cost - search->budget : 0;
}

/* Whether the evaluation is better than it was: it breaks less, or costs less beyond the budget, or
   goes less against the tie-breaks, the first of the three to differ; and it breaks and costs no
   more.
 */
static bool is_better(const struct search *search, struct ht_evaluation_sums before)
{
    struct ht_evaluation_sums now = ht_evaluation_sums(search->evaluation);
    int64_t dearer = excess(search, now) - excess(search, before);
    if (now.broken > before.broken || dearer > 0)
        return false;
    return now.broken < before.broken || dearer < 0 || now.tie_break < before.tie_break;
}

/* ------------------------------------------------------------ exchanging two weeks */

/* The slot of a requirement on the same day at the same time as another slot; HT_NONE for none. */
static uint32_t same_time(const struct search *search, uint32_t requirement, uint32_t slot)
{
    if (slot == HT_NONE)
        return HT_NONE;
    uint32_t end = search->subproblem->first_slot[requirement + 1];
    for (uint32_t s = search->subproblem->first_slot[requirement]; s < end; s++)
        if (search->tie_break->time[s] == search->tie_break->time[slot])
            return s;
    return HT_NONE;
}

/* Exchanges the times of a session of one requirement with that of another; false where they do not
   have each other's slots. */
static bool exchange(const struct search *search, struct ht_required_session one,
                     struct ht_required_session other)
{
    uint32_t first = ht_evaluation_at(search->evaluation, one),
             second = ht_evaluation_at(search->evaluation, other);
    uint32_t to_one = same_time(search, one.requirement, second);
    uint32_t to_other = same_time(search, other.requirement, first);
    if ((to_one == HT_NONE) != (second == HT_NONE) || (to_other == HT_NONE) != (first == HT_NONE))
        return false;
    ht_evaluation_put(search->evaluation, one, to_one);
    ht_evaluation_put(search->evaluation, other, to_other);
    return true;
}

static int week_of(const struct search *search, uint32_t requirement)
{
    return search->subproblem->requirements
        ->weeks[ht_subproblem_requirement(search->subproblem, requirement)->first_week];
}

/* The requirements of a requirement's programme: from *first to before *end. */
static void find_programme(const struct search *search, uint32_t requirement, uint32_t *first,
                           uint32_t *end)
{
    const struct ht_subproblem *subproblem = search->subproblem;
    uint32_t programme = ht_subproblem_requirement(subproblem, requirement)->programme.i;
    for (*first = requirement; *first; --*first)
        if (ht_subproblem_requirement(subproblem, *first - 1)->programme.i != programme)
            break;
    for (*end = requirement + 1; *end < subproblem->item_count; ++*end)
        if (ht_subproblem_requirement(subproblem, *end)->programme.i != programme)
            break;
}

/* The same session of a requirement of the programme in another week; .requirement is HT_NONE for
 * none. */
static struct ht_required_session in_week(const struct search *search,
                                          struct ht_required_session due, int week)
{
    uint32_t first, end;
    find_programme(search, due.requirement, &first, &end);
    for (uint32_t requirement = first; requirement < end; requirement++)
        if (week_of(search, requirement) == week &&
            ht_subproblem_requirement(search->subproblem, requirement)->required > due.n)
            return (struct ht_required_session){requirement, due.n};
    return (struct ht_required_session){HT_NONE, 0};
}

static struct ht_required_session find_clash(const struct search *search, uint32_t requirement,
                                             int one, int other)
{
    struct ht_required_session clash =
        ht_evaluation_clash(search->evaluation, requirement, one, search->marked);
    return clash.requirement == HT_NONE
               ? ht_evaluation_clash(search->evaluation, requirement, other, search->marked)
               : clash;
}

/* Exchanges two weeks for a session and for all that then stand in each other's way (a Kempe
   chain); false where that cannot be done. */
static bool exchange_chain(const struct search *search, struct ht_required_session due, int other)
{
    uint32_t first = due.requirement;
    int one = week_of(search, due.requirement);
    for (uint32_t b = 0; b < search->subproblem->item_count; b++)
        search->marked[b] = false;
    while (due.requirement != HT_NONE) {
        struct ht_required_session partner =
            in_week(search, due, week_of(search, due.requirement) == one ? other : one);
        if (partner.requirement == HT_NONE || search->marked[partner.requirement] ||
            !exchange(search, due, partner))
            return false;
        search->marked[due.requirement] = search->marked[partner.requirement] = true;
        due = find_clash(search, first, one, other);
    }
    return true;
}

static bool try_exchange(const struct search *search, struct ht_required_session due, int other)
{
    struct ht_evaluation_sums before = ht_evaluation_sums(search->evaluation);
    uint32_t mark = ht_evaluation_mark(search->evaluation);
    if (exchange_chain(search, due, other) && is_better(search, before))
        return true;
    ht_evaluation_undo(search->evaluation, mark);
    return false;
}

static bool exchange_weeks(const struct search *search, struct ht_required_session due)
{
    uint32_t first, end;
    find_programme(search, due.requirement, &first, &end);
    for (uint32_t requirement = first; requirement < end && !is_over(search); requirement++)
        if (requirement != due.requirement &&
            try_exchange(search, due, week_of(search, requirement)))
            return true;
    return false;
}

/* ------------------------------------------------------------ other slots */

/* Tries every other slot for a session; one without a place gets one, whatever the time. */
static bool move(const struct search *search, struct ht_required_session due,
                 struct ht_evaluation_sums before)
{
    uint32_t end = search->subproblem->first_slot[due.requirement + 1];
    bool has_place = ht_evaluation_at(search->evaluation, due) != HT_NONE;
    for (uint32_t s = search->subproblem->first_slot[due.requirement]; s < end; s++) {
        uint32_t mark = ht_evaluation_mark(search->evaluation);
        if (is_over(search) && has_place)
            return false;
        ht_evaluation_put(search->evaluation, due, s);
        if (is_better(search, before))
            return true;
        ht_evaluation_undo(search->evaluation, mark);
    }
    return false;
}

/* Moves two sessions at once: what one does to the cost the other makes good. */
static bool move_two(const struct search *search, struct ht_required_session due,
                     struct ht_required_session other)
{
    struct ht_evaluation_sums before = ht_evaluation_sums(search->evaluation);
    uint32_t end = search->subproblem->first_slot[due.requirement + 1];
    for (uint32_t s = search->subproblem->first_slot[due.requirement]; s < end && !is_over(search);
         s++) {
        uint32_t mark = ht_evaluation_mark(search->evaluation);
        ht_evaluation_put(search->evaluation, due, s);
        if (ht_evaluation_sums(search->evaluation).broken <= before.broken &&
            move(search, other, before))
            return true;
        ht_evaluation_undo(search->evaluation, mark);
    }
    return false;
}

static bool move_with_another(const struct search *search, struct ht_required_session due)
{
    uint32_t first, end;
    find_programme(search, due.requirement, &first, &end);
    for (uint32_t requirement = first; requirement < end && !is_over(search); requirement++)
        for (int n = 0; n < ht_subproblem_requirement(search->subproblem, requirement)->required;
             n++)
            if ((requirement != due.requirement || n != due.n) &&
                move_two(search, due, (struct ht_required_session){requirement, n}))
                return true;
    return false;
}

/* ------------------------------------------------------------ rounds */

static bool improve_at(const struct search *search, struct ht_required_session due)
{
    if (ht_evaluation_at(search->evaluation, due) == HT_NONE)
        return move(search, due, ht_evaluation_sums(search->evaluation));
    if (is_over(search))
        return false;
    if (!excess(search, ht_evaluation_sums(search->evaluation)) &&
        !ht_evaluation_breaks(search->evaluation, due) &&
        !ht_evaluation_offends(search->evaluation, due))
        return false;
    return exchange_weeks(search, due) ||
           move(search, due, ht_evaluation_sums(search->evaluation)) ||
           move_with_another(search, due);
}

static bool improve(const struct search *search)
{
    bool improved = false;
    for (uint32_t b = 0; b < search->subproblem->item_count; b++)
        for (int n = 0; n < ht_subproblem_requirement(search->subproblem, b)->required; n++)
            improved |= improve_at(search, (struct ht_required_session){b, n});
    return improved;
}

static void improve_all(const struct search *search)
{
    for (int round = 0; round < MOST_ROUNDS && improve(search) && !is_over(search); round++)
        continue;
}

/* ------------------------------------------------------------ kicks */

/* A linear congruential generator (Knuth's MMIX): the same kicks in every run. */
static uint32_t draw(struct search *search, uint32_t count)
{
    search->random = search->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(search->random >> 33) % count;
}

/* The next session, from a random requirement on, that takes part in what is broken. */
static struct ht_required_session draw_breaking(struct search *search)
{
    uint32_t count = search->subproblem->item_count, first = draw(search, count);
    for (uint32_t b = first; b < first + count && !is_over(search); b++)
        for (int n = 0; n < ht_subproblem_requirement(search->subproblem, b % count)->required; n++)
            if (ht_evaluation_breaks(search->evaluation,
                                     (struct ht_required_session){b % count, n}))
                return (struct ht_required_session){b % count, n};
    return (struct ht_required_session){HT_NONE, 0};
}

/* Exchanges a broken session's week with a random one, whatever that breaks, and improves from
   there; taken back where more is broken in the end (iterated local search; Lourenco, Martin and
   Stuetzle, 2003). */
static void kick(struct search *search)
{
    struct ht_evaluation_sums before = ht_evaluation_sums(search->evaluation);
    uint32_t mark = ht_evaluation_mark(search->evaluation);
    struct ht_required_session due = draw_breaking(search);
    int week = (int)draw(search, (uint32_t)search->subproblem->instance->week_count);
    if (due.requirement != HT_NONE && week != week_of(search, due.requirement) &&
        exchange_chain(search, due, week) &&
        excess(search, ht_evaluation_sums(search->evaluation)) <= excess(search, before))
        improve_all(search);
    struct ht_evaluation_sums now = ht_evaluation_sums(search->evaluation);
    if (now.broken > before.broken || excess(search, now) > excess(search, before))
        ht_evaluation_undo(search->evaluation, mark);
}

/* Where nothing is placed yet, what keep requests ask for comes first. */
static void place_keeps(const struct search *search)
{
    for (uint32_t s = 0; s < search->subproblem->slot_count; s++) {
        struct ht_required_session due = {search->subproblem->slots[s].requirement, 0};
        if (!ht_evaluation_keeps(search->evaluation, s) ||
            ht_evaluation_at(search->evaluation, due) != HT_NONE)
            continue;
        struct ht_evaluation_sums before = ht_evaluation_sums(search->evaluation);
        uint32_t mark = ht_evaluation_mark(search->evaluation);
        ht_evaluation_put(search->evaluation, due, s);
        if (!is_better(search, before))
            ht_evaluation_undo(search->evaluation, mark);
    }
}

struct ht_evaluation_sums ht_local_search(const struct ht_tie_break *tie_break, int64_t budget,
                                          int kicks, const struct ht_limit *limit,
                                          struct ht_placed *placed)
{
    struct search search = {
        .evaluation = ht_evaluation_new(tie_break, placed),
        .tie_break = tie_break,
        .subproblem = tie_break->subproblem,
        .budget = budget,
        .limit = limit,
        .marked = HT_NEW(bool, tie_break->subproblem->item_count),
    };
    place_keeps(&search);
    improve_all(&search);
    for (int n = 0;
         n < kicks && !is_over(&search) && ht_evaluation_sums(search.evaluation).broken &&
         ht_evaluation_sums(search.evaluation).broken < HOPELESS;
         n++)
        kick(&search);
    ht_evaluation_read(search.evaluation, placed);
    struct ht_evaluation_sums sums = ht_evaluation_sums(search.evaluation);
    ht_evaluation_free(search.evaluation);
    free(search.marked);
    return sums;
}

/* Puts a session of each keep request's requirement where the request asks for it. */
static void hold_keeps(struct ht_evaluation *evaluation, const struct ht_subproblem *subproblem)
{
    for (uint32_t s = 0; s < subproblem->slot_count; s++) {
        uint32_t requirement = subproblem->slots[s].requirement, free_to_move = HT_NONE;
        bool held = !ht_evaluation_keeps(evaluation, s);
        for (int n = 0; n < ht_subproblem_requirement(subproblem, requirement)->required && !held;
             n++) {
            uint32_t at =
                ht_evaluation_at(evaluation, (struct ht_required_session){requirement, n});
            held = at == s;
            if (at == HT_NONE || !ht_evaluation_keeps(evaluation, at))
                free_to_move = (uint32_t)n;
        }
        if (!held && free_to_move != HT_NONE)
            ht_evaluation_put(evaluation,
                              (struct ht_required_session){requirement, (int)free_to_move}, s);
    }
}

void ht_take_out(const struct ht_tie_break *tie_break, struct ht_placed *placed)
{
    const struct ht_subproblem *subproblem = tie_break->subproblem;
    struct ht_evaluation *evaluation = ht_evaluation_new(tie_break, placed);
    hold_keeps(evaluation, subproblem);
    /* Sessions that somebody asked for are the last to go. */
    for (int last = 0; last < 2; last++)
        for (uint32_t b = 0; b < subproblem->item_count; b++)
            for (int n = 0; n < ht_subproblem_requirement(subproblem, b)->required; n++) {
                struct ht_required_session due = {b, n};
                uint32_t at = ht_evaluation_at(evaluation, due);
                bool may_go = at != HT_NONE && (last || !ht_evaluation_keeps(evaluation, at));
                if (may_go && ht_evaluation_breaks(evaluation, due))
                    ht_evaluation_put(evaluation, due, HT_NONE);
            }
    ht_evaluation_read(evaluation, placed);
    ht_evaluation_free(evaluation);
}
