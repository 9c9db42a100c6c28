/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The objective, recounted from meetings and needs alone. */
#include "solver/verify/internal.h"

#include "solver/base/memory.h"

#include <stdlib.h>

int64_t ht_costs_total(const struct ht_costs *costs)
{
    return costs->miss + costs->repeat + costs->unplaced + costs->day_load;
}

static int64_t miss_cost(const struct ht_audit *audit)
{
    int64_t cost = 0;
    for (size_t s = 0; s < audit->seat_count; s++) {
        struct ht_occasion occasion = ht_audit_occasion(audit, &audit->seats[s]);
        cost += ht_rulebook_price(audit->book, occasion);
    }
    return cost;
}

static bool by_student_group_term(const struct ht_audit *audit, const struct ht_meeting *meeting,
                                  const struct ht_seat *seat, uint32_t key[static 3])
{
    if (seat->lesson.i == HT_NONE)
        return false;
    key[0] = seat->student.i;
    key[1] = ht_rulebook_group(audit->book, seat->lesson).i;
    key[2] = ht_rulebook_term(audit->book, meeting->date);
    return true;
}

/* 0 + 1 + ... + (n - 1): what the first n of a kind cost together. */
static int64_t triangle(int64_t n)
{
    return n * (n - 1) / 2;
}

static int64_t repeat_cost(const struct ht_audit *audit)
{
    int64_t repeats = 0;
    struct ht_counter counter = ht_counter_seats(audit, by_student_group_term);
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 3);
        const uint32_t *key = counter.entries[start].key;
        int64_t past =
            ht_rulebook_past_misses(audit->book, (ht_student_id){key[0]}, (ht_group_id){key[1]},
                                    (int)key[2], ht_rulebook_term);
        repeats += triangle(past + (int64_t)(end - start)) - triangle(past);
    }
    free(counter.entries);
    return repeats * audit->school->policy.cost_repeat;
}

/*
 * The n-th costs (1 + (n - 1) / 2) times the price, so that n of them cost 2n + triangle(n)
 * halves of it; the price is even, therefore whole.
 */
static int64_t unplaced_cost(const struct ht_audit *audit)
{
    const struct ht_school *school = audit->school;
    int64_t *missing = HT_NEW(int64_t, school->student_count), halves = 0;
    for (uint32_t n = 0; n < audit->needs.count; n++) {
        const struct ht_audit_need *need = &audit->needs.needs[n];
        const struct ht_programme *programme = &school->programmes[need->programme.i];
        for (uint32_t s = 0; s < programme->student_count; s++)
            missing[programme->students[s].i] += ht_audit_need_missing(need);
    }
    for (size_t s = 0; s < school->student_count; s++)
        halves += audit->book->weights[s] * (2 * missing[s] + triangle(missing[s]));
    free(missing);
    return halves * (school->policy.cost_unplaced / 2);
}

static int64_t day_load_cost(const struct ht_audit *audit)
{
    int64_t load = 0;
    struct ht_counter counter = ht_counter_meetings(audit, ht_by_mentor_date_period);
    for (size_t start = 0, end; start < counter.count; start = end) {
        end = ht_counter_end(&counter, start, 2);
        load += triangle(end - start);
    }
    free(counter.entries);
    return load * audit->school->policy.cost_day_load;
}

void ht_audit_costs(struct ht_audit *audit)
{
    audit->verdict->costs = (struct ht_costs){
        .miss = miss_cost(audit),
        .repeat = repeat_cost(audit),
        .unplaced = unplaced_cost(audit),
        .day_load = day_load_cost(audit),
    };
}
