/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/branch_and_bound.h"

#include "solver/base/memory.h"
#include "solver/ilp/branching.h"
#include "solver/ilp/crash_basis.h"
#include "solver/ilp/cuts.h"
#include "solver/ilp/relaxation.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A value this close to a whole number counts as whole; what comes of it is checked exactly. */
static const double tolerance = 1e-6;

/* Bounds of a column before a change, for going back. */
struct change {
    uint32_t column;
    int lower, upper;
};

struct search {
    const struct ht_ilp *given;
    struct ht_ilp ilp; /* the given one, with cuts as its last rows */
    struct ht_cuts cuts;
    const struct ht_limit *limit;
    struct ht_lp *lp;
    double *duals;                  /* [row] */
    int *lower, *upper;             /* [column]: bounds at the node */
    int *tight_lower, *tight_upper; /* [column]: room for tightened ones */
    int *values;                    /* [column]: room for one candidate */
    struct ht_pseudo_cost *pseudo;  /* [column] */
    struct change *changes;         /* of bounds, since the root */
    uint32_t change_count, change_capacity;
    struct ht_solution best;
    int64_t cutoff;                     /* only cheaper solutions are wanted */
    bool fewest;                        /* only what is missing counts, at the least cost */
    int64_t least;                      /* then: that cost */
    long nodes;                         /* that may still be visited */
    bool stopped;                       /* the limit was reached */
    bool doubted;                       /* a node was closed without proof */
    struct ht_certificate *certificate; /* NULL where none is asked for */
};

/* ------------------------------------------------------------ keeping a candidate */

/* How far the rows of a solution fall short in all. */
static int64_t shortfall(const struct search *search, const int *values)
{
    int64_t sum = 0;
    for (uint32_t row = 0; row < search->given->row_count; row++) {
        uint32_t column = ht_ilp_shortfall(search->given, row);
        sum += column != HT_NONE ? values[column] : 0;
    }
    return sum;
}

static void keep_if_best(struct search *search)
{
    const struct ht_ilp *ilp = search->given;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        search->values[c] = (int)lround(ht_lp_value(search->lp, c));
    int64_t cost = ht_ilp_complete(ilp, search->values);
    if (search->fewest)
        cost = cost == search->least ? shortfall(search, search->values) : -1;
    if (cost < 0 || cost >= search->cutoff)
        return;
    search->cutoff = search->best.cost = cost;
    if (!search->best.values)
        search->best.values = HT_NEW(int, ilp->column_count);
    memcpy(search->best.values, search->values, ilp->column_count * sizeof *search->values);
    ht_solution_tell(&search->best, search->limit);
}

/* ------------------------------------------------------------ branching */

/* The column to branch on: the one that is furthest on its way to the next whole number. */
static uint32_t fractional_column(const struct search *search)
{
    const struct ht_ilp *ilp = &search->ilp;
    uint32_t best = HT_NONE;
    double best_part = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        if (!ilp->columns[c].integer)
            continue;
        double value = ht_lp_value(search->lp, c);
        double part = value - floor(value);
        if (part > tolerance && part < 1 - tolerance && part > best_part) {
            best = c;
            best_part = part;
        }
    }
    return best;
}

static void set_bounds(struct search *search, uint32_t column, int lower, int upper)
{
    if (search->lower[column] == lower && search->upper[column] == upper)
        return;
    HT_GROW(search->changes, search->change_count, search->change_capacity);
    search->changes[search->change_count++] =
        (struct change){column, search->lower[column], search->upper[column]};
    search->lower[column] = lower;
    search->upper[column] = upper;
    ht_lp_set_bounds(search->lp, column, lower, upper);
}

static void go_back(struct search *search, uint32_t change_count)
{
    while (search->change_count > change_count) {
        const struct change *change = &search->changes[--search->change_count];
        search->lower[change->column] = change->lower;
        search->upper[change->column] = change->upper;
        ht_lp_set_bounds(search->lp, change->column, change->lower, change->upper);
    }
}

/* The node's lower bound; one that no solution can beat where the relaxation has none. */
static int64_t node_bound(struct search *search)
{
    switch (ht_lp_solve(search->lp, search->limit)) {
    case HT_LP_OPTIMAL:
        ht_lp_duals(search->lp, search->duals);
        return ht_ilp_bound(&search->ilp, search->duals, search->lower, search->upper);
    case HT_LP_INFEASIBLE:
        ht_lp_ray(search->lp, search->duals);
        if (!ht_ilp_is_empty(&search->ilp, search->duals, search->lower, search->upper))
            search->doubted = true;
        return INT64_MAX;
    default:
        search->stopped = true;
        return INT64_MIN;
    }
}

