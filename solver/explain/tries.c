/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repairs are tried one by one, and ranked. */
#include "solver/base/memory.h"
#include "solver/explain/conflict.h"
#include "solver/explain/internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_OF_A_KIND = 3,    /* repairs of a session that do not differ much */
    MOST_PLACES_TRIED = 8, /* to which a commitment could be moved */
};

/* ------------------------------------------------------------ trying */

int *ht_adviser_placed(const struct ht_adviser *adviser)
{
    int *placed = HT_NEW(int, ht_adviser_requirements(adviser));
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        placed[b] = adviser->now.required[b] - adviser->missing[b];
    return placed;
}

struct ht_conflict ht_adviser_look_into(struct ht_adviser *adviser, uint32_t requirement)
{
    int *placed = ht_adviser_placed(adviser);
    struct ht_conflict conflict =
        ht_conflict_find(&adviser->trials, &adviser->now, placed, requirement);
    free(placed);
    ht_repairs_suggest(&adviser->suggested, &adviser->trials, &adviser->now, &conflict);
    return conflict;
}

/* Sessions with a place that have none now; below 0 where nothing that is meant gets one. */
static int gain_of(const struct ht_adviser *adviser, const int *missing)
{
    int gain = 0;
    bool helps = false;
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++) {
        if (missing[b] < 0)
            continue;
        gain += adviser->missing[b] - missing[b];
        helps |= adviser->meant[b] && missing[b] < adviser->missing[b];
    }
    return helps ? gain : -1;
}

/* Whether as many sessions as are missing now of what is planned must be missing in the case, too:
   that is known long before a plan is. */
static bool is_hopeless(struct ht_adviser *adviser, const struct ht_case *tried,
                        const bool *planned)
{
    int missing = 0;
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        missing += planned[b] ? adviser->missing[b] : 0;
    return ht_case_fewest(&adviser->trials, tried) >= missing;
}

/* Plans what a repair concerns again; the missing sessions are the caller's, NULL after none, and
   where none can get a place. */
static int *plan_with(struct ht_adviser *adviser, struct ht_repair *repair)
{
    struct ht_trials *trials = &adviser->trials;
    if (!ht_trials_go_on(trials))
        return NULL;
    struct ht_case tried = ht_case_copy(trials, &adviser->now);
    ht_repair_make(trials, &tried, repair);
    repair->given_up = 0;
    for (uint32_t b = 0; b < ht_adviser_requirements(adviser); b++)
        repair->given_up += adviser->now.required[b] - tried.required[b];
    bool *planned = ht_case_narrow(trials, &tried, &adviser->now, repair->programme);
    struct ht_finding finding = {0};
    if (!is_hopeless(adviser, &tried, planned))
        finding = ht_trial(trials, &tried);
    for (uint32_t b = 0; finding.missing && b < ht_adviser_requirements(adviser); b++)
        if (!planned[b])
            finding.missing[b] = -1;
    free(planned);
    repair->cost = finding.cost;
    repair->proven = finding.proven;
    ht_case_clear(&tried);
    return finding.missing;
}

/* Looks for a place to which what is given up can be moved without losing any of the gain. */
static int *move_instead(struct ht_adviser *adviser, struct ht_repair *repair, int *missing)
{
    struct ht_place_in_week *places;
    size_t count = ht_repair_places(&adviser->now, repair, &places);
    for (size_t n = 0; n < count && n < MOST_PLACES_TRIED; n++) {
        struct ht_repair move = *repair;
        move.kind = HT_REPAIR_MOVE;
        move.price = ht_repair_price(HT_REPAIR_MOVE);
        move.to = places[n];
        if (!ht_repair_can_move(&adviser->trials, &adviser->now, &move))
            continue;
        int *moved = plan_with(adviser, &move);
        if (moved && gain_of(adviser, moved) >= repair->placed) {
            free(missing);
            missing = moved;
            *repair = move;
            repair->placed = gain_of(adviser, moved);
            break;
        }
        free(moved);
    }
    free(places);
    return missing;
}

/* A programme that is given up must make room for others, or have been missing more than not. */
static bool is_worth_it(const struct ht_adviser *adviser, const struct ht_repair *repair)
{
    int own = 0;
    const uint32_t *first = adviser->trials.requirements->first_item;
    if (repair->kind != HT_REPAIR_CASELOAD)
        return true;
    for (uint32_t b = first[repair->programme.i]; b < first[repair->programme.i + 1]; b++)
        own += adviser->missing[b];
    return repair->placed > own || repair->given_up - own < repair->placed;
}

