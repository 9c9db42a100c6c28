/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/cycle_weeks.h"

#include "solver/base/memory.h"

#include <stdlib.h>

bool *ht_school_open_dates(const struct ht_school *school)
{
    size_t count = school->last.days - school->first.days + 1;
    bool *open = HT_NEW(bool, count), *halved = HT_NEW(bool, school->calendar_count);
    uint8_t weekdays = 0;
    for (size_t i = 0; i < school->period_count; i++)
        weekdays |= 1u << school->periods[i].weekday;
    for (size_t d = 0; d < count; d++)
        if (school->days[d].term >= 0 && school->days[d].half_term >= 0)
            halved[school->days[d].term] = true;
    for (size_t d = 0; d < count; d++) {
        const struct ht_day *day = &school->days[d];
        int weekday = ht_date_weekday(ht_date_plus(school->first, d));
        open[d] = day->term >= 0 && (day->half_term >= 0 || !halved[day->term]) &&
                  weekdays >> weekday & 1;
    }
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        for (int32_t d = row->from.days; d <= row->to.days && d <= school->last.days; d++)
            if (row->what == HT_CLOSED && !row->years.count && d >= school->first.days)
                open[d - school->first.days] = false;
    }
    free(halved);
    return open;
}

static void alternate(struct ht_school *school, const struct ht_calendar_row *row, const bool *open)
{
    int32_t from = row->from.days < school->first.days ? school->first.days : row->from.days;
    int32_t to = row->to.days > school->last.days ? school->last.days : row->to.days;
    uint32_t turn = 0;
    for (int32_t next; from <= to; from = next) {
        bool is_open = false;
        next = ht_date_monday((ht_date){from}).days + HT_DAYS_A_WEEK;
        for (int32_t d = from; d < next && d <= to; d++)
            is_open |= open[d - school->first.days];
        for (int32_t d = from; is_open && d < next && d <= to; d++) {
            ht_week_id *week = &school->days[d - school->first.days].week;
            if (week->i == HT_NONE)
                week->i = row->turns.numbers[turn % row->turns.count];
        }
        turn += is_open;
    }
}

void ht_school_alternate(struct ht_school *school, const bool *open)
{
    for (size_t i = 0; i < school->calendar_count; i++)
        if (school->calendar[i].what == HT_ALTERNATE)
            alternate(school, &school->calendar[i], open);
}
