/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Names of students as people read them, and lessons of two teachers, from the files to the pages.
 */
#include "tests/suites.h"
#include "tests/support/scratch.h"

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/tiny $T/s"), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

#define STUDENTS(rows) "printf '" rows "' >$T/s/students.csv; "
#define TWO            "sed -i 's/,AB,/,AB+XY,/' $T/s/timetable.csv; "
#define NEVER(teacher) "printf 'what,teacher\\nnever," teacher "\\n' >$T/s/requests.csv; "
#define PLAN           "$HALFTERM plan --format csv,html -o $T/out $T/s >$T/said 2>&1; "
#define PERSON(html)                                                                               \
    "sed 's/<[^>]*>//g' $T/out/" html " | grep -oE '(Ann|Lou) [A-Z][a-z]*' | sort -u"

static const struct scratch_case cases[] = {
    /* a comma parts a name, two columns are one, and anything else is as it stands */
    {STUDENTS("student,name,form,year\\nS1,\"Khan, Ann\",7A,7\\nS2,Lou Moe,7B,7\\n")
         PLAN PERSON("staff/students.html"),
     0, "Ann Khan\nLou Moe\n", ""},
    {STUDENTS("student,surname,forename,form,year\\nS1,Khan,Ann,7A,7\\nS2,Moe,Lou,7B,7\\n")
         PLAN PERSON("display/noticeboard.html"),
     0, "Ann K\nLou M\n", ""},
    {STUDENTS(
         "student,name,surname,forename,year\\nS1,Old Name,Khan,Ann,7\\nS2,\"Moe, Lou\",Moe,,7\\n")
         PLAN PERSON("staff/mentors.html"),
     0, "Ann Khan\nLou Moe\n", ""},
    {STUDENTS("student,name,year\\nS1,\"Khan,\",7\\nS2,Lou,7\\n") PLAN
     "grep -o 'Khan,' $T/out/staff/students.html | sort -u",
     0, "Khan,\n", ""},
    /* lists go by the surname where it is known */
    {STUDENTS("student,name,year\\nS1,\"Zed, Ann\",7\\nS2,\"Abe, Lou\",7\\n") PLAN
     "sed 's/<[^>]*>//g' $T/out/staff/students.html | grep -oE '(Ann|Lou) [A-Z][a-z]*' | uniq | "
     "head -1",
     0, "Lou Abe\n", ""},
    /* upn and ids are known columns */
    {STUDENTS(
         "student,name,year,upn,ids\\nS1,Ann,7,A1,12;13\\nS2,Lou,7,,\\n") "$HALFTERM check $T/s",
     0, "2 students", "!upn"},
    /* a request of either teacher, or of both as they are written */
    {TWO NEVER("XY") PLAN
     "$HALFTERM verify $T/s $T/out/sessions.csv; cut -d, -f12 $T/out/sessions.csv",
     0, "!English", "!unknown"},
    {TWO NEVER("AB") PLAN
     "$HALFTERM verify $T/s $T/out/sessions.csv; cut -d, -f12 $T/out/sessions.csv",
     0, "!English", "!unknown"},
    {TWO NEVER("AB+XY") PLAN
     "$HALFTERM verify $T/s $T/out/sessions.csv; cut -d, -f12 $T/out/sessions.csv",
     0, "!English", "!unknown"},
    {TWO NEVER("B+X") "$HALFTERM check $T/s", 0, "",
     "requests.csv:2: warning: unknown teacher 'B+X'"},
    {TWO NEVER("CD\\nnever,EF\\nnever,GH") PLAN
     "cut -d, -f14 $T/out/sessions.csv | sort -u; " NEVER(
         "XY") "$HALFTERM verify $T/s $T/out/sessions.csv",
     1, "AB+XY\nteacher\n", ""},
    /* both have a page and slips */
    {TWO NEVER("CD\\nnever,EF\\nnever,GH") PLAN
     "for f in teachers slips; do grep -oE '>(AB|XY)<' $T/out/staff/$f.html | sort -u; done",
     0, ">AB<\n>XY<\n>AB<\n>XY<\n", ""},
};

START_TEST(test_people)
{
    scratch_run(&scratch, &cases[_i]);
}
END_TEST

Suite *suite_people(void)
{
    Suite *suite = suite_create("people");
    TCase *tcase = tcase_create("people");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, test_people, 0, sizeof cases / sizeof *cases);
    suite_add_tcase(suite, tcase);
    return suite;
}
