/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/search.h"

#include "solver/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A value this close to a whole number counts as whole; what comes of it is checked exactly. */
static const double tolerance = 1e-6;

struct search {
    const struct ht_model *model;
    const struct ht_limit *limit;
    struct ht_lp *lp;
    double *multipliers; /* [row] */
    int *lower, *upper;  /* [column]: bounds at the node */
    int *values;         /* [column]: room for one candidate */
    struct ht_solution best;
    int64_t cutoff; /* only cheaper solutions are wanted */
    long nodes;     /* left to visit */
    bool stopped;   /* not every node was settled */
};

/* ------------------------------------------------------------ checking a candidate */

/* Fills the columns that a row has with factor -1, cheapest first, as far as its other entries
   exceed its right-hand side. */
static void fill_steps(const struct ht_program *program, uint32_t row, int *values)
{
    uint32_t end = ht_program_row_end(program, row);
    int excess = -program->rows[row].right;
    for (uint32_t e = program->rows[row].first_entry; e < end; e++) {
        const struct ht_entry *entry = &program->entries[e];
        if (entry->factor > 0) {
            excess += entry->factor * values[entry->column];
            continue;
        }
        int most = program->columns[entry->column].upper;
        int taken = excess <= 0 ? 0 : excess < most ? excess : most;
        values[entry->column] = taken;
        excess -= taken;
    }
}

/* Works out all other columns from the choices; the cost, or below 0 where a row is broken. */
static int64_t complete(const struct ht_model *model, int *values)
{
    const struct ht_program *program = &model->program;
    for (uint32_t n = 0; n < model->need_count; n++)
        values[model->needs[n].missed] = model->needs[n].required;
    for (uint32_t c = 0; c < model->choice_count; c++)
        values[model->needs[model->choices[c].need].missed] -= values[c];
    for (uint32_t row = 0; row < program->row_count; row++)
        if (program->rows[row].sense == HT_AT_MOST)
            fill_steps(program, row, values);
    int64_t cost;
    return ht_program_holds(program, values, &cost) ? cost : -1;
}

int64_t ht_choices_cost(const struct ht_model *model, const int *choices)
{
    int *values = HT_NEW(int, model->program.column_count);
    memcpy(values, choices, model->choice_count * sizeof *values);
    int64_t cost = complete(model, values);
    free(values);
    return cost;
}

static void keep_if_best(struct search *search)
{
    const struct ht_model *model = search->model;
    for (uint32_t c = 0; c < model->choice_count; c++)
        search->values[c] = (int)lround(ht_lp_value(search->lp, c));
    int64_t cost = complete(model, search->values);
    if (cost < 0 || cost >= search->cutoff)
        return;
    search->cutoff = search->best.cost = cost;
    if (!search->best.choices)
        search->best.choices = HT_NEW(int, model->choice_count);
    memcpy(search->best.choices, search->values, model->choice_count * sizeof *search->values);
}

/* ------------------------------------------------------------ branching */

/* The choice to branch on: the one that is furthest on its way to the next whole number. */
static uint32_t fractional_choice(const struct search *search)
{
    uint32_t best = HT_NONE;
    double best_part = 0;
    for (uint32_t c = 0; c < search->model->choice_count; c++) {
        double value = ht_lp_value(search->lp, c);
        double part = value - floor(value);
        if (part > tolerance && part < 1 - tolerance && part > best_part) {
            best = c;
            best_part = part;
        }
    }
    return best;
}

static void visit(struct search *search);

static void visit_between(struct search *search, uint32_t choice, int lower, int upper)
{
    int old_lower = search->lower[choice], old_upper = search->upper[choice];
    if (search->stopped || lower > upper)
        return;
    search->lower[choice] = lower;
    search->upper[choice] = upper;
    ht_lp_set_bounds(search->lp, choice, lower, upper);
    visit(search);
    search->lower[choice] = old_lower;
    search->upper[choice] = old_upper;
    ht_lp_set_bounds(search->lp, choice, old_lower, old_upper);
}

