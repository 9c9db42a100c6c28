/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The primal-dual hybrid gradient method (Chambolle and Pock, 2011) with restarts from averages,
   as Applegate et al. use it for linear programs ("Practical large-scale linear programming using
   primal-dual hybrid gradient", 2021). */
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

/* Values of the columns and multipliers of the rows. */
struct point {
    double *x, *y;
};

/* The part of a program that is left when columns whose bounds are equal are taken out; scaled so
   that the matrix has a norm of at most 1. */
struct core {
    uint32_t column_count, row_count, entry_count;
    uint32_t *columns, *rows; /* of the program */
    uint32_t *first;          /* [row], one more at the end: in entries */
    uint32_t *entry_columns;  /* [entry] */
    double *factors;          /* [entry] */
    double *cost, *lower, *upper, *right;
    enum ht_sense *senses;
    double fixed_cost; /* of the columns taken out */
    bool impossible;   /* a row without columns does not hold */
};

struct ht_descent {
    const struct ht_program *program;
    double *column_scale, *row_scale;
    struct point at;   /* of the program, not scaled: where the last descent ended */
    struct point kept; /* likewise */
    uint32_t *place;   /* [column of the program]: in the core, or HT_NONE */
    struct core core;
    struct point now;   /* of the core, as all that follow */
    struct point sum;   /* of all points since the restart */
    struct point start; /* where the restart began */
    double *ahead;      /* [column]: extrapolated values */
    double *slope;      /* [column]: reduced costs */
    double weight;      /* of the rows' steps against the columns' */
    double kept_weight;
};

static struct point new_point(const struct ht_program *program)
{
    return (struct point){HT_NEW(double, program->column_count),
                          HT_NEW(double, program->row_count)};
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

static double scaled(const struct ht_descent *descent, uint32_t row, const struct ht_entry *entry)
{
    return entry->factor * descent->row_scale[row] * descent->column_scale[entry->column];
}

/* Divides rows and columns by the root of their largest entry, or of their sum. */
static void scale(struct ht_descent *descent, bool by_sum)
{
    const struct ht_program *program = descent->program;
    double *rows = HT_NEW(double, program->row_count);
    double *columns = HT_NEW(double, program->column_count);
    for (uint32_t row = 0; row < program->row_count; row++)
        for (uint32_t e = program->rows[row].first_entry; e < ht_program_row_end(program, row);
             e++) {
            double size = fabs(scaled(descent, row, &program->entries[e]));
            double *column = &columns[program->entries[e].column];
            rows[row] = by_sum ? rows[row] + size : fmax(rows[row], size);
            *column = by_sum ? *column + size : fmax(*column, size);
        }
    for (uint32_t row = 0; row < program->row_count; row++)
        descent->row_scale[row] /= rows[row] > 0 ? sqrt(rows[row]) : 1;
    for (uint32_t c = 0; c < program->column_count; c++)
        descent->column_scale[c] /= columns[c] > 0 ? sqrt(columns[c]) : 1;
    free(rows);
    free(columns);
}

/* Ten rounds of Ruiz's equilibration, then one that brings the norm to 1 (Pock and Chambolle). */
static void find_scales(struct ht_descent *descent)
{
    enum { ROUNDS = 10 };
    for (uint32_t row = 0; row < descent->program->row_count; row++)
        descent->row_scale[row] = 1;
    for (uint32_t c = 0; c < descent->program->column_count; c++)
        descent->column_scale[c] = 1;
    for (int round = 0; round < ROUNDS; round++)
        scale(descent, false);
    scale(descent, true);
}

static double first_weight(const struct ht_descent *descent)
{
    const struct ht_program *program = descent->program;
    double costs = 0, rights = 0;
    for (uint32_t c = 0; c < program->column_count; c++)
        costs += pow((double)program->columns[c].cost * descent->column_scale[c], 2);
    for (uint32_t row = 0; row < program->row_count; row++)
        rights += pow(program->rows[row].right * descent->row_scale[row], 2);
    return costs > 0 && rights > 0 ? sqrt(costs / rights) : 1;
}

/* ------------------------------------------------------------ the core */

static void new_core(struct core *core, const struct ht_program *program)
{
    *core = (struct core){
        .columns = HT_NEW(uint32_t, program->column_count),
        .rows = HT_NEW(uint32_t, program->row_count),
        .first = HT_NEW(uint32_t, program->row_count + 1),
        .entry_columns = HT_NEW(uint32_t, program->entry_count),
        .factors = HT_NEW(double, program->entry_count),
        .cost = HT_NEW(double, program->column_count),
        .lower = HT_NEW(double, program->column_count),
        .upper = HT_NEW(double, program->column_count),
        .right = HT_NEW(double, program->row_count),
        .senses = HT_NEW(enum ht_sense, program->row_count),
    };
}

static void free_core(struct core *core)
{
    free(core->columns);
    free(core->rows);
    free(core->first);
    free(core->entry_columns);
    free(core->factors);
    free(core->cost);
    free(core->lower);
    free(core->upper);
    free(core->right);
    free(core->senses);
}

/* What is left of a demand by its sense: how far a sum below or above the right-hand side breaks
   it. */
static double broken_by(enum ht_sense sense, double lack)
{
    if ((sense == HT_AT_MOST && lack > 0) || (sense == HT_AT_LEAST && lack < 0))
        return 0;
    return lack;
}

static void add_columns(struct ht_descent *descent, const int *lower, const int *upper)
{
    const struct ht_program *program = descent->program;
    struct core *core = &descent->core;
    core->column_count = 0;
    core->fixed_cost = 0;
    for (uint32_t c = 0; c < program->column_count; c++) {
        double cost = (double)program->columns[c].cost, unit = descent->column_scale[c];
        descent->place[c] = HT_NONE;
        if (lower[c] == upper[c]) {
            core->fixed_cost += cost * lower[c];
            continue;
        }
        uint32_t place = descent->place[c] = core->column_count++;
        core->columns[place] = c;
        core->cost[place] = cost * unit;
        core->lower[place] = lower[c] / unit;
        core->upper[place] = upper[c] / unit;
    }
}

/* Adds a row, unless it has no columns left. */
static void add_row(struct ht_descent *descent, uint32_t row, const int *lower)
{
    const struct ht_program *program = descent->program;
    const struct ht_row *of = &program->rows[row];
    struct core *core = &descent->core;
    uint32_t first = core->entry_count, end = ht_program_row_end(program, row);
    int64_t right = of->right;
    for (uint32_t e = of->first_entry; e < end; e++) {
        const struct ht_entry *entry = &program->entries[e];
        uint32_t place = descent->place[entry->column];
        if (place == HT_NONE) {
            right -= (int64_t)entry->factor * lower[entry->column];
            continue;
        }
        core->entry_columns[core->entry_count] = place;
        core->factors[core->entry_count++] = scaled(descent, row, entry);
    }
    if (core->entry_count == first) {
        core->impossible |= broken_by(of->sense, (double)right) != 0;
        return;
    }
    core->rows[core->row_count] = row;
    core->first[core->row_count] = first;
    core->senses[core->row_count] = of->sense;
    core->right[core->row_count++] = (double)right * descent->row_scale[row];
}

static void make_core(struct ht_descent *descent, const int *lower, const int *upper)
{
    struct core *core = &descent->core;
    add_columns(descent, lower, upper);
    core->row_count = core->entry_count = 0;
    core->impossible = false;
    for (uint32_t row = 0; row < descent->program->row_count; row++)
        add_row(descent, row, lower);
    core->first[core->row_count] = core->entry_count;
}

static double between(double value, double lower, double upper)
{
    return value < lower ? lower : value > upper ? upper : value;
}

static void enter_core(struct ht_descent *descent)
{
    const struct core *core = &descent->core;
    for (uint32_t c = 0; c < core->column_count; c++)
        descent->now.x[c] =
            between(descent->at.x[core->columns[c]] / descent->column_scale[core->columns[c]],
                    core->lower[c], core->upper[c]);
    for (uint32_t row = 0; row < core->row_count; row++)
        descent->now.y[row] = descent->at.y[core->rows[row]] / descent->row_scale[core->rows[row]];
}

static void leave_core(struct ht_descent *descent, const int *lower)
{
    const struct core *core = &descent->core;
    for (uint32_t c = 0; c < descent->program->column_count; c++)
        descent->at.x[c] = lower[c];
    memset(descent->at.y, 0, descent->program->row_count * sizeof *descent->at.y);
    for (uint32_t c = 0; c < core->column_count; c++)
        descent->at.x[core->columns[c]] =
            descent->now.x[c] * descent->column_scale[core->columns[c]];
    for (uint32_t row = 0; row < core->row_count; row++)
        descent->at.y[core->rows[row]] = descent->now.y[row] * descent->row_scale[core->rows[row]];
}

/* ------------------------------------------------------------ steps */

/* The columns' costs less what the rows' multipliers pay for them. */
static void find_slopes(struct ht_descent *descent, const double *y, double share)
{
    const struct core *core = &descent->core;
    memcpy(descent->slope, core->cost, core->column_count * sizeof *core->cost);
    for (uint32_t row = 0; row < core->row_count; row++) {
        double multiplier = y[row] * share;
        for (uint32_t e = core->first[row]; multiplier != 0 && e < core->first[row + 1]; e++)
            descent->slope[core->entry_columns[e]] -= core->factors[e] * multiplier;
    }
}

static double row_sum(const struct core *core, uint32_t row, const double *x)
{
    double sum = 0;
    for (uint32_t e = core->first[row]; e < core->first[row + 1]; e++)
        sum += core->factors[e] * x[core->entry_columns[e]];
    return sum;
}

static void step(struct ht_descent *descent)
{
    static const double length = 0.99;
    const struct core *core = &descent->core;
    struct point *now = &descent->now;
    find_slopes(descent, now->y, 1);
    for (uint32_t c = 0; c < core->column_count; c++) {
        double before = now->x[c];
        now->x[c] = between(before - length / descent->weight * descent->slope[c], core->lower[c],
                            core->upper[c]);
        descent->ahead[c] = 2 * now->x[c] - before;
        descent->sum.x[c] += now->x[c];
    }
    for (uint32_t row = 0; row < core->row_count; row++) {
        double lack = core->right[row] - row_sum(core, row, descent->ahead);
        double y = now->y[row] + length * descent->weight * lack;
        now->y[row] = broken_by(core->senses[row], y);
        descent->sum.y[row] += now->y[row];
    }
}

/* ------------------------------------------------------------ how good a point is */

struct quality {
    double cost, bound;
    double broken; /* of the rows, in scaled units */
};

/* Of a point, or of the share of a sum of points. */
static struct quality judge(struct ht_descent *descent, const struct point *point, double share)
{
    const struct core *core = &descent->core;
    struct quality quality = {core->fixed_cost, core->fixed_cost, 0};
    double squares = 0;
    for (uint32_t c = 0; c < core->column_count; c++)
        quality.cost += core->cost[c] * point->x[c] * share;
    for (uint32_t row = 0; row < core->row_count; row++) {
        double lack = core->right[row] - row_sum(core, row, point->x) * share;
        squares += pow(broken_by(core->senses[row], lack), 2);
        quality.bound += point->y[row] * share * core->right[row];
    }
    find_slopes(descent, point->y, share);
    for (uint32_t c = 0; c < core->column_count; c++)
        quality.bound +=
            descent->slope[c] * (descent->slope[c] > 0 ? core->lower[c] : core->upper[c]);
    quality.broken = sqrt(squares);
    return quality;
}

/* One number for how far a point is from the optimum. */
static double error_of(const struct ht_descent *descent, struct quality quality)
{
    return hypot(descent->weight * quality.broken, quality.cost - quality.bound);
}

/* ------------------------------------------------------------ restarts */

static double distance(const double *one, const double *other, uint32_t count)
{
    double squares = 0;
    for (uint32_t n = 0; n < count; n++)
        squares += (one[n] - other[n]) * (one[n] - other[n]);
    return sqrt(squares);
}

static void clear_sum(struct ht_descent *descent)
{
    memset(descent->sum.x, 0, descent->core.column_count * sizeof *descent->sum.x);
    memset(descent->sum.y, 0, descent->core.row_count * sizeof *descent->sum.y);
}

/* Goes on from the average, and with steps whose weight fits how far columns and rows have come. */
static void restart(struct ht_descent *descent, bool from_average, double share)
{
    const struct core *core = &descent->core;
    for (uint32_t c = 0; from_average && c < core->column_count; c++)
        descent->now.x[c] = descent->sum.x[c] * share;
    for (uint32_t row = 0; from_average && row < core->row_count; row++)
        descent->now.y[row] = descent->sum.y[row] * share;
    double by_columns = distance(descent->now.x, descent->start.x, core->column_count);
    double by_rows = distance(descent->now.y, descent->start.y, core->row_count);
    if (by_columns > FLT_EPSILON && by_rows > FLT_EPSILON)
        descent->weight = sqrt(descent->weight * by_rows / by_columns);
    copy_point(&descent->start, &descent->now, core->column_count, core->row_count);
    clear_sum(descent);
}

/* What has been seen since the last restart. */
struct progress {
    double at_restart, last; /* errors */
    int steps, steps_in_all;
};

/* The errors must fall by much, or by a little and then rise again, or the average gets old. */
static bool is_time(const struct progress *progress, double error)
{
    return error < 0.2 * progress->at_restart ||
           (error < 0.8 * progress->at_restart && error > progress->last) ||
           progress->steps > 0.36 * progress->steps_in_all;
}

/* Looks at the point and at the average since the restart, and restarts where it is time; true
   where one of them ends the descent. */
static bool look(struct ht_descent *descent, struct progress *progress, double cutoff,
                 double accuracy, enum ht_descent_result *result)
{
    double share = 1.0 / progress->steps;
    struct quality now = judge(descent, &descent->now, 1);
    struct quality average = judge(descent, &descent->sum, share);
    bool from_average = error_of(descent, average) < error_of(descent, now);
    struct quality better = from_average ? average : now;
    double error = error_of(descent, better);
    *result = fmax(now.bound, average.bound) > cutoff ? HT_DESCENT_ABOVE : HT_DESCENT_CLOSE;
    bool is_close = better.broken < accuracy && fabs(better.cost - better.bound) < 50 * accuracy;
    bool is_over = is_close || *result == HT_DESCENT_ABOVE;
    if (is_over || is_time(progress, error)) {
        restart(descent, from_average, share);
        *progress = (struct progress){error, INFINITY, 0, progress->steps_in_all};
    } else {
        progress->last = error;
    }
    return is_over;
}

static enum ht_descent_result descend(struct ht_descent *descent, double cutoff, double accuracy,
                                      int most_steps, const struct ht_limit *limit)
{
    struct progress progress = {INFINITY, INFINITY, 0, 0};
    enum ht_descent_result result = HT_DESCENT_CLOSE;
    while (progress.steps_in_all < most_steps) {
        if (ht_limit_after(limit, 1 + descent->core.entry_count / ENTRIES_A_STEP))
            return HT_DESCENT_STOPPED;
        for (int n = 0; n < STRIDE; n++)
            step(descent);
        progress.steps += STRIDE;
        progress.steps_in_all += STRIDE;
        if (look(descent, &progress, cutoff, accuracy, &result))
            break;
    }
    return result;
}

enum ht_descent_result ht_descent_solve(struct ht_descent *descent, const int *lower,
                                        const int *upper, double cutoff, double accuracy,
                                        int most_steps, const struct ht_limit *limit)
{
    make_core(descent, lower, upper);
    ht_limit_after(limit, 1 + descent->program->entry_count / STRIDE);
    if (descent->core.impossible)
        return HT_DESCENT_ABOVE;
    enter_core(descent);
    copy_point(&descent->start, &descent->now, descent->core.column_count, descent->core.row_count);
    clear_sum(descent);
    enum ht_descent_result result = descend(descent, cutoff, accuracy, most_steps, limit);
    leave_core(descent, lower);
    return result;
}

/* ------------------------------------------------------------ making and looking */

struct ht_descent *ht_descent_new(const struct ht_program *program)
{
    struct ht_descent *descent = HT_NEW(struct ht_descent, 1);
    *descent = (struct ht_descent){
        .program = program,
        .column_scale = HT_NEW(double, program->column_count),
        .row_scale = HT_NEW(double, program->row_count),
        .at = new_point(program),
        .kept = new_point(program),
        .place = HT_NEW(uint32_t, program->column_count),
        .now = new_point(program),
        .sum = new_point(program),
        .start = new_point(program),
        .ahead = HT_NEW(double, program->column_count),
        .slope = HT_NEW(double, program->column_count),
    };
    new_core(&descent->core, program);
    find_scales(descent);
    descent->weight = first_weight(descent);
    return descent;
}

void ht_descent_free(struct ht_descent *descent)
{
    if (!descent)
        return;
    free(descent->column_scale);
    free(descent->row_scale);
    free_point(&descent->at);
    free_point(&descent->kept);
    free(descent->place);
    free_core(&descent->core);
    free_point(&descent->now);
    free_point(&descent->sum);
    free_point(&descent->start);
    free(descent->ahead);
    free(descent->slope);
    free(descent);
}

double ht_descent_value(const struct ht_descent *descent, uint32_t column)
{
    return descent->at.x[column];
}

void ht_descent_multipliers(const struct ht_descent *descent, double *multipliers)
{
    memcpy(multipliers, descent->at.y, descent->program->row_count * sizeof *multipliers);
}

void ht_descent_keep(struct ht_descent *descent)
{
    copy_point(&descent->kept, &descent->at, descent->program->column_count,
               descent->program->row_count);
    descent->kept_weight = descent->weight;
}

void ht_descent_go_back(struct ht_descent *descent)
{
    copy_point(&descent->at, &descent->kept, descent->program->column_count,
               descent->program->row_count);
    descent->weight = descent->kept_weight;
}
