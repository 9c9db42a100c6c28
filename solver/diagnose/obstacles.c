/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/obstacles.h"

#include "solver/base/memory.h"

#include <stdlib.h>

enum ht_rule ht_obstacle_rule(enum ht_obstacle_kind kind)
{
    static const enum ht_rule rules[HT_OBSTACLE_COUNT] = {
        [HT_OBSTACLE_NONE] = HT_NO_RULE,          [HT_OBSTACLE_OVER] = HT_H8_FREQUENCY,
        [HT_OBSTACLE_CLOSED] = HT_H1_LESSON,      [HT_OBSTACLE_ASSESSMENT] = HT_H7_ASSESSMENT,
        [HT_OBSTACLE_DATES] = HT_H8_FREQUENCY,    [HT_OBSTACLE_DAY_OFF] = HT_H4_MENTOR,
        [HT_OBSTACLE_FULL_DAY] = HT_H5_FREE_TIME, [HT_OBSTACLE_LENGTH] = HT_H2_LENGTH,
        [HT_OBSTACLE_COMMITMENT] = HT_H4_MENTOR,  [HT_OBSTACLE_FREE_TIME] = HT_H5_FREE_TIME,
        [HT_OBSTACLE_ENGAGED] = HT_H3_STUDENT,    [HT_OBSTACLE_PROTECTED] = HT_H9_REQUESTS,
        [HT_OBSTACLE_MISSES] = HT_H6_MISSES,      [HT_OBSTACLE_NO_LESSON] = HT_H1_LESSON,
        [HT_OBSTACLE_REQUEST] = HT_H9_REQUESTS,   [HT_OBSTACLE_ROOMS] = HT_H11_CAPACITY,
        [HT_OBSTACLE_CLASS] = HT_H11_CAPACITY,    [HT_OBSTACLE_MENTOR] = HT_H4_MENTOR,
        [HT_OBSTACLE_STUDENT] = HT_H3_STUDENT,    [HT_OBSTACLE_WEEK] = HT_H8_FREQUENCY,
    };
    HT_REQUIRE(kind < HT_OBSTACLE_COUNT, "no such obstacle");
    return rules[kind];
}

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

static uint32_t group_missed(const struct ht_school *school, ht_student_id student,
                             ht_period_id period)
{
    ht_lesson_id lesson = ht_school_lesson(school, student, period);
    if (lesson.i == HT_NONE)
        return HT_NONE;
    return school->subjects[school->lessons[lesson.i].subject.i].group.i;
}

/* Students of a programme whom a session in a period takes out of a class. */
static int students_out_of(const struct ht_school *school, const struct ht_programme *programme,
                           ht_period_id period, ht_class_id class_)
{
    int count = 0;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], period);
        count += lesson.i != HT_NONE && school->lessons[lesson.i].class_.i == class_.i;
    }
    return count;
}

/* ------------------------------------------------------------ were it the only session */

static struct ht_obstacle obstacle(enum ht_obstacle_kind kind)
{
    return (struct ht_obstacle){.kind = kind, .student = {HT_NONE}, .row = HT_NONE};
}

/* H1 and H7 of a date: the first student who is not in school, or being assessed. */
static struct ht_obstacle calendar_obstacle(const struct ht_instance *instance,
                                            const struct ht_programme *programme, ht_date date,
                                            enum ht_rule rule)
{
    const struct ht_school *school = instance->school;
    bool closed = rule == HT_H1_LESSON;
    struct ht_obstacle found = obstacle(closed ? HT_OBSTACLE_CLOSED : HT_OBSTACLE_ASSESSMENT);
    uint32_t n = 0, year = school->students[programme->students[0].i].year;
    while (closed ? ht_open_days_has(&instance->open_days, year, date)
                  : !ht_open_days_assessed(&instance->open_days, year, date))
        year = school->students[programme->students[++n].i].year;
    found.student = programme->students[n];
    found.row = ht_open_days_row(school, closed ? HT_CLOSED : HT_ASSESSMENT, year, date);
    return found;
}