/* The node's lower bound; one that no solution can beat where the relaxation has none. */
static int64_t node_bound(struct search *search)
{
    switch (ht_lp_solve(search->lp, search->limit)) {
    case HT_LP_OPTIMAL:
        ht_lp_multipliers(search->lp, search->multipliers);
        return ht_program_bound(&search->model->program, search->multipliers, search->lower,
                                search->upper);
    case HT_LP_INFEASIBLE:
        return INT64_MAX;
    default:
        search->stopped = true;
        return INT64_MIN;
    }
}

static void visit(struct search *search)
{
    if (search->nodes-- <= 0) {
        search->stopped = true;
        return;
    }
    int64_t bound = node_bound(search);
    if (search->stopped || bound >= search->cutoff)
        return;
    uint32_t choice = fractional_choice(search);
    if (choice == HT_NONE) {
        keep_if_best(search);
        return;
    }
    int down = (int)floor(ht_lp_value(search->lp, choice));
    int lower = search->lower[choice], upper = search->upper[choice];
    visit_between(search, choice, down + 1, upper);
    visit_between(search, choice, lower, down);
}

/* ------------------------------------------------------------ the whole search */

/* Starts from everything unplaced, which keeps all rows but those of the keep requests. */
static struct ht_lp *start_lp(const struct ht_model *model)
{
    const struct ht_program *program = &model->program;
    uint32_t *basic = HT_NEW(uint32_t, program->row_count);
    bool *full = HT_NEW(bool, program->column_count);
    for (uint32_t row = 0; row < program->row_count; row++)
        basic[row] = row < model->need_count ? model->needs[row].missed : HT_NONE;
    uint32_t first_missed = model->need_count ? model->needs[0].missed : 0;
    for (uint32_t row = model->need_count; row < program->row_count; row++) {
        uint32_t end = ht_program_row_end(program, row), e = program->rows[row].first_entry;
        if (program->entries[e].column < first_missed)
            continue;
        for (; e < end; e++)
            if (program->entries[e].factor < 0)
                full[program->entries[e].column] = true;
    }
    struct ht_lp *lp = ht_lp_new(program, basic, full);
    free(basic);
    free(full);
    return lp;
}

static void begin(struct search *search, int64_t cutoff, long nodes)
{
    search->cutoff = cutoff;
    search->nodes = nodes;
    search->stopped = false;
}

static void find_best(struct search *search)
{
    search->best.bound = node_bound(search);
    if (search->stopped) {
        search->best.bound = 0;
        return;
    }
    if (search->best.bound == INT64_MAX) {
        search->best.infeasible = true;
        return;
    }
    begin(search, search->best.bound + 1, 500);
    visit(search);
    if (search->best.choices)
        return;
    begin(search, INT64_MAX, 1000000);
    visit(search);
    if (!search->stopped && search->best.choices)
        search->best.bound = search->best.cost;
    search->best.infeasible = !search->stopped && !search->best.choices;
}

struct ht_solution ht_search(const struct ht_model *model, const struct ht_limit *limit)
{
    const struct ht_program *program = &model->program;
    struct search search = {
        .model = model,
        .limit = limit,
        .lp = start_lp(model),
        .multipliers = HT_NEW(double, program->row_count),
        .lower = HT_NEW(int, program->column_count),
        .upper = HT_NEW(int, program->column_count),
        .values = HT_NEW(int, program->column_count),
    };
    for (uint32_t c = 0; c < program->column_count; c++)
        search.upper[c] = program->columns[c].upper;
    find_best(&search);
    ht_lp_free(search.lp);
    free(search.multipliers);
    free(search.lower);
    free(search.upper);
    free(search.values);
    return search.best;
}

void ht_solution_clear(struct ht_solution *solution)
{
    free(solution->choices);
    solution->choices = NULL;
}
