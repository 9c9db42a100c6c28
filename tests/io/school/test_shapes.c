/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What policy.xml and caseload.csv say together of when, where and how long a programme is.
 */
#include "io/school/read.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* ------------------------------------------------------------ the first programme as text */

static void show_date(FILE *stream, ht_date date)
{
    char text[16];
    bool is_open = date.days == HT_DATE_FIRST.days || date.days == HT_DATE_LAST.days;
    fprintf(stream, " %s", is_open ? "-" : ht_date_iso(date, text));
}

static void show(FILE *stream, const struct ht_school *school)
{
    const struct ht_programme *programme = &school->programmes[0];
    fprintf(stream, "%d/%d %dmin %d", programme->per_week, programme->per_weeks, programme->minutes,
            programme->sessions);
    show_date(stream, programme->from);
    show_date(stream, programme->to);
    fputc(' ', stream);
    for (uint32_t n = 0; n < programme->periods.count; n++)
        fprintf(stream, "%s%s", n ? ";" : "",
                ht_strings_text(school->period_names, programme->periods.numbers[n]));
    fprintf(stream, " '%s' latest", programme->place);
    show_date(stream, programme->latest);
}

static char *read_as_text(void)
{
    char *text;
    size_t size;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    FILE *stream = open_memstream(&text, &size);
    if (ht_diagnostics_count(faults, HT_FAULT))
        ht_diagnostics_print(faults, stream);
    else
        show(stream, school);
    fclose(stream);
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return text;
}

static void write_file(const char *name, const char *head, const char *text, const char *tail)
{
    FILE *stream = fopen(scratch_path(&scratch, name), "w");
    ck_assert_ptr_nonnull(stream);
    fprintf(stream, "%s%s%s\n", head, text, tail);
    fclose(stream);
}

/* What stands in <policy>, the rows of caseload.csv, and what the first programme is then. */
struct shape_case {
    const char *policy, *rows, *expected;
};

#define COLUMNS                                                                                    \
    "student,mentor,programme,group,per_week,minutes,sessions,from,to,periods,place,referred,"     \
    "urgency\n"
#define CHECK_IN                                                                                   \
    "<programme name='Check-in' minutes='10' per-week='5' periods='Reg;1' place='Reception'/>"

