/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/reasons.h"

#include "solver/base/memory.h"
#include "solver/diagnose/obstacles.h"

#include <stdlib.h>

/* What a slot that a rule takes is, after a number of slots. */
static const char *const clauses[HT_RULE_COUNT] = {
    [HT_NO_RULE] = "free, but dearer than leaving the session out",
    [HT_H1_LESSON] = "closed or without a lesson to come out of",
    [HT_H2_LENGTH] = "too short",
    [HT_H3_STUDENT] = "with a student in another session or with a mentor already",
    [HT_H4_MENTOR] = "with the mentor committed, away or with another student",
    [HT_H5_FREE_TIME] = "that would leave the mentor too little free time",
    [HT_H6_MISSES] = "of a subject missed often enough",
    [HT_H7_ASSESSMENT] = "in assessment",
    [HT_H8_FREQUENCY] = "outside the programme's dates",
    [HT_H9_REQUESTS] = "ruled out by a request or a protected subject",
    [HT_H11_CAPACITY] = "without a room, or of a class that others are out of",
};

/* A slot left free by a search that was stopped. */
static const char stopped_clause[] = "free, but the search was stopped before it came to them";

/* One in a week that others share its sessions with. */
static const char full_week_clause[] = "in a week that has its session already";

/* How many slots of the weeks each rule takes: by itself, and beside the other sessions. */
struct tally {
    int alone[HT_RULE_COUNT], beside[HT_RULE_COUNT];
    int *members; /* [student of the programme]: slots that this one alone rules out; owned */
};

static void tally_slot(const struct ht_obstacles *obstacles, ht_programme_id id,
                       const struct ht_week_slot *slot, struct tally *tally)
{
    const struct ht_instance *instance = obstacles->instance;
    enum ht_rule rule = ht_obstacle_rule(slot->obstacle.kind);
    if (slot->obstacle.beside || !rule)
        tally->beside[rule]++;
    else
        tally->alone[rule]++;
    for (uint32_t n = 0; n < instance->school->programmes[id.i].student_count; n++)
        tally->members[n] +=
            ht_instance_member_rule(instance, id, n, slot->date, slot->period) != HT_NO_RULE;
}

static struct tally tally_block(const struct ht_obstacles *obstacles,
                                const struct ht_requirement *requirement)
{
    const struct ht_instance *instance = obstacles->instance;
    struct tally tally = {
        .members =
            HT_NEW(int, instance->school->programmes[requirement->programme.i].student_count)};
    for (uint32_t w = 0; w < requirement->week_count; w++) {
        int week = obstacles->requirements->weeks[requirement->first_week + w];
        size_t count;
        struct ht_week_slot *slots =
            ht_obstacles_week(obstacles, requirement->programme,
                              ht_date_plus(instance->first_monday, week * HT_DAYS_A_WEEK), &count);
        for (size_t n = 0; n < count; n++)
            if (slots[n].obstacle.kind != HT_OBSTACLE_OVER)
                tally_slot(obstacles, requirement->programme, &slots[n], &tally);
        free(slots);
    }
    return tally;
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
static enum ht_rule main_rule(const struct tally *tally)
{
    if (tally->beside[HT_NO_RULE])
        return HT_NO_RULE;
    enum ht_rule beside = most_frequent(tally->beside), alone = most_frequent(tally->alone);
    return beside ? beside : alone ? alone : HT_H1_LESSON;
}

static char *append(char *text, char *more)
{
    char *both = ht_format("%s%s", text, more);
    free(text);
    free(more);
    return both;
}

/* Adds how many slots something takes, if it takes any. */
static char *count_slots(char *text, int count, const char *clause, const char **joint)
{
    if (!count)
        return text;
    text = append(text, ht_format("%s%d %s", *joint, count, clause));
    *joint = ", ";
    return text;
}

static char *describe_slots(const struct tally *tally, bool stopped)
{
    int slots = 0;
    for (enum ht_rule rule = HT_NO_RULE; rule < HT_RULE_COUNT; rule++)
        slots += tally->alone[rule] + tally->beside[rule];
    char *text = ht_format("Of %d slots", slots);
    const char *joint = ": ";
    for (enum ht_rule rule = HT_NO_RULE; rule < HT_RULE_COUNT; rule++) {
        bool is_left = stopped && rule == HT_NO_RULE, is_week = rule == HT_H8_FREQUENCY;
        int others = is_week ? 0 : tally->beside[rule];
        text = count_slots(text, tally->alone[rule] + others,
                           is_left ? stopped_clause : clauses[rule], &joint);
        if (is_week)
            text = count_slots(text, tally->beside[rule], full_week_clause, &joint);
    }
    return append(text, ht_format("."));
}

/* Which members of a group stand in its way, and in how many slots. */
static char *describe_members(char *text, const struct tally *tally, const struct ht_school *school,
                              const struct ht_programme *programme)
{
    const char *joint = " In the way of the group: ";
    bool any = false;
    for (uint32_t n = 0; n < programme->student_count && programme->student_count > 1; n++) {
        if (!tally->members[n])
            continue;
        const char *id = school->students[programme->students[n].i].id;
        text = append(text, ht_format("%s%s in %d", joint, id, tally->members[n]));
        joint = ", ";
        any = true;
    }
    return any ? append(text, ht_format(".")) : text;
}

void ht_give_reasons(const struct ht_instance *instance, const struct ht_requirements *requirements,
                     struct ht_schedule *schedule)
{
    if (!schedule->unplaced_count)
        return;
    struct ht_obstacles obstacles = ht_obstacles_new(instance, requirements, schedule);
    for (size_t n = 0; n < schedule->unplaced_count; n++) {
        struct ht_unplaced *unplaced = &schedule->unplaced[n];
        struct tally tally = tally_block(
            &obstacles, ht_requirements_block(requirements, unplaced->programme,
                                              ht_instance_week(instance, unplaced->week)));
        unplaced->rule = main_rule(&tally);
        unplaced->detail = describe_members(describe_slots(&tally, schedule->status == HT_FEASIBLE),
                                            &tally, instance->school,
                                            &instance->school->programmes[unplaced->programme.i]);
        free(tally.members);
    }
    ht_obstacles_clear(&obstacles);
}
