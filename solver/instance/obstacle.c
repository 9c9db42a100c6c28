/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/obstacle.h"

#include "solver/base/memory.h"
#include "solver/instance/caps.h"

enum ht_rule ht_obstacle_rule(const struct ht_obstacle *obstacle)
{
    static const enum ht_rule of_kinds[] = {
#define RULE(name, rule) rule,
        HT_OBSTACLES(RULE)};
    static const enum ht_rule of_caps[] = {HT_CAPS(RULE)};
#undef RULE
    HT_REQUIRE(obstacle->kind < HT_OBSTACLE_COUNT, "no such obstacle");
    return obstacle->kind == HT_OBSTACLE_CAP ? of_caps[obstacle->cap] : of_kinds[obstacle->kind];
}

/* An obstacle that concerns a student. */
static struct ht_obstacle of_student(enum ht_obstacle_kind kind, ht_student_id student)
{
    struct ht_obstacle obstacle = ht_obstacle(kind);
    obstacle.student = student;
    return obstacle;
}

/* H1 and H7 of a date. */
static struct ht_obstacle year_obstacle(const struct ht_instance *instance, ht_student_id student,
                                        ht_date date)
{
    uint32_t year = instance->school->students[student.i].year;
    if (!ht_open_days_has(&instance->open_days, year, date))
        return of_student(HT_OBSTACLE_CLOSED, student);
    return ht_open_days_assessed(&instance->open_days, year, date)
               ? of_student(HT_OBSTACLE_ASSESSMENT, student)
               : ht_obstacle(HT_OBSTACLE_NONE);
}

struct ht_obstacle ht_obstacle_of_date(const struct ht_instance *instance, ht_programme_id id,
                                       ht_date date)
{
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    for (uint32_t n = 0; n < programme->student_count; n++) {
        struct ht_obstacle found = year_obstacle(instance, programme->students[n], date);
        if (found.kind)
            return found;
    }
    if (date.days < programme->from.days || date.days > programme->to.days)
        return ht_obstacle(HT_OBSTACLE_DATES);
    const struct ht_mentor_day *mentor = ht_instance_mentor_day(instance, programme->mentor, date);
    if (!mentor->works)
        return ht_obstacle(HT_OBSTACLE_DAY_OFF);
    struct ht_obstacle found =
        ht_obstacle(mentor->barred ? HT_OBSTACLE_FULL_DAY : HT_OBSTACLE_NONE);
    if (mentor->barred)
        found.minutes = -mentor->spare;
    return found;
}

bool ht_obstacle_uses(const struct ht_instance *instance, ht_programme_id programme,
                      ht_period_id id)
{
    const struct ht_school *school = instance->school;
    const struct ht_period *period = &school->periods[id.i];
    return (school->policy.place_kinds >> period->kind & 1) &&
           ht_some_has(&school->programmes[programme.i].periods, period->name);
}

struct ht_obstacle ht_obstacle_committed(const struct ht_instance *instance,
                                         ht_programme_id programme, ht_date date,
                                         ht_period_id period)
{
    struct ht_obstacle found = ht_obstacle(HT_OBSTACLE_COMMITMENT);
    found.row = ht_instance_commitment(instance, instance->school->programmes[programme.i].mentor,
                                       date, period);
    return found.row == HT_NONE ? ht_obstacle(HT_OBSTACLE_NONE) : found;
}

/* H1, H2, H4 and H5: what the period itself and the mentor's day say. */
static struct ht_obstacle period_obstacle(const struct ht_instance *instance, ht_programme_id id,
                                          ht_date date, ht_period_id period_id)
{
    const struct ht_school *school = instance->school;
    const struct ht_programme *programme = &school->programmes[id.i];
    const struct ht_period *period = &school->periods[period_id.i];
    struct ht_obstacle found = ht_obstacle(HT_OBSTACLE_PERIOD);
    if (!ht_obstacle_uses(instance, id, period_id))
        return found;
    found.minutes = (school->policy.place == HT_FIRST_HALF ? 2 : 1) * programme->minutes -
                    (period->end - period->start);
    found.kind = HT_OBSTACLE_LENGTH;
    if (found.minutes > 0)
        return found;
    ht_period_id first;
    ht_school_periods_on(school, date, &first);
    uint64_t bit = UINT64_C(1) << (period_id.i - first.i);
    if (ht_instance_mentor_day(instance, programme->mentor, date)->committed & bit)
        return ht_obstacle_committed(instance, id, date, period_id);
    found.minutes = ht_instance_shortfall(instance, programme->mentor, date, bit);
    found.kind = found.minutes ? HT_OBSTACLE_FREE_TIME : HT_OBSTACLE_NONE;
    return found;
}

/* H3, H6 and H9 for the n-th student, and H1; *price grows by the cost of the student's miss. */
static struct ht_obstacle student_obstacle(const struct ht_instance *instance,
                                           const struct ht_programme *programme, uint32_t n,
                                           ht_date date, ht_period_id period, int64_t *price)
{
    const struct ht_school *school = instance->school;
    ht_student_id student = programme->students[n];
    ht_lesson_id lesson = ht_school_lesson(school, student, period);
    struct ht_obstacle found = of_student(HT_OBSTACLE_ENGAGED, student);
    found.row = ht_instance_engagement(instance, student, date, period);
    if (found.row != HT_NONE)
        return found;
    if (lesson.i != HT_NONE && school->subjects[school->lessons[lesson.i].subject.i].protect)
        return of_student(HT_OBSTACLE_PROTECTED, student);
    found.kind = HT_OBSTACLE_CAP;
    for (found.cap = 0; found.cap < HT_CAP_COUNT; found.cap++)
        if (ht_caps[found.cap].by == HT_BY_STUDENT &&
            ht_cap_exceeded(instance, found.cap, programme, n, date, period))
            return found;
    if (lesson.i == HT_NONE && school->periods[period.i].kind == HT_LESSON)
        return of_student(HT_OBSTACLE_NO_LESSON, student);
    struct ht_wishes wishes =
        ht_instance_wishes(instance, programme->mentor, student, date, period, lesson);
    *price += wishes.price;
    if (wishes.never == HT_NONE)
        return ht_obstacle(HT_OBSTACLE_NONE);
    found = of_student(HT_OBSTACLE_REQUEST, student);
    found.row = wishes.never;
    return found;
}

bool ht_obstacle_bars_member(const struct ht_instance *instance, ht_programme_id id, uint32_t n,
                             ht_date date, ht_period_id period)
{
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    int64_t price = 0;
    return year_obstacle(instance, programme->students[n], date).kind ||
           student_obstacle(instance, programme, n, date, period, &price).kind;
}

struct ht_obstacle ht_obstacle_of_slot(const struct ht_instance *instance, ht_programme_id id,
                                       ht_date date, ht_period_id period, int64_t *price)
{
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    *price = 0;
    struct ht_obstacle found = period_obstacle(instance, id, date, period);
    for (uint32_t n = 0; !found.kind && n < programme->student_count; n++)
        found = student_obstacle(instance, programme, n, date, period, price);
    for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++)
        for (uint32_t n = 0; !found.kind && n < programme->student_count; n++)
            if (ht_caps[cap].by != HT_BY_STUDENT &&
                ht_cap_exceeded(instance, cap, programme, n, date, period)) {
                found = of_student(HT_OBSTACLE_CAP, programme->students[n]);
                found.cap = cap;
            }
    return found;
}
