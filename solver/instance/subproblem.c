/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/subproblem.h"

#include "solver/base/disjoint_sets.h"
#include "solver/base/memory.h"
#include "solver/instance/obstacle.h"

#include <stdlib.h>

/* ------------------------------------------------------------ partition */

/* Disjoint sets of mentors, then students. */
static uint32_t *join_programmes(const struct ht_school *school, bool all)
{
    size_t count = school->mentor_count + school->student_count;
    uint32_t *parent = HT_NEW(uint32_t, count);
    for (size_t i = 0; i < count; i++)
        parent[i] = i;
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        if (programme->mentor.i == HT_NONE)
            continue;
        for (uint32_t n = 0; n < programme->student_count; n++)
            parent[ht_disjoint_set_root(parent, school->mentor_count + programme->students[n].i)] =
                ht_disjoint_set_root(parent, programme->mentor.i);
    }
    for (size_t i = 1; all && i < count; i++)
        parent[ht_disjoint_set_root(parent, (uint32_t)i)] = ht_disjoint_set_root(parent, 0);
    return parent;
}

/* The subproblem of each requirement, numbered in the order in which the requirements first show
 * them. */
static uint32_t *number_components(const struct ht_school *school,
                                   const struct ht_requirements *requirements, bool all,
                                   uint32_t *count)
{
    uint32_t *parent = join_programmes(school, all);
    uint32_t *number = HT_NEW(uint32_t, school->mentor_count + school->student_count);
    uint32_t *of_block = HT_NEW(uint32_t, requirements->item_count);
    *count = 0;
    for (uint32_t b = 0; b < requirements->item_count; b++) {
        const struct ht_programme *programme =
            &school->programmes[requirements->items[b].programme.i];
        uint32_t root = ht_disjoint_set_root(parent, programme->mentor.i);
        if (!number[root])
            number[root] = ++*count;
        of_block[b] = number[root] - 1;
    }
    free(parent);
    free(number);
    return of_block;
}

struct ht_partition ht_partition_new(const struct ht_school *school,
                                     const struct ht_requirements *requirements, bool all)
{
    struct ht_partition partition = {.items = HT_NEW(uint32_t, requirements->item_count)};
    uint32_t *of_block = number_components(school, requirements, all, &partition.count);
    partition.first = HT_NEW(uint32_t, partition.count + 2);
    for (uint32_t b = 0; b < requirements->item_count; b++)
        partition.first[of_block[b] + 2]++;
    for (uint32_t c = 2; c < partition.count + 2; c++)
        partition.first[c] += partition.first[c - 1];
    for (uint32_t b = 0; b < requirements->item_count; b++)
        partition.items[partition.first[of_block[b] + 1]++] = b;
    free(of_block);
    return partition;
}

void ht_partition_clear(struct ht_partition *partition)
{
    free(partition->items);
    free(partition->first);
    *partition = (struct ht_partition){0};
}

/* ------------------------------------------------------------slots */

static void add_slots_on(struct ht_subproblem *subproblem, uint32_t requirement, ht_date date)
{
    ht_programme_id programme = ht_subproblem_requirement(subproblem, requirement)->programme;
    ht_period_id first;
    uint32_t count = ht_school_periods_on(subproblem->instance->school, date, &first);
    for (uint32_t n = 0; n < count; n++) {
        struct ht_slot slot = {date, {first.i + n}, 0, requirement};
        if (ht_obstacle_of_slot(subproblem->instance, programme, date, slot.period, &slot.price)
                .kind)
            continue;
        HT_GROW(subproblem->slots, subproblem->slot_count, subproblem->slot_capacity);
        subproblem->slots[subproblem->slot_count++] = slot;
    }
}

static void add_slots_in(struct ht_subproblem *subproblem, uint32_t requirement, int week)
{
    ht_programme_id programme = ht_subproblem_requirement(subproblem, requirement)->programme;
    const struct ht_instance *instance = subproblem->instance;
    for (int weekday = 0; weekday < HT_DAYS_A_WEEK; weekday++) {
        ht_date date = ht_date_plus(instance->first_monday, week * HT_DAYS_A_WEEK + weekday);
        if (ht_horizon_has(instance->horizon, date) && date.days >= instance->from.days &&
            !ht_obstacle_of_date(instance, programme, date).kind)
            add_slots_on(subproblem, requirement, date);
    }
}

/* ------------------------------------------------------------ few changes before a low cost */

/* Sums above it would not fit the exact arithmetic of bounds (see solver/ilp/ilp.c), nor doubles.
 */
static const double largest_sum = 7e13;

/* The dearest slot of a requirement. */
static int64_t dearest(const struct ht_subproblem *subproblem, uint32_t requirement)
{
    int64_t most = 0;
    for (uint32_t s = subproblem->first_slot[requirement];
         s < subproblem->first_slot[requirement + 1]; s++)
        if (subproblem->slots[s].price > most)
            most = subproblem->slots[s].price;
    return most;
}

static int spans(const struct ht_school *school)
{
    int count = 1;
    for (size_t i = 0; school->policy.misses_per == HT_PER_HALF_TERM && i < school->calendar_count;
         i++)
        count += school->calendar[i].what == HT_HALF_TERM;
    return count;
}

static int most_periods(const struct ht_school *school)
{
    uint32_t most = 0, keys = ht_school_week_count(school) * HT_DAYS_A_WEEK;
    for (uint32_t key = 0; key < keys; key++) {
        uint32_t count = school->first_period[key + 1] - school->first_period[key];
        most = count > most ? count : most;
    }
    return (int)most;
}

