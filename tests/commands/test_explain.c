/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the program on small schools in which it is known what rules a slot out. */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS = 3 };

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* Runs commands in a copy of a school; the last one's output is in $T/output. */
static int run(const char *school, const char *commands)
{
    char *line = ht_format("cp -r tests/schools/%s $T/s && cd $T/s && { %s; } >$T/output "
                           "2>$T/errors",
                           school, commands);
    int status = scratch_shell(&scratch, line);
    free(line);
    return status;
}

/* Whether a text has a part; a part that begins with '!' must not be there. */
static void expect(const char *text, const char *part)
{
    bool wanted = *part != '!';
    ck_assert_msg((strstr(text, wanted ? part : part + 1) != NULL) == wanted, "%s '%s':\n%s",
                  wanted ? "no" : "there is", wanted ? part : part + 1, text);
}

/* ------------------------------------------------------------ what rules a slot out */

/* How a copy of tests/schools/tiny is changed, planned and asked, and what is said then. */
static const struct {
    const char *change, *plan, *ask;
    int status;
    const char *parts[PARTS];
} slots[] = {
    {":",
     "",
     "--student S1 --week 2026-09-10",
     0,
     {"The one session of Ada Example in the week of 7 September has a place.\n",
      "Ada Example (S1) with Mo Mentor (M1), 1:1 mentoring\n", "in place of Art (7a/Ar, EF)\n"}},
    {":",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"    3        HERE         +1           +0           +0           +0\n", "    1        +24 ",
      "+0, +10  Free: so many points more would the plan have with the session there"}},
    {":",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"    4        +7           taken 1      +7           +7           +7\n",
      "    1  Mo Mentor sees Ben Example\n"}},
    {"echo closed,2026-09-09,,,INSET >>calendar.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"    4        +7           taken 1      closed 2     ",
      "    2  The school is closed: INSET (calendar.csv:5)\n"}},
    {"echo closed,2026-09-09,,7,Trip >>calendar.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  closed 2     ", "  2  Closed for year 7: Trip (calendar.csv:5)\n"}},
    {"sed -i s/2026-09-07,2026-09-18/2026-09-09,2026-09-18/ calendar.csv",
     "--from 2026-09-07 --to 2026-09-11",
     "--student S1",
     0,
     {"  closed 1     ", "  1  No school day: it lies in no half term of calendar.csv\n"}},
    {"echo assessment,2026-09-09,,7,Tests >>calendar.csv; "
     "echo '<policy><assessment scope=\"day\"/></policy>' >policy.xml",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  assessed 2   ", "  2  Year 7 is being assessed: Tests (calendar.csv:5)\n"}},
    {"sed -i -e 's/$/,/' -e '1s/$/from/' -e '2s/$/2026-09-09/' caseload.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"    2        outside 1    outside 1    +",
      "  1  The programme is only from 9 September on (caseload.csv:2)\n"}},
    {"sed -i -e '1s/$/,days/' -e '2s/$/,Mon;Tue;Thu;Fri/' mentors.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  day off 2    ", "  2  Mo Mentor does not work on Wednesdays (mentors.csv:2)\n"}},
    {"printf 'mentor,day,period,what\\nM1,Wed,1;2;3,duty\\n' >commitments.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  full day 3   ", "  2  Mo Mentor has a duty (commitments.csv:2)\n",
      "  3  Without any session, Mo Mentor keeps 50 of 60 free minutes\n"}},
    {"echo 'Mon,5,12:40,13:20,lesson' >>periods.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"    5        short 1      -            -            -            -\n",
      "  1  10 minutes too short for 25 minutes in the first half (periods.csv:6)\n"}},
    {"printf 'mentor,day,period,what\\nM1,Wed,2,support\\n' >commitments.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  support 2    ", "  2  Mo Mentor has in-class support (commitments.csv:2)\n"}},
    {"printf 'mentor,day,period,what\\nM1,Wed,*,absent\\n' >commitments.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  absent 2     ", "  2  Mo Mentor is absent (commitments.csv:2)\n"}},
    {"printf 'mentor,day,period,what\\nM1,Wed,1;2,meeting\\n' >commitments.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  free time 3  ", "  2  Mo Mentor has a meeting (commitments.csv:2)\n",
      "  3  Mo Mentor would keep 50 of 60 free minutes beside the commitments of that day\n"}},
    {":",
     "--set free-time=110",
     "--student S1 --week 2026-09-07",
     0,
     {"  free time 1", "  1  Mo Mentor would keep 100 of 110 free minutes, seeing Ben Example "
                       "(period 4) that day\n"}},
    {"echo 'M2,Ria Reader,lead' >>mentors.csv; "
     "printf 'mentor,day,period,what,student\\nM2,Wed,2,reading,S1\\n' >commitments.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  engaged 2    ", "  2  Ada Example is with Ria Reader for reading (commitments.csv:2)\n"}},
    {"sed -i -e 's/$/,/' -e '1s/$/protect/' -e '2s/$/yes/' subjects.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  English 1    English 1    ",
      "  1  Ada Example has English, which is never missed (subjects.csv:2)\n"}},
    {"printf 'date,student,subject\\n2026-09-08,S1,Art\\n2026-09-10,S1,Art\\n' >history.csv",
     "--half-term AUT2",
     "--student S1 --week 2026-10-19",
     0,
     {"  Art 1  ", "  1  Ada Example misses Art on 8 September and 10 September: twice a term "
                   "is the most\n"}},
    {":",
     "--set misses.max=1",
     "--student S1 --week 2026-09-07",
     0,
     {"Ada Example misses ", ": once a term is the most\n"}},
    {"sed -i '/^S1,.,1/d' timetable.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  no lesson 1  no lesson 1 ", "  1  Ada Example has no lesson\n"}},
    {"printf 'what,student,day,period,note\\nnever,S1,Wed,2,test prep\\n' >requests.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"  never 2      ",
      "  2  A request: Ada Example must not be seen on Wednesdays, period 2, \"test prep\"\n"
      "         (requests.csv:2)\n"}},
    {"printf 'what,student,from,period\\nkeep,S1,2026-09-09,1\\n' >requests.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"    1        kept 1       kept 1       HERE         ",
      "  1  A request keeps the session where it is (requests.csv:2)\n"}},
    {"echo 'M2,Ria Reader,lead' >>mentors.csv; sed -i s/S2,M1/S2,M2/ caseload.csv",
     "--set rooms=1",
     "--student S1 --week 2026-09-07",
     0,
     {"  no room 1", "  1  The only room is taken, by Ben Example\n"}},
    {"echo 'M2,Ria Reader,lead' >>mentors.csv; sed -i s/S2,M1/S2,M2/ caseload.csv; "
     "sed -i 's/^S2,.,4.*/S2,*,4,Music,7a\\/Mu,GH,R4/;s/^S2,.,3.*/S2,*,3,Art,7a\\/Ar,EF,R3/' "
     "timetable.csv",
     "--set withdrawals=1",
     "--student S1 --week 2026-09-07",
     0,
     {"  class 1", "  1  Ben Example is out of 7a/Ar; at most one may be\n"}},
    {"echo 'M2,Ria Reader,lead' >>mentors.csv; echo S1,M2 >>caseload.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"Ada Example is seen that day: period ", " with Ria Reader\n"}},
    {"sed -i -e 's/$/,/' -e '1s/$/group/' -e '2,3s/$/Art/' caseload.csv; "
     "sed -i '/^S2,.,1/d' timetable.csv",
     "",
     "--student S1 --week 2026-09-07",
     0,
     {"Group Art of Ada Example (S1) and Ben Example (S2) with Mo Mentor (M1)",
      "  1  Ben Example has no lesson\n"}},
    /* Three sessions in four weeks, in the last two of which the mentor is away. */
    {"sed -i -e 's/$/,/' -e '1s/$/per_week/' -e '2s/$/0.75/' -e /S2/d caseload.csv; "
     "sed -i s/2026-09-18/2026-10-02/ calendar.csv; "
     "printf 'mentor,day,period,what,from\\nM1,*,*,absent,2026-09-21\\n' >commitments.csv",
     "",
     "",
     1,
     {"1 of 3 sessions has no place.\n", "The week has as many sessions as it may have: ",
      "Weeks of 21 September and 28 September, slot by slot\n"}},
};

