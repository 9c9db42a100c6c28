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
    char *line = ht_format("cd $T && { %s\n}", command);
    scratch_expect(&scratch, line, status);
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
    /* a session in the place of another one of its week, which goes elsewhere */
    {"sed -i 's/^student,mentor/&,per_week/;s/^S1,M1/&,2/' s/caseload.csv; $HALFTERM plan s -o out "
     "--format csv; awk -F, -v OFS=, 'NR == FNR {if ($9 == \"S1\" && ++n == 2) {d = $2; p = $5} "
     "next} $9 == \"S1\" && !m++ {$2 = d; $5 = p} {print}' out/sessions.csv out/sessions.csv "
     ">e.csv; ",
     "", 0, ", 2 moved, 0 new, 0 dropped.\n1 of these changes was made by hand, 1 besides.\n",
     "grep -q \"^$(grep ,S1, e.csv | head -1 | cut -d, -f1,2),\" new/sessions.csv"},
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

/* Sessions at the times of others, or taken out: it is adopted, and they are where they were put,
   or all that is forbidden is named and nothing is written. */
START_TEST(test_anyhow)
{
    static const char edits[] =
        "cp -r \"$OLDPWD\"/data/schools/cluster c; $HALFTERM plan c --format csv -o was >log 2>&1; "
        "for s in 1 2 3 4 5 6; do awk -F, -v OFS=, -v seed=%d$s '{line[NR] = $0} END {srand(seed); "
        "for (k = 0; k <= seed %% 3; k++) {split(line[2 + int(rand() * (NR - 1))], one); "
        "split(line[2 + int(rand() * (NR - 1))], other); d = rand() < 0.7 ? other[2] : one[2]; "
        "p = other[5]; if (rand() < 0.3) d = \"\"; for (i = 2; i <= NR; i++) {$0 = line[i]; "
        "if ($1 == one[1]) {$2 = d; $5 = p; line[i] = d == \"\" ? \"\" : $0}}} for (i = 1; i <= "
        "NR; "
        "i++) if (line[i] != \"\") print line[i]}' was/sessions.csv >e.csv; "
        "rm -rf next; $HALFTERM adopt c e.csv --previous was -o next --format csv >log 2>&1; r=$?; "
        "if [ $r = 2 ]; then grep -q '^e.csv:' log && ! ls next && continue; fi; "
        "[ $r -le 1 ] && grep -q Proved log && $HALFTERM verify c next/sessions.csv || "
        "{ cat log; exit 1; }; awk -F, 'NR == FNR {was[$1] = $2 $5; next} was[$1] != $2 $5 "
        "{print $2, $5, $8, $9}' was/sessions.csv e.csv | sort -u >put; "
        "awk -F, '{print $2, $5, $8, $9}' next/sessions.csv | sort -u | comm -23 put - | grep . && "
        "exit 1; done; true";
    char *command = ht_format(edits, _i);
    shell(command, 0);
    free(command);
}
END_TEST

/* An edited file that is verified: what was moved is told once, and then what is wrong with it. */
static const struct {
    const char *edit, *said;
    int status;
} verified[] = {
    {"true", "cost 28; 0 breaches.\n", 0},
    {ROW(2, "-07,,Mon,3", "-09,,Mon,1"), "0 unplaced; cost 52; 0 breaches.\n", 0},
    {ROW(2, "-07,,Mon,3", "-09,,Mon,1"),
     "e.csv:2: warning: S1 with M1 was moved by hand to Wed 2026-09-09, period 1; its other "
     "columns "
     "are taken from the school's files\n",
     0},
    {ROW(2, "2026-09-07,,Mon,3", "2026-09-08,,Tue,4"),
     "\ne.csv:3: H4: M1 has 2 sessions on Tue 2026-09-08 in period 4\n2026-09-07 to", 1},
    /* one cell that is wrong was not moved */
    {ROW(2, "EF,R3", "EF,R4"), "the column 'room' says 'R4', not 'R3'\n", 1},
};

START_TEST(test_verified)
{
    char *verify = ht_format("%s\ncp out/unplaced.csv .; $HALFTERM verify s e.csv --half-term AUT1",
                             verified[_i].edit);
    shell(verify, verified[_i].status);
    free(verify);
    char *said = scratch_text(&scratch, "said");
    ck_assert_msg(strstr(said, verified[_i].said) != NULL, "%s:\n%s", verified[_i].edit, said);
    free(said);
}
END_TEST

