/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/stints.h"

#include "solver/memory.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ weeks */

static bool is_out(const struct ht_school *school, uint32_t year, ht_date date)
{
    bool by_week = school->policy.assessment_scope == HT_SCOPE_WEEK;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        bool whole_weeks = row->what == HT_ASSESSMENT && by_week;
        ht_date from = whole_weeks ? ht_date_monday(row->from) : row->from;
        ht_date to =
            whole_weeks ? ht_date_plus(ht_date_monday(row->to), HT_DAYS_A_WEEK - 1) : row->to;
        if ((row->what == HT_CLOSED || row->what == HT_ASSESSMENT) && from.days <= date.days &&
            date.days <= to.days && ht_some_has(&row->years, year))
            return true;
    }
    return false;
}

static bool is_open(const struct ht_school *school, const struct ht_programme *programme,
                    ht_date date)
{
    if (!ht_school_day(school, date)->school_day)
        return false;
    for (uint32_t n = 0; n < programme->student_count; n++)
        if (is_out(school, school->students[programme->students[n].i].year, date))
            return false;
    return true;
}

static void end_after_weeks(const struct ht_school *school, struct ht_programme *programme)
{
    bool is_dated = programme->from.days > school->first.days;
    int left = programme->weeks;
    for (ht_date date = is_dated ? programme->from : school->first;
         left && date.days <= school->last.days; date = ht_date_plus(date, 1)) {
        if (!is_open(school, programme, date))
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

/* The sessions of history by student: those of s are places[first[s]..first[s + 1]). */
struct by_student {
    uint32_t *first, *places; /* owned */
};

static struct by_student index_history(const struct ht_school *school)
{
    struct by_student by = {HT_NEW(uint32_t, school->student_count + 2),
                            HT_NEW(uint32_t, school->history_count)};
    for (size_t i = 0; i < school->history_count; i++)
        by.first[school->history[i].student.i + 2]++;
    for (size_t s = 2; s < school->student_count + 2; s++)
        by.first[s] += by.first[s - 1];
    for (size_t i = 0; i < school->history_count; i++)
        by.places[by.first[school->history[i].student.i + 1]++] = (uint32_t)i;
    return by;
}

static void set_seen(const struct ht_school *school, const struct by_student *by,
                     struct ht_programme *programme)
{
    for (uint32_t n = 0; n < programme->student_count; n++) {
        uint32_t student = programme->students[n].i;
        for (uint32_t i = by->first[student]; i < by->first[student + 1]; i++) {
            const struct ht_past *past = &school->history[by->places[i]];
            if (programme->from.days <= past->date.days && past->date.days < programme->seen.days &&
                (!*past->programme || !strcmp(past->programme, programme->name)))
                programme->seen = past->date;
        }
    }
}

void ht_stints_settle(struct ht_school *school)
{
    struct by_student by = index_history(school);
    for (size_t p = 0; p < school->programme_count; p++) {
        struct ht_programme *programme = &school->programmes[p];
        if (programme->weeks != HT_NO_LIMIT)
            end_after_weeks(school, programme);
        if (programme->urgency < 0)
            continue;
        set_latest(school, programme);
        set_seen(school, &by, programme);
    }
    free(by.first);
    free(by.places);
}

int ht_stints_order(const struct ht_school *school, const struct ht_programme *first,
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
