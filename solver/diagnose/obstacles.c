/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/obstacles.h"

#include "solver/base/memory.h"
#include "solver/instance/caps.h"

#include <stdlib.h>

/* ------------------------------------------------------------ the schedule's sessions */

static const struct ht_programme *programme_of(const struct ht_obstacles *obstacles,
                                               uint32_t session)
{
    return &obstacles->instance->school
                ->programmes[obstacles->schedule->sessions[session].programme.i];
}

/* Counts two places on, so that filling in makes first[n + 1] the end of n. */
static uint32_t count_sessions(struct ht_obstacles *obstacles)
{
    const struct ht_school *school = obstacles->instance->school;
    uint32_t count = (uint32_t)obstacles->schedule->session_count, attendances = 0;
    for (uint32_t s = 0; s < count; s++) {
        const struct ht_programme *programme = programme_of(obstacles, s);
        obstacles->first_of_mentor[programme->mentor.i + 2]++;
        for (uint32_t n = 0; n < programme->student_count; n++)
            obstacles->first_of_student[programme->students[n].i + 2]++;
        attendances += programme->student_count;
    }
    for (size_t m = 2; m < school->mentor_count + 2; m++)
        obstacles->first_of_mentor[m] += obstacles->first_of_mentor[m - 1];
    for (size_t s = 2; s < school->student_count + 2; s++)
        obstacles->first_of_student[s] += obstacles->first_of_student[s - 1];
    return attendances;
}

struct ht_obstacles ht_obstacles_new(const struct ht_instance *instance,
                                     const struct ht_requirements *requirements,
                                     const struct ht_schedule *schedule)
{
    struct ht_obstacles obstacles = {
        .instance = instance,
        .requirements = requirements,
        .schedule = schedule,
        .first_of_mentor = HT_NEW(uint32_t, instance->school->mentor_count + 2),
        .first_of_student = HT_NEW(uint32_t, instance->school->student_count + 2),
        .except = HT_NONE,
    };
    uint32_t count = (uint32_t)schedule->session_count;
    uint32_t attendances = count_sessions(&obstacles);
    obstacles.of_mentor = HT_NEW(uint32_t, count);
    obstacles.of_student = HT_NEW(uint32_t, attendances);
    for (uint32_t s = 0; s < count; s++) {
        const struct ht_programme *programme = programme_of(&obstacles, s);
        obstacles.of_mentor[obstacles.first_of_mentor[programme->mentor.i + 1]++] = s;
        for (uint32_t n = 0; n < programme->student_count; n++)
            obstacles.of_student[obstacles.first_of_student[programme->students[n].i + 1]++] = s;
    }
    return obstacles;
}

void ht_obstacles_clear(struct ht_obstacles *obstacles)
{
    free(obstacles->first_of_mentor);
    free(obstacles->of_mentor);
    free(obstacles->first_of_student);
    free(obstacles->of_student);
    *obstacles = (struct ht_obstacles){0};
}

/* Whether a session other than the excepted one is on a date. */
static bool is_on(const struct ht_obstacles *obstacles, uint32_t session, ht_date date)
{
    return session != obstacles->except &&
           obstacles->schedule->sessions[session].date.days == date.days;
}

/* ------------------------------------------------------------ beside other sessions */

static struct ht_obstacle beside(enum ht_obstacle_kind kind)
{
    struct ht_obstacle found = ht_obstacle(kind);
    found.beside = true;
    return found;
}

/* H4 and H5: what the mentor's sessions of the date leave. */
static struct ht_obstacle mentor_obstacle(const struct ht_obstacles *obstacles, ht_mentor_id mentor,
                                          ht_date date, ht_period_id period)
{
    ht_period_id first;
    ht_school_periods_on(obstacles->instance->school, date, &first);
    uint64_t sessions = UINT64_C(1) << (period.i - first.i);
    for (uint32_t n = obstacles->first_of_mentor[mentor.i];
         n < obstacles->first_of_mentor[mentor.i + 1]; n++) {
        if (!is_on(obstacles, obstacles->of_mentor[n], date))
            continue;
        uint32_t taken = obstacles->schedule->sessions[obstacles->of_mentor[n]].period.i;
        if (taken == period.i)
            return beside(HT_OBSTACLE_MENTOR);
        sessions |= UINT64_C(1) << (taken - first.i);
    }
    struct ht_obstacle found = beside(HT_OBSTACLE_FREE_TIME);
    found.minutes = ht_instance_shortfall(obstacles->instance, mentor, date, sessions);
    return found.minutes ? found : ht_obstacle(HT_OBSTACLE_NONE);
}

