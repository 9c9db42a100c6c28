/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/cells.h"
#include "io/base/file.h"
#include "io/base/suggest.h"
#include "solver/base/memory.h"
#include "tests/suites.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text, *iso; /* NULL: no date */
} dates[] = {
    {"2026-09-07", "2026-09-07"},
    {"07/09/2026", "2026-09-07"},
    {"7/9/2026", "2026-09-07"},
    {"29/02/2028", "2028-02-29"},
    {"29/02/2026", NULL},
    {"2026-13-01", NULL},
    {"31/04/2026", NULL},
    {"07/09/26", NULL},
    {"2026/09/07", NULL},
    {"07-09-2026", NULL},
    {"2026-09-07x", NULL},
    {"today", NULL},
    {"", NULL},
    {"2026-09", NULL},
    {"-2026-09-07", NULL},
    {"0000-01-01", NULL},
    {"99999-01-01", NULL},
};

START_TEST(test_date)
{
    ht_date date;
    char text[16];
    const char *problem = ht_cell_date(dates[_i].text, &date);
    if (dates[_i].iso)
        ck_assert_str_eq(ht_date_iso(date, text), dates[_i].iso);
    ck_assert_int_eq(problem == NULL, dates[_i].iso != NULL);
}
END_TEST

static const struct {
    const char *text;
    int minutes; /* below 0: no time */
} times[] = {
    {"09:05", 545}, {"9:05", 545}, {"00:00", 0},  {"24:00", 1440}, {"24:01", -1},
    {"09:60", -1},  {"9.05", -1},  {"09:5", -1},  {"0905", -1},    {"9:05pm", -1},
    {"", -1},       {":05", -1},   {"-1:05", -1},
};

START_TEST(test_time)
{
    int minutes = -1;
    const char *problem = ht_cell_time(times[_i].text, &minutes);
    ck_assert_int_eq(minutes, times[_i].minutes);
    ck_assert_int_eq(problem == NULL, times[_i].minutes >= 0);
}
END_TEST

static const struct {
    const char *text;
    int days; /* bits; below 0: no days */
} days[] = {
    {"Mon", 0x01},     {"monday", 0x01}, {"SUN", 0x40}, {"Mon;Wed", 0x05}, {" Tue ; fri ;", 0x12},
    {"Mon;Mon", 0x01}, {"*", 0x7f},      {"", 0x7f},    {"Mon;*", 0x7f},   {";", 0x7f},
    {"Mo", -1},        {"Mon,Tue", -1},  {"Mon;x", -1}, {"1", -1},
};

START_TEST(test_days)
{
    uint8_t bits;
    const char *problem = ht_cell_days(days[_i].text, &bits);
    ck_assert_int_eq(problem ? -1 : bits, days[_i].days);
}
END_TEST

static const struct {
    const char *text;
    int parts, weeks; /* 0: refused */
} frequencies[] = {
    {"1", 1, 1},    {"2", 2, 1},     {"0.5", 1, 2},  {"0,5", 1, 2}, {"1/2", 1, 2},   {"2/4", 1, 2},
    {"1/3", 1, 3},  {"0.33", 1, 3},  {"0.25", 1, 4}, {"2/3", 2, 3}, {"1/12", 1, 12}, {"2.0", 2, 1},
    {"4/2", 2, 1},  {"0", 0, 0},     {"0.02", 0, 0}, {"1.5", 3, 2}, {"3/2", 3, 2},   {"-1", 0, 0},
    {"1/0", 0, 0},  {"51", 0, 0},    {"x", 0, 0},    {"1/", 0, 0},  {"1 2", 0, 0},   {"", 0, 0},
    {"0.5x", 0, 0}, {"99999", 0, 0},
};

START_TEST(test_frequency)
{
    int parts = 0, weeks = 0;
    const char *problem = ht_cell_frequency(frequencies[_i].text, &parts, &weeks);
    ck_assert_int_eq(problem == NULL, frequencies[_i].parts > 0);
    if (problem)
        return;
    ck_assert_int_eq(parts, frequencies[_i].parts);
    ck_assert_int_eq(weeks, frequencies[_i].weeks);
}
END_TEST

static const struct {
    const char *text;
    int64_t number; /* INT64_MIN: no whole number */
} numbers[] = {
    {"0", 0},
    {"25", 25},
    {"-3", -3},
    {"+7", 7},
    {"007", 7},
    {"999999999999999", 999999999999999},
    {"", INT64_MIN},
    {"-", INT64_MIN},
    {"2.5", INT64_MIN},
    {"1e3", INT64_MIN},
    {"0x10", INT64_MIN},
    {"1 000", INT64_MIN},
    {"9999999999999999999999", INT64_MIN},
};

START_TEST(test_whole)
{
    int64_t number = INT64_MIN;
    const char *problem = ht_cell_whole(numbers[_i].text, &number);
    ck_assert_int_eq(number, numbers[_i].number);
    ck_assert_int_eq(problem == NULL, number != INT64_MIN);
}
END_TEST

static const struct {
    const char *text;
    int yes; /* below 0: refused */
} answers[] = {
    {"yes", 1}, {"YES", 1}, {"y", 1}, {"true", 1}, {"1", 1},      {"no", 0},
    {"No", 0},  {"", 0},    {"0", 0}, {"ja", -1},  {"maybe", -1},
};

