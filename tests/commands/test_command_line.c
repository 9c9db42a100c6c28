/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the program that lies one folder above the test runner. */
#include "io/commands/options.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

/* $HALFTERM is the program, $T the test's folder, and the schools are below tests/schools. */
static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

#define TINY  "tests/schools/tiny"
#define TIGHT "tests/schools/no_place"

static const struct scratch_case usage[] = {
    {"$HALFTERM --help", 0, "  verify  Hold a schedule", "!halfterm"},
    {"$HALFTERM --help", 0, "; report\n          attendance.\n  import  ", "!halfterm"},
    {"$HALFTERM --version", 0, "halfterm " HT_VERSION, "!halfterm"},
    {"$HALFTERM check --help", 0, "Usage: halfterm check [OPTION...] SCHOOL", "!halfterm"},
    {"$HALFTERM check --help", 0, "!--time-limit", "!halfterm"},
    {"$HALFTERM plan --help", 0, "--time-limit=SECONDS", "!halfterm"},
    {"$HALFTERM assign --help", 0, "Usage: halfterm assign [OPTION...] SCHOOL", "!halfterm"},
    {"$HALFTERM assign --help", 0, "--output=OUT", "!halfterm"},
    {"$HALFTERM check --files", 0, "  assignment.csv who was given to whom", "!halfterm"},
    {"$HALFTERM verify --help", 0, "SCHOOL SESSIONS.csv\n", "!halfterm"},
    {"$HALFTERM score --help", 0, "SCHOOL SESSIONS.csv...\n", "!halfterm"},
    {"$HALFTERM check --version", 0, "halfterm " HT_VERSION, "!halfterm"},
    {"$HALFTERM plan --version", 0, "halfterm " HT_VERSION, "!halfterm"},
    {"$HALFTERM verify --version", 0, "halfterm " HT_VERSION, "!halfterm"},
    {"$HALFTERM score --version", 0, "halfterm " HT_VERSION, "!halfterm"},
    {"$HALFTERM check --files", 0, "  * period        name of the period\n", "!halfterm"},
    {"$HALFTERM check --files", 0, "  unplaced.csv             required sessions", "!halfterm"},
    {"$HALFTERM plan --files", 0, "  staff/calendar-*.ics     each mentor's", "!halfterm"},
    {"$HALFTERM check --files", 0, "  <register>: What staff/register.csv says", "!halfterm"},
    {"$HALFTERM check --files", 0, "  <group> in <priority>: ", "!halfterm"},
    {"$HALFTERM check --files", 0,
     "    minutes=\"25\"          Minutes of a session (a whole number from 1 to "
     "1440).\n",
     "!halfterm"},
    {"$HALFTERM check --policy", 0, "  <programme>: What holds for the programmes of a name", "!:"},
    {"$HALFTERM check --policy", 0, "  * word=\"\"               The word, ", "!:"},
    {"$HALFTERM check --policy | cmp - data/policies/reference.txt", 0, "", "!:"},
    {"$HALFTERM check --policy-schema | cmp - data/policy.rng", 0, "", "!:"},
    {"$HALFTERM", 2, "", "expected a command"},
    {"$HALFTERM plant", 2, "", "there is no command 'plant'"},
    {"$HALFTERM --loud", 2, "", "unrecognized option '--loud'"},
    {"$HALFTERM check", 2, "", "expected SCHOOL"},
    {"$HALFTERM check " TINY " " TINY, 2, "", "expected SCHOOL, found 2 arguments"},
    {"$HALFTERM check -o $T/out " TINY, 2, "", "invalid option -- 'o'"},
    {"$HALFTERM plan --format csv " TINY, 2, "", "say where to write: -o OUT"},
    {"$HALFTERM assign " TINY, 2, "", "say where to write: -o OUT"},
    {"$HALFTERM verify " TINY, 2, "", "expected SCHOOL SESSIONS.csv, found 1 argument\n"},
    {"$HALFTERM score " TINY, 2, "", "expected SCHOOL SESSIONS.csv..., found 1 argument\n"},
    {"$HALFTERM check --from 2026-09-07 " TINY, 2, "", "--from and --to go together"},
    {"$HALFTERM check --from 2026-09-07 --to 2026-09-06 " TINY, 2, "", "--to is before --from"},
    {"$HALFTERM check --from 31/02/2026 --to 2026-09-06 " TINY, 2, "", "'31/02/2026'"},
    {"$HALFTERM check --term AUT --half-term AUT1 " TINY, 2, "", "give one of"},
    {"$HALFTERM check --term SPR " TINY, 2, "", "has no term 'SPR'; it has: AUT\n"},
    {"$HALFTERM check --half-term AUT3 " TINY, 2, "", "it has: AUT1 AUT2\n"},
    {"cp -r " TINY " $T/school; sed -i /half-term/d $T/school/calendar.csv; $HALFTERM check "
     "$T/school",
     2, "", "calendar.csv has no half-term rows; say which dates"},
    {"cp -r " TINY " $T/school; sed -i /half-term/d $T/school/calendar.csv; $HALFTERM check "
     "--half-term AUT1 $T/school",
     2, "", "has no half-term 'AUT1'; add a half-term row"},
    {"$HALFTERM check --from 2026-12-25 --to 2026-12-28 " TINY, 2, "", "no school day"},
    {"$HALFTERM plan --format csv -o $T/out --time-limit 0 " TINY, 2, "",
     "'0' is not a number of seconds"},
    {"$HALFTERM plan --format csv -o $T/out --time-limit nan " TINY, 2, "",
     "'nan' is not a number"},
    {"$HALFTERM plan --format csv -o $T/out --threads 0 " TINY, 2, "", "'0' is not a whole number"},
};

