/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Relaxations by descent against those by the simplex method, and a school that only a dive can
 *  plan: two rooms hold what its eight mentors need with hardly a place to spare. */
#include "io/school/read.h"
#include "solver/ilp/pdhg.h"
#include "solver/plan/plan.h"
#include "tests/suites.h"

#include <math.h>

enum { COLUMNS = 30, ROWS = 20, PROGRAMS = HT_TRIED(100) };

/* A small linear congruential generator (Knuth's MMIX): the same numbers on every machine. */
static int draw(uint64_t *state, int count)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((*state >> 33) % (uint64_t)count);
}

static struct ht_ilp random_program(uint64_t state)
{
    struct ht_ilp ilp = {0};
    for (int c = 0; c < COLUMNS; c++)
        ht_ilp_add_column(&ilp, draw(&state, 20) - 8, draw(&state, 3) + 1);
    for (int r = 0; r < ROWS; r++) {
        ht_ilp_add_row(&ilp, (enum ht_sense)draw(&state, 3), draw(&state, 5));
        for (uint32_t c = 0; c < COLUMNS; c++)
            if (!draw(&state, 4))
                ht_ilp_add_entry(&ilp, c, draw(&state, 3) ? 1 : -1);
    }
    return ilp;
}

/* The least cost of the relaxation; infinite where there is no solution. */
static double least_cost(const struct ht_ilp *ilp)
{
    struct ht_lp *lp = ht_lp_new(ilp);
    double cost = 0;
    enum ht_lp_result result = ht_lp_solve(lp, &(struct ht_limit){0});
    for (uint32_t c = 0; c < COLUMNS; c++)
        cost += (double)ilp->columns[c].cost * ht_lp_value(lp, c);
    ht_lp_free(lp);
    return result == HT_LP_OPTIMAL ? cost : INFINITY;
}

static enum ht_pdhg_result descend(struct ht_pdhg *pdhg, const struct ht_ilp *ilp, double cutoff)
{
    static const int lower[COLUMNS];
    int upper[COLUMNS];
    for (uint32_t c = 0; c < COLUMNS; c++)
        upper[c] = ilp->columns[c].upper;
    return ht_pdhg_solve(pdhg, lower, upper, cutoff, 1e-5, 50000, &(struct ht_limit){0});
}

START_TEST(a_descent_ends_where_the_simplex_method_does)
{
    struct ht_ilp ilp = random_program((uint64_t)_i);
    struct ht_pdhg *pdhg = ht_pdhg_new(&ilp);
    double least = least_cost(&ilp), cost = 0, multipliers[ROWS];
    if (isinf(least)) {
        ck_assert_int_eq(descend(pdhg, &ilp, 1e6), HT_PDHG_ABOVE);
    } else {
        ck_assert_int_eq(descend(pdhg, &ilp, least - 0.1), HT_PDHG_ABOVE);
        ck_assert_int_eq(descend(pdhg, &ilp, INFINITY), HT_PDHG_CLOSE);
        for (uint32_t c = 0; c < COLUMNS; c++)
            cost += (double)ilp.columns[c].cost * ht_pdhg_value(pdhg, c);
        ck_assert_double_eq_tol(cost, least, 0.01);
        ht_pdhg_duals(pdhg, multipliers);
        ck_assert_int_eq(ht_ilp_bound(&ilp, multipliers, NULL, NULL), (int64_t)ceil(least - 0.01));
    }
    ht_pdhg_free(pdhg);
    ht_ilp_clear(&ilp);
}
END_TEST

START_TEST(a_descent_can_be_taken_back)
{
    struct ht_ilp ilp = {0};
    ht_ilp_add_column(&ilp, 1, 1);
    ht_ilp_add_column(&ilp, 2, 1);
    ht_ilp_add_row(&ilp, HT_AT_LEAST, 1);
    ht_ilp_add_entry(&ilp, 0, 1);
    ht_ilp_add_entry(&ilp, 1, 1);
    struct ht_pdhg *pdhg = ht_pdhg_new(&ilp);
    const int none[] = {0, 0}, all[] = {1, 1}, second[] = {0, 1};
    struct ht_limit limit = {0};
    ht_pdhg_solve(pdhg, none, all, INFINITY, 1e-4, 10000, &limit);
    ck_assert_double_eq_tol(ht_pdhg_value(pdhg, 0), 1, 0.01);
    ht_pdhg_keep(pdhg);
    ht_pdhg_solve(pdhg, none, second, INFINITY, 1e-4, 10000, &limit);
    ck_assert_double_eq_tol(ht_pdhg_value(pdhg, 1), 1, 0.01);
    ck_assert_int_eq(ht_pdhg_solve(pdhg, none, none, INFINITY, 1e-4, 10000, &limit), HT_PDHG_ABOVE);
    ht_pdhg_go_back(pdhg);
    ck_assert_double_eq_tol(ht_pdhg_value(pdhg, 0), 1, 0.01);
    atomic_bool stop = true;
    ck_assert_int_eq(
        ht_pdhg_solve(pdhg, none, all, INFINITY, 1e-4, 10000, &(struct ht_limit){.stop = &stop}),
        HT_PDHG_STOPPED);
    ht_pdhg_free(pdhg);
    ht_ilp_clear(&ilp);
}
END_TEST

START_TEST(two_rooms_are_enough_for_eight_mentors)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school("data/kaa", faults);
    struct ht_horizon horizon;
    school->policy.rooms_max = 2;
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT1", &horizon));
    struct ht_schedule *schedule = ht_plan(school, horizon, &(struct ht_plan_options){0});
    ck_assert_int_eq(schedule->status, HT_OPTIMAL);
    ck_assert_int_eq(schedule->cost, 4350);
    ck_assert_int_eq(ht_schedule_unplaced(schedule), 0);
    ht_schedule_free(schedule);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

Suite *suite_dive(void)
{
    Suite *suite = suite_create("dive");
    TCase *tcase = tcase_create("dive");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, a_descent_ends_where_the_simplex_method_does, 0, PROGRAMS);
    tcase_add_test(tcase, a_descent_can_be_taken_back);
    tcase_add_test(tcase, two_rooms_are_enough_for_eight_mentors);
    suite_add_tcase(suite, tcase);
    return suite;
}
