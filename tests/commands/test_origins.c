/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose plan an output folder holds, what it was made from, and that a failed run leaves it alone.
 */
#include "tests/suites.h"
#include "tests/support/scratch.h"

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

#define TINY "tests/schools/tiny"

/* Everything in OUT, with times and modes; and the same school with other students. */
#define SNAP        "(cd $T/out && find . -printf '%p %m %T@\\n' -type f -exec sha256sum {} + | sort)"
#define PLAN        "cp -r " TINY " $T/s; $HALFTERM plan --format csv $T/s -o $T/out >/dev/null && "
#define OTHER(what) "cp -r " TINY " $T/o; sed -i '" what "' $T/o/*.csv; "
#define HELD        "sed '1s/$/,held/;2,$s/$/,yes/' $T/out/sessions.csv >$T/held.csv; "
#define EXPLAIN     "$HALFTERM explain $T/s $T/out"

static const struct scratch_case origins[] = {
    {PLAN OTHER("s/\\bS1/T1/;s/\\bS2/T2/") SNAP
     ">$T/was; $HALFTERM plan --format csv $T/o -o $T/out; r=$?; " SNAP "| cmp - $T/was && exit $r",
     2, "", "out is of another school: this one has 0 of its 2 students; name another folder"},
    {PLAN "sed -i 's/\"school\": \"\"/\"school\": \"St X\"/' $T/out/summary.json; " OTHER(
         "s/\\bS1/T1/;s/\\bS2/T2/") "$HALFTERM plan --format csv $T/o -o $T/out",
     2, "", "out is of another school, St X: this one has 0 of its 2 students"},
    {PLAN OTHER("s/\\bS1/T1/;s/\\bS2/T2/") "$HALFTERM plan --format csv $T/o -o $T/out --force", 0,
     "4 of 4", "!:"},
    {PLAN OTHER("s/\\bS1/T1/") "$HALFTERM plan --format csv $T/o -o $T/out", 0, "4 of 4", "!:"},
    {PLAN OTHER("s/\\bS1/T1/;s/\\bS2/T2/") "sed -i '/\"school\": \"\"/d' $T/out/summary.json; "
                                           "$HALFTERM plan --format csv $T/o -o $T/out",
     0, "4 of 4", "!:"},
    {PLAN OTHER("s/\\bS1/T1/;s/\\bS2/T2/") "$HALFTERM replan $T/o --from 2026-09-14 --previous "
                                           "$T/out -o $T/new; r=$?; test ! -e $T/new && exit $r",
     2, "", "out is of another school: this one has 0 of its 2 students"},
    {PLAN OTHER("s/\\bS1/T1/;s/\\bS2/T2/") HELD
     "$HALFTERM record $T/o $T/out $T/held.csv; r=$?; test ! -e $T/o/history.csv && exit $r",
     2, "", "out is of another school: this one has 0 of its 2 students"},
    {PLAN OTHER("s/\\bS1/T1/;s/\\bS2/T2/") HELD "$HALFTERM record $T/o $T/out $T/held.csv --force",
     0, "4 rows added", "student 'S1' is not in students.csv"},
    {"mkdir $T/out; touch $T/out/mine; $HALFTERM plan --format csv " TINY " -o $T/out --force", 2,
     "", "holds files but no summary.json of an earlier run"},
    /* What has changed since is told by check sums of what was planned from. */
    {PLAN "touch -d 2030-01-01 $T/s/*; echo date,student,subject >$T/s/history.csv; "
          "echo what,date,student >$T/s/done.csv; cp -r data/letters $T/s; " EXPLAIN,
     0, "", "!warning"},
    {PLAN "mv $T/s $T/t; cp -r $T/t $T/s; " EXPLAIN, 0, "", "!:"},
    {PLAN "echo >>$T/s/timetable.csv; touch -d 2020-01-01 $T/s/*; " EXPLAIN, 0, "",
     "s has changed since the plan in "},
    {PLAN "echo '<policy/>' >$T/s/policy.xml; " EXPLAIN, 0, "", "s has changed since the plan in "},
    {"cp -r " TINY
     " $T/s; $HALFTERM plan --format csv $T/s -o $T/out --set rooms=3 >/dev/null; " EXPLAIN,
     0, "", "!:"},
    {"$HALFTERM export xml " TINY
     " -o $T/s >/dev/null; $HALFTERM plan --format csv $T/s -o $T/out >/dev/null; " EXPLAIN,
     0, "", "!:"},
    {"$HALFTERM export xml " TINY
     " -o $T/s >/dev/null; $HALFTERM plan --format csv $T/s -o $T/out >/dev/null; "
     "sed -i 's/-->/ -->/;$s/$/ /' $T/s; " EXPLAIN,
     0, "", "s has changed since the plan in "},
    {PLAN "$HALFTERM plan --format csv $T/s -o $T/b --set rooms=3 >/dev/null; cd $T; $HALFTERM "
          "compare out b",
     0, "against the first run                  -    the same\n", "!:"},
    {PLAN "echo >>$T/s/timetable.csv; $HALFTERM plan --format csv $T/s -o $T/b >/dev/null; "
          "cd $T; $HALFTERM compare out b",
     0, "against the first run                  -     changed\n", "!:"},
    {PLAN "cp -r $T/out $T/b; cd $T; $HALFTERM compare out b", 0,
     "since the run                   the same    the same\n", "!:"},
    {PLAN "echo >>$T/s/periods.csv; cp -r $T/out $T/b; cd $T; $HALFTERM compare out b", 0,
     "since the run                    changed     changed\n", "!:"},
    {PLAN "rm -r $T/s; cp -r $T/out $T/b; cd $T; $HALFTERM compare out b", 0,
     "since the run                          -           -\n", "!:"},
    /* What the summary says, who may read it, and what proofs say of it. */
    {"TZ=UTC-2 SOURCE_DATE_EPOCH=1788253200 $HALFTERM plan -o $T/out --set "
     "rooms=3 " TINY
     " >/dev/null; stat -c %a $T/out/summary.json; tr -d '\\n ' <$T/out/summary.json; "
     "grep 'Made on 1 September 2026 at 11:00' $T/out/index.html",
     0,
     "\"made\":\"2026-09-01T09:00:00Z\",\"version\":\"" HT_VERSION
     "\",\"arguments\":[\"plan\",\"" TINY "\",\"-o\",\"/",
     "!:"},
    {"SOURCE_DATE_EPOCH=nonsense $HALFTERM plan --format csv -o $T/out " TINY " >/dev/null 2>&1; "
     "grep -c '\"made\": \"20[2-9]' $T/out/summary.json; stat -c %a $T/out/summary.json",
     0, "1\n600\n", "!:"},
    {"cp -r " TINY " $T/s; printf '<policy><school name=\"St X\"/></policy>' >$T/s/policy.xml; "
     "mkdir $T/s/letters; echo St Y >$T/s/letters/letterhead.txt; $HALFTERM plan $T/s "
     "-o $T/out "
     ">/dev/null; grep -h 'St [XY]' $T/out/summary.json $T/out/display/noticeboard.html",
     0, "  \"school\": \"St X\",\n<title>Weekly timetable · St X – AUT1: ", "!:"},
    {"cp -r " TINY " $T/s; mkdir $T/s/letters; echo St Y >$T/s/letters/letterhead.txt; "
     "$HALFTERM plan $T/s -o $T/out >/dev/null; grep school\\\" $T/out/summary.json",
     0, "  \"school\": \"St Y\",\n", "!:"},
    {"cp -r " TINY
     " $T/s; cp -r data/letters $T/s; $HALFTERM plan --format csv $T/s -o $T/out >/dev/null 2>&1; "
     "grep school\\\" $T/out/summary.json; grep -rl 'Name of the School –' $T/out",
     1, "  \"school\": \"\",\n", "!:"},
    {PLAN "$HALFTERM plan --format csv $T/s -o $T/out --proof >/dev/null && sed -i "
          "'/\"made\"/d;s/--proof/-x/' "
          "$T/out/summary.json; $HALFTERM prove $T/out",
     0, "Proved in ", "!:"},
    {PLAN "$HALFTERM plan --format csv $T/s -o $T/out --proof >/dev/null && sed -i 's/\"version\": "
          "\".*\"/"
          "\"version\": \"0\"/' $T/out/summary.json; $HALFTERM prove $T/out",
     2, "", "a file has changed since it was written"},
};