/* The same file where its run's summary.json vouches for it. */
START_TEST(test_vouched)
{
    shell("sed -i 's/Art,7a.Ar,EF/PE,7a\\/PE,IJ/' s/timetable.csv; $HALFTERM verify s "
          "out/sessions.csv; test $? = 1",
          0);
    char *said = scratch_text(&scratch, "said");
    ck_assert_ptr_nonnull(strstr(said, "the column 'subject' says 'Art', not 'PE'"));
    ck_assert_ptr_null(strstr(said, "moved by hand"));
    free(said);
}
END_TEST

/* ------------------------------------------------------------ whom to write to */

/* On tests/schools/moves, where S1 meets M1 on 7 and 14 September: what is done to the school, how
   the rest from the second week on is planned, and the letters then. */
#define REPLAN "$HALFTERM replan m --previous was --from 2026-09-14 --format csv -o new"
#define ENDS(outcome)                                                                              \
    "sed -i '1s/$/,outcome/;2s/.*/S1,M1,,,,,2026-09-11,," outcome "/' m/caseload.csv; "
static const struct {
    const char *done, *letters;
} letters[] = {
    {"cp -r was new", "start,Ada Example\n"},
    {REPLAN, ""},
    {"sed '1s/$/,held/;2s/$/,yes/' was/sessions.csv >h.csv; $HALFTERM record m was h.csv; " REPLAN,
     ""},
    {"echo never,S1,,Mon,1,2026-09-14,, >>m/requests.csv; " REPLAN, "changed,Ada Example\n"},
    {"echo 'M1,Mon;Tue,*,absent,,2026-09-14,' >>m/commitments.csv; " REPLAN,
     "changed,Ada Example\n"},
    {"echo S2,M2,,,,2026-09-14,, >>m/caseload.csv; " REPLAN, "start,Ben Example\n"},
    {"echo S2,M1,,,,2026-09-14,, >>m/caseload.csv; " REPLAN,
     "start,Ben Example\nchanged,Ada Example\n"},
    {ENDS("") REPLAN, "end,Ada Example\n"},
    {ENDS("ended") REPLAN, "end,Ada Example\n"},
    {ENDS("met") REPLAN, "success,Ada Example\n"},
    {ENDS("met") REPLAN "; rm -r was; mv new was; " REPLAN, ""},
    {ENDS("met") REPLAN " --only lead; rm -r was; mv new was; " REPLAN, "success,Ada Example\n"},
    {"sed 's/,Mon,1,/,Mon,2,/' was/sessions.csv >e.csv; echo S1,Mon,2,PE,, >>m/timetable.csv; "
     "$HALFTERM adopt m e.csv --previous was --from 2026-09-14 --format csv -o new; "
     "sed '3s/,Mon,1,/,Mon,2,/' was/sessions.csv >e.csv; "
     "$HALFTERM adopt m e.csv --previous was --from 2026-09-14 --format csv -o new",
     "changed,Ada Example\n"},
};

START_TEST(test_letters)
{
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/moves $T/m"), 0);
    char *done = ht_format("$HALFTERM plan m -o was --format csv; { %s; } >log 2>&1; cat log",
                           letters[_i].done);
    shell(done, 0);
    shell("sed 1d new/staff/letters.csv | grep -v ^teacher | cut -d, -f1,2; true", 0);
    char *found = scratch_text(&scratch, "said");
    ck_assert_msg(!strcmp(found, letters[_i].letters), "%s: %s", done, found);
    free(found);
    free(done);
}
END_TEST

/* Where the school has letters, but none on other times, that is said once. */
START_TEST(test_no_template)
{
    ck_assert_int_eq(scratch_shell(&scratch,
                                   "cp -r tests/schools/moves $T/m && mkdir $T/m/letters && "
                                   "cp data/letters/start.txt $T/m/letters"),
                     0);
    shell("$HALFTERM plan m -o was --format csv >log && echo never,S1,,Mon,1,2026-09-14,, "
          ">>m/requests.csv && " REPLAN " >log",
          0);
    shell(REPLAN
          " 2>&1 >log | grep -c 'letters/changed.txt:1: warning: there is no such template, so "
          "nothing is printed for 1 student whose times'",
          0);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_adopt(void)
{
    Suite *suite = suite_create("adopt");
    TCase *tcase = tcase_create("adopt");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_cases, 0, COUNT(cases));
    tcase_add_loop_test(tcase, test_anyhow, 0, HT_TRIED(10));
    tcase_add_loop_test(tcase, test_verified, 0, COUNT(verified));
    tcase_add_test(tcase, test_vouched);
    tcase_add_loop_test(tcase, test_letters, 0, COUNT(letters));
    tcase_add_test(tcase, test_no_template);
    suite_add_tcase(suite, tcase);
    return suite;
}