START_TEST(test_slots)
{
    char *commands = ht_format("%s; $HALFTERM plan --format csv . -o $T/out --format csv %s; "
                               "$HALFTERM explain --prices . $T/out %s >$T/said",
                               slots[_i].change, slots[_i].plan, slots[_i].ask);
    ck_assert_int_eq(run("tiny", commands), slots[_i].status);
    char *said = scratch_text(&scratch, "said");
    for (int n = 0; n < PARTS && slots[_i].parts[n]; n++)
        expect(said, slots[_i].parts[n]);
    free(said);
    free(commands);
}
END_TEST

/* Everybody has rows of their own in every file: those of the others are not told. */
START_TEST(test_neighbours)
{
    run("neighbours",
        "$HALFTERM plan --format csv . -o $T/out --half-term AUT1; for s in S1 S4 S2; do "
        "$HALFTERM explain --prices . $T/out --week 2026-09-07 --student $s; done >$T/said");
    ck_assert_int_eq(scratch_shell(&scratch, "diff -u tests/golden/neighbours.txt $T/said"), 0);
}
END_TEST

/* ------------------------------------------------------------ the command */

#define PLAN    "$HALFTERM plan --format csv . -o $T/out --format csv >/dev/null; "
#define CHEAP   "$HALFTERM plan --format csv . -o $T/out --set unplaced=4 >/dev/null; "
#define EXPLAIN "$HALFTERM explain . $T/out"
#define ILL                                                                                        \
    "printf 'mentor,day,period,what,from,to\\nM1,*,*,absent,2026-09-07,2026-09-11\\n' "            \
    ">commitments.csv; "