START_TEST(test_yes)
{
    bool yes;
    const char *problem = ht_cell_yes(answers[_i].text, &yes);
    ck_assert_int_eq(problem ? -1 : yes, answers[_i].yes);
}
END_TEST

static const struct {
    const char *text;
    const char *parts[4];
} lists[] = {
    {"a", {"a"}},
    {"a;b", {"a", "b"}},
    {" a b ;; c;", {"a b", "c"}},
    {"", {NULL}},
    {" ; ", {NULL}},
    {"\xc2\xa0"
     "7\xc2\xa0;\xc2\xa0"
     "8",
     {"7", "8"}},
};

START_TEST(test_list)
{
    char *copy = ht_copy_text(lists[_i].text, strlen(lists[_i].text)), *list = copy;
    for (int n = 0; lists[_i].parts[n]; n++)
        ck_assert_str_eq(ht_cell_part(&list), lists[_i].parts[n]);
    ck_assert_ptr_null(ht_cell_part(&list));
    free(copy);
}
END_TEST

static const struct {
    const char *a, *b;
    bool same;
} words[] = {
    {"per_week", "Per Week", true},
    {"half-term", "HALFTERM", true},
    {"to", "t o", true},
    {"half-term", "half-terms", false},
    {"", " ", true},
    {"to", "", false},
};

START_TEST(test_same_word)
{
    ck_assert_int_eq(ht_cell_same_word(words[_i].a, words[_i].b), words[_i].same);
}
END_TEST

static const struct {
    const char *wrong;
    const char *known[4];
    const char *guess; /* NULL: none is close */
} guesses[] = {
    {"Mahts", {"Maths", "Music"}, "Maths"},
    {"maths", {"Music", "Maths"}, "Maths"},
    {"S0O1", {"S001", "S002"}, "S001"},
    {"Englsih", {"English", "Engl"}, "English"},
    {"EN", {"En", "Ma"}, "En"},
    {"Ex", {"En", "Ma"}, NULL},
    {"Geography", {"English", "Maths"}, NULL},
    {"Mathematics", {"Maths", NULL}, NULL},
    {"perday", {"per-day", "priority"}, "per-day"},
};

START_TEST(test_guess)
{
    struct ht_suggestion guess = {0};
    for (int n = 0; n < 4 && guesses[_i].known[n]; n++)
        ht_suggestion_try(&guess, guesses[_i].wrong, guesses[_i].known[n]);
    ck_assert_pstr_eq(guess.best, guesses[_i].guess);
}
END_TEST

static const struct {
    const char *bytes;
    enum ht_encoding encoding;
    int line;         /* where it is not text */
    const char *utf8; /* of Windows-1252 */
} texts[] = {
    {"plain\r\n\ttext\n", HT_UTF8, 0, NULL},
    {"Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80", HT_UTF8, 0, NULL},
    {"Zo\xeb", HT_WINDOWS_1252, 0, "Zo\xc3\xab"},
    {"\x80 \x93x\x94", HT_WINDOWS_1252, 0, "\xe2\x82\xac \xe2\x80\x9cx\xe2\x80\x9d"},
    {"\xc3\xab\xeb", HT_WINDOWS_1252, 0, "\xc3\x83\xc2\xab\xc3\xab"},
    {"over\xc0\xaf", HT_WINDOWS_1252, 0, "over\xc3\x80\xc2\xaf"},
    {"\xed\xa0\xb0", HT_WINDOWS_1252, 0, "\xc3\xad\xc2\xa0\xc2\xb0"},
    {"a\nb\n\x81", HT_NOT_TEXT, 3, NULL},
    {"a\n\x1b[0m", HT_NOT_TEXT, 2, NULL},
    {"\x7f", HT_NOT_TEXT, 1, NULL},
};

START_TEST(test_encoding)
{
    int line = 0;
    size_t size = strlen(texts[_i].bytes);
    ck_assert_int_eq(ht_file_encoding(texts[_i].bytes, size, &line), texts[_i].encoding);
    ck_assert_int_eq(line, texts[_i].line);
    if (!texts[_i].utf8)
        return;
    char *utf8 = ht_alloc(size * HT_WIDEST + 1, 1);
    ck_assert_uint_eq(ht_file_from_windows(texts[_i].bytes, size, utf8), strlen(texts[_i].utf8));
    ck_assert_str_eq(utf8, texts[_i].utf8);
    free(utf8);
}
END_TEST

#define ADD_LOOP(test, table) tcase_add_loop_test(tcase, test, 0, sizeof table / sizeof *table)

Suite *suite_cells(void)
{
    Suite *suite = suite_create("cells");
    TCase *tcase = tcase_create("cells");
    ADD_LOOP(test_date, dates);
    ADD_LOOP(test_time, times);
    ADD_LOOP(test_days, days);
    ADD_LOOP(test_frequency, frequencies);
    ADD_LOOP(test_whole, numbers);
    ADD_LOOP(test_yes, answers);
    ADD_LOOP(test_list, lists);
    ADD_LOOP(test_same_word, words);
    ADD_LOOP(test_guess, guesses);
    ADD_LOOP(test_encoding, texts);
    suite_add_tcase(suite, tcase);
    return suite;
}
