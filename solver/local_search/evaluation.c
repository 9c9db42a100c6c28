/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/local_search/evaluation.h"

#include "solver/base/memory.h"
#include "solver/local_search/internal.h"

/* ------------------------------------------------------------ counting one session */

static int above(int number, int limit)
{
    return number > limit ? number - limit : 0;
}

/* Changes a counter; what it is above the limit counts as broken. */
static void count(struct ht_draft *draft, int *counter, int by, int limit)
{
    draft->sums.broken += above(*counter + by, limit) - above(*counter, limit);
    *counter += by;
}

static uint32_t block_of(const struct ht_draft *draft, uint32_t slot)
{
    return draft->component->slots[slot].block;
}

static uint32_t week_of(const struct ht_draft *draft, uint32_t slot)
{
    return (uint32_t)draft->wishes->week[slot];
}

static size_t mentor_period(const struct ht_draft *draft, uint32_t slot)
{
    return (size_t)draft->weights[slot].mentor_week * draft->period_count +
           draft->component->slots[slot].period.i;
}

static size_t mentor_day(const struct ht_draft *draft, uint32_t slot)
{
    const struct ht_draft_weight *weight = &draft->weights[slot];
    return (size_t)weight->mentor_week * HT_DAYS_A_WEEK + weight->weekday;
}

/* Free time in one piece depends on which periods are taken, not only on how many. */
static void count_piece(struct ht_draft *draft, uint32_t slot)
{
    const struct ht_slot *of = &draft->component->slots[slot];
    ht_period_id first;
    uint32_t periods = ht_school_periods_on(draft->school, of->date, &first);
    const int *taken =
        &draft->taken[(size_t)draft->weights[slot].mentor_week * draft->period_count + first.i];
    uint64_t sessions = 0;
    for (uint32_t n = 0; n < periods; n++)
        sessions |= (uint64_t)(taken[n] > 0) << n;
    int *lacking = &draft->day_short[mentor_day(draft, slot)];
    ht_mentor_id mentor = ht_component_programme(draft->component, of->block)->mentor;
    draft->sums.broken -= *lacking;
    *lacking =
        sessions ? ht_facts_shortfall(draft->component->facts, mentor, of->date, sessions) : 0;
    draft->sums.broken += *lacking;
}

static void count_mentor(struct ht_draft *draft, uint32_t slot, int by)
{
    const struct ht_draft_weight *weight = &draft->weights[slot];
    size_t day = mentor_day(draft, slot);
    int *sessions = &draft->day_sessions[day];
    draft->sums.cost += draft->school->policy.cost_day_load * (by > 0 ? *sessions : 1 - *sessions);
    *sessions += by;
    count(draft, &draft->taken[mentor_period(draft, slot)], by, 1);
    if (draft->school->policy.free_contiguous)
        count_piece(draft, slot);
    else if (weight->minutes)
        count(draft, &draft->day_minutes[day], by * weight->minutes, weight->spare);
}

/* Counts a miss: by full term for its price, by the policy's stretch for the limit. */
static void count_miss(struct ht_draft *draft, uint32_t slot, uint32_t member, uint32_t group,
                       int by)
{
    const struct ht_draft_weight *weight = &draft->weights[slot];
    int *misses = &draft->misses[((size_t)member * draft->group_count + group) * draft->row_count];
    int *in_term = &misses[weight->term], *in_span = &misses[weight->span];
    draft->sums.cost += draft->school->policy.cost_repeat * (by > 0 ? *in_term : 1 - *in_term);
    count(draft, in_span, by,
          ht_facts_misses_max(draft->component->facts, draft->students[member],
                              (ht_group_id){group}, weight->span));
    if (in_span != in_term)
        *in_term += by;
}

