/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repairs are made one after another, or two at once, until all has a place. */
#include "solver/base/memory.h"
#include "solver/explain/internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PLACES_TRIED = 4, /* to which a commitment could be moved */
    MOST_FIRSTS_TRIED = 6, /* repairs that might be the first of two */
};

int ht_adviser_missing(const struct ht_adviser *adviser)
{
    int sum = 0;
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        sum += adviser->missing[b];
    return sum;
}

static void keep_made(struct ht_advice *advice, struct ht_repair repair)
{
    for (size_t r = 0; r < advice->together_count; r++)
        repair.again += ht_repair_is(&advice->together[r], &repair);
    HT_GROW(advice->together, advice->together_count, advice->together_capacity);
    advice->together[advice->together_count++] = repair;
}

/* Makes the first repair, which has been counted as things are now. */
static void make_first(struct ht_adviser *adviser, struct ht_advice *advice)
{
    const struct ht_tried *first = &adviser->tried[0];
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        if (first->missing[b] >= 0)
            adviser->missing[b] = first->missing[b];
    ht_repair_make(&adviser->trials, &adviser->now, &first->repair);
    keep_made(advice, first->repair);
    ht_adviser_drop(adviser, 0);
}

/* Whether something that a repair placed when it was tried is missing still. */
static bool may_help(const struct ht_adviser *adviser, const struct ht_tried *tried)
{
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        if (adviser->meant[b] && tried->missing[b] >= 0 && tried->missing[b] < adviser->missing[b])
            return true;
    return false;
}

/* Tries the first repair again beside those made since; whether it is first still. */
static bool renew_first(struct ht_adviser *adviser)
{
    struct ht_repair repair = adviser->tried[0].repair, *first = &adviser->tried[0].repair;
    if (!may_help(adviser, &adviser->tried[0])) {
        ht_adviser_drop(adviser, 0);
        return false;
    }
    /* Where it was to go may be taken by now. */
    if (first->kind == HT_REPAIR_MOVE) {
        first->kind = HT_REPAIR_GIVE_UP;
        first->price = ht_repair_price(HT_REPAIR_GIVE_UP);
    }
    free(adviser->tried[0].missing);
    adviser->tried[0].missing = ht_adviser_try(adviser, first);
    if (!adviser->tried[0].missing) {
        ht_adviser_drop(adviser, 0);
        return false;
    }
    ht_adviser_rank(adviser);
    return ht_repair_is(&repair, &adviser->tried[0].repair);
}

/* Finds repairs for what none of those known places any more. */
static void look_further(struct ht_adviser *adviser)
{
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser) && !adviser->tried_count; b++) {
        if (!adviser->meant[b] || !adviser->missing[b] || !ht_trials_go_on(&adviser->trials))
            continue;
        adviser->suggested.count = 0;
        free(ht_adviser_look_into(adviser, b).members);
        ht_adviser_try_suggested(adviser);
    }
}

/* ------------------------------------------------------------ two at once */

/* Two repairs of which neither places anything alone. */
struct pair {
    struct ht_repair first, second;
    int64_t price; /* of both; INT64_MAX: none is known */
};

/* Moves what the first repair gives up to where the second one helps all the same. */
static void move_first(struct ht_adviser *adviser, const struct ht_case *before, struct pair *pair)
{
    struct ht_place_in_week *places;
    size_t count = ht_repair_places(before, &pair->first, &places);
    bool moved = false;
    for (size_t n = 0; n < count && n < MOST_PLACES_TRIED && !moved; n++) {
        struct ht_repair move = pair->first, second = pair->second;
        move.kind = HT_REPAIR_MOVE;
        move.price = ht_repair_price(HT_REPAIR_MOVE);
        move.to = places[n];
        if (!ht_repair_can_move(&adviser->trials, before, &move))
            continue;
        adviser->now = ht_case_copy(&adviser->trials, before);
        ht_repair_make(&adviser->trials, &adviser->now, &move);
        int *missing = ht_adviser_try(adviser, &second);
        moved = missing && second.placed >= pair->second.placed;
        if (moved)
            *pair = (struct pair){move, second, move.price + second.price};
        free(missing);
        ht_case_clear(&adviser->now);
    }
    free(places);
}

/* Looks for the repair that completes a first one, and keeps the two if they are cheaper. */
static void complete(struct ht_adviser *adviser, const struct ht_repair *first,
                     uint32_t requirement, struct pair *best)
{
    struct ht_case before = adviser->now;
    struct pair pair = {.first = *first, .price = INT64_MAX};
    adviser->now = ht_case_copy(&adviser->trials, &before);
    ht_repair_make(&adviser->trials, &adviser->now, first);
    adviser->suggested.count = 0;
    free(ht_adviser_look_into(adviser, requirement).members);
    ht_adviser_try_suggested(adviser);
    for (size_t t = 0; t < adviser->tried_count && pair.price == INT64_MAX; t++) {
        pair.second = adviser->tried[t].repair;
        if (pair.second.kind != HT_REPAIR_CASELOAD)
            pair.price = first->price + pair.second.price;
    }
    ht_case_clear(&adviser->now);
    if (pair.price < INT64_MAX && first->kind == HT_REPAIR_GIVE_UP)
        move_first(adviser, &before, &pair);
    adviser->now = before;
    if (pair.price < best->price)
        *best = pair;
    while (adviser->tried_count)
        ht_adviser_drop(adviser, 0);
}

