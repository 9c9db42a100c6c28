/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/instance.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ mentors' days */

static uint64_t committed_periods(const struct ht_school *school,
                                  const struct ht_commitment *commitment, ht_date date)
{
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    HT_REQUIRE(count <= HT_MOST_PERIODS, "too many periods in a day");
    uint64_t committed = 0;
    for (uint32_t n = 0; n < count; n++)
        if (ht_some_has(&commitment->when.periods, school->periods[first.i + n].name))
            committed |= UINT64_C(1) << n;
    return committed;
}

static void enter_commitment(struct ht_instance *instance, const struct ht_commitment *commitment)
{
    struct ht_mentor_day *days = &instance->mentor_days[commitment->mentor.i * instance->day_count];
    for (int n = 0; n < instance->day_count; n++) {
        ht_date date = ht_date_plus(instance->horizon.from, n);
        if (ht_recurs_on(instance->school, &commitment->when, date))
            days[n].committed |= committed_periods(instance->school, commitment, date);
    }
}

/* Lesson minutes of a date that are not among the scheduled periods, all or in one piece. */
static int free_minutes(const struct ht_school *school, ht_date date, uint64_t scheduled)
{
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    int run = 0, longest = 0, total = 0;
    for (uint32_t n = 0; n < count; n++) {
        const struct ht_period *period = &school->periods[first.i + n];
        if (period->kind == HT_BREAK || period->kind == HT_LUNCH)
            continue;
        int length = period->kind == HT_LESSON ? period->end - period->start : 0;
        if (scheduled >> n & 1) {
            run = 0;
            continue;
        }
        run += length;
        total += length;
        if (run > longest)
            longest = run;
    }
    return school->policy.free_contiguous ? longest : total;
}

/* Whether the date is one of the request's, whatever else it names. */
static bool matches_date(const struct ht_school *school, const struct ht_request *request,
                         ht_date date)
{
    return ht_recurs_on(school, &request->when, date) &&
           (request->what != HT_KEEP || date.days == request->when.from.days);
}

static void enter_waiver(struct ht_instance *instance, const struct ht_request *allow)
{
    struct ht_mentor_day *days = &instance->mentor_days[allow->mentor.i * instance->day_count];
    for (int n = 0; n < instance->day_count; n++)
        if (matches_date(instance->school, allow, ht_date_plus(instance->horizon.from, n)))
            days[n].waived = true;
}

static void find_mentor_days(struct ht_instance *instance)
{
    const struct ht_school *school = instance->school;
    instance->mentor_days =
        HT_NEW(struct ht_mentor_day, school->mentor_count * instance->day_count);
    for (size_t i = 0; i < school->commitment_count; i++)
        enter_commitment(instance, &school->commitments[i]);
    for (size_t i = 0; i < school->request_count; i++)
        if (school->requests[i].what == HT_ALLOW && school->requests[i].mentor.i != HT_NONE)
            enter_waiver(instance, &school->requests[i]);
    for (size_t mentor = 0; mentor < school->mentor_count; mentor++)
        for (int n = 0; n < instance->day_count; n++) {
            ht_date date = ht_date_plus(instance->horizon.from, n);
            struct ht_mentor_day *day = &instance->mentor_days[mentor * instance->day_count + n];
            day->works = school->mentors[mentor].days >> ht_date_weekday(date) & 1;
            int due = day->waived ? 0 : school->policy.free_minutes;
            day->spare = free_minutes(school, date, day->committed) - due;
            day->barred = day->spare < 0;
        }
}

/* The place of the first of an owner's commitments that takes a period of a date, or HT_NONE. */
static uint32_t find_commitment(const struct ht_school *school, const struct ht_grouping *index,
                                uint32_t owner, ht_date date, ht_period_id period)
{
    for (uint32_t n = index->first[owner]; n < index->first[owner + 1]; n++) {
        const struct ht_commitment *commitment = &school->commitments[index->places[n]];
        if (ht_recurs_at(school, &commitment->when, date, period))
            return index->places[n];
    }
    return HT_NONE;
}

uint32_t ht_instance_commitment(const struct ht_instance *instance, ht_mentor_id mentor,
                                ht_date date, ht_period_id period)
{
    return find_commitment(instance->school, &instance->commitments, mentor.i, date, period);
}

uint32_t ht_instance_engagement(const struct ht_instance *instance, ht_student_id student,
                                ht_date date, ht_period_id period)
{
    return find_commitment(instance->school, &instance->engagements, student.i, date, period);
}

/* ------------------------------------------------------------ indexes */

static uint32_t request_owner(const struct ht_school *school, size_t i)
{
    uint32_t student = school->requests[i].student.i;
    return student == HT_NONE ? school->student_count : student;
}

static uint32_t allowance_owner(const struct ht_school *school, size_t i)
{
    const struct ht_request *request = &school->requests[i];
    bool is_students = request->what == HT_ALLOW && request->student.i != HT_NONE;
    return is_students ? request->student.i : (uint32_t)school->student_count;
}

