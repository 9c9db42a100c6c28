/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/duties/duties.h"

#include "solver/base/memory.h"
#include "solver/duties/internal.h"
#include "solver/school/open_days.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What is due at a start may be done so many days before it: holidays are shorter. */
enum { EARLIEST = 8 * HT_DAYS_A_WEEK };

/* What the parts of the work share. */
struct work {
    const struct ht_school *school;
    struct ht_horizon horizon;
    struct ht_open_days open;
    struct ht_duty_span *programmes; /* [programme] */
    struct ht_done_rows *done;
    struct ht_duties *duties;
};

/* One duty of one student, programme, mentor or the school. */
struct series {
    struct ht_due due;             /* all but its dates */
    struct ht_duty_span span;      /* what it is counted from and to */
    const ht_student_id *students; /* who must be in school */
    uint32_t student_count;
    uint8_t days; /* bits of the days of the week on which the doer works */
    size_t first; /* of its dues in the list */
};

/* ------------------------------------------------------------ days */

static bool is_open(const struct work *work, const struct series *series, ht_date date)
{
    if (!ht_school_day(work->school, date)->school_day ||
        !(series->days >> ht_date_weekday(date) & 1))
        return false;
    for (uint32_t n = 0; n < series->student_count; n++)
        if (!ht_open_days_has(&work->open, work->school->students[series->students[n].i].year,
                              date))
            return false;
    return true;
}

/* The first open day from one date on to another, or back to it; false where there is none. */
static bool find_open(const struct work *work, const struct series *series, ht_date from,
                      ht_date to, ht_date *found)
{
    int step = from.days <= to.days ? 1 : -1;
    for (*found = from;; *found = ht_date_plus(*found, step)) {
        if (is_open(work, series, *found))
            return true;
        if (found->days == to.days)
            return false;
    }
}

static ht_date later(ht_date a, ht_date b)
{
    return a.days > b.days ? a : b;
}

static ht_date earlier(ht_date a, ht_date b)
{
    return a.days < b.days ? a : b;
}

/* ------------------------------------------------------------ dates of a series */

static void add(const struct work *work, const struct series *series, ht_date date, ht_date since,
                ht_date until)
{
    struct ht_duties *duties = work->duties;
    if (!ht_horizon_has(work->horizon, date))
        return;
    struct ht_due due = series->due;
    due.date = date;
    due.since = since;
    due.until = until;
    HT_GROW(duties->list, duties->count, duties->capacity);
    duties->list[duties->count++] = due;
}

static int days_in(struct ht_stretch stretch)
{
    return stretch.unit == HT_UNIT_WEEK  ? stretch.count * HT_DAYS_A_WEEK
           : stretch.unit == HT_UNIT_DAY ? stretch.count
                                         : 0;
}

/* Whether a span has so many days, or has days in so many weeks. */
static bool lasts(struct ht_duty_span span, struct ht_stretch stretch)
{
    if (stretch.unit == HT_UNIT_WEEK)
        span.from = ht_date_monday(span.from);
    int week = stretch.unit == HT_UNIT_WEEK ? HT_DAYS_A_WEEK : 1;
    return ((int64_t)span.to.days - span.from.days) / week + 1 >= stretch.count;
}

static void add_once(const struct work *work, const struct series *series)
{
    const struct ht_duty_span *span = &series->span;
    struct ht_stretch after = series->due.duty->after;
    ht_date date, from = ht_date_plus(span->from, days_in(after));
    if (after.unit == HT_UNIT_END) {
        if (span->ends && find_open(work, series, span->to, span->from, &date))
            add(work, series, date, span->from, HT_DATE_LAST);
        return;
    }
    /* Of the years before its terms, the calendar does not say when school was open. */
    if (!lasts(*span, after) || span->to.days < span->from.days ||
        from.days < work->school->first.days - EARLIEST)
        return;
    from = later(from, work->school->first);
    if ((from.days <= span->to.days && find_open(work, series, from, span->to, &date)) ||
        find_open(work, series, span->to, span->from, &date))
        add(work, series, date, ht_date_plus(span->from, -EARLIEST), HT_DATE_LAST);
}

