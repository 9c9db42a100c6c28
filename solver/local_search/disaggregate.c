/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/disaggregate.h"

#include "solver/base/memory.h"
#include "solver/ilp/flow.h"

#include <stdlib.h>
#include <string.h>

/* The layers of the network; node 0 closes the circulation. */
enum layer { NEED, NEED_DAY, SLOT, DAY_KIND, DAY, LAYER_COUNT };

/* A node of the network of one week: how many sessions are left to pass through it. */
struct node {
    uint64_t key;
    int left;
};

struct network {
    struct node *nodes[LAYER_COUNT];
    uint32_t counts[LAYER_COUNT];
    struct ht_arc *arcs;
    uint32_t arc_count;
};

struct disaggregation {
    const struct ht_tie_break *tie_break;
    const struct ht_model *model;
    int *left;              /* [choice]: sessions still to be put into weeks */
    int *weeks_left;        /* [class] */
    uint32_t *last;         /* [programme]: its latest session's slot, or HT_NONE */
    uint32_t *programme_of; /* [need]: number among the subproblem's programmes */
    struct ht_placed placed;
};

/* What tells the nodes of a layer apart, for one choice; all choices are of one week. */
static uint64_t key_of(const struct ht_model *model, uint32_t choice, enum layer layer)
{
    const struct ht_school *school = model->subproblem->instance->school;
    const struct ht_choice *of = &model->choices[choice];
    uint64_t mentor = school->programmes[model->needs[of->need].programme.i].mentor.i;
    uint64_t day = mentor << 8 | (unsigned)of->weekday << 1;
    switch (layer) {
    case NEED:
        return of->need;
    case NEED_DAY:
        return (uint64_t)of->need << 8 | (unsigned)of->weekday;
    case SLOT:
        return mentor << 32 | of->period.i;
    case DAY_KIND:
        return day | (school->periods[of->period.i].kind == HT_LESSON);
    default:
        return day;
    }
}

static uint32_t find_node(struct network *network, enum layer layer, uint64_t key)
{
    uint32_t n = 0;
    while (n < network->counts[layer] && network->nodes[layer][n].key != key)
        n++;
    if (n == network->counts[layer])
        network->nodes[layer][network->counts[layer]++] = (struct node){key, 0};
    return n;
}

/* ------------------------------------------------------------ the network of a week */

static bool is_open(const struct disaggregation *disaggregation, uint32_t choice, uint32_t class_)
{
    return disaggregation->left[choice] > 0 &&
           disaggregation->model->choices[choice].class_ == class_;
}

static uint32_t count_open(const struct disaggregation *disaggregation, uint32_t class_)
{
    uint32_t count = 0;
    for (uint32_t c = 0; c < disaggregation->model->choice_count; c++)
        count += is_open(disaggregation, c, class_);
    return count;
}

static uint32_t node_number(const struct network *network, enum layer layer, uint32_t node)
{
    uint32_t number = 1 + node;
    for (int before = 0; before < (int)layer; before++)
        number += network->counts[before];
    return number;
}

/* An arc that takes its share of what is left, rounded down or up. */
static void add_arc(struct network *network, uint32_t from, uint32_t to, int left, int weeks,
                    int cost)
{
    network->arcs[network->arc_count++] =
        (struct ht_arc){from, to, left / weeks, (left + weeks - 1) / weeks, cost, 0};
}

/* Which node of each layer the choice passes. */
struct path {
    uint32_t nodes[LAYER_COUNT];
};

static int cost_of(const struct disaggregation *disaggregation, uint32_t choice, int week)
{
    const struct ht_model *model = disaggregation->model;
    uint32_t last = disaggregation->last[disaggregation->programme_of[model->choices[choice].need]];
    if (last == HT_NONE)
        return 0;
    return (int)ht_tie_break_pair(disaggregation->tie_break, last,
                                  ht_model_slot(model, choice, week));
}

static const enum layer above[LAYER_COUNT] = {
    [NEED_DAY] = NEED, [DAY_KIND] = SLOT, [DAY] = DAY_KIND};

/* Joins the nodes of a layer to those above, whose keys the paths know. */
static void join_layer(struct network *network, const struct path *paths, uint32_t path_count,
                       enum layer layer, bool downwards, int weeks)
{
    enum layer other = above[layer], many = downwards ? layer : other;
    bool *joined = HT_NEW(bool, network->counts[many]);
    for (uint32_t p = 0; p < path_count; p++) {
        uint32_t node = paths[p].nodes[many];
        if (joined[node])
            continue;
        joined[node] = true;
        add_arc(network, node_number(network, other, paths[p].nodes[other]),
                node_number(network, layer, paths[p].nodes[layer]), network->nodes[many][node].left,
                weeks, 0);
    }
    free(joined);
}