START_TEST(test_usage)
{
    scratch_run(&scratch, &usage[_i]);
}
END_TEST

static const struct scratch_case commands[] = {
    /* open dates, and no first or last date of a term to hold them to */
    {"cp -r " TINY " $T/school; echo what,from,to,years,label >$T/school/calendar.csv; "
     "printf 'mentor,student,day,period,what\\nM1,S1,Mon,1,support\\n' >$T/school/commitments.csv; "
     "echo '<policy><support max-weeks=\"3\"/></policy>' >$T/school/policy.xml; "
     "$HALFTERM plan -o $T/out $T/school",
     2, "", "calendar.csv"},
    {"$HALFTERM check " TINY, 0, "2 students", "!:"},
    {"$HALFTERM plan -o $T/out " TINY " && ls -A $T", 0, "out\noutput", "!:"},
    {"$HALFTERM plan -o $T/out " TINY, 0,
     "4 of 4 sessions placed, 0 unplaced; proved optimal.\n4 lessons are missed", "!:"},
    {"$HALFTERM plan -o $T/out " TINY, 0, "The timetables are in ", "!:"},
    {"$HALFTERM plan -o $T/out " TINY " && stat -c %a $T/out/staff $T/out/sessions.csv", 0,
     "700\n600\n", "!:"},
    {"$HALFTERM plan -o $T/out --only mentors --format html " TINY " && cd $T/out && ls -d * */*",
     0,
     "index.html\nsessions.csv\nstaff\nstaff/duties.html\nstaff/log.html\nstaff/"
     "mentors.html\nsummary.json\nunplaced.csv\n",
     "!:"},
    /* Programmes of one name are told apart by what each may still have in the week. */
    {"cp -r " TINY " $T/s; printf 'student,mentor,per_week,sessions,from\\nS1,M1,,,\\n"
     "S1,M1,,1,2026-09-14\\nS2,M1,0.5,,\\nS2,M1,2,,\\n' >$T/s/caseload.csv; "
     "$HALFTERM plan --format csv -o $T/out $T/s 2>/dev/null && $HALFTERM verify $T/s "
     "$T/out/sessions.csv "
     "2>/dev/null && $HALFTERM replan $T/s --from 2026-09-14 --previous $T/out -o $T/new 2>&1",
     0, "8 of 8 sessions placed", "!halfterm"},
    /* All rows of the list, moved to done.csv, leave the next one and the calendars empty. */
    {"cp -r tests/schools/reports $T/s; rm $T/s/done.csv; for n in 1 2; do $HALFTERM plan $T/s -o "
     "$T/out --only mentors >/dev/null 2>&1; sed 1d $T/out/staff/duties.csv | cut -d, -f2 | "
     "sort -u; grep -h -A6 UID:due $T/out/staff/calendar-*.ics | grep STATUS | sort -u; "
     "cp $T/out/staff/duties.csv $T/s/done.csv; done",
     0,
     "check-in\nfirst meeting with the parents\nprogress update\nweekly meeting\n"
     "STATUS:CONFIRMED\r\nSTATUS:CANCELLED\r\n",
     "!:"},
    {"echo '<fontconfig/>' >$T/none; export FONTCONFIG_FILE=$T/none; $HALFTERM plan -o "
     "$T/out " TINY,
     3, "", "no font is installed"},
    {"echo '<fontconfig/>' >$T/none; export FONTCONFIG_FILE=$T/none; "
     "$HALFTERM plan -o $T/out --format html " TINY,
     0, "4 of 4 sessions", ""},
    {"$HALFTERM plan -o $T/out --only mentors " TINY " >/dev/null && cat $T/out/index.html", 0,
     "!For the wall", "!:"},
    {"$HALFTERM plan -o $T/out --only mentor " TINY, 2, "",
     "'mentor' has other words than lead, mentors, students"},
    {"$HALFTERM plan -o $T/out --only lead " TINY
     " >$T/said && grep -oh 'href=\"[^\"#]*' $T/out/staff/*.html | cut -d'\"' -f2 | sort -u |"
     " while read f; do test -e $T/out/staff/$f || echo $f; done",
     0, "!html", ""},
    {"$HALFTERM plan -o $T/out --only lead,mentors " TINY " >$T/said; ls $T/out/staff/*.ics |"
     " while read f; do grep -c href=.${f##*/} $T/out/staff/index.html; done",
     0, "1\n", ""},
    {"$HALFTERM plan -o $T/out --format html,json " TINY, 2, "", "has other words than html"},
    {"$HALFTERM plan -o $T/out --format html, " TINY, 2, "", "'html,' has other words than html"},
    {"$HALFTERM plan --format csv -o $T/out --names last " TINY, 2, "",
     "--names: 'last' has other words than first, full, initials, id"},
    {"$HALFTERM plan --format csv -o $T/out --half-term AUT2 " TINY, 0,
     "2026-10-19 to 2026-10-30: 4 of 4", "!:"},
    {"$HALFTERM plan --format csv -o $T/out --term AUT " TINY, 0,
     "2026-09-07 to 2026-10-30: 8 of 8", "!:"},
    {"$HALFTERM plan --format csv -o $T/out --from 07/09/2026 --to 11/09/2026 " TINY, 0,
     "2026-09-07 to 2026-09-11: 2 of 2", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TIGHT, 1,
     "0 of 2 sessions placed, 2 unplaced; proved optimal", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TINY
     " && $HALFTERM plan --format csv -o $T/out " TINY,
     0, "proved optimal", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TINY " && $HALFTERM verify " TINY
     " $T/out/sessions.csv",
     0, "4 of 4 sessions placed, 0 unplaced; cost 28; 0 breaches.", "!:"},
    {"$HALFTERM plan --format csv -o $T/out --term AUT " TINY " && $HALFTERM verify " TINY
     " $T/out/sessions.csv",
     0, "2026-09-07 to 2026-10-30: 8 of 8", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TINY " && sed 3d $T/out/sessions.csv >$T/less.csv; "
     "$HALFTERM verify " TINY " $T/less.csv",
     1, ": H8: ", "taken for 2026-09-07 to 2026-09-18 (--half-term"},
    {"cp -r " TINY
     " $T/school && $HALFTERM plan --format csv -o $T/out $T/school && cp $T/out/sessions.csv "
     "$T/school/history.csv && $HALFTERM check --term AUT $T/school",
     0, "2 students", "history.csv:2: warning: 4 sessions of history from 2026-09-07 to"},
    {"cp -r " TINY
     " $T/school && $HALFTERM plan --format csv -o $T/out $T/school && cp $T/out/sessions.csv "
     "$T/school/history.csv && $HALFTERM plan --format csv -o $T/out $T/school",
     0, "2026-10-19 to 2026-10-30: 4 of 4", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TINY " && $HALFTERM score " TINY
     " $T/out/sessions.csv",
     0, "28", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TIGHT, 1, "One repair places both sessions; ", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TIGHT, 1, "; 'halfterm explain' says more.\n", "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TIGHT "; cat $T/out/unplaced.csv", 0,
     "ruled out by a request or a protected subject.,let Art be missed (subjects.csv:4: "
     "protect=no)\n",
     "!:"},
    {"$HALFTERM plan --format csv -o $T/out " TIGHT "; $HALFTERM verify " TIGHT
     " $T/out/sessions.csv",
     0, "2 unplaced", "!:"},
    {"$HALFTERM plan -o $T/out " TIGHT "; grep -o '<h2.*What would help most' "
     "$T/out/staff/index.html; ! grep -r 'be missed (' $T/out/index.html $T/out/display",
     0, "What would help most\n", "!be missed ("},
    {"$HALFTERM plan --format csv -o $T/out " TIGHT "; $HALFTERM score " TIGHT
     " $T/out/sessions.csv",
     1, "2500", "!:"},
    {"$HALFTERM plan --format csv -o $T/a " TINY
     " && $HALFTERM plan --format csv -o $T/b --term AUT " TINY " && $HALFTERM score " TINY
     " $T/a/sessions.csv $T/b/sessions.csv",
     2, "", "over the same dates only"},
    {"$HALFTERM verify " TINY " $T/missing.csv", 2, "", "missing.csv"},
    {"$HALFTERM check $T/missing", 2, "", "missing"},
    {"$HALFTERM plan --format csv -o $T/out $T/missing; ls -A $T", 0, "!out\n", "missing"},
    {"cp -r " TINY
     " $T/school; echo S9,M1 >>$T/school/caseload.csv; $HALFTERM plan --format csv -o $T/out "
     "$T/school",
     2, "", "caseload.csv:4: "},
};

