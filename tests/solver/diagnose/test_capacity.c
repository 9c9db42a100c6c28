/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What `check` says of needs and room: a small school, changed by a line of shell, and a line of
 * the report. It has four lessons of 50 minutes a day and an hour that a mentor keeps free.
 */
#include "io/school/read.h"
#include "reports/terminal/terminal.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sets caseload.csv to rows with these columns; the first half term has two weeks. */
#define CASELOAD(rows)                                                                             \
    "printf 'student,mentor,group,per_week,from,to\\n" rows "' >$T/school/caseload.csv; "
#define POLICY(elements) "echo '<policy>" elements "</policy>' >$T/school/policy.xml; "
#define COMMIT(rows)     "printf 'mentor,day,period,from,to\\n" rows "' >$T/school/commitments.csv; "
#define CLOSE(from, to)  "echo closed," from "," to ",, >>$T/school/calendar.csv; "

#define TWO_MENTORS "echo N2,Nel,lead >>$T/school/mentors.csv; " CASELOAD("S1,M1\\nS2,N2\\n")
/* Both mentors are there on Mondays in the first period only. */
#define ONLY_AT_ONCE                                                                               \
    COMMIT("M1,Tue;Wed;Thu;Fri,*,,\\nN2,Tue;Wed;Thu;Fri,*,,\\nM1,Mon,2;3;4,,\\nN2,Mon,2;3;4,,\\n")
#define FIVE POLICY("<misses max=\"9\"/>") CASELOAD("S1,M1,,5\\n")