/* The day after the one before was due on its first open day. */
static ht_date after_last(const struct work *work, const struct series *series, ht_date start,
                          ht_date from)
{
    const struct ht_duties *duties = work->duties;
    if (duties->count > series->first)
        return ht_date_plus(duties->list[duties->count - 1].date, 1);
    if (from.days <= start.days)
        return ht_date_plus(from, -EARLIEST);
    return ht_duty_stretch(work->school, series->due.duty->every, start, ht_date_plus(from, -1))
        .from;
}

static void add_stretch(const struct work *work, const struct series *series,
                        struct ht_duty_span stretch, ht_date start)
{
    ht_date from = later(stretch.from, start), to = earlier(stretch.to, series->span.to), date;
    bool first = series->due.duty->on == HT_DUE_FIRST;
    if (!find_open(work, series, first ? from : to, first ? to : from, &date))
        return;
    if (first)
        add(work, series, date, after_last(work, series, start, from), date);
    else
        add(work, series, date, from, stretch.to);
}

static void add_stretches(const struct work *work, const struct series *series)
{
    const struct ht_duty *duty = series->due.duty;
    ht_date start = ht_date_plus(series->span.from, days_in(duty->after));
    ht_date end = earlier(series->span.to, work->horizon.to);
    ht_date date = later(start, work->horizon.from);
    while (date.days <= end.days) {
        struct ht_duty_span stretch = ht_duty_stretch(work->school, duty->every, start, date);
        add_stretch(work, series, stretch, start);
        date = ht_date_plus(stretch.to, 1);
    }
}

static void add_series(const struct work *work, struct series *series)
{
    series->first = work->duties->count;
    if (series->due.duty->every.unit == HT_UNIT_NONE)
        add_once(work, series);
    else
        add_stretches(work, series);
    ht_done_mark(work->done, work->duties->list + series->first,
                 work->duties->count - series->first);
}

/* ------------------------------------------------------------ who */

/* The only mentor of a role; .i is HT_NONE where there is none or several. */
static ht_mentor_id only_mentor(const struct ht_school *school, const char *role)
{
    ht_mentor_id only = {HT_NONE};
    for (uint32_t m = 0; m < school->mentor_count; m++) {
        if (strcasecmp(school->mentors[m].role, role) != 0)
            continue;
        if (only.i != HT_NONE)
            return (ht_mentor_id){HT_NONE};
        only.i = m;
    }
    return only;
}

static struct series begin_series(const struct work *work, const struct ht_duty *duty,
                                  ht_mentor_id mentor, ht_mentor_id other_doer)
{
    bool own = !strcmp(duty->who, "mentor");
    struct series series = {.due = {.duty = duty,
                                    .doer = own ? mentor : other_doer,
                                    .mentor = mentor,
                                    .programme = {HT_NONE},
                                    .student = {HT_NONE}},
                            .days = HT_EVERY_DAY};
    if (series.due.doer.i != HT_NONE)
        series.days = work->school->mentors[series.due.doer.i].days;
    return series;
}

static bool is_for(const struct ht_duty *duty, const struct ht_programme *programme)
{
    return programme->mentor.i != HT_NONE &&
           (!*duty->programme || !strcmp(duty->programme, programme->name));
}

static void add_of_programme(const struct work *work, const struct ht_duty *duty, uint32_t place,
                             ht_mentor_id doer)
{
    const struct ht_programme *programme = &work->school->programmes[place];
    struct series series = begin_series(work, duty, programme->mentor, doer);
    series.due.programme.i = place;
    series.span = work->programmes[place];
    if (duty->per == HT_PER_PROGRAMME) {
        series.students = programme->students;
        series.student_count = programme->student_count;
        if (programme->student_count == 1)
            series.due.student = programme->students[0];
        add_series(work, &series);
        return;
    }
    for (uint32_t n = 0; n < programme->student_count; n++) {
        series.students = &programme->students[n];
        series.student_count = 1;
        series.due.student = programme->students[n];
        add_series(work, &series);
    }
}

