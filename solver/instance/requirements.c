/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/instance/requirements.h"

#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A date counts for a programme unless the calendar or its bounds rule it out; whether the mentor
   is there does not matter: then the session is unplaced. */
static bool counts(const struct ht_facts *facts, ht_programme_id programme, ht_date date)
{
    switch (ht_facts_date_rule(facts, programme, date)) {
    case HT_H1_LESSON:
    case HT_H7_ASSESSMENT:
    case HT_H8_FREQUENCY:
        return false;
    default:
        return true;
    }
}

bool ht_demand_counts(const struct ht_programme *programme, const struct ht_past *past)
{
    return programme->from.days <= past->date.days && past->date.days <= programme->to.days &&
           (!*past->programme || !strcmp(past->programme, programme->name));
}

static int past_sessions_of(const struct ht_facts *facts, const struct ht_programme *programme,
                            ht_student_id student)
{
    int count = 0;
    for (uint32_t n = facts->history.first[student.i]; n < facts->history.first[student.i + 1]; n++)
        count += ht_demand_counts(programme, &facts->school->history[facts->history.places[n]]);
    return count;
}

int ht_demand_past(const struct ht_facts *facts, const struct ht_programme *programme)
{
    int fewest = past_sessions_of(facts, programme, programme->students[0]);
    for (uint32_t n = 1; n < programme->student_count; n++) {
        int count = past_sessions_of(facts, programme, programme->students[n]);
        if (count < fewest)
            fewest = count;
    }
    return fewest;
}

/* Adds the weeks that require the programme's sessions; their number is returned. */
static uint32_t add_weeks(struct ht_demand *demand, const struct ht_facts *facts,
                          ht_programme_id programme)
{
    uint32_t first = demand->week_count;
    for (int n = 0; n < facts->day_count; n++) {
        ht_date date = ht_date_plus(facts->horizon.from, n);
        int week = ht_facts_week(facts, date);
        if (demand->week_count > first && demand->weeks[demand->week_count - 1] == week)
            continue;
        if (!counts(facts, programme, date))
            continue;
        HT_GROW(demand->weeks, demand->week_count, demand->week_capacity);
        demand->weeks[demand->week_count++] = week;
    }
    return demand->week_count - first;
}

/* Sessions that were not held and are due once more. */
static int owed(const struct ht_facts *facts, ht_programme_id programme)
{
    const int *all = facts->earlier ? facts->earlier->owed : NULL;
    return all ? all[programme.i] : 0;
}

static void add_blocks(struct ht_demand *demand, const struct ht_facts *facts, ht_programme_id id)
{
    const struct ht_programme *programme = &facts->school->programmes[id.i];
    uint32_t first = demand->week_count, weeks = add_weeks(demand, facts, id);
    int run = programme->per_weeks, per_run = programme->per_week;
    int left = programme->sessions == HT_NO_LIMIT
                   ? (int)weeks * per_run
                   : programme->sessions - ht_demand_past(facts, programme) + owed(facts, id);
    for (uint32_t start = 0; start < weeks && left > 0; start += run) {
        uint32_t length = weeks - start < (uint32_t)run ? weeks - start : (uint32_t)run;
        int required = per_run * (int)length / run;
        if (required > left)
            required = left;
        left -= required;
        if (!required)
            continue;
        HT_GROW(demand->blocks, demand->block_count, demand->block_capacity);
        demand->blocks[demand->block_count++] =
            (struct ht_block){id, first + start, length, required, (per_run + run - 1) / run};
    }
}

/* ------------------------------------------------------------ what is over */

/* Takes what is over off a block; whether something may yet be placed. */
static bool take_over(struct ht_demand *demand, const struct ht_facts *facts,
                      struct ht_block *block)
{
    const int *weeks = &demand->weeks[block->first_week];
    for (uint32_t w = 0; w < block->week_count; w++)
        block->required -= ht_facts_stands(facts, block->programme, weeks[w]);
    ht_date last = ht_date_plus(facts->first_monday,
                                weeks[block->week_count - 1] * HT_DAYS_A_WEEK + HT_DAYS_A_WEEK - 1);
    if (block->required <= 0 || last.days >= facts->from.days)
        return block->required > 0;
    HT_GROW(demand->over, demand->over_count, demand->over_capacity);
    demand->over[demand->over_count++] = (struct ht_unplaced){
        .programme = block->programme,
        .week = ht_date_plus(facts->first_monday, weeks[0] * HT_DAYS_A_WEEK),
        .count = block->required,
    };
    return false;
}

