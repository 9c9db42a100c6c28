/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that knows GLPK: the relaxations of lp.h, the integer programs of mip.h and
   the flows of flow.h. */
#include "solver/ilp/flow.h"
#include "solver/ilp/mip.h"

#include "solver/base/memory.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No callback runs inside GLPK's simplex, so it is called for slices: of so many iterations, which
   are the same everywhere, and of so long at most. What an iteration takes goes by the size of the
   program, of which so much is a step of a limit. */
enum { SLICE_MILLISECONDS = 500, SLICE_STEPS = 100000, SIZE_A_STEP = 32 };

struct ht_lp {
    const struct ht_ilp *ilp;
    glp_prob *problem;
    bool solved_before;
    bool aims_anew; /* since then: the old basis is not dual feasible */
    int *basis;     /* statuses of the rows, then of the columns, that were kept; or NULL */
};

static void set_row(glp_prob *problem, const struct ht_ilp *ilp, uint32_t row, int *columns,
                    double *factors)
{
    static const int types[] = {[HT_AT_MOST] = GLP_UP, [HT_EQUAL] = GLP_FX, [HT_AT_LEAST] = GLP_LO};
    const struct ht_ilp_row *of = &ilp->rows[row];
    uint32_t end = ht_ilp_row_end(ilp, row);
    int length = 0;
    for (uint32_t e = of->first_entry; e < end; e++) {
        columns[++length] = (int)ilp->entries[e].column + 1;
        factors[length] = ilp->entries[e].factor;
    }
    glp_set_row_bnds(problem, (int)row + 1, types[of->sense], of->right, of->right);
    glp_set_mat_row(problem, (int)row + 1, length, columns, factors);
}

/* Fills the program's rows from the given one on. */
static void add_rows(glp_prob *problem, const struct ht_ilp *ilp, uint32_t row)
{
    int *columns = HT_NEW(int, ilp->column_count + 1);
    double *factors = HT_NEW(double, ilp->column_count + 1);
    for (; row < ilp->row_count; row++)
        set_row(problem, ilp, row, columns, factors);
    free(columns);
    free(factors);
}

static void set_bounds(glp_prob *problem, uint32_t column, int lower, int upper)
{
    glp_set_col_bnds(problem, (int)column + 1, lower == upper ? GLP_FX : GLP_DB, lower, upper);
}

/* GLPK would abort; nothing that it held can be trusted any more. */
static void end_program(void *unused)
{
    (void)unused;
    ht_fail("the solver failed");
}

struct ht_lp *ht_lp_new(const struct ht_ilp *ilp)
{
    struct ht_lp *lp = HT_NEW(struct ht_lp, 1);
    glp_term_out(GLP_OFF);
    glp_error_hook(end_program, NULL);
    lp->ilp = ilp;
    lp->problem = glp_create_prob();
    if (ilp->row_count)
        glp_add_rows(lp->problem, (int)ilp->row_count);
    if (ilp->column_count)
        glp_add_cols(lp->problem, (int)ilp->column_count);
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        set_bounds(lp->problem, c, 0, ilp->columns[c].upper);
        glp_set_obj_coef(lp->problem, (int)c + 1, (double)ilp->columns[c].cost);
    }
    add_rows(lp->problem, ilp, 0);
    return lp;
}

void ht_lp_extend(struct ht_lp *lp, const struct ht_ilp *ilp)
{
    int before = glp_get_num_rows(lp->problem), added = (int)ilp->row_count - before;
    lp->ilp = ilp;
    if (added > 0)
        glp_add_rows(lp->problem, added);
    add_rows(lp->problem, ilp, (uint32_t)before);
}

void ht_lp_aim(struct ht_lp *lp)
{
    for (uint32_t c = 0; c < lp->ilp->column_count; c++)
        glp_set_obj_coef(lp->problem, (int)c + 1, (double)lp->ilp->columns[c].cost);
    lp->aims_anew = true;
}

void ht_lp_free(struct ht_lp *lp)
{
    if (!lp)
        return;
    glp_delete_prob(lp->problem);
    free(lp->basis);
    free(lp);
}

void ht_lp_leave_thread(void)
{
    glp_free_env();
}

