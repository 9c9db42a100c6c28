/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The commands that plan the rest of a plan again, and what they are told wrong. */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static void make_folder(void)
{
    scratch = scratch_new();
}

static void set_up(void)
{
    make_folder();
    ck_assert_int_eq(
        scratch_shell(&scratch, "cp -r data/kaa $T/school && $HALFTERM plan --format csv $T/school "
                                "--format csv,ics -o $T/out >/dev/null 2>&1"),
        0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

#define REPLAN                                                                                     \
    "$HALFTERM replan $T/school --from 2026-09-23 --previous $T/out --format csv,ics -o $T/new "
#define VERIFY "$HALFTERM verify $T/school $T/new/sessions.csv"

/* What is before the date stands, row by row. */
#define STANDS                                                                                     \
    "awk -F, '$2 < \"2026-09-23\"' $T/out/sessions.csv >$T/before && awk -F, '$2 < "               \
    "\"2026-09-23\"' "                                                                             \
    "$T/new/sessions.csv | cmp - $T/before"

/* What is done to the school, how the rest is planned, and what holds then. */
static const struct {
    const char *change, *options;
    int status;
    const char *output, *check;
} replans[] = {
    {"true", "", 0, "263 kept, 0 moved, 0 new, 0 dropped",
     "cmp $T/out/sessions.csv $T/new/sessions.csv"},
    {"echo never,70249,,,,,,Wed,2,,,, >>$T/school/requests.csv", "", 0,
     "261 kept, 2 moved, 0 new, 0 dropped",
     "test $(cat $T/new/staff/*.ics | grep -c SEQUENCE:1) = 2 && "
     "test $(grep -c ^moved, $T/new/changes.csv) = 2"},
    {"echo 'M02,,*,*,absent,2026-09-28,2026-10-02,' >>$T/school/commitments.csv", "", 1,
     "255 kept, 0 moved, 0 new, 8 dropped", "test $(grep -c ^dropped, $T/new/changes.csv) = 8"},
    {"for f in caseload students timetable; do sed -i '/^70249,/d' $T/school/$f.csv; done", "", 0,
     "258 kept, 0 moved, 0 new, 5 dropped", "grep -q ,70249, $T/new/sessions.csv"},
    {"sed -i '/^70249,/s/,8[A-Z]*\\/[A-Za-z]*,/,8Y,/' $T/school/timetable.csv", "", 0,
     "263 kept, 0 moved", "true"},
    {"cp $T/out/sessions.csv $T/held.csv && sed -i '1s/$/,held/;2,$s/$/,yes/' $T/held.csv && "
     "awk -F, 'NR == 1 || $2 < \"2026-09-23\"' $T/held.csv >$T/past.csv && "
     "$HALFTERM record $T/school $T/out $T/past.csv",
     "", 0, "263 kept, 0 moved, 0 new, 0 dropped", "cmp $T/out/sessions.csv $T/new/sessions.csv"},
    {"sed -i 's/^70249,M02,.*/70249,M02,,,,,2026-09-07,,4/' $T/school/caseload.csv && "
     "$HALFTERM plan $T/school --format csv,ics -o $T/out && "
     "{ echo session,held; grep -m1 ,70249, $T/out/sessions.csv | cut -d, -f1 | sed 's/$/,no/'; } "
     ">$T/held.csv",
     "--held $T/held.csv", 0, "0 moved, 1 new, 0 dropped",
     "test $(grep -c ,70249, $T/new/sessions.csv) = 5"},
    /* A fortnightly session has to be in the other week. */
    {"sed -i 's/^70249,M02,.*/70249,M02,,,0.5,,2026-09-07,,/' $T/school/caseload.csv && "
     "$HALFTERM plan $T/school --format csv,ics -o $T/out && "
     "echo never,70249,,,,,,,,2026-10-12,2026-10-16,, >>$T/school/requests.csv",
     "", 0, "259 kept, 1 moved, 0 new, 0 dropped",
     "grep -q '^moved,.*,70249,.*,2026-10-14,4,2026-10-08,5,' $T/new/changes.csv"},
    /* A week is closed to a student who is to have six sessions: it is made up for at the end. */
    {"sed -i 's/^70249,M02,.*/70249,M02,,,,,2026-09-07,,6/' $T/school/caseload.csv && "
     "$HALFTERM plan $T/school --format csv,ics -o $T/out && "
     "y=$(grep ^70249, $T/school/students.csv | cut -d, -f4) && "
     "echo closed,2026-09-28,2026-10-02,$y,trip >>$T/school/calendar.csv",
     "", 0, "0 new, ", "grep -q '^moved,.*,70249,.*,2026-10-' $T/new/changes.csv"},
};

static void expect_output(const char *part)
{
    char *output = scratch_text(&scratch, "said");
    ck_assert_msg(strstr(output, part) != NULL, "there is no '%s' in:\n%s", part, output);
    free(output);
}

static void shell(const char *command, int status)
{
    scratch_expect(&scratch, command, status);
}

START_TEST(test_command)
{
    shell(replans[_i].change, 0);
    char *replan = ht_format(REPLAN "%s", replans[_i].options);
    shell(replan, replans[_i].status);
    expect_output(replans[_i].output);
    expect_output("Proved: ");
    shell(replans[_i].check, 0);
    shell(STANDS, 0);
    shell(VERIFY, 0);
    free(replan);
}
END_TEST

/* Other commands, and what is wrong with some. */
static const struct {
    const char *command;
    int status;
    const char *output;
} commands[] = {
    {"$HALFTERM replan $T/school --from 2026-09-23 -o $T/new", 2, "--previous OUT --from DATE"},
    {"$HALFTERM replan $T/school --from 2027-09-23 --previous $T/out -o $T/new", 2,
     "is not a date of the plan"},
    {"$HALFTERM replan $T/school --from 2026-09-23 --previous $T/school -o $T/new", 2,
     "no summary.json of an earlier run"},
    {"$HALFTERM check $T/school --set room=3", 2, "did you mean rooms?"},
    {"$HALFTERM check $T/school --set cost=3", 2, "could be any of cost.miss, cost.repeat"},
    {"$HALFTERM check $T/school --set rooms=x", 2, "'x' is not a whole number"},
    {"$HALFTERM check $T/school --set rooms", 2, "not a name and a value"},
    {"$HALFTERM plan $T/school --set rooms.max=3 --set support=10 --set contiguous=no --format "
     "html "
     "-o $T/new && grep -q '\"set\": \"rooms.max=3, support=10, contiguous=no\"' "
     "$T/new/summary.json && grep -q 'what if: rooms.max=3' $T/new/staff/index.html && "
     "$HALFTERM compare $T/out $T/new -o $T/both && grep -q Quality $T/both/compare.html",
     0, "rooms.max=3, support=10, contiguous=no"},
    {"$HALFTERM compare $T/out $T/out", 0, "at the same time"},
    {"mkdir $T/p && mkfifo $T/p/summary.json && $HALFTERM compare $T/p $T/p", 2,
     "no summary.json of an earlier run"},
    {"$HALFTERM compare $T/out $T/school", 2, "no summary.json of an earlier run"},
};

START_TEST(test_other_commands)
{
    shell(commands[_i].command, commands[_i].status);
    expect_output(commands[_i].output);
}
END_TEST

/* ------------------------------------------------------------ a plan that has been recorded */

/*
 * In tests/schools/recorded S1 may miss a subject once, Maths on Mondays and English on Tuesdays.
 * Without history the plan has Maths on 7 September, and English is placed in the week that is
 * planned again. The rows are each row of history.csv; what each means is said by the cost.
 */
static const struct {
    const char *history;
    int status;
    const char *result;
} recorded[] = {
    {"", 0, "2 of 2 sessions placed, 0 unplaced; cost 20"},
    /* another session than that in the plan */
    {",2026-09-07,,S1,English,\n", 1, "1 of 2 sessions placed, 1 unplaced; cost 1010"},
    {",2026-09-07,,S1,,\n", 0, "cost 20"},
    {",2026-09-07,2,S1,Maths,\n", 0, "cost 25"},
    {",2026-09-07,1,S1,Maths,Anger\n", 0, "cost 25"},
    {",2026-09-08,1,S1,Maths,\n", 0, "cost 25"},
    {"other,2026-09-07,1,S1,Maths,1:1 mentoring\n", 0, "cost 25"},
    {"@,2026-09-08,1,S1,Maths,1:1 mentoring\n", 0, "cost 25"},
    /* that session */
    {",2026-09-07,,S1,Maths,\n", 0, "cost 20"},
    {",2026-09-07,1,S1,Maths,\n", 0, "cost 20"},
    {",07/09/2026,,S1,Maths,1:1 mentoring\n", 0, "cost 20"},
    {"@,2026-09-07,2,S1,English,\n", 0, "cost 20"},
    /* that session, and others: it has one row */
    {",2026-09-07,,S1,Maths,1:1 mentoring\n,2026-09-07,,S1,Maths,\n", 0, "cost 25"},
    {",2026-09-07,,S1,Maths,\n,2026-09-07,,S1,Maths,\n", 0, "cost 25"},
    {",2026-09-07,,S1,Maths,\n@,2026-09-07,1,S1,Maths,1:1 mentoring\n", 0, "cost 25"},
    {"@,2026-09-07,1,S1,Maths,\n,2026-09-07,,S1,English,\n", 1, "cost 1010"},
};

/* The engine and the verifier say so, each by itself; then the verifier alone, of a plan with both
   sessions. */
START_TEST(test_recorded)
{
    const char *cost = strstr(recorded[_i].result, "cost");
    shell("cp -r tests/schools/recorded $T/s && $HALFTERM plan $T/s --format csv -o $T/first && "
          "$HALFTERM replan $T/s --from 2026-09-14 --previous $T/first --format csv -o $T/both",
          0);
    char *record = ht_format("id=$(sed -n '2s/,.*//p' $T/first/sessions.csv) && "
                             "{ echo session,date,period,student,subject,programme; "
                             "printf '%s'; } | sed s/@/$id/ >$T/s/history.csv",
                             recorded[_i].history);
    shell(record, 0);
    free(record);
    shell("$HALFTERM replan $T/s --from 2026-09-14 --previous $T/first --format csv -o $T/next",
          recorded[_i].status);
    shell("$HALFTERM verify $T/s $T/next/sessions.csv", 0);
    expect_output(recorded[_i].result);
    shell("$HALFTERM score $T/s $T/both/sessions.csv $T/next/sessions.csv", recorded[_i].status);
    shell("$HALFTERM verify $T/s $T/both/sessions.csv", recorded[_i].status);
    expect_output(recorded[_i].status ? "H6: S1 misses English 2 times in AUT (1 in history)"
                                      : cost);
}
END_TEST

/* An id that somebody gave to a session stays, so that history knows it by that. */
START_TEST(test_given_id)
{
    shell("cp -r tests/schools/recorded $T/s && $HALFTERM plan $T/s --format csv -o $T/out && "
          "sed -i 2s/^[^,]*/Mine_1/ $T/out/sessions.csv && printf 'session,held\nMine_1,yes\n' "
          ">$T/held.csv && $HALFTERM record $T/s $T/out $T/held.csv",
          0);
    shell("$HALFTERM replan $T/s --from 2026-09-14 --previous $T/out --format csv -o $T/next", 0);
    expect_output("2 of 2 sessions placed, 0 unplaced");
    shell("cat $T/next/sessions.csv; $HALFTERM record $T/s $T/next $T/held.csv", 0);
    expect_output("\nMine_1,2026-09-07,");
    expect_output("0 rows added, 0 taken out, 1 there");
}
END_TEST

/* An id of the next week on a session that was moved to this one by hand; the one of next week gets
   another. */
START_TEST(test_moved_id)
{
    shell("cp -r tests/schools/recorded $T/s && $HALFTERM plan $T/s --format csv -o $T/out && "
          "sed -i '2d;3s/2026-09-15,,Tue/2026-09-08,,Tue/' $T/out/sessions.csv && "
          "$HALFTERM replan $T/s --from 2026-09-14 --previous $T/out --format csv -o $T/next",
          0);
    shell("test -z \"$(cut -d, -f1 $T/next/sessions.csv | sort | uniq -d)\" && "
          "grep -q \"^$(tail -1 $T/out/sessions.csv)\" $T/next/sessions.csv && "
          "$HALFTERM verify $T/s $T/next/sessions.csv",
          0);
    expect_output("2 of 2 sessions placed");
}
END_TEST

Suite *suite_replanned(void)
{
    Suite *suite = suite_create("replanned");
    TCase *tcase = tcase_create("commands");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_command, 0, sizeof replans / sizeof *replans);
    tcase_add_loop_test(tcase, test_other_commands, 0, sizeof commands / sizeof *commands);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("recorded");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, make_folder, tear_down);
    tcase_add_loop_test(tcase, test_recorded, 0, sizeof recorded / sizeof *recorded);
    tcase_add_test(tcase, test_given_id);
    tcase_add_test(tcase, test_moved_id);
    suite_add_tcase(suite, tcase);
    return suite;
}
