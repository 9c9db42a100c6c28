/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Why sessions are not where they were: each reason that there is, on tests/schools/moves. S1 has
 * PE on Mondays, which is cheap to miss, and Maths on Tuesdays, and meets M1 in the first period of
 * 7 and 14 September; the week of the second is planned again.
 */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* Plans the school, changes it and plans again from a date; both in $T. */
static void replan(const char *before, const char *change, const char *options)
{
    char *command =
        ht_format("cp -r tests/schools/moves $T/s && (cd $T/s && { %s; }) && $HALFTERM plan "
                  "--format csv $T/s "
                  "-o $T/out --format csv "
                  ">$T/said 2>&1 && (cd $T/s && { %s; }) && "
                  "$HALFTERM replan $T/s --previous $T/out -o $T/new --from %s >$T/said 2>&1; "
                  "test $? -le 1",
                  before, change, options);
    int status = scratch_shell(&scratch, command);
    char *output = scratch_text(&scratch, "said");
    ck_assert_msg(!status, "%s:\n%s", change, output);
    free(output);
    free(command);
}

#define WEEK       "2026-09-14" /* from which is planned again */
#define MOVED      ",2026-09-14,1,2026-09-15,1,"
#define GONE       ",2026-09-14,1,,,"
#define POLICY(of) "echo '<policy>" of "</policy>' >policy.xml"
#define DOCUMENT   "$HALFTERM export xml . -o ../school.xml; rm *; mv ../school.xml ."

/* What is done to the school, from when on it is planned again, and a row that is in changes.csv
   then: what becomes of whom, and why. */
