/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/views/internal.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ groups */

void *ht_views_keep(struct ht_views *views, void *memory)
{
    HT_GROW(views->kept, views->kept_count, views->kept_capacity);
    return views->kept[views->kept_count++] = memory;
}

struct ht_groups ht_groups_make(struct ht_views *views, uint32_t *keys, size_t count,
                                size_t key_count)
{
    struct ht_groups groups = {HT_KEPT(views, size_t, count), HT_KEPT(views, size_t, key_count + 2),
                               0};
    /* One place further than needed, so that filling moves the starts to where they belong. */
    size_t *next = groups.starts + 1;
    for (size_t i = 0; i < count; i++)
        if (keys[i] != HT_NONE)
            next[keys[i] + 1]++;
    for (size_t key = 0; key < key_count; key++)
        next[key + 1] += next[key];
    for (size_t i = 0; i < count; i++)
        if (keys[i] != HT_NONE)
            groups.places[next[keys[i]]++] = i;
    groups.count = groups.starts[key_count];
    free(keys);
    return groups;
}

void *ht_groups_elements(struct ht_views *views, const struct ht_groups *groups,
                         const void *elements, size_t size)
{
    char *pointers = ht_views_keep(views, ht_alloc(groups->count, sizeof(void *)));
    for (size_t i = 0; i < groups->count; i++) {
        const void *element = (const char *)elements + groups->places[i] * size;
        memcpy(pointers + i * sizeof element, &element, sizeof element);
    }
    return pointers;
}

/* ------------------------------------------------------------ days */

/* Bits of the weekdays on which the school has any period. */
static uint8_t weekdays(const struct ht_school *school)
{
    uint8_t days = 0;
    for (size_t i = 0; i < school->period_count; i++)
        days |= (uint8_t)(1u << school->periods[i].weekday);
    return days;
}

static bool covers(const struct ht_calendar_row *row, ht_date from, ht_date to)
{
    return row->from.days <= to.days && from.days <= row->to.days;
}

/* Why nobody is seen on a date, or NULL where it is a school day of the horizon. */
static const char *why_closed(const struct ht_school *school, struct ht_horizon horizon,
                              ht_date date)
{
    const struct ht_day *day = ht_school_day(school, date);
    if (day->school_day)
        return ht_horizon_has(horizon, date) ? NULL : "Not planned";
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if (row->what == HT_CLOSED && !row->years.count && covers(row, date, date))
            return *row->label ? row->label : "Closed";
    }
    return day->term < 0 || day->half_term < 0 ? "Holiday" : "Closed";
}

static bool has_school(const struct ht_school *school, struct ht_horizon horizon, ht_date monday)
{
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        if (!why_closed(school, horizon, ht_date_plus(monday, day)))
            return true;
    return false;
}

/* ------------------------------------------------------------ notices */

/* "Assessment for years 7 and 8: Trip; Closed for year 9". Use free(). */
static char *week_notice(const struct ht_school *school, ht_date monday)
{
    char *notice;
    size_t size;
    FILE *stream = ht_text_new(&notice, &size);
    const char *before = "";
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        const struct ht_some *years = &row->years;
        bool told = row->what == HT_ASSESSMENT || (row->what == HT_CLOSED && years->count);
        if (!told || !covers(row, monday, ht_date_plus(monday, HT_SUNDAY)))
            continue;
        fprintf(stream, "%s%s", before, row->what == HT_ASSESSMENT ? "Assessment" : "Closed");
        const char *between = years->count == 1 ? " for year " : " for years ";
        for (uint32_t n = 0; n < years->count; n++) {
            fprintf(stream, "%s%s", between, ht_strings_text(school->years, years->numbers[n]));
            between = n + 2 == years->count ? " and " : ", ";
        }
        fprintf(stream, "%s%s", *row->label ? ": " : "", row->label);
        before = "; ";
    }
    ht_text_end(stream, &notice);
    return notice;
}

/* ------------------------------------------------------------ rows */

static int compare_rows(const void *left, const void *right)
{
    const struct ht_grid_row *a = left, *b = right;
    return a->start != b->start ? a->start - b->start : strcmp(a->name, b->name);
}

static bool teaching(const struct ht_school *school, enum ht_kind kind)
{
    return kind == HT_LESSON || school->policy.place_kinds & 1u << kind;
}