/* Keeps the blocks that have something to be placed, with that. */
static void keep_rest(struct ht_demand *demand, const struct ht_facts *facts)
{
    uint32_t kept = 0, block = 0;
    for (size_t p = 0; p < facts->school->programme_count; p++) {
        uint32_t end = demand->first_block[p + 1];
        demand->first_block[p] = kept;
        for (; block < end; block++)
            if (take_over(demand, facts, &demand->blocks[block]))
                demand->blocks[kept++] = demand->blocks[block];
    }
    demand->block_count = demand->first_block[facts->school->programme_count] = kept;
}

struct ht_demand *ht_demand_new(const struct ht_facts *facts)
{
    const struct ht_school *school = facts->school;
    struct ht_demand *demand = HT_NEW(struct ht_demand, 1);
    demand->first_block = HT_NEW(uint32_t, school->programme_count + 1);
    for (uint32_t p = 0; p < school->programme_count; p++) {
        demand->first_block[p] = demand->block_count;
        if (school->programmes[p].mentor.i != HT_NONE)
            add_blocks(demand, facts, (ht_programme_id){p});
    }
    demand->first_block[school->programme_count] = demand->block_count;
    if (facts->earlier)
        keep_rest(demand, facts);
    return demand;
}

struct ht_demand *ht_demand_part(const struct ht_facts *facts, const struct ht_demand *demand,
                                 const int *required)
{
    size_t programmes = facts->school->programme_count;
    struct ht_demand *part = HT_NEW(struct ht_demand, 1);
    part->blocks = HT_NEW(struct ht_block, demand->block_count);
    part->first_block = HT_NEW(uint32_t, programmes + 1);
    part->weeks = HT_NEW(int, demand->week_count);
    if (demand->week_count)
        memcpy(part->weeks, demand->weeks, demand->week_count * sizeof *part->weeks);
    part->week_count = demand->week_count;
    for (size_t p = 0; p < programmes; p++) {
        part->first_block[p] = part->block_count;
        for (uint32_t b = demand->first_block[p]; b < demand->first_block[p + 1]; b++) {
            struct ht_block block = demand->blocks[b];
            if (required[b] > block.required)
                block.week_max += required[b] - block.required;
            block.required = required[b];
            if (block.required)
                part->blocks[part->block_count++] = block;
        }
    }
    part->first_block[programmes] = part->block_count;
    return part;
}

int *ht_demand_placed(const struct ht_facts *facts, const struct ht_demand *demand,
                      const struct ht_session *sessions, size_t count)
{
    int *placed = HT_NEW(int, demand->block_count);
    size_t cells = facts->school->programme_count * (size_t)facts->week_count;
    uint32_t *block_of = HT_NEW(uint32_t, cells);
    for (size_t i = 0; i < cells; i++)
        block_of[i] = HT_NONE;
    for (uint32_t b = 0; b < demand->block_count; b++)
        for (uint32_t w = 0; w < demand->blocks[b].week_count; w++)
            block_of[demand->blocks[b].programme.i * facts->week_count +
                     demand->weeks[demand->blocks[b].first_week + w]] = b;
    for (size_t s = 0; s < count; s++) {
        uint32_t block = block_of[sessions[s].programme.i * facts->week_count +
                                  ht_facts_week(facts, sessions[s].date)];
        if (block != HT_NONE)
            placed[block]++;
    }
    free(block_of);
    return placed;
}

const struct ht_block *ht_demand_block(const struct ht_demand *demand, ht_programme_id programme,
                                       int week)
{
    for (uint32_t b = demand->first_block[programme.i]; b < demand->first_block[programme.i + 1];
         b++)
        for (uint32_t w = 0; w < demand->blocks[b].week_count; w++)
            if (demand->weeks[demand->blocks[b].first_week + w] == week)
                return &demand->blocks[b];
    return NULL;
}

void ht_demand_free(struct ht_demand *demand)
{
    if (!demand)
        return;
    free(demand->blocks);
    free(demand->weeks);
    free(demand->first_block);
    free(demand->over);
    free(demand);
}