/* The best pair for a requirement; what has been tried stays as it is. */
static struct pair find_pair(struct ht_adviser *adviser, uint32_t requirement)
{
    struct ht_adviser with = *adviser;
    struct pair best = {.price = INT64_MAX};
    with.suggested = (struct ht_repairs){0};
    with.tried = NULL;
    with.tried_count = with.tried_capacity = 0;
    free(ht_adviser_look_into(&with, requirement).members);
    struct ht_repairs firsts = with.suggested;
    with.suggested = (struct ht_repairs){0};
    for (size_t r = 0, made = 0; r < firsts.count && made < MOST_FIRSTS_TRIED; r++) {
        enum ht_repair_kind kind = firsts.repairs[r].kind;
        if (kind == HT_REPAIR_CASELOAD || kind == HT_REPAIR_MEMBER || kind == HT_REPAIR_NEXT_WEEK)
            continue;
        complete(&with, &firsts.repairs[r], requirement, &best);
        made++;
    }
    free(firsts.repairs);
    free(with.suggested.repairs);
    free(with.tried);
    adviser->trials = with.trials;
    return best;
}

static void make_pair(struct ht_adviser *adviser, struct ht_advice *advice, struct pair *pair)
{
    ht_repair_make(&adviser->trials, &adviser->now, &pair->first);
    keep_made(advice, pair->first);
    int *missing = ht_adviser_try(adviser, &pair->second);
    if (missing) {
        HT_GROW(adviser->tried, adviser->tried_count, adviser->tried_capacity);
        memmove(&adviser->tried[1], &adviser->tried[0],
                adviser->tried_count++ * sizeof *adviser->tried);
        adviser->tried[0] = (struct ht_tried){pair->second, missing};
        make_first(adviser, advice);
    }
}

/* Makes two repairs that ask less for each session than the best single one; false where it finds
   none. A student is not given up, nor is a class, before that has been tried. */
static bool make_two(struct ht_adviser *adviser, struct ht_advice *advice)
{
    const struct ht_repair *first = adviser->tried_count ? &adviser->tried[0].repair : NULL;
    if (first && first->kind != HT_REPAIR_CASELOAD && first->kind != HT_REPAIR_GIVE_UP)
        return false;
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++) {
        if (!adviser->meant[b] || !adviser->missing[b] || adviser->paired[b] ||
            !ht_trials_go_on(&adviser->trials))
            continue;
        adviser->paired[b] = true;
        struct pair pair = find_pair(adviser, b);
        if (pair.price < INT64_MAX &&
            (!first || pair.price * first->placed < first->price * pair.second.placed)) {
            make_pair(adviser, advice, &pair);
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------ all of them */

/* Makes one repair after another, always the one with the least price for each session that it
   places by then (greedy covering: Chvatal, "A greedy heuristic for the set-covering problem",
   1979); what one places is counted again only when it comes first. */
static void make_best(struct ht_adviser *adviser, struct ht_advice *advice)
{
    while (ht_trials_go_on(&adviser->trials)) {
        if (!adviser->tried_count)
            look_further(adviser);
        if (adviser->tried_count && advice->together_count && !renew_first(adviser))
            continue;
        if (make_two(adviser, advice))
            continue;
        if (!adviser->tried_count)
            break;
        make_first(adviser, advice);
    }
}

/* Sessions that are missing in all when all repairs but one are made; INT_MAX after none. */
static int missing_without(struct ht_adviser *adviser, const struct ht_advice *advice,
                           size_t left_out)
{
    struct ht_case tried = ht_case_new(&adviser->trials);
    for (size_t r = 0; r < advice->together_count; r++)
        if (r != left_out)
            ht_repair_make(&adviser->trials, &tried, &advice->together[r]);
    int missing = INT_MAX;
    if (ht_trials_go_on(&adviser->trials)) {
        struct ht_finding finding = ht_trial(&adviser->trials, &tried);
        missing = finding.missing ? 0 : INT_MAX;
        for (uint32_t b = 0; finding.missing && b < ht_adviser_requirements(adviser); b++)
            missing += finding.missing[b];
        free(finding.missing);
    }
    ht_case_clear(&tried);
    return missing;
}

/* Takes back what later repairs have made needless. */
static void drop_needless(struct ht_adviser *adviser, struct ht_advice *advice)
{
    for (size_t r = advice->together_count; advice->together_count > 1 && r-- > 0;) {
        if (missing_without(adviser, advice, r) > ht_adviser_missing(adviser))
            continue;
        advice->together_count--;
        memmove(&advice->together[r], &advice->together[r + 1],
                (advice->together_count - r) * sizeof *advice->together);
    }
}

void ht_adviser_make_repairs(struct ht_adviser *adviser, struct ht_advice *advice)
{
    make_best(adviser, advice);
    drop_needless(adviser, advice);
}
