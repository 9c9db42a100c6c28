/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A plan that was edited by hand and is adopted: what each kind of edited row does, what is refused
 * and why. On tests/schools/tiny, whose plan has two weeks of two students of M1: S1 on Monday 7
 * September in period 3 and on 14 in period 4, S2 on Tuesday 8 in period 4 and on 15 in period 3.
 */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static void shell(const char *command, int status)
{
    char *line = ht_format("cd $T && { %s\n} >said 2>&1", command);
    int found = scratch_shell(&scratch, line);
    char *said = scratch_text(&scratch, "said");
    ck_assert_msg(found == status, "%s: %d\n%s", command, found, said);
    free(said);
    free(line);
}

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/tiny $T/s"), 0);
    shell("echo what,student,mentor,day,period,from >s/requests.csv; "
          "$HALFTERM plan s -o out --format csv && cp out/sessions.csv e.csv",
          0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* The rows of the edited file, and what they are changed to. */
#define ROW(number, from, to) "sed -i '" #number "s/" from "/" to "/' e.csv; "
#define DROP(number)          "sed -i " #number "d e.csv; "
#define COLUMN(name, row)     "sed -i '1s/$/," name "/;" #row "s/$/,yes/' e.csv; "
#define RECORDED              "sed '1s/$/,held/;2s/$/,yes/' e.csv >h.csv; $HALFTERM record s out h.csv >said; "
#define KEPT(count)           "from there on " #count " kept"
#define KEEP                  "echo keep,S1,,,3,2026-09-07 >>s/requests.csv; "
#define MOVED(to)             "grep -q '^moved,.*S1,.*,2026-09-07,3," to ",by hand$' new/changes.csv"

/* How the file or the school is changed, the options, how it ends, what is said, and what holds. */
static const struct {
    const char *edit, *options;
    int status;
    const char *said, *holds;
} cases[] = {
    {"", "", 0, "0 sessions before 2026-09-07 stand; " KEPT(4) ", 0 moved", "true"},
    /* a row that differs stays where it was put, and all else where it was */
    {ROW(2, "-07,,Mon,3", "-09,,Mon,1"), "", 0,
     KEPT(3) ", 1 moved, 0 new, 0 dropped.\n1 of these changes was made by hand, 0 besides.\n",
     MOVED("2026-09-09,1")},
    {ROW(2, "Mon,3", "Mon,4"), "", 0, KEPT(3) ", 1 moved", MOVED("2026-09-07,4")},
    /* as a spreadsheet saves it, with columns left out and added */
    {ROW(2, "2026-09-07,,Mon,3",
         "09\\/09\\/2026,,,1") "cut -d, -f1-5 e.csv | sed "
                               "'s/,/;/g;s/$/;mine\\r/;1s/^/\\xef\\xbb\\xbf/' >f; mv f e.csv; ",
     "", 0, KEPT(3) ", 1 moved", MOVED("2026-09-09,1")},
    /* what is in the way makes room, and changes no more than that */
    {ROW(2, "2026-09-07,,Mon,3", "2026-09-08,,Tue,4"), "", 0, KEPT(2) ", 2 moved",
     MOVED("2026-09-08,4") " && grep -q '^moved,.*S2,.*to make room for S1' new/changes.csv"},
    /* a lock holds against the school's own wishes, and against files that have changed */
    {"echo avoid,S1,,Mon,,2026-09-07 >>s/requests.csv; " COLUMN("lock", 2), "", 0, KEPT(4), "true"},
    {"sed -i '1s/$/,lock/;2,$s/$/,no/' e.csv; ", "", 0, KEPT(4), "true"},
    /* rows taken out */
    {DROP(2), "", 1, KEPT(3) ", 0 moved, 0 new, 1 dropped.\n1 of these",
     "grep -q '^S1,M1,1:1 mentoring,2026-09-07,1,taken out by hand,' new/unplaced.csv"},
    {COLUMN("aside", 2), "", 1, "1 dropped", "grep -q '^S1,.*by hand' new/unplaced.csv"},
    {DROP(2) DROP(2) DROP(2) DROP(2), "", 1, "0 kept, 0 moved, 0 new, 4 dropped",
     "test $(wc -l <new/unplaced.csv) = 5"},
    /* a place that was left is free for others only where they gain nothing else */
    {DROP(2) ROW(2, "2026-09-08,,Tue,4", "2026-09-07,,Mon,3"), "", 1, KEPT(2), "true"},
    /* nothing before the date moves: by default what history has stands */
    {RECORDED ROW(3, "Tue,4", "Tue,1"), "", 0, "1 sessions before 2026-09-08 stand; " KEPT(2),
     "true"},
    {RECORDED ROW(2, "Mon,3", "Mon,4"), "", 2,
     "e.csv:2: session 's45fb88443e6bc70b' of student 'S1' was on 2026-09-07, period 3: nothing "
     "before 2026-09-08 moves, nor to there; take the change back, or give another --from\n",
     "! ls new"},
    {RECORDED ROW(3, "2026-09-08", "2026-09-07"), "", 2, "e.csv:3: session", "! ls new"},
    {RECORDED DROP(2), "", 2, "is before 2026-09-08, from which on sessions may be taken out",
     "! ls new"},
    {RECORDED ROW(2, "Mon,3", "Mon,4"), "--from 2026-09-07", 0, KEPT(3), "true"},
    {"sed '1s/$/,held/;2,$s/$/,yes/' e.csv >h.csv; sed -i 's/09-18,,AUT1/09-15,,AUT1/' "
     "s/calendar.csv; $HALFTERM plan s -o out --format csv; $HALFTERM record s out h.csv; ",
     "", 2, "history.csv reaches 2026-09-15, the last date of the plan in out; say with --from",
     "! ls new"},
    /* what a rule forbids: all are named */
    {ROW(2, "2026-09-07,,Mon,3", "2026-09-08,,Tue,4") COLUMN("lock", 3), "", 2,
     "H4: M1 has 2 sessions on Tue 2026-09-08 in period 4\n", "! ls new"},
    {ROW(2, "Mon,3", "Mon,7") ROW(3, "2026-09-08", "2026-09-12"), "", 2,
     "e.csv:2: H1: S1 with M1 on Mon 2026-09-07 in period 7: that day has no such period\n"
     "e.csv:3: H1: S2 with M1 on Sat 2026-09-12 in period 4: that day has no such period\n",
     "! ls new"},
    {"echo never,S1,,Wed,1, >>s/requests.csv; " ROW(2, "-07,,Mon,3", "-09,,Mon,1"), "", 2,
     "e.csv:2: H9: S1 with M1 on Wed 2026-09-09 in period 1: a never request", "! ls new"},
    {ROW(2, "2026-09-07", "2026-09-16"), "", 2,
     "e.csv:2: H8: 1:1 mentoring of S1 with M1 has 2 sessions from the week of Mon 2026-09-14 on, "
     "1 "
     "more than is due then\n",
     "! ls new"},
    {"sed -i /^S1/d s/caseload.csv; " ROW(2, "Mon,3", "Mon,4"), "", 2,
     "e.csv:2: S1 with M1 on Mon 2026-09-07 in period 4: caseload.csv has no such programme",
     "! ls new"},
    /* keeps of the school's */
    {KEEP, "", 0, KEPT(4), "true"},
    {KEEP ROW(2, "Mon,3", "Mon,4"), "", 2,
     "e.csv:2: this and requests.csv:2 exclude each other (H8", "! ls new"},
    {KEEP DROP(2), "", 2, "requests.csv:2: this keep is against putting session 's45fb",
     "! ls new"},
    /* what the file cannot say */
    {ROW(2, "^s", "t"), "", 2, "e.csv:2: unknown session 't45fb88443e6bc70b'", "! ls new"},
    {ROW(2, "2026-09-07", "2026-09-31"), "", 2, "e.csv:2: date: '2026-09-31'", "! ls new"},
    {ROW(2, "Mon,3", "Mon,"), "", 2, "e.csv:2: the cell period is blank", "! ls new"},
    {COLUMN("lock,aside", 2) ROW(2, "$", ",yes"), "", 2, "cannot both be locked and put aside",
     "! ls new"},
    {"sed -i '1s/$/,lock/;2s/$/,perhaps/' e.csv; ", "", 2, "unknown word in lock: 'perhaps'",
     "! ls new"},
    {"cut -d, -f1,2 e.csv >f; mv f e.csv; ", "", 2, "e.csv:1: the column period is missing",
     "! ls new"},
    {"sed -i '2s/Mon,3/Mon,4/' out/sessions.csv; ", "", 2, "out/sessions.csv was edited itself",
     "! ls new"},
    {"", "--from 2027-01-01", 2, "is not a date of the plan", "! ls new"},
    /* locks are written down, once */
    {ROW(2, "Mon,3", "Mon,4"), "--write-keeps", 0, "requests.csv has the sessions that were locked",
     "printf '%s\\n' what,student,mentor,day,period,from keep,S1,M1,,4,2026-09-07 | cmp - "
     "s/requests.csv && $HALFTERM plan s -o again --format csv && grep -q "
     "'2026-09-07.*,Mon,4,.*S1' "
     "again/sessions.csv && $HALFTERM explain s new 2>&1 | grep -vq warning"},
    {"rm s/requests.csv; " ROW(2, "Mon,3", "Mon,4"), "--write-keeps", 0, "requests.csv has the",
     "printf '%s\\n' what,student,mentor,period,from keep,S1,M1,4,2026-09-07 | cmp - "
     "s/requests.csv"},
    {"", "--write-keeps", 0, "!requests.csv has", "test $(wc -l <s/requests.csv) = 1"},
    {ROW(2, "Mon,3", "Mon,7"), "--write-keeps", 2, "H1", "test $(wc -l <s/requests.csv) = 1"},
    {"$HALFTERM export xml s -o s/school.xml; rm s/*.csv; " ROW(2, "Mon,3", "Mon,4"),
     "--write-keeps", 2, "--write-keeps adds to requests.csv, and", "! ls new"},
    {"$HALFTERM export xml s -o s/school.xml; rm s/*.csv; " ROW(2, "Mon,3", "Mon,4"), "", 0,
     KEPT(3), MOVED("2026-09-07,4")},
};

START_TEST(test_cases)
{
    char *adopt =
        ht_format("%s$HALFTERM adopt s e.csv --previous out -o new --format csv --proof %s",
                  cases[_i].edit, cases[_i].options);
    shell(adopt, cases[_i].status);
    char *said = scratch_text(&scratch, "said");
    bool silent = *cases[_i].said == '!';
    ck_assert_msg(!strstr(said, cases[_i].said + silent) == silent, "%s:\n%s", adopt, said);
    free(said);
    free(adopt);
    shell(cases[_i].holds, 0);
    if (cases[_i].status < 2)
        shell("$HALFTERM verify s new/sessions.csv && { $HALFTERM prove new || test $? = 1; }", 0);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_adopt(void)
{
    Suite *suite = suite_create("adopt");
    TCase *tcase = tcase_create("adopt");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_cases, 0, COUNT(cases));
    suite_add_tcase(suite, tcase);
    return suite;
}
