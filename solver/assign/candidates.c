/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/assign/candidates.h"

#include "solver/base/memory.h"
#include "solver/instance/obstacle.h"

#include <stdlib.h>
#include <string.h>

/* A candidate that loses more than one session in so many would be a mentor in name only. */
enum { SESSIONS_A_LOSS = 4 };

/* ------------------------------------------------------------ looking up */

uint32_t ht_candidates_open(const struct ht_candidates *candidates, uint32_t mentor, uint32_t n)
{
    HT_REQUIRE(n < candidates->open_count, "no such programme");
    return candidates->first[mentor + 1] - candidates->open_count + n;
}

int ht_candidates_week(const struct ht_candidates *candidates, int week, int *first)
{
    const struct ht_instance *instance = candidates->instance;
    int from = instance->first_monday.days + week * HT_DAYS_A_WEEK - instance->horizon.from.days;
    int end = from + HT_DAYS_A_WEEK;
    *first = from > 0 ? from : 0;
    return (end < instance->day_count ? end : instance->day_count) - *first;
}

const struct ht_requirement *ht_candidate_requirements(const struct ht_candidates *candidates,
                                                       const struct ht_candidate *candidate,
                                                       uint32_t *count)
{
    const uint32_t *first = &candidates->requirements->first_item[candidate->programme.i];
    *count = first[1] - first[0];
    return &candidates->requirements->items[first[0]];
}

bool ht_candidates_tight(const struct ht_candidates *candidates, ht_mentor_id mentor, int week)
{
    return candidates
        ->tight[(size_t)mentor.i * (size_t)candidates->instance->week_count + (size_t)week];
}

