/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The primal-dual hybrid gradient method (Chambolle and Pock, 2011) with restarts, as Applegate et
   al. use it for linear programs ("Practical large-scale linear programming using primal-dual
   hybrid gradient", 2021); its steps are reflected and drawn back to where the restart began (Lu
   and Yang, "Restarted Halpern PDHG for linear programming", 2024). */
#include "solver/ilp/pdhg.h"

#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps between two looks at how good the point is. */
enum { STRIDE = 64 };

/* Entries of the program that all the steps of a stride pass in a step of the limit. */
enum { ENTRIES_A_STEP = 4 };

/* Values of the columns and duals of the rows. */
struct point {
    double *x, *y;
};

/* The part of a program that is left when columns whose bounds are equal are taken out; scaled so
   that the matrix has a norm of at most 1. As most factors are 1, they are not scaled themselves,
   but the sums that they are in. */
struct core {
    uint32_t column_count, row_count, entry_count;
    uint32_t *columns, *rows; /* of the program */
    uint32_t *first;          /* [row], one more at the end: in entries */
    uint32_t *entry_columns;  /* [entry] */
    int *factors;             /* [entry]: of the program */
    bool *plain;              /* [row]: all factors are 1 */
    double *unit, *row_unit;  /* [column], [row]: of the core, in the program's */
    double *cost, *lower, *upper, *right;
    double *least_dual, *most_dual; /* [row] */
    double fixed_cost;              /* of the columns taken out */
    bool impossible;                /* a row without columns does not hold */
};

struct ht_pdhg {
    const struct ht_ilp *ilp;
    double *column_scale, *row_scale;
    struct point at;   /* of the program, not scaled: where the last descent ended */
    struct point kept; /* likewise */
    uint32_t *place;   /* [column of the program]: in the core, or HT_NONE */
    struct core core;
    struct point now;   /* of the core, as all that follow */
    struct point next;  /* where the method's own step leads from there */
    struct point start; /* where the restart began */
    double *ahead;      /* [column]: extrapolated values, of the program */
    double *slope;      /* [column]: reduced costs */
    double weight;      /* of the rows' steps against the columns' */
    double kept_weight;
};

static struct point new_point(const struct ht_ilp *ilp)
{
    return (struct point){HT_NEW(double, ilp->column_count), HT_NEW(double, ilp->row_count)};
}

static void free_point(struct point *point)
{
    free(point->x);
    free(point->y);
}

static void copy_point(struct point *to, const struct point *from, uint32_t columns, uint32_t rows)
{
    memcpy(to->x, from->x, columns * sizeof *to->x);
    memcpy(to->y, from->y, rows * sizeof *to->y);
}

/* ------------------------------------------------------------ scaling */

static double scaled(const struct ht_pdhg *pdhg, uint32_t row, const struct ht_ilp_entry *entry)
{
    return entry->factor * pdhg->row_scale[row] * pdhg->column_scale[entry->column];
}

/* Divides rows and columns by the root of their largest entry, or of their sum. */
static void scale(struct ht_pdhg *pdhg, bool by_sum)
{
    const struct ht_ilp *ilp = pdhg->ilp;
    double *rows = HT_NEW(double, ilp->row_count);
    double *columns = HT_NEW(double, ilp->column_count);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        for (uint32_t e = ilp->rows[row].first_entry; e < ht_ilp_row_end(ilp, row); e++) {
            double size = fabs(scaled(pdhg, row, &ilp->entries[e]));
            double *column = &columns[ilp->entries[e].column];
            rows[row] = by_sum ? rows[row] + size : fmax(rows[row], size);
            *column = by_sum ? *column + size : fmax(*column, size);
        }
    for (uint32_t row = 0; row < ilp->row_count; row++)
        pdhg->row_scale[row] /= rows[row] > 0 ? sqrt(rows[row]) : 1;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        pdhg->column_scale[c] /= columns[c] > 0 ? sqrt(columns[c]) : 1;
    free(rows);
    free(columns);
}

/* Ten rounds of Ruiz's equilibration, then one that brings the norm to 1 (Pock and Chambolle). */
static void find_scales(struct ht_pdhg *pdhg)
{
    enum { ROUNDS = 10 };
    for (uint32_t row = 0; row < pdhg->ilp->row_count; row++)
        pdhg->row_scale[row] = 1;
    for (uint32_t c = 0; c < pdhg->ilp->column_count; c++)
        pdhg->column_scale[c] = 1;
    for (int round = 0; round < ROUNDS; round++)
        scale(pdhg, false);
    scale(pdhg, true);
}