/* Takes away what solutions below the cutoff do not need, by the last relaxation. */
static void tighten(struct search *search)
{
    const struct ht_ilp *ilp = &search->ilp;
    ht_ilp_tighten(ilp, search->duals, search->lower, search->upper, search->cutoff,
                   search->tight_lower, search->tight_upper);
    for (uint32_t c = 0; c < ilp->column_count; c++)
        set_bounds(search, c, search->tight_lower[c], search->tight_upper[c]);
}

/* Adds the node, with the duals of its relaxation, to the certificate. */
static void record(struct search *search, enum ht_node_kind kind, uint32_t column, int split)
{
    const struct ht_node node = {.kind = kind, .column = column, .split = split};
    if (search->certificate)
        ht_certificate_add(search->certificate, node, &search->ilp, search->duals);
}

static void visit(struct search *search);

static void visit_between(struct search *search, uint32_t column, int lower, int upper)
{
    uint32_t mark = search->change_count;
    if (search->stopped || lower > upper)
        return;
    set_bounds(search, column, lower, upper);
    visit(search);
    go_back(search, mark);
}

/* Settles a node and all below it, as long as there are nodes left. */
static void visit(struct search *search)
{
    if (search->nodes-- <= 0)
        return;
    int64_t bound = node_bound(search);
    if (search->stopped)
        return;
    if (bound >= search->cutoff) {
        record(search, bound == INT64_MAX ? HT_EMPTY : HT_BOUNDED, HT_NONE, 0);
        return;
    }
    struct ht_branching node = {
        .ilp = &search->ilp,
        .lp = search->lp,
        .lower = search->lower,
        .upper = search->upper,
        .cutoff = search->cutoff,
        .pseudo = search->pseudo,
    };
    if (fractional_column(search) == HT_NONE) {
        keep_if_best(search);
        search->doubted |= bound < search->cutoff;
        if (search->certificate)
            search->nodes = 0; /* what is to be proved is not so */
        return;
    }
    uint32_t column = ht_branching_choose(&node, search->limit);
    if (ht_limit_reached(search->limit)) {
        search->stopped = true;
        return;
    }
    int down = node.split;
    record(search, HT_BRANCHED, column, down);
    /* A proof can do without: its branches then need no duals of their own. */
    if (!search->certificate)
        tighten(search);
    int lower = search->lower[column], upper = search->upper[column];
    visit_between(search, column, down + 1 > lower ? down + 1 : lower, upper);
    visit_between(search, column, lower, down < upper ? down : upper);
}

/* ------------------------------------------------------------ diving */

/* Keeps what the relaxation has placed: none of the integer columns that come before all others,
   which are what is to be decided first, may fall below its whole part again. */
static void keep_whole_parts(struct search *search)
{
    const struct ht_ilp *ilp = search->given;
    for (uint32_t c = 0; c < ilp->column_count && ilp->columns[c].integer; c++) {
        int whole = (int)floor(ht_lp_value(search->lp, c) + tolerance);
        if (whole > search->lower[c])
            set_bounds(search, c, whole, search->upper[c]);
    }
}

/* How far a column must be on its way up to be rounded together with others. */
static const double nearly_up = 0.7;

/* Rounds a column up to a whole number, and all that are nearly up; whether a solution may be left.
 */
static bool round_many(struct search *search, uint32_t column, int whole)
{
    const struct ht_ilp *ilp = &search->ilp;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        double value = ht_lp_value(search->lp, c), part = value - floor(value);
        if (c != column && ilp->columns[c].integer && part > nearly_up && part < 1 - tolerance)
            set_bounds(search, c, (int)floor(value) + 1, search->upper[c]);
    }
    set_bounds(search, column, whole, search->upper[column]);
    return node_bound(search) < search->cutoff || search->stopped;
}

static bool round_to(struct search *search, uint32_t column, int lower, int upper)
{
    set_bounds(search, column, lower, upper);
    return node_bound(search) < search->cutoff || search->stopped;
}

/* Rounds many columns up, or one, or one down; false where nothing leads on. */
static bool round_one(struct search *search, uint32_t column)
{
    int down = (int)floor(ht_lp_value(search->lp, column));
    keep_whole_parts(search);
    uint32_t mark = search->change_count;
    if (round_many(search, column, down + 1))
        return true;
    go_back(search, mark);
    if (round_to(search, column, down + 1, search->upper[column]))
        return true;
    go_back(search, mark);
    return round_to(search, column, search->lower[column], down);
}

/* From the root's relaxation straight down to a solution below the cutoff; it may miss one. */
static void dive(struct search *search)
{
    uint32_t column = HT_NONE, mark = search->change_count;
    if (node_bound(search) < search->cutoff && !search->stopped) {
        tighten(search);
        while (!search->stopped && (column = fractional_column(search)) != HT_NONE)
            if (!round_one(search, column))
                break;
        if (!search->stopped && column == HT_NONE)
            keep_if_best(search);
    }
    go_back(search, mark);
}