START_TEST(test_commands)
{
    scratch_run(&scratch, &commands[_i]);
}
END_TEST

#define PROVE(school)                                                                              \
    "$HALFTERM plan -o $T/out --proof --format csv " school "; $HALFTERM prove $T/out"

/* A mentor is away for a week after the plan is out. */
#define REPROVE                                                                                    \
    "cp -r data/kaa $T/school; $HALFTERM plan -o $T/out --format csv $T/school; "                  \
    "echo 'M03,,,,absent,2026-09-28,2026-10-02,' >>$T/school/commitments.csv; "                    \
    "$HALFTERM replan -o $T/new --previous $T/out --from 2026-09-23 --proof --format csv "         \
    "$T/school; "

static const struct scratch_case proofs[] = {
    {PROVE("data/kaa"), 0,
     "Proved in 8 parts: the schedule costs 4244, and no schedule costs less.", "!prove"},
    {PROVE("data/kaa --term AUT"), 0, "and no schedule costs less.", "!prove"},
    {PROVE("tests/schools/one_room"), 0, "Proved in 1 part", "!:"},
    {PROVE("tests/schools/lengths"), 0, "and no schedule costs less.", "!:"},
    {PROVE(TIGHT), 0, "the schedule costs 2500, and no schedule costs less.", "!:"},
    {PROVE("tests/schools/caseload"), 0, "and no schedule costs less.", "!prove"},
    {PROVE("data/kaa --time-limit 0.000000001"), 1, "may exist.", "!prove"},
    {PROVE("data/kaa --term AUT --set rooms=2 --time-limit 0.000000001"), 1, "may exist.",
     "!prove"},
    {PROVE(TINY) "; stat -c %a $T/out/proof $T/out/proof/*", 0, "700\n600\n600\n600\n", "!:"},
    {PROVE(TINY) "; $HALFTERM plan --format csv -o $T/out " TINY "; ls $T/out", 0, "!proof", "!:"},
    {REPROVE "$HALFTERM prove $T/new", 0,
     "Proved in 8 parts: from 2026-09-23 on nothing leaves less unplaced", "!prove"},
    {REPROVE "sed -i s/^stands.2026-09-23/stands\\ 2026-09-24/ $T/new/proof/index; "
             "$HALFTERM prove $T/new",
     2, "", "sessions.csv has no such session, or it was there before"},
    {REPROVE "sed -i 's/^stands 2026-09-23 0/stands 2026-09-23 1/' $T/new/proof/index; "
             "$HALFTERM prove $T/new",
     2, "", "unplaced.csv does not have the sessions that the parts leave out"},
    {REPROVE "sed -i /^stands/d $T/new/proof/index; $HALFTERM prove $T/new", 2, "",
     "sessions.csv has a session that is in no part"},
    {REPROVE "sed -i 's/\"proven\": true/\"proven\": false/' $T/new/summary.json; "
             "$HALFTERM prove $T/new",
     2, "", "a file has changed since it was written"},
    {PROVE(TINY) " && sed -i s/2026-09-07/2026-09-08/ $T/out/summary.json; $HALFTERM prove $T/out",
     2, "", "a file has changed since it was written"},
    {"$HALFTERM plan --format csv -o $T/out " TINY "; $HALFTERM prove $T/out", 2, "",
     "/proof/index:1: the run has no proof; plan again with --proof\n"},
    {"$HALFTERM prove $T", 2, "", "/summary.json:1: this is no summary of a run"},
    {PROVE(TINY) " && sed -i 's/: 28,/: 27,/' $T/out/summary.json; $HALFTERM prove $T/out", 2, "",
     "it says cost 27, bound 27, 4 sessions, 0 unplaced, optimal; the proof cost 28, bound 28"},
    {PROVE(TINY) " && sed -i s/optimal/feasible/ $T/out/summary.json; $HALFTERM prove $T/out", 2,
     "", "it says cost 28, bound 28, 4 sessions, 0 unplaced, not optimal"},
    {PROVE(TINY) " && sed -i 's/\"sessions\": 4/\"sessions\": 5/' $T/out/summary.json; "
                 "$HALFTERM prove $T/out",
     2, "", "it says cost 28, bound 28, 5 sessions"},
};