static double first_weight(const struct ht_pdhg *pdhg)
{
    const struct ht_ilp *ilp = pdhg->ilp;
    double costs = 0, rights = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++)
        costs += pow((double)ilp->columns[c].cost * pdhg->column_scale[c], 2);
    for (uint32_t row = 0; row < ilp->row_count; row++)
        rights += pow(ilp->rows[row].right * pdhg->row_scale[row], 2);
    return costs > 0 && rights > 0 ? sqrt(costs / rights) : 1;
}

/* ------------------------------------------------------------ the core */

static void new_core(struct core *core, const struct ht_ilp *ilp)
{
    *core = (struct core){
        .columns = HT_NEW(uint32_t, ilp->column_count),
        .rows = HT_NEW(uint32_t, ilp->row_count),
        .first = HT_NEW(uint32_t, ilp->row_count + 1),
        .entry_columns = HT_NEW(uint32_t, ilp->entry_count),
        .factors = HT_NEW(int, ilp->entry_count),
        .plain = HT_NEW(bool, ilp->row_count),
        .unit = HT_NEW(double, ilp->column_count),
        .row_unit = HT_NEW(double, ilp->row_count),
        .cost = HT_NEW(double, ilp->column_count),
        .lower = HT_NEW(double, ilp->column_count),
        .upper = HT_NEW(double, ilp->column_count),
        .right = HT_NEW(double, ilp->row_count),
        .least_dual = HT_NEW(double, ilp->row_count),
        .most_dual = HT_NEW(double, ilp->row_count),
    };
}

static void free_core(struct core *core)
{
    free(core->columns);
    free(core->rows);
    free(core->first);
    free(core->entry_columns);
    free(core->factors);
    free(core->plain);
    free(core->unit);
    free(core->row_unit);
    free(core->cost);
    free(core->lower);
    free(core->upper);
    free(core->right);
    free(core->least_dual);
    free(core->most_dual);
}

static double between(double value, double lower, double upper)
{
    double raised = value < lower ? lower : value;
    return raised > upper ? upper : raised;
}

static void add_columns(struct ht_pdhg *pdhg, const int *lower, const int *upper)
{
    const struct ht_ilp *ilp = pdhg->ilp;
    struct core *core = &pdhg->core;
    core->column_count = 0;
    core->fixed_cost = 0;
    for (uint32_t c = 0; c < ilp->column_count; c++) {
        double cost = (double)ilp->columns[c].cost, unit = pdhg->column_scale[c];
        pdhg->place[c] = HT_NONE;
        if (lower[c] == upper[c]) {
            core->fixed_cost += cost * lower[c];
            continue;
        }
        uint32_t place = pdhg->place[c] = core->column_count++;
        core->columns[place] = c;
        core->unit[place] = unit;
        core->cost[place] = cost * unit;
        core->lower[place] = lower[c] / unit;
        core->upper[place] = upper[c] / unit;
    }
}

/* Adds a row, unless it has no columns left. */
static void add_row(struct ht_pdhg *pdhg, uint32_t row, const int *lower)
{
    const struct ht_ilp *ilp = pdhg->ilp;
    const struct ht_ilp_row *of = &ilp->rows[row];
    struct core *core = &pdhg->core;
    uint32_t first = core->entry_count, end = ht_ilp_row_end(ilp, row);
    int64_t right = of->right;
    double least_dual = of->sense == HT_AT_LEAST ? 0 : -INFINITY;
    double most_dual = of->sense == HT_AT_MOST ? 0 : INFINITY;
    bool plain = true;
    for (uint32_t e = of->first_entry; e < end; e++) {
        const struct ht_ilp_entry *entry = &ilp->entries[e];
        uint32_t place = pdhg->place[entry->column];
        if (place == HT_NONE) {
            right -= (int64_t)entry->factor * lower[entry->column];
            continue;
        }
        core->entry_columns[core->entry_count] = place;
        core->factors[core->entry_count++] = entry->factor;
        plain &= entry->factor == 1;
    }
    if (core->entry_count == first) {
        core->impossible |= between((double)right, least_dual, most_dual) != 0;
        return;
    }
    core->rows[core->row_count] = row;
    core->first[core->row_count] = first;
    core->plain[core->row_count] = plain;
    core->row_unit[core->row_count] = pdhg->row_scale[row];
    core->least_dual[core->row_count] = least_dual;
    core->most_dual[core->row_count] = most_dual;
    core->right[core->row_count++] = (double)right * pdhg->row_scale[row];
}

