/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/weights.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* Sums above it would not fit the exact arithmetic of bounds (see program.c), nor doubles. */
static const double largest_sum = 7e13;

/* The dearest slot of a block. */
static int64_t dearest(const struct ht_component *component, uint32_t block)
{
    int64_t most = 0;
    for (uint32_t s = component->first_slot[block]; s < component->first_slot[block + 1]; s++)
        if (component->slots[s].price > most)
            most = component->slots[s].price;
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

/* What the sessions of a component can come to. */
struct extent {
    int64_t sessions;
    double other;    /* the greatest cost but for unplaced sessions */
    double unplaced; /* the greatest cost of these */
};

/* [student]: sessions that the component requires. */
static int *count_required(const struct ht_component *component)
{
    int *required = HT_NEW(int, component->facts->school->student_count);
    for (uint32_t b = 0; b < component->block_count; b++) {
        const struct ht_programme *programme = ht_component_programme(component, b);
        for (uint32_t n = 0; n < programme->student_count; n++)
            required[programme->students[n].i] += ht_component_block(component, b)->required;
    }
    return required;
}

/* Adds what a student's repeated misses and unplaced sessions can cost. */
static void extend_by_student(struct extent *extent, const struct ht_facts *facts, uint32_t student,
                              int required)
{
    const struct ht_policy *policy = &facts->school->policy;
    int64_t past = facts->history.first[student + 1] - facts->history.first[student];
    int64_t allowances = facts->allowances.first[student + 1] - facts->allowances.first[student];
    int64_t allowed = (policy->misses_max + allowances) * spans(facts->school);
    int64_t most = past + required < allowed ? past + required : allowed;
    extent->other += most > 1 ? (double)policy->cost_repeat * (double)(most - 1) * required : 0;
    for (int n = 1; n <= required; n++)
        extent->unplaced += (double)ht_facts_unplaced_price(facts, (ht_student_id){student}, n);
}

static struct extent measure(const struct ht_component *component)
{
    const struct ht_facts *facts = component->facts;
    struct extent extent = {0};
    double load = (double)facts->school->policy.cost_day_load * most_periods(facts->school);
    for (uint32_t b = 0; b < component->block_count; b++) {
        int required = ht_component_block(component, b)->required;
        extent.sessions += required;
        extent.other += required * ((double)dearest(component, b) + load);
    }
    int *required = count_required(component);
    for (uint32_t s = 0; s < facts->school->student_count; s++)
        if (required[s])
            extend_by_student(&extent, facts, s, required[s]);
    free(required);
    return extent;
}

struct ht_aim ht_aim_of(const struct ht_component *component)
{
    struct extent extent = measure(component);
    /* All prices of unplaced sessions are multiples of it. */
    double unit = (double)(component->facts->school->policy.cost_unplaced / 2);
    double changed = extent.other + 1;
    double below = changed * (double)extent.sessions + extent.other;
    double unplaced = unit > 0 ? below / unit + 1 : 1;
    double sum = unplaced * extent.unplaced + below;
    if (sum <= largest_sum)
        return (struct ht_aim){(int64_t)unplaced, (int64_t)changed, true};
    double less = largest_sum / sum;
    return (struct ht_aim){(int64_t)(unplaced * less) + 1, (int64_t)(changed * less) + 1, false};
}

void ht_component_aim(struct ht_component *component)
{
    const struct ht_facts *facts = component->facts;
    component->aim = (struct ht_aim){1, 0, true};
    if (!facts->keeps_places)
        return;
    component->aim = facts->aim.unplaced ? facts->aim : ht_aim_of(component);
    for (uint32_t s = 0; s < component->slot_count; s++) {
        struct ht_slot *slot = &component->slots[s];
        if (!ht_earlier_has(facts->earlier, ht_component_block(component, slot->block)->programme,
                            slot->date, slot->period))
            slot->price += component->aim.changed;
    }
}
