/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/advice.h"

#include "solver/conflict.h"
#include "solver/joint.h"
#include "solver/lp.h"
#include "solver/memory.h"
#include "solver/repair.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_OF_A_KIND = 3,     /* repairs of a session that do not differ much */
    MOST_PLACES_TRIED = 8,  /* to which a commitment could be moved */
    MOST_SHARING_TRIED = 4, /* conflicts that are tried on a session before it gets its own */
    SHARE_OF_A_TRIAL = 20,  /* of the time there is */
};

/* A repair that has been tried. */
struct tried {
    struct ht_repair repair;
    int *missing; /* [block] with it: -1 where it was not planned again; owned */
};

/* What advice is worked out with. */
struct adviser {
    struct ht_trials trials;
    const struct ht_advice_options *options;
    const struct ht_schedule *schedule;
    struct ht_case now; /* the school, with the repairs that are made by now */
    int *missing;       /* [block] then; owned */
    bool *meant;        /* [block]: advice is wanted on it; owned */
    struct ht_repairs suggested;
    struct tried *tried; /* those that place something; owned */
    size_t tried_count, tried_capacity;
    bool ran_out; /* of time or trials */
};

static uint32_t block_count(const struct adviser *adviser)
{
    return adviser->trials.demand->block_count;
}

/* ------------------------------------------------------------ trying repairs */

/* Sessions with a place that have none now; below 0 where nothing that is meant gets one. */
static int gain_of(const struct adviser *adviser, const int *missing)
{
    int gain = 0;
    bool helps = false;
    for (uint32_t b = 0; b < block_count(adviser); b++) {
        if (missing[b] < 0)
            continue;
        gain += adviser->missing[b] - missing[b];
        helps |= adviser->meant[b] && missing[b] < adviser->missing[b];
    }
    return helps ? gain : -1;
}

/* Plans what a repair concerns again; the missing sessions are the caller's, NULL after none. */
static int *plan_with(struct adviser *adviser, struct ht_repair *repair)
{
    struct ht_trials *trials = &adviser->trials;
    if (!ht_trials_go_on(trials))
        return NULL;
    struct ht_case tried = ht_case_copy(trials, &adviser->now);
    ht_repair_make(trials, &tried, repair);
    repair->given_up = 0;
    for (uint32_t b = 0; b < block_count(adviser); b++)
        repair->given_up += adviser->now.required[b] - tried.required[b];
    bool *planned = ht_case_narrow(trials, &tried, &adviser->now, repair->programme);
    struct ht_finding finding = ht_trial(trials, &tried);
    for (uint32_t b = 0; finding.missing && b < block_count(adviser); b++)
        if (!planned[b])
            finding.missing[b] = -1;
    free(planned);
    repair->cost = finding.cost;
    repair->proven = finding.proven;
    ht_case_clear(&tried);
    return finding.missing;
}