/* What is in the way on all of a date. */
static struct ht_obstacle date_obstacle(const struct ht_instance *instance, ht_programme_id id,
                                        ht_date date)
{
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    struct ht_obstacle found = obstacle(HT_OBSTACLE_NONE);
    if (date.days < instance->from.days)
        return obstacle(HT_OBSTACLE_OVER);
    enum ht_rule rule = ht_instance_date_rule(instance, id, date);
    switch (rule) {
    case HT_NO_RULE:
        break;
    case HT_H8_FREQUENCY:
        found.kind = HT_OBSTACLE_DATES;
        break;
    case HT_H4_MENTOR:
        found.kind = HT_OBSTACLE_DAY_OFF;
        break;
    case HT_H5_FREE_TIME:
        found.kind = HT_OBSTACLE_FULL_DAY;
        found.minutes = ht_instance_shortfall(instance, programme->mentor, date, 0);
        break;
    default:
        return calendar_obstacle(instance, programme, date, rule);
    }
    return found;
}

/* H1, H3, H6 and H9: what one student brings, by the rule that is broken. */
static struct ht_obstacle student_obstacle(const struct ht_instance *instance, ht_programme_id id,
                                           ht_date date, ht_period_id period, enum ht_rule rule)
{
    const struct ht_school *school = instance->school;
    struct ht_obstacle found = obstacle(HT_OBSTACLE_NO_LESSON);
    uint32_t n = 0;
    while (ht_instance_member_rule(instance, id, n, date, period) != rule)
        n++;
    found.student = school->programmes[id.i].students[n];
    if (rule == HT_H3_STUDENT) {
        found.kind = HT_OBSTACLE_ENGAGED;
        found.row = (uint32_t)(ht_instance_engagement(instance, found.student, date, period) -
                               school->commitments);
    } else if (rule == HT_H6_MISSES) {
        found.kind = HT_OBSTACLE_MISSES;
    } else if (rule == HT_H9_REQUESTS) {
        ht_lesson_id lesson = ht_school_lesson(school, found.student, period);
        bool protect =
            lesson.i != HT_NONE && school->subjects[school->lessons[lesson.i].subject.i].protect;
        found.kind = protect ? HT_OBSTACLE_PROTECTED : HT_OBSTACLE_REQUEST;
        if (!protect)
            found.row =
                (uint32_t)(ht_instance_never(instance, id, date, period) - school->requests);
    }
    return found;
}

/* H2, H4 and H5: what the period and the mentor bring, by the rule that is broken. */
static struct ht_obstacle period_obstacle(const struct ht_instance *instance,
                                          const struct ht_programme *programme, ht_date date,
                                          ht_period_id id, enum ht_rule rule)
{
    const struct ht_school *school = instance->school;
    const struct ht_period *period = &school->periods[id.i];
    struct ht_obstacle found = obstacle(HT_OBSTACLE_LENGTH);
    ht_period_id first;
    if (rule == HT_H2_LENGTH) {
        int halves = school->policy.place == HT_FIRST_HALF ? 2 : 1;
        found.minutes = halves * programme->minutes - (period->end - period->start);
    } else if (rule == HT_H4_MENTOR) {
        found.kind = HT_OBSTACLE_COMMITMENT;
        found.row = (uint32_t)(ht_instance_commitment(instance, programme->mentor, date, id) -
                               school->commitments);
    } else {
        found.kind = HT_OBSTACLE_FREE_TIME;
        ht_school_periods_on(school, date, &first);
        found.minutes = ht_instance_shortfall(instance, programme->mentor, date,
                                              UINT64_C(1) << (id.i - first.i));
    }
    return found;
}

/* ------------------------------------------------------------ beside other sessions */

static struct ht_obstacle beside(enum ht_obstacle_kind kind)
{
    struct ht_obstacle found = obstacle(kind);
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
    return found.minutes ? found : obstacle(HT_OBSTACLE_NONE);
}

/* Whether a session takes the student out of a group of subjects in a span of the calendar. */
static bool is_miss(const struct ht_obstacles *obstacles, uint32_t session, ht_student_id student,
                    uint32_t group, int span)
{
    const struct ht_session *other = &obstacles->schedule->sessions[session];
    return session != obstacles->except && group != HT_NONE &&
           group_missed(obstacles->instance->school, student, other->period) == group &&
           ht_instance_span(obstacles->instance, other->date) == span;
}