static void make_core(struct ht_pdhg *pdhg, const int *lower, const int *upper)
{
    struct core *core = &pdhg->core;
    add_columns(pdhg, lower, upper);
    core->row_count = core->entry_count = 0;
    core->impossible = false;
    for (uint32_t row = 0; row < pdhg->ilp->row_count; row++)
        add_row(pdhg, row, lower);
    core->first[core->row_count] = core->entry_count;
}

static void enter_core(struct ht_pdhg *pdhg)
{
    const struct core *core = &pdhg->core;
    for (uint32_t c = 0; c < core->column_count; c++)
        pdhg->now.x[c] =
            between(pdhg->at.x[core->columns[c]] / core->unit[c], core->lower[c], core->upper[c]);
    for (uint32_t row = 0; row < core->row_count; row++)
        pdhg->now.y[row] = pdhg->at.y[core->rows[row]] / core->row_unit[row];
}

static void leave_core(struct ht_pdhg *pdhg, const int *lower)
{
    const struct core *core = &pdhg->core;
    for (uint32_t c = 0; c < pdhg->ilp->column_count; c++)
        pdhg->at.x[c] = lower[c];
    memset(pdhg->at.y, 0, pdhg->ilp->row_count * sizeof *pdhg->at.y);
    for (uint32_t c = 0; c < core->column_count; c++)
        pdhg->at.x[core->columns[c]] = pdhg->next.x[c] * core->unit[c];
    for (uint32_t row = 0; row < core->row_count; row++)
        pdhg->at.y[core->rows[row]] = pdhg->next.y[row] * core->row_unit[row];
}

/* ------------------------------------------------------------ steps */

/* The columns' costs less what the rows' duals pay for them. */
static void find_slopes(struct ht_pdhg *pdhg, const double *y)
{
    const struct core *core = &pdhg->core;
    const uint32_t *restrict columns = core->entry_columns;
    double *restrict slope = pdhg->slope;
    memset(slope, 0, core->column_count * sizeof *slope);
    for (uint32_t row = 0; row < core->row_count; row++) {
        uint32_t e = core->first[row], end = y[row] != 0 ? core->first[row + 1] : e;
        double pay = y[row] * core->row_unit[row];
        for (; !core->plain[row] && e < end; e++)
            slope[columns[e]] += core->factors[e] * pay;
        for (; e < end; e++)
            slope[columns[e]] += pay;
    }
    for (uint32_t c = 0; c < core->column_count; c++)
        slope[c] = core->cost[c] - core->unit[c] * slope[c];
}

/* How much a row's sum of the values ahead lacks to its right-hand side. */
static double find_lack(const struct ht_pdhg *pdhg, uint32_t row)
{
    const struct core *core = &pdhg->core;
    const uint32_t *columns = core->entry_columns;
    const double *ahead = pdhg->ahead;
    uint32_t e = core->first[row], end = core->first[row + 1];
    double sum = 0, odd = 0;
    for (; !core->plain[row] && e < end; e++)
        sum += core->factors[e] * ahead[columns[e]];
    /* Of two sums neither waits for the other. */
    for (; e + 1 < end; e += 2) {
        sum += ahead[columns[e]];
        odd += ahead[columns[e + 1]];
    }
    sum += e < end ? ahead[columns[e]] : 0;
    return core->right[row] - core->row_unit[row] * (sum + odd);
}

/* A step of the columns, reflected and then drawn back by that part of the way to the start. */
static void move_columns(struct ht_pdhg *pdhg, double by, double back)
{
    const struct core *core = &pdhg->core;
    const double *restrict slope = pdhg->slope, *restrict unit = core->unit;
    const double *restrict lower = core->lower, *restrict upper = core->upper;
    const double *restrict start = pdhg->start.x;
    double *restrict now = pdhg->now.x, *restrict next = pdhg->next.x;
    double *restrict ahead = pdhg->ahead;
    double on = 1 - back;
    for (uint32_t c = 0; c < core->column_count; c++) {
        next[c] = between(now[c] - by * slope[c], lower[c], upper[c]);
        double reflected = 2 * next[c] - now[c];
        ahead[c] = unit[c] * reflected;
        now[c] = on * reflected + back * start[c];
    }
}

