/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/assign/mentor_matching.h"

#include "solver/base/memory.h"
#include "solver/diagnose/capacity.h"
#include "solver/ilp/flow.h"

#include <stdlib.h>
#include <string.h>

/* Of so many weeks of a mentor the one with the least room is tight. */
enum { WEEKS_A_TIGHT_ONE = 4 };

/* ------------------------------------------------------------ counting */

int ht_matching_in(const struct ht_candidates *candidates, ht_mentor_id mentor,
                   const uint64_t *slots)
{
    int room = 0;
    for (int day = 0; day < candidates->instance->day_count; day++)
        if (slots[day])
            room +=
                ht_capacity_on(candidates->instance, mentor,
                               ht_date_plus(candidates->instance->horizon.from, day), slots[day]);
    return room;
}

int ht_matching_needed(const struct ht_candidates *candidates, const struct ht_candidate *candidate,
                       const struct ht_places *within)
{
    uint32_t count;
    int needed = 0;
    const struct ht_requirement *items = ht_candidate_requirements(candidates, candidate, &count);
    for (uint32_t b = 0; b < count; b++) {
        int inside =
            candidate->sessions[b] - ht_candidate_outside(candidates, candidate, &items[b], within);
        needed += inside > 0 ? inside : 0;
    }
    return needed;
}

/* ------------------------------------------------------------ the flow */

/* Nodes: the source, the sink, the weeks (for sessions that go without a place), the mentor's days,
   the slots of each day, then requirements and theirs. */
enum { SOURCE, SINK, FIRST_WEEK };

/* A requirement of a candidate in the network. */
struct supply {
    uint32_t node, arc; /* the arc from the source */
    int *sessions;      /* of the candidate's requirement */
};

struct network {
    const struct ht_candidates *candidates;
    uint32_t node_count;
    struct ht_arc *arcs;
    uint32_t arc_count, arc_capacity;
    struct supply *supplies;
    uint32_t supply_count, supply_capacity;
    uint64_t *used; /* [day]: slots of any candidate */
    int total;      /* sessions */
};

static uint32_t day_node(const struct network *network, int day)
{
    return (uint32_t)(FIRST_WEEK + network->candidates->instance->week_count + day);
}

static uint32_t slot_node(const struct network *network, int day, int period)
{
    return day_node(network, network->candidates->instance->day_count) +
           (uint32_t)(day * HT_MOST_PERIODS + period);
}

static void add_arc(struct network *network, uint32_t from, uint32_t to, int high)
{
    HT_GROW(network->arcs, network->arc_count, network->arc_capacity);
    network->arcs[network->arc_count++] = (struct ht_arc){.from = from, .to = to, .high = high};
}

/* A requirement's day: one session, in one of its slots. */
static void add_day(struct network *network, uint32_t week, int day, uint64_t slots)
{
    uint32_t node = network->node_count++;
    add_arc(network, week, node, 1);
    for (int period = 0; period < HT_MOST_PERIODS; period++)
        if (slots >> period & 1)
            add_arc(network, node, slot_node(network, day, period), 1);
    network->used[day] |= slots;
}

/* A week of the requirement that was added last. */
static void add_week(struct network *network, const struct ht_candidate *candidate,
                     const struct ht_requirement *requirement, int week)
{
    uint32_t node = network->node_count++;
    int first, days = ht_candidates_week(network->candidates, week, &first);
    bool any = false;
    add_arc(network, network->supplies[network->supply_count - 1].node, node,
            requirement->week_max);
    for (int day = first; day < first + days; day++) {
        any = any || candidate->slots[day];
        if (candidate->slots[day])
            add_day(network, node, day, candidate->slots[day]);
    }
    if (any && ht_candidates_tight(network->candidates, candidate->mentor, week))
        add_arc(network, node, (uint32_t)(FIRST_WEEK + week), requirement->week_max);
}

static void add_requirement(struct network *network, const struct ht_candidate *candidate,
                            const struct ht_requirement *requirement, int *sessions)
{
    HT_GROW(network->supplies, network->supply_count, network->supply_capacity);
    uint32_t node = network->node_count++;
    network->supplies[network->supply_count++] =
        (struct supply){node, network->arc_count, sessions};
    add_arc(network, SOURCE, node, *sessions);
    network->total += *sessions;
    for (uint32_t w = 0; w < requirement->week_count; w++)
        add_week(network, candidate, requirement,
                 network->candidates->requirements->weeks[requirement->first_week + w]);
}

static void add_candidate(struct network *network, const struct ht_candidate *candidate)
{
    uint32_t count;
    const struct ht_requirement *items =
        ht_candidate_requirements(network->candidates, candidate, &count);
    for (uint32_t b = 0; b < count; b++)
        if (candidate->sessions[b])
            add_requirement(network, candidate, &items[b], &candidate->sessions[b]);
}

static void add_mentor_days(struct network *network, ht_mentor_id mentor)
{
    const struct ht_instance *instance = network->candidates->instance;
    for (int day = 0; day < instance->day_count; day++) {
        uint64_t used = network->used[day];
        if (!used)
            continue;
        uint32_t node = day_node(network, day);
        ht_date date = ht_date_plus(instance->horizon.from, day);
        add_arc(network, node, SINK, ht_capacity_on(instance, mentor, date, used));
        for (int period = 0; period < HT_MOST_PERIODS; period++)
            if (used >> period & 1)
                add_arc(network, slot_node(network, day, period), node, 1);
    }
    add_arc(network, SINK, SOURCE, network->total);
    network->arcs[network->arc_count - 1].cost = -1;
}