START_TEST(test_proofs)
{
    scratch_run(&scratch, &proofs[_i]);
}
END_TEST

#define ASSIGN "cp -r tests/schools/assign $T/school; $HALFTERM assign -o $T/out $T/school"

/* The same after the rows of the caseload have been written anew, by printf. */
#define ASSIGN_ROWS(rows)                                                                          \
    "cp -r tests/schools/assign $T/school; printf '" rows "' >$T/school/caseload.csv; "            \
    "$HALFTERM assign -o $T/out $T/school"

/* What follows holds the new caseload to these rows, to the byte. */
#define GIVES(rows) "; printf '" rows "' | cmp - $T/out/caseload.csv"

static const struct scratch_case assignments[] = {
    {ASSIGN, 0, "1 of 1 student given a mentor, proved best.", "!assign"},
    /* what is said of the last goal is no sum of squares */
    {ASSIGN, 0, "The caseloads are as even as that allows.\n", "!840"},
    /* what is seldom meant is said by check: a flag, a subject, a letterhead */
    {"cp -r tests/schools/assign $T/school; sed -i s/SEMH/SEHM/ $T/school/students.csv; printf "
     "'subject,name\\nArt,\\nMusik,\\n' >$T/school/subjects.csv; mkdir $T/school/letters; "
     "cp data/letters/letterhead.txt $T/school/letters; $HALFTERM check $T/school",
     0,
     "Worth a look\n"
     "  flag SEHM carries no weight in the policy (1 student, first in students.csv:3); did you "
     "mean SEMH?\n"
     "  subjects.csv:3: nobody has a lesson in Musik; did you mean Music?",
     ""},
    {"cp -r " TINY " $T/school; mkdir $T/school/letters; cp data/letters/letterhead.txt "
     "$T/school/letters; $HALFTERM check $T/school",
     0, "Worth a look\n  letters/letterhead.txt is still the sample; ", ""},
    {"$HALFTERM check " TINY, 0, "!Worth a look", ""},
    /* one warning of a kind, and how many more there are */
    {"cp -r " TINY " $T/school; sed -i '2,$s/,7,/,,/' $T/school/students.csv; "
     "$HALFTERM check $T/school",
     0, "", "students.csv:3: warning: and 1 more like this, from here on\n"},
    /* each command has its own exit codes */
    {"$HALFTERM check --help", 0, "Exit status: 0 done; 2 the input is wrong; 3", ""},
    {"$HALFTERM verify --help", 0, "Exit status: 0 done; 1 done, but rules are broken; 2", ""},
    {"$HALFTERM plan --help", 0, "1 done, but sessions are unplaced; 2", ""},
    {ASSIGN " && ls $T/out", 0, "assignment.csv\ncaseload.csv\n", ""},
    {ASSIGN " && stat -c %a $T/out $T/out/caseload.csv", 0, "700\n600\n", ""},
    {ASSIGN " && $HALFTERM assign -o $T/out $T/school", 0, "proved best.", ""},
    {ASSIGN " --half-term AUT2", 0, "1 of 1 student given", ""},
    {ASSIGN " --time-limit 0.000000001", 1, "0 of 1 student given a mentor, not proved best.", ""},
    {"$HALFTERM assign -o $T/out " TINY, 0, "No student without a mentor needs a session.", "!:"},
    {"cp -r " TINY " $T/school; rm $T/school/mentors.csv; $HALFTERM assign -o $T/out $T/school", 2,
     "", "mentors.csv:1: "},
    {"$HALFTERM plan --format csv -o $T/out " TINY "; $HALFTERM assign -o $T/out " TINY, 2, "",
     "holds files but no assignment.csv of an earlier run"},
    {"cp -r tests/schools/assign $T/school; $HALFTERM check $T/school", 0, "",
     "caseload.csv: 1 student has no mentor yet; \"halfterm assign SCHOOL -o OUT\" proposes one\n"},
    {"cp -r tests/schools/assign $T/school; echo S2, >>$T/school/caseload.csv; "
     "$HALFTERM plan --format csv -o $T/out $T/school",
     0, "0 of 0 sessions placed", "caseload.csv: 2 students have no mentor yet; "},
    {ASSIGN_ROWS("student,mentor,needs\\nS1,,karate\\n"), 0, "1 of 1 student",
     "caseload.csv:2: warning: no mentor has the skill 'karate'"},
    /* What the old caseload.csv has stays as it is, whatever its dialect. */
    {ASSIGN_ROWS("student,mentor,note\\nS1,M1,here\\nS2,,\"a, b\"\\n")
         GIVES("student,mentor,note\\nS1,M1,here\\nS2,M2,\"a, b\"\\n"),
     0, "", ""},
    {ASSIGN_ROWS(
         "\\357\\273\\277Student; Note ;Mentor\\r\\n\\r\\nS1;x;M1\\r\\nS2;\"y\\nz\"; \\r\\n")
         GIVES(
             "\\357\\273\\277Student; Note ;Mentor\\r\\n\\r\\nS1;x;M1\\r\\nS2;\"y\\nz\";M2\\r\\n"),
     0, "", ""},
    {ASSIGN_ROWS("note\\tstudent\\tx\\tmentor\\nZo\\353\\tS1\\t\\tM1\\n\\tS2")
         GIVES("note\\tstudent\\tx\\tmentor\\nZo\\303\\253\\tS1\\t\\tM1\\n\\tS2\\t\\tM2"),
     0, "", ""},
    {ASSIGN_ROWS("student,mentor,group\\nS1,,G\\nS4,M1,\\nS2,\"\",G\\nS1,,G\\n")
         GIVES("student,mentor,group\\nS1,M2,G\\nS4,M1,\\nS2,M2,G\\nS1,M2,G\\n"),
     0, "", ""},
    /* Why, in words; those left without first, by their weight. */
    {ASSIGN_ROWS("student,mentor,needs\\nS1,M2,\\nS2,,SEMH\\n") "; cat $T/out/assignment.csv", 0,
     "student,mentor,programme,group,weight,why\n"
     "S2,M1,1:1 mentoring,,3,Has the skills needed: 'SEMH'; then has 1 student of at most 4.\n",
     ""},
    {ASSIGN_ROWS(
         "student,mentor,needs\\nS1,M2,\\nS2,,\\n") "; printf 'mentor,day,period\\nM1,*,*\\n' "
                                                    ">$T/school/commitments.csv; "
                                                    "$HALFTERM assign -o $T/out $T/school; cat "
                                                    "$T/out/assignment.csv",
     0, "3,No other mentor has enough free time in common; then has 2 students of at most 4.\n",
     ""},
    {ASSIGN_ROWS("student,mentor,to\\nS1,,2026-09-01\\n") "; cat $T/out/assignment.csv", 0,
     "S1,,1:1 mentoring,,1,No session is needed from 7 September 2026 to 18 September 2026.\n", ""},
    {ASSIGN_ROWS(
         "student,mentor\\nS1,M1\\nS4,\\nS2,\\nS3,\\n") "; sed -i s/,4,/,1,/ "
                                                        "$T/school/mentors.csv; $HALFTERM assign "
                                                        "-o $T/out $T/school; r=$?; "
                                                        "cat $T/out/assignment.csv; exit $r",
     1,
     "\nS2,,1:1 mentoring,,3,No mentor can take the student: 2 with as many students as the "
     "caseload allows.\nS4,,1:1 mentoring,,1,",
     ""},
    {ASSIGN_ROWS("student,mentor\\nS1,M1\\nS4,\\nS2,\\nS3,\\n") "; sed -i s/,4,/,1,/ "
                                                                "$T/school/mentors.csv; $HALFTERM "
                                                                "assign -o $T/out $T/school",
     1,
     "1 of 3 students given a mentor, proved best.\n  Ben Example (S2) (priority weight 3): No "
     "mentor",
     ""},
};

