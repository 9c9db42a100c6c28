/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/plan.h"

#include "solver/base/memory.h"
#include "solver/base/threads.h"
#include "solver/diagnose/reasons.h"
#include "solver/instance/caps.h"
#include "solver/plan/coupling.h"
#include "solver/plan/solve.h"

#include <stdlib.h>

/* What the threads share; each takes the next subproblem until none is left. */
struct pool {
    const struct ht_instance *instance;
    const struct ht_requirements *requirements;
    struct ht_partition partition;
    uint32_t *order; /* of the subproblems, the largest first: threads finish together */
    struct ht_subschedule *parts;  /* [subproblem] */
    struct ht_subschedule coupled; /* all of them, where they share a capacity */
    struct ht_limit limit;
    _Atomic double ended;          /* when that was reached */
    _Atomic int64_t steps;         /* taken by all threads */
    struct ht_incumbent incumbent; /* of planning them together */
    bool together;                 /* that has begun */
    atomic_uint next, done;
    const struct ht_plan_options *options;
    double start; /* what the clock said then */
};

/* A subproblem's part of the steps that there may be, whoever solves the others: by its size. */
static int64_t share_of_work(const struct pool *pool, uint32_t subproblem)
{
    uint32_t items = pool->partition.first[subproblem + 1] - pool->partition.first[subproblem];
    return pool->limit.most
               ? 1 + pool->limit.most / pool->partition.first[pool->partition.count] * items
               : 0;
}

static void solve_apart(void *context)
{
    struct pool *pool = context;
    for (;;) {
        uint32_t place = atomic_fetch_add(&pool->next, 1);
        if (place >= pool->partition.count)
            break;
        uint32_t number = pool->order[place];
        struct ht_work work = {0};
        struct ht_limit limit = pool->limit;
        limit.work = &work;
        limit.most = share_of_work(pool, number);
        struct ht_subproblem subproblem =
            ht_subproblem_new(pool->instance, pool->requirements, &pool->partition, number);
        pool->parts[number] = ht_solve_subproblem(&subproblem, (struct ht_start){0}, &limit);
        atomic_fetch_add(&pool->steps, work.steps);
        /* Where the weights are too small for a proof the bound does not prove what it should. */
        if (!subproblem.weights.exact)
            pool->parts[number].bound--;
        ht_subproblem_clear(&subproblem);
        atomic_fetch_add(&pool->done, 1);
    }
    ht_lp_leave_thread();
}

static void solve_together(void *context)
{
    struct pool *pool = context;
    struct ht_work work = {0};
    pool->limit.work = &work;
    pool->coupled = ht_couple(pool->instance, pool->requirements, pool->parts,
                              pool->partition.count, &pool->limit);
    atomic_fetch_add(&pool->steps, work.steps);
    if (pool->instance->keeps_places && !pool->instance->weights.exact)
        pool->coupled.bound--;
    ht_lp_leave_thread();
}

/* A subproblem and how much there is to do. */
struct size {
    uint32_t subproblem, items;
};

static int compare_sizes(const void *left, const void *right)
{
    const struct size *a = left, *b = right;
    if (a->items != b->items)
        return a->items > b->items ? -1 : 1;
    return a->subproblem < b->subproblem ? -1 : 1;
}

static uint32_t *order_subproblems(const struct ht_partition *partition)
{
    struct size *sizes = HT_NEW(struct size, partition->count);
    uint32_t *order = HT_NEW(uint32_t, partition->count);
    for (uint32_t c = 0; c < partition->count; c++)
        sizes[c] = (struct size){c, partition->first[c + 1] - partition->first[c]};
    qsort(sizes, partition->count, sizeof *sizes, compare_sizes);
    for (uint32_t c = 0; c < partition->count; c++)
        order[c] = sizes[c].subproblem;
    free(sizes);
    return order;
}

static unsigned count_threads(unsigned wanted, uint32_t subproblems)
{
    unsigned count = wanted ? wanted : ht_processors();
    return count < subproblems ? count : subproblems;
}

static void tell_progress(void *context)
{
    struct pool *pool = context;
    const struct ht_progress progress = {
        .subproblems = pool->partition.count,
        .solved = atomic_load(&pool->done),
        .seconds = ht_clock() - pool->start,
        .together = pool->together,
        .cost = atomic_load(&pool->incumbent.cost),
        .bound = atomic_load(&pool->incumbent.bound),
    };
    if (pool->options->progress)
        pool->options->progress(&progress, pool->options->context);
}

/* First as if nothing but people tied programmes together, then all at once where more does. */
static void solve(struct pool *pool)
{
    ht_threads_run(count_threads(pool->options->threads, pool->partition.count), solve_apart,
                   tell_progress, pool);
    if (!ht_caps_couple(&pool->instance->school->policy))
        return;
    pool->together = true;
    pool->limit.incumbent = &pool->incumbent;
    for (uint32_t n = 0; n < pool->partition.count; n++)
        pool->incumbent.bound += pool->parts[n].bound;
    ht_threads_run(1, solve_together, tell_progress, pool);
}