/* Likewise of the rows, by what their sums lack. */
static void move_rows(struct ht_pdhg *pdhg, double by, double back)
{
    const struct core *core = &pdhg->core;
    const double *restrict least = core->least_dual, *restrict most = core->most_dual;
    const double *restrict start = pdhg->start.y;
    double *restrict now = pdhg->now.y, *restrict next = pdhg->next.y;
    double on = 1 - back;
    for (uint32_t row = 0; row < core->row_count; row++) {
        next[row] = between(now[row] + by * find_lack(pdhg, row), least[row], most[row]);
        now[row] = on * (2 * next[row] - now[row]) + back * start[row];
    }
}

/* The n-th step since the restart, from 0 on. */
static void step(struct ht_pdhg *pdhg, int n)
{
    static const double length = 0.99;
    double back = 1.0 / (n + 2);
    find_slopes(pdhg, pdhg->now.y);
    move_columns(pdhg, length / pdhg->weight, back);
    move_rows(pdhg, length * pdhg->weight, back);
}

/* ------------------------------------------------------------ how good a point is */

struct quality {
    double cost, bound;
    double broken; /* of the rows, in scaled units */
};

static struct quality judge(struct ht_pdhg *pdhg, const struct point *point)
{
    const struct core *core = &pdhg->core;
    struct quality quality = {core->fixed_cost, core->fixed_cost, 0};
    double squares = 0;
    for (uint32_t c = 0; c < core->column_count; c++) {
        quality.cost += core->cost[c] * point->x[c];
        pdhg->ahead[c] = core->unit[c] * point->x[c];
    }
    for (uint32_t row = 0; row < core->row_count; row++) {
        squares +=
            pow(between(find_lack(pdhg, row), core->least_dual[row], core->most_dual[row]), 2);
        quality.bound += point->y[row] * core->right[row];
    }
    find_slopes(pdhg, point->y);
    for (uint32_t c = 0; c < core->column_count; c++)
        quality.bound += pdhg->slope[c] * (pdhg->slope[c] > 0 ? core->lower[c] : core->upper[c]);
    quality.broken = sqrt(squares);
    return quality;
}

/* One number for how far a point is from the optimum. */
static double error_of(const struct ht_pdhg *pdhg, struct quality quality)
{
    return hypot(pdhg->weight * quality.broken, quality.cost - quality.bound);
}

/* ------------------------------------------------------------ restarts */

static double distance(const double *one, const double *other, uint32_t count)
{
    double squares = 0;
    for (uint32_t n = 0; n < count; n++)
        squares += (one[n] - other[n]) * (one[n] - other[n]);
    return sqrt(squares);
}

/* Goes on from where the last step led, with steps whose weight fits how far columns and rows have
   come. */
static void restart(struct ht_pdhg *pdhg)
{
    const struct core *core = &pdhg->core;
    copy_point(&pdhg->now, &pdhg->next, core->column_count, core->row_count);
    double by_columns = distance(pdhg->now.x, pdhg->start.x, core->column_count);
    double by_rows = distance(pdhg->now.y, pdhg->start.y, core->row_count);
    if (by_columns > FLT_EPSILON && by_rows > FLT_EPSILON)
        pdhg->weight = sqrt(pdhg->weight * by_rows / by_columns);
    copy_point(&pdhg->start, &pdhg->now, core->column_count, core->row_count);
}

/* What has been seen since the last restart. */
struct progress {
    double at_restart, last; /* errors */
    int steps, steps_in_all;
};

/* The error must fall by much, or by a little and then rise again, or the start gets old. */
static bool is_time(const struct progress *progress, double error)
{
    return error < 0.2 * progress->at_restart ||
           (error < 0.8 * progress->at_restart && error > progress->last) ||
           progress->steps > 0.36 * progress->steps_in_all;
}

/* Looks at where the last step led, and restarts where it is time; true where that ends the
   descent. */