static void count_withdrawal(struct ht_draft *draft, uint32_t slot, ht_student_id student, int by)
{
    ht_period_id period = draft->component->slots[slot].period;
    ht_lesson_id lesson = ht_school_lesson(draft->school, student, period);
    uint32_t class_ = lesson.i == HT_NONE ? HT_NONE : draft->school->lessons[lesson.i].class_.i;
    if (class_ == HT_NONE)
        return;
    size_t cell = (size_t)week_of(draft, slot) * draft->period_count + period.i;
    count(draft, &draft->withdrawals[cell * draft->class_count + class_], by,
          draft->school->policy.withdrawals_max);
}

static void count_student(struct ht_draft *draft, uint32_t slot, uint32_t n, int by)
{
    const struct ht_wishes *wishes = draft->wishes;
    uint32_t member = draft->members[draft->first_member[block_of(draft, slot)] + n];
    uint32_t group = wishes->groups[wishes->first_group[slot] + n];
    size_t week = (size_t)member * draft->week_count + week_of(draft, slot);
    count(draft, &draft->student_day[week * HT_DAYS_A_WEEK + draft->weights[slot].weekday], by,
          draft->school->policy.per_day_max);
    count(
        draft,
        &draft->student_period[week * draft->period_count + draft->component->slots[slot].period.i],
        by, 1);
    if (group != HT_NONE)
        count_miss(draft, slot, member, group, by);
    if (draft->withdrawals)
        count_withdrawal(draft, slot, draft->students[member], by);
}

/* A keep request that no session holds is broken. */
static void count_keep(struct ht_draft *draft, uint32_t request, int by)
{
    int *sessions = &draft->kept[request];
    draft->sums.broken += (*sessions + by == 0) - (*sessions == 0);
    *sessions += by;
}

static void count_session(struct ht_draft *draft, uint32_t slot, int by)
{
    const struct ht_wishes *wishes = draft->wishes;
    uint32_t students = wishes->first_group[slot + 1] - wishes->first_group[slot];
    draft->sums.cost += by * draft->component->slots[slot].price;
    count_mentor(draft, slot, by);
    count(draft, &draft->programme_week[draft->weights[slot].block_week], by,
          ht_component_block(draft->component, block_of(draft, slot))->week_max);
    for (uint32_t n = 0; n < students; n++)
        count_student(draft, slot, n, by);
    for (uint32_t k = draft->first_keep[slot]; k < draft->first_keep[slot + 1]; k++)
        count_keep(draft, draft->keeps[k], by);
    if (draft->rooms)
        count(draft,
              &draft->rooms[(size_t)week_of(draft, slot) * draft->period_count +
                            draft->component->slots[slot].period.i],
              by, draft->school->policy.rooms_max);
}

void ht_draft_count_missing(struct ht_draft *draft, uint32_t block, int by)
{
    const struct ht_facts *facts = draft->component->facts;
    uint32_t students = ht_component_programme(draft->component, block)->student_count;
    draft->sums.cost += by * draft->component->aim.changed;
    for (uint32_t n = 0; n < students; n++) {
        uint32_t member = draft->members[draft->first_member[block] + n];
        int *missing = &draft->missing[member];
        int last = by > 0 ? *missing + 1 : *missing;
        draft->sums.cost += by * draft->component->aim.unplaced *
                            ht_facts_unplaced_price(facts, draft->students[member], last);
        *missing += by;
    }
}

/* ------------------------------------------------------------ wishes */

static bool same_programme(const struct ht_draft *draft, uint32_t one, uint32_t other)
{
    const struct ht_component *component = draft->component;
    return one < component->block_count && other < component->block_count &&
           ht_component_block(component, one)->programme.i ==
               ht_component_block(component, other)->programme.i;
}

static int64_t wishes_with_block(const struct ht_draft *draft, uint32_t slot, uint32_t block)
{
    int64_t wishes = 0;
    for (uint32_t d = draft->first_due[block]; d < draft->first_due[block + 1]; d++)
        if (draft->at[d] != HT_NONE)
            wishes += ht_wishes_pair(draft->wishes, draft->at[d], slot) +
                      ht_wishes_pair(draft->wishes, slot, draft->at[d]);
    return wishes;
}