/* Plans, and keeps what is said in a file that the format's argument names. */
#define PLAN_AND_SAY "$HALFTERM plan --format csv . -o $T/out --format csv >$T/%s"

/* What is done in a copy of a school, how it ends, and parts of all that is said. */
static const struct {
    const char *school, *commands;
    int status;
    const char *parts[PARTS];
} commands[] = {
    {"tiny", PLAN EXPLAIN, 0, {"All 4 sessions have a place.\n", "!Ada"}},
    {"no_place",
     PLAN EXPLAIN,
     1,
     {"2 of 2 sessions have no place.\n", "Weeks of 7 September and 14 September, slot by slot\n",
      "    4        Music 4      Music 4      Music 4      Music 4      Music 4\n"}},
    {"no_place",
     PLAN EXPLAIN " --week 2026-09-20",
     1,
     {"The one session in the week of 14 September has no place.\n", "Mon 14 Sep", "!7 September"}},
    {"no_place",
     PLAN EXPLAIN " --student S1",
     1,
     {"2 of 2 sessions of Ada Example have no place."}},
    /* an id or a name: a whole one, or a part that only one has, in letters of either case */
    {"tiny",
     PLAN EXPLAIN " --student 'ada EXAMPLE' --week 2026-09-07",
     0,
     {"The one session of Ada Example in the week of 7 September has a place.\n",
      "    3        HERE         free         free ", "!+"}},
    {"tiny", PLAN EXPLAIN " --student Ben", 0, {"sessions of Ben Example have a place.\n"}},
    {"tiny", PLAN EXPLAIN " --mentor mentor", 0, {"All 4 sessions with Mo Mentor have a place.\n"}},
    {"tiny",
     PLAN EXPLAIN " --student example",
     2,
     {"'example' may be any of 2 students: Ada Example (S1), Ben Example (S2); give the id\n"}},
    {"tiny", PLAN EXPLAIN " --mentor M9", 2, {"mentors.csv has no mentor 'M9'\n"}},
    {"no_place", PLAN EXPLAIN " --prices", 1, {"!Price 0"}},
    {"no_place", PLAN EXPLAIN " >/dev/full", 3, {"cannot write to the standard output"}},
    {"no_place",
     "sed -i -e 's/$/,/' -e '1s/$/periods/' -e '2s/$/2;3/' caseload.csv; " PLAN EXPLAIN,
     1,
     {"  Only period 2 and period 3 may be used for it.\n", "    3        Art ", "!    4        "}},
    {"explain",
     PLAN EXPLAIN " --time-limit 0.000001",
     1,
     {"The search for what would help was ended before all was tried: --time-limit "}},
    {"explain",
     "$HALFTERM export xml . -o $T/all.xml; " PLAN "$HALFTERM explain $T/all.xml $T/out",
     1,
     {"Kemi Okoro has in-class support (all.xml:"}},
    /* What has been recorded of the plan does not count twice. */
    {"explain",
     PLAN "awk -F, 'NR==1 {print \"session,student,held\"} NR>1 && $2<\"2026-09-21\" {print $1 "
          "FS $9 FS \"yes\"}' $T/out/sessions.csv >$T/held.csv; "
          "$HALFTERM record . $T/out $T/held.csv >/dev/null; "
          "grep -c 1:1 history.csv; " EXPLAIN " --student ali",
     0,
     {"5\nAll 3 sessions of Ali Haddad have a place.\n"}},
    {"tiny",
     CHEAP EXPLAIN " --student S1",
     1,
     {"1 of 2 sessions of Ada Example has no place.\n",
      "    4        taken 2      FREE 1       FREE 1       FREE 1       FREE 1\n",
      "  1  Free, but by the policy's weights it is better to leave the session out\n"}},
    /* Whether it is for its cost that a session is left out only a plan that is proved knows. */
    {"tiny",
     CHEAP EXPLAIN,
     1,
     {"but by the policy's\n  weights it is better to leave the session out.\n"}},
    {"tiny",
     CHEAP "sed -i s/optimal/feasible/ $T/out/summary.json; " EXPLAIN,
     1,
     {"!leave the session out.", "plan again"}},
    /* The run's policy values hold. */
    {"tiny",
     "$HALFTERM plan --format csv . -o $T/out --set misses.max=0 >/dev/null; " EXPLAIN,
     1,
     {"4 of 4 sessions have no place.\n", "Ada Example may not miss Music\n"}},
    /* What is before the date of a replan is over, be it a day or a week. */
    {"no_place",
     PLAN "$HALFTERM replan . --from 2026-09-16 --previous $T/out -o $T/out >/dev/null; " EXPLAIN,
     1,
     {"    1        over 1       over 1       English 2    English 2    English 2\n",
      "  1  It is over: only what is from 16 September on was planned again\n",
      "the week of 7 September is over, only what\nis from 16 September on was planned again\n"}},
    /* What a repair says, done to the letter, places what it promised. */
    {"tiny",
     ILL PLAN EXPLAIN " --week 2026-09-07",
     1,
     {"(caseload.csv:2: to=2026-09-06; two rows more like it:",
      " per_week=2, and from=2026-09-21)"}},
    {"tiny",
     ILL
     "printf 'student,mentor,from,to,per_week\\nS1,M1,,2026-09-06,\\nS1,M1,2026-09-14,"
     "2026-09-20,2\\nS1,M1,2026-09-21,,\\n' >caseload.csv; $HALFTERM plan --format csv . -o $T/out",
     0,
     {"2 of 2 sessions placed, 0 unplaced"}},
    {"tiny",
     ILL "sed -i -e 1s/$/,sessions/ -e 2s/$/,3/ caseload.csv; " PLAN EXPLAIN,
     1,
     {"(caseload.csv: one row more, with sessions=1, from=2026-09-14, to=2026-09-20;\n",
      "the week of 7 September stays listed)"}},
    /* Faults. */
    {"tiny", "$HALFTERM explain .", 2, {"expected SCHOOL OUT, found 1 argument\n"}},
    {"tiny", EXPLAIN, 2, {"out has no summary.json of an earlier run; name its folder\n"}},
    {"tiny",
     PLAN EXPLAIN " --student s1",
     2,
     {"students.csv has no student 's1'; did you mean 'S1'?\n"}},
    {"tiny",
     PLAN EXPLAIN " --week 2026-10-19",
     2,
     {"--week 2026-10-19 is not a week of the plan in ", "of 2026-09-07 to 2026-09-18\n"}},
    {"tiny", PLAN EXPLAIN " --week never", 2, {"--week: 'never' "}},
    {"tiny", PLAN EXPLAIN " --time-limit 0", 2, {"'0' is not a number of seconds"}},
    {"tiny",
     PLAN "sed -i s/2026-09-07/2026-09-14/ calendar.csv; " EXPLAIN,
     2,
     {"which is not all in a term of calendar.csv any more"}},
    {"tiny",
     PLAN "sed -i /S2/d caseload.csv; " EXPLAIN,
     2,
     {"is not one of this school as its files are now; plan or replan first:\n",
      "sessions.csv:3: S2 with M1 on ", "caseload.csv has no such programme"}},
    {"tiny",
     PLAN "echo closed,2026-09-07,2026-09-11,,Flood >>calendar.csv; " EXPLAIN,
     2,
     {"sessions.csv:2: H1: "}},
    {"tiny", PLAN "rm $T/out/sessions.csv; " EXPLAIN, 2, {"sessions.csv:1: the file is missing"}},
};