int *ht_adviser_try(struct ht_adviser *adviser, struct ht_repair *repair)
{
    int *missing = plan_with(adviser, repair);
    repair->placed = missing ? gain_of(adviser, missing) : 0;
    if (repair->placed <= 0 || !is_worth_it(adviser, repair)) {
        free(missing);
        return NULL;
    }
    return repair->kind == HT_REPAIR_GIVE_UP ? move_instead(adviser, repair, missing) : missing;
}

/* ------------------------------------------------------------ ranking */

/* By price for each session placed, then by what is given up, by sessions placed and by cost. */
static int compare_repairs(const struct ht_repair *a, const struct ht_repair *b)
{
    int64_t left = a->price * b->placed, right = b->price * a->placed;
    if (left != right)
        return left < right ? -1 : 1;
    if (a->given_up != b->given_up)
        return a->given_up < b->given_up ? -1 : 1;
    if (a->placed != b->placed)
        return a->placed > b->placed ? -1 : 1;
    return (a->cost > b->cost) - (a->cost < b->cost);
}

void ht_adviser_rank(struct ht_adviser *adviser)
{
    for (size_t i = 1; i < adviser->tried_count; i++) {
        struct ht_tried it = adviser->tried[i];
        size_t place = i;
        for (; place && compare_repairs(&it.repair, &adviser->tried[place - 1].repair) < 0; place--)
            adviser->tried[place] = adviser->tried[place - 1];
        adviser->tried[place] = it;
    }
}

void ht_adviser_drop(struct ht_adviser *adviser, size_t place)
{
    free(adviser->tried[place].missing);
    adviser->tried_count--;
    memmove(&adviser->tried[place], &adviser->tried[place + 1],
            (adviser->tried_count - place) * sizeof *adviser->tried);
}

/* ------------------------------------------------------------ all that was suggested */

static uint32_t mentor_of(const struct ht_adviser *adviser, const struct ht_repair *repair)
{
    return adviser->now.variant.school.programmes[repair->programme.i].mentor.i;
}

/* Whether there are enough such repairs already: which day, student or lesson it is matters less
   than which subject or mentor. */
static bool has_enough_like(const struct ht_adviser *adviser, const struct ht_repair *repair)
{
    int count = 0;
    if (repair->kind == HT_REPAIR_MISS || repair->kind == HT_REPAIR_MENTOR)
        return false;
    for (size_t t = 0; t < adviser->tried_count; t++) {
        const struct ht_repair *tried = &adviser->tried[t].repair;
        bool same_kind = tried->kind == repair->kind ||
                         (tried->kind == HT_REPAIR_MOVE && repair->kind == HT_REPAIR_GIVE_UP);
        count += same_kind && tried->week.days == repair->week.days &&
                 mentor_of(adviser, tried) == mentor_of(adviser, repair);
    }
    return count >= MOST_OF_A_KIND;
}

static void try_suggestion(struct ht_adviser *adviser, const struct ht_repair *repair)
{
    struct ht_tried tried = {.repair = *repair};
    if (has_enough_like(adviser, repair))
        return;
    tried.missing = ht_adviser_try(adviser, &tried.repair);
    if (!tried.missing)
        return;
    HT_GROW(adviser->tried, adviser->tried_count, adviser->tried_capacity);
    adviser->tried[adviser->tried_count++] = tried;
}

void ht_adviser_try_suggested(struct ht_adviser *adviser)
{
    /* Limits of the whole school first, then what asks least. */
    static const enum ht_repair_kind order[] = {
        HT_REPAIR_CAP,       HT_REPAIR_MISS,   HT_REPAIR_FREE_TIME, HT_REPAIR_GIVE_UP,
        HT_REPAIR_NEXT_WEEK, HT_REPAIR_MENTOR, HT_REPAIR_REQUEST,   HT_REPAIR_PERIODS,
        HT_REPAIR_PROTECTED, HT_REPAIR_MEMBER, HT_REPAIR_CASELOAD};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t r = 0; r < adviser->suggested.count; r++)
            if (adviser->suggested.repairs[r].kind == order[k])
                try_suggestion(adviser, &adviser->suggested.repairs[r]);
    ht_adviser_rank(adviser);
}
