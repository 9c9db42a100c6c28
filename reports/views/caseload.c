/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/caseload.h"

#include "reports/views/internal.h"
#include "solver/school/grouping.h"

#include <stdlib.h>
#include <string.h>

/* What the parts of the work hand on. */
struct work {
    struct ht_caseloads *loads;
    struct ht_views *views;
    const struct ht_school *school;
    struct ht_grouping waivers; /* requests that waive free time, by mentor */
    int *past; /* [row]: sessions in all of history within the programme's bounds */
};

uint32_t *ht_views_student_places(const struct ht_views *views, const struct ht_school *school)
{
    uint32_t *places = HT_NEW(uint32_t, school->student_count);
    for (size_t i = 0; i < school->student_count; i++)
        places[i] = HT_NONE;
    for (uint32_t i = 0; i < views->student_count; i++)
        places[ht_strings_find(school->student_ids, views->students[i].id)] = i;
    return places;
}

int ht_required(const struct ht_session_counts *counts)
{
    return counts->planned + counts->unplaced;
}

bool ht_span_has(const struct ht_weeks_span *span, uint32_t week)
{
    return span->first != HT_NONE && (!span->starts || span->first <= week) &&
           (!span->ends || week <= span->last);
}

enum ht_load ht_mentor_load(const struct ht_mentor_view *mentor)
{
    if (mentor->most != HT_NO_LIMIT && mentor->students > mentor->most)
        return HT_LOAD_OVER;
    return mentor->students < mentor->least ? HT_LOAD_UNDER : HT_LOAD_FITS;
}

bool ht_support_is_over(const struct ht_caseload *load, const struct ht_policy *policy)
{
    return load->support_lessons > policy->support_lessons ||
           load->support_minutes > policy->support_minutes;
}

bool ht_student_has_flag(const struct ht_student_view *student, uint32_t flag)
{
    for (uint32_t i = 0; i < student->flags->count; i++)
        if (student->flags->numbers[i] == flag)
            return true;
    return false;
}

static size_t place_of(const struct ht_views *views, const struct ht_programme_view *programme)
{
    return (size_t)(programme - views->programmes);
}

double ht_programme_minutes(const struct ht_school *school, const struct ht_views *views,
                            const struct ht_programme_view *view)
{
    const struct ht_programme *programme = &school->programmes[place_of(views, view)];
    return (double)programme->minutes * programme->per_week / programme->per_weeks;
}

/* The horizon, and with it every full term that it touches. */
static struct ht_horizon whole_terms(const struct ht_school *school, struct ht_horizon horizon)
{
    struct ht_horizon whole = horizon;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if (row->what != HT_TERM || row->from.days > horizon.to.days ||
            row->to.days < horizon.from.days)
            continue;
        if (row->from.days < whole.from.days)
            whole.from = row->from;
        if (row->to.days > whole.to.days)
            whole.to = row->to;
    }
    return whole;
}

/* ------------------------------------------------------------ rows */

static struct ht_session_counts count_programme(const struct ht_views *views,
                                                const struct ht_programme_view *programme)
{
    struct ht_session_counts counts = {0};
    for (size_t week = 0; week < views->week_count; week++) {
        counts.planned += (int)programme->weeks[week].session_count;
        counts.unplaced += programme->weeks[week].unplaced;
    }
    return counts;
}

static void make_rows(struct work *work)
{
    struct ht_caseloads *loads = work->loads;
    for (size_t i = 0; i < work->views->programme_count; i++)
        if (work->views->programmes[i].mentor)
            loads->row_count += work->views->programmes[i].student_count;
    loads->rows = HT_KEPT(work->views, struct ht_caseload_row, loads->row_count);
    work->past = HT_NEW(int, loads->row_count);
    struct ht_caseload_row *next = loads->rows;
    for (size_t i = 0; i < work->views->mentor_count; i++) {
        const struct ht_mentor_view *mentor = &work->views->mentors[i];
        loads->mentors[i].rows = next;
        for (size_t p = 0; p < mentor->programme_count; p++) {
            const struct ht_programme_view *programme = mentor->programmes[p];
            struct ht_session_counts counts = count_programme(work->views, programme);
            for (size_t n = 0; n < programme->student_count; n++)
                *next++ = (struct ht_caseload_row){programme, programme->students[n], counts};
        }
        loads->mentors[i].row_count = (size_t)(next - loads->mentors[i].rows);
    }
}

/* ------------------------------------------------------------ history */

static bool counts_for(const struct ht_past *past, const struct ht_programme *programme)
{
    return programme->from.days <= past->date.days && past->date.days <= programme->to.days &&
           (!*past->programme || !strcmp(past->programme, programme->name));
}

