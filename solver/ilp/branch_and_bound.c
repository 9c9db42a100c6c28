/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/branch_and_bound.h"

#include "solver/base/memory.h"
#include "solver/ilp/search.h"

#include <limits.h>
#include <string.h>

/* Whether there is nothing more to look for, or no time. */
static bool is_settled(const struct ht_search *search)
{
    const struct ht_solution *best = &search->best;
    return search->stopped || best->infeasible || (best->values && best->cost == best->bound);
}

/* Looks for a solution below a cutoff: a dive, then a search of so many nodes. Where that settles
   all of them without a solution the bound rises to the cutoff. */
static void look_below(struct ht_search *search, int64_t cutoff, long nodes)
{
    struct ht_solution *best = &search->best;
    search->cutoff = cutoff;
    search->nodes = nodes;
    ht_search_dive(search);
    if (is_settled(search))
        return;
    search->doubted = false;
    ht_search_visit(search);
    ht_search_go_back(search, 0);
    if (search->nodes < 0 || search->stopped || search->doubted)
        return;
    best->bound = search->cutoff;
    ht_solution_tell(&search->best, search->limit);
    best->infeasible = cutoff == INT64_MAX && !best->values;
}

/* Raises the bound by the relaxation at the root; infeasible where that has no solution. */
static void raise_bound(struct ht_search *search)
{
    struct ht_solution *best = &search->best;
    search->doubted = false;
    int64_t bound = ht_search_bound(search);
    if (bound == INT64_MAX)
        best->infeasible = !(search->stopped |= search->doubted);
    else if (bound > best->bound)
        best->bound = bound;
    ht_solution_tell(&search->best, search->limit);
}

/* Adds cuts at the root until the relaxation decides or the bound stays where it is. A dive may
   succeed whenever it rises. */
static void strengthen(struct ht_search *search)
{
    int idle = 0;
    for (int n = 0; n < HT_CUT_ROUNDS && idle < HT_CUT_PATIENCE && ht_search_cut(search);
         n++, idle++) {
        int64_t before = search->best.bound;
        raise_bound(search);
        if (is_settled(search))
            return;
        if (search->best.bound == before && ht_search_fractional(search) != HT_NONE)
            continue;
        search->cutoff = search->best.bound + 1;
        ht_search_dive(search);
        if (is_settled(search) || ht_search_bound(search) == INT64_MAX)
            return;
        idle = 0;
    }
}

/* Close to the bound there is little to search, since hardly a column may leave its bound; so the
   cutoff goes up only step by step until there is a solution, and down to it in the end. */
static void find_best(struct ht_search *search)
{
    enum { FIRST_NODES = 200 };
    struct ht_solution *best = &search->best;
    raise_bound(search);
    if (is_settled(search))
        return;
    search->cutoff = best->bound + 1;
    ht_search_dive(search);
    if (!is_settled(search) && ht_search_bound(search) < INT64_MAX)
        strengthen(search);
    if (!is_settled(search))
        ht_search_drop_slack_cuts(search);
    int64_t bound = best->bound, known = best->values ? best->cost : INT64_MAX;
    int64_t widest = known == INT64_MAX ? bound + 1000000 : known - bound;
    for (int64_t gap = 1; gap < widest && !is_settled(search); gap *= 4) {
        look_below(search, bound + gap, FIRST_NODES);
        if (best->values && best->cost < known)
            break;
    }
    if (!is_settled(search))
        look_below(search, best->values ? best->cost : INT64_MAX, LONG_MAX);
}

/* Makes the shortfall the cost of the program, and the least cost a row; what columns did to the
   cost before says nothing of it. */
static void aim_at_fewest(struct ht_search *search)
{
    struct ht_ilp *ilp = &search->ilp;
    ht_ilp_add_row(ilp, HT_AT_MOST, (int)search->least);
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        if (ilp->columns[c].cost)
            ht_ilp_add_entry(ilp, c, (int)ilp->columns[c].cost);
        ilp->columns[c].cost = 0;
    }
    for (uint32_t row = 0; row < search->given->row_count; row++) {
        uint32_t column = ht_ilp_shortfall(search->given, row);
        if (column != HT_NONE)
            ilp->columns[column].cost = 1;
    }
    search->duals = ht_resize(search->duals, ilp->row_count, sizeof *search->duals);
    ht_lp_extend(search->lp, ilp);
    ht_lp_aim(search->lp);
    memset(search->pseudo, 0, ilp->column_count * sizeof *search->pseudo);
}

/* Whether a row can have the costs, up to the least one. */
static bool can_fix_cost(const struct ht_search *search)
{
    for (uint32_t c = 0; c < search->ilp.column_count; c++)
        if (search->ilp.columns[c].cost > INT_MAX)
            return false;
    return search->best.cost < INT_MAX;
}

/* Of the solutions of the least cost, which the best one has, looks for one with fewer sessions
   missing. */
static void find_fewest(struct ht_search *search)
{
    enum { FEWEST_NODES = 5000 };
    struct ht_solution *best = &search->best;
    int64_t cost = best->cost, count = ht_search_shortfall(search, best->values);
    struct ht_limit untold = *search->limit;
    if (!count || !can_fix_cost(search))
        return;
    untold.incumbent = NULL;
    search->limit = &untold;
    search->fewest = true;
    search->least = cost;
    aim_at_fewest(search);
    best->cost = count;
    best->bound = 0;
    raise_bound(search);
    if (!is_settled(search))
        look_below(search, count, FEWEST_NODES);
    best->cost = best->bound = cost;
    best->infeasible = false;
}

struct ht_solution ht_branch_and_bound(const struct ht_ilp *ilp, struct ht_solution known,
                                       const struct ht_limit *limit)
{
    struct ht_search search = ht_search_new(ilp, limit);
    search.best = known;
    find_best(&search);
    if (search.best.values && search.best.cost == search.best.bound)
        find_fewest(&search);
    ht_search_end(&search);
    ht_search_clear(&search);
    return search.best;
}

void ht_search_fewest(const struct ht_ilp *ilp, struct ht_solution *solution,
                      const struct ht_limit *limit)
{
    struct ht_search search = ht_search_new(ilp, limit);
    search.best = *solution;
    find_fewest(&search);
    ht_search_end(&search);
    ht_search_clear(&search);
    *solution = search.best;
}
