/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/ilp/search.h"

#include "solver/base/memory.h"
#include "solver/ilp/crash_basis.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* A value this close to a whole number counts as whole; what comes of it is checked exactly. */
static const double tolerance = 1e-6;

/* ------------------------------------------------------------ keeping a candidate */

int64_t ht_search_shortfall(const struct ht_search *search, const int *values)
{
    int64_t sum = 0;
    for (uint32_t row = 0; row < search->given->row_count; row++) {
        uint32_t column = ht_ilp_shortfall(search->given, row);
        sum += column != HT_NONE ? values[column] : 0;
    }
    return sum;
}

static void keep_if_best(struct ht_search *search)
{
    const struct ht_ilp *ilp = search->given;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        search->values[c] = (int)lround(ht_lp_value(search->lp, c));
    int64_t cost = ht_ilp_complete(ilp, search->values);
    if (search->fewest)
        cost = cost == search->least ? ht_search_shortfall(search, search->values) : -1;
    if (cost < 0 || cost >= search->cutoff)
        return;
    search->cutoff = cost;
    ht_solution_take(&search->best, search->values, ilp->column_count, cost, search->limit);
}

/* ------------------------------------------------------------ branching */

uint32_t ht_search_fractional(const struct ht_search *search)
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

static void set_bounds(struct ht_search *search, uint32_t column, int lower, int upper)
{
    if (search->lower[column] == lower && search->upper[column] == upper)
        return;
    HT_GROW(search->changes, search->change_count, search->change_capacity);
    search->changes[search->change_count++] =
        (struct ht_bound_change){column, search->lower[column], search->upper[column]};
    search->lower[column] = lower;
    search->upper[column] = upper;
    ht_lp_set_bounds(search->lp, column, lower, upper);
}

void ht_search_go_back(struct ht_search *search, uint32_t change_count)
{
    while (search->change_count > change_count) {
        const struct ht_bound_change *change = &search->changes[--search->change_count];
        search->lower[change->column] = change->lower;
        search->upper[change->column] = change->upper;
        ht_lp_set_bounds(search->lp, change->column, change->lower, change->upper);
    }
}

int64_t ht_search_bound(struct ht_search *search)
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
static void tighten(struct ht_search *search)
{
    const struct ht_ilp *ilp = &search->ilp;
    ht_ilp_tighten(ilp, search->duals, search->lower, search->upper, search->cutoff,
                   search->tight_lower, search->tight_upper);
    for (uint32_t c = 0; c < ilp->column_count; c++)
        set_bounds(search, c, search->tight_lower[c], search->tight_upper[c]);
}

void ht_search_record(struct ht_search *search, enum ht_node_kind kind, uint32_t column, int split)
{
    const struct ht_node node = {.kind = kind, .column = column, .split = split};
    struct ht_certificate *certificate = search->certificate;
    if (!certificate)
        return;
    uint32_t first = certificate->multiplier_count;
    ht_certificate_add(certificate, node, &search->ilp, search->duals);
    for (uint32_t n = first; search->row_of && n < certificate->multiplier_count; n++)
        certificate->duals[n].row = search->row_of[certificate->duals[n].row];
}

static void visit_between(struct ht_search *search, uint32_t column, int lower, int upper)
{
    uint32_t mark = search->change_count;
    if (search->stopped || lower > upper)
        return;
    set_bounds(search, column, lower, upper);
    ht_search_visit(search);
    ht_search_go_back(search, mark);
}