/* Blocks are by programme and date, so that the weeks before and after are next to it. */
static int64_t wishes_around(const struct ht_draft *draft, uint32_t slot)
{
    uint32_t block = block_of(draft, slot);
    int64_t wishes = 0;
    if (block && same_programme(draft, block, block - 1))
        wishes += wishes_with_block(draft, slot, block - 1);
    if (same_programme(draft, block, block + 1))
        wishes += wishes_with_block(draft, slot, block + 1);
    if (ht_component_block(draft->component, block)->week_count > 1)
        wishes += wishes_with_block(draft, slot, block);
    return wishes;
}

/* ------------------------------------------------------------ changing */

static void set(struct ht_draft *draft, struct ht_due due, uint32_t slot)
{
    uint32_t *at = &draft->at[draft->first_due[due.block] + (uint32_t)due.n];
    uint32_t before = *at;
    *at = HT_NONE;
    if (before != HT_NONE) {
        draft->sums.wishes -= wishes_around(draft, before);
        count_session(draft, before, -1);
    }
    if ((before == HT_NONE) != (slot == HT_NONE))
        ht_draft_count_missing(draft, due.block, slot == HT_NONE ? 1 : -1);
    if (slot != HT_NONE) {
        draft->sums.wishes += wishes_around(draft, slot);
        count_session(draft, slot, 1);
    }
    *at = slot;
}

void ht_draft_put(struct ht_draft *draft, struct ht_due due, uint32_t slot)
{
    HT_REQUIRE(slot == HT_NONE || block_of(draft, slot) == due.block, "a slot of another block");
    HT_GROW(draft->changes, draft->change_count, draft->change_capacity);
    draft->changes[draft->change_count++] = (struct ht_draft_change){due, ht_draft_at(draft, due)};
    set(draft, due, slot);
}

uint32_t ht_draft_mark(const struct ht_draft *draft)
{
    return draft->change_count;
}

void ht_draft_undo(struct ht_draft *draft, uint32_t mark)
{
    while (draft->change_count > mark) {
        const struct ht_draft_change *change = &draft->changes[--draft->change_count];
        set(draft, change->due, change->before);
    }
}

/* ------------------------------------------------------------ looking */

struct ht_draft_sums ht_draft_sums(const struct ht_draft *draft)
{
    return draft->sums;
}

uint32_t ht_draft_at(const struct ht_draft *draft, struct ht_due due)
{
    return draft->at[draft->first_due[due.block] + (uint32_t)due.n];
}

bool ht_draft_keeps(const struct ht_draft *draft, uint32_t slot)
{
    return draft->first_keep[slot] < draft->first_keep[slot + 1];
}

bool ht_draft_breaks(struct ht_draft *draft, struct ht_due due)
{
    int64_t broken = draft->sums.broken;
    uint32_t slot = ht_draft_at(draft, due);
    if (!broken || slot == HT_NONE)
        return false;
    count_session(draft, slot, -1);
    bool breaks = draft->sums.broken < broken;
    count_session(draft, slot, 1);
    return breaks;
}

bool ht_draft_offends(const struct ht_draft *draft, struct ht_due due)
{
    uint32_t slot = ht_draft_at(draft, due);
    return slot != HT_NONE && wishes_around(draft, slot) > 0;
}

struct ht_due ht_draft_clash(const struct ht_draft *draft, uint32_t block, int week,
                             const bool *marked)
{
    uint32_t mentor = draft->mentor[block];
    for (uint32_t b = draft->first_block[mentor]; b < draft->first_block[mentor + 1]; b++) {
        uint32_t other = draft->blocks[b];
        if (marked[other])
            continue;
        for (uint32_t d = draft->first_due[other]; d < draft->first_due[other + 1]; d++) {
            uint32_t slot = draft->at[d];
            if (slot != HT_NONE && week_of(draft, slot) == (uint32_t)week &&
                draft->taken[mentor_period(draft, slot)] > 1)
                return (struct ht_due){other, (int)(d - draft->first_due[other])};
        }
    }
    return (struct ht_due){HT_NONE, 0};
}
