/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/memory.h"
#include "solver/duties/internal.h"
#include "solver/instance/requirements.h"
#include "solver/school/grouping.h"

#include <stdlib.h>

/* ------------------------------------------------------------ programmes */

/* What is known of a programme's sessions. */
struct course {
    ht_date first, last; /* sessions, history included; HT_DATE_LAST and HT_DATE_FIRST for none */
    int planned;         /* sessions of the schedule */
};

static void stretch(ht_date *first, ht_date *last, ht_date date)
{
    if (date.days < first->days)
        *first = date;
    if (date.days > last->days)
        *last = date;
}

static struct course *read_schedule(const struct ht_school *school,
                                    const struct ht_schedule *schedule)
{
    struct course *courses = HT_NEW(struct course, school->programme_count);
    for (size_t p = 0; p < school->programme_count; p++)
        courses[p] = (struct course){HT_DATE_LAST, HT_DATE_FIRST, 0};
    for (size_t i = 0; i < schedule->session_count; i++) {
        struct course *course = &courses[schedule->sessions[i].programme.i];
        stretch(&course->first, &course->last, schedule->sessions[i].date);
        course->planned++;
    }
    return courses;
}

/* Enters what history has of a member; the number of the sessions is returned. */
static int read_member(const struct ht_school *school, const struct ht_grouping *history,
                       const struct ht_programme *programme, ht_student_id student,
                       struct course *course)
{
    int sessions = 0;
    for (uint32_t n = history->first[student.i]; n < history->first[student.i + 1]; n++) {
        const struct ht_past *past = &school->history[history->places[n]];
        if (!ht_programme_counts(programme, past))
            continue;
        sessions++;
        stretch(&course->first, &course->last, past->date);
    }
    return sessions;
}

/* Likewise of all; the sessions of the member who has had the fewest are returned. */
static int read_history(const struct ht_school *school, const struct ht_grouping *history,
                        const struct ht_programme *programme, struct course *course)
{
    int fewest = INT_MAX;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        int sessions = read_member(school, history, programme, programme->students[n], course);
        if (sessions < fewest)
            fewest = sessions;
    }
    return fewest;
}

static struct ht_duty_span span_of(const struct ht_school *school,
                                   const struct ht_programme *programme,
                                   const struct course *course, int held, ht_date otherwise)
{
    struct ht_duty_span span = {programme->from, programme->to,
                                programme->to.days != HT_DATE_LAST.days};
    bool has_met = course->first.days != HT_DATE_LAST.days;
    if (span.from.days == HT_DATE_FIRST.days)
        span.from = has_met ? course->first : otherwise;
    if (has_met && programme->sessions != HT_NO_LIMIT &&
        held + course->planned >= programme->sessions) {
        span.to = course->last;
        span.ends = true;
    }
    if (span.to.days > school->last.days)
        span.to = school->last;
    return span;
}

struct ht_duty_span *ht_duty_spans(const struct ht_school *school,
                                   const struct ht_schedule *schedule)
{
    struct ht_duty_span *spans = HT_NEW(struct ht_duty_span, school->programme_count);
    struct course *courses = read_schedule(school, schedule);
    struct ht_grouping history = ht_grouping_history(school);
    for (size_t p = 0; p < school->programme_count; p++) {
        const struct ht_programme *programme = &school->programmes[p];
        int held = read_history(school, &history, programme, &courses[p]);
        spans[p] = span_of(school, programme, &courses[p], held, schedule->horizon.from);
    }
    ht_grouping_clear(&history);
    free(courses);
    return spans;
}

/* ------------------------------------------------------------ stretches */

static struct ht_duty_span weeks(int count, ht_date start, ht_date date)
{
    int length = count * HT_DAYS_A_WEEK;
    ht_date monday = ht_date_monday(start);
    int nth = (date.days - monday.days) / length;
    ht_date from = ht_date_plus(monday, nth * length);
    return (struct ht_duty_span){from, ht_date_plus(from, length - 1), true};
}

static struct ht_duty_span month(ht_date date)
{
    int year, number, day;
    ht_date next = date;
    ht_date_parts(date, &year, &number, &day);
    HT_REQUIRE(ht_date_make(number < 12 ? year : year + 1, number % 12 + 1, 1, &next),
               "the date is out of range");
    return (struct ht_duty_span){ht_date_plus(date, 1 - day), ht_date_plus(next, -1), true};
}

/* A half term; a term that has none is one. Days of neither are stretches of their own. */
static struct ht_duty_span of_calendar(const struct ht_school *school, enum ht_unit unit,
                                       ht_date date)
{
    const struct ht_day *day = ht_school_day(school, date);
    int row = unit == HT_UNIT_TERM ? day->term : day->half_term;
    if (row < 0 && day->school_day)
        row = day->term;
    if (row < 0)
        return (struct ht_duty_span){date, date, true};
    return (struct ht_duty_span){school->calendar[row].from, school->calendar[row].to, true};
}

struct ht_duty_span ht_duty_stretch(const struct ht_school *school, struct ht_stretch every,
                                    ht_date start, ht_date date)
{
    switch (every.unit) {
    case HT_UNIT_WEEK:
        return weeks(every.count, start, date);
    case HT_UNIT_MONTH:
        return month(date);
    case HT_UNIT_HALF_TERM:
    case HT_UNIT_TERM:
        return of_calendar(school, every.unit, date);
    default:
        return (struct ht_duty_span){date, date, true};
    }
}
