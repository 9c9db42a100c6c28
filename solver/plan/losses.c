/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/plan/losses.h"

#include "solver/base/memory.h"
#include "solver/ilp/branch_and_bound.h"

#include <stdlib.h>
#include <string.h>

/* How many sessions fit, whatever else they keep apart from. Cells are periods of a calendar week,
   in which each is on one date. */
struct room {
    const struct ht_subproblem *subproblem;
    uint32_t weeks, periods, mentors, classes;
    bool *has;        /* [cell, mentor]: that mentor has a slot there */
    int *out;         /* [cell, class]: sessions that would take one student out of the class */
    int *others;      /* [cell]: further sessions with a slot there */
    int *in_week;     /* [week]: sessions that fit; what is required is taken off */
    int *with_mentor; /* [week, mentor]: likewise */
};

static uint32_t mentor_of(const struct room *room, uint32_t requirement)
{
    return ht_subproblem_programme(room->subproblem, requirement)->mentor.i;
}

/* The class that a programme of one student would be out of; HT_NONE for none or several. */
static uint32_t class_of(const struct room *room, const struct ht_slot *slot)
{
    const struct ht_school *school = room->subproblem->instance->school;
    const struct ht_programme *programme =
        ht_subproblem_programme(room->subproblem, slot->requirement);
    if (school->policy.withdrawals_max == HT_NO_LIMIT || programme->student_count != 1)
        return HT_NONE;
    ht_lesson_id lesson = ht_school_lesson(school, programme->students[0], slot->period);
    return lesson.i == HT_NONE ? HT_NONE : school->lessons[lesson.i].class_.i;
}