/* What of a session in a slot a cap takes together with others. */
struct count {
    enum ht_cap cap;
    ht_student_id student; /* whose lesson it is by */
    uint32_t thing, span;
    ht_date date;
};

static struct count count_of(const struct ht_instance *instance, enum ht_cap cap,
                             ht_student_id student, ht_date date, ht_period_id period)
{
    return (struct count){cap, student, ht_cap_thing(instance->school, cap, student, period),
                          ht_cap_span(instance, cap, date, period), date};
}

/* How often a session of the schedule counts; one by student, of those of that student. */
static int share_of(const struct ht_obstacles *obstacles, const struct count *count,
                    uint32_t session)
{
    const struct ht_school *school = obstacles->instance->school;
    const struct ht_session *other = &obstacles->schedule->sessions[session];
    if (session == obstacles->except ||
        ht_cap_span(obstacles->instance, count->cap, other->date, other->period) != count->span)
        return 0;
    if (ht_caps[count->cap].by == HT_BY_STUDENT)
        return ht_cap_thing(school, count->cap, count->student, other->period) == count->thing;
    return ht_cap_share(school, count->cap, programme_of(obstacles, session), other->period,
                        count->thing);
}

/* Sessions among which all are that a cap counts. */
struct among {
    const uint32_t *sessions; /* of a student; NULL: all from first on */
    uint32_t first, count;
};

static uint32_t nth_session(const struct among *among, uint32_t n)
{
    return among->sessions ? among->sessions[n] : among->first + n;
}

static struct among sessions_of(const struct ht_obstacles *obstacles, const struct count *count)
{
    const uint32_t *first = &obstacles->first_of_student[count->student.i];
    if (ht_caps[count->cap].by == HT_BY_STUDENT)
        return (struct among){obstacles->of_student + first[0], 0, first[1] - first[0]};
    if (!ht_caps[count->cap].weekly)
        return (struct among){NULL, 0, (uint32_t)obstacles->schedule->session_count};
    ht_date monday = ht_date_monday(count->date);
    uint32_t start = (uint32_t)ht_schedule_first_on(obstacles->schedule, monday);
    size_t end = ht_schedule_first_on(obstacles->schedule, ht_date_plus(monday, HT_DAYS_A_WEEK));
    return (struct among){NULL, start, (uint32_t)end - start};
}

/* H3, H6 and H11: what a cap leaves for the n-th student of a programme. */
static struct ht_obstacle cap_obstacle(const struct ht_obstacles *obstacles, enum ht_cap cap,
                                       const struct ht_programme *programme, uint32_t n,
                                       ht_date date, ht_period_id period)
{
    const struct ht_instance *instance = obstacles->instance;
    ht_student_id student = programme->students[n];
    struct count count = count_of(instance, cap, student, date, period);
    if (count.thing == HT_NONE || ht_cap_setting(&instance->school->policy, cap) == HT_NO_LIMIT)
        return ht_obstacle(HT_OBSTACLE_NONE);
    int counted = ht_cap_past(instance, cap, student, count.thing, count.span) +
                  ht_cap_share(instance->school, cap, programme, period, count.thing);
    struct among among = sessions_of(obstacles, &count);
    for (uint32_t s = 0; s < among.count; s++)
        counted += share_of(obstacles, &count, nth_session(&among, s));
    if (counted <= ht_cap_most(instance, cap, student, count.thing, count.span))
        return ht_obstacle(HT_OBSTACLE_NONE);
    struct ht_obstacle found = beside(HT_OBSTACLE_CAP);
    found.cap = cap;
    found.student = student;
    return found;
}

/* Whether a session is one of a programme's in the calendar week of a date. */
static bool is_of_week(const struct ht_obstacles *obstacles, uint32_t session,
                       ht_programme_id programme, ht_date date)
{
    const struct ht_session *other = &obstacles->schedule->sessions[session];
    return session != obstacles->except && other->programme.i == programme.i &&
           ht_date_monday(other->date).days == ht_date_monday(date).days;
}

