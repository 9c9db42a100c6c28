/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/remainder.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A name that no programme has: what stands counts for no total of sessions. */
static const char no_programme[] = "\n";

static size_t count_misses(const struct ht_earlier *earlier)
{
    size_t count = 0;
    for (size_t i = 0; i < earlier->past; i++)
        count += earlier->rolls[i].count;
    return count;
}

/* History with the misses of what stands. Use free(). */
static struct ht_past *extend_history(const struct ht_school *school,
                                      const struct ht_earlier *earlier, size_t *count)
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
static void count_over(struct ht_facts *facts, const struct ht_demand *demand)
{
    for (uint32_t i = 0; i < demand->over_count; i++) {
        const struct ht_unplaced *over = &demand->over[i];
        const struct ht_programme *programme = &facts->school->programmes[over->programme.i];
        for (uint32_t n = 0; n < programme->student_count; n++)
            facts->over[programme->students[n].i] += over->count;
    }
}

void ht_rest_init(struct ht_rest *rest, const struct ht_school *school, struct ht_horizon horizon,
                  const struct ht_earlier *earlier)
{
    rest->school = *school;
    rest->school.history = extend_history(school, earlier, &rest->school.history_count);
    rest->facts = ht_facts_new(&rest->school, horizon);
    ht_facts_stand(rest->facts, earlier);
    rest->demand = ht_demand_new(rest->facts);
    count_over(rest->facts, rest->demand);
}

void ht_rest_clear(struct ht_rest *rest)
{
    ht_demand_free(rest->demand);
    ht_facts_free(rest->facts);
    free(rest->school.history);
}

/* ------------------------------------------------------------ the earlier plan's */

struct ht_schedule *ht_rest_schedule(const struct ht_rest *rest)
{
    const struct ht_demand *demand = rest->demand;
    const struct ht_earlier *earlier = rest->facts->earlier;
    struct ht_schedule *schedule = ht_schedule_new(rest->facts->horizon);
    for (size_t i = earlier->past; i < earlier->count; i++)
        if (earlier->sessions[i].session.programme.i != HT_NONE &&
            earlier->sessions[i].session.period.i != HT_NONE &&
            ht_horizon_has(rest->facts->horizon, earlier->sessions[i].session.date))
            ht_schedule_add(schedule, earlier->sessions[i].session);
    int *placed =
        ht_demand_placed(rest->facts, demand, schedule->sessions, schedule->session_count);
    for (uint32_t b = 0; b < demand->block_count; b++) {
        int week = demand->weeks[demand->blocks[b].first_week];
        struct ht_unplaced unplaced = {
            .programme = demand->blocks[b].programme,
            .week = ht_date_plus(rest->facts->first_monday, week * HT_DAYS_A_WEEK),
            .count = demand->blocks[b].required - placed[b],
        };
        if (unplaced.count > 0)
            ht_schedule_add_unplaced(schedule, unplaced);
    }
    free(placed);
    ht_schedule_sort(schedule, rest->facts->school);
    return schedule;
}
