/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/requirements.h"

#include "solver/base/memory.h"
#include "solver/instance/obstacle.h"

#include <stdlib.h>
#include <string.h>

/* A date counts for a programme unless the calendar or its bounds rule it out; whether the mentor
   is there does not matter: then the session is unplaced. */
static bool counts(const struct ht_instance *instance, ht_programme_id programme, ht_date date)
{
    switch (ht_obstacle_of_date(instance, programme, date).kind) {
    case HT_OBSTACLE_CLOSED:
    case HT_OBSTACLE_ASSESSMENT:
    case HT_OBSTACLE_DATES:
        return false;
    default:
        return true;
    }
}

static int past_sessions_of(const struct ht_instance *instance,
                            const struct ht_programme *programme, ht_student_id student)
{
    int count = 0;
    for (uint32_t n = instance->history.first[student.i];
         n < instance->history.first[student.i + 1]; n++)
        count +=
            ht_programme_counts(programme, &instance->school->history[instance->history.places[n]]);
    return count;
}

int ht_requirements_past(const struct ht_instance *instance, const struct ht_programme *programme)
{
    int fewest = past_sessions_of(instance, programme, programme->students[0]);
    for (uint32_t n = 1; n < programme->student_count; n++) {
        int count = past_sessions_of(instance, programme, programme->students[n]);
        if (count < fewest)
            fewest = count;
    }
    return fewest;
}

/* Adds the weeks that require the programme's sessions; their number is returned. */
static uint32_t add_weeks(struct ht_requirements *requirements, const struct ht_instance *instance,
                          ht_programme_id programme)
{
    uint32_t first = requirements->week_count;
    for (int n = 0; n < instance->day_count; n++) {
        ht_date date = ht_date_plus(instance->horizon.from, n);
        int week = ht_instance_week(instance, date);
        if (requirements->week_count > first &&
            requirements->weeks[requirements->week_count - 1] == week)
            continue;
        if (!counts(instance, programme, date))
            continue;
        HT_GROW(requirements->weeks, requirements->week_count, requirements->week_capacity);
        requirements->weeks[requirements->week_count++] = week;
    }
    return requirements->week_count - first;
}

/* Sessions that were not held and are due once more. */
static int owed(const struct ht_instance *instance, ht_programme_id programme)
{
    const int *all = instance->earlier ? instance->earlier->owed : NULL;
    return all ? all[programme.i] : 0;
}

static void add_blocks(struct ht_requirements *requirements, const struct ht_instance *instance,
                       ht_programme_id id)
{
    const struct ht_programme *programme = &instance->school->programmes[id.i];
    uint32_t first = requirements->week_count, weeks = add_weeks(requirements, instance, id);
    int run = programme->per_weeks, per_run = programme->per_week;
    int left =
        programme->sessions == HT_NO_LIMIT
            ? (int)weeks * per_run
            : programme->sessions - ht_requirements_past(instance, programme) + owed(instance, id);
    for (uint32_t start = 0; start < weeks && left > 0; start += run) {
        uint32_t length = weeks - start < (uint32_t)run ? weeks - start : (uint32_t)run;
        int required = per_run * (int)length / run;
        if (required > left)
            required = left;
        left -= required;
        if (!required)
            continue;
        HT_GROW(requirements->items, requirements->item_count, requirements->block_capacity);
        requirements->items[requirements->item_count++] =
            (struct ht_requirement){id, first + start, length, required, (per_run + run - 1) / run};
    }
}

/* ------------------------------------------------------------ what is over */

static void add_over(struct ht_requirements *requirements, const struct ht_instance *instance,
                     const struct ht_requirement *requirement, int count, bool aside)
{
    int week = requirements->weeks[requirement->first_week];
    HT_GROW(requirements->over, requirements->over_count, requirements->over_capacity);
    requirements->over[requirements->over_count++] = (struct ht_unplaced){
        .programme = requirement->programme,
        .week = ht_date_plus(instance->first_monday, week * HT_DAYS_A_WEEK),
        .count = count,
        .aside = aside,
    };
}

/* Takes what is over and what was put aside off a requirement; whether something may yet be
   placed. */
static bool take_over(struct ht_requirements *requirements, const struct ht_instance *instance,
                      struct ht_requirement *requirement)
{
    const int *weeks = &requirements->weeks[requirement->first_week];
    int aside = 0;
    for (uint32_t w = 0; w < requirement->week_count; w++) {
        requirement->required -= ht_instance_stands(instance, requirement->programme, weeks[w]);
        aside += ht_instance_aside(instance, requirement->programme, weeks[w]);
    }
    if (requirement->required <= 0)
        return false;
    ht_date last =
        ht_date_plus(instance->first_monday,
                     weeks[requirement->week_count - 1] * HT_DAYS_A_WEEK + HT_DAYS_A_WEEK - 1);
    if (last.days < instance->from.days) {
        add_over(requirements, instance, requirement, requirement->required, false);
        return false;
    }
    aside = aside < requirement->required ? aside : requirement->required;
    if (aside)
        add_over(requirements, instance, requirement, aside, true);
    requirement->required -= aside;
    return requirement->required > 0;
}

