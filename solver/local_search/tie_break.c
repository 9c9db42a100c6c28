/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/tie_break.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* Each outweighs some hundreds of the next; a subproblem's sum fits easily. */
enum { SAME_SUBJECT = 1 << 18, SAME_TIME = 1 << 9, SHORT_GAP = 1, SHORT_GAP_DAYS = 4 };

void ht_placed_add(struct ht_placed *placed, uint32_t slot)
{
    HT_GROW(placed->slots, placed->count, placed->capacity);
    placed->slots[placed->count++] = slot;
}

void ht_placed_clear(struct ht_placed *placed)
{
    free(placed->slots);
    *placed = (struct ht_placed){0};
}

static void look_up(struct ht_tie_break *tie_break, uint32_t slot)
{
    const struct ht_subproblem *subproblem = tie_break->subproblem;
    const struct ht_school *school = subproblem->instance->school;
    const struct ht_slot *of = &subproblem->slots[slot];
    const struct ht_programme *programme = ht_subproblem_programme(subproblem, of->requirement);
    uint32_t *groups = tie_break->groups + tie_break->first_group[slot];
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], of->period);
        groups[n] = lesson.i == HT_NONE
                        ? HT_NONE
                        : school->subjects[school->lessons[lesson.i].subject.i].group.i;
    }
    tie_break->time[slot] =
        school->periods[of->period.i].name * HT_DAYS_A_WEEK + (uint32_t)ht_date_weekday(of->date);
    tie_break->week[slot] = ht_subproblem_week(subproblem, slot);
}

struct ht_tie_break ht_tie_break_new(const struct ht_subproblem *subproblem)
{
    uint32_t count = subproblem->slot_count;
    struct ht_tie_break tie_break = {.subproblem = subproblem,
                                     .first_group = HT_NEW(uint32_t, count + 1),
                                     .time = HT_NEW(uint32_t, count),
                                     .week = HT_NEW(int, count)};
    for (uint32_t s = 0; s < count; s++)
        tie_break.first_group[s + 1] =
            tie_break.first_group[s] +
            ht_subproblem_programme(subproblem, subproblem->slots[s].requirement)->student_count;
    tie_break.groups = HT_NEW(uint32_t, tie_break.first_group[count]);
    for (uint32_t s = 0; s < count; s++)
        look_up(&tie_break, s);
    return tie_break;
}

void ht_tie_break_clear(struct ht_tie_break *tie_break)
{
    free(tie_break->first_group);
    free(tie_break->groups);
    free(tie_break->time);
    free(tie_break->week);
    *tie_break = (struct ht_tie_break){0};
}

static int shared_subjects(const struct ht_tie_break *tie_break, uint32_t one, uint32_t other)
{
    const uint32_t *a = tie_break->groups + tie_break->first_group[one];
    const uint32_t *b = tie_break->groups + tie_break->first_group[other];
    uint32_t members = tie_break->first_group[one + 1] - tie_break->first_group[one];
    int count = 0;
    for (uint32_t n = 0; n < members; n++)
        count += a[n] == b[n] && a[n] != HT_NONE;
    return count;
}

int64_t ht_tie_break_pair(const struct ht_tie_break *tie_break, uint32_t earlier, uint32_t later)
{
    const struct ht_slot *slots = tie_break->subproblem->slots;
    if (tie_break->week[later] - tie_break->week[earlier] != 1)
        return 0;
    int64_t against = SAME_SUBJECT * (int64_t)shared_subjects(tie_break, earlier, later);
    if (tie_break->time[earlier] == tie_break->time[later])
        against += SAME_TIME;
    int days = slots[later].date.days - slots[earlier].date.days;
    return against + (days < SHORT_GAP_DAYS ? SHORT_GAP : 0);
}
