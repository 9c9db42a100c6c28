/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Rows of calendar.csv that say that cycle weeks alternate; and a half term that is over. */
#include "io/school/read.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEKS = 8 };

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp tests/schools/whole/* \"$T\""), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* ------------------------------------------------------------ what comes of it */

/*
 * Rows of the calendar besides a term of eight weeks from Monday, 7 September on, and the cycle
 * weeks of each Monday to Friday: a letter where it is the same on all school days, "AB" where it
 * changes in between, '-' where there is no school.
 */
static const struct {
    const char *rows, *weeks;
} calendars[] = {
    {"alternate,2026-09-07,,,A;B", "A B A B A B A B"},
    {"alternate,2026-09-07,,,B;A", "B A B A B A B A"},
    {"alternate,2026-09-10,,,A;B\nweek,2026-09-07,2026-09-09,,B", "BA B A B A B A B"},
    {"alternate,2026-09-07,,,A;A;B", "A A B A A B A A"},
    {"alternate,2026-09-07,,,A ; B", "A B A B A B A B"},
    /* weeks without a school day are no turn; a single school day is one */
    {"alternate,2026-09-07,,,A;B\nclosed,2026-09-21,2026-09-25,,Holiday", "A B - A B A B A"},
    {"alternate,2026-09-07,,,A;B\nclosed,2026-09-21,2026-09-24,,Trip", "A B A B A B A B"},
    {"alternate,2026-09-07,,,A;B\nclosed,2026-09-21,2026-09-25,7,Trip", "A B A B A B A B"},
    {"alternate,2026-09-07,,,A;B\nhalf-term,2026-09-07,2026-09-25,,AUT1\n"
     "half-term,2026-10-05,2026-10-30,,AUT2",
     "A B A - B A B A"},
    {"alternate,2026-08-24,,,A;B", "A B A B A B A B"},
    /* week rows win, and their week is a turn all the same */
    {"alternate,2026-09-07,,,A;B\nweek,2026-09-14,2026-09-20,,A", "A A A B A B A B"},
    {"week,2026-09-14,2026-09-15,,A\nalternate,2026-09-07,,,A;B", "A AB A B A B A B"},
    /* one row after another */
    {"alternate,2026-09-07,2026-09-27,,A;B\nalternate,2026-09-28,,,A;B", "A B A A B A B A"},
    {"alternate,2026-09-28,2026-11-01,,B;A\nalternate,2026-09-07,2026-09-27,,A;B",
     "A B A B A B A B"},
};

static void show_week(char *text, const struct ht_school *school, ht_date monday)
{
    char *end = text;
    *end = 0;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        const struct ht_day *is = ht_school_day(school, ht_date_plus(monday, day));
        const char *name = is->school_day ? ht_school_week_name(school, is->week) : "";
        if (*name && (end == text || end[-1] != *name)) {
            *end++ = *name;
            *end = 0;
        }
    }
    if (end == text)
        strcpy(text, "-");
}

START_TEST(test_weeks)
{
    FILE *stream = fopen(scratch_path(&scratch, "calendar.csv"), "w");
    fprintf(stream, "what,from,to,years,label\nterm,2026-09-07,2026-10-30,,AUT\n%s\n",
            calendars[_i].rows);
    ck_assert_int_eq(fclose(stream), 0);
    struct ht_school *school = scratch_school(scratch.folder);
    char found[100] = "";
    for (int week = 0; week < WEEKS; week++) {
        strcat(found, week ? " " : "");
        show_week(found + strlen(found), school,
                  ht_date_plus(school->first, week * HT_DAYS_A_WEEK));
    }
    ck_assert_str_eq(found, calendars[_i].weeks);
    ht_school_free(school);
}
END_TEST

/* ------------------------------------------------------------ what is said */

#define ROWS(rows)                                                                                 \
    "printf 'what,from,to,years,label\\nterm,2026-09-07,2026-10-30,,AUT\\n"                        \
    "half-term,2026-09-07,2026-10-30,,AUT1\\n" rows "\\n' >$T/calendar.csv; $HALFTERM check $T"
#define ON(date, rest) "SOURCE_DATE_EPOCH=$(TZ=UTC date -d " date " +%s) TZ=UTC $HALFTERM " rest

static const struct scratch_case said[] = {
    {ROWS("alternate,2026-09-07,,,A;B\\nweek,2026-10-08,2026-10-09,,B"), 0,
     "\n  A: 7 Sep, 21 Sep, 5 Oct, 19 Oct\n  B: 14 Sep, 28 Sep, 8 Oct, 12 Oct, 26 Oct\n", "!:"},
    {ROWS("week,2026-09-07,2026-10-30,,A"), 0, "!cycle weeks", ""},
    {ROWS("alternate,2026-09-07,,,A"), 2, "",
     "calendar.csv:4: label: 'A' is one cycle week; name those that alternate in their order, such "
     "as A;B, or write week instead of alternate\n"},
    {ROWS("alternate,2026-09-07,,,"), 2, "", "calendar.csv:4: the cell label is blank; "},
    {ROWS("alternate,,,,A;B"), 2, "", "calendar.csv:4: the cell from is blank; "},
    {ROWS("alternate,2026-09-07,,,A;B\\nalternate,2026-10-05,,,B;A"), 2, "",
     "calendar.csv:5: alternation 'B;A' overlaps alternation 'A;B' of line 4; correct the dates of "
     "one of them\n"},
    {ROWS("alternate,2026-09-07,,7,A;B"), 0, "  A: 7 Sep, ",
     "calendar.csv:4: warning: years is read in rows closed and assessment only, so this row holds "
     "for all years; "},
    {ROWS("alternate,2026-09-07,,,A;B\\nclosed,2026-10-05,2026-10-05,7,Trip"), 0, "  A: 7 Sep, ",
     "!years"},
    {ROWS("alternate,2026-09-21,,,A;B"), 2, "",
     "calendar.csv:2: no week row says which cycle week 2026-09-07 to 2026-09-18 is in; "},
    {ROWS("alternate,2026-09-07,,,A;B") " >/dev/null && $HALFTERM export xml $T -o $T/school.xml "
                                        "&& $HALFTERM check $T/school.xml",
     0, "  A: 7 Sep, 21 Sep, 5 Oct, 19 Oct\n", "!:"},
    /* the half term is chosen by default */
    {ON("2026-09-25", "check $T"), 0, "school days", "!is over"},
    {ON("2026-09-26", "check $T"), 0, "school days",
     "halfterm: taken for the half term 2026-09-07 to 2026-09-25, the first that history.csv does "
     "not reach; it is over (--half-term, --term, or --from and --to say otherwise)\n"},
    {ON("2026-09-26", "plan --format csv -o $T/out $T"), 0, "", "; it is over ("},
    {ON("2026-09-26", "check $T --half-term AUT1"), 0, "school days", "!is over"},
    {ON("2026-09-26", "check $T --from 2026-09-07 --to 2026-09-11"), 0, "", "!is over"},
};

START_TEST(test_said)
{
    scratch_run(&scratch, &said[_i]);
}
END_TEST

Suite *suite_alternate(void)
{
    Suite *suite = suite_create("alternate");
    TCase *tcase = tcase_create("alternate");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, test_weeks, 0, sizeof calendars / sizeof *calendars);
    tcase_add_loop_test(tcase, test_said, 0, sizeof said / sizeof *said);
    suite_add_tcase(suite, tcase);
    return suite;
}