/* ------------------------------------------------------------ the whole search */

/* Whether there is nothing more to look for, or no time. */
static bool is_settled(const struct search *search)
{
    const struct ht_solution *best = &search->best;
    return search->stopped || best->infeasible || (best->values && best->cost == best->bound);
}

/* Looks for a solution below a cutoff: a dive, then a search of so many nodes. Where that settles
   all of them without a solution the bound rises to the cutoff. */
static void look_below(struct search *search, int64_t cutoff, long nodes)
{
    struct ht_solution *best = &search->best;
    search->cutoff = cutoff;
    search->nodes = nodes;
    dive(search);
    if (is_settled(search))
        return;
    search->doubted = false;
    visit(search);
    go_back(search, 0);
    if (search->nodes < 0 || search->stopped || search->doubted)
        return;
    best->bound = search->cutoff;
    ht_solution_tell(&search->best, search->limit);
    best->infeasible = cutoff == INT64_MAX && !best->values;
}

/* Adds the cuts that the last relaxation breaks; false where there are none. */
static bool cut(struct search *search)
{
    struct ht_ilp *ilp = &search->ilp;
    double *values = HT_NEW(double, ilp->column_count);
    for (uint32_t c = 0; c < ilp->column_count; c++)
        values[c] = ht_lp_value(search->lp, c);
    bool any = ht_cuts_add(&search->cuts, ilp, values, search->limit) > 0;
    if (any) {
        search->duals = ht_resize(search->duals, ilp->row_count, sizeof *search->duals);
        ht_lp_extend(search->lp, ilp);
    }
    free(values);
    return any;
}

/* Raises the bound by the relaxation at the root; infeasible where that has no solution. */
static void raise_bound(struct search *search)
{
    struct ht_solution *best = &search->best;
    search->doubted = false;
    int64_t bound = node_bound(search);
    if (bound == INT64_MAX)
        best->infeasible = !(search->stopped |= search->doubted);
    else if (bound > best->bound)
        best->bound = bound;
    ht_solution_tell(&search->best, search->limit);
}

/* Rounds of cuts: in all, and that leave the bound where it is. */
enum { MOST_ROUNDS = 60, PATIENCE = 12 };

/* Adds cuts at the root until the relaxation decides or the bound stays where it is. A dive may
   succeed whenever it rises. */
static void strengthen(struct search *search)
{
    int idle = 0;
    for (int n = 0; n < MOST_ROUNDS && idle < PATIENCE && cut(search); n++, idle++) {
        int64_t before = search->best.bound;
        raise_bound(search);
        if (is_settled(search))
            return;
        if (search->best.bound == before && fractional_column(search) != HT_NONE)
            continue;
        search->cutoff = search->best.bound + 1;
        dive(search);
        if (is_settled(search) || node_bound(search) == INT64_MAX)
            return;
        idle = 0;
    }
}

/* Close to the bound there is little to search, since hardly a column may leave its bound; so the
   cutoff goes up only step by step until there is a solution, and down to it in the end. */
static void find_best(struct search *search)
{
    enum { FIRST_NODES = 200 };
    struct ht_solution *best = &search->best;
    raise_bound(search);
    if (is_settled(search))
        return;
    search->cutoff = best->bound + 1;
    dive(search);
    if (!is_settled(search) && node_bound(search) < INT64_MAX)
        strengthen(search);
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

/* Makes the shortfall the cost of the program, and the least cost a row. */
static void aim_at_fewest(struct search *search)
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
}

/* Whether a row can have the costs, up to the least one. */
static bool can_fix_cost(const struct search *search)
{
    for (uint32_t c = 0; c < search->ilp.column_count; c++)
        if (search->ilp.columns[c].cost > INT_MAX)
            return false;
    return search->best.cost < INT_MAX;
}

/* Of the solutions of the least cost, which the best one has, looks for one with fewer sessions
   missing. */
