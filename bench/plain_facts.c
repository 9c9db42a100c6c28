/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/plain_facts.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const struct ht_student *student_of(const struct ht_school *school,
                                           const struct ht_programme *programme)
{
    return &school->students[programme->students[0].i];
}

/* Whether a row of the calendar takes the date away from the year group. */
static bool takes_away(const struct ht_policy *policy, const struct ht_calendar_row *row,
                       uint32_t year, ht_date date)
{
    if ((row->what != HT_CLOSED && row->what != HT_ASSESSMENT) || !ht_some_has(&row->years, year))
        return false;
    if (row->what == HT_CLOSED || policy->assessment_scope == HT_SCOPE_DAY)
        return row->from.days <= date.days && date.days <= row->to.days;
    int monday = ht_date_monday(date).days;
    return ht_date_monday(row->from).days <= monday && monday <= ht_date_monday(row->to).days;
}

bool ht_plain_eligible(const struct ht_school *school, struct ht_horizon horizon,
                       const struct ht_programme *programme, ht_date date)
{
    if (!ht_horizon_has(horizon, date) || !ht_school_day(school, date)->school_day ||
        date.days < programme->from.days || date.days > programme->to.days)
        return false;
    uint32_t year = student_of(school, programme)->year;
    for (size_t i = 0; i < school->calendar_count; i++)
        if (takes_away(&school->policy, &school->calendar[i], year, date))
            return false;
    return true;
}

bool ht_plain_requires(const struct ht_school *school, struct ht_horizon horizon,
                       const struct ht_programme *programme, ht_date monday)
{
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        if (ht_plain_eligible(school, horizon, programme, ht_date_plus(monday, day)))
            return true;
    return false;
}

static bool concerns_lesson(const struct ht_school *school, const struct ht_request *request,
                            const struct ht_lesson *lesson)
{
    bool any_subject = request->subject.i == HT_NONE && request->group.i == HT_NONE;
    bool any_class = request->class_.i == HT_NONE;
    if (!lesson)
        return any_subject && any_class && !*request->teacher;
    const struct ht_subject *subject = &school->subjects[lesson->subject.i];
    if (!any_subject && request->subject.i != lesson->subject.i &&
        (request->group.i == HT_NONE || request->group.i != subject->group.i))
        return false;
    return (any_class || request->class_.i == lesson->class_.i) &&
           (!*request->teacher || ht_teacher_has(request->teacher, lesson->teacher));
}

bool ht_plain_concerns(const struct ht_school *school, const struct ht_request *request,
                       const struct ht_plain_place *place)
{
    if (request->student.i != HT_NONE && request->student.i != place->programme->students[0].i)
        return false;
    if (request->mentor.i != HT_NONE && request->mentor.i != place->programme->mentor.i)
        return false;
    if (place->date.days < request->when.from.days)
        return false;
    ht_date last = request->what == HT_KEEP ? request->when.from : request->when.to;
    if (place->date.days > last.days)
        return false;
    return ht_some_has(&request->when.weeks, place->period->week.i) &&
           request->when.days >> place->period->weekday & 1 &&
           ht_some_has(&request->when.periods, place->period->name) &&
           concerns_lesson(school, request, place->lesson);
}

bool ht_plain_forbidden(const struct ht_school *school, const struct ht_plain_place *place)
{
    if (place->lesson && school->subjects[place->lesson->subject.i].protect)
        return true;
    for (size_t i = 0; i < school->request_count; i++)
        if (school->requests[i].what == HT_NEVER &&
            ht_plain_concerns(school, &school->requests[i], place))
            return true;
    return false;
}

int64_t ht_plain_price(const struct ht_school *school, const struct ht_plain_place *place)
{
    int64_t cost = 0;
    if (place->lesson) {
        cost = school->subjects[place->lesson->subject.i].cost;
        if (cost < 0)
            cost = school->policy.cost_miss;
    }
    for (size_t i = 0; i < school->request_count; i++) {
        const struct ht_request *request = &school->requests[i];
        if (request->what == HT_AVOID && ht_plain_concerns(school, request, place))
            cost += request->cost;
        if (request->what == HT_PREFER && ht_plain_concerns(school, request, place))
            cost -= request->cost;
    }
    return cost > 0 ? cost : 0;
}

int64_t ht_plain_weight(const struct ht_school *school, const struct ht_programme *programme)
{
    const struct ht_student *student = student_of(school, programme);
    int largest = 1;
    for (size_t i = 0; i < school->policy.priority_count; i++) {
        uint32_t flag = ht_strings_find(school->flags, school->policy.priority[i].flag);
        /* An empty set of flags would mean "every one" to ht_some_has(). */
        if (flag != HT_NONE && student->flags.count && ht_some_has(&student->flags, flag) &&
            school->policy.priority[i].weight > largest)
            largest = school->policy.priority[i].weight;
    }
    return largest;
}

static bool is_past(const struct ht_school *school, const struct ht_past *past,
                    const struct ht_plain_place *place, int calendar_row, bool half_term)
{
    if (past->student.i != place->programme->students[0].i || past->subject.i == HT_NONE ||
        school->subjects[past->subject.i].group.i !=
            school->subjects[place->lesson->subject.i].group.i)
        return false;
    const struct ht_day *day = ht_school_day(school, past->date);
    return (half_term && day->half_term >= 0 ? day->half_term : day->term) == calendar_row;
}

int ht_plain_past_misses(const struct ht_school *school, const struct ht_plain_place *place,
                         int calendar_row, bool half_term)
{
    int count = 0;
    for (size_t i = 0; i < school->history_count; i++)
        count += is_past(school, &school->history[i], place, calendar_row, half_term);
    return count;
}

int ht_plain_held(const struct ht_school *school, const struct ht_programme *programme)
{
    int count = 0;
    for (size_t i = 0; i < school->history_count; i++) {
        const struct ht_past *past = &school->history[i];
        count += past->student.i == programme->students[0].i &&
                 past->date.days >= programme->from.days && past->date.days <= programme->to.days &&
                 (!*past->programme || !strcmp(past->programme, programme->name));
    }
    return count;
}

const char *ht_plain_refusal(const struct ht_school *school)
{
    bool *seen = HT_NEW(bool, school->student_count);
    const char *why = NULL;
    for (size_t i = 0; i < school->programme_count; i++) {
        const struct ht_programme *programme = &school->programmes[i];
        if (programme->student_count > 1)
            why = "groups";
        else if (programme->per_week > 1)
            why = "several sessions a week";
        else if (seen[programme->students[0].i])
            why = "several programmes of one student";
        seen[programme->students[0].i] = true;
    }
    free(seen);
    for (size_t i = 0; i < school->request_count; i++)
        if (school->requests[i].what == HT_ALLOW)
            why = "requests that allow what a rule forbids";
    if (school->policy.free_contiguous)
        why = "contiguous free time";
    return why;
}