/* The rows of each student of the views. */
static struct ht_groups rows_by_student(struct work *work)
{
    uint32_t *keys = HT_NEW(uint32_t, work->loads->row_count);
    for (size_t i = 0; i < work->loads->row_count; i++)
        keys[i] = (uint32_t)(work->loads->rows[i].student - work->views->students);
    return ht_groups_make(work->views, keys, work->loads->row_count, work->views->student_count);
}

/* Whether the session was one of the row's programme. What names no programme counts towards the
 * end of each, but was held for the first alone. */
static bool count_past(struct work *work, const struct ht_past *past, size_t row, bool held)
{
    size_t place = place_of(work->views, work->loads->rows[row].programme);
    if (!counts_for(past, &work->school->programmes[place]))
        return false;
    work->past[row]++;
    work->loads->rows[row].counts.held += !held && ht_horizon_has(work->loads->term, past->date);
    return true;
}

static void count_history(struct work *work)
{
    struct ht_groups rows = rows_by_student(work);
    uint32_t *places = ht_views_student_places(work->views, work->school);
    for (size_t i = 0; i < work->school->history_count; i++) {
        const struct ht_past *past = &work->school->history[i];
        uint32_t student = places[past->student.i];
        bool held = false;
        if (student == HT_NONE)
            continue;
        for (size_t n = rows.starts[student]; n < rows.starts[student + 1]; n++)
            held = count_past(work, past, rows.places[n], held) || held;
    }
    free(places);
}

/* ------------------------------------------------------------ spans of programmes */

static const struct ht_weeks_span no_weeks = {HT_NONE, HT_NONE, false, false};

/* The fewest sessions that history has of any member, and the most. */
struct past_range {
    int fewest, most;
};

static struct past_range past_of(const struct work *work, size_t first, size_t count)
{
    struct past_range range = {work->past[first], work->past[first]};
    for (size_t i = first + 1; i < first + count; i++) {
        if (work->past[i] < range.fewest)
            range.fewest = work->past[i];
        if (work->past[i] > range.most)
            range.most = work->past[i];
    }
    return range;
}

static struct ht_weeks_span span_of(const struct work *work, const struct ht_caseload_row *row)
{
    const struct ht_programme_view *view = row->programme;
    const struct ht_programme *programme = &work->school->programmes[place_of(work->views, view)];
    struct ht_weeks_span span = no_weeks;
    for (uint32_t week = 0; week < work->views->week_count; week++) {
        if (!view->weeks[week].session_count && !view->weeks[week].unplaced)
            continue;
        span.first = span.first == HT_NONE ? week : span.first;
        span.last = week;
    }
    struct past_range past = past_of(work, (size_t)(row - work->loads->rows), view->student_count);
    bool bound = programme->from.days != HT_DATE_FIRST.days;
    span.starts = !past.most && (!bound || programme->from.days >= work->views->horizon.from.days);
    bool complete = programme->sessions != HT_NO_LIMIT &&
                    past.fewest + ht_required(&row->counts) >= programme->sessions;
    span.ends = complete || programme->to.days <= work->views->horizon.to.days;
    return span;
}

/* A programme that goes on before or after the horizon keeps its student there all the time. */
static void widen(struct ht_weeks_span *span, const struct ht_weeks_span *by, uint32_t week_count)
{
    if (by->first == HT_NONE)
        return;
    uint32_t first = by->starts ? by->first : 0, last = by->ends ? by->last : week_count - 1;
    if (span->first == HT_NONE) {
        *span = (struct ht_weeks_span){first, last, by->starts, by->ends};
        return;
    }
    span->first = first < span->first ? first : span->first;
    span->last = last > span->last ? last : span->last;
    span->starts = span->starts && by->starts;
    span->ends = span->ends && by->ends;
}

/* ------------------------------------------------------------ mentors */

/* A mentor's day while its free minutes are counted. */
struct day {
    int free, piece; /* minutes in all; and of the piece that a period goes on with */
    int longest;     /* piece */
};

/* Breaks and lunch do not interrupt a piece, even with something in them. */
static void count_period(struct day *day, const struct ht_cell *cell, enum ht_kind kind)
{
    bool busy = cell->what == HT_CELL_SESSION || cell->what == HT_CELL_COMMITTED;
    if (cell->what == HT_CELL_FREE) {
        day->free += cell->end - cell->start;
        day->piece += cell->end - cell->start;
    } else if (busy && kind != HT_BREAK && kind != HT_LUNCH) {
        day->piece = 0;
    }
    if (day->piece > day->longest)
        day->longest = day->piece;
}

static int free_minutes(const struct ht_school *school, const struct ht_mentor_week *week,
                        int place)
{
    struct day day = {0};
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, week->week->days[place], &first);
    for (uint32_t i = 0; i < count; i++) {
        const struct ht_period *period = &school->periods[first.i + i];
        size_t row = week->week->row_of[period->name];
        count_period(&day, ht_week_cell(week, row, place), period->kind);
    }
    return school->policy.free_contiguous ? day.longest : day.free;
}