void ht_lp_set_bounds(struct ht_lp *lp, uint32_t column, int lower, int upper)
{
    HT_REQUIRE(lower <= upper, "bounds that cross");
    set_bounds(lp->problem, column, lower, upper);
}

static enum ht_lp_result result_of(glp_prob *problem, int returned)
{
    if (returned == GLP_ETMLIM || returned == GLP_EITLIM)
        return HT_LP_STOPPED;
    if (returned)
        return HT_LP_FAILED;
    switch (glp_get_status(problem)) {
    case GLP_OPT:
        return HT_LP_OPTIMAL;
    case GLP_NOFEAS:
        return HT_LP_INFEASIBLE;
    default:
        return HT_LP_FAILED;
    }
}

void ht_lp_start(struct ht_lp *lp, const bool *upper)
{
    HT_REQUIRE(!lp->solved_before, "it has a basis of its own");
    for (uint32_t c = 0; c < lp->ilp->column_count; c++)
        glp_set_col_stat(lp->problem, (int)c + 1, upper[c] ? GLP_NU : GLP_NL);
}

enum ht_lp_result ht_lp_solve(struct ht_lp *lp, const struct ht_limit *limit)
{
    glp_smcp settings;
    glp_init_smcp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    int steps = 1 + (glp_get_num_rows(lp->problem) + glp_get_num_cols(lp->problem)) / SIZE_A_STEP;
    settings.tm_lim = SLICE_MILLISECONDS;
    settings.it_lim = SLICE_STEPS / steps + 1;
    /* Changed bounds leave the old basis dual feasible. */
    settings.meth = lp->solved_before && !lp->aims_anew ? GLP_DUALP : GLP_PRIMAL;
    enum ht_lp_result result;
    do {
        int before = glp_get_it_cnt(lp->problem);
        if (ht_limit_reached(limit))
            return HT_LP_STOPPED;
        result = result_of(lp->problem, glp_simplex(lp->problem, &settings));
        if (result == HT_LP_FAILED) {
            glp_std_basis(lp->problem);
            settings.meth = GLP_PRIMAL;
            result = result_of(lp->problem, glp_simplex(lp->problem, &settings));
        }
        ht_limit_after(limit, (int64_t)steps * (1 + glp_get_it_cnt(lp->problem) - before));
    } while (result == HT_LP_STOPPED);
    lp->solved_before = true;
    lp->aims_anew = false;
    return result;
}

void ht_lp_keep_basis(struct ht_lp *lp)
{
    int rows = glp_get_num_rows(lp->problem), columns = glp_get_num_cols(lp->problem);
    lp->basis = ht_resize(lp->basis, (size_t)rows + (size_t)columns, sizeof *lp->basis);
    for (int row = 1; row <= rows; row++)
        lp->basis[row - 1] = glp_get_row_stat(lp->problem, row);
    for (int column = 1; column <= columns; column++)
        lp->basis[rows + column - 1] = glp_get_col_stat(lp->problem, column);
}

void ht_lp_go_back(struct ht_lp *lp)
{
    int rows = glp_get_num_rows(lp->problem), columns = glp_get_num_cols(lp->problem);
    for (int row = 1; row <= rows; row++)
        glp_set_row_stat(lp->problem, row, lp->basis[row - 1]);
    for (int column = 1; column <= columns; column++)
        glp_set_col_stat(lp->problem, column, lp->basis[rows + column - 1]);
}

/* Iterations of the dual simplex method, whose cost only rises. */
enum { TRY_ITERATIONS = 100 };

double ht_lp_try(struct ht_lp *lp, double most, const struct ht_limit *limit)
{
    glp_smcp settings;
    glp_init_smcp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    settings.meth = GLP_DUAL;
    settings.it_lim = TRY_ITERATIONS;
    settings.obj_ul = most;
    ht_lp_go_back(lp);
    int steps = 1 + (glp_get_num_rows(lp->problem) + glp_get_num_cols(lp->problem)) / SIZE_A_STEP;
    int before = glp_get_it_cnt(lp->problem);
    int result = glp_simplex(lp->problem, &settings);
    double cost = glp_get_obj_val(lp->problem);
    bool has_none = !result && glp_get_prim_stat(lp->problem) == GLP_NOFEAS;
    ht_limit_after(limit, (int64_t)steps * (1 + glp_get_it_cnt(lp->problem) - before));
    return has_none || result == GLP_EOBJUL || cost > most ? INFINITY : cost;
}