static const struct {
    const char *change, *from, *what, *who, *why;
} changes[] = {
    {"true", WEEK, "kept", "M1,S1", ",2026-09-14,1,2026-09-14,1,\n"},
    /* what a rule says against the place */
    {"echo closed,2026-09-14,,, >>calendar.csv", WEEK, "moved", "M1,S1",
     MOVED "\"it is closed then, or no lesson to come out of any more\""},
    {"sed -i /S1,Mon,1/d timetable.csv", WEEK, "moved", "M1,S1",
     MOVED "\"it is closed then, or no lesson to come out of any more\""},
    {"sed -i 's/^Mon,1,09:00,10:00/Mon,1,09:00,09:40/' periods.csv", WEEK, "moved", "M1,S1",
     MOVED "the period is too short"},
    {"echo M2,Mon,1,support,S1,2026-09-14, >>commitments.csv", WEEK, "moved", "M1,S1",
     MOVED "a commitment has the student with a mentor then"},
    {"sed -i '1s/$/,days/;/^M1/s/$/,Tue;/' mentors.csv", WEEK, "moved", "M1,S1",
     MOVED "the mentor does not work then"},
    {"echo M1,Mon,1,duty,,2026-09-14, >>commitments.csv", WEEK, "moved", "M1,S1",
     MOVED "\"the mentor is taken then (commitments.csv, line 2: duty)\""},
    {"echo M1,Mon,1,,,2026-09-14, >>commitments.csv", WEEK, "moved", "M1,S1",
     MOVED "\"the mentor is taken then (commitments.csv, line 2)\""},
    {"echo 'M1,Mon,*,absent,,2026-09-14,' >>commitments.csv", WEEK, "moved", "M1,S1",
     MOVED "\"the mentor is taken then (commitments.csv, line 2: absent)\""},
    {"echo 'M1,Mon,2;3,duty,,2026-09-14,' >>commitments.csv", WEEK, "moved", "M1,S1",
     MOVED "the mentor would keep too little free time"},
    {POLICY("<misses max=\"1\"/>"), WEEK, "moved", "M1,S1",
     MOVED "the subject has been missed often enough"},
    {POLICY("<assessment scope=\"day\"/>") "; echo assessment,2026-09-14,,7, >>calendar.csv", WEEK,
     "moved", "M1,S1", MOVED "there is assessment then"},
    {"sed -i '/^S1/s/.*/S1,M1,,,,,2026-09-11,/' caseload.csv", WEEK, "dropped", "M1,S1",
     GONE "it is outside the programme's dates"},
    {"echo never,S1,,Mon,1,2026-09-14,,a test >>requests.csv", WEEK, "moved", "M1,S1",
     MOVED "\"a never request forbids it (requests.csv, line 2: a test)\""},
    {"echo never,S1,,Mon,1,2026-09-14,, >>requests.csv", WEEK, "moved", "M1,S1",
     MOVED "\"a never request forbids it (requests.csv, line 2)\""},
    {"sed -i '1s/$/,protect/;/^PE/s/$/,yes/' subjects.csv", WEEK, "moved", "M1,S1",
     MOVED "the subject is protected"},
    {POLICY("<rooms max=\"0\"/>"), WEEK, "dropped", "M1,S1",
     GONE "\"there is no room, or too many would be out of the class\""},
    {"sed -i '/S1,Tue/s/7.Ma//' timetable.csv; " POLICY("<withdrawals max=\"0\"/>"), WEEK, "moved",
     "M1,S1", MOVED "\"there is no room, or too many would be out of the class\""},
    /* a document has the row */
    {"echo never,S1,,Mon,1,2026-09-14,,a test >>requests.csv; " DOCUMENT, WEEK, "moved", "M1,S1",
     MOVED "\"a never request forbids it (school.xml, line 45: a test)\""},
    {"echo M1,Mon,1,duty,,2026-09-14, >>commitments.csv; " DOCUMENT, WEEK, "moved", "M1,S1",
     MOVED "\"the mentor is taken then (school.xml, line 43: duty)\""},
    {"sed -i '/^S1/d' caseload.csv; echo S2,M2,,,,,, >>caseload.csv; " DOCUMENT, WEEK, "dropped",
     "M1,S1", GONE "school.xml has no such programme of this student and mentor any more"},
    /* what is not there any more */
    {"sed -i '/^S1/d' caseload.csv; echo S2,M2,,,,,, >>caseload.csv", WEEK, "dropped", "M1,S1",
     GONE "caseload.csv has no such programme of this student and mentor any more"},
    {"sed -i 's/^Mon,1/Mon,4/' periods.csv; sed -i 's/Mon,1/Mon,4/' timetable.csv", "2026-09-07",
     "moved", "M1,S1", ",2026-09-14,1,2026-09-14,4,there is no such period any more"},
    {"sed -i 3s/2026-09-14/2026-09-21/ ../out/sessions.csv", WEEK, "dropped", "M1,S1",
     ",2026-09-21,1,,,it is outside the term"},
    {"sed -i '/^S1/s/.*/S1,M1,,,,,,1/' caseload.csv", WEEK, "dropped", "M1,S1",
     GONE "no session is due in that week any more"},
    /* what others need */
    {"echo S2,M1,,,,2026-09-14,, >>caseload.csv", WEEK, "moved", "M1,S1",
     MOVED "to make room for S2"},
    {"echo S2,M1,,Ash,,2026-09-14,, >>caseload.csv", WEEK, "moved", "M1,S1",
     MOVED "to make room for group Ash"},
    {"sed -i '1s/$/,days/;/^M2/s/$/,Mon/' mentors.csv; echo S1,Mon,3,Art,, >>timetable.csv; echo "
     "S1,M2,Club,,,2026-09-14,, >>caseload.csv",
     WEEK, "moved", "M1,S1", MOVED "to make room for S1"},
    {"echo S3,M1,,,,2026-09-14,, >>caseload.csv; echo S4,M1,,,,2026-09-14,, >>caseload.csv", WEEK,
     "moved", "M1,S1", MOVED "to make room for others: the mentor's day is full"},
    {POLICY("<rooms max=\"1\"/>") "; echo S2,M2,,,,2026-09-14,, >>caseload.csv", WEEK, "moved",
     "M1,S1", MOVED "to make room for others\n"},
    /* what is new */
    {"echo S2,M2,,,,2026-09-14,, >>caseload.csv", WEEK, "new", "M2,S2",
     ",,,2026-09-14,1,the programme is new to the plan"},
    {"sed -i '/^S1/s/.*/S1,M1,,,2,,,/' caseload.csv", WEEK, "new", "M1,S1",
     ",,,2026-09-15,1,\"it is due, and the earlier plan had none for it\""},
};

START_TEST(test_why)
{
    char *options = ht_format("%s --format csv", changes[_i].from);
    replan("true", changes[_i].change, options);
    free(options);
    char *rows = scratch_text(&scratch, "new/changes.csv"),
         *output = scratch_text(&scratch, "said");
    char *begin = ht_format("\n%s,", changes[_i].what), *who = ht_format(",%s,", changes[_i].who);
    bool found = false;
    for (char *row = strstr(rows, begin); row && !found; row = strstr(row + 1, begin)) {
        char *end = strchr(row + 1, '\n'), *at = strstr(row, who),
             *why = strstr(row, changes[_i].why);
        found = at && why && at < why && why < end;
    }
    ck_assert_msg(found, "no '%s%s...%s' after %s in\n%s%s", begin + 1, who, changes[_i].why,
                  changes[_i].change, rows, output);
    free(who);
    free(begin);
    free(output);
    free(rows);
}
END_TEST

