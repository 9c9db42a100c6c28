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

static void put_slot(struct signature *signature, const struct ht_component *component,
                     const struct ht_slot *slot)
{
    put(signature, ht_date_weekday(slot->date));
    put(signature, slot->period.i);
    put(signature, slot->price);
    put(signature, ht_facts_span(component->facts, slot->date));
    put(signature, ht_school_day(component->facts->school, slot->date)->term);
}

/* The mentor's free time on each day: what is waived is spare. */
static void put_days(struct signature *signature, const struct ht_component *component, uint32_t n,
                     int week)
{
    const struct ht_facts *facts = component->facts;
    ht_mentor_id mentor = ht_component_programme(component, n)->mentor;
    for (int weekday = 0; weekday < HT_DAYS_A_WEEK; weekday++) {
        ht_date date = ht_date_plus(facts->first_monday, week * HT_DAYS_A_WEEK + weekday);
        if (!ht_horizon_has(facts->horizon, date))
            continue;
        const struct ht_mentor_day *day = ht_facts_mentor_day(facts, mentor, date);
        put(signature, day->spare);
        if (facts->school->policy.free_contiguous)
            put(signature, (int64_t)day->committed);
    }
}

static bool kept_in_week(const struct ht_facts *facts, const struct ht_programme *programme,
                         int week)
{
    for (uint32_t s = 0; s < programme->student_count; s++) {
        uint32_t student = programme->students[s].i;
        for (uint32_t n = facts->requests.first[student]; n < facts->requests.first[student + 1];
             n++) {
            const struct ht_request *request = &facts->school->requests[facts->requests.places[n]];
            if (request->what == HT_KEEP && ht_facts_week(facts, request->from) == week)
                return true;
        }
    }
    return false;
}

/* Adds what the component's n-th block means for one of its weeks. */
static void put_block(struct signature *signature, const struct ht_component *component, uint32_t n,
                      int week, bool merge)
{
    const struct ht_block *block = ht_component_block(component, n);
    bool alone = !merge || block->week_count > 1 ||
                 kept_in_week(component->facts, ht_component_programme(component, n), week);
    put(signature, alone ? -1 - week : 0);
    put(signature, block->programme.i);
    put(signature, block->required);
    put_days(signature, component, n, week);
    for (uint32_t s = component->first_slot[n]; s < component->first_slot[n + 1]; s++)
        if (ht_facts_week(component->facts, component->slots[s].date) == week)
            put_slot(signature, component, &component->slots[s]);
}

static struct signature *sign_weeks(const struct ht_component *component, bool merge)
{
    struct signature *signatures = HT_NEW(struct signature, component->facts->week_count);
    for (uint32_t n = 0; n < component->block_count; n++) {
        const struct ht_block *block = ht_component_block(component, n);
        for (uint32_t w = 0; w < block->week_count; w++) {
            int week = component->demand->weeks[block->first_week + w];
            put_block(&signatures[week], component, n, week, merge);
        }
    }
    return signatures;
}

static bool equal(const struct signature *a, const struct signature *b)
{
    return a->count == b->count && !memcmp(a->numbers, b->numbers, a->count * sizeof *a->numbers);
}

static void add_week(struct ht_weeks *weeks, uint32_t class_, int week)
{
    struct ht_week_class *of = &weeks->classes[class_];
    of->weeks[of->count++] = week;
    weeks->class_of[week] = class_;
}

struct ht_weeks ht_weeks_new(const struct ht_component *component, bool merge)
{
    int count = component->facts->week_count;
    struct signature *signatures = sign_weeks(component, merge);
    struct ht_weeks weeks = {.classes = HT_NEW(struct ht_week_class, count),
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

void ht_weeks_clear(struct ht_weeks *weeks)
{
    for (uint32_t c = 0; c < weeks->class_count; c++)
        free(weeks->classes[c].weeks);
    free(weeks->classes);
    free(weeks->class_of);
    *weeks = (struct ht_weeks){0};
}
