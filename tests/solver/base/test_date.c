/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "solver/base/date.h"
#include "tests/suites.h"

static const struct {
    int year, month, day;
    bool exists;
    int32_t days; /* since 1 January 1970 */
    int weekday;
} dates[] = {
    {1970, 1, 1, true, 0, 3},      {1969, 12, 31, true, -1, 2},      {2026, 9, 7, true, 20703, 0},
    {2024, 2, 29, true, 19782, 3}, {2023, 2, 29, false, 0, 0},       {1900, 2, 29, false, 0, 0},
    {2000, 2, 29, true, 11016, 1}, {2026, 12, 31, true, 20818, 3},   {2026, 4, 31, false, 0, 0},
    {1, 1, 1, true, -719162, 0},   {9999, 12, 31, true, 2932896, 4}, {2026, 13, 1, false, 0, 0},
    {2026, 0, 1, false, 0, 0},     {0, 1, 1, false, 0, 0},
};

START_TEST(test_make)
{
    ht_date date;
    ck_assert_int_eq(ht_date_make(dates[_i].year, dates[_i].month, dates[_i].day, &date),
                     dates[_i].exists);
    if (!dates[_i].exists)
        return;
    ck_assert_int_eq(date.days, dates[_i].days);
    ck_assert_int_eq(ht_date_weekday(date), dates[_i].weekday);
    int year, month, day;
    ht_date_parts(date, &year, &month, &day);
    ck_assert_int_eq(year, dates[_i].year);
    ck_assert_int_eq(month, dates[_i].month);
    ck_assert_int_eq(day, dates[_i].day);
}
END_TEST

START_TEST(test_monday)
{
    for (int32_t days = -800; days < 800; days++) {
        ht_date monday = ht_date_monday((ht_date){days});
        ck_assert_int_eq(ht_date_weekday(monday), HT_MONDAY);
        ck_assert(monday.days <= days && days < monday.days + HT_DAYS_A_WEEK);
    }
}
END_TEST

/* Nothing is before or after the bounds that stand for "open". */
START_TEST(test_open)
{
    const ht_date bounds[] = {HT_DATE_FIRST, HT_DATE_LAST};
    for (int n = 0; n < 2; n++)
        for (int days = -8; days <= 8; days++) {
            ck_assert_int_eq(ht_date_plus(bounds[n], days).days, bounds[n].days);
            ck_assert_int_eq(ht_date_monday(bounds[n]).days, bounds[n].days);
        }
}
END_TEST

START_TEST(test_texts)
{
    char text[16];
    ck_assert_str_eq(ht_date_iso((ht_date){20703}, text), "2026-09-07");
    ck_assert_str_eq(ht_time_text(9 * 60 + 5, text), "09:05");
    ck_assert_str_eq(ht_day_short(HT_SUNDAY), "Sun");
    ck_assert_str_eq(ht_day_long(HT_MONDAY), "Monday");
}
END_TEST

Suite *suite_date(void)
{
    Suite *suite = suite_create("date");
    TCase *tcase = tcase_create("date");
    tcase_add_loop_test(tcase, test_make, 0, sizeof dates / sizeof *dates);
    tcase_add_test(tcase, test_monday);
    tcase_add_test(tcase, test_open);
    tcase_add_test(tcase, test_texts);
    suite_add_tcase(suite, tcase);
    return suite;
}
