/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/model/week_classes.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* All that matters of a week, as a list of numbers: two weeks are equal if their lists are. */
struct signature {
    int64_t *numbers;
    size_t count, capacity;
};

static void put(struct signature *signature, int64_t number)
{
    HT_GROW(signature->numbers, signature->count, signature->capacity);
    signature->numbers[signature->count++] = number;
}

static void put_slot(struct signature *signature, const struct ht_subproblem *subproblem,
                     const struct ht_slot *slot)
{
    put(signature, ht_date_weekday(slot->date));
    put(signature, slot->period.i);
    put(signature, slot->price);
    put(signature, ht_instance_span(subproblem->instance, slot->date));
    put(signature, ht_school_day(subproblem->instance->school, slot->date)->term);
}

/* The mentor's free time on each day: what is waived is spare. */
static void put_days(struct signature *signature, const struct ht_subproblem *subproblem,
                     uint32_t n, int week)
{
    const struct ht_instance *instance = subproblem->instance;
    ht_mentor_id mentor = ht_subproblem_programme(subproblem, n)->mentor;
    for (int weekday = 0; weekday < HT_DAYS_A_WEEK; weekday++) {
        ht_date date = ht_date_plus(instance->first_monday, week * HT_DAYS_A_WEEK + weekday);
        if (!ht_horizon_has(instance->horizon, date))
            continue;
        const struct ht_mentor_day *day = ht_instance_mentor_day(instance, mentor, date);
        put(signature, day->spare);
        if (instance->school->policy.free_contiguous)
            put(signature, (int64_t)day->committed);
    }
}

static bool kept_in_week(const struct ht_instance *instance, const struct ht_programme *programme,
                         int week)
{
    for (uint32_t s = 0; s < programme->student_count; s++) {
        uint32_t student = programme->students[s].i;
        for (uint32_t n = instance->requests.first[student];
             n < instance->requests.first[student + 1]; n++) {
            const struct ht_request *request =
                &instance->school->requests[instance->requests.places[n]];
            if (request->what == HT_KEEP && ht_instance_week(instance, request->when.from) == week)
                return true;
        }
    }
    return false;
}

/* Adds what the subproblem's n-th requirement means for one of its weeks. */
static void put_block(struct signature *signature, const struct ht_subproblem *subproblem,
                      uint32_t n, int week, bool merge)
{
    const struct ht_requirement *requirement = ht_subproblem_requirement(subproblem, n);
    bool alone = !merge || requirement->week_count > 1 ||
                 kept_in_week(subproblem->instance, ht_subproblem_programme(subproblem, n), week);
    put(signature, alone ? -1 - week : 0);
    put(signature, requirement->programme.i);
    put(signature, requirement->required);
    put_days(signature, subproblem, n, week);
    for (uint32_t s = subproblem->first_slot[n]; s < subproblem->first_slot[n + 1]; s++)
        if (ht_instance_week(subproblem->instance, subproblem->slots[s].date) == week)
            put_slot(signature, subproblem, &subproblem->slots[s]);
}

static struct signature *sign_weeks(const struct ht_subproblem *subproblem, bool merge)
{
    struct signature *signatures = HT_NEW(struct signature, subproblem->instance->week_count);
    for (uint32_t n = 0; n < subproblem->item_count; n++) {
        const struct ht_requirement *requirement = ht_subproblem_requirement(subproblem, n);
        for (uint32_t w = 0; w < requirement->week_count; w++) {
            int week = subproblem->requirements->weeks[requirement->first_week + w];
            put_block(&signatures[week], subproblem, n, week, merge);
        }
    }
    return signatures;
}

static bool equal(const struct signature *a, const struct signature *b)
{
    return a->count == b->count && !memcmp(a->numbers, b->numbers, a->count * sizeof *a->numbers);
}

static void add_week(struct ht_week_classes *weeks, uint32_t class_, int week)
{
    struct ht_week_class *of = &weeks->classes[class_];
    of->weeks[of->count++] = week;
    weeks->class_of[week] = class_;
}

struct ht_week_classes ht_week_classes_new(const struct ht_subproblem *subproblem, bool merge)
{
    int count = subproblem->instance->week_count;
    struct signature *signatures = sign_weeks(subproblem, merge);
    struct ht_week_classes weeks = {.classes = HT_NEW(struct ht_week_class, count),
                                    .class_of = HT_NEW(uint32_t, count)};
    for (int week = 0; week < count; week++) {
        weeks.class_of[week] = HT_NONE;
        if (!signatures[week].count)
            continue;
        uint32_t class_ = 0;
        while (class_ < weeks.class_count &&
               !equal(&signatures[weeks.classes[class_].weeks[0]], &signatures[week]))
            class_++;
        if (class_ == weeks.class_count)
            weeks.classes[weeks.class_count++].weeks = HT_NEW(int, count);
        add_week(&weeks, class_, week);
    }
    for (int week = 0; week < count; week++)
        free(signatures[week].numbers);
    free(signatures);
    return weeks;
}

void ht_week_classes_clear(struct ht_week_classes *weeks)
{
    for (uint32_t c = 0; c < weeks->class_count; c++)
        free(weeks->classes[c].weeks);
    free(weeks->classes);
    free(weeks->class_of);
    *weeks = (struct ht_week_classes){0};
}
