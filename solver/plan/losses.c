/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/losses.h"

#include "solver/base/memory.h"
#include "solver/diagnose/capacity.h"
#include "solver/ilp/branch_and_bound.h"
#include "solver/instance/caps.h"
#include "solver/model/terms.h"

#include <stdlib.h>

/* How many sessions the weeks can hold, whatever else these keep apart from. A cell is a period of
   a calendar week, which is on one date. */
struct capacity {
    const struct ht_subproblem *subproblem;
    uint32_t weeks, periods, mentors, classes;
    uint64_t *usable; /* [mentor, day]: bits of the periods in which the mentor has a slot */
    int *at_once;     /* [cell]: such mentors */
    int *out;         /* [cell, class]: slots that would take one student out of the class */
    int *others;      /* [cell]: further slots */
    int *in_week;     /* [week]: sessions that fit; what is required is taken off */
    int *with_mentor; /* [week, mentor]: likewise */
};

static uint32_t mentor_of(const struct capacity *capacity, uint32_t requirement)
{
    return ht_subproblem_programme(capacity->subproblem, requirement)->mentor.i;
}

static uint64_t *usable_on(const struct capacity *capacity, uint32_t mentor, ht_date date)
{
    const struct ht_instance *instance = capacity->subproblem->instance;
    size_t day = (size_t)(date.days - instance->horizon.from.days);
    return &capacity->usable[mentor * (size_t)instance->day_count + day];
}

/* The class that a programme of one student would be out of; HT_NONE for none or several. */
static uint32_t class_of(const struct capacity *capacity, const struct ht_slot *slot)
{
    const struct ht_school *school = capacity->subproblem->instance->school;
    const struct ht_programme *programme =
        ht_subproblem_programme(capacity->subproblem, slot->requirement);
    if (school->policy.withdrawals_max == HT_NO_LIMIT || programme->student_count != 1)
        return HT_NONE;
    return ht_cap_thing(school, HT_CAP_CLASS, programme->students[0], slot->period);
}