static void enter_slots(struct room *room)
{
    const struct ht_subproblem *subproblem = room->subproblem;
    for (uint32_t s = 0; s < subproblem->slot_count; s++) {
        const struct ht_slot *slot = &subproblem->slots[s];
        size_t cell = (size_t)ht_subproblem_week(subproblem, s) * room->periods + slot->period.i;
        uint32_t class_ = class_of(room, slot);
        room->has[cell * room->mentors + mentor_of(room, slot->requirement)] = true;
        if (class_ == HT_NONE)
            room->others[cell]++;
        else
            room->out[cell * room->classes + class_]++;
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* The sessions that a cell can hold. */
static int most_in_cell(const struct room *room, size_t cell)
{
    const struct ht_policy *policy = &room->subproblem->instance->school->policy;
    int mentors = 0, sessions = room->others[cell];
    for (uint32_t m = 0; m < room->mentors; m++)
        mentors += room->has[cell * room->mentors + m];
    for (uint32_t c = 0; policy->withdrawals_max != HT_NO_LIMIT && c < room->classes; c++)
        sessions += least(room->out[cell * room->classes + c], policy->withdrawals_max);
    int most = least(mentors, sessions);
    return policy->rooms_max == HT_NO_LIMIT ? most : least(most, policy->rooms_max);
}

/* The sessions that a mentor's day can hold beside the free time. */
static int most_on_day(const struct room *room, uint32_t mentor, ht_date date)
{
    const struct ht_instance *instance = room->subproblem->instance;
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(instance->school, date, &first), lessons = 0;
    size_t cell = (size_t)ht_instance_week(instance, date) * room->periods + first.i;
    int lengths[HT_MOST_PERIODS], most = 0;
    for (uint32_t n = 0; n < periods; n++) {
        const struct ht_period *period = &instance->school->periods[first.i + n];
        if (!room->has[(cell + n) * room->mentors + mentor])
            continue;
        if (period->kind != HT_LESSON) {
            most++;
            continue;
        }
        int length = period->end - period->start;
        uint32_t place = lessons++;
        for (; place > 0 && lengths[place - 1] > length; place--)
            lengths[place] = lengths[place - 1];
        lengths[place] = length;
    }
    int spare = ht_instance_mentor_day(instance, (ht_mentor_id){mentor}, date)->spare;
    for (uint32_t n = 0; n < lessons && lengths[n] <= spare; n++) {
        spare -= lengths[n];
        most++;
    }
    return most;
}

/* The one week of a requirement; below 0 where it may be one of several. */
static int week_of(const struct ht_subproblem *subproblem, uint32_t n)
{
    const struct ht_requirement *requirement = ht_subproblem_requirement(subproblem, n);
    return requirement->week_count == 1 ? subproblem->requirements->weeks[requirement->first_week]
                                        : -1;
}

/* What is left of each week's and mentor's room, or below 0 what is lacking. */
static void measure(struct room *room)
{
    const struct ht_subproblem *subproblem = room->subproblem;
    const struct ht_instance *instance = subproblem->instance;
    enter_slots(room);
    for (size_t cell = 0; cell < (size_t)room->weeks * room->periods; cell++)
        room->in_week[cell / room->periods] += most_in_cell(room, cell);
    for (int day = 0; day < instance->day_count; day++) {
        ht_date date = ht_date_plus(instance->horizon.from, day);
        size_t week = (size_t)ht_instance_week(instance, date);
        for (uint32_t m = 0; m < room->mentors; m++)
            room->with_mentor[week * room->mentors + m] += most_on_day(room, m, date);
    }
    for (uint32_t n = 0; n < subproblem->item_count; n++) {
        int week = week_of(subproblem, n);
        int required = ht_subproblem_requirement(subproblem, n)->required;
        if (week < 0)
            continue;
        room->in_week[week] -= required;
        room->with_mentor[(size_t)week * room->mentors + mentor_of(room, n)] -= required;
    }
}

/* ------------------------------------------------------------ the program */

/* What a row of the program is about, in the order of the rows. */
enum about { WEEK, MENTOR_WEEK, STUDENT };

/* A column, the sessions that a requirement loses, in a row. */
struct term {
    enum about about;
    uint32_t place; /* in_week, with_mentor; of a student */
    uint32_t column;
};

struct terms {
    struct term *list;
    size_t count, capacity;
};

static int compare_terms(const void *left, const void *right)
{
    const struct term *a = left, *b = right;
    if (a->about != b->about)
        return a->about < b->about ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static void add_term(struct terms *terms, enum about about, size_t place, uint32_t column)
{
    HT_GROW(terms->list, terms->count, terms->capacity);
    terms->list[terms->count++] = (struct term){about, (uint32_t)place, column};
}

/* Adds a column for each requirement of a week, or of a mentor's week, that lacks room. */
static void add_columns(struct ht_ilp *ilp, const struct room *room, uint32_t *requirement_of,
                        struct terms *terms)
{
    const struct ht_subproblem *subproblem = room->subproblem;
    for (uint32_t n = 0; n < subproblem->item_count; n++) {
        int week = week_of(subproblem, n);
        size_t with_mentor = (size_t)week * room->mentors + mentor_of(room, n);
        if (week < 0 || (room->in_week[week] >= 0 && room->with_mentor[with_mentor] >= 0))
            continue;
        uint32_t column = ht_ilp_add_integer(ilp, subproblem->weights.changed,
                                             ht_subproblem_requirement(subproblem, n)->required);
        requirement_of[column] = n;
        if (room->in_week[week] < 0)
            add_term(terms, WEEK, (size_t)week, column);
        if (room->with_mentor[with_mentor] < 0)
            add_term(terms, MENTOR_WEEK, with_mentor, column);
        const struct ht_programme *programme = ht_subproblem_programme(subproblem, n);
        for (uint32_t s = 0; s < programme->student_count; s++)
            add_term(terms, STUDENT, programme->students[s].i, column);
    }
}

/* Adds the row of terms that are about one thing: so much is lost at least; or a student's losses,
   each of which costs more than the one before. */
static void add_row(struct ht_ilp *ilp, const struct room *room, const struct term *terms,
                    size_t count)
{
    const struct ht_subproblem *subproblem = room->subproblem;
    uint32_t place = terms->place;
    int most = 0;
    switch (terms->about) {
    case WEEK:
        ht_ilp_add_row(ilp, HT_AT_LEAST, -room->in_week[place]);
        break;
    case MENTOR_WEEK:
        ht_ilp_add_row(ilp, HT_AT_LEAST, -room->with_mentor[place]);
        break;
    default:
        ht_ilp_add_row(ilp, HT_AT_MOST, 0);
    }
    for (size_t n = 0; n < count; n++) {
        ht_ilp_add_entry(ilp, terms[n].column, 1);
        most += ilp->columns[terms[n].column].upper;
    }
    for (int n = 1; terms->about == STUDENT && n <= most; n++) {
        int64_t price = subproblem->weights.unplaced *
                        ht_instance_unplaced_price(subproblem->instance, (ht_student_id){place}, n);
        ht_ilp_add_entry(ilp, ht_ilp_add_column(ilp, price, 1), -1);
    }
}

static void add_rows(struct ht_ilp *ilp, const struct room *room, struct terms *terms)
{
    qsort(terms->list, terms->count, sizeof *terms->list, compare_terms);
    for (size_t start = 0, end; start < terms->count; start = end) {
        const struct term *first = &terms->list[start];
        for (end = start + 1; end < terms->count && terms->list[end].about == first->about &&
                              terms->list[end].place == first->place;)
            end++;
        add_row(ilp, room, first, end - start);
    }
}

static struct ht_losses solve(const struct room *room, const struct ht_limit *limit)
{
    struct ht_losses losses = {0};
    struct ht_ilp ilp = {0};
    struct terms terms = {0};
    struct ht_limit untold = *limit;
    uint32_t *requirement_of = HT_NEW(uint32_t, room->subproblem->item_count);
    add_columns(&ilp, room, requirement_of, &terms);
    uint32_t count = ilp.column_count;
    if (count) {
        add_rows(&ilp, room, &terms);
        untold.incumbent = NULL;
        struct ht_solution solution = ht_branch_and_bound(&ilp, (struct ht_solution){0}, &untold);
        losses.cost = solution.bound;
        losses.lost = HT_NEW(int, room->subproblem->item_count);
        for (uint32_t c = 0; solution.values && c < count; c++)
            losses.lost[requirement_of[c]] = solution.values[c];
        ht_solution_clear(&solution);
    }
    ht_ilp_clear(&ilp);
    free(terms.list);
    free(requirement_of);
    return losses;
}

struct ht_losses ht_losses_new(const struct ht_subproblem *subproblem, const struct ht_limit *limit)
{
    const struct ht_instance *instance = subproblem->instance;
    struct room room = {
        .subproblem = subproblem,
        .weeks = (uint32_t)instance->week_count,
        .periods = (uint32_t)instance->school->period_count,
        .mentors = (uint32_t)instance->school->mentor_count,
        .classes = ht_strings_count(instance->school->classes),
    };
    size_t cells = (size_t)room.weeks * room.periods;
    bool by_class = instance->school->policy.withdrawals_max != HT_NO_LIMIT;
    room.has = HT_NEW(bool, cells *room.mentors);
    room.out = HT_NEW(int, by_class ? cells *room.classes : 0);
    room.others = HT_NEW(int, cells);
    room.in_week = HT_NEW(int, room.weeks);
    room.with_mentor = HT_NEW(int, (size_t)room.weeks *room.mentors);
    measure(&room);
    struct ht_losses losses = solve(&room, limit);
    free(room.has);
    free(room.out);
    free(room.others);
    free(room.in_week);
    free(room.with_mentor);
    return losses;
}
