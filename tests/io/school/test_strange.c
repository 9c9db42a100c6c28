/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Columns of a school's files that mean nothing: they are named, and what a row then says.
 */
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>

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

/* Rows of a file of tests/schools/whole, and what is warned of. */
static const struct {
    const char *file, *rows, *warnings;
} strange[] = {
    {"students.csv", "student,year,flag,note\nS1,7,LAC,new\nS2,8,,\n",
     "students.csv:1: warning: not read, since no column of this file is called so: flag; did you "
     "mean flags by 'flag'?\n"},
    {"mentors.csv", "mentor,role,phone,mail\nM1,lead,1,2\nM2,lead,,\n",
     "mentors.csv:1: warning: not read, since no column of this file is called so: phone, mail; "
     "correct the name, or take it away\n"},
    {"requests.csv", "what,year,subject\nnever,7,\navoid,,Ma\nnever,9,Ma\n",
     "requests.csv:1: warning: not read, since no column of this file is called so: year; correct "
     "the name, or take it away\n"
     "requests.csv:2: warning: the column 'year' is not read, so this row bars every student; say "
     "it in a column that there is, or take the row away\n"
     "requests.csv:4: warning: the column 'year' is not read, so this row bars every student "
     "(subject=Ma); say it in a column that there is, or take the row away\n"},
    {"commitments.csv", "mentor,day,period,year\nM1,Mon,,7\n",
     "commitments.csv:1: warning: not read, since no column of this file is called so: year; "
     "correct the name, or take it away\n"
     "commitments.csv:2: warning: the column 'year' is not read, so this row keeps mentor M1 from "
     "all sessions (day=Mon); say it in a column that there is, or take the row away\n"},
    {"subjects.csv", "subject,protect,year\nMa,yes,11\n",
     "subjects.csv:1: warning: not read, since no column of this file is called so: year; correct "
     "the name, or take it away\n"
     "subjects.csv:2: warning: the column 'year' is not read, so this row says of subject Ma, for "
     "every student, what else is in it (protect=yes); say it in a column that there is, or take "
     "the row away\n"},
    {"done.csv", "date,what,who,mentor,student,programme,state,mentor_name,student_name\n", ""},
    {"history.csv", "date,student,subject,note\n", ""},
};

START_TEST(test_strange)
{
    FILE *stream = fopen(scratch_path(&scratch, strange[_i].file), "w");
    ck_assert_ptr_nonnull(stream);
    fputs(strange[_i].rows, stream);
    ck_assert_int_eq(fclose(stream), 0);
    ck_assert_int_ge(scratch_shell(&scratch, "$HALFTERM check $T >$T/said 2>$T/warnings"), 0);
    ck_assert_int_ge(scratch_shell(&scratch, "grep -F 'not read' $T/warnings >$T/found; true"), 0);
    char *found = scratch_text(&scratch, "found");
    ck_assert_str_eq(found, strange[_i].warnings);
    free(found);
}
END_TEST

Suite *suite_strange(void)
{
    Suite *suite = suite_create("strange");
    TCase *tcase = tcase_create("strange");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_strange, 0, (int)(sizeof strange / sizeof *strange));
    suite_add_tcase(suite, tcase);
    return suite;
}
