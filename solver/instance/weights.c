/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/weights.h"

#include "solver/base/memory.h"

#include <stdlib.h>

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

void ht_subproblem_set_weights(struct ht_subproblem *subproblem)
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
