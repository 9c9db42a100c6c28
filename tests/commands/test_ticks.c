/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What is ticked in a plan's staff/held.csv: record takes it, as it takes the other tables that
 * people tick, and no run loses it. On tests/schools/tiny, whose S1 and S2 meet M1 in the weeks of
 * 7 and 14 September 2026.
 */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static void shell(const char *command, int status)
{
    char *line = ht_format("cd $T && { %s\n}", command);
    scratch_expect(&scratch, line, status);
    free(line);
}

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/tiny $T/s"), 0);
    shell("$HALFTERM plan s -o out --format csv", 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* Ticks a row of a file by what it says; the others say nothing. */
#define TICK(word, row) "sed -i '/" row "/s/$/" word "/' out/staff/held.csv; "
#define FIRST           "2026-09-07,.*,S1,"
#define LAST            "2026-09-15,.*,S2,"
#define RECORD          "$HALFTERM record s out out/staff/held.csv; "
#define PLAN            "$HALFTERM plan s --format csv "
#define HAS(text)       "grep -q '" text "' "

/* What is done, how it ends, what is said then or with '!' is not, and what holds. */
static const struct {
    const char *done;
    int status;
    const char *said, *holds;
} cases[] = {
    /* it is in the order of the log, and blank */
    {"sed 's/^s[^,]*/s/' out/staff/held.csv", 0,
     "s,date,start,mentor,student,name,held\n"
     "s,2026-09-07,11:00,M1,S1,Ada Example,\n"
     "s,2026-09-08,11:50,M1,S2,Ben Example,\n",
     "true"},
    /* recorded once, and again */
    {TICK("yes", FIRST) RECORD, 0, "1 row added, 0 taken out, 0 there already", "true"},
    {TICK("yes", FIRST) RECORD RECORD, 0, "0 rows added, 0 taken out, 1 there already", "true"},
    {TICK("no", FIRST) RECORD, 0, "0 rows added", "true"},
    /* carried over by the next plan of these dates, whatever they say */
    {TICK("late", FIRST) PLAN "-o out", 0, "!held.csv", HAS(FIRST ".*,late") "out/staff/held.csv"},
    {TICK("no", FIRST) TICK("Y", LAST) PLAN "-o out --only mentors", 0, "!held.csv",
     HAS(FIRST ".*,no") "out/staff/held.csv && " HAS(LAST ".*,y") "out/staff/held.csv"},
    {TICK("yes", FIRST) "$HALFTERM replan s --previous out --from 2026-09-14 --format csv -o new",
     0, "!held.csv", HAS(FIRST ".*,yes") "new/staff/held.csv"},
    {TICK("yes", FIRST) "cp -r out new; $HALFTERM replan s --previous out --from 2026-09-14 "
                        "--format csv -o new",
     0, "!held.csv", HAS(FIRST ".*,yes") "new/staff/held.csv"},
    /* a plan that has no such session, and a run that does not write the file */
    {TICK("yes", FIRST) PLAN "-o out --half-term AUT2", 2,
     "out/staff/held.csv:2: 1 tick from this row on, not in history.csv yet, would be lost: the "
     "new "
     "plan has no such sessions on these dates; enter what was held first: halfterm record s out "
     "out/staff/held.csv\n",
     HAS(FIRST ".*,yes") "out/staff/held.csv"},
    {TICK("yes", FIRST) PLAN "-o out --only lead", 2,
     "would be lost: --only or --format would take the file away; enter",
     HAS(FIRST ".*,yes") "out/staff/held.csv"},
    {TICK("yes", FIRST) "$HALFTERM plan s -o out --format html", 2, "halfterm record s out out/",
     HAS(FIRST ".*,yes") "out/staff/held.csv"},
    {TICK("yes", FIRST) TICK("late", LAST) PLAN "-o out --only lead", 2, "csv:2: 2 ticks from",
     "true"},
    {TICK("yes", FIRST) "echo never,S1,Mon,3 >>s/requests.csv; sed -i '1iwhat,student,day,period' "
                        "s/requests.csv; " PLAN "-o out",
     2, "the new plan has no such sessions on these dates",
     HAS(FIRST ".*,yes") "out/staff/held.csv"},
    /* what was recorded may go, with a word on who did not come */
    {TICK("yes", FIRST) RECORD PLAN "-o out --half-term AUT2", 0, "!noted", "true"},
    {TICK("yes", FIRST) RECORD PLAN "-o out --only lead", 0, "!record s",
     "! ls out/staff/held.csv"},
    {TICK("yes", FIRST) TICK("no", LAST) RECORD PLAN "-o out --half-term AUT2", 0,
     "out/staff/held.csv:5: warning: 1 absence noted here goes with the earlier plan: history.csv "
     "has what was held\n",
     "true"},
    /* recorded, and then denied */
    {TICK("yes", FIRST) RECORD "sed -i s/,yes/,no/ out/staff/held.csv; " PLAN
                               "-o out --half-term AUT2",
     2, "1 tick from this row on", "true"},
    /* what cannot be understood is not lost either */
    {TICK("perhaps", FIRST) PLAN "-o out", 2, "unknown word in held: 'perhaps'", "true"},
    {TICK("yes", FIRST) "cp -r out new; sed -i s/,yes/,no/ new/staff/held.csv; $HALFTERM replan s "
                        "--previous out --from 2026-09-14 --format csv -o new",
     2, "new/staff/held.csv:2: this says 'no' of student 'S1' in session 's", "true"},
    /* without any tick nothing else need be right */
    {"echo x >>out/sessions.csv; " PLAN "-o out", 0, "4 of 4", "true"},
    /* as a spreadsheet saves it */
    {TICK("yes",
          FIRST) "sed -i 's/,/;/g;s/2026-09-07/07\\/09\\/2026/;s/$/\\r/;1s/^/\\xef\\xbb\\xbf/' "
                 "out/staff/held.csv; " RECORD,
     0, "1 row added", HAS("2026-09-07") "s/history.csv"},
    {TICK("yes", FIRST) "sed -i 's/11:00/09:00/' out/staff/held.csv; " RECORD, 2,
     "held.csv:2: start: '09:00' is not what the plan has for session 's", "! ls s/history.csv"},
};

START_TEST(test_ticks)
{
    shell(cases[_i].done, cases[_i].status);
    char *said = scratch_text(&scratch, "said");
    bool silent = *cases[_i].said == '!';
    ck_assert_msg(!strstr(said, cases[_i].said + silent) == silent, "%s:\n%s", cases[_i].done,
                  said);
    free(said);
    shell(cases[_i].holds, 0);
}
END_TEST

/* Rows of other tables, which have no session's id; what is said, and history.csv then. */
static const struct {
    const char *rows;
    int status;
    const char *said;
} tables[] = {
    {"Date,Start,Mentor,Student,Held\\n07/09/2026,11:00,Mo Mentor,Ada Example,yes\\n", 0,
     "1 row added"},
    {"Date,Student,Held\\n2026-09-07,S1,yes\\n2026-09-08,Ben Example,yes\\n", 0, "2 rows added"},
    {"Date,Student,Held\\n2026-09-07,S1,yes\\n2026-09-07,Ada Example,yes\\n", 0, "1 row added"},
    {"Date,Student,Held\\n2026-09-07,S1,yes\\n2026-09-07,Ada Example,no\\n", 2,
     "held.csv:3: line 2 says something else of student 'S1'"},
    {"Date,Student,Held\\n2026-09-08,Ada Example,yes\\n", 2,
     "held.csv:2: the plan has no session of student 'Ada Example' then; correct the row, or"},
    {"Date,Start,Student,Held\\n2026-09-07,12:00,S1,yes\\n", 2, "no session of student 'S1' then"},
    {"Date,Mentor,Student,Held\\n2026-09-07,M2,S1,yes\\n", 2, "no session of student 'S1' then"},
    {"Date,Student,Held\\n2026-09-31,S1,yes\\n", 2, "held.csv:2: date: '2026-09-31'"},
    {"Date,Student,Held\\n2026-09-07,,yes\\n", 2, "held.csv:2: the cell session is blank"},
    {"Date,Held\\n2026-09-07,yes\\n", 2, "held.csv:1: the column session is missing"},
};

START_TEST(test_tables)
{
    char *record =
        ht_format("printf '%s' >held.csv && $HALFTERM record s out held.csv", tables[_i].rows);
    shell(record, tables[_i].status);
    free(record);
    char *said = scratch_text(&scratch, "said");
    ck_assert_msg(strstr(said, tables[_i].said) != NULL, "%s:\n%s", tables[_i].rows, said);
    free(said);
}
END_TEST

/* timetable.csv with one more column. */
START_TEST(test_timetable)
{
    shell("sed '1s/$/,Held/;2,$s/$/,yes/' out/staff/timetable.csv >t.csv && "
          "$HALFTERM record s out t.csv && cmp out/sessions.csv s/history.csv",
          0);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_ticks(void)
{
    Suite *suite = suite_create("ticks");
    TCase *tcase = tcase_create("ticks");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_ticks, 0, COUNT(cases));
    tcase_add_loop_test(tcase, test_tables, 0, COUNT(tables));
    tcase_add_test(tcase, test_timetable);
    suite_add_tcase(suite, tcase);
    return suite;
}
