/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Integer programs: rows are held exactly, and no multipliers ever prove a bound too high. */
#include "solver/ilp/crash_basis.h"
#include "solver/ilp/ilp.h"
#include "solver/ilp/lp.h"
#include "tests/suites.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { COLUMNS = 4, ROWS = 3, MOST = 3, PROGRAMS = HT_TRIED(200) };

/* A small linear congruential generator (Knuth's MMIX): the same numbers on every machine. */
static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

static struct ht_ilp random_program(uint64_t *state)
{
    struct ht_ilp ilp = {0};
    for (int c = 0; c < COLUMNS; c++)
        ht_ilp_add_column(&ilp, draw(state, 21) - 5, draw(state, MOST) + 1);
    for (int r = 0; r < ROWS; r++) {
        ht_ilp_add_row(&ilp, (enum ht_sense)draw(state, 3), draw(state, 6));
        for (uint32_t c = 0; c < COLUMNS; c++)
            if (draw(state, 2))
                ht_ilp_add_entry(&ilp, c, draw(state, 5) - 1);
    }
    return ilp;
}

/* The least cost by trying everything; INT64_MAX where nothing keeps the rows. */
static int64_t least_cost(const struct ht_ilp *ilp)
{
    int values[COLUMNS] = {0};
    int64_t least = INT64_MAX, cost;
    for (;;) {
        if (ht_ilp_holds(ilp, values, &cost) && cost < least)
            least = cost;
        int c = 0;
        while (c < COLUMNS && values[c] == ilp->columns[c].upper)
            values[c++] = 0;
        if (c == COLUMNS)
            return least;
        values[c]++;
    }
}

START_TEST(test_any_multipliers)
{
    uint64_t state = (uint64_t)_i;
    struct ht_ilp ilp = random_program(&state);
    int64_t least = least_cost(&ilp);
    for (int tries = 0; tries < 20; tries++) {
        double multipliers[ROWS];
        for (int r = 0; r < ROWS; r++)
            multipliers[r] = draw(&state, 2001) / 100.0 - 10;
        ck_assert_int_le(ht_ilp_bound(&ilp, multipliers, NULL, NULL), least);
        if (least < INT64_MAX)
            ck_assert(!ht_ilp_is_empty(&ilp, multipliers, NULL, NULL));
    }
    double wild[ROWS] = {NAN, INFINITY, -1e300};
    ck_assert_int_le(ht_ilp_bound(&ilp, wild, NULL, NULL), least);
    ck_assert(!ht_ilp_is_empty(&ilp, wild, NULL, NULL));
    ht_ilp_clear(&ilp);
}
END_TEST

START_TEST(test_relaxation)
{
    uint64_t state = (uint64_t)_i;
    struct ht_ilp ilp = random_program(&state);
    int64_t least = least_cost(&ilp);
    struct ht_lp *lp = ht_lp_new(&ilp);
    struct ht_limit limit = {0};
    enum ht_lp_result result = ht_lp_solve(lp, &limit);
    double multipliers[ROWS], cost = 0;
    if (result == HT_LP_INFEASIBLE) {
        ck_assert_int_eq(least, INT64_MAX);
        ht_lp_ray(lp, multipliers);
        ck_assert(ht_ilp_is_empty(&ilp, multipliers, NULL, NULL));
    } else {
        ck_assert_int_eq(result, HT_LP_OPTIMAL);
        ht_lp_duals(lp, multipliers);
        for (uint32_t c = 0; c < COLUMNS; c++)
            cost += (double)ilp.columns[c].cost * ht_lp_value(lp, c);
        int64_t bound = ht_ilp_bound(&ilp, multipliers, NULL, NULL);
        ck_assert_int_le(bound, least);
        ck_assert_int_eq(bound, (int64_t)ceil(cost - 1e-3));
    }
    ht_lp_free(lp);
    ht_ilp_clear(&ilp);
}
END_TEST

/* As branch and bound goes about it: bounds change, and each relaxation starts from the last. */
START_TEST(test_empty_nodes)
{
    uint64_t state = (uint64_t)_i;
    struct ht_ilp ilp = random_program(&state);
    struct ht_lp *lp = ht_lp_new(&ilp);
    struct ht_limit limit = {0};
    for (int tries = 0; tries < 20; tries++) {
        int lower[COLUMNS], upper[COLUMNS];
        for (uint32_t c = 0; c < COLUMNS; c++) {
            upper[c] = draw(&state, ilp.columns[c].upper + 1);
            lower[c] = draw(&state, upper[c] + 1);
            ht_lp_set_bounds(lp, c, lower[c], upper[c]);
        }
        if (ht_lp_solve(lp, &limit) != HT_LP_INFEASIBLE)
            continue;
        double multipliers[ROWS];
        ht_lp_ray(lp, multipliers);
        ck_assert(ht_ilp_is_empty(&ilp, multipliers, lower, upper));
    }
    ht_lp_free(lp);
    ht_ilp_clear(&ilp);
}
END_TEST