START_TEST(test_command)
{
    ck_assert_int_eq(run(commands[_i].school, commands[_i].commands), commands[_i].status);
    char *said = scratch_text(&scratch, "output"), *errors = scratch_text(&scratch, "errors");
    char *both = ht_format("%s%s", said, errors);
    for (int n = 0; n < PARTS && commands[_i].parts[n]; n++)
        expect(both, commands[_i].parts[n]);
    free(both);
    free(errors);
    free(said);
}
END_TEST

/* ------------------------------------------------------------ planted causes */

#define CASELOAD(rows) "printf 'student,mentor" rows "' >caseload.csv"
#define ALLOW(row)     "printf 'what,student,mentor,subject,from,to\\n" row "\\n' >requests.csv"

/* Schools that are impossible in one way: what it is, what mends it, and what can be placed then.
 */
static const struct {
    const char *school, *placed;
    const char *why[PARTS]; /* parts of the first sentence */
    const char *repair;     /* how the first repair begins */
    const char *mend, *placed_then;
} planted[] = {
    /* Three subjects, each of which may be missed twice, and seven weeks. */
    {"impossible-subjects",
     "6 of 7",
     {"Ada Archer has seven sessions due", "only lessons of Art, English and Maths", "six misses"},
     "let Ada Archer miss Art a third time",
     ALLOW("allow,S1,,Ar,,"),
     "7 of 7"},
    /* The mentor supports a class in the student's only lesson; one other period is free for that.
     */
    {"impossible-support",
     "0 of 1",
     {"Ada Archer", "Mo Marsh has in-class support on Tuesdays, period 2 (commitments.csv:2)"},
     "move Mo Marsh's in-class support on Tuesday, period 2, to Monday, period 4",
     "sed -i s/^M1,Tue,2,/M1,Mon,4,/ commitments.csv",
     "1 of 1"},
    /* The student's only lesson is on Monday, when two meetings and a session leave 50 minutes. */
    {"impossible-hour",
     "0 of 1",
     {"a meeting on Mondays, periods 1 and 3", "needs 60 free minutes on 7 September"},
     "let Mo Marsh do without the 60 free minutes on Monday 7 September",
     ALLOW("allow,,M1,,2026-09-07,2026-09-07"),
     "1 of 1"},
    /* Three students have two slots; only Cleo has a lesson when another mentor works. */
    {"impossible-mentor",
     "2 of 3",
     {"Mo Marsh has three sessions (Cleo Cole, Ada Archer and Ben Baker)", "at most two"},
     "give Cleo Cole to Nia Noon",
     "sed -i s/S3,M1/S3,M2/ caseload.csv",
     "3 of 3"},
    /* Two students with the same only slot and different mentors, and one room. */
    {"impossible-room",
     "1 of 2",
     {"Ada Archer and Ben Baker", "there is only one room (policy.xml)",
      "only be on Monday, period 2"},
     "have one more room for sessions (policy.xml: <rooms max=\"2\"/>)",
     "sed -i 's/rooms max=\"1\"/rooms max=\"2\"/' policy.xml",
     "2 of 2"},
    /* Both days on which the student has lessons are closed in the first week. */
    {"impossible-closed",
     "1 of 2",
     {"Ada Archer", "closed on 7 September (INSET, calendar.csv:4)", "Museum trip, calendar.csv:5"},
     "see Ada Archer once more in the week of 14 September, in place of the week of 7 September",
     CASELOAD(",sessions,from,to\\nS1,M1,,2026-09-14,\\nS1,M1,1,2026-09-14,2026-09-20\\n"),
     "2 of 2"},
    /* Both days on which the student has lessons are assessment days in the first week. */
    {"impossible-assessed",
     "1 of 2",
     {"Ada Archer", "assessment from 7 to 9 September (Baseline tests, calendar.csv:4)"},
     "see Ada Archer once more in the week of 14 September, in place of the week of 7 September",
     CASELOAD(",sessions,from,to\\nS1,M1,,2026-09-14,\\nS1,M1,1,2026-09-14,2026-09-20\\n"),
     "2 of 2"},
    /* The mentor is absent in the first week. */
    {"impossible-absent",
     "1 of 2",
     {"Ada Archer", "Mo Marsh is absent from 7 to 11 September (commitments.csv:2)"},
     "see Ada Archer once more in the week of 14 September, in place of the week of 7 September",
     CASELOAD(",sessions,from,to\\nS1,M1,,2026-09-14,\\nS1,M1,1,2026-09-14,2026-09-20\\n"),
     "2 of 2"},
    /* Three students have two slots a week, there is no other mentor, and Cleo has no priority. */
    {"impossible-caseload",
     "4 of 6",
     {"Mo Marsh has three sessions (Cleo Cole, Ada Archer and Ben Baker)", "at most two",
      "only be on Monday, period 1"},
     "take Cleo Cole off the caseload of Mo Marsh (caseload.csv:4)",
     "sed -i /S3/d caseload.csv",
     "4 of 4"},
    /* All of the student's lessons are of a teacher whom a request never lets miss them. */
    {"impossible-never",
     "0 of 1",
     {"Ada Archer must not miss lessons with Ms Brush", "requests.csv:2"},
     "take back the request that Ada Archer must not miss lessons with Ms Brush (requests.csv:2)",
     "rm requests.csv",
     "1 of 1"},
    /* Requests for one member leave no time for the group. */
    {"impossible-group",
     "0 of 1",
     {"The group Friends", "Ben Baker must not miss lessons with Ms Brush (requests.csv:2",
      "Ben Baker must not miss lessons with Mr Sum (requests.csv:3"},
     "take back the request that Ben Baker must not miss lessons with Ms Brush (requests.csv:2)",
     "sed -i 2d requests.csv",
     "1 of 1"},
    /* One member of the group has no lesson when the others have. */
    {"impossible-member",
     "0 of 1",
     {"The group Friends cannot be seen", "Cleo Cole has no lesson"},
     "let the group Friends meet without Cleo Cole",
     "sed -i /S3/d caseload.csv",
     "1 of 1"},
    /* The student has lessons on days on which the mentor does not work, but another one does. */
    {"impossible-days",
     "1 of 2",
     {"Ada Archer", "Mo Marsh works only on Mondays and Tuesdays"},
     "give Ada Archer to Nia Noon",
     "sed -i s/S1,M1/S1,M2/ caseload.csv",
     "2 of 2"},
    /* Ada has Art only, which she has missed before; Ben has a lesson that the mentor supports. */
    {"impossible-two",
     "1 of 4",
     {"Ada Archer has two sessions due", "only lessons of Art", "Art on 7 September: history.csv"},
     "let Ada Archer miss Art a third time",
     ALLOW("allow,S1,,Ar,,") "; sed -i s/^M1,Tue,3,/M1,Mon,4,/ commitments.csv",
     "4 of 4"},
    /* Two slots a week for two students, one of them in Art, which both have missed before: each
       week can be planned, and the weeks of each student, but not all. */
    {"impossible-weeks",
     "5 of 6",
     {"Mo Marsh has six sessions (Ben Baker and Ada Archer) due in the weeks from 14 to 28 "
      "September but room for at most five",
      "Ada Archer may miss Art only twice", "Ben Baker may miss Art only twice"},
     "let Ada Archer miss Art a third time",
     ALLOW("allow,S1,,Ar,,"),
     "6 of 6"},
};