static uint32_t commitment_owner(const struct ht_school *school, size_t i)
{
    return school->commitments[i].mentor.i;
}

/* Commitments that name nobody come after the last student. */
static uint32_t engagement_owner(const struct ht_school *school, size_t i)
{
    uint32_t student = school->commitments[i].student.i;
    return student == HT_NONE ? school->student_count : student;
}

static int weight_of(const struct ht_school *school, const struct ht_student *student)
{
    int weight = 1;
    for (uint32_t f = 0; f < student->flags.count; f++) {
        const char *flag = ht_strings_text(school->flags, student->flags.numbers[f]);
        for (size_t p = 0; p < school->policy.priority_count; p++)
            if (!strcmp(flag, school->policy.priority[p].flag) &&
                school->policy.priority[p].weight > weight)
                weight = school->policy.priority[p].weight;
    }
    return weight;
}

/* ------------------------------------------------------------ making and freeing */

static struct ht_horizon cut_to_terms(const struct ht_school *school, struct ht_horizon horizon)
{
    if (horizon.from.days < school->first.days)
        horizon.from = school->first;
    if (horizon.to.days > school->last.days)
        horizon.to = school->last;
    return horizon;
}

struct ht_instance *ht_instance_new(const struct ht_school *school, struct ht_horizon horizon)
{
    struct ht_instance *instance = HT_NEW(struct ht_instance, 1);
    instance->school = school;
    instance->horizon = cut_to_terms(school, horizon);
    horizon = instance->horizon;
    instance->from = horizon.from;
    if (horizon.from.days <= horizon.to.days) {
        instance->day_count = horizon.to.days - horizon.from.days + 1;
        instance->first_monday = ht_date_monday(horizon.from);
        instance->week_count = ht_instance_week(instance, horizon.to) + 1;
    }
    instance->open_days = ht_open_days_new(school);
    find_mentor_days(instance);
    instance->requests =
        ht_grouping_new(school, school->student_count + 1, school->request_count, request_owner);
    instance->allowances =
        ht_grouping_new(school, school->student_count + 1, school->request_count, allowance_owner);
    instance->history = ht_grouping_history(school);
    instance->commitments =
        ht_grouping_new(school, school->mentor_count, school->commitment_count, commitment_owner);
    instance->engagements = ht_grouping_new(school, school->student_count + 1,
                                            school->commitment_count, engagement_owner);
    instance->weight = HT_NEW(int, school->student_count);
    for (size_t i = 0; i < school->student_count; i++)
        instance->weight[i] = weight_of(school, &school->students[i]);
    return instance;
}

void ht_instance_free(struct ht_instance *instance)
{
    if (!instance)
        return;
    ht_open_days_clear(&instance->open_days);
    ht_grouping_clear(&instance->requests);
    ht_grouping_clear(&instance->allowances);
    ht_grouping_clear(&instance->history);
    ht_grouping_clear(&instance->commitments);
    ht_grouping_clear(&instance->engagements);
    free(instance->mentor_days);
    free(instance->weight);
    free(instance->stands);
    free(instance->aside);
    free(instance->over);
    free(instance);
}

/* ------------------------------------------------------------ looking up */

static int day_number(const struct ht_instance *instance, ht_date date)
{
    int n = date.days - instance->horizon.from.days;
    HT_REQUIRE(n >= 0 && n < instance->day_count, "outside the horizon");
    return n;
}

const struct ht_mentor_day *ht_instance_mentor_day(const struct ht_instance *instance,
                                                   ht_mentor_id mentor, ht_date date)
{
    return &instance->mentor_days[mentor.i * instance->day_count + day_number(instance, date)];
}

int ht_instance_free_due(const struct ht_instance *instance, ht_mentor_id mentor, ht_date date)
{
    bool waived = ht_instance_mentor_day(instance, mentor, date)->waived;
    return waived ? 0 : instance->school->policy.free_minutes;
}

int ht_instance_shortfall(const struct ht_instance *instance, ht_mentor_id mentor, ht_date date,
                          uint64_t sessions)
{
    uint64_t committed = ht_instance_mentor_day(instance, mentor, date)->committed;
    int lacking = ht_instance_free_due(instance, mentor, date) -
                  free_minutes(instance->school, date, committed | sessions);
    return lacking > 0 ? lacking : 0;
}

int ht_instance_week(const struct ht_instance *instance, ht_date date)
{
    return (date.days - instance->first_monday.days) / HT_DAYS_A_WEEK;
}

int ht_instance_span(const struct ht_instance *instance, ht_date date)
{
    const struct ht_day *day = ht_school_day(instance->school, date);
    bool by_half = instance->school->policy.misses_per == HT_PER_HALF_TERM;
    return by_half && day->half_term >= 0 ? day->half_term : day->term;
}

int ht_instance_past(const struct ht_instance *instance, ht_student_id student, ht_group_id group,
                     int calendar_row)
{
    const struct ht_school *school = instance->school;
    const struct ht_calendar_row *row = &school->calendar[calendar_row];
    int count = 0;
    for (uint32_t n = instance->history.first[student.i];
         n < instance->history.first[student.i + 1]; n++) {
        const struct ht_past *past = &school->history[instance->history.places[n]];
        count += past->subject.i != HT_NONE &&
                 school->subjects[past->subject.i].group.i == group.i &&
                 row->from.days <= past->date.days && past->date.days <= row->to.days;
    }
    return count;
}

