/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/explain/remaining_slots.h"

#include "solver/base/memory.h"
#include "solver/instance/caps.h"
#include "solver/instance/obstacle.h"

#include <stdlib.h>

/* ------------------------------------------------------------ the members alone */

static bool has_ground(const struct ht_conflict *conflict, const struct ht_conflict_member *wanted)
{
    for (size_t g = 0; g < conflict->count; g++) {
        const struct ht_conflict_member *member = &conflict->members[g];
        if (member->kind == wanted->kind && member->row == wanted->row &&
            member->mentor.i == wanted->mentor.i && member->date.days == wanted->date.days &&
            member->subject.i == wanted->subject.i &&
            (wanted->kind != HT_MEMBER_PERIODS || member->programme.i == wanted->programme.i))
            return true;
    }
    return false;
}

static void lift_unless_ground(struct ht_variant *variant, const struct ht_conflict *conflict,
                               struct ht_conflict_member member)
{
    if (!has_ground(conflict, &member))
        ht_variant_lift(variant, &member);
}

/* The days on which the mentors of the conflict are not said to need their free time. */
static void lift_free_time(struct ht_variant *variant, const struct ht_conflict *conflict,
                           struct ht_horizon horizon)
{
    const struct ht_school *school = &variant->school;
    bool *seen = HT_NEW(bool, school->mentor_count);
    for (size_t g = 0; g < conflict->count; g++) {
        const struct ht_conflict_member *due = &conflict->members[g];
        if (due->kind != HT_MEMBER_DUE)
            continue;
        ht_mentor_id mentor = school->programmes[due->programme.i].mentor;
        for (ht_date date = horizon.from; !seen[mentor.i] && date.days <= horizon.to.days;
             date.days++)
            lift_unless_ground(variant, conflict,
                               (struct ht_conflict_member){
                                   .kind = HT_MEMBER_FREE_TIME, .mentor = mentor, .date = date});
        seen[mentor.i] = true;
    }
    free(seen);
}

/* Lifts all that is no member of the conflict, and what is shared out among sessions. */
static void leave_grounds(struct ht_variant *variant, const struct ht_school *school,
                          const struct ht_conflict *conflict, struct ht_horizon horizon)
{
    struct ht_policy *policy = &variant->school.policy;
    for (uint32_t row = 0; row < school->commitment_count; row++)
        lift_unless_ground(variant, conflict,
                           (struct ht_conflict_member){.kind = HT_MEMBER_COMMITMENT, .row = row});
    for (uint32_t row = 0; row < school->request_count; row++)
        if (school->requests[row].what != HT_ALLOW)
            lift_unless_ground(variant, conflict,
                               (struct ht_conflict_member){.kind = HT_MEMBER_REQUEST, .row = row});
    for (uint32_t n = 0; n < school->mentor_count; n++)
        lift_unless_ground(variant, conflict,
                           (struct ht_conflict_member){.kind = HT_MEMBER_DAYS, .mentor = {n}});
    for (uint32_t n = 0; n < school->subject_count; n++)
        lift_unless_ground(
            variant, conflict,
            (struct ht_conflict_member){.kind = HT_MEMBER_PROTECTED, .subject = {n}});
    for (uint32_t n = 0; n < school->programme_count; n++)
        lift_unless_ground(
            variant, conflict,
            (struct ht_conflict_member){.kind = HT_MEMBER_PERIODS, .programme = {n}});
    lift_free_time(variant, conflict, horizon);
    for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++)
        if (ht_caps[cap].setting != HT_NO_SETTING)
            ht_cap_set(policy, cap, ht_caps[cap].lifted);
    policy->misses_max = 1;
    variant->school.history_count = 0;
}

/* ------------------------------------------------------------ what they leave */

/* The weeks in which a session is due: one, or a block of them. */
static ht_date last_day(const struct ht_school *school, const struct ht_conflict_member *due)
{
    int weeks = school->programmes[due->programme.i].per_weeks;
    return ht_date_plus(due->week, weeks * HT_DAYS_A_WEEK - 1);
}

static void add_lessons(struct ht_remaining_slots *remaining, const struct ht_school *school,
                        const struct ht_programme *programme, ht_period_id period, bool first)
{
    bool misses = false;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id id = ht_school_lesson(school, programme->students[n], period);
        if (id.i == HT_NONE)
            continue;
        const struct ht_lesson *lesson = &school->lessons[id.i];
        misses = true;
        remaining->groups[school->subjects[lesson->subject.i].group.i] = true;
        if (first && lesson->class_.i != HT_NONE)
            remaining->classes[lesson->class_.i] = true;
    }
    remaining->misses_none |= !misses;
}

static void add_slot(struct ht_remaining_slots *remaining, ht_date date, ht_period_id period)
{
    for (int n = 0; n < remaining->slots && n < HT_LEEWAY_SLOTS; n++)
        if (remaining->slot_dates[n].days == date.days && remaining->slot_periods[n].i == period.i)
            return;
    if (remaining->slots < HT_LEEWAY_SLOTS) {
        remaining->slot_dates[remaining->slots] = date;
        remaining->slot_periods[remaining->slots] = period;
    }
    remaining->slots += remaining->slots <= HT_LEEWAY_SLOTS;
}