START_TEST(test_assignments)
{
    scratch_run(&scratch, &assignments[_i]);
}
END_TEST

/* Nothing of these may touch what is there. */
static const struct scratch_case unwritable[] = {
    {"mkdir $T/out; touch $T/out/mine; $HALFTERM plan -o $T/out " TINY, 2, "",
     "holds files but no summary.json of an earlier run"},
    {"touch $T/out; $HALFTERM plan -o $T/out " TINY, 2, "", "is a file; name a folder"},
    {"$HALFTERM plan -o $T/none/out " TINY, 2, "", "No such file or directory"},
    {"$HALFTERM plan -o /proc/halfterm " TINY, 3, "", "/proc/halfterm"},
    {"$HALFTERM plan -o $T/out " TINY " >/dev/full; r=$?; test -s $T/out/summary.json && exit $r",
     3, "", "/out was written, but then: cannot write to the standard output"},
    {"$HALFTERM check " TINY " >/dev/full", 3, "", "cannot write to the standard output"},
    {"$HALFTERM --help >/dev/full", 3, "", "cannot write to the standard output"},
};

START_TEST(test_unwritable)
{
    scratch_run(&scratch, &unwritable[_i]);
}
END_TEST

#ifndef HT_SANITIZED

/* The program as it is installed, where the sanitizers have nothing of their own in it. */
static const struct scratch_case plain[] = {
    {"readelf -hW $HALFTERM", 0, "DYN (Position-Independent Executable file)", ""},
    {"readelf -lW $HALFTERM", 0, "GNU_RELRO", ""},
    {"readelf -dW $HALFTERM", 0, "NOW PIE", ""},
    {"readelf -W --dyn-syms $HALFTERM", 0, " __stack_chk_fail@", ""},
    {"readelf -W --dyn-syms $HALFTERM", 0, " __fprintf_chk@", ""},
    /* as few descriptors as nothing, some pages or all can be written with */
    {"mkdir $T/in; for n in 5 6 7 8 9; do (ulimit -n $n; $HALFTERM plan -o $T/in/out " TINY
     "); case "
     "$? in 3) test -z \"$(ls -A $T/in)\" || exit 9;; 0) test $(pdftotext "
     "$T/in/out/staff/cards.pdf - "
     "| wc -w) -gt 20 || exit 8;; *) exit 7;; esac; rm -rf $T/in/out; done",
     0, "", "halfterm: cannot write"},
};

