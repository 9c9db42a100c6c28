/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/caps.h"

#include "solver/base/memory.h"

/* ------------------------------------------------------------ what is counted */

static uint32_t group_of(const struct ht_school *school, ht_lesson_id lesson)
{
    return lesson.i == HT_NONE ? HT_NONE
                               : school->subjects[school->lessons[lesson.i].subject.i].group.i;
}

static uint32_t count_groups(const struct ht_school *school)
{
    return ht_strings_count(school->groups);
}

static uint32_t class_of(const struct ht_school *school, ht_lesson_id lesson)
{
    return lesson.i == HT_NONE ? HT_NONE : school->lessons[lesson.i].class_.i;
}

static uint32_t count_classes(const struct ht_school *school)
{
    return ht_strings_count(school->classes);
}

/* ------------------------------------------------------------ over which span */

static uint32_t at_period(const struct ht_instance *instance, uint32_t week, ht_date date,
                          ht_period_id period)
{
    (void)date;
    return week * (uint32_t)instance->school->period_count + period.i;
}

static uint32_t count_periods(const struct ht_instance *instance)
{
    return (uint32_t)instance->week_count * (uint32_t)instance->school->period_count;
}

static uint32_t on_day(const struct ht_instance *instance, uint32_t week, ht_date date,
                       ht_period_id period)
{
    (void)instance;
    (void)period;
    return week * HT_DAYS_A_WEEK + (uint32_t)ht_date_weekday(date);
}

static uint32_t count_days(const struct ht_instance *instance)
{
    return (uint32_t)instance->week_count * HT_DAYS_A_WEEK;
}

/* H6 counts by rows of the calendar. */
static uint32_t in_row(const struct ht_instance *instance, uint32_t week, ht_date date,
                       ht_period_id period)
{
    (void)week;
    (void)period;
    return (uint32_t)ht_instance_span(instance, date);
}

static uint32_t count_rows(const struct ht_instance *instance)
{
    return (uint32_t)instance->school->calendar_count;
}

/* ------------------------------------------------------------ how many there may be */

static int most_misses(const struct ht_instance *instance, ht_student_id student, uint32_t group,
                       uint32_t row)
{
    return ht_instance_misses_max(instance, student, (ht_group_id){group}, (int)row);
}

static int past_misses(const struct ht_instance *instance, ht_student_id student, uint32_t group,
                       uint32_t row)
{
    return ht_instance_past(instance, student, (ht_group_id){group}, (int)row);
}

#define SETTING(field) .setting = offsetof(struct ht_policy, field)

/* Sessions of a student on a day: more than a day has periods. */
enum { MANY_A_DAY = 64 };

#define BY_PERIOD .span = at_period, .spans = count_periods, .weekly = true, .at_once = true
#define BY_DAY    .span = on_day, .spans = count_days, .weekly = true
#define BY_ROW    .span = in_row, .spans = count_rows

const struct ht_cap_rule ht_caps[HT_CAP_COUNT] = {
    [HT_CAP_STUDENT_DAY] = {HT_BY_STUDENT, BY_DAY, SETTING(per_day_max), .lifted = MANY_A_DAY},
    [HT_CAP_STUDENT_TIME] = {HT_BY_STUDENT, BY_PERIOD, .setting = HT_NO_SETTING},
    [HT_CAP_MISSES] = {HT_BY_STUDENT, BY_ROW, .thing = group_of, .things = count_groups,
                       .most = most_misses, .past = past_misses, .setting = HT_NO_SETTING},
    [HT_CAP_ROOMS] = {HT_BY_SESSION, BY_PERIOD, SETTING(rooms_max), .lifted = HT_NO_LIMIT,
                      .may_grow = true},
    [HT_CAP_CLASS] = {HT_BY_SEAT, BY_PERIOD, .thing = class_of, .things = count_classes,
                      SETTING(withdrawals_max), .lifted = HT_NO_LIMIT, .may_grow = true},
};

/* ------------------------------------------------------------ asking */

int ht_cap_setting(const struct ht_policy *policy, enum ht_cap cap)
{
    size_t at = ht_caps[cap].setting;
    return at == HT_NO_SETTING ? 1 : *(const int *)((const char *)policy + at);
}

void ht_cap_set(struct ht_policy *policy, enum ht_cap cap, int number)
{
    HT_REQUIRE(ht_caps[cap].setting != HT_NO_SETTING, "the cap has no setting");
    *(int *)((char *)policy + ht_caps[cap].setting) = number;
}

bool ht_caps_couple(const struct ht_policy *policy)
{
    for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++)
        if (ht_caps[cap].by != HT_BY_STUDENT && ht_cap_setting(policy, cap) != HT_NO_LIMIT)
            return true;
    return false;
}

uint32_t ht_cap_things(const struct ht_school *school, enum ht_cap cap)
{
    return ht_caps[cap].things ? ht_caps[cap].things(school) : 1;
}

uint32_t ht_cap_thing(const struct ht_school *school, enum ht_cap cap, ht_student_id student,
                      ht_period_id period)
{
    return ht_caps[cap].thing
               ? ht_caps[cap].thing(school, ht_school_lesson(school, student, period))
               : 0;
}

uint32_t ht_cap_span(const struct ht_instance *instance, enum ht_cap cap, ht_date date,
                     ht_period_id period)
{
    return ht_caps[cap].span(instance, (uint32_t)ht_instance_week(instance, date), date, period);
}

int ht_cap_most(const struct ht_instance *instance, enum ht_cap cap, ht_student_id student,
                uint32_t thing, uint32_t span)
{
    return ht_caps[cap].most ? ht_caps[cap].most(instance, student, thing, span)
                             : ht_cap_setting(&instance->school->policy, cap);
}

int ht_cap_past(const struct ht_instance *instance, enum ht_cap cap, ht_student_id student,
                uint32_t thing, uint32_t span)
{
    return ht_caps[cap].past ? ht_caps[cap].past(instance, student, thing, span) : 0;
}

int ht_cap_share(const struct ht_school *school, enum ht_cap cap,
                 const struct ht_programme *programme, ht_period_id period, uint32_t thing)
{
    int share = 0;
    if (ht_caps[cap].by != HT_BY_SEAT)
        return 1;
    for (uint32_t n = 0; n < programme->student_count; n++)
        share += ht_cap_thing(school, cap, programme->students[n], period) == thing;
    return share;
}

bool ht_cap_exceeded(const struct ht_instance *instance, enum ht_cap cap,
                     const struct ht_programme *programme, uint32_t n, ht_date date,
                     ht_period_id period)
{
    const struct ht_school *school = instance->school;
    ht_student_id student = programme->students[n];
    uint32_t thing = ht_cap_thing(school, cap, student, period);
    if (thing == HT_NONE || ht_cap_setting(&school->policy, cap) == HT_NO_LIMIT)
        return false;
    uint32_t span = ht_cap_span(instance, cap, date, period);
    return ht_cap_past(instance, cap, student, thing, span) +
               ht_cap_share(school, cap, programme, period, thing) >
           ht_cap_most(instance, cap, student, thing, span);
}
