/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/tie_break.h"

#include "solver/base/memory.h"

#include <stdlib.h>

/* Each outweighs some hundreds of the next; a component's sum fits easily. */
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

static void look_up(struct ht_wishes *wishes, uint32_t slot)
{
    const struct ht_component *component = wishes->component;
    const struct ht_school *school = component->facts->school;
    const struct ht_slot *of = &component->slots[slot];
    const struct ht_programme *programme = ht_component_programme(component, of->block);
    uint32_t *groups = wishes->groups + wishes->first_group[slot];
    for (uint32_t n = 0; n < programme->student_count; n++) {
        ht_lesson_id lesson = ht_school_lesson(school, programme->students[n], of->period);
        groups[n] = lesson.i == HT_NONE
                        ? HT_NONE
                        : school->subjects[school->lessons[lesson.i].subject.i].group.i;
    }
    wishes->time[slot] =
        school->periods[of->period.i].name * HT_DAYS_A_WEEK + (uint32_t)ht_date_weekday(of->date);
    wishes->week[slot] = ht_component_week(component, slot);
}

struct ht_wishes ht_wishes_new(const struct ht_component *component)
{
    uint32_t count = component->slot_count;
    struct ht_wishes wishes = {.component = component,
                               .first_group = HT_NEW(uint32_t, count + 1),
                               .time = HT_NEW(uint32_t, count),
                               .week = HT_NEW(int, count)};
    for (uint32_t s = 0; s < count; s++)
        wishes.first_group[s + 1] =
            wishes.first_group[s] +
            ht_component_programme(component, component->slots[s].block)->student_count;
    wishes.groups = HT_NEW(uint32_t, wishes.first_group[count]);
    for (uint32_t s = 0; s < count; s++)
        look_up(&wishes, s);
    return wishes;
}

void ht_wishes_clear(struct ht_wishes *wishes)
{
    free(wishes->first_group);
    free(wishes->groups);
    free(wishes->time);
    free(wishes->week);
    *wishes = (struct ht_wishes){0};
}

static int shared_subjects(const struct ht_wishes *wishes, uint32_t one, uint32_t other)
{
    const uint32_t *a = wishes->groups + wishes->first_group[one];
    const uint32_t *b = wishes->groups + wishes->first_group[other];
    uint32_t members = wishes->first_group[one + 1] - wishes->first_group[one];
    int count = 0;
    for (uint32_t n = 0; n < members; n++)
        count += a[n] == b[n] && a[n] != HT_NONE;
    return count;
}

int64_t ht_wishes_pair(const struct ht_wishes *wishes, uint32_t earlier, uint32_t later)
{
    const struct ht_slot *slots = wishes->component->slots;
    if (wishes->week[later] - wishes->week[earlier] != 1)
        return 0;
    int64_t against = SAME_SUBJECT * (int64_t)shared_subjects(wishes, earlier, later);
    if (wishes->time[earlier] == wishes->time[later])
        against += SAME_TIME;
    int days = slots[later].date.days - slots[earlier].date.days;
    return against + (days < SHORT_GAP_DAYS ? SHORT_GAP : 0);
}