static void add_of_programmes(const struct work *work, const struct ht_duty *duty,
                              ht_mentor_id doer)
{
    for (uint32_t p = 0; p < work->school->programme_count; p++)
        if (is_for(duty, &work->school->programmes[p]))
            add_of_programme(work, duty, p, doer);
}

/* ------------------------------------------------------------ mentors and the school */

static void add_of_terms(const struct work *work, struct series *series)
{
    const struct ht_school *school = work->school;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if (row->what != HT_TERM || row->from.days > work->horizon.to.days ||
            row->to.days < work->horizon.from.days)
            continue;
        series->span = (struct ht_duty_span){row->from, row->to, true};
        add_series(work, series);
    }
}

/* Mentors who have a programme that the duty is for; the sum of both. Use free(). */
static bool *busy_mentors(const struct work *work, const struct ht_duty *duty)
{
    bool *busy = HT_NEW(bool, work->school->mentor_count);
    for (size_t p = 0; p < work->school->programme_count; p++) {
        const struct ht_duty_span *span = &work->programmes[p];
        if (is_for(duty, &work->school->programmes[p]) &&
            span->from.days <= work->horizon.to.days && span->to.days >= work->horizon.from.days)
            busy[work->school->programmes[p].mentor.i] = true;
    }
    return busy;
}

static void add_of_mentors(const struct work *work, const struct ht_duty *duty, ht_mentor_id doer)
{
    bool *busy = busy_mentors(work, duty), any = false;
    for (uint32_t m = 0; m < work->school->mentor_count; m++) {
        any |= busy[m];
        if (!busy[m] || duty->per != HT_PER_MENTOR)
            continue;
        struct series series = begin_series(work, duty, (ht_mentor_id){m}, doer);
        add_of_terms(work, &series);
    }
    if (any && duty->per == HT_PER_SCHOOL) {
        struct series series = begin_series(work, duty, (ht_mentor_id){HT_NONE}, doer);
        add_of_terms(work, &series);
    }
    free(busy);
}

/* ------------------------------------------------------------ the list */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* Mentors in the school's order, then others by their word. */
static int compare_doers(const struct ht_due *a, const struct ht_due *b)
{
    if (a->doer.i != b->doer.i)
        return compare_numbers(a->doer.i, b->doer.i);
    return a->doer.i == HT_NONE ? strcmp(a->duty->who, b->duty->who) : 0;
}

static int compare_what(const struct ht_due *a, const struct ht_due *b)
{
    const uint32_t left[] = {a->mentor.i, a->student.i, a->programme.i};
    const uint32_t right[] = {b->mentor.i, b->student.i, b->programme.i};
    int order = compare_numbers((uintptr_t)a->duty, (uintptr_t)b->duty);
    for (size_t n = 0; !order && n < sizeof left / sizeof *left; n++)
        order = compare_numbers(left[n], right[n]);
    return order;
}

static int compare_dues(const void *left, const void *right)
{
    const struct ht_due *a = left, *b = right;
    if (a->date.days != b->date.days)
        return a->date.days < b->date.days ? -1 : 1;
    int order = compare_doers(a, b);
    return order ? order : compare_what(a, b);
}

/* A student of two programmes of one mentor: the same thing on the same day is to be done once. */
static bool is_same(const struct ht_due *a, const struct ht_due *b)
{
    return a->duty == b->duty && a->date.days == b->date.days && a->student.i != HT_NONE &&
           a->student.i == b->student.i && a->mentor.i == b->mentor.i;
}