/* ------------------------------------------------------------ the pages */

/* What is written of the changes, and the file of tests/golden that it is; with UPDATE_GOLDEN set
   the files are written. Where a PDF's lines end is up to the font. */
static const struct {
    const char *program, *get, *golden;
} pages[] = {
    {NULL, "cat $T/new/changes.csv", "changes.csv"},
    {NULL, "sed -n '/<main/,/<.main>/p' $T/new/staff/changes.html", "staff-changes.html"},
    {NULL, "sed '$d' $T/said", "changes.txt"},
    {"pdftotext",
     "pdftotext $T/new/staff/changes.pdf - | sed '/^For staff/,$d' | tr -s '[:space:]' ' '",
     "staff-changes.txt"},
};

/* A group is new, S1 is moved for it, S3 is dropped and S4 stays. */
START_TEST(test_pages)
{
    replan("echo S3,M1,,,,,, >>caseload.csv; echo S4,M2,,,,,, >>caseload.csv",
           "sed -i /^S3/d caseload.csv; echo S2,M1,Anger,Ash,,2026-09-14,, >>caseload.csv; "
           "echo S5,M1,Anger,Ash,,2026-09-14,, >>caseload.csv",
           WEEK);
    const char *update = getenv("UPDATE_GOLDEN") ? "cp $T/page" : "cmp $T/page";
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (pages[i].program && !scratch_has(&scratch, pages[i].program))
            continue;
        char *command =
            ht_format("%s >$T/page && %s tests/golden/%s", pages[i].get, update, pages[i].golden);
        ck_assert_msg(!scratch_shell(&scratch, command), "%s", command);
        free(command);
    }
}
END_TEST

/* What is done before the plan and after it, and what changes.html says then. */
static const struct {
    const char *before, *change, *page;
} said[] = {
    {"true", "true", "<p>Nothing is different: every page still holds.</p>"},
    {"true", "echo avoid,S1,,Mon,1,2026-09-14,, >>requests.csv",
     "Planned anew from there on, whatever that changes, it would be better: "},
    /* people who are not there any more go by their ids, a group by its name */
    {"echo S2,M2,Anger,Ash,,,, >>caseload.csv; echo S5,M2,Anger,Ash,,,, >>caseload.csv",
     "sed -i /^S5/d caseload.csv students.csv timetable.csv; sed -i /Ash/d caseload.csv; "
     "sed -i /^M2/d mentors.csv",
     "<b><bdi>Ash</bdi></b>: <bdi>Ben Example</bdi>, <bdi>S5</bdi></th><td><bdi>M2</bdi></td>"
     "<td>Mon 14 Sep, period 1</td><td>dropped</td>"},
};

START_TEST(test_said)
{
    replan(said[_i].before, said[_i].change, WEEK " --format html");
    char *page = scratch_text(&scratch, "new/staff/changes.html");
    ck_assert_msg(strstr(page, said[_i].page) != NULL, "no '%s' in\n%s", said[_i].page,
                  strstr(page, "<main"));
    free(page);
}
END_TEST

/* What is due in a week that is over has no place, and the file that could say otherwise is named.
 */
static const struct {
    const char *change, *detail;
} over[] = {
    {"echo S2,M2,,,,,, >>caseload.csv", "give the row of caseload.csv a from."},
    {"echo S2,M2,,,,,, >>caseload.csv; " DOCUMENT, "give the row of school.xml a from."},
};

START_TEST(test_over)
{
    replan("true", over[_i].change, WEEK " --format csv");
    char *rows = scratch_text(&scratch, "new/unplaced.csv");
    const char *begin = "The week is over: only what is from 2026-09-14 on was planned again.";
    ck_assert_msg(strstr(rows, begin) && strstr(rows, over[_i].detail), "%s", rows);
    free(rows);
}
END_TEST

Suite *suite_changes(void)
{
    Suite *suite = suite_create("changes");
    TCase *tcase = tcase_create("changes");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_why, 0, sizeof changes / sizeof *changes);
    tcase_add_test(tcase, test_pages);
    tcase_add_loop_test(tcase, test_over, 0, sizeof over / sizeof *over);
    tcase_add_loop_test(tcase, test_said, 0, sizeof said / sizeof *said);
    suite_add_tcase(suite, tcase);
    return suite;
}