static void find_fewest(struct search *search)
{
    enum { FEWEST_NODES = 5000 };
    struct ht_solution *best = &search->best;
    int64_t cost = best->cost, count = shortfall(search, best->values);
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

/*
 * From a crash basis the simplex method has less than half the way to go. Where parts share rooms
 * or classes it starts from nothing: the vertices that it then ends at are spread out more, and fit
 * the limit more often when the parts are put together (with 3 rooms data/kaa takes a third).
 */
static void start(const struct search *search)
{
    if (search->given->coupled)
        return;
    bool *basis = ht_crash_basis(&search->ilp);
    ht_lp_start(search->lp, basis);
    free(basis);
}

static struct search new_search(const struct ht_ilp *ilp, const struct ht_limit *limit)
{
    struct search search = {
        .given = ilp,
        .ilp = ht_ilp_copy(ilp),
        .limit = limit,
        .lp = ht_lp_new(ilp),
        .duals = HT_NEW(double, ilp->row_count),
        .lower = HT_NEW(int, ilp->column_count),
        .upper = HT_NEW(int, ilp->column_count),
        .tight_lower = HT_NEW(int, ilp->column_count),
        .tight_upper = HT_NEW(int, ilp->column_count),
        .values = HT_NEW(int, ilp->column_count),
        .pseudo = HT_NEW(struct ht_pseudo_cost, ilp->column_count),
    };
    for (uint32_t c = 0; c < ilp->column_count; c++)
        search.upper[c] = ilp->columns[c].upper;
    start(&search);
    return search;
}

/* Leaves the program, the cuts and the best solution. */
static void end_search(struct search *search)
{
    ht_lp_free(search->lp);
    free(search->duals);
    free(search->lower);
    free(search->upper);
    free(search->tight_lower);
    free(search->tight_upper);
    free(search->values);
    free(search->pseudo);
    free(search->changes);
}

struct ht_solution ht_branch_and_bound(const struct ht_ilp *ilp, struct ht_solution known,
                                       const struct ht_limit *limit)
{
    struct search search = new_search(ilp, limit);
    search.best = known;
    find_best(&search);
    if (search.best.values && search.best.cost == search.best.bound)
        find_fewest(&search);
    end_search(&search);
    ht_ilp_clear(&search.ilp);
    ht_cuts_clear(&search.cuts);
    return search.best;
}

void ht_search_fewest(const struct ht_ilp *ilp, struct ht_solution *solution,
                      const struct ht_limit *limit)
{
    struct search search = new_search(ilp, limit);
    search.best = *solution;
    find_fewest(&search);
    end_search(&search);
    ht_ilp_clear(&search.ilp);
    ht_cuts_clear(&search.cuts);
    *solution = search.best;
}

/* ------------------------------------------------------------ certificates */

/* Makes the last duals the whole certificate. */
static void certify_by_one(struct search *search, int64_t bound)
{
    ht_certificate_restart(search->certificate);
    record(search, HT_BOUNDED, HT_NONE, 0);
    search->certificate->bound = bound;
}

/* Where parts are tied together the search may never have used the simplex method. */
static void certify_first(struct search *search)
{
    const struct ht_ilp *ilp = &search->ilp;
    memset(search->duals, 0, ilp->row_count * sizeof *search->duals);
    if (ht_ilp_is_shared(ilp))
        ht_relaxation_duals(ilp, search->limit, search->duals);
    certify_by_one(search, ht_ilp_bound(ilp, search->duals, NULL, NULL));
}

/* Takes the relaxation's duals where they prove more. */
static void certify_root(struct search *search)
{
    int64_t bound = node_bound(search);
    if (!search->stopped && bound < INT64_MAX && bound > search->certificate->bound)
        certify_by_one(search, bound);
}

static bool certify_by_cuts(struct search *search, int64_t target)
{
    const struct ht_certificate *certificate = search->certificate;
    certify_root(search);
    for (int n = 0, idle = 0; n < MOST_ROUNDS && idle < PATIENCE && !search->stopped; n++, idle++) {
        int64_t before = certificate->bound;
        if (before >= target || !cut(search))
            break;
        certify_root(search);
        idle = certificate->bound > before ? 0 : idle;
    }
    return certificate->bound >= target;
}

static bool certify_by_tree(struct search *search, int64_t target)
{
    ht_certificate_restart(search->certificate);
    search->doubted = false;
    visit(search);
    go_back(search, 0);
    search->certificate->bound = target;
    return search->nodes > 0 && !search->stopped && !search->doubted;
}

/* By the first of these ways that does it; a cheaper solution, which is soon found if there is one,
   ends all of them. */
static bool certify(struct search *search, int64_t target, bool at_root)
{
    certify_first(search);
    if (search->certificate->bound < target)
        certify_root(search);
    if (search->certificate->bound >= target || at_root)
        return search->certificate->bound >= target;
    search->cutoff = target;
    dive(search);
    if (search->best.values || certify_by_cuts(search, target))
        return !search->best.values;
    search->nodes = LONG_MAX;
    if (certify_by_tree(search, target))
        return true;
    certify_first(search);
    return false;
}

bool ht_certify(const struct ht_ilp *ilp, int64_t target, bool at_root,
                const struct ht_limit *limit, struct ht_certificate *certificate)
{
    struct search search = new_search(ilp, limit);
    search.certificate = certificate;
    bool certified = certify(&search, target, at_root);
    end_search(&search);
    ht_solution_clear(&search.best);
    ht_certificate_finish(certificate, search.ilp, search.cuts);
    return certified;
}
