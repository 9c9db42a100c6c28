/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/string_table.h"
#include "tests/suites.h"

#include <stdio.h>

START_TEST(test_numbers)
{
    struct ht_strings *names = ht_strings_new();
    char text[16];
    for (int round = 0; round < 2; round++)
        for (uint32_t n = 0; n < 1000; n++) {
            snprintf(text, sizeof text, "name %u", n);
            ck_assert_uint_eq(ht_strings_add(names, text), n);
        }
    ck_assert_uint_eq(ht_strings_count(names), 1000);
    ck_assert_str_eq(ht_strings_text(names, 999), "name 999");
    ck_assert_uint_eq(ht_strings_find(names, "name 7"), 7);
    ck_assert_uint_eq(ht_strings_find(names, "name"), HT_NONE);
    ck_assert_uint_eq(ht_strings_find(names, ""), HT_NONE);
    ht_strings_free(names);
}
END_TEST

START_TEST(test_misuse)
{
    struct ht_strings *names = ht_strings_new();
    ht_strings_text(names, 0);
}
END_TEST

Suite *suite_names(void)
{
    Suite *suite = suite_create("names");
    TCase *tcase = tcase_create("names");
    tcase_add_test(tcase, test_numbers);
    tcase_add_test_raise_signal(tcase, test_misuse, 6);
    suite_add_tcase(suite, tcase);
    return suite;
}