/* What the sessions of a subproblem can come to. */
struct extent {
    int64_t sessions;
    double other;    /* the greatest cost but for unplaced sessions */
    double unplaced; /* the greatest cost of these */
};

/* [student]: sessions that the subproblem requires. */
static int *count_required(const struct ht_subproblem *subproblem)
{
    int *required = HT_NEW(int, subproblem->instance->school->student_count);
    for (uint32_t b = 0; b < subproblem->item_count; b++) {
        const struct ht_programme *programme = ht_subproblem_programme(subproblem, b);
        for (uint32_t n = 0; n < programme->student_count; n++)
            required[programme->students[n].i] +=
                ht_subproblem_requirement(subproblem, b)->required;
    }
    return required;
}

/* Adds what a student's repeated misses and unplaced sessions can cost. */
static void extend_by_student(struct extent *extent, const struct ht_instance *instance,
                              uint32_t student, int required)
{
    const struct ht_policy *policy = &instance->school->policy;
    int64_t past = instance->history.first[student + 1] - instance->history.first[student];
    int64_t allowances =
        instance->allowances.first[student + 1] - instance->allowances.first[student];
    int64_t allowed = (policy->misses_max + allowances) * spans(instance->school);
    int64_t most = past + required < allowed ? past + required : allowed;
    extent->other += most > 1 ? (double)policy->cost_repeat * (double)(most - 1) * required : 0;
    for (int n = 1; n <= required; n++)
        extent->unplaced +=
            (double)ht_instance_unplaced_price(instance, (ht_student_id){student}, n);
}

static struct extent measure(const struct ht_subproblem *subproblem)
{
    const struct ht_instance *instance = subproblem->instance;
    struct extent extent = {0};
    double load = (double)instance->school->policy.cost_day_load * most_periods(instance->school);
    for (uint32_t b = 0; b < subproblem->item_count; b++) {
        int required = ht_subproblem_requirement(subproblem, b)->required;
        extent.sessions += required;
        extent.other += required * ((double)dearest(subproblem, b) + load);
    }
    int *required = count_required(subproblem);
    for (uint32_t s = 0; s < instance->school->student_count; s++)
        if (required[s])
            extend_by_student(&extent, instance, s, required[s]);
    free(required);
    return extent;
}

struct ht_weights ht_weights_of(const struct ht_subproblem *subproblem)
{
    struct extent extent = measure(subproblem);
    /* All prices of unplaced sessions are multiples of it. */
    double unit = (double)(subproblem->instance->school->policy.cost_unplaced / 2);
    double changed = extent.other + 1;
    double below = changed * (double)extent.sessions + extent.other;
    double unplaced = unit > 0 ? below / unit + 1 : 1;
    double sum = unplaced * extent.unplaced + below;
    if (sum <= largest_sum)
        return (struct ht_weights){(int64_t)unplaced, (int64_t)changed, true};
    double less = largest_sum / sum;
    return (struct ht_weights){(int64_t)(unplaced * less) + 1, (int64_t)(changed * less) + 1,
                               false};
}

static void set_weights(struct ht_subproblem *subproblem)
{
    const struct ht_instance *instance = subproblem->instance;
    subproblem->weights = (struct ht_weights){1, 0, true};
    if (!instance->keeps_places)
        return;
    subproblem->weights =
        instance->weights.unplaced ? instance->weights : ht_weights_of(subproblem);
    for (uint32_t s = 0; s < subproblem->slot_count; s++) {
        struct ht_slot *slot = &subproblem->slots[s];
        if (!ht_previous_plan_has(
                instance->earlier,
                ht_subproblem_requirement(subproblem, slot->requirement)->programme, slot->date,
                slot->period))
            slot->price += subproblem->weights.changed;
    }
}

/* ------------------------------------------------------------ a subproblem */

struct ht_subproblem ht_subproblem_new(const struct ht_instance *instance,
                                       const struct ht_requirements *requirements,
                                       const struct ht_partition *partition, uint32_t number)
{
    uint32_t first = partition->first[number];
    struct ht_subproblem subproblem = {
        .instance = instance,
        .requirements = requirements,
        .items = partition->items + first,
        .item_count = partition->first[number + 1] - first,
    };
    subproblem.first_slot = HT_NEW(uint32_t, subproblem.item_count + 1);
    for (uint32_t n = 0; n < subproblem.item_count; n++) {
        const struct ht_requirement *requirement = ht_subproblem_requirement(&subproblem, n);
        subproblem.first_slot[n] = subproblem.slot_count;
        for (uint32_t w = 0; w < requirement->week_count; w++)
            add_slots_in(&subproblem, n, requirements->weeks[requirement->first_week + w]);
    }
    subproblem.first_slot[subproblem.item_count] = subproblem.slot_count;
    set_weights(&subproblem);
    return subproblem;
}

uint32_t ht_subproblem_slot(const struct ht_subproblem *subproblem,
                            const struct ht_session *session)
{
    for (uint32_t b = 0; b < subproblem->item_count; b++) {
        if (ht_subproblem_requirement(subproblem, b)->programme.i != session->programme.i)
            continue;
        for (uint32_t s = subproblem->first_slot[b]; s < subproblem->first_slot[b + 1]; s++)
            if (subproblem->slots[s].date.days == session->date.days &&
                subproblem->slots[s].period.i == session->period.i)
                return s;
    }
    return HT_NONE;
}

void ht_subproblem_clear(struct ht_subproblem *subproblem)
{
    free(subproblem->slots);
    free(subproblem->first_slot);
    subproblem->slots = NULL;
    subproblem->first_slot = NULL;
}