/* Looks for a place to which what is given up can be moved without losing any of the gain. */
static int *move_instead(struct adviser *adviser, struct ht_repair *repair, int *missing)
{
    struct ht_place_in_week *places;
    size_t count = ht_repair_places(&adviser->trials, repair, &places);
    for (size_t n = 0; n < count && n < MOST_PLACES_TRIED; n++) {
        struct ht_repair move = *repair;
        move.kind = HT_REPAIR_MOVE;
        move.price = ht_repair_price(HT_REPAIR_MOVE);
        move.to = places[n];
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

/* Tries a repair on the school as it is now; what it leaves missing is the caller's, NULL where it
   places nothing that is meant. */
static int *try_repair(struct adviser *adviser, struct ht_repair *repair)
{
    int *missing = plan_with(adviser, repair);
    repair->placed = missing ? gain_of(adviser, missing) : 0;
    if (repair->placed <= 0) {
        free(missing);
        return NULL;
    }
    return repair->kind == HT_REPAIR_GIVE_UP ? move_instead(adviser, repair, missing) : missing;
}

/* Whether there are enough such repairs already: which day, student or lesson it is matters less
   than which subject or mentor. */
static bool has_enough_like(const struct adviser *adviser, const struct ht_repair *repair)
{
    int count = 0;
    if (repair->kind == HT_REPAIR_MISS || repair->kind == HT_REPAIR_MENTOR)
        return false;
    for (size_t t = 0; t < adviser->tried_count; t++) {
        const struct ht_repair *tried = &adviser->tried[t].repair;
        bool same_kind = tried->kind == repair->kind ||
                         (tried->kind == HT_REPAIR_MOVE && repair->kind == HT_REPAIR_GIVE_UP);
        count += same_kind && tried->week.days == repair->week.days;
    }
    return count >= MOST_OF_A_KIND;
}

static void try_suggestion(struct adviser *adviser, const struct ht_repair *repair)
{
    struct tried tried = {.repair = *repair};
    if (has_enough_like(adviser, repair))
        return;
    tried.missing = try_repair(adviser, &tried.repair);
    if (!tried.missing)
        return;
    HT_GROW(adviser->tried, adviser->tried_count, adviser->tried_capacity);
    adviser->tried[adviser->tried_count++] = tried;
}

/* Tries what was suggested: limits of the whole school first, then what asks least. */
static void try_suggested(struct adviser *adviser)
{
    static const enum ht_repair_kind order[] = {
        HT_REPAIR_ROOM,      HT_REPAIR_WITHDRAWAL, HT_REPAIR_MISS,    HT_REPAIR_FREE_TIME,
        HT_REPAIR_GIVE_UP,   HT_REPAIR_NEXT_WEEK,  HT_REPAIR_REQUEST, HT_REPAIR_PERIODS,
        HT_REPAIR_PROTECTED, HT_REPAIR_MENTOR,     HT_REPAIR_CASELOAD};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t r = 0; r < adviser->suggested.count; r++)
            if (adviser->suggested.repairs[r].kind == order[k])
                try_suggestion(adviser, &adviser->suggested.repairs[r]);
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

/* Sorts the repairs, those that compare equal in the order in which they were suggested. */
static void rank(struct adviser *adviser)
{
    for (size_t i = 1; i < adviser->tried_count; i++) {
        struct tried it = adviser->tried[i];
        size_t place = i;
        for (; place && compare_repairs(&it.repair, &adviser->tried[place - 1].repair) < 0; place--)
            adviser->tried[place] = adviser->tried[place - 1];
        adviser->tried[place] = it;
    }
}

/* ------------------------------------------------------------ conflicts */

static uint32_t block_of(const struct adviser *adviser, const struct ht_unplaced *unplaced)
{
    const struct ht_demand *demand = adviser->trials.demand;
    int week = ht_facts_week(adviser->trials.facts, unplaced->week);
    uint32_t end = demand->first_block[unplaced->programme.i + 1];
    for (uint32_t b = demand->first_block[unplaced->programme.i]; b < end; b++)
        if (demand->weeks[demand->blocks[b].first_week] == week)
            return b;
    return HT_NONE;
}

static bool is_asked_for(const struct adviser *adviser, const struct ht_block *block)
{
    const struct ht_advice_options *options = adviser->options;
    const struct ht_trials *trials = &adviser->trials;
    const struct ht_programme *programme = &trials->school->programmes[block->programme.i];
    int week = trials->demand->weeks[block->first_week];
    bool has = options->student.i == HT_NONE;
    for (uint32_t n = 0; n < programme->student_count; n++)
        has |= programme->students[n].i == options->student.i;
    return has && (options->week.days == HT_DATE_FIRST.days ||
                   ht_facts_week(trials->facts, options->week) == week);
}

static int *count_placed(const struct adviser *adviser)
{
    int *placed = HT_NEW(int, block_count(adviser));
    for (uint32_t b = 0; b < block_count(adviser); b++)
        placed[b] = adviser->now.required[b] - adviser->missing[b];
    return placed;
}

/* Finds why a block has no place for one more session now, and what might be done. */
static struct ht_conflict look_into(struct adviser *adviser, uint32_t block)
{
    int *placed = count_placed(adviser);
    struct ht_conflict conflict = ht_conflict_find(&adviser->trials, &adviser->now, placed, block);
    free(placed);
    ht_repairs_suggest(&adviser->suggested, &adviser->trials, &adviser->now, &conflict);
    return conflict;
}

/* Whether what keeps one session out is likely to keep another out, too, so many weeks later. */
static bool are_alike(const struct adviser *adviser, const struct ht_unplaced *one,
                      const struct ht_unplaced *other, int weeks_later)
{
    const struct ht_school *school = adviser->trials.school;
    bool in_its_week = weeks_later * HT_DAYS_A_WEEK == other->week.days - one->week.days;
    if (school->programmes[one->programme.i].mentor.i ==
        school->programmes[other->programme.i].mentor.i)
        return in_its_week || one->programme.i == other->programme.i;
    return ht_is_joint(school) && in_its_week && !weeks_later;
}

/* Takes over the grounds of a session like this one, if they are its grounds as well, in the same
   weeks or as many weeks later as this one is. */
static bool share_conflict(struct adviser *adviser, struct ht_advice *advice, size_t u,
                           uint32_t block)
{
    const struct ht_unplaced *unplaced = adviser->schedule->unplaced;
    int *placed = count_placed(adviser);
    bool shared = false;
    int tries = 0;
    for (size_t n = 0; n < u && !shared && tries < MOST_SHARING_TRIED; n++) {
        int later = (unplaced[u].week.days - unplaced[n].week.days) / HT_DAYS_A_WEEK;
        for (int same_weeks = 0; same_weeks < 2 && !shared; same_weeks++) {
            int weeks = same_weeks ? 0 : later;
            if (!advice->conflicts[n].smallest || (same_weeks && !later) ||
                !are_alike(adviser, &unplaced[n], &unplaced[u], weeks))
                continue;
            tries++;
            shared = ht_conflict_share(&adviser->trials, &adviser->now, placed, block,
                                       &advice->conflicts[n], weeks, &advice->conflicts[u]);
        }
    }
    free(placed);
    if (shared)
        ht_repairs_suggest(&adviser->suggested, &adviser->trials, &adviser->now,
                           &advice->conflicts[u]);
    return shared;
}

static void find_conflicts(struct adviser *adviser, struct ht_advice *advice)
{
    const struct ht_schedule *schedule = adviser->schedule;
    advice->conflict_count = schedule->unplaced_count;
    advice->conflicts = HT_NEW(struct ht_conflict, schedule->unplaced_count);
    for (size_t u = 0; u < schedule->unplaced_count; u++) {
        uint32_t block = block_of(adviser, &schedule->unplaced[u]);
        if (block == HT_NONE || !adviser->meant[block])
            continue;
        if (!share_conflict(adviser, advice, u, block))
            advice->conflicts[u] = look_into(adviser, block);
    }
}

/* Which repairs place which of the sessions. */
static void tell_repairs(const struct adviser *adviser, struct ht_advice *advice)
{
    advice->repairs = HT_NEW(struct ht_repair, adviser->tried_count);
    advice->repair_count = adviser->tried_count;
    for (size_t r = 0; r < adviser->tried_count; r++)
        advice->repairs[r] = adviser->tried[r].repair;
    for (size_t u = 0; u < advice->conflict_count; u++) {
        struct ht_conflict *conflict = &advice->conflicts[u];
        uint32_t block = block_of(adviser, &adviser->schedule->unplaced[u]);
        if (block == HT_NONE || !conflict->count)
            continue;
        conflict->repairs = HT_NEW(uint32_t, adviser->tried_count);
        for (uint32_t r = 0; r < adviser->tried_count; r++) {
            int missing = adviser->tried[r].missing[block];
            if (missing >= 0 && missing < adviser->missing[block])
                conflict->repairs[conflict->repair_count++] = r;
        }
    }
}

/* ------------------------------------------------------------ repairs together */

static void drop_tried(struct adviser *adviser, size_t place)
{
    free(adviser->tried[place].missing);
    adviser->tried_count--;
    memmove(&adviser->tried[place], &adviser->tried[place + 1],
            (adviser->tried_count - place) * sizeof *adviser->tried);
}

/* Makes the first repair, which has been counted as things are now. */
static void make_first(struct adviser *adviser, struct ht_advice *advice)
{
    const struct tried *first = &adviser->tried[0];
    for (uint32_t b = 0; b < block_count(adviser); b++)
        if (first->missing[b] >= 0)
            adviser->missing[b] = first->missing[b];
    ht_repair_make(&adviser->trials, &adviser->now, &first->repair);
    HT_GROW(advice->together, advice->together_count, advice->together_capacity);
    advice->together[advice->together_count++] = first->repair;
    drop_tried(adviser, 0);
}

/* Tries the first repair again beside those made since; whether it is first still. */
static bool renew_first(struct adviser *adviser)
{
    struct ht_repair repair = adviser->tried[0].repair;
    free(adviser->tried[0].missing);
    adviser->tried[0].missing = try_repair(adviser, &adviser->tried[0].repair);
    if (!adviser->tried[0].missing) {
        drop_tried(adviser, 0);
        return false;
    }
    rank(adviser);
    return ht_repair_is(&repair, &adviser->tried[0].repair);
}

/* Finds repairs for what none of those known places any more; false where there is nothing left to
   be placed. */
static bool look_further(struct adviser *adviser)
{
    for (uint32_t b = 0; b < block_count(adviser); b++) {
        if (!adviser->meant[b] || !adviser->missing[b])
            continue;
        adviser->suggested.count = 0;
        free(look_into(adviser, b).grounds);
        try_suggested(adviser);
        rank(adviser);
        adviser->meant[b] = adviser->tried_count > 0;
        return true;
    }
    return false;
}

/* Makes one repair after another, always the one with the least price for each session that it
   places by then (greedy covering: Chvatal, "A greedy heuristic for the set-covering problem",
   1979); what one places is counted again only when it comes first. */
static void make_best(struct adviser *adviser, struct ht_advice *advice)
{
    while (ht_trials_go_on(&adviser->trials)) {
        if (!adviser->tried_count && !look_further(adviser))
            break;
        if (adviser->tried_count && (!advice->together_count || renew_first(adviser)))
            make_first(adviser, advice);
    }
}

/* Sessions that are missing in all when all repairs but one are made; INT_MAX after none. */
static int missing_without(struct adviser *adviser, const struct ht_advice *advice, size_t left_out)
{
    struct ht_case tried = ht_case_new(&adviser->trials);
    for (size_t r = 0; r < advice->together_count; r++)
        if (r != left_out)
            ht_repair_make(&adviser->trials, &tried, &advice->together[r]);
    int missing = INT_MAX;
    if (ht_trials_go_on(&adviser->trials)) {
        struct ht_finding finding = ht_trial(&adviser->trials, &tried);
        missing = finding.missing ? 0 : INT_MAX;
        for (uint32_t b = 0; finding.missing && b < block_count(adviser); b++)
            missing += finding.missing[b];
        free(finding.missing);
    }
    ht_case_clear(&tried);
    return missing;
}

static int total(const struct adviser *adviser, const int *missing)
{
    int sum = 0;
    for (uint32_t b = 0; b < block_count(adviser); b++)
        sum += missing[b];
    return sum;
}

/* Takes back what later repairs have made needless. */
static void drop_needless(struct adviser *adviser, struct ht_advice *advice)
{
    for (size_t r = advice->together_count; advice->together_count > 1 && r-- > 0;) {
        if (missing_without(adviser, advice, r) > total(adviser, adviser->missing))
            continue;
        advice->together_count--;
        memmove(&advice->together[r], &advice->together[r + 1],
                (advice->together_count - r) * sizeof *advice->together);
    }
}

/* ------------------------------------------------------------ advice */

static void begin(struct adviser *adviser, const struct ht_school *school,
                  const struct ht_advice_options *options)
{
    struct ht_trials *trials = &adviser->trials;
    const struct ht_schedule *schedule = adviser->schedule;
    adviser->options = options;
    trials->school = school;
    trials->stop = options->stop;
    trials->seconds = options->seconds / SHARE_OF_A_TRIAL;
    trials->facts = ht_facts_new(school, schedule->horizon);
    if (options->earlier)
        ht_facts_stand(trials->facts, options->earlier);
    trials->demand = ht_demand_new(trials->facts);
    adviser->now = ht_case_new(trials);
    adviser->meant = HT_NEW(bool, block_count(adviser));
    adviser->missing = ht_demand_placed(trials->facts, trials->demand, schedule->sessions,
                                        schedule->session_count);
    for (uint32_t b = 0; b < block_count(adviser); b++)
        adviser->missing[b] = adviser->now.required[b] - adviser->missing[b];
    for (uint32_t b = 0; b < block_count(adviser); b++)
        adviser->meant[b] = is_asked_for(adviser, &trials->demand->blocks[b]);
}

static void finish(struct adviser *adviser)
{
    for (size_t r = 0; r < adviser->tried_count; r++)
        free(adviser->tried[r].missing);
    free(adviser->tried);
    free(adviser->suggested.repairs);
    free(adviser->meant);
    free(adviser->missing);
    ht_case_clear(&adviser->now);
    ht_demand_free(adviser->trials.demand);
    ht_facts_free(adviser->trials.facts);
}

/* Gives the work that follows a part of what there is of time and trials, from the beginning. */
static void allow_until(struct adviser *adviser, double start, double part)
{
    const struct ht_advice_options *options = adviser->options;
    adviser->ran_out |= adviser->trials.cut_short;
    adviser->trials.cut_short = false;
    adviser->trials.deadline = options->seconds > 0 ? start + part * options->seconds : 0;
    adviser->trials.most = (int)(part * options->trials);
}

struct ht_advice *ht_advise(const struct ht_school *school, const struct ht_schedule *schedule,
                            const struct ht_advice_options *options)
{
    struct ht_advice *advice = HT_NEW(struct ht_advice, 1);
    struct adviser adviser = {.schedule = schedule};
    double start = ht_clock();
    begin(&adviser, school, options);
    int before = total(&adviser, adviser.missing);
    allow_until(&adviser, start, 0.4);
    find_conflicts(&adviser, advice);
    allow_until(&adviser, start, 0.8);
    try_suggested(&adviser);
    rank(&adviser);
    tell_repairs(&adviser, advice);
    allow_until(&adviser, start, 1);
    make_best(&adviser, advice);
    drop_needless(&adviser, advice);
    advice->together_placed = before - total(&adviser, adviser.missing);
    advice->complete = !adviser.ran_out && !adviser.trials.cut_short;
    finish(&adviser);
    return advice;
}

void ht_advice_free(struct ht_advice *advice)
{
    if (!advice)
        return;
    for (size_t u = 0; u < advice->conflict_count; u++) {
        free(advice->conflicts[u].grounds);
        free(advice->conflicts[u].repairs);
    }
    free(advice->conflicts);
    free(advice->repairs);
    free(advice->together);
    free(advice);
}
