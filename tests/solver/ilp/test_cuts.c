/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Cuts: they hold for every solution, and close the gap of a school. */
#include "io/school/read.h"
#include "solver/base/memory.h"
#include "solver/ilp/branch_and_bound.h"
#include "solver/ilp/cuts.h"
#include "solver/ilp/lp.h"
#include "solver/model/model.h"
#include "tests/suites.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 5, MOST_ROWS = 5, PROGRAMS = HT_TRIED(300) };

/* ------------------------------------------------------------ known cuts */

/* Columns from 0 to upper, rows, values that a relaxation may have, and the cut that they break. */
struct known {
    int upper;
    struct {
        enum ht_sense sense;
        int factors[COLUMNS], right;
    } rows[MOST_ROWS];
    double values[COLUMNS];
    int cut[COLUMNS], right;
};

static const struct known known[] = {
    /* One of each two, in a triangle and in a pentagon. */
    {1,
     {{HT_AT_MOST, {1, 1}, 1}, {HT_AT_MOST, {0, 1, 1}, 1}, {HT_AT_MOST, {1, 0, 1}, 1}},
     {0.5, 0.5, 0.5},
     {1, 1, 1},
     1},
    {1,
     {{HT_AT_MOST, {1, 1}, 1},
      {HT_AT_MOST, {0, 1, 1}, 1},
      {HT_AT_MOST, {0, 0, 1, 1}, 1},
      {HT_AT_MOST, {0, 0, 0, 1, 1}, 1},
      {HT_AT_MOST, {1, 0, 0, 0, 1}, 1}},
     {0.5, 0.5, 0.5, 0.5, 0.5},
     {1, 1, 1, 1, 1},
     2},
    /* At least one of each two; and both of two equal ones or neither. */
    {1,
     {{HT_AT_LEAST, {1, 1}, 1}, {HT_AT_LEAST, {0, 1, 1}, 1}, {HT_AT_LEAST, {1, 0, 1}, 1}},
     {0.5, 0.5, 0.5},
     {-1, -1, -1},
     -2},
    {1, {{HT_EQUAL, {1, -1}, 0}, {HT_AT_MOST, {1, 1}, 1}}, {0.5, 0.5}, {1, 0}, 0},
    /* A row alone; with a column at its lower, and at its upper bound. */
    {3, {{HT_AT_MOST, {2, 2}, 3}}, {1.5, 0}, {1, 1}, 1},
    {3, {{HT_AT_MOST, {2, 3}, 3}}, {1.5, 0}, {1, 1}, 1},
    {3, {{HT_AT_MOST, {2, -3}, -8}}, {0.5, 3}, {1, -1}, -3},
};

static void add_row(struct ht_ilp *ilp, enum ht_sense sense, const int *factors, int right)
{
    ht_ilp_add_row(ilp, sense, right);
    for (uint32_t c = 0; c < COLUMNS; c++)
        if (factors[c])
            ht_ilp_add_entry(ilp, c, factors[c]);
}

static bool is_row(const struct ht_ilp *ilp, uint32_t row, const int *factors, int right)
{
    int entries[COLUMNS] = {0};
    uint32_t end = ht_ilp_row_end(ilp, row);
    for (uint32_t e = ilp->rows[row].first_entry; e < end; e++)
        entries[ilp->entries[e].column] += ilp->entries[e].factor;
    return ilp->rows[row].right == right && !memcmp(entries, factors, sizeof entries);
}

START_TEST(test_known)
{
    const struct known *of = &known[_i];
    struct ht_ilp ilp = {0};
    for (int c = 0; c < COLUMNS; c++)
        ht_ilp_add_column(&ilp, 1, of->upper);
    for (int row = 0; row < MOST_ROWS && memcmp(of->rows[row].factors, (int[COLUMNS]){0},
                                                sizeof of->rows[row].factors);
         row++)
        add_row(&ilp, of->rows[row].sense, of->rows[row].factors, of->rows[row].right);
    struct ht_cuts cuts = {0};
    uint32_t before = ilp.row_count;
    ck_assert_uint_gt(ht_cuts_add(&cuts, &ilp, of->values, &(struct ht_limit){0}), 0);
    bool found = false;
    for (uint32_t row = before; row < ilp.row_count; row++)
        found |= is_row(&ilp, row, of->cut, of->right);
    ck_assert(found);
    ht_cuts_clear(&cuts);
    ht_ilp_clear(&ilp);
}
END_TEST

/* ------------------------------------------------------------ cuts of random programs */

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
        ht_ilp_add_column(&ilp, -1 - draw(state, 9), draw(state, 3) + 1);
    for (int row = 0; row < MOST_ROWS; row++) {
        int factors[COLUMNS];
        for (int c = 0; c < COLUMNS; c++)
            factors[c] = draw(state, 2) ? draw(state, 5) - 1 : 0;
        add_row(&ilp, draw(state, 4) ? HT_AT_MOST : HT_EQUAL, factors, draw(state, 7));
    }
    return ilp;
}