static const struct capacity_case {
    const char *change;
    const char *said; /* a part of the report */
} cases[] = {
    {"", "4 sessions needed\n"},
    {"", "         2       4        20  2 of 10, week of 7 Sep  M1"},
    {"", "  none: no mentor, week or programme is short"},

    /* An hour in one piece takes two lessons that follow each other, whatever is committed. */
    {POLICY("<free-time contiguous=\"yes\"/>"), "60 free minutes a mentor and day, in one piece\n"},
    {POLICY("<free-time contiguous=\"yes\"/>"), "  2 of 10, week of 7 Sep "},
    {POLICY("<free-time contiguous=\"yes\"/>") COMMIT("M1,*,1,,\\n"), "  2 of 5, week of 7 Sep "},
    {POLICY("<free-time contiguous=\"yes\"/>") COMMIT("M1,*,2,,\\n"), "  2 of 5, week of 7 Sep "},
    {POLICY("<free-time contiguous=\"yes\" minutes=\"50\"/>"), "  2 of 15, week of 7 Sep "},
    {POLICY("<free-time contiguous=\"yes\" minutes=\"50\"/>") COMMIT("M1,*,2,,\\n"),
     "  2 of 10, week of 7 Sep "},
    {POLICY("<free-time contiguous=\"yes\" minutes=\"0\"/>"), "  2 of 20, week of 7 Sep "},

    /* A group is one session of several students. */
    {CASELOAD("S1,M1,g\\nS2,M1,g\\n"), "2 sessions needed\n"},
    {CASELOAD("S1,M1,g\\nS2,M1,g\\n"), "         2       2        20  1 of 10, week of 7 Sep "},
    {POLICY("<misses max=\"1\"/>") CASELOAD("S1,M1,g,5\\nS2,M1,g,5\\n"),
     "  group g of Ada Example (S1) with Mo Mentor (M1): 10 sessions needed, but only 4 lessons "
     "may be missed\n"},
    {POLICY("<misses max=\"1\"/>") "sed -i 's/^S2,.*4,.*/S2,*,4,Music/' "
                                   "$T/school/timetable.csv; " CASELOAD("S1,M1,g,2\\nS2,M1,g,2\\n"),
     "  group g of Ada Example (S1) with Mo Mentor (M1): 4 sessions needed, but only 3 lessons may "
     "be missed\n"},

    /* Several a week, and one in several weeks. */
    {FIVE, "  none: "},
    {FIVE CLOSE("2026-09-15", ""),
     "  Ada Example (S1) with Mo Mentor (M1): 4 of 5 sessions have room in the week of 14 Sep\n"},
    {FIVE CLOSE("2026-09-15", "") POLICY("<misses max=\"9\"/><per-day max=\"2\"/>"), "  none: "},
    {CASELOAD("S1,M1,,0.5\\nS2,M1,,0.5\\n"), "2 sessions needed\n"},
    {CASELOAD("S1,M1,,0.5\\nS2,M1,,0.5\\n") COMMIT("M1,*,*,2026-09-07,2026-09-11\\n"), "  none: "},
    {CASELOAD("S1,M1,,0.5\\nS2,M1,,0.5\\n") COMMIT("M1,*,*,,\\n"),
     "  Ada Example (S1) with Mo Mentor (M1): no time is left for a session in the week of 7 Sep "
     "to that of 14 Sep\n"},
    /* Ben's weekly sessions leave room for Ada's in the second week, or in none. */
    {CASELOAD("S1,M1,,0.5\\nS2,M1\\n")
         COMMIT("M1,Tue;Wed;Thu;Fri,*,,\\nM1,Mon,1,2026-09-07,2026-09-07\\n"),
     "         2       3         3  1 of 1, week of 7 Sep "},
    {CASELOAD("S1,M1,,0.5\\nS2,M1\\n") COMMIT("M1,Tue;Wed;Thu;Fri,*,,\\nM1,Mon,1,,\\n"),
     "  Mo Mentor (M1) has room for 1 of 2 sessions in the week of 7 Sep\n"},

    {POLICY("<rooms max=\"1\"/>"), "at most 1 session at once in the whole school\n"},
    {POLICY("<withdrawals max=\"3\"/>"), "at most 3 students out of a class at once\n"},
    {POLICY("<rooms max=\"1\"/>") TWO_MENTORS, "  none: "},
    {POLICY("<rooms max=\"1\"/><free-time minutes=\"0\"/>") TWO_MENTORS ONLY_AT_ONCE,
     "  the rooms hold 1 of 2 sessions in the week of 7 Sep\n"},
    {POLICY("<rooms max=\"2\"/><free-time minutes=\"0\"/>") TWO_MENTORS ONLY_AT_ONCE, "  none: "},

    /* A programme without a mentor needs nothing yet. */
    {CASELOAD("S1,M1\\nS2,\\n"), "2 programmes, of which 1 not yet assigned to a mentor\n"},
    {CASELOAD("S1,M1\\nS2,\\n"), "2 sessions needed, not counting programmes without a mentor\n"},
    {CASELOAD("S1,M1\\nS2,\\n"), "         1       2        20  1 of 10, week of 7 Sep "},
};

enum { CASES = sizeof cases / sizeof *cases };

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/tiny $T/school"), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* The report on the first half term. Use free(). */
static char *report(void)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch_path(&scratch, "school"), faults);
    if (ht_diagnostics_count(faults, HT_FAULT))
        ht_diagnostics_print(faults, stderr);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    struct ht_horizon horizon;
    ck_assert(ht_horizon_next(school, &horizon));
    struct ht_capacity *capacity = ht_capacity_new(school, horizon);
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    ht_write_check(stream, school, capacity);
    fclose(stream);
    ht_capacity_free(capacity);
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return text;
}

START_TEST(test_report)
{
    ck_assert_int_eq(scratch_shell(&scratch, cases[_i].change), 0);
    char *text = report();
    ck_assert_msg(strstr(text, cases[_i].said) != NULL, "%s: no '%s' in:\n%s", cases[_i].change,
                  cases[_i].said, text);
    free(text);
}
END_TEST

Suite *suite_capacity(void)
{
    Suite *suite = suite_create("capacity");
    TCase *tcase = tcase_create("capacity");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_report, 0, CASES);
    suite_add_tcase(suite, tcase);
    return suite;
}