double ht_lp_value(const struct ht_lp *lp, uint32_t column)
{
    return glp_get_col_prim(lp->problem, (int)column + 1);
}

void ht_lp_duals(const struct ht_lp *lp, double *duals)
{
    int rows = glp_get_num_rows(lp->problem);
    for (int row = 1; row <= rows; row++)
        duals[row - 1] = glp_get_row_dual(lp->problem, row);
}

/* Beyond its bounds by so much a variable is reported as infeasible. */
static const double violated = 1e-7;

/* Rounding takes less of a long ray. */
enum { RAY_LENGTH = 256 };

/* How far a basic variable, GLPK's k-th, is beyond its bounds: 1 below, -1 above, 0 not. */
static int violation(glp_prob *problem, int k)
{
    int rows = glp_get_num_rows(problem), column = k - rows;
    bool is_row = k <= rows;
    int type = is_row ? glp_get_row_type(problem, k) : glp_get_col_type(problem, column);
    double value = is_row ? glp_get_row_prim(problem, k) : glp_get_col_prim(problem, column);
    double lower = is_row ? glp_get_row_lb(problem, k) : glp_get_col_lb(problem, column);
    double upper = is_row ? glp_get_row_ub(problem, k) : glp_get_col_ub(problem, column);
    if (type != GLP_FR && type != GLP_UP && value < lower - violated)
        return 1;
    return type != GLP_FR && type != GLP_LO && value > upper + violated ? -1 : 0;
}

/* Where the dual simplex method stopped, one basic variable cannot come back between its bounds;
   where the primal one did, the sum of all that are beyond theirs cannot get less. */
void ht_lp_ray(const struct ht_lp *lp, double *duals)
{
    glp_prob *problem = lp->problem;
    int rows = glp_get_num_rows(problem), ray = glp_get_unbnd_ray(problem);
    double *work = HT_NEW(double, (size_t)rows + 1);
    bool has_basis = glp_bf_exists(problem) || !glp_factorize(problem);
    for (int n = 1; has_basis && n <= rows; n++) {
        int basic = glp_get_bhead(problem, n);
        if (!ray || basic == ray)
            work[n] = RAY_LENGTH * violation(problem, basic);
    }
    if (has_basis)
        glp_btran(problem, work);
    for (int row = 1; row <= rows; row++)
        duals[row - 1] = work[row];
    free(work);
}

/* ------------------------------------------------------------ integer programs */

/* How branch and bound goes about a program. One is quick where another finds no end, and nobody
   knows before which: they take turns, and each turn is twice as long as the one before. */
static const struct tactic {
    int branching, cuts;
} tactics[] = {{GLP_BR_FFV, GLP_ON}, {GLP_BR_FFV, GLP_OFF}, {GLP_BR_DTH, GLP_ON}};

/* Counted in nodes of the tree, not in seconds, so that the result is the same everywhere. */
enum { FIRST_TURN = 250, LAST_TURN = 1 << 20, TACTIC_COUNT = sizeof tactics / sizeof *tactics };

/* A turn of branch and bound. */
struct turn {
    const struct ht_limit *limit;
    const int *start; /* a solution to begin with; NULL once it has been offered */
    int most_nodes;
    bool is_over; /* there were as many */
};

static void offer(glp_tree *tree, const int *values)
{
    int columns = glp_get_num_cols(glp_ios_get_prob(tree));
    double *solution = HT_NEW(double, (size_t)columns + 1);
    for (int c = 0; c < columns; c++)
        solution[c + 1] = values[c];
    glp_ios_heur_sol(tree, solution);
    free(solution);
}

static void watch(glp_tree *tree, void *context)
{
    struct turn *turn = context;
    int nodes;
    glp_ios_tree_size(tree, NULL, NULL, &nodes);
    turn->is_over = nodes > turn->most_nodes;
    if (turn->is_over || ht_limit_reached(turn->limit))
        glp_ios_terminate(tree);
    if (glp_ios_reason(tree) != GLP_IHEUR || !turn->start)
        return;
    offer(tree, turn->start);
    turn->start = NULL;
}