static void make_rows(struct ht_views *views, struct ht_week_view *week,
                      const struct ht_school *school)
{
    uint32_t names = ht_strings_count(school->period_names);
    week->rows = HT_KEPT(views, struct ht_grid_row, names);
    week->row_of = HT_KEPT(views, uint32_t, names);
    memset(week->row_of, 0xff, names * sizeof *week->row_of);
    for (int day = 0; day < week->day_count; day++) {
        ht_period_id first;
        uint32_t count = ht_school_periods_on(school, week->days[day], &first);
        for (uint32_t i = 0; i < count && !week->closed[day]; i++) {
            /* Adds a period to the rows of its week, one row for each name. */
            const struct ht_period *period = &school->periods[first.i + i];
            if (week->row_of[period->name] == HT_NONE) {
                week->row_of[period->name] = (uint32_t)week->row_count;
                week->rows[week->row_count++] = (struct ht_grid_row){
                    .name = ht_strings_text(school->period_names, period->name),
                    .start = period->start,
                    .end = period->end,
                };
            }
            struct ht_grid_row *row = &week->rows[week->row_of[period->name]];
            row->teaching = row->teaching || teaching(school, period->kind);
        }
    }
    qsort(week->rows, week->row_count, sizeof *week->rows, compare_rows);
    for (uint32_t row = 0; row < week->row_count; row++)
        week->row_of[ht_strings_find(school->period_names, week->rows[row].name)] = row;
}

/* ------------------------------------------------------------ weeks */

static const char *cycle_week(const struct ht_school *school, const struct ht_week_view *week)
{
    for (int day = 0; day < week->day_count; day++) {
        ht_week_id id = ht_school_day(school, week->days[day])->week;
        if (!week->closed[day] && id.i != HT_NONE)
            return ht_school_week_name(school, id);
    }
    return "";
}

static void make_week(struct ht_views *views, struct ht_week_view *week,
                      const struct ht_school *school, ht_date monday)
{
    uint8_t days = weekdays(school);
    week->monday = monday;
    for (int weekday = 0; weekday < HT_DAYS_A_WEEK; weekday++) {
        if (!(days & 1u << weekday))
            continue;
        ht_date date = ht_date_plus(monday, weekday);
        week->days[week->day_count] = date;
        week->closed[week->day_count++] = why_closed(school, views->horizon, date);
    }
    week->week = cycle_week(school, week);
    week->notice = ht_views_keep(views, week_notice(school, monday));
    make_rows(views, week, school);
}

void ht_views_make_weeks(struct ht_views *views, const struct ht_school *school)
{
    size_t capacity = 0;
    ht_date monday = ht_date_monday(views->horizon.from);
    for (; monday.days <= views->horizon.to.days; monday = ht_date_plus(monday, HT_DAYS_A_WEEK)) {
        if (!has_school(school, views->horizon, monday))
            continue;
        HT_GROW(views->weeks, views->week_count, capacity);
        struct ht_week_view *week = &views->weeks[views->week_count++];
        *week = (struct ht_week_view){0};
        make_week(views, week, school, monday);
    }
    ht_views_keep(views, views->weeks);
}

uint32_t ht_views_week_of(const struct ht_views *views, ht_date date)
{
    int32_t monday = ht_date_monday(date).days;
    size_t low = 0, high = views->week_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (views->weeks[middle].monday.days < monday)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < views->week_count && views->weeks[low].monday.days == monday;
    return found ? (uint32_t)low : HT_NONE;
}

/* ------------------------------------------------------------ mentors' weeks */

/* A mentor's week while it is filled. */
struct filling {
    const struct ht_school *school;
    struct ht_mentor_week *week;
    const struct ht_commitment **commitments; /* the mentor's */
    size_t commitment_count;
};

static const struct ht_commitment *commitment_in(const struct filling *filling, ht_date date,
                                                 ht_period_id period)
{
    for (size_t i = 0; i < filling->commitment_count; i++) {
        const struct ht_commitment *commitment = filling->commitments[i];
        if (ht_recurs_at(filling->school, &commitment->when, date, period))
            return commitment;
    }
    return NULL;
}

static const char *name_of(const struct ht_school *school, ht_student_id student)
{
    return student.i == HT_NONE ? "" : ht_student_name(&school->students[student.i]);
}