/* H3 and H6: what a student's other sessions leave. */
static struct ht_obstacle beside_student(const struct ht_obstacles *obstacles,
                                         ht_student_id student, ht_date date, ht_period_id period)
{
    const struct ht_school *school = obstacles->instance->school;
    uint32_t group = group_missed(school, student, period);
    int span = ht_instance_span(obstacles->instance, date), today = 0, at_once = 0;
    int misses = group == HT_NONE
                     ? 0
                     : ht_instance_past(obstacles->instance, student, (ht_group_id){group}, span);
    for (uint32_t n = obstacles->first_of_student[student.i];
         n < obstacles->first_of_student[student.i + 1]; n++) {
        uint32_t session = obstacles->of_student[n];
        today += is_on(obstacles, session, date);
        at_once += is_on(obstacles, session, date) &&
                   obstacles->schedule->sessions[session].period.i == period.i;
        misses += is_miss(obstacles, session, student, group, span);
    }
    struct ht_obstacle found = beside(HT_OBSTACLE_STUDENT);
    found.student = student;
    if (at_once || today >= school->policy.per_day_max)
        return found;
    found.kind = HT_OBSTACLE_MISSES;
    bool is_enough =
        group != HT_NONE &&
        misses >= ht_instance_misses_max(obstacles->instance, student, (ht_group_id){group}, span);
    return is_enough ? found : obstacle(HT_OBSTACLE_NONE);
}

/* How many sessions, or with a class how many of its students, are out at a time. */
static int out_at(const struct ht_obstacles *obstacles, ht_date date, ht_period_id period,
                  const ht_class_id *class_)
{
    const struct ht_schedule *schedule = obstacles->schedule;
    int count = 0;
    for (size_t s = ht_schedule_first_on(schedule, date);
         s < schedule->session_count && schedule->sessions[s].date.days == date.days; s++)
        if (schedule->sessions[s].period.i == period.i && s != obstacles->except)
            count += class_ ? students_out_of(obstacles->instance->school,
                                              programme_of(obstacles, (uint32_t)s), period, *class_)
                            : 1;
    return count;
}

/* H11: what the sessions at a time leave of the rooms and classes. */
static struct ht_obstacle capacity_obstacle(const struct ht_obstacles *obstacles,
                                            const struct ht_programme *programme, ht_date date,
                                            ht_period_id period)
{
    const struct ht_school *school = obstacles->instance->school;
    const struct ht_policy *policy = &school->policy;
    if (policy->rooms_max != HT_NO_LIMIT &&
        out_at(obstacles, date, period, NULL) >= policy->rooms_max)
        return beside(HT_OBSTACLE_ROOMS);
    for (uint32_t n = 0; policy->withdrawals_max != HT_NO_LIMIT && n < programme->student_count;
         n++) {
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], period);
        if (lesson.i == HT_NONE || school->lessons[lesson.i].class_.i == HT_NONE)
            continue;
        ht_class_id class_ = school->lessons[lesson.i].class_;
        struct ht_obstacle found = beside(HT_OBSTACLE_CLASS);
        found.student = programme->students[n];
        if (out_at(obstacles, date, period, &class_) +
                students_out_of(school, programme, period, class_) >
            policy->withdrawals_max)
            return found;
    }
    return obstacle(HT_OBSTACLE_NONE);
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
        return obstacle(HT_OBSTACLE_NONE);
    uint32_t mentor = obstacles->instance->school->programmes[id.i].mentor.i;
    int count = ht_instance_stands(obstacles->instance, id, week);
    for (uint32_t n = obstacles->first_of_mentor[mentor];
         n < obstacles->first_of_mentor[mentor + 1]; n++)
        count += is_of_week(obstacles, obstacles->of_mentor[n], id, date);
    return count >= requirement->week_max ? beside(HT_OBSTACLE_WEEK) : obstacle(HT_OBSTACLE_NONE);
}