/* Takes the solver's values where they keep every row in integers and cost no more than before. */
static bool take_values(glp_prob *problem, const struct ht_ilp *ilp, int *values)
{
    int64_t before, after;
    int *found = HT_NEW(int, ilp->column_count);
    for (uint32_t c = 0; c < ilp->column_count; c++)
        found[c] = (int)lround(glp_mip_col_val(problem, (int)c + 1));
    bool good =
        ht_ilp_holds(ilp, values, &before) && ht_ilp_holds(ilp, found, &after) && after <= before;
    if (good)
        memcpy(values, found, ilp->column_count * sizeof *values);
    free(found);
    return good;
}

static int milliseconds_until(double deadline)
{
    double left = 1000 * (deadline - ht_clock());
    return left < 0 ? 0 : left < INT_MAX ? (int)left : INT_MAX;
}

/* Takes a turn; true where the values are then proved to be of the least cost. */
static bool take_turn(const struct ht_ilp *ilp, const struct tactic *tactic, struct turn *turn,
                      int *values)
{
    struct ht_lp *lp = ht_lp_new(ilp);
    bool proved = false;
    turn->start = values;
    if (ht_lp_solve(lp, turn->limit) != HT_LP_OPTIMAL)
        goto out;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        glp_set_col_kind(lp->problem, (int)c + 1, GLP_IV);
    glp_iocp settings;
    glp_init_iocp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    if (turn->limit->deadline > 0)
        settings.tm_lim = milliseconds_until(turn->limit->deadline);
    settings.br_tech = tactic->branching;
    settings.gmi_cuts = settings.mir_cuts = settings.clq_cuts = tactic->cuts;
    settings.cb_func = watch;
    settings.cb_info = turn;
    bool ended = !glp_intopt(lp->problem, &settings);
    int status = glp_mip_status(lp->problem);
    bool found = status == GLP_OPT || status == GLP_FEAS;
    proved = found && take_values(lp->problem, ilp, values) && ended && status == GLP_OPT;
out:
    ht_lp_free(lp);
    return proved;
}

bool ht_mip_solve(const struct ht_ilp *ilp, const struct ht_limit *limit, int *values)
{
    for (int nodes = FIRST_TURN; nodes <= LAST_TURN; nodes *= 2)
        for (int n = 0; n < TACTIC_COUNT; n++) {
            struct turn turn = {.limit = limit, .most_nodes = nodes};
            if (take_turn(ilp, &tactics[n], &turn, values))
                return true;
            /* Whatever ended it but its length would end the next one too. */
            if (!turn.is_over || ht_limit_reached(limit))
                return false;
        }
    return false;
}

/* ------------------------------------------------------------ flows */

/* What GLPK keeps with each arc of a network. */
struct arc_data {
    double low, high, cost, flow;
};

bool ht_flow_solve(uint32_t node_count, struct ht_arc *arcs, uint32_t arc_count)
{
    glp_graph *graph = glp_create_graph(0, sizeof(struct arc_data));
    glp_arc **made = HT_NEW(glp_arc *, arc_count);
    if (node_count)
        glp_add_vertices(graph, (int)node_count);
    for (uint32_t n = 0; n < arc_count; n++) {
        const struct ht_arc *arc = &arcs[n];
        made[n] = glp_add_arc(graph, (int)arc->from + 1, (int)arc->to + 1);
        *(struct arc_data *)made[n]->data = (struct arc_data){arc->low, arc->high, arc->cost, 0};
    }
    int result = glp_mincost_okalg(graph, -1, offsetof(struct arc_data, low),
                                   offsetof(struct arc_data, high), offsetof(struct arc_data, cost),
                                   NULL, offsetof(struct arc_data, flow), -1);
    for (uint32_t n = 0; n < arc_count; n++)
        arcs[n].flow = (int)((struct arc_data *)made[n]->data)->flow;
    glp_delete_graph(graph);
    free(made);
    return !result;
}