START_TEST(test_limit)
{
    atomic_bool stop = true;
    struct ht_limit stopped = {.stop = &stop}, late = {.deadline = 1e-9}, none = {0};
    ck_assert(ht_limit_reached(&stopped));
    ck_assert(ht_limit_reached(&late));
    ck_assert(!ht_limit_reached(&none));
    struct ht_ilp ilp = {0};
    ht_ilp_add_column(&ilp, 1, 1);
    ht_ilp_add_row(&ilp, HT_AT_LEAST, 1);
    ht_ilp_add_entry(&ilp, 0, 1);
    struct ht_lp *lp = ht_lp_new(&ilp);
    ck_assert_int_eq(ht_lp_solve(lp, &stopped), HT_LP_STOPPED);
    ck_assert_int_eq(ht_lp_solve(lp, &none), HT_LP_OPTIMAL);
    ht_lp_set_bounds(lp, 0, 0, 0);
    ck_assert_int_eq(ht_lp_solve(lp, &none), HT_LP_INFEASIBLE);
    ht_lp_free(lp);
    ht_ilp_clear(&ilp);
}
END_TEST

/* Two choices, of which the cheaper of the second is taken by that of the first; a surplus that
 * makes good what a row has too much of. */
START_TEST(test_guess)
{
    static const int costs[] = {5, 3, 2, 4, 1};
    static const bool guessed[] = {false, true, false, true, true};
    struct ht_ilp ilp = {0};
    for (int c = 0; c < 5; c++)
        ht_ilp_add_column(&ilp, costs[c], 1);
    ht_ilp_add_row(&ilp, HT_EQUAL, 1);
    ht_ilp_add_entry(&ilp, 0, 1);
    ht_ilp_add_entry(&ilp, 1, 1);
    ht_ilp_add_row(&ilp, HT_EQUAL, 1);
    ht_ilp_add_entry(&ilp, 2, 1);
    ht_ilp_add_entry(&ilp, 3, 1);
    ht_ilp_add_row(&ilp, HT_AT_MOST, 1);
    ht_ilp_add_entry(&ilp, 1, 1);
    ht_ilp_add_entry(&ilp, 2, 1);
    ht_ilp_add_row(&ilp, HT_AT_MOST, 0);
    ht_ilp_add_entry(&ilp, 3, 1);
    ht_ilp_add_entry(&ilp, 4, -1);
    bool *basis = ht_crash_basis(&ilp);
    for (int c = 0; c < 5; c++)
        ck_assert_msg(basis[c] == guessed[c], "column %d", c);
    free(basis);
    ht_ilp_clear(&ilp);
}
END_TEST

/* Wherever it starts from, a relaxation has the same optimum. */
START_TEST(test_start)
{
    uint64_t state = (uint64_t)_i;
    struct ht_ilp ilp = random_program(&state);
    struct ht_limit limit = {0};
    enum ht_lp_result results[2];
    double costs[2] = {0};
    for (int n = 0; n < 2; n++) {
        struct ht_lp *lp = ht_lp_new(&ilp);
        bool *basis = ht_crash_basis(&ilp);
        if (n)
            ht_lp_start(lp, basis);
        free(basis);
        results[n] = ht_lp_solve(lp, &limit);
        for (uint32_t c = 0; results[n] == HT_LP_OPTIMAL && c < COLUMNS; c++)
            costs[n] += ht_lp_value(lp, c) * (double)ilp.columns[c].cost;
        ht_lp_free(lp);
    }
    ht_lp_leave_thread();
    ck_assert_int_eq(results[0], results[1]);
    ck_assert_double_eq_tol(costs[0], costs[1], 1e-6);
    ht_ilp_clear(&ilp);
}
END_TEST

Suite *suite_program(void)
{
    Suite *suite = suite_create("program");
    TCase *tcase = tcase_create("program");
    tcase_add_loop_test(tcase, test_any_multipliers, 0, PROGRAMS);
    tcase_add_loop_test(tcase, test_relaxation, 0, PROGRAMS);
    tcase_add_loop_test(tcase, test_empty_nodes, 0, PROGRAMS);
    tcase_add_test(tcase, test_guess);
    tcase_add_loop_test(tcase, test_start, 0, PROGRAMS);
    tcase_add_test(tcase, test_limit);
    suite_add_tcase(suite, tcase);
    return suite;
}