static uint32_t waiving_mentor(const struct ht_school *school, size_t i)
{
    const struct ht_request *request = &school->requests[i];
    bool is_mentors = request->what == HT_ALLOW && request->mentor.i != HT_NONE;
    return is_mentors ? request->mentor.i : (uint32_t)school->mentor_count;
}

/* Whether a request lets a mentor keep less free time on a date. */
static bool is_waived(const struct work *work, uint32_t mentor, ht_date date)
{
    const struct ht_school *school = work->school;
    for (uint32_t n = work->waivers.first[mentor]; n < work->waivers.first[mentor + 1]; n++) {
        const struct ht_request *allow = &school->requests[work->waivers.places[n]];
        if (ht_recurs_on(school, &allow->when, date))
            return true;
    }
    return false;
}

static void count_free_time(struct ht_caseload *load, const struct work *work, uint32_t mentor,
                            const struct ht_mentor_week *week)
{
    const struct ht_school *school = work->school;
    for (int day = 0; day < week->week->day_count; day++) {
        if (week->away[day])
            continue;
        int minutes = free_minutes(school, week, day);
        if (load->free_least == HT_NO_LIMIT || minutes < load->free_least)
            load->free_least = minutes;
        if (minutes >= school->policy.free_minutes)
            continue;
        bool waived = is_waived(work, mentor, week->week->days[day]);
        load->days_short += !waived;
        load->days_allowed += waived;
    }
}

static void count_cells(struct ht_caseload *load, const struct ht_mentor_week *week)
{
    int lessons = 0, support = 0, seen = 0;
    size_t count = week->week->row_count * (size_t)week->week->day_count;
    for (size_t i = 0; i < count; i++) {
        const struct ht_cell *cell = &week->cells[i];
        if (cell->what == HT_CELL_COMMITTED && !strcmp(cell->commitment, "support")) {
            lessons++;
            support += cell->end - cell->start;
        } else if (cell->what == HT_CELL_SESSION) {
            seen += cell->session->end - cell->session->start;
        }
    }
    load->minutes += seen;
    if (seen > load->minutes_most)
        load->minutes_most = seen;
    if (lessons > load->support_lessons)
        load->support_lessons = lessons;
    if (support > load->support_minutes)
        load->support_minutes = support;
}

/* Counts a student once a mentor; seen_by has the last mentor (plus 1) of each. */
static void count_flags(const struct work *work, size_t mentor, uint32_t *seen_by)
{
    const struct ht_caseload *load = &work->loads->mentors[mentor];
    for (size_t i = 0; i < load->row_count; i++) {
        const struct ht_student_view *student = load->rows[i].student;
        uint32_t *seen = &seen_by[student - work->views->students];
        for (uint32_t n = 0; *seen != mentor + 1 && n < student->flags->count; n++)
            load->flags[student->flags->numbers[n]]++;
        *seen = (uint32_t)mentor + 1;
    }
}

/* A group's session was held for the mentor when it was for the member who has most of them. */
static void count_sessions(struct ht_caseload *load)
{
    size_t members;
    for (size_t first = 0; first < load->row_count; first += members) {
        const struct ht_caseload_row *row = &load->rows[first];
        int held = 0;
        members = row->programme->student_count;
        for (size_t i = 0; i < members; i++)
            held = row[i].counts.held > held ? row[i].counts.held : held;
        load->counts.planned += row->counts.planned;
        load->counts.unplaced += row->counts.unplaced;
        load->counts.held += held;
    }
}

static void fill_mentors(struct work *work)
{
    const struct ht_views *views = work->views;
    uint32_t flags = ht_strings_count(work->school->flags);
    int *counts = HT_KEPT(work->views, int, views->mentor_count *flags);
    uint32_t *seen_by = HT_NEW(uint32_t, views->student_count);
    for (size_t i = 0; i < views->mentor_count; i++) {
        struct ht_caseload *load = &work->loads->mentors[i];
        load->flags = counts + i * flags;
        load->free_least = HT_NO_LIMIT;
        for (size_t week = 0; week < views->week_count; week++) {
            count_free_time(load, work, (uint32_t)i, &views->mentors[i].weeks[week]);
            count_cells(load, &views->mentors[i].weeks[week]);
        }
        count_flags(work, i, seen_by);
        count_sessions(load);
    }
    free(seen_by);
}

/* ------------------------------------------------------------ students, years, priority groups */

static void add_student(const struct work *work, struct ht_cohort *cohort, size_t student)
{
    const struct ht_session_counts *counts = &work->loads->students[student];
    cohort->student_count++;
    cohort->counts.planned += counts->planned;
    cohort->counts.unplaced += counts->unplaced;
    cohort->counts.held += counts->held;
}