/* What is in the way of a session, possible by itself, beside all others. */
static struct ht_obstacle obstacle_beside(const struct ht_obstacles *obstacles, ht_programme_id id,
                                          ht_date date, ht_period_id period)
{
    const struct ht_programme *programme = &obstacles->instance->school->programmes[id.i];
    struct ht_obstacle found = mentor_obstacle(obstacles, programme->mentor, date, period);
    for (uint32_t n = 0; !found.kind && n < programme->student_count; n++)
        found = beside_student(obstacles, programme->students[n], date, period);
    if (!found.kind)
        found = capacity_obstacle(obstacles, programme, date, period);
    return found.kind ? found : week_obstacle(obstacles, id, date);
}

/* ------------------------------------------------------------ slots */

/* What is in the way in a period of a date on which sessions are possible. */
static struct ht_obstacle slot_obstacle(const struct ht_obstacles *obstacles, ht_programme_id id,
                                        ht_date date, ht_period_id period)
{
    const struct ht_instance *instance = obstacles->instance;
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    int64_t price;
    enum ht_rule rule = ht_instance_slot_rule(instance, id, date, period, &price);
    switch (rule) {
    case HT_NO_RULE:
        return obstacle_beside(obstacles, id, date, period);
    case HT_H2_LENGTH:
    case HT_H4_MENTOR:
    case HT_H5_FREE_TIME:
        return period_obstacle(instance, programme, date, period, rule);
    case HT_H11_CAPACITY: {
        struct ht_obstacle found = capacity_obstacle(obstacles, programme, date, period);
        found.beside = false;
        return found;
    }
    default:
        return student_obstacle(instance, id, date, period, rule);
    }
}

/* What is in the way in a period of a date: on all of it, unless a commitment then tells more of a
   day that commitments fill. */
static struct ht_obstacle obstacle_at(const struct ht_obstacles *obstacles, ht_programme_id id,
                                      ht_date date, ht_period_id period,
                                      const struct ht_obstacle *all_day)
{
    const struct ht_instance *instance = obstacles->instance;
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    if (!all_day->kind)
        return slot_obstacle(obstacles, id, date, period);
    if (all_day->kind == HT_OBSTACLE_FULL_DAY &&
        ht_instance_commitment(instance, programme->mentor, date, period))
        return period_obstacle(instance, programme, date, period, HT_H4_MENTOR);
    return *all_day;
}

