/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Caseload allocation: small schools in which one goal or one rule decides.
 */
#include "io/school/read.h"
#include "solver/assign/assign.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ one goal decides */

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp tests/schools/assign/* $T"), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* Files of tests/schools/assign written anew below their headers (NULL: left as they are), and who
   must go where: "S1:M1 S2:-". */
struct assign_case {
    const char *mentors, *caseload, *commitments, *requests, *expected;
};

/* The same with the order of the waiting list instead of skills. */
static const struct {
    const char *caseload, *expected;
} waiting[] = {
    /* One place: urgency first, then the referral, but never before priority. */
    {"S1,,2026-09-01,half term\nS4,,2026-09-03,at once\n", "S1:- S4:M1"},
    {"S1,,2026-09-03,at once\nS4,,2026-09-01,at once\n", "S1:- S4:M1"},
    {"S1,,2026-09-01,at once\nS4,,,at once\n", "S1:M1 S4:-"},
    {"S1,,2026-09-01,\nS4,,,within two weeks\n", "S1:- S4:M1"},
    {"S1,,2026-09-01,at once\nS3,,2026-09-02,half term\n", "S1:- S3:M1"},
    /* And in that order those are listed who are left. */
    {"S2,M1,,\nS1,,2026-09-02,half term\nS4,,2026-09-03,half term\nS5,,2026-09-09,at once\n",
     "S5 S1 S4"},
    {"S2,M1,,\nS1,,,\nS4,,2026-09-03,\nS5,,2026-09-02,\nS3,,,\n", "S3 S5 S4 S1"},
};

#define MONDAYS "M1,Tue;Wed;Thu;Fri,*\n"

static const struct assign_case cases[] = {
    /* Free mentors, and one with students already: the load decides. */
    {NULL, "S1,M1,,,\nS2,,,,\n", NULL, NULL, "S2:M2"},
    {"M1,Mo,learning,1,\nM2,Meg,learning,8,\n", "S1,,,,\nS2,,,,\nS4,,,,\n", NULL, NULL,
     "S1:M2 S2:M2 S4:M2"},
    {"M1,Mo,trainer,4,\nM2,Meg,trainer,,\n", "S1,M1,,,\nS2,,,,\nS4,M2,,,\nS5,M2,,,\n", NULL, NULL,
     "S2:M1"},
    /* Skills outweigh the load, however they are written. */
    {NULL, "S1,M1,,,\nS4,M1,,,\nS2,,,,semh\n", NULL, NULL, "S2:M1"},
    {NULL, "S1,M1,,,\nS4,M1,,,\nS2,,,,Anger-Management\n", NULL, NULL, "S2:M1"},
    {NULL, "S1,M1,,,\nS2,,,,bereavement;SEMH;anger management\n", NULL, NULL, "S2:M1"},
    /* The lead mentor has complex needs, before skills, and leaves the others to colleagues. */
    {"M1,Mo,learning,4,LAC\nM2,Meg,lead,1,\n", "S1,,,,\nS3,,,,LAC\n", NULL, NULL, "S1:M1 S3:M2"},
    {"M1,Mo,learning,4,\nM2,Meg,lead,3,\n", "S1,M1,,,\nS2,,,,\n", NULL, NULL, "S2:M1"},
    {"M1,Mo,learning,1,\nM2,Meg,lead,3,\n", "S1,M1,,,\nS2,,,,\n", NULL, NULL, "S2:M2"},
    /* A student has few mentors, be a colleague short of the role's minimum. */
    {"M1,Mo,trainer,4,\nM2,Meg,learning,8,\n", "S1,M1,,,\nS1,,Reading,,\n", NULL, NULL, "S1:M1"},
    {NULL, "S1,,Reading,,\nS1,,Writing,,\nS4,M2,,,\n", NULL, NULL, "S1:M1 S1:M1"},
    /* The minimum of a role comes before evenness. */
    {"M1,Mo,trainer,1,\nM2,Meg,learning,8,\n", "S3,,,,\nS1,M2,,,\nS2,M2,,,\nS4,M2,,,\nS5,M2,,,\n",
     NULL, NULL, "S3:M2"},
    /* Too few places: those with the least weight are left, and nobody who has a mentor. */
    {"M1,Mo,learning,1,\nM2,Meg,learning,1,\n", "S1,,,,\nS2,,,,\nS3,,,,\n", NULL, NULL,
     "S1:- S2:* S3:*"},
    {"M1,Mo,learning,1,\nM2,Meg,learning,0,\n", "S1,M1,,,\nS3,,,,\n", NULL, NULL, "S3:-"},
    /* A group of three stays together, where there are three places. */
    {"M1,Mo,learning,2,\nM2,Meg,learning,3,\n", "S1,,,G,\nS2,,,G,\nS4,,,G,\n", NULL, NULL,
     "S1:M2 S2:M2 S4:M2"},
    {"M1,Mo,learning,2,\nM2,Meg,learning,2,\n", "S1,,,G,\nS2,,,G,\nS4,,,G,\n", NULL, NULL,
     "S1:- S2:- S4:-"},
    /* Who joins a group goes to its mentor, or to nobody. */
    {NULL, "S1,M1,,G,\nS4,M1,,,\nS2,,,G,\n", NULL, NULL, "S2:M1"},
    {"M1,Mo,learning,1,\nM2,Meg,learning,4,\n", "S1,M1,,G,\nS2,,,G,\n", NULL, NULL, "S2:-"},
    /* No time in common. */
    {NULL, "S1,,,,\nS2,,,,SEMH\n", "M1,*,*\n", NULL, "S1:M2 S2:M2"},
    {NULL, "S1,,,,\n", "M1,*,*\nM2,*,*\n", NULL, "S1:-"},
    /* The free hour leaves one session a week: it goes where it is needed most. */
    {NULL, "S1,,,,SEMH\nS2,,,,SEMH;anger management\n", MONDAYS "M1,Mon,2\n", NULL, "S1:M2 S2:M1"},
    {"M1,Mo,learning,4,\n", "S1,M1,,,\nS3,,,,\n", MONDAYS "M1,Mon,2\n", NULL, "S3:-"},
    /* Two sessions have room, but both students are free in the same lesson only. */
    {NULL, "S1,,,,SEMH\nS2,,,,SEMH;anger management\n", MONDAYS, "never,S1,2;3;4\nnever,S2,2;3;4\n",
     "S1:M2 S2:M1"},
    {NULL, "S1,,,,SEMH\nS2,,,,SEMH;anger management\n", MONDAYS, "never,S1,2;3;4\nnever,S2,1;3;4\n",
     "S1:M1 S2:M1"},
};

