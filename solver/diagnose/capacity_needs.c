/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/diagnose/capacity_needs.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* A session with a choice of weeks. */
struct choice {
    uint32_t mentor, requirement;
    int week; /* that it is in, or NO_WEEK */
};

enum { NO_WEEK = -1 };

/* One mentor's weeks and sessions. */
struct seating {
    const struct ht_requirements *requirements;
    struct ht_week_room *weeks;
    struct choice *choices;
    uint32_t count;
    bool *tried; /* [week] */
};

static bool meets_in(const struct seating *seating, uint32_t requirement, int week)
{
    for (uint32_t n = 0; n < seating->count; n++)
        if (seating->choices[n].requirement == requirement && seating->choices[n].week == week)
            return true;
    return false;
}

static bool find_week(struct seating *seating, struct choice *choice);

/* Whether one of the sessions that are in a week can be in another. */
static bool make_room(struct seating *seating, int week)
{
    for (uint32_t n = 0; n < seating->count; n++)
        if (seating->choices[n].week == week && find_week(seating, &seating->choices[n]))
            return true;
    return false;
}

/* Puts a session into a week with room, moving others where that helps (augmenting paths, as in
   bipartite matching); no week is tried twice. */
static bool find_week(struct seating *seating, struct choice *choice)
{
    const struct ht_requirement *requirement = &seating->requirements->items[choice->requirement];
    const int *weeks = &seating->requirements->weeks[requirement->first_week];
    for (uint32_t n = 0; n < requirement->week_count; n++) {
        struct ht_week_room *room = &seating->weeks[weeks[n]];
        if (seating->tried[weeks[n]] || meets_in(seating, choice->requirement, weeks[n]))
            continue;
        seating->tried[weeks[n]] = true;
        if (room->needed >= room->possible && !make_room(seating, weeks[n]))
            continue;
        if (choice->week != NO_WEEK)
            seating->weeks[choice->week].needed--;
        choice->week = weeks[n];
        room->needed++;
        return true;
    }
    return false;
}

static void seat_mentor(struct seating *seating, int week_count)
{
    for (uint32_t n = 0; n < seating->count; n++) {
        struct choice *choice = &seating->choices[n];
        for (int week = 0; week < week_count; week++)
            seating->tried[week] = false;
        if (find_week(seating, choice))
            continue;
        const struct ht_requirement *requirement =
            &seating->requirements->items[choice->requirement];
        choice->week = seating->requirements->weeks[requirement->first_week];
        seating->weeks[choice->week].needed++;
    }
}

static int compare_choices(const void *a, const void *b)
{
    const struct choice *one = a, *other = b;
    if (one->mentor != other->mentor)
        return one->mentor < other->mentor ? -1 : 1;
    return one->requirement < other->requirement ? -1 : one->requirement > other->requirement;
}

/* Counts the sessions without a choice; the others are returned, *count of them, by mentor. */
static struct choice *list_choices(const struct ht_school *school,
                                   const struct ht_requirements *requirements,
                                   struct ht_capacity *capacity, size_t *count)
{
    struct choice *choices = NULL;
    size_t capacity_of = 0;
    *count = 0;
    for (uint32_t b = 0; b < requirements->item_count; b++) {
        const struct ht_requirement *requirement = &requirements->items[b];
        uint32_t mentor = school->programmes[requirement->programme.i].mentor.i;
        size_t first = mentor * (size_t)capacity->week_count;
        if (requirement->week_count == 1)
            capacity->mentors[first + (size_t)requirements->weeks[requirement->first_week]]
                .needed += requirement->required;
        for (int n = 0; requirement->week_count > 1 && n < requirement->required; n++) {
            HT_GROW(choices, *count, capacity_of);
            choices[(*count)++] = (struct choice){mentor, b, NO_WEEK};
        }
    }
    if (*count)
        qsort(choices, *count, sizeof *choices, compare_choices);
    return choices;
}

void ht_capacity_add_needs(const struct ht_school *school,
                           const struct ht_requirements *requirements, struct ht_capacity *capacity)
{
    size_t count, end;
    struct choice *choices = list_choices(school, requirements, capacity, &count);
    bool *tried = HT_NEW(bool, (size_t)capacity->week_count);
    for (size_t first = 0; first < count; first = end) {
        uint32_t mentor = choices[first].mentor;
        for (end = first; end < count && choices[end].mentor == mentor;)
            end++;
        struct seating seating = {
            .requirements = requirements,
            .weeks = &capacity->mentors[mentor * (size_t)capacity->week_count],
            .choices = choices + first,
            .count = (uint32_t)(end - first),
            .tried = tried,
        };
        seat_mentor(&seating, capacity->week_count);
    }
    free(tried);
    free(choices);
}