static void merge(struct ht_duties *duties)
{
    size_t count = 0;
    for (size_t i = 0; i < duties->count; i++) {
        struct ht_due *due = &duties->list[i], *last = count ? &duties->list[count - 1] : NULL;
        if (!last || !is_same(last, due)) {
            duties->list[count++] = *due;
        } else if (due->done && !last->done) {
            last->done = true;
            last->done_on = due->done_on;
        }
    }
    duties->count = count;
}

static void mark_late(struct ht_duties *duties)
{
    for (size_t i = 0; i < duties->count; i++) {
        struct ht_due *due = &duties->list[i];
        due->late = !due->done && due->date.days < duties->today.days;
        duties->late += due->late;
    }
}

/* ------------------------------------------------------------ by doer */

static int compare_by_doer(const void *left, const void *right)
{
    const struct ht_due *const *a = left, *const *b = right;
    int order = compare_doers(*a, *b);
    return order ? order : compare_numbers((uintptr_t)*a, (uintptr_t)*b);
}

static void list_by_doer(struct ht_duties *duties)
{
    size_t capacity = 0;
    duties->by_doer = HT_NEW(const struct ht_due *, duties->count);
    for (size_t i = 0; i < duties->count; i++)
        duties->by_doer[i] = &duties->list[i];
    qsort(duties->by_doer, duties->count, sizeof *duties->by_doer, compare_by_doer);
    for (size_t i = 0; i < duties->count; i++) {
        const struct ht_due *due = duties->by_doer[i];
        if (!i || compare_doers(duties->by_doer[i - 1], due)) {
            HT_GROW(duties->doers, duties->doer_count, capacity);
            duties->doers[duties->doer_count++] = (struct ht_doer){
                .mentor = due->doer, .who = due->duty->who, .dues = duties->by_doer + i};
        }
        struct ht_doer *doer = &duties->doers[duties->doer_count - 1];
        doer->count++;
        doer->late += due->late;
    }
}

static int compare_mentor(const void *key, const void *element)
{
    const ht_mentor_id *mentor = key;
    const struct ht_doer *doer = element;
    return compare_numbers(mentor->i, doer->mentor.i);
}

const struct ht_doer *ht_duties_of(const struct ht_duties *duties, ht_mentor_id mentor)
{
    HT_REQUIRE(mentor.i != HT_NONE, "there is no such mentor");
    return duties->doer_count ? bsearch(&mentor, duties->doers, duties->doer_count,
                                        sizeof *duties->doers, compare_mentor)
                              : NULL;
}

/* ------------------------------------------------------------ all */

static void add_duty(const struct work *work, const struct ht_duty *duty)
{
    ht_mentor_id doer = only_mentor(work->school, duty->who);
    if (duty->per == HT_PER_STUDENT || duty->per == HT_PER_PROGRAMME)
        add_of_programmes(work, duty, doer);
    else
        add_of_mentors(work, duty, doer);
}

struct ht_duties *ht_duties_new(const struct ht_school *school, const struct ht_schedule *schedule,
                                ht_date today)
{
    struct ht_duties *duties = HT_NEW(struct ht_duties, 1);
    struct work work = {
        .school = school,
        .horizon = schedule->horizon,
        .open = ht_open_days_new(school),
        .programmes = ht_duty_spans(school, schedule),
        .done = ht_done_rows_new(school),
        .duties = duties,
    };
    duties->today = today;
    for (size_t i = 0; i < school->policy.duty_count; i++)
        add_duty(&work, &school->policy.duties[i]);
    if (duties->count)
        qsort(duties->list, duties->count, sizeof *duties->list, compare_dues);
    merge(duties);
    mark_late(duties);
    list_by_doer(duties);
    ht_done_rows_free(work.done);
    free(work.programmes);
    ht_open_days_clear(&work.open);
    return duties;
}

void ht_duties_free(struct ht_duties *duties)
{
    if (!duties)
        return;
    free(duties->list);
    free(duties->doers);
    free(duties->by_doer);
    free(duties);
}