/* H8: where several weeks share their sessions, one of them may have its most already. */
static struct ht_obstacle week_obstacle(const struct ht_obstacles *obstacles, ht_programme_id id,
                                        ht_date date)
{
    int week = ht_instance_week(obstacles->instance, date);
    const struct ht_requirement *requirement =
        ht_requirements_block(obstacles->requirements, id, week);
    if (!requirement || requirement->week_count == 1)
        return ht_obstacle(HT_OBSTACLE_NONE);
    uint32_t mentor = obstacles->instance->school->programmes[id.i].mentor.i;
    int count = ht_instance_stands(obstacles->instance, id, week);
    for (uint32_t n = obstacles->first_of_mentor[mentor];
         n < obstacles->first_of_mentor[mentor + 1]; n++)
        count += is_of_week(obstacles, obstacles->of_mentor[n], id, date);
    return count >= requirement->week_max ? beside(HT_OBSTACLE_WEEK)
                                          : ht_obstacle(HT_OBSTACLE_NONE);
}

/* What is in the way of a session, possible by itself, beside all others. */
static struct ht_obstacle obstacle_beside(const struct ht_obstacles *obstacles, ht_programme_id id,
                                          ht_date date, ht_period_id period)
{
    const struct ht_programme *programme = &obstacles->instance->school->programmes[id.i];
    struct ht_obstacle found = mentor_obstacle(obstacles, programme->mentor, date, period);
    for (uint32_t n = 0; n < programme->student_count; n++)
        for (enum ht_cap cap = 0; !found.kind && cap < HT_CAP_COUNT; cap++)
            if (ht_caps[cap].by == HT_BY_STUDENT)
                found = cap_obstacle(obstacles, cap, programme, n, date, period);
    for (enum ht_cap cap = 0; cap < HT_CAP_COUNT; cap++)
        for (uint32_t n = 0; !found.kind && n < programme->student_count; n++)
            if (ht_caps[cap].by != HT_BY_STUDENT)
                found = cap_obstacle(obstacles, cap, programme, n, date, period);
    return found.kind ? found : week_obstacle(obstacles, id, date);
}

/* ------------------------------------------------------------ slots */

/* What is in the way in a period of a date: on all of it, unless a commitment then tells more of a
   day that commitments fill. */
static struct ht_obstacle obstacle_at(const struct ht_obstacles *obstacles, ht_programme_id id,
                                      ht_date date, ht_period_id period,
                                      const struct ht_obstacle *all_day)
{
    const struct ht_instance *instance = obstacles->instance;
    int64_t price;
    if (all_day->kind == HT_OBSTACLE_FULL_DAY) {
        struct ht_obstacle committed = ht_obstacle_committed(instance, id, date, period);
        return committed.kind ? committed : *all_day;
    }
    if (all_day->kind)
        return *all_day;
    struct ht_obstacle found = ht_obstacle_of_slot(instance, id, date, period, &price);
    return found.kind ? found : obstacle_beside(obstacles, id, date, period);
}

/* Adds the slots of a date; how many they are. */
static size_t add_slots(const struct ht_obstacles *obstacles, ht_programme_id id, ht_date date,
                        struct ht_week_slot *slots)
{
    struct ht_obstacle all_day = date.days < obstacles->instance->from.days
                                     ? ht_obstacle(HT_OBSTACLE_OVER)
                                     : ht_obstacle_of_date(obstacles->instance, id, date);
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(obstacles->instance->school, date, &first);
    size_t count = 0;
    for (uint32_t n = 0; n < periods; n++) {
        ht_period_id period = {first.i + n};
        if (ht_obstacle_uses(obstacles->instance, id, period))
            slots[count++] = (struct ht_week_slot){
                date, period, obstacle_at(obstacles, id, date, period, &all_day)};
    }
    return count;
}

