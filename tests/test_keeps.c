/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/read.h"
#include "solver/keeps.h"
#include "tests/suites.h"

#include <stdlib.h>

/* What is to be said of tests/schools/keeps/requests.csv, whose notes say why. */
static const struct ht_keep_fault expected[] = {
    {9, 0, HT_H1_LESSON},      {10, 0, HT_H9_REQUESTS}, {6, 0, HT_H5_FREE_TIME},
    {13, 0, HT_H7_ASSESSMENT}, {3, 2, HT_H8_FREQUENCY}, {5, 4, HT_H4_MENTOR},
    {8, 7, HT_H5_FREE_TIME},
};

START_TEST(test_keeps)
{
    struct ht_faults *faults = ht_faults_new();
    struct ht_school *school = ht_read_school("tests/schools/keeps", faults);
    ck_assert_uint_eq(ht_faults_count(faults, HT_FAULT), 0);
    struct ht_horizon horizon;
    ck_assert(ht_horizon_next(school, &horizon));
    size_t count;
    struct ht_keep_fault *found = ht_keep_faults(school, horizon, &count);
    ck_assert_uint_eq(count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(found[i].line, expected[i].line);
        ck_assert_int_eq(found[i].other_line, expected[i].other_line);
        ck_assert_int_eq(found[i].rule, expected[i].rule);
    }
    free(found);
    ht_school_free(school);
    ht_faults_free(faults);
}
END_TEST

Suite *suite_keeps(void)
{
    Suite *suite = suite_create("keeps");
    TCase *tcase = tcase_create("keeps");
    tcase_add_test(tcase, test_keeps);
    suite_add_tcase(suite, tcase);
    return suite;
}