START_TEST(test_plain)
{
    if (strncmp(plain[_i].command, "readelf", strlen("readelf")) ||
        scratch_has(&scratch, "readelf"))
        scratch_run(&scratch, &plain[_i]);
}
END_TEST

/* Allocations of the program, or of a library that would end it, loop or leave something out. */
static const int allocations[] = {1, 2, 30, 300, 700, 1000, 1500, 2000, 5000, 10000, 20000};
enum { ALLOCATIONS = sizeof allocations / sizeof *allocations };

START_TEST(test_allocation)
{
    char *command = ht_format(
        "mkdir $T/in; %s FAIL_AT=%d LD_PRELOAD=${HALFTERM%%/*}/tests/soak/fail.so timeout 60 "
        "$HALFTERM plan --threads 1 -o $T/in/out " TINY "; r=$?; "
        "test -z \"$(ls -A $T/in)\" && exit $r",
        _i < ALLOCATIONS ? "" : "FAIL_ON=1", allocations[_i % ALLOCATIONS]);
    scratch_run(&scratch, &(struct scratch_case){command, 3, "", "halfterm: out of memory"});
    free(command);
}
END_TEST

START_TEST(test_without_proc)
{
    const char *may = "may() { unshare -rm sh -c \"mount -t tmpfs none /proc && $1\"; }; may ";
    char *able = ht_format("%s true 2>/dev/null", may);
    char *plan = ht_format("%s \"$HALFTERM plan -o $T/out " TINY "\" && "
                           "pdftotext $T/out/staff/cards.pdf - && "
                           "unzip -tq $T/out/staff/timetable.xlsx",
                           may);
    if (scratch_shell(&scratch, able) == 0)
        scratch_run(&scratch, &(struct scratch_case){plan, 0, "No errors detected", "!halfterm"});
    else
        puts("/proc cannot be taken away: passed over");
    free(plan);
    free(able);
}
END_TEST