/* As many sessions as possible of the settled candidates and those taken (NULL: none). */
static struct network solve(const struct ht_candidates *candidates, ht_mentor_id mentor,
                            const bool *taken, const int *without)
{
    struct network network = {.candidates = candidates};
    network.used = HT_NEW(uint64_t, (size_t)candidates->instance->day_count);
    network.node_count = slot_node(&network, candidates->instance->day_count, 0);
    for (uint32_t p = candidates->first[mentor.i]; p < candidates->first[mentor.i + 1]; p++)
        if (candidates->candidates[p].settled || (taken && taken[p]))
            add_candidate(&network, &candidates->candidates[p]);
    add_mentor_days(&network, mentor);
    for (int week = 0; week < candidates->instance->week_count; week++)
        add_arc(&network, (uint32_t)(FIRST_WEEK + week), SINK, without ? without[week] : 0);
    bool found = ht_flow_solve(network.node_count, network.arcs, network.arc_count);
    HT_REQUIRE(found, "no session at all is a flow too");
    return network;
}

static void clear(struct network *network)
{
    free(network->arcs);
    free(network->supplies);
    free(network->used);
}

/* ------------------------------------------------------------ before anything is taken */

void ht_matching_week(const struct ht_candidates *candidates, ht_mentor_id mentor, int week,
                      uint64_t *slots)
{
    int first, days = ht_candidates_week(candidates, week, &first);
    memset(slots, 0, (size_t)candidates->instance->day_count * sizeof *slots);
    for (uint32_t p = candidates->first[mentor.i]; p < candidates->first[mentor.i + 1]; p++)
        for (int day = first; candidates->candidates[p].possible && day < first + days; day++)
            slots[day] |= candidates->candidates[p].slots[day];
}

/* A short week, as holidays make them, should not decide who has a mentor in all the others. */
static void find_tight_weeks(struct ht_candidates *candidates, ht_mentor_id mentor)
{
    int weeks = candidates->instance->week_count;
    bool *tight = &candidates->tight[(size_t)mentor.i * (size_t)weeks];
    uint64_t *slots = HT_NEW(uint64_t, (size_t)candidates->instance->day_count);
    int *room = HT_NEW(int, (size_t)weeks);
    int with_room = 0;
    for (int week = 0; week < weeks; week++) {
        ht_matching_week(candidates, mentor, week, slots);
        room[week] = ht_matching_in(candidates, mentor, slots);
        with_room += room[week] > 0;
    }
    for (int found = 0; found < with_room / WEEKS_A_TIGHT_ONE; found++) {
        int tightest = -1;
        for (int week = 0; week < weeks; week++)
            if (room[week] && !tight[week] && (tightest < 0 || room[week] < room[tightest]))
                tightest = week;
        tight[tightest] = true;
    }
    free(room);
    free(slots);
}

static void settle(struct ht_candidates *candidates, ht_mentor_id mentor)
{
    find_tight_weeks(candidates, mentor);
    struct network network = solve(candidates, mentor, NULL, NULL);
    for (uint32_t s = 0; s < network.supply_count; s++)
        *network.supplies[s].sessions = network.arcs[network.supplies[s].arc].flow;
    clear(&network);
}

void ht_matching_settle(struct ht_candidates *candidates)
{
    for (uint32_t m = 0; m < candidates->trial.mentor_count; m++)
        settle(candidates, (ht_mentor_id){m});
}

/* ------------------------------------------------------------ shortages */

/* Marks what a further session of a requirement could push to another place: nodes reached from the
   requirement's where flow can be added to an arc or taken back. */
static void reach(const struct network *network, uint32_t requirement, bool *reached)
{
    bool more = true;
    reached[requirement] = true;
    while (more) {
        more = false;
        for (uint32_t n = 0; n < network->arc_count; n++) {
            const struct ht_arc *arc = &network->arcs[n];
            if (arc->from == SOURCE || arc->to == SOURCE || reached[arc->from] == reached[arc->to])
                continue;
            if (reached[arc->from] ? arc->flow < arc->high : arc->flow > 0)
                more = reached[arc->from] = reached[arc->to] = true;
        }
    }
}

static void list_places(const struct network *network, const bool *reached,
                        struct ht_places *within)
{
    const struct ht_instance *instance = network->candidates->instance;
    for (int week = 0; week < instance->week_count; week++)
        within->without[week] = reached[FIRST_WEEK + week];
    for (int day = 0; day < instance->day_count; day++) {
        within->slots[day] = 0;
        for (int period = 0; period < HT_MOST_PERIODS; period++)
            if (reached[slot_node(network, day, period)])
                within->slots[day] |= UINT64_C(1) << period;
    }
}

void ht_matching_shortages(const struct ht_candidates *candidates, ht_mentor_id mentor,
                           const bool *taken, const int *without,
                           void (*tell)(const struct ht_places *within, void *context),
                           void *context)
{
    struct network network = solve(candidates, mentor, taken, without);
    bool *told = HT_NEW(bool, network.node_count);
    struct ht_places within = {HT_NEW(uint64_t, (size_t)candidates->instance->day_count),
                               HT_NEW(bool, (size_t)candidates->instance->week_count)};
    for (uint32_t s = 0; s < network.supply_count; s++) {
        const struct supply *supply = &network.supplies[s];
        if (told[supply->node] || network.arcs[supply->arc].flow == *supply->sessions)
            continue;
        bool *reached = HT_NEW(bool, network.node_count);
        reach(&network, supply->node, reached);
        list_places(&network, reached, &within);
        tell(&within, context);
        for (uint32_t n = 0; n < network.node_count; n++)
            told[n] = told[n] || reached[n];
        free(reached);
    }
    free(within.slots);
    free(within.without);
    free(told);
    clear(&network);
}
