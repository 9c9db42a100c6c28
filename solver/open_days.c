/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/open_days.h"

#include "solver/memory.h"

#include <stdlib.h>

static void shut(struct ht_open_days *days, uint32_t year, const struct ht_calendar_row *row)
{
    int32_t from = row->from.days - days->first.days, to = row->to.days - days->first.days;
    for (int32_t n = from < 0 ? 0 : from; n <= to && n < days->count; n++)
        days->open[(size_t)year * days->count + n] = false;
}

struct ht_open_days ht_open_days_new(const struct ht_school *school)
{
    struct ht_open_days days = {.first = school->first};
    uint32_t years = ht_names_count(school->years);
    days.count = school->days ? school->last.days - school->first.days + 1 : 0;
    days.open = HT_NEW(bool, (size_t)years *days.count);
    for (uint32_t year = 0; year < years; year++) {
        for (int n = 0; n < days.count; n++)
            days.open[(size_t)year * days.count + n] = school->days[n].school_day;
        for (size_t i = 0; i < school->calendar_count; i++)
            if (school->calendar[i].what == HT_CLOSED &&
                ht_some_has(&school->calendar[i].years, year))
                shut(&days, year, &school->calendar[i]);
    }
    return days;
}

void ht_open_days_clear(struct ht_open_days *days)
{
    free(days->open);
    *days = (struct ht_open_days){0};
}

bool ht_open_days_has(const struct ht_open_days *days, uint32_t year, ht_date date)
{
    int64_t n = (int64_t)date.days - days->first.days;
    return n >= 0 && n < days->count && days->open[(size_t)year * days->count + n];
}