/* Notes who alone cannot be there when the rest of a group could. */
static void look_for_odd(struct ht_remaining_slots *remaining, const struct ht_instance *instance,
                         ht_programme_id id, ht_date date, ht_period_id period)
{
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    ht_student_id odd = {HT_NONE};
    uint32_t blocked = 0;
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (ht_obstacle_bars_member(instance, id, n, date, period)) {
            odd = programme->students[n];
            blocked++;
        }
    if (blocked != 1 || programme->student_count == 1)
        return;
    remaining->several_odd |= remaining->odd.i != HT_NONE && remaining->odd.i != odd.i;
    remaining->odd = odd;
}

static void add_date(struct ht_remaining_slots *remaining, const struct ht_instance *instance,
                     const struct ht_conflict_member *due, ht_date date, bool first)
{
    const struct ht_school *school = instance->school;
    enum ht_obstacle_kind all_day = ht_obstacle_of_date(instance, due->programme, date).kind;
    bool mentors = all_day == HT_OBSTACLE_DAY_OFF || all_day == HT_OBSTACLE_FULL_DAY;
    ht_period_id start;
    uint32_t count = ht_school_periods_on(school, date, &start);
    /* What the mentor does comes after what the calendar says. */
    if (first && (!all_day || mentors)) {
        remaining->date = remaining->open ? remaining->date : date;
        remaining->open |= (uint8_t)(1 << ht_date_weekday(date));
    }
    for (uint32_t n = 0; !all_day && n < count; n++) {
        int64_t price;
        ht_period_id period = {start.i + n};
        enum ht_obstacle_kind then =
            ht_obstacle_of_slot(instance, due->programme, date, period, &price).kind;
        if (!then) {
            add_slot(remaining, date, period);
            add_lessons(remaining, school, &school->programmes[due->programme.i], period, first);
        } else if (first) {
            look_for_odd(remaining, instance, due->programme, date, period);
        }
        remaining->too_short |= first && then == HT_OBSTACLE_LENGTH;
    }
}

static void add_due(struct ht_remaining_slots *remaining, const struct ht_instance *instance,
                    const struct ht_conflict *conflict)
{
    for (size_t g = 0; g < conflict->count; g++) {
        const struct ht_conflict_member *due = &conflict->members[g];
        if (due->kind != HT_MEMBER_DUE)
            continue;
        ht_date last = last_day(instance->school, due);
        for (ht_date date = due->week; date.days <= last.days; date.days++)
            if (ht_horizon_has(instance->horizon, date))
                add_date(remaining, instance, due, date, g == 0);
    }
}

/* From the first to the last week in which a session is due, as far as they are planned. */
static struct ht_horizon weeks_of(const struct ht_school *school, struct ht_horizon horizon,
                                  const struct ht_conflict *conflict)
{
    struct ht_horizon weeks = {HT_DATE_LAST, HT_DATE_FIRST};
    for (size_t g = 0; g < conflict->count; g++) {
        const struct ht_conflict_member *due = &conflict->members[g];
        if (due->kind != HT_MEMBER_DUE)
            continue;
        ht_date last = last_day(school, due);
        weeks.from = due->week.days < weeks.from.days ? due->week : weeks.from;
        weeks.to = last.days > weeks.to.days ? last : weeks.to;
    }
    weeks.from = weeks.from.days < horizon.from.days ? horizon.from : weeks.from;
    weeks.to = weeks.to.days > horizon.to.days ? horizon.to : weeks.to;
    return weeks;
}

static uint8_t usual_days(const struct ht_school *school)
{
    uint8_t days = 0;
    for (size_t i = 0; i < school->period_count; i++)
        days |= (uint8_t)(1 << school->periods[i].weekday);
    return days;
}

struct ht_remaining_slots ht_remaining_slots_new(const struct ht_school *school,
                                                 struct ht_horizon horizon,
                                                 const struct ht_conflict *conflict)
{
    horizon = weeks_of(school, horizon, conflict);
    struct ht_remaining_slots remaining = {
        .instance = ht_instance_new(school, horizon),
        .usual = usual_days(school),
        .odd = {HT_NONE},
        .groups = HT_NEW(bool, ht_strings_count(school->groups)),
        .classes = HT_NEW(bool, ht_strings_count(school->classes)),
    };
    struct ht_variant variant;
    ht_variant_init(&variant, school);
    leave_grounds(&variant, school, conflict, horizon);
    struct ht_instance *instance = ht_instance_new(&variant.school, horizon);
    add_due(&remaining, instance, conflict);
    if (remaining.several_odd || remaining.slots)
        remaining.odd.i = HT_NONE;
    ht_instance_free(instance);
    ht_variant_clear(&variant);
    return remaining;
}

void ht_remaining_slots_clear(struct ht_remaining_slots *remaining)
{
    ht_instance_free(remaining->instance);
    free(remaining->groups);
    free(remaining->classes);
}
