/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/remainder.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A name that no programme has: what stands counts for no total of sessions. */
static const char no_programme[] = "\n";

static size_t count_misses(const struct ht_previous_plan *earlier)
{
    size_t count = 0;
    for (size_t i = 0; i < earlier->past; i++)
        count += earlier->rolls[i].count;
    return count;
}

/* History with the misses of what stands. Use free(). */
static struct ht_past *extend_history(const struct ht_school *school,
                                      const struct ht_previous_plan *earlier, size_t *count)
{
    struct ht_past *history = HT_NEW(struct ht_past, school->history_count + count_misses(earlier));
    *count = school->history_count;
    if (*count)
        memcpy(history, school->history, *count * sizeof *history);
    for (size_t i = 0; i < earlier->past; i++) {
        const struct ht_roll *roll = &earlier->rolls[i];
        for (uint32_t n = 0; n < roll->count; n++)
            if (roll->missed[n].i != HT_NONE)
                history[(*count)++] = (struct ht_past){
                    .date = earlier->sessions[i].session.date,
                    .student = roll->students[n],
                    .subject = school->lessons[roll->missed[n].i].subject,
                    .programme = no_programme,
                };
    }
    return history;
}

/* What is over and stayed unplaced makes further unplaced sessions dearer. */
static void count_over(struct ht_instance *instance, const struct ht_requirements *requirements)
{
    for (uint32_t i = 0; i < requirements->over_count; i++) {
        const struct ht_unplaced *over = &requirements->over[i];
        const struct ht_programme *programme = &instance->school->programmes[over->programme.i];
        for (uint32_t n = 0; n < programme->student_count; n++)
            instance->over[programme->students[n].i] += over->count;
    }
}

void ht_remainder_init(struct ht_remainder *rest, const struct ht_school *school,
                       struct ht_horizon horizon, const struct ht_previous_plan *earlier)
{
    rest->school = *school;
    rest->school.history = extend_history(school, earlier, &rest->school.history_count);
    rest->instance = ht_instance_new(&rest->school, horizon);
    ht_instance_stand(rest->instance, earlier);
    rest->requirements = ht_requirements_new(rest->instance);
    count_over(rest->instance, rest->requirements);
}

void ht_remainder_clear(struct ht_remainder *rest)
{
    ht_requirements_free(rest->requirements);
    ht_instance_free(rest->instance);
    free(rest->school.history);
}

/* ------------------------------------------------------------ the previous plan's */

struct ht_schedule *ht_remainder_schedule(const struct ht_remainder *rest)
{
    const struct ht_requirements *requirements = rest->requirements;
    const struct ht_previous_plan *earlier = rest->instance->earlier;
    struct ht_schedule *schedule = ht_schedule_new(rest->instance->horizon);
    for (size_t i = earlier->past; i < earlier->count; i++)
        if (earlier->sessions[i].session.programme.i != HT_NONE &&
            earlier->sessions[i].session.period.i != HT_NONE &&
            ht_horizon_has(rest->instance->horizon, earlier->sessions[i].session.date))
            ht_schedule_add(schedule, earlier->sessions[i].session);
    int *placed = ht_requirements_placed(rest->instance, requirements, schedule->sessions,
                                         schedule->session_count);
    for (uint32_t b = 0; b < requirements->item_count; b++) {
        int week = requirements->weeks[requirements->items[b].first_week];
        struct ht_unplaced unplaced = {
            .programme = requirements->items[b].programme,
            .week = ht_date_plus(rest->instance->first_monday, week * HT_DAYS_A_WEEK),
            .count = requirements->items[b].required - placed[b],
        };
        if (unplaced.count > 0)
            ht_schedule_add_unplaced(schedule, unplaced);
    }
    free(placed);
    ht_schedule_sort(schedule, rest->instance->school);
    return schedule;
}