/* No solution of a program may be lost by the rows that cuts add. */
static void check_all(const struct ht_ilp *before, const struct ht_ilp *after)
{
    int values[COLUMNS] = {0}, c = 0;
    int64_t cost;
    while (c < COLUMNS) {
        ck_assert(ht_ilp_holds(before, values, &cost) == ht_ilp_holds(after, values, &cost));
        for (c = 0; c < COLUMNS && values[c] == before->columns[c].upper; c++)
            values[c] = 0;
        if (c < COLUMNS)
            values[c]++;
    }
}

START_TEST(test_random)
{
    uint64_t state = (uint64_t)_i;
    struct ht_ilp before = random_program(&state), ilp = ht_ilp_copy(&before);
    struct ht_cuts cuts = {0};
    struct ht_limit limit = {0};
    struct ht_lp *lp = ht_lp_new(&before);
    for (bool any = true; any && ht_lp_solve(lp, &limit) == HT_LP_OPTIMAL;) {
        double values[COLUMNS];
        for (uint32_t c = 0; c < COLUMNS; c++)
            values[c] = ht_lp_value(lp, c);
        any = ht_cuts_add(&cuts, &ilp, values, &limit) > 0;
        ht_lp_extend(lp, &ilp);
    }
    check_all(&before, &ilp);
    ht_lp_free(lp);
    ht_cuts_clear(&cuts);
    ht_ilp_clear(&before);
    ht_ilp_clear(&ilp);
}
END_TEST

/* ------------------------------------------------------------ schools */

/* What the relaxation of a school of one component proves, alone and with cuts, where the least
   cost is known. */
static const struct gap {
    const char *school;
    int64_t alone, with_cuts, least;
} gaps[] = {
    /* Three students, each two of them in a group, on the one day of the week: one group meets. */
    {"tests/schools/triangle", 3030, 4520, 4520},
    /* Either the long lesson or both short ones leave the mentor's free hour. */
    {"tests/schools/lengths", 2010, 2010, 2010},
};

/* The bound of a relaxation, with so many rounds of cuts. */
static int64_t bound_of(const struct ht_model *model, int rounds)
{
    struct ht_ilp ilp = ht_ilp_copy(&model->ilp);
    struct ht_cuts cuts = {0};
    struct ht_limit limit = {0};
    struct ht_lp *lp = ht_lp_new(&ilp);
    double *values = HT_NEW(double, ilp.column_count);
    ck_assert_int_eq(ht_lp_solve(lp, &limit), HT_LP_OPTIMAL);
    for (; rounds > 0; rounds--) {
        for (uint32_t c = 0; c < ilp.column_count; c++)
            values[c] = ht_lp_value(lp, c);
        ht_cuts_add(&cuts, &ilp, values, &limit);
        ht_lp_extend(lp, &ilp);
        ck_assert_int_eq(ht_lp_solve(lp, &limit), HT_LP_OPTIMAL);
    }
    double *multipliers = HT_NEW(double, ilp.row_count);
    ht_lp_duals(lp, multipliers);
    int64_t bound = ht_ilp_bound(&ilp, multipliers, NULL, NULL);
    free(values);
    free(multipliers);
    ht_lp_free(lp);
    ht_cuts_clear(&cuts);
    ht_ilp_clear(&ilp);
    return bound;
}

START_TEST(test_school)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(gaps[_i].school, faults);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    struct ht_horizon horizon;
    ck_assert(ht_horizon_next(school, &horizon));
    struct ht_instance *instance = ht_instance_new(school, horizon);
    struct ht_requirements *requirements = ht_requirements_new(instance);
    struct ht_partition whole = ht_partition_new(instance->school, requirements, true);
    struct ht_subproblem subproblem = ht_subproblem_new(instance, requirements, &whole, 0);
    struct ht_model *model = ht_model_new(&subproblem, true);
    struct ht_solution solution =
        ht_branch_and_bound(&model->ilp, (struct ht_solution){0}, &(struct ht_limit){0});
    ck_assert_int_eq(bound_of(model, 0), gaps[_i].alone);
    ck_assert_int_eq(bound_of(model, 10), gaps[_i].with_cuts);
    ck_assert_int_eq(solution.cost, gaps[_i].least);
    ck_assert_int_eq(solution.bound, gaps[_i].least);
    ht_solution_clear(&solution);
    ht_model_free(model);
    ht_subproblem_clear(&subproblem);
    ht_partition_clear(&whole);
    ht_requirements_free(requirements);
    ht_instance_free(instance);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

Suite *suite_cuts(void)
{
    Suite *suite = suite_create("cuts");
    TCase *tcase = tcase_create("cuts");
    tcase_add_loop_test(tcase, test_known, 0, sizeof known / sizeof *known);
    tcase_add_loop_test(tcase, test_random, 0, PROGRAMS);
    tcase_add_loop_test(tcase, test_school, 0, sizeof gaps / sizeof *gaps);
    suite_add_tcase(suite, tcase);
    return suite;
}
