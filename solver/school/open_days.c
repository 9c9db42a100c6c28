/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/open_days.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* Sets what holds of a year group from one date to another, as far as there are terms. */
static void set(const struct ht_open_days *days, bool *of_year, ht_date from, ht_date to,
                bool value)
{
    if (!days->count)
        return;
    int64_t first = (int64_t)from.days - days->first.days,
            last = (int64_t)to.days - days->first.days;
    for (int64_t n = first < 0 ? 0 : first; n <= last && n < days->count; n++)
        of_year[n] = value;
}

/* The dates that a row of the calendar keeps year groups from sessions. */
static struct ht_horizon reach_of(const struct ht_calendar_row *row, enum ht_scope scope)
{
    if (row->what != HT_ASSESSMENT || scope != HT_SCOPE_WEEK)
        return (struct ht_horizon){row->from, row->to};
    return (struct ht_horizon){ht_date_monday(row->from),
                               ht_date_plus(ht_date_monday(row->to), HT_DAYS_A_WEEK - 1)};
}

static void enter_row(const struct ht_open_days *days, enum ht_scope scope, uint32_t year,
                      const struct ht_calendar_row *row)
{
    size_t start = (size_t)year * days->count;
    struct ht_horizon reach = reach_of(row, scope);
    if (row->what == HT_CLOSED)
        set(days, days->open + start, reach.from, reach.to, false);
    else if (row->what == HT_ASSESSMENT)
        set(days, days->assessed + start, reach.from, reach.to, true);
}

/* A row says the same of all years that it names, or of all there are. */
static void enter_rows(const struct ht_open_days *days, const struct ht_school *school,
                       uint32_t years)
{
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        uint32_t count = row->years.count ? row->years.count : years;
        for (uint32_t n = 0; n < count; n++)
            enter_row(days, school->policy.assessment_scope,
                      row->years.count ? row->years.numbers[n] : n, row);
    }
}

struct ht_open_days ht_open_days_new(const struct ht_school *school)
{
    struct ht_open_days days = {.first = school->first};
    uint32_t years = ht_strings_count(school->years);
    days.count = school->days ? school->last.days - school->first.days + 1 : 0;
    days.open = HT_NEW(bool, (size_t)years *days.count);
    days.assessed = HT_NEW(bool, (size_t)years *days.count);
    for (uint32_t year = 0; year < years; year++)
        for (int n = 0; n < days.count; n++)
            days.open[(size_t)year * days.count + n] = school->days[n].school_day;
    enter_rows(&days, school, years);
    return days;
}

void ht_open_days_clear(struct ht_open_days *days)
{
    free(days->open);
    free(days->assessed);
    *days = (struct ht_open_days){0};
}

static bool look_up(const struct ht_open_days *days, const bool *table, uint32_t year, ht_date date)
{
    int64_t n = (int64_t)date.days - days->first.days;
    return n >= 0 && n < days->count && table[(size_t)year * days->count + n];
}

bool ht_open_days_has(const struct ht_open_days *days, uint32_t year, ht_date date)
{
    return look_up(days, days->open, year, date);
}

bool ht_open_days_assessed(const struct ht_open_days *days, uint32_t year, ht_date date)
{
    return look_up(days, days->assessed, year, date);
}

uint32_t ht_open_days_row(const struct ht_school *school, enum ht_calendar_what what, uint32_t year,
                          ht_date date)
{
    for (uint32_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        if (row->what == what && ht_some_has(&row->years, year) &&
            ht_horizon_has(reach_of(row, school->policy.assessment_scope), date))
            return i;
    }
    return HT_NONE;
}