static void enter_slots(struct capacity *capacity)
{
    const struct ht_subproblem *subproblem = capacity->subproblem;
    for (uint32_t s = 0; s < subproblem->slot_count; s++) {
        const struct ht_slot *slot = &subproblem->slots[s];
        size_t cell =
            (size_t)ht_subproblem_week(subproblem, s) * capacity->periods + slot->period.i;
        uint64_t *usable = usable_on(capacity, mentor_of(capacity, slot->requirement), slot->date);
        uint32_t class_ = class_of(capacity, slot);
        ht_period_id first;
        ht_school_periods_on(subproblem->instance->school, slot->date, &first);
        uint64_t bit = UINT64_C(1) << (slot->period.i - first.i);
        capacity->at_once[cell] += !(*usable & bit);
        *usable |= bit;
        if (class_ == HT_NONE)
            capacity->others[cell]++;
        else
            capacity->out[cell * capacity->classes + class_]++;
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* The sessions that a cell can hold. */
static int most_in_cell(const struct capacity *capacity, size_t cell)
{
    const struct ht_policy *policy = &capacity->subproblem->instance->school->policy;
    int sessions = capacity->others[cell];
    for (uint32_t c = 0; policy->withdrawals_max != HT_NO_LIMIT && c < capacity->classes; c++)
        sessions += least(capacity->out[cell * capacity->classes + c], policy->withdrawals_max);
    int most = least(capacity->at_once[cell], sessions);
    return policy->rooms_max == HT_NO_LIMIT ? most : least(most, policy->rooms_max);
}

/* The one week of a requirement; below 0 where it may be one of several. */
static int week_of(const struct ht_subproblem *subproblem, uint32_t n)
{
    const struct ht_requirement *requirement = ht_subproblem_requirement(subproblem, n);
    return requirement->week_count == 1 ? subproblem->requirements->weeks[requirement->first_week]
                                        : -1;
}

/* What each week has left, and each mentor in it, or below 0 what is lacking. */
static void measure(struct capacity *capacity)
{
    const struct ht_subproblem *subproblem = capacity->subproblem;
    const struct ht_instance *instance = subproblem->instance;
    enter_slots(capacity);
    for (size_t cell = 0; cell < (size_t)capacity->weeks * capacity->periods; cell++)
        capacity->in_week[cell / capacity->periods] += most_in_cell(capacity, cell);
    for (int day = 0; day < instance->day_count; day++) {
        ht_date date = ht_date_plus(instance->horizon.from, day);
        size_t week = (size_t)ht_instance_week(instance, date);
        for (uint32_t m = 0; m < capacity->mentors; m++)
            capacity->with_mentor[week * capacity->mentors + m] +=
                ht_capacity_on(instance, (ht_mentor_id){m}, date, *usable_on(capacity, m, date));
    }
    for (uint32_t n = 0; n < subproblem->item_count; n++) {
        int week = week_of(subproblem, n);
        int required = ht_subproblem_requirement(subproblem, n)->required;
        if (week < 0)
            continue;
        capacity->in_week[week] -= required;
        capacity->with_mentor[(size_t)week * capacity->mentors + mentor_of(capacity, n)] -=
            required;
    }
}

/* ------------------------------------------------------------ the program */

/* What a row of the program is about: the first part of its key. The others are the week, and the
   mentor; or the student. */
enum about { WEEK, MENTOR_WEEK, STUDENT };

/* Adds a column for each requirement of a week, or of a mentor's week, that cannot hold all. */
static void add_columns(struct ht_ilp *ilp, const struct capacity *capacity,
                        uint32_t *requirement_of, struct ht_terms *terms)
{
    const struct ht_subproblem *subproblem = capacity->subproblem;
    for (uint32_t n = 0; n < subproblem->item_count; n++) {
        int week = week_of(subproblem, n);
        uint32_t mentor = mentor_of(capacity, n);
        size_t with_mentor = (size_t)week * capacity->mentors + mentor;
        if (week < 0 || (capacity->in_week[week] >= 0 && capacity->with_mentor[with_mentor] >= 0))
            continue;
        uint32_t column = ht_ilp_add_integer(ilp, subproblem->weights.changed,
                                             ht_subproblem_requirement(subproblem, n)->required);
        requirement_of[column] = n;
        if (capacity->in_week[week] < 0)
            ht_terms_add(terms, ht_term_key(WEEK, (uint32_t)week, 0), column);
        if (capacity->with_mentor[with_mentor] < 0)
            ht_terms_add(terms, ht_term_key(MENTOR_WEEK, (uint32_t)week, mentor), column);
        const struct ht_programme *programme = ht_subproblem_programme(subproblem, n);
        for (uint32_t s = 0; s < programme->student_count; s++)
            ht_terms_add(terms, ht_term_key(STUDENT, programme->students[s].i, 0), column);
    }
}

/* Adds the row of one week or mentor, of which so much is lost at least; or of a student's losses,
   each of which costs more than the one before. */
static void add_row(struct ht_ilp *ilp, const struct capacity *capacity,
                    const struct ht_term *terms, uint32_t count)
{
    uint32_t about = ht_term_key_part(terms->key, 0), place = ht_term_key_part(terms->key, 1);
    if (about == STUDENT) {
        ht_terms_unplaced(ilp, capacity->subproblem, (ht_student_id){place}, terms, count);
        return;
    }
    size_t with_mentor = (size_t)place * capacity->mentors + ht_term_key_part(terms->key, 2);
    ht_ilp_add_row(
        ilp, HT_AT_LEAST,
        -(about == WEEK ? capacity->in_week[place] : capacity->with_mentor[with_mentor]));
    ht_terms_entries(ilp, terms, count);
}

static struct ht_losses solve(const struct capacity *capacity, const struct ht_limit *limit)
{
    struct ht_losses losses = {0};
    struct ht_ilp ilp = {0};
    struct ht_terms terms = {0};
    struct ht_limit untold = *limit;
    uint32_t *requirement_of = HT_NEW(uint32_t, capacity->subproblem->item_count);
    add_columns(&ilp, capacity, requirement_of, &terms);
    uint32_t count = ilp.column_count;
    if (count) {
        for (struct ht_term_run run = {0}; ht_terms_next(&terms, &run);)
            add_row(&ilp, capacity, run.terms, run.count);
        untold.incumbent = NULL;
        struct ht_solution solution = ht_branch_and_bound(&ilp, (struct ht_solution){0}, &untold);
        losses.cost = solution.bound;
        losses.lost = HT_NEW(int, capacity->subproblem->item_count);
        for (uint32_t c = 0; solution.values && c < count; c++)
            losses.lost[requirement_of[c]] = solution.values[c];
        ht_solution_clear(&solution);
    }
    ht_ilp_clear(&ilp);
    free(terms.list);
    free(requirement_of);
    return losses;
}

static struct capacity measure_new(const struct ht_subproblem *subproblem)
{
    const struct ht_instance *instance = subproblem->instance;
    const struct ht_school *school = instance->school;
    size_t weeks = (size_t)instance->week_count, cells = weeks * school->period_count;
    uint32_t classes = ht_cap_things(school, HT_CAP_CLASS);
    bool by_class = school->policy.withdrawals_max != HT_NO_LIMIT;
    struct capacity capacity = {
        .subproblem = subproblem,
        .weeks = (uint32_t)instance->week_count,
        .periods = (uint32_t)school->period_count,
        .mentors = (uint32_t)school->mentor_count,
        .classes = classes,
        .usable = HT_NEW(uint64_t, school->mentor_count * (size_t)instance->day_count),
        .at_once = HT_NEW(int, cells),
        .out = HT_NEW(int, by_class ? cells *classes : 0),
        .others = HT_NEW(int, cells),
        .in_week = HT_NEW(int, weeks),
        .with_mentor = HT_NEW(int, weeks * school->mentor_count),
    };
    measure(&capacity);
    return capacity;
}

static void clear(struct capacity *capacity)
{
    free(capacity->usable);
    free(capacity->at_once);
    free(capacity->out);
    free(capacity->others);
    free(capacity->in_week);
    free(capacity->with_mentor);
}

struct ht_losses ht_losses_new(const struct ht_subproblem *subproblem, const struct ht_limit *limit)
{
    struct capacity capacity = measure_new(subproblem);
    struct ht_losses losses = solve(&capacity, limit);
    clear(&capacity);
    return losses;
}

int ht_losses_fewest(const struct ht_subproblem *subproblem)
{
    struct capacity capacity = measure_new(subproblem);
    int fewest = 0;
    for (uint32_t week = 0; week < capacity.weeks; week++) {
        int of_mentors = 0;
        for (uint32_t m = 0; m < capacity.mentors; m++)
            of_mentors -= least(0, capacity.with_mentor[(size_t)week * capacity.mentors + m]);
        fewest -= least(-of_mentors, capacity.in_week[week]);
    }
    clear(&capacity);
    return fewest;
}
