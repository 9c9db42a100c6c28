/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/assign/roster.h"

#include "solver/base/memory.h"

#include <stdlib.h>

static const struct ht_stay no_dates = {HT_DATE_LAST, HT_DATE_FIRST};

int ht_roster_limit(const struct ht_school *school, const struct ht_mentor *mentor)
{
    const struct ht_caseload_limit *limit = ht_policy_caseload(&school->policy, mentor->role);
    if (mentor->caseload != HT_NO_LIMIT)
        return mentor->caseload;
    return limit ? limit->max : HT_NO_LIMIT;
}

struct ht_roster ht_roster_new(const struct ht_school *school)
{
    struct ht_roster roster = {.place = HT_NEW(uint32_t, school->student_count)};
    for (size_t s = 0; s < school->student_count; s++)
        roster.place[s] = HT_NONE;
    return roster;
}

void ht_roster_clear(struct ht_roster *roster)
{
    free(roster->students);
    free(roster->place);
    *roster = (struct ht_roster){0};
}

static struct ht_rostered *find(struct ht_roster *roster, ht_student_id student)
{
    uint32_t *place = &roster->place[student.i];
    if (*place == HT_NONE) {
        *place = roster->count;
        HT_GROW(roster->students, roster->count, roster->capacity);
        roster->students[roster->count++] = (struct ht_rostered){student, no_dates, no_dates};
    }
    return &roster->students[*place];
}

static void widen(struct ht_stay *stay, ht_date from, ht_date to)
{
    if (from.days < stay->from.days)
        stay->from = from;
    if (to.days > stay->to.days)
        stay->to = to;
}

static void add_candidate(struct ht_roster *roster, const struct ht_candidates *candidates,
                          const struct ht_candidate *candidate)
{
    const struct ht_programme *programme = &candidates->trial.programmes[candidate->programme.i];
    struct ht_horizon horizon = candidates->instance->horizon;
    if (programme->from.days > horizon.to.days || programme->to.days < horizon.from.days)
        return;
    for (uint32_t n = 0; n < programme->student_count; n++) {
        struct ht_rostered *student = find(roster, programme->students[n]);
        widen(candidate->settled ? &student->settled : &student->open, programme->from,
              programme->to);
    }
}

void ht_roster_fill(struct ht_roster *roster, const struct ht_candidates *candidates,
                    ht_mentor_id mentor, const bool *taken)
{
    for (uint32_t s = 0; s < roster->count; s++)
        roster->place[roster->students[s].student.i] = HT_NONE;
    roster->count = 0;
    for (uint32_t p = candidates->first[mentor.i]; p < candidates->first[mentor.i + 1]; p++) {
        const struct ht_candidate *candidate = &candidates->candidates[p];
        if (candidate->settled || (candidate->possible && (!taken || taken[p])))
            add_candidate(roster, candidates, candidate);
    }
}

bool ht_stay_has(struct ht_stay stay, ht_date date)
{
    return stay.from.days <= date.days && date.days <= stay.to.days;
}

ht_date ht_stay_start(struct ht_stay stay, struct ht_horizon horizon)
{
    return stay.from.days > horizon.from.days ? stay.from : horizon.from;
}

static int count_on(const struct ht_roster *roster, ht_date date)
{
    int count = 0;
    for (uint32_t s = 0; s < roster->count; s++)
        count += ht_stay_has(roster->students[s].settled, date) ||
                 ht_stay_has(roster->students[s].open, date);
    return count;
}

int ht_roster_most(const struct ht_roster *roster, struct ht_horizon horizon)
{
    int most = 0;
    /* Only on a date on which somebody comes can there be more students than before. */
    for (uint32_t s = 0; s < roster->count; s++) {
        int settled = count_on(roster, ht_stay_start(roster->students[s].settled, horizon));
        int open = count_on(roster, ht_stay_start(roster->students[s].open, horizon));
        most = settled > most ? settled : most;
        most = open > most ? open : most;
    }
    return most;
}
