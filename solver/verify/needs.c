/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

uint32_t ht_audit_needs_week(const struct ht_audit_needs *needs, ht_date date)
{
    int64_t days = (int64_t)date.days - needs->monday.days;
    if (days < 0 || days >= (int64_t)needs->weeks * HT_DAYS_A_WEEK)
        return HT_NONE;
    return days / HT_DAYS_A_WEEK;
}

int ht_audit_need_missing(const struct ht_audit_need *need)
{
    return need->placed < need->required ? need->required - need->placed : 0;
}

static bool is_eligible(const struct ht_audit *audit, const struct ht_programme *programme,
                        ht_date date)
{
    return ht_horizon_has(audit->claims->horizon, date) &&
           ht_rulebook_eligible(audit->book, programme, date);
}

bool ht_audit_needs_date(const struct ht_audit *audit, uint32_t programme, ht_date date)
{
    const struct ht_audit_needs *needs = &audit->needs;
    uint32_t week = ht_audit_needs_week(needs, date);
    return week != HT_NONE && needs->need_of[programme * needs->weeks + week] != HT_NONE &&
           is_eligible(audit, &audit->school->programmes[programme], date);
}

static bool has_eligible_date(const struct ht_audit *audit, const struct ht_programme *programme,
                              uint32_t week)
{
    ht_date monday = ht_date_plus(audit->needs.monday, week * HT_DAYS_A_WEEK);
    for (int day = 0; day < HT_DAYS_A_WEEK; day++)
        if (is_eligible(audit, programme, ht_date_plus(monday, day)))
            return true;
    return false;
}

/* Adds what a run of required weeks requires; nothing where that comes to none. */
static void add_need(struct ht_audit_needs *needs, uint32_t programme, const uint32_t *weeks,
                     uint32_t week_count, struct ht_audit_need need)
{
    if (!need.required)
        return;
    need.programme = (ht_programme_id){programme};
    need.first_week = weeks[0];
    for (uint32_t i = 0; i < week_count; i++) {
        size_t place = (size_t)programme * needs->weeks + weeks[i];
        needs->need_of[place] = needs->count;
        need.placed += needs->placed[place];
    }
    HT_GROW(needs->needs, needs->count, needs->capacity);
    needs->needs[needs->count++] = need;
}

/* What was not held is due once more. */
static int sessions_left(const struct ht_audit *audit, uint32_t number)
{
    const struct ht_programme *programme = &audit->school->programmes[number];
    int owed = audit->claims->owed ? audit->claims->owed[number] : 0;
    if (programme->sessions == HT_NO_LIMIT)
        return INT_MAX;
    int left = programme->sessions - ht_rulebook_past_sessions(audit->book, programme) + owed;
    return left < 0 ? 0 : left;
}

/* Cuts the programme's required weeks into runs; weeks has room for all of the horizon. */
static void add_programme(struct ht_audit *audit, uint32_t number, uint32_t *weeks)
{
    const struct ht_programme *programme = &audit->school->programmes[number];
    uint32_t count = 0, run = programme->per_weeks;
    for (uint32_t week = 0; week < audit->needs.weeks; week++)
        if (has_eligible_date(audit, programme, week))
            weeks[count++] = week;
    int left = sessions_left(audit, number);
    for (uint32_t start = 0; start < count; start += run) {
        uint32_t length = count - start < run ? count - start : run;
        int required = programme->per_week * (int)length / (int)run;
        required = required < left ? required : left;
        left -= required;
        int week_most = (programme->per_week + (int)run - 1) / (int)run;
        add_need(&audit->needs, number, weeks + start, length,
                 (struct ht_audit_need){.required = required, .week_most = week_most});
    }
}

static void count_placed(struct ht_audit *audit)
{
    struct ht_audit_needs *needs = &audit->needs;
    for (size_t m = 0; m < audit->meeting_count; m++) {
        const struct ht_meeting *meeting = &audit->meetings[m];
        uint32_t week = ht_audit_needs_week(needs, meeting->date);
        if (week != HT_NONE)
            needs->placed[(size_t)meeting->programme.i * needs->weeks + week]++;
    }
}

static void set_weeks(struct ht_audit *audit)
{
    const struct ht_school *school = audit->school;
    struct ht_horizon horizon = audit->claims->horizon;
    if (horizon.from.days < school->first.days)
        horizon.from = school->first;
    if (horizon.to.days > school->last.days)
        horizon.to = school->last;
    if (!school->days || horizon.to.days < horizon.from.days)
        return;
    audit->needs.monday = ht_date_monday(horizon.from);
    audit->needs.weeks = (horizon.to.days - audit->needs.monday.days) / HT_DAYS_A_WEEK + 1;
}

void ht_audit_make_needs(struct ht_audit *audit)
{
    struct ht_audit_needs *needs = &audit->needs;
    set_weeks(audit);
    size_t cells = audit->school->programme_count * needs->weeks;
    needs->placed = HT_NEW(int, cells);
    needs->need_of = HT_NEW(uint32_t, cells);
    memset(needs->need_of, 0xff, cells * sizeof *needs->need_of);
    count_placed(audit);
    uint32_t *weeks = HT_NEW(uint32_t, needs->weeks);
    for (size_t p = 0; p < audit->school->programme_count; p++)
        if (audit->school->programmes[p].mentor.i != HT_NONE)
            add_programme(audit, p, weeks);
    free(weeks);
}

void ht_audit_needs_clear(struct ht_audit_needs *needs)
{
    free(needs->needs);
    free(needs->need_of);
    free(needs->placed);
}