/* Adds the slots of a date; how many they are. */
static size_t add_slots(const struct ht_obstacles *obstacles, ht_programme_id id, ht_date date,
                        struct ht_week_slot *slots)
{
    const struct ht_school *school = obstacles->instance->school;
    struct ht_obstacle all_day = date_obstacle(obstacles->instance, id, date);
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(school, date, &first);
    size_t count = 0;
    for (uint32_t n = 0; n < periods; n++) {
        ht_period_id period = {first.i + n};
        if (!(school->policy.place_kinds >> school->periods[period.i].kind & 1) ||
            !ht_some_has(&school->programmes[id.i].periods, school->periods[period.i].name))
            continue;
        slots[count++] =
            (struct ht_week_slot){date, period, obstacle_at(obstacles, id, date, period, &all_day)};
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

/* Whether a session of the schedule has part in an obstacle of a slot. */
static bool has_part(const struct ht_obstacles *obstacles, ht_programme_id id,
                     const struct ht_week_slot *slot, uint32_t session)
{
    const struct ht_school *school = obstacles->instance->school;
    const struct ht_session *other = &obstacles->schedule->sessions[session];
    const struct ht_obstacle *found = &slot->obstacle;
    bool at_once = is_on(obstacles, session, slot->date) && other->period.i == slot->period.i;
    switch (found->kind) {
    case HT_OBSTACLE_MENTOR:
    case HT_OBSTACLE_ROOMS:
        return at_once;
    case HT_OBSTACLE_FREE_TIME:
    case HT_OBSTACLE_STUDENT:
        return is_on(obstacles, session, slot->date);
    case HT_OBSTACLE_MISSES:
        return is_miss(obstacles, session, found->student,
                       group_missed(school, found->student, slot->period),
                       ht_instance_span(obstacles->instance, slot->date));
    case HT_OBSTACLE_CLASS: {
        ht_lesson_id lesson = ht_school_lesson(school, found->student, slot->period);
        return at_once && students_out_of(school, programme_of(obstacles, session), slot->period,
                                          school->lessons[lesson.i].class_) > 0;
    }
    case HT_OBSTACLE_WEEK:
        return is_of_week(obstacles, session, id, slot->date);
    default:
        return false;
    }
}

/* Those of some sessions that have part in an obstacle. Use free(). */
static uint32_t *select_parts(const struct ht_obstacles *obstacles, ht_programme_id id,
                              const struct ht_week_slot *slot, const uint32_t *sessions,
                              size_t among, size_t *count)
{
    uint32_t *list = HT_NEW(uint32_t, among);
    *count = 0;
    for (size_t n = 0; n < among; n++)
        if (has_part(obstacles, id, slot, sessions[n]))
            list[(*count)++] = sessions[n];
    return list;
}

/* All sessions of a date. Use free(). */
static uint32_t *list_date(const struct ht_schedule *schedule, ht_date date, size_t *count)
{
    size_t first = ht_schedule_first_on(schedule, date);
    size_t end = ht_schedule_first_on(schedule, ht_date_plus(date, 1));
    uint32_t *list = HT_NEW(uint32_t, end - first);
    *count = end - first;
    for (size_t n = 0; n < *count; n++)
        list[n] = (uint32_t)(first + n);
    return list;
}

uint32_t *ht_obstacle_sessions(const struct ht_obstacles *obstacles, ht_programme_id programme,
                               const struct ht_week_slot *slot, size_t *count)
{
    const struct ht_obstacle *found = &slot->obstacle;
    uint32_t mentor = obstacles->instance->school->programmes[programme.i].mentor.i;
    if (!found->beside)
        return select_parts(obstacles, programme, slot, NULL, 0, count);
    if (found->kind == HT_OBSTACLE_ROOMS || found->kind == HT_OBSTACLE_CLASS) {
        size_t among;
        uint32_t *date = list_date(obstacles->schedule, slot->date, &among);
        uint32_t *list = select_parts(obstacles, programme, slot, date, among, count);
        free(date);
        return list;
    }
    bool by_student = found->student.i != HT_NONE;
    const uint32_t *first = by_student ? &obstacles->first_of_student[found->student.i]
                                       : &obstacles->first_of_mentor[mentor];
    const uint32_t *sessions = by_student ? obstacles->of_student : obstacles->of_mentor;
    return select_parts(obstacles, programme, slot, sessions + first[0], first[1] - first[0],
                        count);
}

/* ------------------------------------------------------------ prices */

/* Earlier misses of the full term, which a further one is paid by. */
static int64_t count_misses(const struct ht_obstacles *obstacles, ht_student_id student,
                            ht_date date, ht_period_id period)
{
    const struct ht_school *school = obstacles->instance->school;
    uint32_t group = group_missed(school, student, period);
    int term = ht_school_day(school, date)->term;
    if (group == HT_NONE)
        return 0;
    int64_t count = ht_instance_past(obstacles->instance, student, (ht_group_id){group}, term);
    for (uint32_t n = obstacles->first_of_student[student.i];
         n < obstacles->first_of_student[student.i + 1]; n++) {
        uint32_t session = obstacles->of_student[n];
        const struct ht_session *other = &obstacles->schedule->sessions[session];
        count += session != obstacles->except &&
                 group_missed(school, student, other->period) == group &&
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
        cost += ht_instance_price(obstacles->instance, programme->mentor, student, date, period,
                                  ht_school_lesson(school, student, period));
        cost += school->policy.cost_repeat * count_misses(obstacles, student, date, period);
    }
    for (uint32_t n = obstacles->first_of_mentor[programme->mentor.i];
         n < obstacles->first_of_mentor[programme->mentor.i + 1]; n++)
        cost += is_on(obstacles, obstacles->of_mentor[n], date) ? school->policy.cost_day_load : 0;
    return cost;
}