struct ht_week_slot *ht_obstacles_week(const struct ht_obstacles *obstacles,
                                       ht_programme_id programme, ht_date monday, size_t *count)
{
    const struct ht_instance *instance = obstacles->instance;
    ht_period_id first;
    size_t most = 0;
    *count = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        most += ht_school_periods_on(instance->school, ht_date_plus(monday, day), &first);
    struct ht_week_slot *slots = HT_NEW(struct ht_week_slot, most);
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        ht_date date = ht_date_plus(monday, day);
        if (ht_horizon_has(instance->horizon, date))
            *count += add_slots(obstacles, programme, date, slots + *count);
    }
    return slots;
}

/* ------------------------------------------------------------ where obstacles come from */

/* Whether a session of the schedule has part in an obstacle of a slot; of a cap, what it counts. */
static bool has_part(const struct ht_obstacles *obstacles, ht_programme_id id,
                     const struct ht_week_slot *slot, const struct count *count, uint32_t session)
{
    const struct ht_session *other = &obstacles->schedule->sessions[session];
    switch (slot->obstacle.kind) {
    case HT_OBSTACLE_MENTOR:
        return is_on(obstacles, session, slot->date) && other->period.i == slot->period.i;
    case HT_OBSTACLE_FREE_TIME:
        return is_on(obstacles, session, slot->date);
    case HT_OBSTACLE_WEEK:
        return is_of_week(obstacles, session, id, slot->date);
    case HT_OBSTACLE_CAP:
        return share_of(obstacles, count, session) > 0;
    default:
        return false;
    }
}

uint32_t *ht_obstacle_sessions(const struct ht_obstacles *obstacles, ht_programme_id programme,
                               const struct ht_week_slot *slot, size_t *count)
{
    const struct ht_obstacle *found = &slot->obstacle;
    uint32_t mentor = obstacles->instance->school->programmes[programme.i].mentor.i;
    const uint32_t *first = &obstacles->first_of_mentor[mentor];
    struct among among = {obstacles->of_mentor + first[0], 0, first[1] - first[0]};
    struct count counted = {0};
    if (found->kind == HT_OBSTACLE_CAP) {
        counted =
            count_of(obstacles->instance, found->cap, found->student, slot->date, slot->period);
        among = sessions_of(obstacles, &counted);
    }
    uint32_t *list = HT_NEW(uint32_t, among.count);
    *count = 0;
    for (uint32_t n = 0; found->beside && n < among.count; n++)
        if (has_part(obstacles, programme, slot, &counted, nth_session(&among, n)))
            list[(*count)++] = nth_session(&among, n);
    return list;
}

/* ------------------------------------------------------------ prices */

/* Earlier misses of the full term, which a further one is paid by. */
static int64_t count_misses(const struct ht_obstacles *obstacles, ht_student_id student,
                            ht_date date, ht_period_id period)
{
    const struct ht_school *school = obstacles->instance->school;
    uint32_t group = ht_cap_thing(school, HT_CAP_MISSES, student, period);
    int term = ht_school_day(school, date)->term;
    if (group == HT_NONE)
        return 0;
    int64_t count = ht_instance_past(obstacles->instance, student, (ht_group_id){group}, term);
    for (uint32_t n = obstacles->first_of_student[student.i];
         n < obstacles->first_of_student[student.i + 1]; n++) {
        uint32_t session = obstacles->of_student[n];
        const struct ht_session *other = &obstacles->schedule->sessions[session];
        count += session != obstacles->except &&
                 ht_cap_thing(school, HT_CAP_MISSES, student, other->period) == group &&
                 ht_school_day(school, other->date)->term == term;
    }
    return count;
}

int64_t ht_obstacles_price(const struct ht_obstacles *obstacles, ht_programme_id id, ht_date date,
                           ht_period_id period)
{
    const struct ht_school *school = obstacles->instance->school;
    const struct ht_programme *programme = &school->programmes[id.i];
    int64_t cost = 0;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_student_id student = programme->students[n];
        cost += ht_instance_wishes(obstacles->instance, programme->mentor, student, date, period,
                                   ht_school_lesson(school, student, period))
                    .price;
        cost += school->policy.cost_repeat * count_misses(obstacles, student, date, period);
    }
    for (uint32_t n = obstacles->first_of_mentor[programme->mentor.i];
         n < obstacles->first_of_mentor[programme->mentor.i + 1]; n++)
        cost += is_on(obstacles, obstacles->of_mentor[n], date) ? school->policy.cost_day_load : 0;
    return cost;
}
