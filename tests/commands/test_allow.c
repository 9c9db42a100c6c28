/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that allow what a rule forbids. In tests/schools/allow, S1 can only be seen in Art and
 * M2 has time for one session a Tuesday, so that without them 5 of 9 sessions have a place: each of
 * the two makes place for one more.
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
    ck_assert_int_eq(scratch_shell(&scratch, "cp -r tests/schools/allow $T/school"), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* Runs a command, which must end with this status and say that. */
static void expect(const char *command, int status, const char *part)
{
    char *line = ht_format("{ %s; } >$T/output 2>&1", command);
    int got = scratch_shell(&scratch, line);
    char *output = scratch_text(&scratch, "output");
    ck_assert_msg(got == status, "%s: %d\n%s", command, got, output);
    ck_assert_msg(strstr(output, part), "%s does not say '%s':\n%s", command, part, output);
    free(output);
    free(line);
}

#define TITLES "what,student,mentor,subject,week,day,period,from,to\\n"
#define PLAN   "$HALFTERM plan --format csv $T/school -o $T/out"
#define VERIFY "$HALFTERM verify $T/school $T/out/sessions.csv"

/* What requests.csv and policy.xml say, and how many sessions have a place then. */
static const struct {
    const char *requests, *policy;
    int placed;
} schools[] = {
    {"", "", 5},
    {"allow,S1,,Art,,,,,\\n", "", 6},
    {"allow,S1,,Draw,,,,,\\n", "", 6},
    {"allow,S1,,Maths,,,,,\\n", "", 5},
    {"allow,S2,,Art,,,,,\\n", "", 5},
    {"allow,S1,,Art,,,,2026-10-12,\\n", "", 6},
    {"allow,S1,,Art,,,,2026-10-17,\\n", "", 5},
    {"allow,S1,,Art,,,,,2026-09-06\\n", "", 5},
    {"allow,S1,,Art,,,,,2026-09-07\\n", "", 6},
    {"", "<misses max=\"0\"/>", 0},
    {"allow,S1,,Art,,,,,\\n", "<misses max=\"0\"/>", 1},
    {"allow,S1,,Art,,,,,\\nallow,S1,,Pot,,,,,\\n", "<misses max=\"0\"/>", 2},
    {"allow,S1,,Art,,,,2026-10-12,\\n", "<misses per=\"half-term\"/>", 5},
    {"allow,S1,,Art,,,,2026-09-25,2026-10-05\\n", "<misses per=\"half-term\"/>", 6},
    {"allow,,M2,,,,,2026-09-15,2026-09-15\\n", "", 6},
    {"allow,,M2,,,,,2026-09-09,\\n", "", 7},
    {"allow,,M2,,,,,,\\n", "", 8},
    {"allow,,M2,,,Tue,,,\\n", "", 8},
    {"allow,,M2,,,Mon,,,\\n", "", 5},
    {"allow,,M1,,,,,,\\n", "", 5},
    {"allow,,M2,,,,,,\\nallow,S1,,Art,,,,,\\n", "", 9},
    {"", "<free-time contiguous=\"yes\"/>", 5},
    {"allow,,M2,,,,,2026-09-15,2026-09-15\\n", "<free-time contiguous=\"yes\"/>", 6},
    {"allow,,M2,,,,,2026-09-15,2026-09-15\\n", "<free-time minutes=\"200\"/>", 2},
    /* Two keeps of a Tuesday exclude each other unless it is allowed. */
    {"allow,,M2,,,,,2026-09-15,2026-09-15\\nkeep,S2,,,,,1,2026-09-15,\\nkeep,S3,,,,,2,2026-09-15,"
     "\\n",
     "", 6},
};

START_TEST(test_places)
{
    char *said = ht_format("%d of 9 sessions placed", schools[_i].placed);
    char *command =
        ht_format("printf '" TITLES "%s' >$T/school/requests.csv; echo '<policy>%s</policy>' "
                  ">$T/school/policy.xml; " PLAN,
                  schools[_i].requests, schools[_i].policy);
    expect(command, schools[_i].placed < 9, said);
    expect(VERIFY, 0, "; 0 breaches");
    free(command);
    free(said);
}
END_TEST

/* What is planned with the two requests, held against a school without one of them. */
static const struct {
    const char *without, *breach; /* of a line of requests.csv; what is said then */
    int status;
} breaches[] = {
    {"4", "; 0 breaches", 0},
    {"2", "H6: S1 misses Art 3 times in AUT (0 in history), 2 being the most", 1},
    {"3", "H5: M2 keeps 50 free minutes on Tue 2026-09-15, 60 being the least", 1},
};

START_TEST(test_breach)
{
    expect(PLAN, 1, "7 of 9 sessions placed");
    char *command = ht_format("sed -i %sd $T/school/requests.csv; " VERIFY, breaches[_i].without);
    expect(command, breaches[_i].status, breaches[_i].breach);
    free(command);
}
END_TEST

/* What is told of them, and where; all of it is said nowhere without them. */
static const struct {
    const char *command, *said;
} told[] = {
    {"$HALFTERM check $T/school", "1 request allows one miss more of a student\n"},
    {"$HALFTERM check $T/school", "1 request allows a mentor less free time\n"},
    {"$HALFTERM plan --format html $T/school -o $T/out; cat $T/out/staff/head.html",
     "2 misses a term; 1 request allows one more."},
    {"$HALFTERM plan --format html $T/school -o $T/out; cat $T/out/staff/head.html",
     "1 keep their 60 free minutes every day"},
    {"$HALFTERM plan --format html $T/school -o $T/out; cat $T/out/staff/caseload.html",
     "fewer allowed on 1 day"},
};

START_TEST(test_told)
{
    char *command = ht_format("%s | sed 's/<[^>]*>//g'", told[_i].command);
    expect(command, 0, told[_i].said);
    char *without = ht_format("sed -i 2,3d $T/school/requests.csv; ! { %s; } | grep -qF \"%.30s\"",
                              command, told[_i].said);
    expect(without, 0, "");
    free(without);
    free(command);
}
END_TEST

Suite *suite_allow(void)
{
    Suite *suite = suite_create("allow");
    TCase *tcase = tcase_create("allow");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 20);
    tcase_add_loop_test(tcase, test_places, 0, sizeof schools / sizeof *schools);
    tcase_add_loop_test(tcase, test_breach, 0, sizeof breaches / sizeof *breaches);
    tcase_add_loop_test(tcase, test_told, 0, sizeof told / sizeof *told);
    suite_add_tcase(suite, tcase);
    return suite;
}
