/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/reasons.h"

#include "solver/base/memory.h"
#include "solver/diagnose/obstacles.h"

#include <stdlib.h>

static void count_slot(const struct ht_obstacles *obstacles, ht_programme_id id,
                       const struct ht_week_slot *slot, struct ht_shortage *shortage)
{
    const struct ht_instance *instance = obstacles->instance;
    enum ht_rule rule = ht_obstacle_rule(&slot->obstacle);
    if (slot->obstacle.beside || !rule)
        shortage->beside[rule]++;
    else
        shortage->alone[rule]++;
    for (uint32_t n = 0; n < instance->school->programmes[id.i].student_count; n++)
        shortage->members[n] += ht_obstacle_bars_member(instance, id, n, slot->date, slot->period);
}

static struct ht_shortage *count_slots(const struct ht_obstacles *obstacles,
                                       const struct ht_requirement *requirement)
{
    const struct ht_instance *instance = obstacles->instance;
    uint32_t members = instance->school->programmes[requirement->programme.i].student_count;
    struct ht_shortage *shortage = ht_alloc(1, sizeof *shortage + members * sizeof(int));
    shortage->over = HT_DATE_FIRST;
    for (uint32_t w = 0; w < requirement->week_count; w++) {
        int week = obstacles->requirements->weeks[requirement->first_week + w];
        size_t count;
        struct ht_week_slot *slots =
            ht_obstacles_week(obstacles, requirement->programme,
                              ht_date_plus(instance->first_monday, week * HT_DAYS_A_WEEK), &count);
        for (size_t n = 0; n < count; n++)
            if (slots[n].obstacle.kind != HT_OBSTACLE_OVER)
                count_slot(obstacles, requirement->programme, &slots[n], shortage);
        free(slots);
    }
    return shortage;
}

static enum ht_rule most_frequent(const int *counts)
{
    enum ht_rule most = HT_NO_RULE;
    for (enum ht_rule rule = HT_H1_LESSON; rule < HT_RULE_COUNT; rule++)
        if (counts[rule] > (most ? counts[most] : 0))
            most = rule;
    return most;
}

/* The rule that takes most of what the others leave; what it takes beside other sessions counts
   before what it takes by itself. */
static enum ht_rule main_rule(const struct ht_shortage *shortage)
{
    if (shortage->beside[HT_NO_RULE])
        return HT_NO_RULE;
    enum ht_rule beside = most_frequent(shortage->beside), alone = most_frequent(shortage->alone);
    return beside ? beside : alone ? alone : HT_H1_LESSON;
}

void ht_give_reasons(const struct ht_instance *instance, const struct ht_requirements *requirements,
                     struct ht_schedule *schedule)
{
    if (!schedule->unplaced_count)
        return;
    struct ht_obstacles obstacles = ht_obstacles_new(instance, requirements, schedule);
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        struct ht_unplaced *unplaced = &schedule->unplaced[n];
        unplaced->shortage = count_slots(
            &obstacles, ht_requirements_block(requirements, unplaced->programme,
                                              ht_instance_week(instance, unplaced->week)));
        unplaced->shortage->stopped = schedule->status == HT_FEASIBLE;
        unplaced->rule = main_rule(unplaced->shortage);
    }
    ht_obstacles_clear(&obstacles);
}