/* Keeps the requirements that have something to be placed, with that. */
static void keep_rest(struct ht_requirements *requirements, const struct ht_instance *instance)
{
    uint32_t kept = 0, requirement = 0;
    for (size_t p = 0; p < instance->school->programme_count; p++) {
        uint32_t end = requirements->first_item[p + 1];
        requirements->first_item[p] = kept;
        for (; requirement < end; requirement++)
            if (take_over(requirements, instance, &requirements->items[requirement]))
                requirements->items[kept++] = requirements->items[requirement];
    }
    requirements->item_count = requirements->first_item[instance->school->programme_count] = kept;
}

struct ht_requirements *ht_requirements_new(const struct ht_instance *instance)
{
    const struct ht_school *school = instance->school;
    struct ht_requirements *requirements = HT_NEW(struct ht_requirements, 1);
    requirements->first_item = HT_NEW(uint32_t, school->programme_count + 1);
    for (uint32_t p = 0; p < school->programme_count; p++) {
        requirements->first_item[p] = requirements->item_count;
        if (school->programmes[p].mentor.i != HT_NONE)
            add_blocks(requirements, instance, (ht_programme_id){p});
    }
    requirements->first_item[school->programme_count] = requirements->item_count;
    if (instance->earlier)
        keep_rest(requirements, instance);
    return requirements;
}

struct ht_requirements *ht_requirements_part(const struct ht_instance *instance,
                                             const struct ht_requirements *requirements,
                                             const int *required)
{
    size_t programmes = instance->school->programme_count;
    struct ht_requirements *part = HT_NEW(struct ht_requirements, 1);
    part->items = HT_NEW(struct ht_requirement, requirements->item_count);
    part->first_item = HT_NEW(uint32_t, programmes + 1);
    part->weeks = HT_NEW(int, requirements->week_count);
    if (requirements->week_count)
        memcpy(part->weeks, requirements->weeks, requirements->week_count * sizeof *part->weeks);
    part->week_count = requirements->week_count;
    for (size_t p = 0; p < programmes; p++) {
        part->first_item[p] = part->item_count;
        for (uint32_t b = requirements->first_item[p]; b < requirements->first_item[p + 1]; b++) {
            struct ht_requirement requirement = requirements->items[b];
            if (required[b] > requirement.required)
                requirement.week_max += required[b] - requirement.required;
            requirement.required = required[b];
            if (requirement.required)
                part->items[part->item_count++] = requirement;
        }
    }
    part->first_item[programmes] = part->item_count;
    return part;
}

int *ht_requirements_placed(const struct ht_instance *instance,
                            const struct ht_requirements *requirements,
                            const struct ht_session *sessions, size_t count)
{
    int *placed = HT_NEW(int, requirements->item_count);
    size_t cells = instance->school->programme_count * (size_t)instance->week_count;
    uint32_t *requirement_of = HT_NEW(uint32_t, cells);
    for (size_t i = 0; i < cells; i++)
        requirement_of[i] = HT_NONE;
    for (uint32_t b = 0; b < requirements->item_count; b++)
        for (uint32_t w = 0; w < requirements->items[b].week_count; w++)
            requirement_of[requirements->items[b].programme.i * instance->week_count +
                           requirements->weeks[requirements->items[b].first_week + w]] = b;
    for (size_t s = 0; s < count; s++) {
        uint32_t requirement = requirement_of[sessions[s].programme.i * instance->week_count +
                                              ht_instance_week(instance, sessions[s].date)];
        if (requirement != HT_NONE)
            placed[requirement]++;
    }
    free(requirement_of);
    return placed;
}

const struct ht_requirement *ht_requirements_block(const struct ht_requirements *requirements,
                                                   ht_programme_id programme, int week)
{
    for (uint32_t b = requirements->first_item[programme.i];
         b < requirements->first_item[programme.i + 1]; b++)
        for (uint32_t w = 0; w < requirements->items[b].week_count; w++)
            if (requirements->weeks[requirements->items[b].first_week + w] == week)
                return &requirements->items[b];
    return NULL;
}

void ht_requirements_free(struct ht_requirements *requirements)
{
    if (!requirements)
        return;
    free(requirements->items);
    free(requirements->weeks);
    free(requirements->first_item);
    free(requirements->over);
    free(requirements);
}
