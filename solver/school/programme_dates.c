/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/school/programme_dates.h"

#include "solver/school/grouping.h"
#include "solver/school/open_days.h"

/* ------------------------------------------------------------ weeks */

static bool is_open(const struct ht_school *school, const struct ht_open_days *days,
                    const struct ht_programme *programme, ht_date date)
{
    for (uint32_t n = 0; n < programme->student_count; n++) {
        uint32_t year = school->students[programme->students[n].i].year;
        if (!ht_open_days_has(days, year, date) || ht_open_days_assessed(days, year, date))
            return false;
    }
    return true;
}

static void end_after_weeks(const struct ht_school *school, const struct ht_open_days *days,
                            struct ht_programme *programme)
{
    bool is_dated = programme->from.days > school->first.days;
    int left = programme->weeks;
    for (ht_date date = is_dated ? programme->from : school->first;
         left && date.days <= school->last.days; date = ht_date_plus(date, 1)) {
        if (!is_open(school, days, programme, date))
            continue;
        date = ht_date_plus(ht_date_monday(date), HT_DAYS_A_WEEK - 1);
        if (!--left && date.days < programme->to.days)
            programme->to = date;
    }
}

/* ------------------------------------------------------------ urgency */

/* The first school day from a date on, or the date itself where none is left. */
static ht_date school_day_from(const struct ht_school *school, ht_date date)
{
    ht_date day = date.days < school->first.days ? school->first : date;
    while (day.days <= school->last.days && !ht_school_day(school, day)->school_day)
        day = ht_date_plus(day, 1);
    return day.days <= school->last.days ? day : date;
}

static ht_date end_of_half_term(const struct ht_school *school, ht_date date)
{
    const struct ht_day *day = ht_school_day(school, school_day_from(school, date));
    int row = day->half_term >= 0 ? day->half_term : day->term;
    return row >= 0 ? school->calendar[row].to : HT_DATE_LAST;
}

static void set_latest(const struct ht_school *school, struct ht_programme *programme)
{
    bool is_referred = programme->referred.days != HT_DATE_FIRST.days;
    ht_date start = is_referred ? programme->referred : programme->from;
    if (start.days == HT_DATE_FIRST.days)
        return;
    int weeks = school->policy.urgencies[programme->urgency].weeks;
    if (weeks == HT_NO_LIMIT) {
        programme->latest = end_of_half_term(school, start);
        return;
    }
    ht_date within = ht_date_plus(start, weeks * HT_DAYS_A_WEEK);
    ht_date soonest = school_day_from(school, ht_date_plus(start, 1));
    programme->latest = within.days > soonest.days ? within : soonest;
}

static void set_seen(const struct ht_school *school, const struct ht_grouping *history,
                     struct ht_programme *programme)
{
    for (uint32_t n = 0; n < programme->student_count; n++) {
        uint32_t student = programme->students[n].i;
        for (uint32_t i = history->first[student]; i < history->first[student + 1]; i++) {
            const struct ht_past *past = &school->history[history->places[i]];
            if (past->date.days < programme->seen.days && ht_programme_counts(programme, past))
                programme->seen = past->date;
        }
    }
}

void ht_programme_dates_settle(struct ht_school *school)
{
    struct ht_grouping history = ht_grouping_history(school);
    struct ht_open_days days = ht_open_days_new(school);
    for (size_t p = 0; p < school->programme_count; p++) {
        struct ht_programme *programme = &school->programmes[p];
        if (programme->weeks != HT_NO_LIMIT)
            end_after_weeks(school, &days, programme);
        if (programme->urgency < 0)
            continue;
        set_latest(school, programme);
        set_seen(school, &history, programme);
    }
    ht_grouping_clear(&history);
    ht_open_days_clear(&days);
}

int ht_programme_dates_order(const struct ht_school *school, const struct ht_programme *first,
                             const struct ht_programme *second)
{
    int mine = ht_policy_urgency_rank(&school->policy, first->urgency);
    int theirs = ht_policy_urgency_rank(&school->policy, second->urgency);
    ht_date since = first->referred, other = second->referred;
    if (mine != theirs)
        return mine < theirs ? -1 : 1;
    if (since.days == other.days)
        return 0;
    bool is_first = other.days == HT_DATE_FIRST.days ||
                    (since.days != HT_DATE_FIRST.days && since.days < other.days);
    return is_first ? -1 : 1;
}