#endif

START_TEST(test_full_disk)
{
    const struct scratch_case first = {"$HALFTERM plan -o $T/out " TINY, 0, "", "!:"};
    const struct scratch_case full = {
        "cat $T/out/* >$T/before; (trap '' XFSZ; ulimit -f 1; $HALFTERM plan -o $T/out " TINY "); "
        "test $? -eq 3 && cat $T/out/* | cmp - $T/before && test -z \"$(ls -A $T | grep ^[.])\"",
        0, "", "File too large; what was there is as it was"};
    scratch_run(&scratch, &first);
    scratch_run(&scratch, &full);
}
END_TEST

/* The same school gives the same files whatever the locale, the time zone and the processors. */
START_TEST(test_reproducible)
{
    const struct scratch_case same = {
        "TZ=UTC-14 LC_ALL=C.UTF-8 $HALFTERM plan -o $T/a --threads 1 --term AUT " TINY "; "
        "TZ=UTC+12 LC_ALL=POSIX $HALFTERM plan -o $T/b --threads 4 --term AUT " TINY "; "
        "cmp $T/a/sessions.csv $T/b/sessions.csv && cmp $T/a/unplaced.csv $T/b/unplaced.csv",
        0, "8 of 8", "!:"};
    scratch_run(&scratch, &same);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_cli(void)
{
    Suite *suite = suite_create("cli");
    TCase *tcase = tcase_create("cli");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_usage, 0, COUNT(usage));
    tcase_add_loop_test(tcase, test_proofs, 0, sizeof proofs / sizeof *proofs);
    tcase_add_loop_test(tcase, test_commands, 0, COUNT(commands));
    tcase_add_loop_test(tcase, test_assignments, 0, COUNT(assignments));
    tcase_add_loop_test(tcase, test_unwritable, 0, COUNT(unwritable));
    tcase_add_test(tcase, test_full_disk);
#ifndef HT_SANITIZED
    tcase_add_test(tcase, test_without_proc);
    tcase_add_loop_test(tcase, test_plain, 0, sizeof plain / sizeof *plain);
    tcase_add_loop_test(tcase, test_allocation, 0, 2 * ALLOCATIONS);
#endif
    tcase_add_test(tcase, test_reproducible);
    suite_add_tcase(suite, tcase);
    return suite;
}