/* Puts a single blank in place of each run of blanks and line ends. */
static void unwrap(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        bool blank = *from == ' ' || *from == '\n';
        if (!blank || (to > text && to[-1] != ' '))
            *to++ = blank ? ' ' : *from;
    }
    *to = '\0';
}

START_TEST(test_planted)
{
    static const char before_why[] = " no place Week", before_repair[] = " 1. ";
    char *line = ht_format(PLAN_AND_SAY "; " EXPLAIN " >$T/said; %s && " PLAN_AND_SAY, "placed",
                           planted[_i].mend, "then");
    run(planted[_i].school, line);
    char *said = scratch_text(&scratch, "said"), *placed = scratch_text(&scratch, "placed");
    char *placed_then = scratch_text(&scratch, "then");
    expect(placed, planted[_i].placed);
    expect(placed_then, planted[_i].placed_then);
    unwrap(said);
    char *why = strstr(said, before_why), *repair = strstr(said, before_repair);
    ck_assert_msg(why && repair && why < repair, "%s", said);
    *repair = '\0';
    for (int n = 0; n < PARTS && planted[_i].why[n]; n++)
        expect(why, planted[_i].why[n]);
    repair += 1 + strlen(before_repair) - 1;
    ck_assert_msg(strncasecmp(repair, planted[_i].repair, strlen(planted[_i].repair)) == 0, "%s",
                  repair);
    free(placed_then);
    free(placed);
    free(said);
    free(line);
}
END_TEST