static const struct shape_case cases[] = {
    {"", "S1,M1,,,,,,,,,,,", "1/1 25min -1 - -  '' latest -"},
    {"", "S1,M1,,,,,,,,2; 3,Hall,,", "1/1 25min -1 - - 2;3 'Hall' latest -"},
    /* The policy speaks for programmes of that name only, and the row's own cells win. */
    {CHECK_IN, "S1,M1,Check-in,,,,,,,,,,", "5/1 10min -1 - - Reg;1 'Reception' latest -"},
    {CHECK_IN, "S1,M1,Mentoring,,,,,,,,,,", "1/1 25min -1 - -  '' latest -"},
    {CHECK_IN, "S1,M1,Check-in,,2,12,7,,,Break,Hall,,", "2/1 12min 7 - - Break 'Hall' latest -"},
    {CHECK_IN, "S1,M1,Check-in,,,12,,,,,,,", "5/1 12min -1 - - Reg;1 'Reception' latest -"},
    {"<session minutes='20'/><programme name='A' per-week='0.5' sessions='6'/>",
     "S1,M1,A,,,,,,,,,,", "1/2 20min 6 - -  '' latest -"},
    /* Weeks count where they are open: 11 September is closed, 12 to 14 October out for years 8
       and 9. A last date of the row comes before them. */
    {"<programme name='A' weeks='2'/>", "S1,M1,A,,,,,,,,,,",
     "1/1 25min -1 - 2026-09-20  '' latest -"},
    {"<programme name='A' weeks='2'/>", "S1,M1,A,,,,,2026-09-11,,,,,",
     "1/1 25min -1 2026-09-11 2026-09-27  '' latest -"},
    {"<programme name='A' weeks='2'/>", "S1,M1,A,,,,,2026-09-21,,,,,",
     "1/1 25min -1 2026-09-21 2026-10-11  '' latest -"},
    {"<programme name='A' weeks='2'/>", "S1,M1,A,,,,,2026-10-05,,,,,",
     "1/1 25min -1 2026-10-05 2026-10-18  '' latest -"},
    {"<programme name='A' weeks='2'/>", "S2,M1,A,,,,,2026-10-05,,,,,",
     "1/1 25min -1 2026-10-05 -  '' latest -"},
    {"<assessment scope='day'/><programme name='A' weeks='2'/>", "S2,M1,A,,,,,2026-10-05,,,,,",
     "1/1 25min -1 2026-10-05 2026-10-18  '' latest -"},
    {"<programme name='A' weeks='2'/>", "S1,M1,A,,,,,2026-09-07,2026-10-09,,,,",
     "1/1 25min -1 2026-09-07 2026-10-09  '' latest -"},
    /* A closed day of year 7 on which year 8 begins. */
    {"<programme name='A' weeks='1'/>", "S1,M1,A,G,,,,2026-09-17,,,,,\nS2,M1,A,G,,,,,,,,,",
     "1/1 25min -1 2026-09-17 2026-09-20  '' latest -"},
    /* A group has the periods of all, the first place, and is seen as soon as anybody must be. */
    {"", "S1,M1,A,G,,,,,,1;2,,,\nS2,M1,A,G,,,,,,2;3,Hall,,", "1/1 25min -1 - - 2 'Hall' latest -"},
    {"", "S1,M1,A,G,,,,,,1,,,\nS2,M1,A,G,,,,,,2,,,",
     "caseload.csv:3: periods: '2' has no period in common with the other rows of the group; "
     "correct it, or make two groups\n"},
    {"", "S1,M1,A,G,,,,,,,,2026-09-14,within two weeks\nS2,M1,A,G,,,,,,,,2026-09-15,at once",
     "1/1 25min -1 - -  '' latest 2026-09-15"},
    /* How soon: by weeks, on the next school day, within the half term. */
    {"", "S1,M1,,,,,,,,,,2026-09-14,Within two-weeks", "1/1 25min -1 - -  '' latest 2026-09-28"},
    {"", "S1,M1,,,,,,,,,,2026-09-08,at once", "1/1 25min -1 - -  '' latest 2026-09-09"},
    {"", "S1,M1,,,,,,,,,,2026-09-10,at once", "1/1 25min -1 - -  '' latest 2026-09-14"},
    {"", "S1,M1,,,,,,,,,,2026-08-03,at once", "1/1 25min -1 - -  '' latest 2026-09-07"},
    {"", "S1,M1,,,,,,,,,,2026-09-14,half term", "1/1 25min -1 - -  '' latest 2026-09-25"},
    {"", "S1,M1,,,,,,,,,,2026-09-28,half term", "1/1 25min -1 - -  '' latest 2026-10-16"},
    {"", "S1,M1,,,,,,2026-09-14,,,,,within two weeks",
     "1/1 25min -1 2026-09-14 -  '' latest 2026-09-28"},
    {"<urgency word='Soon' weeks='1'/>", "S1,M1,,,,,,,,,,2026-09-14,soon",
     "1/1 25min -1 - -  '' latest 2026-09-21"},
    {"<urgency word='at once' weeks='1'/>", "S1,M1,,,,,,,,,,2026-09-14,at once",
     "1/1 25min -1 - -  '' latest 2026-09-21"},
    {"", "S1,M1,,,,,,,,,,2026-09-14,tomorrow",
     "caseload.csv:2: unknown word in urgency: 'tomorrow'; write at once, within two weeks or half "
     "term\n"},
    /* What cannot be. */
    {"<programme name='A' periods='1;9'/>", "S1,M1,A,,,,,,,,,,",
     "policy.xml:1: <programme periods>: '9' is no period of periods.csv; correct it, or add it "
     "there\n"},
    {CHECK_IN CHECK_IN, "S1,M1,A,,,,,,,,,,",
     "policy.xml:1: programme 'Check-in' is already in line 1; make one of the two\n"},
    {"<programme minutes='10'/>", "S1,M1,A,,,,,,,,,,",
     "policy.xml:1: <programme> says no name; add the attribute\n"},
    {"<programme name='A' per-week='often'/>", "S1,M1,A,,,,,,,,,,",
     "policy.xml:1: <programme per-week>: 'often' is not a number of sessions a week; write 1, 2, "
     "or 0.5 for one in two weeks\n"},
};

START_TEST(test_shape)
{
    const struct shape_case *shape = &cases[_i];
    write_file("policy.xml", "<policy>", shape->policy, "</policy>");
    write_file("caseload.csv", COLUMNS, shape->rows, "");
    char *text = read_as_text();
    ck_assert_msg(strcmp(text, shape->expected) == 0, "%s with %s:\n%s\nnot\n%s", shape->rows,
                  shape->policy, text, shape->expected);
    free(text);
}
END_TEST

Suite *suite_shapes(void)
{
    Suite *suite = suite_create("shapes");
    TCase *tcase = tcase_create("shapes");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_shape, 0, sizeof cases / sizeof *cases);
    suite_add_tcase(suite, tcase);
    return suite;
}