static bool look(struct ht_pdhg *pdhg, struct progress *progress, double cutoff, double accuracy,
                 enum ht_pdhg_result *result)
{
    struct quality next = judge(pdhg, &pdhg->next);
    double error = error_of(pdhg, next);
    *result = next.bound > cutoff ? HT_PDHG_ABOVE : HT_PDHG_CLOSE;
    bool is_close = next.broken < accuracy && fabs(next.cost - next.bound) < 50 * accuracy;
    bool is_over = is_close || *result == HT_PDHG_ABOVE;
    /* What weight suits one descent suits the next. */
    if (is_over || is_time(progress, error)) {
        restart(pdhg);
        *progress = (struct progress){error, INFINITY, 0, progress->steps_in_all};
    } else {
        progress->last = error;
    }
    return is_over;
}

static enum ht_pdhg_result descend(struct ht_pdhg *pdhg, double cutoff, double accuracy,
                                   int most_steps, const struct ht_limit *limit)
{
    struct progress progress = {INFINITY, INFINITY, 0, 0};
    enum ht_pdhg_result result = HT_PDHG_CLOSE;
    while (progress.steps_in_all < most_steps) {
        if (ht_limit_after(limit, 1 + pdhg->core.entry_count / ENTRIES_A_STEP))
            return HT_PDHG_STOPPED;
        for (int n = 0; n < STRIDE; n++)
            step(pdhg, progress.steps + n);
        progress.steps += STRIDE;
        progress.steps_in_all += STRIDE;
        if (look(pdhg, &progress, cutoff, accuracy, &result))
            break;
    }
    return result;
}

enum ht_pdhg_result ht_pdhg_solve(struct ht_pdhg *pdhg, const int *lower, const int *upper,
                                  double cutoff, double accuracy, int most_steps,
                                  const struct ht_limit *limit)
{
    make_core(pdhg, lower, upper);
    ht_limit_after(limit, 1 + pdhg->ilp->entry_count / STRIDE);
    if (pdhg->core.impossible)
        return HT_PDHG_ABOVE;
    enter_core(pdhg);
    copy_point(&pdhg->start, &pdhg->now, pdhg->core.column_count, pdhg->core.row_count);
    copy_point(&pdhg->next, &pdhg->now, pdhg->core.column_count, pdhg->core.row_count);
    enum ht_pdhg_result result = descend(pdhg, cutoff, accuracy, most_steps, limit);
    leave_core(pdhg, lower);
    return result;
}

/* ------------------------------------------------------------ making and looking */

struct ht_pdhg *ht_pdhg_new(const struct ht_ilp *ilp)
{
    struct ht_pdhg *pdhg = HT_NEW(struct ht_pdhg, 1);
    *pdhg = (struct ht_pdhg){
        .ilp = ilp,
        .column_scale = HT_NEW(double, ilp->column_count),
        .row_scale = HT_NEW(double, ilp->row_count),
        .at = new_point(ilp),
        .kept = new_point(ilp),
        .place = HT_NEW(uint32_t, ilp->column_count),
        .now = new_point(ilp),
        .next = new_point(ilp),
        .start = new_point(ilp),
        .ahead = HT_NEW(double, ilp->column_count),
        .slope = HT_NEW(double, ilp->column_count),
    };
    new_core(&pdhg->core, ilp);
    find_scales(pdhg);
    pdhg->weight = first_weight(pdhg);
    return pdhg;
}

void ht_pdhg_free(struct ht_pdhg *pdhg)
{
    if (!pdhg)
        return;
    free(pdhg->column_scale);
    free(pdhg->row_scale);
    free_point(&pdhg->at);
    free_point(&pdhg->kept);
    free(pdhg->place);
    free_core(&pdhg->core);
    free_point(&pdhg->now);
    free_point(&pdhg->next);
    free_point(&pdhg->start);
    free(pdhg->ahead);
    free(pdhg->slope);
    free(pdhg);
}

double ht_pdhg_value(const struct ht_pdhg *pdhg, uint32_t column)
{
    return pdhg->at.x[column];
}

void ht_pdhg_duals(const struct ht_pdhg *pdhg, double *duals)
{
    memcpy(duals, pdhg->at.y, pdhg->ilp->row_count * sizeof *duals);
}

void ht_pdhg_keep(struct ht_pdhg *pdhg)
{
    copy_point(&pdhg->kept, &pdhg->at, pdhg->ilp->column_count, pdhg->ilp->row_count);
    pdhg->kept_weight = pdhg->weight;
}

void ht_pdhg_go_back(struct ht_pdhg *pdhg)
{
    copy_point(&pdhg->at, &pdhg->kept, pdhg->ilp->column_count, pdhg->ilp->row_count);
    pdhg->weight = pdhg->kept_weight;
}
