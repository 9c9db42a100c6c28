/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Ejection chains: what breaks rows is mended, and small programs end near the proved least cost.
 */
#include "solver/base/memory.h"
#include "solver/ilp/branch_and_bound.h"
#include "solver/primal/ejection.h"
#include "tests/suites.h"

#include <stdlib.h>

enum { NEEDS = 10, PLACES = 12, PROGRAMS = HT_TRIED(100) };

static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

/* Needs that choose from places of room for one, of which a third share one of two rooms; to go
   without costs more the second time. */
static struct ht_ilp random_program(uint64_t state)
{
    struct ht_ilp ilp = {0};
    bool allowed[NEEDS * PLACES];
    uint32_t column[NEEDS * PLACES], missed[NEEDS];
    for (int n = 0; n < NEEDS * PLACES; n++) {
        allowed[n] = !draw(&state, 3);
        column[n] = allowed[n] ? ht_ilp_add_integer(&ilp, draw(&state, 20), 1) : 0;
    }
    for (int need = 0; need < NEEDS; need++)
        missed[need] = ht_ilp_add_column(&ilp, 0, 1);
    for (int need = 0; need < NEEDS; need++) {
        ht_ilp_add_row(&ilp, HT_EQUAL, 1);
        for (int place = 0; place < PLACES; place++)
            if (allowed[need * PLACES + place])
                ht_ilp_add_entry(&ilp, column[need * PLACES + place], 1);
        ht_ilp_add_entry(&ilp, missed[need], 1);
    }
    for (int place = 0; place < PLACES; place++) {
        ht_ilp_add_row(&ilp, HT_AT_MOST, 1);
        for (int need = 0; need < NEEDS; need++)
            if (allowed[need * PLACES + place])
                ht_ilp_add_entry(&ilp, column[need * PLACES + place], 1);
    }
    ht_ilp_add_shared_row(&ilp, HT_AT_MOST, 2);
    for (int n = 0; n < NEEDS * PLACES; n++)
        if (allowed[n] && n % PLACES < PLACES / 3)
            ht_ilp_add_entry(&ilp, column[n], 1);
    for (int pair = 0; pair < NEEDS; pair += 2) {
        ht_ilp_add_row(&ilp, HT_AT_MOST, 0);
        ht_ilp_add_entry(&ilp, missed[pair], 1);
        ht_ilp_add_entry(&ilp, missed[pair + 1], 1);
        ht_ilp_add_entry(&ilp, ht_ilp_add_column(&ilp, 100, 1), -1);
        ht_ilp_add_entry(&ilp, ht_ilp_add_column(&ilp, 150, 1), -1);
    }
    return ilp;
}

START_TEST(chains_end_near_the_least_cost)
{
    struct ht_ilp ilp = random_program((uint64_t)_i);
    int *values = HT_NEW(int, ilp.column_count);
    int64_t cost, found = ht_ejection_improve(&ilp, &(struct ht_limit){0}, values);
    struct ht_solution best =
        ht_branch_and_bound(&ilp, (struct ht_solution){0}, &(struct ht_limit){0});
    ck_assert(ht_ilp_holds(&ilp, values, &cost));
    ck_assert_int_eq(found, cost);
    ck_assert_int_le(best.cost, cost);
    ck_assert_int_le(cost, best.cost + best.cost / 10 + 5);
    ht_solution_clear(&best);
    ht_ilp_clear(&ilp);
    free(values);
}
END_TEST

START_TEST(what_breaks_rows_is_left_out)
{
    struct ht_ilp ilp = random_program((uint64_t)_i);
    int *values = HT_NEW(int, ilp.column_count);
    int64_t cost;
    atomic_bool stop = true;
    for (uint32_t c = 0; c < ilp.column_count; c++)
        values[c] = ilp.columns[c].integer && c % 3 == 0;
    int64_t found = ht_ejection_improve(&ilp, &(struct ht_limit){.stop = &stop}, values);
    ck_assert(ht_ilp_holds(&ilp, values, &cost));
    ck_assert_int_eq(found, cost);
    ht_ilp_clear(&ilp);
    free(values);
}
END_TEST

/* Two units in one place, of which one is asked for there. */
START_TEST(what_a_row_asks_for_stays)
{
    struct ht_ilp ilp = {0};
    for (int c = 0; c < 2; c++)
        ht_ilp_add_integer(&ilp, 1, 1);
    for (int c = 0; c < 2; c++)
        ht_ilp_add_column(&ilp, c ? 1000 : 10, 1);
    for (uint32_t need = 0; need < 2; need++) {
        ht_ilp_add_row(&ilp, HT_EQUAL, 1);
        ht_ilp_add_entry(&ilp, need, 1);
        ht_ilp_add_entry(&ilp, 2 + need, 1);
    }
    ht_ilp_add_shared_row(&ilp, HT_AT_MOST, 1);
    ht_ilp_add_entry(&ilp, 0, 1);
    ht_ilp_add_entry(&ilp, 1, 1);
    ht_ilp_add_row(&ilp, HT_AT_LEAST, 1);
    ht_ilp_add_entry(&ilp, 0, 1);
    int both[] = {1, 1, 0, 0}, neither[] = {0, 0, 0, 0};
    ck_assert_int_eq(ht_ejection_improve(&ilp, &(struct ht_limit){0}, both), 1001);
    ck_assert_int_eq(both[0], 1);
    ck_assert_int_eq(ht_ejection_improve(&ilp, &(struct ht_limit){0}, neither), 1001);
    ck_assert_int_eq(neither[0], 1);
    ht_ilp_clear(&ilp);
}
END_TEST

Suite *suite_ejection(void)
{
    Suite *suite = suite_create("ejection");
    TCase *chains = tcase_create("chains");
    tcase_add_loop_test(chains, chains_end_near_the_least_cost, 0, PROGRAMS);
    tcase_add_loop_test(chains, what_breaks_rows_is_left_out, 0, PROGRAMS);
    tcase_add_test(chains, what_a_row_asks_for_stays);
    suite_add_tcase(suite, chains);
    return suite;
}