START_TEST(test_origins)
{
    scratch_run(&scratch, &origins[_i]);
}
END_TEST

/* However a run fails, OUT is as it was. */
static const struct scratch_case failed[] = {
    {PLAN SNAP ">$T/was; echo nobody,M1 >>$T/s/caseload.csv; $HALFTERM plan --format csv $T/s -o "
               "$T/out; r=$?; " SNAP "| cmp - $T/was && exit $r",
     2, "", "caseload.csv:"},
    {PLAN SNAP ">$T/was; $HALFTERM plan --format csv $T/s -o $T/out --half-term none; r=$?; " SNAP
               "| cmp - $T/was && exit $r",
     2, "", "has no half-term 'none'"},
    {PLAN SNAP
     ">$T/was; (trap '' XFSZ; ulimit -f 1; $HALFTERM plan --format csv $T/s -o $T/out); r=$?; " SNAP
     "| cmp - $T/was && exit $r",
     3, "", "File too large; what was there is as it was"},
    {PLAN SNAP ">$T/was; (trap '' XFSZ; ulimit -f 1; $HALFTERM replan $T/s --from 2026-09-14 "
               "--previous $T/out -o $T/out); r=$?; " SNAP "| cmp - $T/was && exit $r",
     3, "", "File too large; what was there is as it was"},
};

START_TEST(test_failed)
{
    scratch_run(&scratch, &failed[_i]);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_origins(void)
{
    Suite *suite = suite_create("origins");
    TCase *tcase = tcase_create("origins");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_origins, 0, COUNT(origins));
    tcase_add_loop_test(tcase, test_failed, 0, COUNT(failed));
    suite_add_tcase(suite, tcase);
    return suite;
}