static void write_below_header(const char *file, const char *rows, const char *header)
{
    if (!rows)
        return;
    FILE *stream = fopen(scratch_path(&scratch, file), "w");
    ck_assert_ptr_nonnull(stream);
    fprintf(stream, "%s\n%s", header, rows);
    fclose(stream);
}

/* Whether a mentor is as expected: an id, '-' for none, '*' for any. */
static bool is_expected(const char *expected, const char *mentor)
{
    return *expected == '*' ? *mentor != '-' : !strcmp(expected, mentor);
}

/* Compares all proposals, by the order of the programmes, with the expected ones. */
static void compare(const struct ht_school *school, const struct ht_assignment *assignment,
                    const char *expected)
{
    char text[200] = "";
    const char *at = expected;
    bool good = true;
    for (uint32_t p = 0; p < school->programme_count; p++)
        for (size_t n = 0; n < assignment->count; n++) {
            const struct ht_proposal *proposal = &assignment->proposals[n];
            const struct ht_programme *programme = &school->programmes[p];
            bool has = proposal->mentor.i != HT_NONE;
            const char *mentor = has ? school->mentors[proposal->mentor.i].id : "-";
            for (uint32_t s = 0; proposal->programme.i == p && s < programme->student_count; s++) {
                char student[20], wanted[20];
                int length = 0;
                ck_assert_int_eq(sscanf(at, " %9[^:]:%9s%n", student, wanted, &length), 2);
                at += length;
                good = good && !strcmp(student, school->students[programme->students[s].i].id) &&
                       is_expected(wanted, mentor);
                snprintf(text + strlen(text), sizeof text - strlen(text), "%s:%s ",
                         school->students[programme->students[s].i].id, mentor);
            }
        }
    ck_assert_msg(good && !*at, "'%s', not '%s'", text, expected);
}

START_TEST(test_decides)
{
    const struct assign_case *of = &cases[_i];
    write_below_header("mentors.csv", of->mentors, "mentor,name,role,caseload,skills");
    write_below_header("caseload.csv", of->caseload, "student,mentor,programme,group,needs");
    write_below_header("commitments.csv", of->commitments, "mentor,day,period");
    write_below_header("requests.csv", of->requests, "what,student,period");
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    ck_assert_int_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    struct ht_horizon horizon;
    ck_assert(ht_horizon_next(school, &horizon));
    struct ht_assignment *assignment = ht_assign(school, horizon, 0, NULL);
    ck_assert(ht_assignment_proved(assignment));
    compare(school, assignment, of->expected);
    ht_assignment_free(assignment);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

/* The students left without a mentor as they are listed, or all as compare() takes them. */
static void compare_waiting(const struct ht_school *school, const struct ht_assignment *assignment,
                            const char *expected)
{
    char text[200] = "";
    if (strchr(expected, ':')) {
        compare(school, assignment, expected);
        return;
    }
    for (size_t n = 0; n < assignment->count; n++) {
        uint32_t student = school->programmes[assignment->proposals[n].programme.i].students[0].i;
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", n ? " " : "",
                 school->students[student].id);
    }
    ck_assert_str_eq(text, expected);
}

START_TEST(test_waiting)
{
    write_below_header("mentors.csv", "M1,Mo,learning,1\n", "mentor,name,role,caseload");
    write_below_header("caseload.csv", waiting[_i].caseload, "student,mentor,referred,urgency");
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, faults);
    ck_assert_int_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    struct ht_horizon horizon;
    ck_assert(ht_horizon_next(school, &horizon));
    struct ht_assignment *assignment = ht_assign(school, horizon, 0, NULL);
    ck_assert(ht_assignment_proved(assignment));
    compare_waiting(school, assignment, waiting[_i].expected);
    ht_assignment_free(assignment);
    ht_school_free(school);
    ht_diagnostics_free(faults);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_assign(void)
{
    Suite *suite = suite_create("assign");
    TCase *tcase = tcase_create("assign");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_decides, 0, COUNT(cases));
    tcase_add_loop_test(tcase, test_waiting, 0, COUNT(waiting));
    suite_add_tcase(suite, tcase);
    return suite;
}