/* A code stands for the group that its misses count in. */
static bool is_about_group(const struct ht_school *school, const struct ht_request *request,
                           ht_group_id group)
{
    return request->group.i == group.i || (request->subject.i != HT_NONE &&
                                           school->subjects[request->subject.i].group.i == group.i);
}

int ht_instance_misses_max(const struct ht_instance *instance, ht_student_id student,
                           ht_group_id group, int calendar_row)
{
    const struct ht_school *school = instance->school;
    const struct ht_calendar_row *row = &school->calendar[calendar_row];
    int most = school->policy.misses_max;
    for (uint32_t n = instance->allowances.first[student.i];
         n < instance->allowances.first[student.i + 1]; n++) {
        const struct ht_request *allow = &school->requests[instance->allowances.places[n]];
        most += is_about_group(school, allow, group) && allow->when.from.days <= row->to.days &&
                row->from.days <= allow->when.to.days;
    }
    return most;
}

int64_t ht_instance_unplaced_price(const struct ht_instance *instance, ht_student_id student, int n)
{
    /* The policy's cost is even, so the half is whole. */
    int before = instance->over ? instance->over[student.i] : 0;
    return instance->school->policy.cost_unplaced / 2 * instance->weight[student.i] *
           (before + n + 1);
}

/* ------------------------------------------------------------ requests */

static bool matches_lesson(const struct ht_school *school, const struct ht_request *request,
                           ht_lesson_id lesson)
{
    bool any_subject = request->subject.i == HT_NONE && request->group.i == HT_NONE;
    if (lesson.i == HT_NONE)
        return any_subject && request->class_.i == HT_NONE && !*request->teacher;
    const struct ht_lesson *missed = &school->lessons[lesson.i];
    if (!any_subject && request->subject.i != missed->subject.i &&
        request->group.i != school->subjects[missed->subject.i].group.i)
        return false;
    if (request->class_.i != HT_NONE && request->class_.i != missed->class_.i)
        return false;
    return !*request->teacher || ht_teacher_has(request->teacher, missed->teacher);
}

/* Every field but the student; a keep is for one date. */
static bool matches(const struct ht_school *school, const struct ht_request *request,
                    ht_mentor_id mentor, ht_date date, ht_period_id period, ht_lesson_id lesson)
{
    if (request->mentor.i != HT_NONE && request->mentor.i != mentor.i)
        return false;
    return matches_date(school, request, date) &&
           ht_some_has(&request->when.periods, school->periods[period.i].name) &&
           matches_lesson(school, request, lesson);
}

/* Adds what the requests of one student, or of any, under student_count, make of a session. */
static void add_wishes(const struct ht_instance *instance, uint32_t owner, ht_mentor_id mentor,
                       ht_date date, ht_period_id period, ht_lesson_id lesson,
                       struct ht_wishes *wishes)
{
    const struct ht_school *school = instance->school;
    for (uint32_t n = instance->requests.first[owner]; n < instance->requests.first[owner + 1];
         n++) {
        const struct ht_request *request = &school->requests[instance->requests.places[n]];
        bool is_wish = request->what != HT_KEEP && request->what != HT_ALLOW;
        if (!is_wish || !matches(school, request, mentor, date, period, lesson))
            continue;
        if (request->what != HT_NEVER)
            wishes->price += request->what == HT_AVOID ? request->cost : -request->cost;
        else if (wishes->never == HT_NONE)
            wishes->never = instance->requests.places[n];
    }
}

bool ht_instance_keeps(const struct ht_instance *instance, const struct ht_request *keep,
                       ht_programme_id programme, ht_date date, ht_period_id period)
{
    const struct ht_programme *meets = &instance->school->programmes[programme.i];
    return (!keep->locks || keep->locks == programme.i + 1) &&
           ht_programme_has(meets, keep->student) &&
           matches(instance->school, keep, meets->mentor, date, period,
                   ht_school_lesson(instance->school, keep->student, period));
}

struct ht_wishes ht_instance_wishes(const struct ht_instance *instance, ht_mentor_id mentor,
                                    ht_student_id student, ht_date date, ht_period_id period,
                                    ht_lesson_id lesson)
{
    const struct ht_school *school = instance->school;
    struct ht_wishes wishes = {HT_NONE, 0};
    if (lesson.i != HT_NONE) {
        const struct ht_subject *subject = &school->subjects[school->lessons[lesson.i].subject.i];
        wishes.price = subject->cost < 0 ? school->policy.cost_miss : subject->cost;
    }
    add_wishes(instance, student.i, mentor, date, period, lesson, &wishes);
    add_wishes(instance, school->student_count, mentor, date, period, lesson, &wishes);
    if (wishes.price < 0)
        wishes.price = 0;
    return wishes;
}