void ht_search_visit(struct ht_search *search)
{
    if (search->nodes-- <= 0)
        return;
    int64_t bound = ht_search_bound(search);
    if (search->stopped)
        return;
    if (bound >= search->cutoff) {
        ht_search_record(search, bound == INT64_MAX ? HT_EMPTY : HT_BOUNDED, HT_NONE, 0);
        return;
    }
    if (ht_search_fractional(search) == HT_NONE) {
        keep_if_best(search);
        search->doubted |= bound < search->cutoff;
        if (search->certificate)
            search->nodes = 0; /* what is to be proved is not so */
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
    uint32_t column = ht_branching_choose(&node, search->limit);
    if (ht_limit_reached(search->limit)) {
        search->stopped = true;
        return;
    }
    int down = node.split;
    ht_search_record(search, HT_BRANCHED, column, down);
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
static void keep_whole_parts(struct ht_search *search)
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
static bool round_many(struct ht_search *search, uint32_t column, int whole)
{
    const struct ht_ilp *ilp = &search->ilp;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        double value = ht_lp_value(search->lp, c), part = value - floor(value);
        if (c != column && ilp->columns[c].integer && part > nearly_up && part < 1 - tolerance)
            set_bounds(search, c, (int)floor(value) + 1, search->upper[c]);
    }
    set_bounds(search, column, whole, search->upper[column]);
    return ht_search_bound(search) < search->cutoff || search->stopped;
}

static bool round_to(struct ht_search *search, uint32_t column, int lower, int upper)
{
    set_bounds(search, column, lower, upper);
    return ht_search_bound(search) < search->cutoff || search->stopped;
}

/* Rounds many columns up, or one, or one down; false where nothing leads on. */
static bool round_one(struct ht_search *search, uint32_t column)
{
    int down = (int)floor(ht_lp_value(search->lp, column));
    keep_whole_parts(search);
    uint32_t mark = search->change_count;
    if (round_many(search, column, down + 1))
        return true;
    ht_search_go_back(search, mark);
    if (round_to(search, column, down + 1, search->upper[column]))
        return true;
    ht_search_go_back(search, mark);
    return round_to(search, column, search->lower[column], down);
}

void ht_search_dive(struct ht_search *search)
{
    uint32_t column = HT_NONE, mark = search->change_count;
    if (ht_search_bound(search) < search->cutoff && !search->stopped) {
        tighten(search);
        while (!search->stopped && (column = ht_search_fractional(search)) != HT_NONE)
            if (!round_one(search, column))
                break;
        if (!search->stopped && column == HT_NONE)
            keep_if_best(search);
    }
    ht_search_go_back(search, mark);
}

/* ------------------------------------------------------------ cuts */

bool ht_search_cut(struct ht_search *search)
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

/*
 * From a crash basis the simplex method has less than half the way to go. Where parts share rooms
 * or classes it starts from nothing: the vertices that it then ends at are spread out more, and fit
 * the limit more often when the parts are put together (with 3 rooms data/kaa takes a third).
 */
static void start(const struct ht_search *search)
{
    if (search->given->coupled)
        return;
    bool *basis = ht_crash_basis(&search->ilp);
    ht_lp_start(search->lp, basis);
    free(basis);
}

/* They are nearly all, and each makes every step of the simplex method slower. */
void ht_search_drop_slack_cuts(struct ht_search *search)
{
    uint32_t first_cut = search->given->row_count, count = 0;
    if (!search->cuts.count || ht_search_bound(search) == INT64_MAX || search->stopped)
        return;
    search->all = search->ilp;
    search->ilp = ht_ilp_copy(search->given);
    search->row_of = HT_NEW(uint32_t, search->all.row_count);
    for (uint32_t row = 0; row < search->all.row_count; row++) {
        const struct ht_ilp_row *of = &search->all.rows[row];
        if (row >= first_cut && !ht_ilp_round_dual(search->duals[row], of->sense))
            continue;
        search->row_of[count++] = row;
        if (row < first_cut)
            continue;
        ht_ilp_add_row(&search->ilp, of->sense, of->right);
        for (uint32_t e = of->first_entry; e < ht_ilp_row_end(&search->all, row); e++)
            ht_ilp_add_entry(&search->ilp, search->all.entries[e].column,
                             search->all.entries[e].factor);
    }
    ht_lp_free(search->lp);
    search->lp = ht_lp_new(&search->ilp);
    start(search);
}

/* ------------------------------------------------------------ making */

struct ht_search ht_search_new(const struct ht_ilp *ilp, const struct ht_limit *limit)
{
    struct ht_search search = {
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

void ht_search_end(struct ht_search *search)
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

void ht_search_clear(struct ht_search *search)
{
    ht_ilp_clear(&search->ilp);
    ht_ilp_clear(&search->all);
    ht_cuts_clear(&search->cuts);
    free(search->row_of);
}