/* What is said of two repairs at once. */
START_TEST(test_two_repairs)
{
    run("impossible-two", PLAN EXPLAIN);
    char *said = scratch_text(&scratch, "output");
    unwrap(said);
    expect(said, "Two repairs place all three sessions: move Mo Marsh's in-class support on "
                 "Tuesday, period 3, to Monday, period 4 (commitments.csv:2); let Ada Archer miss "
                 "Art a third time");
    free(said);
}
END_TEST

/* ------------------------------------------------------------ the example of the README */

/* With UPDATE_GOLDEN set the file is written first. */
START_TEST(test_golden)
{
    static const char golden[] =
        "$HALFTERM plan tests/schools/explain -o $T/out --format csv >/dev/null; "
        "$HALFTERM explain tests/schools/explain $T/out >$T/said; "
        "[ -z \"$UPDATE_GOLDEN\" ] || cp $T/said tests/golden/explain.txt; "
        "sed 's/^./    &/' $T/said >$T/indented; cp README.md $T; "
        "cmp $T/said tests/golden/explain.txt";
    ck_assert_int_eq(scratch_shell(&scratch, golden), 0);
    char *readme = scratch_text(&scratch, "README.md"), *said = scratch_text(&scratch, "indented");
    ck_assert_msg(strstr(readme, said) != NULL, "README.md tells of another answer");
    free(said);
    free(readme);
}
END_TEST

Suite *suite_explain(void)
{
    Suite *suite = suite_create("explain");
    TCase *tcase = tcase_create("explain");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_slots, 0, sizeof slots / sizeof *slots);
    tcase_add_test(tcase, test_neighbours);
    tcase_add_loop_test(tcase, test_command, 0, sizeof commands / sizeof *commands);
    tcase_add_loop_test(tcase, test_planted, 0, sizeof planted / sizeof *planted);
    tcase_add_test(tcase, test_two_repairs);
    tcase_add_test(tcase, test_golden);
    suite_add_tcase(suite, tcase);
    return suite;
}