/* ------------------------------------------------------------ putting the parts together */

/* Names the keep requests of a subproblem that has no schedule. */
static void add_conflict(struct ht_schedule *schedule, const struct pool *pool, uint32_t subproblem)
{
    const struct ht_school *school = pool->instance->school;
    bool *concerned = HT_NEW(bool, school->student_count);
    for (uint32_t n = pool->partition.first[subproblem]; n < pool->partition.first[subproblem + 1];
         n++) {
        const struct ht_requirement *requirement =
            &pool->requirements->items[pool->partition.items[n]];
        const struct ht_programme *programme = &school->programmes[requirement->programme.i];
        for (uint32_t s = 0; s < programme->student_count; s++)
            concerned[programme->students[s].i] = true;
    }
    for (size_t r = 0; r < school->request_count; r++) {
        const struct ht_request *request = &school->requests[r];
        if (request->what != HT_KEEP || !concerned[request->student.i] ||
            !ht_horizon_has(schedule->horizon, request->when.from))
            continue;
        HT_GROW(schedule->conflict, schedule->conflict_count, schedule->conflict_capacity);
        schedule->conflict[schedule->conflict_count++] = (uint32_t)r;
    }
    free(concerned);
}

static void add_part(struct ht_schedule *schedule, const struct ht_subschedule *part)
{
    for (size_t s = 0; s < part->session_count; s++)
        ht_schedule_add(schedule, part->sessions[s]);
    schedule->cost += part->cost;
    schedule->bound += part->bound;
}

static void add_parts(struct ht_schedule *schedule, struct pool *pool)
{
    for (uint32_t n = 0; n < pool->partition.count; n++)
        if (pool->parts[n].infeasible)
            add_conflict(schedule, pool, n);
    for (uint32_t n = 0; n < pool->partition.count && !pool->together; n++)
        add_part(schedule, &pool->parts[n]);
    if (pool->together) {
        if (pool->coupled.infeasible && !schedule->conflict_count)
            for (uint32_t n = 0; n < pool->partition.count; n++)
                add_conflict(schedule, pool, n);
        add_part(schedule, &pool->coupled);
        ht_subschedule_clear(&pool->coupled);
    }
    for (uint32_t n = 0; n < pool->partition.count; n++)
        ht_subschedule_clear(&pool->parts[n]);
    schedule->status = schedule->cost == schedule->bound ? HT_OPTIMAL : HT_FEASIBLE;
    if (schedule->conflict_count)
        schedule->status = HT_INFEASIBLE;
}

/* Adds what each requirement lacks to the schedule. */
static void add_unplaced(struct ht_schedule *schedule, const struct ht_instance *instance,
                         const struct ht_requirements *requirements)
{
    int *placed =
        ht_requirements_placed(instance, requirements, schedule->sessions, schedule->session_count);
    for (uint32_t b = 0; b < requirements->item_count; b++) {
        const struct ht_requirement *requirement = &requirements->items[b];
        if (placed[b] == requirement->required)
            continue;
        int days = requirements->weeks[requirement->first_week] * HT_DAYS_A_WEEK;
        ht_schedule_add_unplaced(
            schedule, (struct ht_unplaced){.programme = requirement->programme,
                                           .week = ht_date_plus(instance->first_monday, days),
                                           .count = requirement->required - placed[b]});
    }
    free(placed);
}

struct ht_schedule *ht_plan_requirements(const struct ht_instance *instance,
                                         const struct ht_requirements *requirements,
                                         const struct ht_plan_options *options, double start,
                                         int64_t *steps)
{
    struct pool pool = {
        .instance = instance,
        .requirements = requirements,
        .partition = ht_partition_new(instance->school, requirements, false),
        .limit = {.deadline = options->seconds > 0 ? start + options->seconds : 0,
                  .stop = options->stop,
                  .most = options->work},
        .incumbent = {.cost = INT64_MAX},
        .options = options,
        .start = start,
    };
    pool.order = order_subproblems(&pool.partition);
    pool.parts = HT_NEW(struct ht_subschedule, pool.partition.count);
    pool.limit.ended = &pool.ended;
    solve(&pool);
    if (steps)
        *steps += atomic_load(&pool.steps);
    struct ht_schedule *schedule = ht_schedule_new(instance->horizon);
    add_parts(schedule, &pool);
    add_unplaced(schedule, instance, requirements);
    ht_schedule_sort(schedule, instance->school);
    ht_give_reasons(instance, requirements, schedule);
    free(pool.order);
    free(pool.parts);
    ht_partition_clear(&pool.partition);
    return schedule;
}

struct ht_schedule *ht_plan(const struct ht_school *school, struct ht_horizon horizon,
                            const struct ht_plan_options *options)
{
    double start = ht_clock();
    struct ht_instance *instance = ht_instance_new(school, horizon);
    struct ht_requirements *requirements = ht_requirements_new(instance);
    struct ht_schedule *schedule =
        ht_plan_requirements(instance, requirements, options, start, NULL);
    schedule->horizon = horizon;
    ht_requirements_free(requirements);
    ht_instance_free(instance);
    return schedule;
}