static void fill_day(const struct filling *filling, int day)
{
    const struct ht_school *school = filling->school;
    ht_date date = filling->week->week->days[day];
    ht_period_id first;
    uint32_t count = ht_school_periods_on(school, date, &first);
    for (uint32_t i = 0; i < count; i++) {
        const struct ht_period *period = &school->periods[first.i + i];
        const struct ht_commitment *commitment =
            commitment_in(filling, date, (ht_period_id){first.i + i});
        enum ht_cell_what idle = period->kind == HT_LESSON ? HT_CELL_FREE : HT_CELL_NONE;
        struct ht_cell *cell =
            ht_week_cell(filling->week, filling->week->week->row_of[period->name], day);
        *cell = (struct ht_cell){
            .what = commitment ? HT_CELL_COMMITTED : idle,
            .start = period->start,
            .end = period->end,
            .with = commitment ? name_of(school, commitment->student) : "",
        };
        if (commitment)
            cell->commitment = *commitment->what ? commitment->what : "committed";
    }
}

static void fill_week(const struct filling *filling, const struct ht_mentor *mentor)
{
    const struct ht_week_view *week = filling->week->week;
    for (int day = 0; day < week->day_count; day++) {
        bool works = mentor->days & 1u << ht_date_weekday(week->days[day]);
        filling->week->away[day] = week->closed[day] ? week->closed[day]
                                   : works           ? NULL
                                                     : "Not working";
        if (!filling->week->away[day])
            fill_day(filling, day);
    }
}

/* Gives every mentor empty weeks with their share of the cells. */
static void lay_out(struct ht_views *views)
{
    size_t cells = 0;
    for (size_t week = 0; week < views->week_count; week++)
        cells += views->weeks[week].row_count * (size_t)views->weeks[week].day_count;
    struct ht_cell *next = HT_KEPT(views, struct ht_cell, cells * views->mentor_count);
    struct ht_mentor_week *weeks =
        HT_KEPT(views, struct ht_mentor_week, views->mentor_count * views->week_count);
    for (size_t mentor = 0; mentor < views->mentor_count; mentor++) {
        views->mentors[mentor].weeks = weeks + mentor * views->week_count;
        for (size_t i = 0; i < views->week_count; i++) {
            const struct ht_week_view *week = &views->weeks[i];
            views->mentors[mentor].weeks[i] = (struct ht_mentor_week){.week = week, .cells = next};
            next += week->row_count * (size_t)week->day_count;
        }
    }
}

static void fill_commitments(struct ht_views *views, const struct ht_school *school)
{
    uint32_t *keys = HT_NEW(uint32_t, school->commitment_count);
    for (size_t i = 0; i < school->commitment_count; i++)
        keys[i] = school->commitments[i].mentor.i;
    struct ht_groups groups =
        ht_groups_make(views, keys, school->commitment_count, school->mentor_count);
    const struct ht_commitment **sorted =
        ht_groups_elements(views, &groups, school->commitments, sizeof *school->commitments);
    for (size_t mentor = 0; mentor < views->mentor_count; mentor++)
        for (size_t week = 0; week < views->week_count; week++) {
            struct filling filling = {
                .school = school,
                .week = &views->mentors[mentor].weeks[week],
                .commitments = sorted + groups.starts[mentor],
                .commitment_count = groups.starts[mentor + 1] - groups.starts[mentor],
            };
            fill_week(&filling, &school->mentors[mentor]);
        }
}

/* The place of a date among its week's days, or -1 where the mentor has no cells on it. */
static int day_of(const struct ht_mentor_week *week, ht_date date)
{
    for (int day = 0; day < week->week->day_count; day++)
        if (week->week->days[day].days == date.days)
            return week->away[day] ? -1 : day;
    return -1;
}

/* A schedule that breaks the rules is still shown: what has no place in the grid is left to the
 * lists, a second session of a period takes the cell. */
static void fill_session(struct ht_views *views, const struct ht_school *school,
                         const struct ht_session *session, const struct ht_session_view *view)
{
    uint32_t place = ht_views_week_of(views, session->date);
    if (place == HT_NONE)
        return;
    ht_mentor_id mentor = school->programmes[session->programme.i].mentor;
    struct ht_mentor_week *week = &views->mentors[mentor.i].weeks[place];
    const struct ht_period *period = &school->periods[session->period.i];
    int day = day_of(week, session->date);
    if (day < 0 || week->week->row_of[period->name] == HT_NONE)
        return;
    week->sessions++;
    struct ht_cell *cell = ht_week_cell(week, week->week->row_of[period->name], day);
    cell->what = HT_CELL_SESSION;
    cell->session = view;
    cell->commitment = NULL;
    cell->with = "";
}

void ht_views_fill_mentor_weeks(struct ht_views *views, const struct ht_school *school,
                                const struct ht_schedule *schedule)
{
    lay_out(views);
    fill_commitments(views, school);
    for (size_t i = 0; i < schedule->session_count; i++)
        fill_session(views, school, &schedule->sessions[i], &views->sessions[i]);
}
