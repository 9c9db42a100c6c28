/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The record command on tests/schools/record, whose plan has the sessions a1, a2, a3 of S1 and g1,
 * g2, g3 of S2 and S3 in the weeks of 7, 14 and 21 September 2026.
 */
#include "io/commands/commands.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/detour.h"
#include "tests/support/scratch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct scratch scratch;

static void shell(const char *command)
{
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
}

static void set_up(void)
{
    scratch = scratch_new();
    shell("cp -r tests/schools/record $T/school && mv $T/school/plan $T/plan");
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void put(const char *name, const char *text)
{
    FILE *stream = fopen(scratch_path(&scratch, name), "w");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    ck_assert_int_eq(fclose(stream), 0);
}

/* Whether a file has a part; one that begins with '!' must not be there. */
static void expect(const char *name, const char *part)
{
    char *text = scratch_text(&scratch, name);
    bool wanted = *part != '!';
    bool found = strstr(text, wanted ? part : part + 1) != NULL;
    ck_assert_msg(found == wanted, "%s has%s '%s':\n%s", name, wanted ? " no" : "", part, text);
    free(text);
}

static void expect_text(const char *name, const char *expected)
{
    char *text = scratch_text(&scratch, name);
    ck_assert_str_eq(text, expected);
    free(text);
}

static int record(void)
{
    return scratch_shell(&scratch,
                         "$HALFTERM record $T/school $T/plan $T/held.csv >$T/output 2>$T/errors");
}

/* ------------------------------------------------------------ what becomes of history.csv */

#define TITLES                                                                                     \
    "session,date,week,day,period,start,end,mentor,student,programme,group,subject,class,teacher," \
    "room\n"
#define A1    "a1,2026-09-07,,Mon,1,09:00,09:25,M1,S1,1:1 mentoring,,Maths,7/Ma,CD,R2\n"
#define A2    "a2,2026-09-14,,Mon,2,09:50,10:15,M1,S1,1:1 mentoring,,English,7/En,AB,R1\n"
#define G1    "g1,2026-09-08,,Tue,1,09:00,09:25,M1,S2,Anger,G,Maths,8/Ma,CD,R2\n"
#define G1_S3 "g1,2026-09-08,,Tue,1,09:00,09:25,M1,S3,Anger,G,Maths,8/Ma,CD,R2\n"

/* What history.csv is before and after (NULL: it is not there), what held.csv says, and the end. */
static const struct {
    const char *before, *held, *after, *output, *errors;
} entered[] = {
    {NULL, "session,held\na1,yes\n", TITLES A1, "1 row added, 0 taken out, 0 there", "!:"},
    {TITLES, "held;session\nyes;a1\nY;g1\n", TITLES A1 G1 G1_S3, "3 rows added", "!:"},
    {NULL, "session,held\na1,no\n", NULL, "0 rows added", "!:"},
    {NULL, "session,held,note\na1,,to do\n", NULL, "Of no session of the plan", "!:"},
    {NULL, "session,held\n", NULL, "Of no session of the plan", "!:"},
    {TITLES A1, "session,held\na2,absent\n", TITLES A1, "0 rows added, 0 taken out, 1 there", "!:"},
    /* a group: all of it but those who are named, or only those */
    {NULL, "session,student,held\ng1,,yes\ng1,S3,absent\n", TITLES G1, "1 row added", "!:"},
    {NULL, "session,student,held\ng1,S3,absent\ng1,,yes\n", TITLES G1, "1 row added", "!:"},
    {NULL, "session,student,held\ng1,S2,late\n", TITLES G1, "1 row added", "!:"},
    {NULL, "session,student,held\ng1,S2,1\ng1,S2,true\n", TITLES G1, "1 row added", "!:"},
    /* told as planned, in other words or not at all; what has no held is not looked at */
    {NULL, "session,date,period,subject,student,held\na1,07/09/2026,1,Maths,S1,yes\na2,,,,,\n",
     TITLES A1, "1 row added", "!:"},
    {NULL, "session,date,period,subject,student,held\na1,,,,,yes\na2,2026-09-15,1,Art,S2,\n",
     TITLES A1, "1 row added", "!:"},
    {NULL, "session,subject,date,held\na1,Maths,7/9/2026,yes\nb1,Art,nonsense,\n", TITLES A1,
     "1 row added", "!:"},
    /* taken back, and given again */
    {TITLES A1 A2, "session,held\na1,no\n", TITLES A2, "0 rows added, 1 taken out", "!:"},
    {TITLES A1 A2, "session,held\na2,cancelled\n", TITLES A1, "1 taken out, 1 there", "!:"},
    {TITLES A1 A1, "session,held\na1,no\na2,yes\n", TITLES A2, "1 row added, 1 taken out", "!:"},
    {TITLES G1 G1_S3, "session,student,held\ng1,S3,no\n", TITLES G1, "1 taken out, 1 there", "!:"},
    /* sessions of other plans, though ids or dates be the same */
    {TITLES "a1,2026-01-05,,,,,,,S1,,,Maths,,,\n", "session,held\na1,yes\n",
     TITLES "a1,2026-01-05,,,,,,,S1,,,Maths,,,\n" A1, "1 row added", "!:"},
    {TITLES "b1,2026-09-07,,,,,,,S1,,,Maths,,,\n", "session,held\na1,no\n",
     TITLES "b1,2026-09-07,,,,,,,S1,,,Maths,,,\n", "0 taken out, 0 there", "!:"},
    {TITLES "a1,2026-09-09,,,,,,,S1,,,Maths,,,\n", "session,held\na1,yes\n",
     TITLES "a1,2026-09-09,,,,,,,S1,,,Maths,,,\n" A1, "1 row added",
     "history.csv:2: warning: this row has student 'S1' in session 'a1' on another day"},
    /* written as the file is */
    {"Date;STUDENT;subject;Programme;Session\r\n01/01/2026;S1;Fran\xe7"
     "ais;;",
     "session,held\na3,yes\n",
     "Date;STUDENT;subject;Programme;Session\r\n01/01/2026;S1;Fran\xe7"
     "ais;;\r\n"
     "2026-09-21;S1;Fran\xe7"
     "ais;1:1 mentoring;a3\r\n",
     "1 row added", "!:"},
    {"\xef\xbb\xbf"
     "student\tdate\tsubject\tnote\tsession\tprogramme\r",
     "session,held\na3,yes\n",
     "\xef\xbb\xbf"
     "student\tdate\tsubject\tnote\tsession\tprogramme\r"
     "S1\t2026-09-21\tFrançais\t\ta3\t1:1 mentoring\r",
     "1 row added", "!:"},
    /* a column of the school's own, which is warned about, stays */
    {"date,student,subject,mine,session,programme\n2026-09-01,S1,Maths,x,,\n",
     "session,held\na3,yes\n",
     "date,student,subject,mine,session,programme\n2026-09-01,S1,Maths,x,,\n"
     "2026-09-21,S1,Français,,a3,1:1 mentoring\n",
     "1 row added",
     "history.csv:1: warning: not read, since no column of this file is called so: mine"},
    {TITLES "\n\"a2\",2026-09-14,,,,,,,S1,,,English,,,\"two\nlines\"\n,,,\n" A1,
     "session,held\na2,no\n", TITLES "\n,,,\n" A1, "1 taken out, 1 there", "!:"},
    /* rows without an id */
    {"date,student,subject\n2026-09-07,S1,Maths", "session,held\na1,yes\na2,yes\n",
     "date,student,subject\n2026-09-07,S1,Maths\n2026-09-14,S1,English\n",
     "1 row added, 0 taken out, 1 there", "history.csv:1: warning: there is no column programme"},
    {"period,date,student,subject,programme,session\n2,2026-09-07,S1,Maths,,\n",
     "session,held\na1,yes\n",
     "period,date,student,subject,programme,session\n2,2026-09-07,S1,Maths,,\n"
     "1,2026-09-07,S1,Maths,1:1 mentoring,a1\n",
     "1 row added, 0 taken out, 0 there", "!:"},
    {"date,student,subject,programme\n2026-09-07,S1,Maths,Anger\n", "session,held\na1,yes\n",
     "date,student,subject,programme\n2026-09-07,S1,Maths,Anger\n2026-09-07,S1,Maths,1:1 "
     "mentoring\n",
     "1 row added", "history.csv:1: warning: there is no column session"},
};

START_TEST(test_entered)
{
    if (entered[_i].before)
        put("school/history.csv", entered[_i].before);
    put("held.csv", entered[_i].held);
    ck_assert_int_eq(record(), HT_EXIT_DONE);
    expect("output", entered[_i].output);
    expect("errors", entered[_i].errors);
    if (!entered[_i].after) {
        ck_assert_int_ne(access(scratch_path(&scratch, "school/history.csv"), F_OK), 0);
        return;
    }
    expect_text("school/history.csv", entered[_i].after);
    ck_assert_int_eq(record(), HT_EXIT_DONE);
    expect("output", "0 rows added, 0 taken out");
    expect_text("school/history.csv", entered[_i].after);
}
END_TEST

/* ------------------------------------------------------------ what is refused */

/* A change to the plan, and the rest as above; nothing is written. */
static const struct {
    const char *change, *before, *held, *errors;
} refused[] = {
    {":", TITLES A1, "session,held\na1,yes\nb1,yes\n", "/held.csv:3: unknown session 'b1'; corr"},
    {"sed -i 2,99d $T/plan/sessions.csv", TITLES, "session,held\na1,yes\n", "unknown session 'a1'"},
    {":", TITLES, "session,held\na1,perhaps\n", "held.csv:2: unknown word in held: 'perhaps'"},
    {":", TITLES, "session,held\n,yes\n", "held.csv:2: the cell session is blank"},
    {":", TITLES, "session\na1\n", "held.csv:1: the column held is missing"},
    {":", TITLES, "session,student,held\na1,S2,yes\n",
     "held.csv:2: student 'S2' is not in session 'a1', which is of S1; correct"},
    {":", TITLES, "session,student,held\ng1,S1,yes\n",
     "'S1' is not in session 'g1', which is of S2, S3"},
    {":", TITLES, "session,held\na1,yes\na2,yes\na1,no\n",
     "held.csv:4: line 2 says something else"},
    {":", TITLES, "session,student,held\na1,,yes\na1,S1,no\n", "held.csv:3: line 2 says something"},
    {":", TITLES, "session,student,held\ng1,S2,yes\ng1,S2,no\n",
     "held.csv:3: line 2 says somethin"},
    {":", TITLES, "session,student,held\ng1,,cancelled\ng1,S2,yes\n",
     "held.csv:3: line 2 says some"},
    {":", TITLES, "session,student,held\ng1,S2,yes\ng1,,cancelled\n",
     "held.csv:3: line 2 says some"},
    /* rows of another plan, in which the sessions were elsewhere; a bad date is one fault */
    {":", TITLES, "session,held,date\na1,yes,2026-09-07\na2,yes,07/09/2026\n",
     "held.csv:3: date: '07/09/2026' is not what the plan has for session 'a2', which is "
     "'2026-09-14'; correct it, or record with the plan that this row was made from\n"},
    {":", TITLES, "session,held,period\na1,yes,2\n",
     "held.csv:2: period: '2' is not what the plan has for session 'a1', which is '1';"},
    {":", TITLES, "session,held,subject\na1,no,English\n",
     "held.csv:2: subject: 'English' is not what the plan has for session 'a1', which is 'Maths'"},
    {":", TITLES, "session,date,student,held\na2,2026-09-15,S1,yes\na3,2026-09-22,S1,yes\n",
     "held.csv:2: date: '2026-09-15' is not what"},
    {":", TITLES, "session,date,student,held\na2,2026-09-15,S1,yes\na3,2026-09-22,S1,yes\n",
     "held.csv:3: date: '2026-09-22' is not what"},
    {":", TITLES, "session,held,date\na1,yes,2026-09-31\n", "!what the plan has"},
    {"sed -i '/S3/s/Maths,8.Ma/Art,8\\/Ar/' $T/plan/sessions.csv", TITLES,
     "session,held,student,subject\ng1,yes,S2,Maths\ng1,yes,S3,Maths\n",
     "held.csv:3: subject: 'Maths' is not what the plan has for session 'g1', which is 'Art'"},
    {"sed -i '/S3/s/Maths,8.Ma/,/' $T/plan/sessions.csv", TITLES,
     "session,held,student,subject\ng1,yes,S3,Maths\n", "session 'g1', which is '';"},
    {":", "date,student,subject\n2026-09-07,S1,Maths\n", "session,held\na1,no\n",
     "history.csv:2: by this row session 'a1' was held with student 'S1', which line 2 of "
     "held.csv"},
    {"sed -i s/Anger/Złość/ $T/plan/sessions.csv",
     "date,student,subject,programme\n2026-01-01,S1,Fran\xe7"
     "ais,\n",
     "session,held\ng1,yes\n",
     "history.csv:1: this file is not in UTF-8 and cannot hold all letters of session 'g1'"},
    {"sed -i s/^g1/a1/ $T/plan/sessions.csv; sed -i s/,S2,/,S1,/ $T/plan/sessions.csv", TITLES,
     "session,held\n", "sessions.csv:3: student 'S1' is in session 'a1' already"},
    {"sed -i s/^a1// $T/plan/sessions.csv", TITLES, "session,held\n",
     "sessions.csv:2: this session h"},
    {"rm $T/plan/sessions.csv", TITLES, "session,held\n", "sessions.csv:1: the file is missing"},
    {"rm $T/held.csv", TITLES, NULL, "held.csv:1: the file is missing"},
    {":", TITLES "\"open", "session,held\na1,yes\n", "history.csv:2: the quote that opens"},
};

START_TEST(test_refused)
{
    put("school/history.csv", refused[_i].before);
    put("held.csv", refused[_i].held ? refused[_i].held : "");
    shell(refused[_i].change);
    ck_assert_int_eq(record(), HT_EXIT_INPUT);
    expect("errors", refused[_i].errors);
    expect_text("output", "");
    expect_text("school/history.csv", refused[_i].before);
}
END_TEST

/* ------------------------------------------------------------ what is reported */

/* Two sessions of one day and subject, and the titles of rows of history to follow. */
#define TWO_A_DAY                                                                                  \
    "sed -i 's/^a2.*English/a2,2026-09-07,,Mon,2,,,M1,S1,1:1 mentoring,,Maths/' "                  \
    "$T/plan/sessions.csv; printf '%s\\n' date,student,subject,period,session "

#define EVERYTHING "session,student,held\na1,,yes\na2,,no\na3,,no\ng1,,yes\ng1,S3,absent\n"

/* A change to the school, what held.csv says, and a line of the report. */
static const struct {
    const char *change, *held, *output;
} reported[] = {
    {":", "session,held\na1,yes\ng1,no\n",
     "Attendance up to 8 September 2026, most absences first"},
    {":", "session,held\na1,yes\ng1,no\n", "!S1, Ada Example (year 7"},
    {":", EVERYTHING, "        3     1       2          0             0         1     3  S1, Ada "},
    {":", EVERYTHING, "        2     1       0          0             1         0     0  S2, Ben "},
    {":", EVERYTHING, "        2     0       1          0             1         0     1  S3, Zoë "},
    {":", EVERYTHING, "4 sessions are owed: absent, cancelled or unplaced; of 2 nobody has said"},
    {":", EVERYTHING, "  S1, Ada Example (year 7, 7A): 2, from Mon 14 Sep to Mon 21 Sep\n"},
    {":", EVERYTHING, "!S3, Zoë Example (year"},
    {":", "session,held\na1,no\na2,yes\na3,no\n", "at once\n  nobody\n"},
    {":", "session,held\na1,no\na2,cancelled\na3,no\n", "2, from Mon 7 Sep to Mon 21 Sep\n"},
    {":", "session,held\na1,no\na3,no\n", "2, from Mon 7 Sep to Mon 21 Sep\n"},
    {"rm $T/school/policy.xml", EVERYTHING, "Missed 3 sessions or more in a row: to be"},
    {"rm $T/school/policy.xml", EVERYTHING, "at once\n  nobody\n"},
    {"rm $T/school/policy.xml", EVERYTHING, "!review is"},
    /* a session of another programme does not hide that these are missed, nor the other way */
    {"sed -i 's/^g2\\(.*\\)S2,Anger,G/x2\\1S1,Check-in,/' $T/plan/sessions.csv; echo "
     "S1,M1,Check-in,,,, >>$T/school/caseload.csv",
     "session,held\na1,yes\na2,no\nx2,yes\na3,no\n", "2, from Mon 14 Sep to Mon 21 Sep\n"},
    {"sed -i 's/^g2\\(.*\\)S2,Anger,G/x2\\1S1,Check-in,/' $T/plan/sessions.csv; echo "
     "S1,M1,Check-in,,,, >>$T/school/caseload.csv",
     "session,held\na1,yes\na2,no\nx2,no\na3,yes\n", "2, from Mon 14 Sep to Tue 15 Sep\n"},
    {":", "session,held\na3,yes\n",
     "1:1 mentoring of S1, Ada Example (with M1): ends on 2 October"},
    {":", "session,held\na1,yes\n", "!ends on"},
    {":", "session,held\na3,yes\n",
     "1:1 mentoring of S1, Ada Example (with M1): review is due on 22 "},
    {":", "session,held\ng1,yes\n", "!Ben Example; S3, Zoë Example (with M1): review"},
    {":", "session,held\ng3,yes\n",
     "group G of S2, Ben Example; S3, Zoë Example (with M1): review is "
     "due on 29 September 2026\n"},
    {":", "session,held\ng1,yes\n", "!of 4 sessions held"},
    {":", "session,held\ng1,yes\ng2,yes\n", "Zoë Example (with M1): 2 of 4 sessions held\n"},
    {"sed -i s/,4$/,2/ $T/school/caseload.csv", "session,held\ng1,yes\ng2,yes\n",
     "Zoë Example (with M1): 2 of 2 sessions held; it is over\n"},
    {"sed -n '1p;/^g1/p' $T/plan/sessions.csv >$T/school/history.csv; sed -i s/,4$/,3/ "
     "$T/school/caseload.csv",
     "session,held\ng1,no\ng2,yes\n", "Zoë Example (with M1): 1 of 3 sessions held\n"},
    /* history in no order: it began on 1 September */
    {"printf '%s\\n' date,student,subject,programme 2026-09-03,S2,,Anger 2026-09-01,S3,,Anger "
     "2026-09-02,S2,,Anger >$T/school/history.csv",
     "session,held\ng3,yes\n", "(with M1): review is due on 22 September 2026\n"},
    {"sed -i s/2026-10-02/2026-09-21/ $T/school/caseload.csv", "session,held\na3,yes\n",
     "!Ada Example (with M1): review is due"},
    /* two sessions of one day that only their ids tell apart, entered by hand */
    {"sed -i 's/^a2.*English/a2,2026-09-07,,Mon,2,,,M1,S1,1:1 mentoring,,Maths/' "
     "$T/plan/sessions.csv; printf '%s\\n' date,student,subject,programme 07/09/2026,S1,Maths, "
     "07/09/2026,S1,Maths, >$T/school/history.csv",
     "session,held\na1,yes\na2,yes\n", "0 rows added, 0 taken out, 2 there"},
    /* the row that says less is of the other session, wherever it stands */
    {TWO_A_DAY "07/09/2026,S1,Maths,, 07/09/2026,S1,Maths,,a1 >$T/school/history.csv",
     "session,held\na1,yes\na2,yes\n", "0 rows added, 0 taken out, 2 there"},
    {TWO_A_DAY "07/09/2026,S1,Maths,, 07/09/2026,S1,Maths,1, >$T/school/history.csv",
     "session,held\na1,yes\na2,yes\n", "0 rows added, 0 taken out, 2 there"},
    {TWO_A_DAY "07/09/2026,S1,Maths,2, 07/09/2026,S1,Maths,2, >$T/school/history.csv",
     "session,held\na1,yes\na2,yes\n", "1 row added, 0 taken out, 1 there"},
};

START_TEST(test_reported)
{
    shell(reported[_i].change);
    put("held.csv", reported[_i].held);
    ck_assert_int_eq(record(), HT_EXIT_DONE);
    expect("output", reported[_i].output);
}
END_TEST

/* ------------------------------------------------------------ stopped, or in trouble */

#define HELD   "session,held\na1,no\na2,yes\ng1,yes\n"
#define BEFORE TITLES A1
#define AFTER  TITLES G1 G1_S3 A2

static void die(void)
{
    raise(SIGKILL);
}

static void change_history(void)
{
    shell("echo >>$T/school/history.csv");
}

/* Records in a process of its own, which cannot write more bytes than these to a file (0: any); its
   exit status, or -1 where it was killed. */
static int record_in_child(rlim_t most, void (*on_excess)(int))
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        const struct rlimit no_core = {0, 0}, limit = {most, most};
        if (!freopen("/dev/null", "w", stdout) ||
            !freopen(scratch_path(&scratch, "errors"), "w", stderr))
            _exit(99);
        setrlimit(RLIMIT_CORE, &no_core);
        signal(SIGXFSZ, on_excess);
        if (most)
            setrlimit(RLIMIT_FSIZE, &limit);
        char *plan = ht_format("%s/plan", scratch.folder);
        char *held = ht_format("%s/held.csv", scratch.folder);
        char *const names[] = {plan, held};
        const struct ht_options options = {
            .school = scratch_path(&scratch, "school"), .schedules = names, .schedule_count = 2};
        int result = ht_command_record.run(&options);
        free(plan);
        free(held);
        exit(result);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void prepare(void)
{
    put("school/history.csv", BEFORE);
    put("held.csv", HELD);
    shell("cp -r $T/school $T/before");
}

/* All files of the school but history.csv are as before; what begins with a dot is nobody's. */
static void expect_recovered(const char *history)
{
    expect_text("school/history.csv", history);
    shell("diff -r -x '.halfterm-*' -x history.csv $T/before $T/school");
    detours = (struct detours){0};
    ck_assert_int_eq(record(), HT_EXIT_DONE);
    expect_text("school/history.csv", AFTER);
}

/* Killed at a point of its way, and what is there then. */
static const struct {
    struct detours detours;
    const char *history;
} killed[] = {
    {{.syncing = die}, BEFORE},
    {{.renaming = die}, BEFORE},
    {{.renamed = die}, AFTER},
};

START_TEST(test_killed)
{
    prepare();
    detours = killed[_i].detours;
    ck_assert_int_eq(record_in_child(0, SIG_DFL), -1);
    expect_recovered(killed[_i].history);
}
END_TEST

/* Killed in the midst of writing, after more and more bytes. */
START_TEST(test_killed_writing)
{
    prepare();
    rlim_t most = 1 + (rlim_t)_i * 40;
    ck_assert_uint_lt(most, strlen(AFTER));
    ck_assert_int_eq(record_in_child(most, SIG_DFL), -1);
    expect_recovered(BEFORE);
}
END_TEST

/* What fails, the bytes that the disk has room for (0: any), and what is said: nothing is left. */
static const struct {
    struct detours detours;
    rlim_t room;
    const char *errors;
} failures[] = {
    {{.sync_error = EIO}, 0, "history.csv: Input/output error; it is as it was"},
    {{.rename_errors = {EACCES}}, 0, "history.csv: Permission denied; it is as it was"},
    {{0}, 100, "history.csv: File too large; it is as it was"},
};

START_TEST(test_failures)
{
    prepare();
    detours = failures[_i].detours;
    ck_assert_int_eq(record_in_child(failures[_i].room, SIG_IGN), HT_EXIT_FAILED);
    expect("errors", failures[_i].errors);
    shell("diff -r $T/before $T/school");
    expect_recovered(BEFORE);
}
END_TEST

START_TEST(test_changed_meanwhile)
{
    prepare();
    detours.syncing = change_history;
    ck_assert_int_eq(record_in_child(0, SIG_DFL), HT_EXIT_FAILED);
    expect("errors", "was changed by somebody else just now");
    shell("ls -A $T/before >$T/names; ls -A $T/school | cmp - $T/names");
    expect_text("school/history.csv", BEFORE "\n");
}
END_TEST

/* What a shell finds after recording where history.csv is made, locked up, or a link. */
static const struct {
    const char *before, *after;
} kept[] = {
    {"rm -f $T/school/history.csv", "test $(stat -c %a $T/school/history.csv) = 600"},
    {"chmod 640 $T/school/history.csv", "test $(stat -c %a $T/school/history.csv) = 640"},
    {"mv $T/school/history.csv $T/real; ln -s ../real $T/school/history.csv",
     "test -L $T/school/history.csv && grep -q ^g1 $T/real && ! ls -A $T/school | grep halfterm"},
};

START_TEST(test_kept)
{
    prepare();
    shell(kept[_i].before);
    ck_assert_int_eq(record(), HT_EXIT_DONE);
    shell(kept[_i].after);
}
END_TEST

/* ------------------------------------------------------------ the next half term */

/*
 * The sessions of a half term, all held but the first, noted in the plan's own file; then
 * the next plan is of the next half term and counts what was missed and how many there were.
 */
START_TEST(test_next_half_term)
{
    shell("cp -r tests/schools/tiny $T/tiny && cd $T && "
          "printf 'student,mentor,sessions\\nS1,M1,3\\nS2,M1,3\\n' >tiny/caseload.csv && "
          "$HALFTERM plan --format csv tiny -o out >output && grep -q '^2026-09-07 to 2026-09-18: "
          "4 of 4' output");
    shell("cd $T && awk -F, '{print $0 \",\" (NR == 1 ? \"held\" : NR == 2 ? \"no\" : \"yes\")}' "
          "out/sessions.csv >held.csv && $HALFTERM record tiny out held.csv >output && "
          "sed 2d out/sessions.csv | cmp - tiny/history.csv");
    shell(
        "cd $T && $HALFTERM plan --format csv tiny -o next >output && "
        "grep -q '^2026-10-19 to 2026-10-30: 3 of 3' output && "
        "test $(grep -c ,S1, next/sessions.csv) = 2 && test $(grep -c ,S2, next/sessions.csv) = 1");
    shell("cd $T && $HALFTERM plan --format csv tiny -o first --half-term AUT1 >output 2>errors; "
          "grep -q '3 sessions of history' errors");
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_record(void)
{
    Suite *suite = suite_create("record");
    TCase *tcase = tcase_create("record");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_entered, 0, COUNT(entered));
    tcase_add_loop_test(tcase, test_refused, 0, COUNT(refused));
    tcase_add_loop_test(tcase, test_reported, 0, COUNT(reported));
    tcase_add_loop_test(tcase, test_killed, 0, COUNT(killed));
    tcase_add_loop_test(tcase, test_killed_writing, 0, 7);
    tcase_add_loop_test(tcase, test_failures, 0, COUNT(failures));
    tcase_add_test(tcase, test_changed_meanwhile);
    tcase_add_loop_test(tcase, test_kept, 0, COUNT(kept));
    tcase_add_test(tcase, test_next_half_term);
    suite_add_tcase(suite, tcase);
    return suite;
}