/* Years are numbers as a rule: "10" comes after "9". */
static int compare_cohorts(const void *left, const void *right)
{
    const struct ht_cohort *a = left, *b = right;
    size_t lengths[] = {strlen(a->name), strlen(b->name)};
    return lengths[0] != lengths[1] ? (lengths[0] > lengths[1] ? 1 : -1) : strcmp(a->name, b->name);
}

static void make_years(struct work *work)
{
    struct ht_caseloads *loads = work->loads;
    const struct ht_views *views = work->views;
    uint32_t years = ht_strings_count(work->school->years);
    uint32_t *keys = HT_NEW(uint32_t, views->student_count);
    for (size_t i = 0; i < views->student_count; i++)
        keys[i] = ht_strings_find(work->school->years, views->students[i].year);
    struct ht_groups groups = ht_groups_make(work->views, keys, views->student_count, years);
    const struct ht_student_view **by_year =
        ht_groups_elements(work->views, &groups, views->students, sizeof *views->students);
    loads->years = HT_KEPT(work->views, struct ht_cohort, years);
    for (uint32_t year = 0; year < years; year++) {
        if (groups.starts[year] == groups.starts[year + 1])
            continue;
        struct ht_cohort *cohort = &loads->years[loads->year_count++];
        cohort->name = ht_strings_text(work->school->years, year);
        cohort->students = by_year + groups.starts[year];
        for (size_t i = groups.starts[year]; i < groups.starts[year + 1]; i++)
            add_student(work, cohort, groups.places[i]);
    }
    qsort(loads->years, loads->year_count, sizeof *loads->years, compare_cohorts);
}

static void make_priorities(struct work *work)
{
    struct ht_caseloads *loads = work->loads;
    const struct ht_policy *policy = &work->school->policy;
    loads->priority_count = policy->priority_count + 1;
    loads->priorities = HT_KEPT(work->views, struct ht_cohort, loads->priority_count);
    struct ht_cohort *others = &loads->priorities[policy->priority_count];
    others->name = "";
    for (size_t i = 0; i < policy->priority_count; i++)
        loads->priorities[i].name = policy->priority[i].flag;
    for (size_t student = 0; student < work->views->student_count; student++) {
        bool any = false;
        for (size_t i = 0; i < policy->priority_count; i++) {
            uint32_t flag = ht_strings_find(work->school->flags, policy->priority[i].flag);
            if (!ht_student_has_flag(&work->views->students[student], flag))
                continue;
            add_student(work, &loads->priorities[i], student);
            any = true;
        }
        if (!any)
            add_student(work, others, student);
    }
}

/* ------------------------------------------------------------ all */

void ht_views_make_caseloads(struct ht_views *views, const struct ht_school *school)
{
    struct ht_caseloads *loads = HT_KEPT(views, struct ht_caseloads, 1);
    struct work work = {.loads = loads, .views = views, .school = school};
    loads->term = whole_terms(school, views->horizon);
    loads->mentors = HT_KEPT(views, struct ht_caseload, views->mentor_count);
    work.waivers =
        ht_grouping_new(school, school->mentor_count + 1, school->request_count, waiving_mentor);
    make_rows(&work);
    count_history(&work);
    loads->spans = HT_KEPT(views, struct ht_weeks_span, views->programme_count);
    for (size_t i = 0; i < views->programme_count; i++)
        loads->spans[i] = no_weeks;
    for (size_t i = 0; i < loads->row_count; i += loads->rows[i].programme->student_count)
        loads->spans[place_of(views, loads->rows[i].programme)] = span_of(&work, &loads->rows[i]);
    loads->student_spans = HT_KEPT(views, struct ht_weeks_span, views->student_count);
    for (size_t i = 0; i < views->student_count; i++)
        loads->student_spans[i] = no_weeks;
    for (size_t i = 0; i < loads->row_count; i++)
        widen(&loads->student_spans[loads->rows[i].student - views->students],
              &loads->spans[place_of(views, loads->rows[i].programme)],
              (uint32_t)views->week_count);
    fill_mentors(&work);
    loads->students = HT_KEPT(views, struct ht_session_counts, views->student_count);
    for (size_t i = 0; i < views->student_count; i++) {
        loads->students[i].planned = (int)views->students[i].session_count;
        loads->students[i].unplaced = views->students[i].unplaced;
    }
    for (size_t i = 0; i < loads->row_count; i++)
        loads->students[loads->rows[i].student - views->students].held +=
            loads->rows[i].counts.held;
    make_years(&work);
    make_priorities(&work);
    for (size_t i = 0; i < views->programme_count; i++)
        loads->waiting += views->programmes[i].active && !views->programmes[i].mentor;
    free(work.past);
    ht_grouping_clear(&work.waivers);
    views->caseloads = loads;
}