/* How many days of a week have a slot of the candidate outside the set (NULL: the empty one). */
static int days_outside(const struct ht_candidates *candidates,
                        const struct ht_candidate *candidate, int week, const uint64_t *within)
{
    int first, outside = 0, days = ht_candidates_week(candidates, week, &first);
    for (int day = first; day < first + days; day++)
        outside += (candidate->slots[day] & ~(within ? within[day] : 0)) != 0;
    return outside;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int ht_candidate_outside(const struct ht_candidates *candidates,
                         const struct ht_candidate *candidate,
                         const struct ht_requirement *requirement, const struct ht_places *within)
{
    int outside = 0;
    for (uint32_t w = 0; w < requirement->week_count; w++) {
        int week = candidates->requirements->weeks[requirement->first_week + w];
        bool may_go_without = ht_candidates_tight(candidates, candidate->mentor, week) &&
                              !within->without[week] &&
                              days_outside(candidates, candidate, week, NULL);
        outside += may_go_without ? requirement->week_max
                                  : least(days_outside(candidates, candidate, week, within->slots),
                                          requirement->week_max);
    }
    return outside;
}

/* ------------------------------------------------------------ slots */

static uint64_t slots_on(const struct ht_instance *instance, ht_programme_id programme,
                         ht_date date)
{
    uint64_t slots = 0;
    int64_t price;
    ht_period_id first;
    if (ht_obstacle_of_date(instance, programme, date).kind)
        return 0;
    uint32_t count = ht_school_periods_on(instance->school, date, &first);
    for (uint32_t n = 0; n < count; n++)
        if (!ht_obstacle_of_slot(instance, programme, date, (ht_period_id){first.i + n}, &price)
                 .kind)
            slots |= UINT64_C(1) << n;
    return slots;
}

static void find_slots(struct ht_candidates *candidates, const struct ht_candidate *candidate)
{
    /* The facts read the mentor from the trial, which is there to be changed. */
    candidates->trial.programmes[candidate->programme.i].mentor = candidate->mentor;
    for (int day = 0; day < candidates->instance->day_count; day++)
        candidate->slots[day] = slots_on(candidates->instance, candidate->programme,
                                         ht_date_plus(candidates->instance->horizon.from, day));
}

static void count_sessions(const struct ht_candidates *candidates, struct ht_candidate *candidate)
{
    uint32_t count;
    const struct ht_requirement *items = ht_candidate_requirements(candidates, candidate, &count);
    for (uint32_t b = 0; b < count; b++) {
        int places = 0;
        for (uint32_t w = 0; w < items[b].week_count; w++) {
            int week = candidates->requirements->weeks[items[b].first_week + w];
            places += least(days_outside(candidates, candidate, week, NULL), items[b].week_max);
        }
        candidate->sessions[b] = least(places, items[b].required);
        candidate->needed += items[b].required;
        candidate->lost += items[b].required - candidate->sessions[b];
    }
}

/* ------------------------------------------------------------ groups */

static bool is_same_group(const struct ht_programme *a, const struct ht_programme *b)
{
    return *a->group && !strcmp(a->group, b->group) && !strcmp(a->name, b->name);
}

/* The mentor's own part of the candidate's group, or NULL. */
static const struct ht_candidate *rest_of_group(const struct ht_candidates *candidates,
                                                const struct ht_candidate *candidate)
{
    const struct ht_programme *programme = &candidates->trial.programmes[candidate->programme.i];
    for (uint32_t p = candidates->first[candidate->mentor.i]; candidates->candidates[p].settled;
         p++)
        if (is_same_group(programme,
                          &candidates->trial.programmes[candidates->candidates[p].programme.i]))
            return &candidates->candidates[p];
    return NULL;
}

static bool is_begun(const struct ht_school *school, const struct ht_programme *open)
{
    for (size_t p = 0; *open->group && p < school->programme_count; p++)
        if (school->programmes[p].mentor.i != HT_NONE &&
            is_same_group(open, &school->programmes[p]))
            return true;
    return false;
}

/* A group that a mentor has already meets with its new members too, in the same sessions. */
static void join_group(const struct ht_candidates *candidates, struct ht_candidate *candidate)
{
    const struct ht_candidate *rest = rest_of_group(candidates, candidate);
    uint32_t count;
    candidate->elsewhere = !rest;
    if (!rest)
        return;
    for (int day = 0; day < candidates->instance->day_count; day++)
        candidate->slots[day] &= rest->slots[day];
    count_sessions(candidates, candidate);
    ht_candidate_requirements(candidates, candidate, &count);
    memset(candidate->sessions, 0, count * sizeof *candidate->sessions);
}

/* ------------------------------------------------------------ making and freeing */

static bool is_open(const struct ht_candidates *candidates, const struct ht_school *school,
                    uint32_t p)
{
    return school->programmes[p].mentor.i == HT_NONE &&
           candidates->requirements->first_item[p] < candidates->requirements->first_item[p + 1];
}

/* A view of the school in which every programme has a mentor, so that its sessions are counted.
   It must not be added to: what is new would not reach the school. */
static struct ht_school trial_of(const struct ht_school *school)
{
    struct ht_school trial = *school;
    trial.programmes = HT_NEW(struct ht_programme, school->programme_count);
    for (size_t p = 0; p < school->programme_count; p++) {
        trial.programmes[p] = school->programmes[p];
        if (school->mentor_count && trial.programmes[p].mentor.i == HT_NONE)
            trial.programmes[p].mentor.i = 0;
    }
    return trial;
}

static void list_open(struct ht_candidates *candidates, const struct ht_school *school)
{
    candidates->open = HT_NEW(ht_programme_id, school->programme_count);
    for (uint32_t p = 0; p < school->programme_count; p++)
        if (is_open(candidates, school, p))
            candidates->open[candidates->open_count++].i = p;
}

/* Makes room for the candidates of each mentor and enters the programmes. */
static void list_candidates(struct ht_candidates *candidates, const struct ht_school *school)
{
    size_t mentors = school->mentor_count;
    candidates->first = HT_NEW(uint32_t, mentors + 2);
    for (size_t p = 0; p < school->programme_count; p++)
        if (school->programmes[p].mentor.i != HT_NONE)
            candidates->first[school->programmes[p].mentor.i + 2]++;
    for (size_t m = 2; m < mentors + 2; m++)
        candidates->first[m] += candidates->first[m - 1] + candidates->open_count;
    candidates->candidates = HT_NEW(struct ht_candidate, candidates->first[mentors + 1]);
    for (uint32_t p = 0; p < school->programme_count; p++) {
        ht_mentor_id mentor = school->programmes[p].mentor;
        if (mentor.i != HT_NONE)
            candidates->candidates[candidates->first[mentor.i + 1]++] = (struct ht_candidate){
                .programme = {p}, .mentor = mentor, .settled = true, .possible = true};
    }
    for (uint32_t m = 0; m < mentors; m++)
        for (uint32_t n = 0; n < candidates->open_count; n++)
            candidates->candidates[candidates->first[m + 1]++] =
                (struct ht_candidate){.programme = candidates->open[n], .mentor = {m}};
}

static void give_memory(struct ht_candidates *candidates, uint32_t count)
{
    size_t days = (size_t)candidates->instance->day_count, items = 0, used = 0;
    uint32_t own;
    for (uint32_t n = 0; n < count; n++) {
        ht_candidate_requirements(candidates, &candidates->candidates[n], &own);
        items += own;
    }
    candidates->slots = HT_NEW(uint64_t, count * days);
    candidates->sessions = HT_NEW(int, items);
    for (uint32_t n = 0; n < count; n++) {
        candidates->candidates[n].slots = candidates->slots + n * days;
        candidates->candidates[n].sessions = candidates->sessions + used;
        ht_candidate_requirements(candidates, &candidates->candidates[n], &own);
        used += own;
    }
}

static void look_at(struct ht_candidates *candidates, const struct ht_school *school,
                    struct ht_candidate *candidate)
{
    find_slots(candidates, candidate);
    if (!candidate->settled && is_begun(school, &school->programmes[candidate->programme.i]))
        join_group(candidates, candidate);
    else
        count_sessions(candidates, candidate);
    if (!candidate->settled)
        candidate->possible =
            !candidate->elsewhere && candidate->lost * SESSIONS_A_LOSS <= candidate->needed;
}

struct ht_candidates *ht_candidates_new(const struct ht_school *school, struct ht_horizon horizon,
                                        const struct ht_limit *limit)
{
    struct ht_candidates *candidates = HT_NEW(struct ht_candidates, 1);
    candidates->trial = trial_of(school);
    candidates->instance = ht_instance_new(&candidates->trial, horizon);
    candidates->requirements = ht_requirements_new(candidates->instance);
    list_open(candidates, school);
    list_candidates(candidates, school);
    uint32_t count = candidates->first[school->mentor_count];
    give_memory(candidates, count);
    for (uint32_t n = 0; n < count; n++) {
        struct ht_candidate *candidate = &candidates->candidates[n];
        candidate->unseen =
            ht_limit_after(limit, candidates->instance->day_count) && !candidate->settled;
        if (!candidate->unseen)
            look_at(candidates, school, candidate);
    }
    candidates->tight =
        HT_NEW(bool, school->mentor_count *(size_t)candidates->instance->week_count);
    return candidates;
}

void ht_candidates_free(struct ht_candidates *candidates)
{
    if (!candidates)
        return;
    ht_requirements_free(candidates->requirements);
    ht_instance_free(candidates->instance);
    free(candidates->trial.programmes);
    free(candidates->open);
    free(candidates->candidates);
    free(candidates->first);
    free(candidates->tight);
    free(candidates->slots);
    free(candidates->sessions);
    free(candidates);
}
