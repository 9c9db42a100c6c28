/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"
#include "solver/base/memory.h"
#include "solver/diagnose/keeps.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>

/* What is to be said of tests/schools/keeps/requests.csv, whose notes say why. */
static const struct {
    int line, other_line; /* 0: none */
    enum ht_rule rule;
} expected[] = {
    {9, 0, HT_H1_LESSON},      {10, 0, HT_H9_REQUESTS}, {6, 0, HT_H5_FREE_TIME},
    {13, 0, HT_H7_ASSESSMENT}, {3, 2, HT_H8_FREQUENCY}, {5, 4, HT_H4_MENTOR},
    {8, 7, HT_H5_FREE_TIME},
};

START_TEST(test_keeps)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school("tests/schools/keeps", faults);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    struct ht_horizon horizon;
    ck_assert(ht_horizon_next(school, &horizon));
    size_t count;
    struct ht_keep_fault *found = ht_keep_faults(school, horizon, &count);
    ck_assert_uint_eq(count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(found[i].keep->line, expected[i].line);
        ck_assert_int_eq(found[i].other ? found[i].other->line : 0, expected[i].other_line);
        ck_assert_int_eq(found[i].rule, expected[i].rule);
    }
    free(found);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

/* Whichever keep request comes first takes M1, with whom alone S2 has sessions: when there is no
   time, too, S1's is the session with M2. */
static const char *const kept_in_no_time[] = {"S1,M1\nS1,M2\nS2,M1", "S2,M1\nS1,M2\nS1,M1",
                                              "S1,M1\nS2,M1\nS1,M2\nS3,M3"};

START_TEST(test_in_no_time)
{
    struct scratch scratch = scratch_new();
    char *line = ht_format(
        "cp -r tests/schools/tiny $T/s && cd $T/s && printf 'student,mentor\n%s\n' >caseload.csv "
        "&& printf 'M2,Di Mentor,lead\nM3,Ed Mentor,lead\n' >>mentors.csv && "
        "printf 'S3,Cy Example,7A,7,\n' >>students.csv && printf 'S3,*,1,Art,,,\n' >>timetable.csv "
        "&& printf 'what,student,from,period\nkeep,S1,2026-09-08,1\nkeep,S2,2026-09-08,1\n' "
        ">requests.csv && { $HALFTERM plan . -o $T/out --format csv --time-limit 0.000000001 "
        ">$T/output 2>&1; test $? -le 1; } && grep -c '2026-09-08,,Tue,1,.*,S[12],' "
        "$T/out/sessions.csv "
        ">$T/count && test $(cat $T/count) = 2",
        kept_in_no_time[_i]);
    ck_assert_int_eq(scratch_shell(&scratch, line), 0);
    free(line);
    scratch_remove(&scratch);
}
END_TEST

Suite *suite_keeps(void)
{
    Suite *suite = suite_create("keeps");
    TCase *tcase = tcase_create("keeps");
    tcase_add_test(tcase, test_keeps);
    tcase_add_loop_test(tcase, test_in_no_time, 0,
                        sizeof kept_in_no_time / sizeof *kept_in_no_time);
    suite_add_tcase(suite, tcase);
    return suite;
}