static void join_ends(struct network *network, int weeks)
{
    for (uint32_t n = 0; n < network->counts[NEED]; n++)
        add_arc(network, 0, node_number(network, NEED, n), network->nodes[NEED][n].left, weeks, 0);
    for (uint32_t n = 0; n < network->counts[DAY]; n++)
        add_arc(network, node_number(network, DAY, n), 0, network->nodes[DAY][n].left, weeks, 0);
}

static void find_paths(struct network *network, const struct disaggregation *disaggregation,
                       uint32_t class_, uint32_t *choices, struct path *paths)
{
    uint32_t count = 0;
    for (uint32_t c = 0; c < disaggregation->model->choice_count; c++) {
        if (!is_open(disaggregation, c, class_))
            continue;
        for (enum layer layer = NEED; layer < LAYER_COUNT; layer++) {
            uint32_t node = find_node(network, layer, key_of(disaggregation->model, c, layer));
            network->nodes[layer][node].left += disaggregation->left[c];
            paths[count].nodes[layer] = node;
        }
        choices[count++] = c;
    }
}

/* ------------------------------------------------------------ one week after another */

static void take(struct disaggregation *disaggregation, uint32_t choice, int week)
{
    uint32_t slot = ht_model_slot(disaggregation->model, choice, week);
    ht_placed_add(&disaggregation->placed, slot);
    disaggregation->left[choice]--;
    disaggregation
        ->last[disaggregation->programme_of[disaggregation->model->choices[choice].need]] = slot;
}

/* Decides one calendar week. */
static void peel(struct disaggregation *disaggregation, uint32_t class_, int week)
{
    uint32_t count = count_open(disaggregation, class_);
    int weeks = disaggregation->weeks_left[class_]--;
    struct network network = {.arcs = HT_NEW(struct ht_arc, count * (LAYER_COUNT + 2))};
    uint32_t *choices = HT_NEW(uint32_t, count);
    struct path *paths = HT_NEW(struct path, count);
    for (enum layer layer = NEED; layer < LAYER_COUNT; layer++)
        network.nodes[layer] = HT_NEW(struct node, count);
    find_paths(&network, disaggregation, class_, choices, paths);
    for (uint32_t p = 0; p < count; p++)
        add_arc(&network, node_number(&network, NEED_DAY, paths[p].nodes[NEED_DAY]),
                node_number(&network, SLOT, paths[p].nodes[SLOT]), disaggregation->left[choices[p]],
                weeks, cost_of(disaggregation, choices[p], week));
    join_ends(&network, weeks);
    join_layer(&network, paths, count, NEED_DAY, true, weeks);
    join_layer(&network, paths, count, DAY_KIND, false, weeks);
    join_layer(&network, paths, count, DAY, false, weeks);
    bool found =
        ht_flow_solve(node_number(&network, LAYER_COUNT, 0), network.arcs, network.arc_count);
    HT_REQUIRE(found, "the counts are no balanced flow");
    for (uint32_t p = 0; p < count; p++)
        if (network.arcs[p].flow)
            take(disaggregation, choices[p], week);
    for (enum layer layer = NEED; layer < LAYER_COUNT; layer++)
        free(network.nodes[layer]);
    free(network.arcs);
    free(choices);
    free(paths);
}

/* ------------------------------------------------------------ the whole */

/* Numbers the programmes that the needs belong to; needs of one programme stand together. */
static uint32_t number_programmes(struct disaggregation *disaggregation)
{
    const struct ht_model *model = disaggregation->model;
    uint32_t count = 0;
    for (uint32_t n = 0; n < model->need_count; n++) {
        if (n && model->needs[n].programme.i != model->needs[n - 1].programme.i)
            count++;
        disaggregation->programme_of[n] = count;
    }
    return count + 1;
}

struct ht_placed ht_disaggregate(const struct ht_model *model, const struct ht_tie_break *tie_break,
                                 const int *choices)
{
    struct disaggregation disaggregation = {
        .tie_break = tie_break,
        .model = model,
        .left = HT_NEW(int, model->choice_count),
        .weeks_left = HT_NEW(int, model->weeks.class_count),
        .programme_of = HT_NEW(uint32_t, model->need_count),
    };
    memcpy(disaggregation.left, choices, model->choice_count * sizeof *choices);
    for (uint32_t c = 0; c < model->weeks.class_count; c++)
        disaggregation.weeks_left[c] = ht_model_class_size(model, c);
    uint32_t programmes = number_programmes(&disaggregation);
    disaggregation.last = HT_NEW(uint32_t, programmes);
    memset(disaggregation.last, 0xff, programmes * sizeof *disaggregation.last);
    for (int week = 0; week < model->subproblem->instance->week_count; week++)
        if (model->weeks.class_of[week] != HT_NONE)
            peel(&disaggregation, model->weeks.class_of[week], week);
    free(disaggregation.left);
    free(disaggregation.weeks_left);
    free(disaggregation.programme_of);
    free(disaggregation.last);
    return disaggregation.placed;
}
