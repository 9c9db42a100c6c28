/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The import and new commands: exports in tests/import with the schools that they become, schools
 * that are brought up to date, and files that are wrong.
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

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void shell(const char *command)
{
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
}

/* ------------------------------------------------------------ exports */

/* Folders below tests/import. */
static const char *const exports[] = {
    "sims/forms",      "sims/joined",   "sims/grouped",   "sims/class",    "csv/mapped",
    "csv/own",         "untis/classes", "untis/students", "untis/weeks",   "fet/doubles",
    "fet/activities",  "fet/table",     "fet/alone",      "fet/bars",      "fet/mornings",
    "asc/students",    "asc/classes",   "asc/each",       "asc/terms",     "asc/older",
    "fet/terms",       "xhstt/classes", "xhstt/students", "oneroster/1.1", "oneroster/1.2",
    "oneroster/clash",
};

START_TEST(test_export)
{
    char *command = ht_format("tests/import/run \"$HALFTERM\" tests/import/%s \"$T\"", exports[_i]);
    shell(command);
    free(command);
}
END_TEST

/* ------------------------------------------------------------ schools that are there */

#define TABLE  "student,slot,subject,teacher\n"
#define IMPORT "$HALFTERM import $T/new.csv -o $T/school >$T/output 2>&1"

/* A line of GPU001.TXT. */
#define GROUP(teacher, subject) "1,5a," teacher "," subject ",R,1,1,,\n"

/* What is imported into a copy of tests/schools/tiny, after a change to it; what holds then. */
static const struct {
    const char *change, *table, *options, *after;
} updates[] = {
    /* the timetable is the new one, and nothing else is touched */
    {":", TABLE "S1,Mon:1,Art,ZZ\n", "",
     "printf 'student,week,day,period,subject,class,teacher,room\nS1,,Mon,1,Art,,ZZ,\n' | cmp - "
     "$T/school/timetable.csv && diff -r -x timetable.csv $T/before $T/school"},
    {":", TABLE "S1,Mon:1,Art,ZZ\n", "", "grep -q 'students.csv:3: S2' $T/output"},
    /* twice the same changes nothing more */
    {":", TABLE "S1,Mon:1,Art,ZZ\nS9,Mon:9,Art,ZZ\n", "",
     "cp -r $T/school $T/once && " IMPORT " && diff -r $T/once $T/school"},
    /* students: rows are added, cells changed in their place, flags and unknown columns kept */
    {":", "student,name,form,year,slot,subject\nS2,Ben Example,7C,8,Mon:1,Art\n", "",
     "grep -qx 'S2,Ben Example,7C,8,LAC' $T/school/students.csv && sed s/7C,8/7B,7/ "
     "$T/school/students.csv | cmp - $T/before/students.csv"},
    {"printf 'house;year;student;name\\r\\n\"Red;1\";7;S1;Ada\\r\\nBlue;7;S2\\r\\n' "
     ">$T/school/students.csv",
     "student,name,year,slot,subject\nS2,Ben,8,Mon:1,Art\nS3,Cy;ril,7,Mon:1,Art\n", "",
     "printf 'house;year;student;name\\r\\n\"Red;1\";7;S1;Ada\\r\\nBlue;8;S2;Ben\\r\\n;7;S3;\"Cy;"
     "ril\"\\r\\n' | cmp - $T/school/students.csv"},
    /* students who are known by their names keep their ids */
    {":", "name,form,slot,subject\nBen Example,8B,Mon:1,Art\nNew Name,8B,Mon:1,Art\n", "",
     "grep -q '^S2,,Mon,1,Art' $T/school/timetable.csv && grep -q '^New Name,New Name,8B,' "
     "$T/school/students.csv"},
    {":", "name,form,slot,subject\nBen Example,7B,Mon:1,Art\nBen Example,9B,Mon:1,Art\n", "",
     "grep -q '^S2,Ben Example,7B' $T/school/students.csv && grep -q '^Ben Example (9B),Ben "
     "Example,9B' $T/school/students.csv"},
    /* names in two parts, or with a comma, are of the same people */
    {"printf 'student,surname,forename,form,year\\nS1,Example,Ada,7A,7\\nS2,Example,Ben,7B,7\\n' "
     ">$T/school/students.csv",
     "name,form,slot,subject\n\"Example, Ada\",7A,Mon:1,Art\nBen Example,7B,Mon:1,Art\n"
     "\"Roe, Cy\",7B,Mon:1,Art\n",
     "",
     "grep -q '^S1,,Mon,1,Art' $T/school/timetable.csv && grep -q '^S2,,Mon,1,Art' "
     "$T/school/timetable.csv && grep -qx 'S2,Example,Ben,7B,7' $T/school/students.csv && grep -qx "
     "'\"Roe, Cy\",Roe,Cy,7B,7' $T/school/students.csv"},
    {"rm -r $T/school",
     "name,form,slot,subject\n\"Roe, Cy\",7B,Mon:1,Art\n\"Roe, "
     "Cy\",8B,Mon:1,Art\nSam,8B,Mon:2,Art\n",
     "",
     "printf 'student,name,surname,forename,form,year,flags\\n\"Roe, Cy (7B)\",,Roe,Cy,7B,7,\\n"
     "\"Roe, Cy (8B)\",,Roe,Cy,8B,8,\\nSam,Sam,,,8B,8,\\n' | cmp - $T/school/students.csv"},
    {"printf 'student,surname,forename,form,year\\nS1,Example,Ada,7A,7\\n' >$T/school/students.csv",
     "student,name,form,slot,subject\nS9,Sam,7B,Mon:1,Art\nS1,Ada Example,7A,Mon:1,Art\n", "",
     "printf 'student,surname,forename,form,year,name\\nS1,Example,Ada,7A,7,\\nS9,,,7B,7,Sam\\n' | "
     "cmp - $T/school/students.csv"},
    /* who was known by name is found again when ids come, and from then on by them */
    {"sed -i 's/^S2,/\"Example, Ben\",/' $T/school/students.csv && sed -i 's/^S2,/\"Example, "
     "Ben\",/' "
     "$T/school/caseload.csv",
     "student,upn,name,form,slot,subject\n4711,A1,Ben Example,7C,Mon:1,Art\n", "",
     "grep -q '^\"Example, Ben\",Ben Example,7C,7,LAC,A1,4711$' $T/school/students.csv && grep -q "
     "'^\"Example, Ben\",,Mon,1,Art' $T/school/timetable.csv && grep -q \"new.csv:2: 4711 is "
     "'Example, Ben'\" $T/output && diff $T/before/caseload.csv $T/school/caseload.csv"},
    {"printf 'student,name,form,year,upn,ids\\nBen,Ben X,7B,7,A1,4711;12\\n' "
     ">$T/school/students.csv",
     "student,name,form,slot,subject\n12,Ben Renamed,8C,Mon:1,Art\n", "",
     "grep -q '^Ben,,Mon,1,Art' $T/school/timetable.csv && grep -qx 'Ben,Ben "
     "Renamed,8C,8,A1,4711;12' $T/school/students.csv"},
    {"printf 'student,name,form,year,upn\\nBen,Ben X,7B,7,A1\\n' >$T/school/students.csv",
     "student,upn,slot,subject\n55,A1,Mon:1,Art\n", "",
     "grep -qx 'Ben,Ben X,7B,7,A1,55' $T/school/students.csv && grep -q ',ids$' "
     "$T/school/students.csv"},
    {":", "UPN,slot,subject\nS2,Mon:1,Art\n", "",
     "grep -q '^S2,,Mon,1,Art' $T/school/timetable.csv && grep -q '^S2,Ben Example,7B,7,LAC,S2' "
     "$T/school/students.csv"},
    /* two of one name and form with other ids are two, and are named */
    {":", "student,name,form,slot,subject\n99,Ben Example,7B,Mon:1,Art\n", "",
     "grep -q '^99,Ben Example,7B,7,' $T/school/students.csv && grep -q \"99, 'Ben Example', "
     "besides "
     "S2\" $T/output"},
    /* flags are added to those that are there */
    {":",
     "student,PP,SEN Status,Looked after,EAL,slot,subject\nS2,Yes,K - SEN "
     "support,N,maybe,Mon:1,Art\n"
     "S1,n,E,,1,Mon:1,Art\n",
     "",
     "grep -q '^S2,Ben Example,7B,7,LAC;PP;SEN$' $T/school/students.csv && grep -q "
     "'^S1,.*,EHCP;EAL$' "
     "$T/school/students.csv && grep -q \"new.csv:2: eal 'maybe'\" $T/output"},
    /* a list of staff */
    {"printf 'mentor,name,role\\nM1,,lead\\nXX,Kim Poe,learning\\n' >$T/school/mentors.csv",
     "Code,Surname,Forename,Job "
     "title,Room\nM1,Oak,Ann,Head,H1\nKP,Poe,Kim,LM,\nNN,New,Ned,Learning "
     "mentor,B2\nPP,Pye,Pat,Pastoral lead,\nTT,Tee,Tom,Teacher,R1\nTU,Urn,Una,Teacher,R2\n",
     "--mentors 'pastoral lead'",
     "printf 'mentor,name,role,room,ids\\nM1,Ann Oak,lead,H1,\\nXX,Kim Poe,learning,,KP\\nNN,Ned "
     "New,learning,B2,\\nPP,Pat Pye,pastoral lead,,\\n' | cmp - $T/school/mentors.csv && grep -q "
     "'  2: staff who are not in mentors.csv' $T/output && diff -r -x mentors.csv $T/before "
     "$T/school"},
    /* periods: only those that are missing are added, without times that nobody said */
    {":", TABLE "S1,Mon:1,Art,ZZ\nS1,Tue:5,Art,ZZ\nS1,Wed:5,Art,ZZ\n", "",
     "printf 'Tue;Wed,5,,,lesson\n' | cat $T/before/periods.csv - | cmp - $T/school/periods.csv"},
    {":", TABLE "S1,Mon:5,Art,ZZ\n", "",
     "$HALFTERM check $T/school 2>&1 | grep -q 'periods.csv:6: the cell start is blank'"},
    /* examples that `new` laid out give way, with their times */
    {"rm -r $T/school && $HALFTERM new $T/school >$T/output", TABLE "X1,Mon:1,Art,ZZ\n", "",
     "grep -q 'week,day,period,start,end,kind' $T/school/periods.csv && grep -q ',Mon,1,,,lesson' "
     "$T/school/periods.csv && ! grep -q S1 $T/school/students.csv"},
    /* students alone leave the lessons that are there */
    {":", "student,name,form,year\nS1,Ada Other,7A,7\n", "",
     "sed 's/Ada Example/Ada Other/' $T/before/students.csv | cmp - $T/school/students.csv && "
     "diff -r -x students.csv $T/before $T/school"},
    {"rm -r $T/school", "student,name,form,year\nS1,Ada Other,7A,7\n", "",
     "grep -q '^    timetable.csv: a row is a lesson of a student' $T/output"},
    /* groups of a class at the same time; names that would be a formula if they were joined */
    {"rm -r $T/school", GROUP("A", "Art") GROUP("B", "Ma") GROUP("C", "Ge"), "",
     "grep -q ',Mon,1,Art+Ma+Ge,5a,A+B+C,R' $T/school/timetable.csv"},
    {"rm -r $T/school", GROUP("A", ";") GROUP("B", "Ma") GROUP("C", "Ge"), "",
     "grep -q ',Mon,1,;,5a,A,R' $T/school/timetable.csv"},
    /* zeros that a spreadsheet takes off, or puts back */
    {"sed -i 's/^S2,/0042,/' $T/school/students.csv",
     "Adno,Name,Reg,Year,Period,Subject\n"
     "42,Ben Example,9B,9,Mon:1,Art\n",
     "",
     "grep -q '^0042,Ben Example,9B,9' $T/school/students.csv && ! grep -q ^42, "
     "$T/school/students.csv && grep -q '42 is 0042' $T/output"},
    /* a lesson that the list of week groups leaves out */
    {"rm -r $T/school; printf '1,1,,,5a,A,Art,R,,,,odd\n2,1,,,5a,B,Ma,R,,,,even\n' "
     ">$T/GPU002.TXT",
     "1,5a,A,Art,R,1,1,,\n2,5a,B,Ma,R,1,1,,\n3,5a,C,Ge,R,1,2,,\n", "$T/GPU002.TXT",
     "grep -q 'a lesson that GPU002 does not have; taken for every week' $T/output && grep -q "
     "'new.csv:3: Ge 5a' $T/output && grep -q '^5a,even,Mon,2,Ge' $T/school/timetable.csv"},
    /* whom a file has by the UPN, and another by an id, with the UPN beside it and without */
    {"rm -r $T/school; printf 'UPN,Surname,Forename,Reg\nX1,Ames,Ada,7A\n' >$T/upns.csv; "
     "printf 'Adno,UPN,Reg,Period,Subject\n017,X1,7A,Mon:1,Ma\n017,,7A,Mon:2,En\n' >$T/l.csv; "
     "$HALFTERM import csv $T/upns.csv $T/l.csv -o $T/school >$T/output",
     "Adno,Period,Subject\n017,Mon:3,En\n", "",
     "grep -c . $T/school/students.csv | grep -qx 2 && grep -q ^017,Ames $T/school/students.csv"},
    /* the files of Untis are known by their names, and without the first there are no lessons */
    {"rm -r $T/school; printf '1,1,,,5a,A,Art,R,,,,odd\n' >$T/GPU002.TXT; "
     "! $HALFTERM import $T/GPU002.TXT -o $T/school 2>$T/said || exit 1; "
     "grep -q 'GPU002.TXT:1: the lessons are in GPU001.TXT' $T/said",
     TABLE "S1,Mon:1,Art,ZZ\n", "", "test -e $T/school"},
    /* what the school's files name comes before any other reading */
    {"sed -i 's/Fri,1,/Fri,P1,/' $T/school/periods.csv", TABLE "S1,MonP1,Art,ZZ\nS2,Tue1,Art,ZZ\n",
     "",
     "grep -qx 'S1,,Mon,P1,Art,,ZZ,' $T/school/timetable.csv && grep -qx 'S2,,Tue,P1,Art,,ZZ,' "
     "$T/school/timetable.csv && cmp $T/before/periods.csv $T/school/periods.csv"},
    {":", TABLE "S1,Mon 09:50,Art,ZZ\nS2,Tue 11:00-11:50,Art,ZZ\n", "",
     "grep -qx 'S1,,Mon,2,Art,,ZZ,' $T/school/timetable.csv && grep -qx 'S2,,Tue,3,Art,,ZZ,' "
     "$T/school/timetable.csv && cmp $T/before/periods.csv $T/school/periods.csv"},
    {"printf 'week,2026-09-07,2026-09-13,,Red\nweek,2026-09-14,2026-09-20,,Blue\n' "
     ">>$T/school/calendar.csv",
     "student,day,period,subject\nS1,2026-09-08,1,Art\nS1,15/09/2026,1,Ma\nS2,Blue Wed,1,Ma\n", "",
     "grep -qx 'S1,Red,Tue,1,Art,,,' $T/school/timetable.csv && grep -qx 'S1,Blue,Tue,1,Ma,,,' "
     "$T/school/timetable.csv && grep -qx 'S2,Blue,Wed,1,Ma,,,' $T/school/timetable.csv"},
    /* two lessons in a cell, a day with its week */
    {":", TABLE "S1,\"1Tue:1, 1Wed:2\",Art,ZZ\n", "",
     "grep -qx 'S1,1,Tue,1,Art,,ZZ,' $T/school/timetable.csv && grep -qx 'S1,1,Wed,2,Art,,ZZ,' "
     "$T/school/timetable.csv"},
    {":", "student,day,period,subject\nS1,Tues A,1,Art\nS1,Week B Thurs,P2,Art\n", "",
     "grep -qx 'S1,A,Tue,1,Art,,,' $T/school/timetable.csv && grep -qx 'S1,B,Thu,2,Art,,,' "
     "$T/school/timetable.csv"},
    {":", TABLE "S1,Blue Mon:1,Art,ZZ\nS1,Red Mon:1,Art,ZZ\n", "",
     "grep -q 'new.csv:2: .Blue Mon:1' $T/output"},
    /* a timetable from a date on */
    {":", TABLE "S1,Mon:1,Art,ZZ\n", "--from 2026-09-14",
     "grep -qx 'S1,,\\*,1,English,7a/En,AB,R1,,2026-09-13' $T/school/timetable.csv && grep -qx "
     "'S1,,Mon,1,Art,,ZZ,,2026-09-14,' $T/school/timetable.csv"},
    {":", TABLE "S1,Mon:1,Art,ZZ\n", "--from 2026-09-14",
     "cp -r $T/school $T/once && " IMPORT " --from 2026-09-14 && diff -r $T/once $T/school"},
    {":", TABLE "S1,Mon:1,Art,ZZ\n", "--from 2026-09-14",
     "$HALFTERM check $T/school | grep -q 'the timetable changes on 14 September 2026'"},
};

START_TEST(test_update)
{
    shell("cp -r tests/schools/tiny $T/school");
    shell(updates[_i].change);
    FILE *stream = fopen(scratch_path(&scratch, "new.csv"), "w");
    ck_assert_ptr_nonnull(stream);
    fputs(updates[_i].table, stream);
    ck_assert_int_eq(fclose(stream), 0);
    shell("test ! -e $T/school || cp -r $T/school $T/before");
    char *command = ht_format(IMPORT " %s || { cat $T/output; false; }", updates[_i].options);
    shell(command);
    free(command);
    shell(updates[_i].after);
}
END_TEST

/* A plan keeps to the timetable of each date, and the verifier agrees. */
START_TEST(test_change)
{
    shell("cp -r tests/schools/tiny $T/school && sed 1d $T/school/timetable.csv | "
          "awk -F, 'BEGIN{OFS=\",\"; print \"student,day,period,subject,class\"} "
          "{$3 = $3 % 4 + 1; print $1,\"Mon\",$3,$4,\"new\"; print $1,\"Tue\",$3,$4,\"new\"}' "
          ">$T/new.csv");
    shell(IMPORT " --from 2026-09-14");
    shell("$HALFTERM plan --format csv $T/school -o $T/out >$T/output && "
          "grep '2026-09-0' $T/out/sessions.csv | grep -vc ,new, >$T/before; "
          "grep '2026-09-1[4-8]' $T/out/sessions.csv | grep -c ,new, >$T/after; "
          "test \"$(cat $T/before $T/after | tr -d '\\n')\" = 22");
    shell("$HALFTERM verify $T/school $T/out/sessions.csv >$T/output && "
          "sed 's/^\\(.*2026-09-1[4-8].*\\),new,.*/\\1,7a\\/Ma,CD,R2/' $T/out/sessions.csv "
          ">$T/wrong.csv && ! $HALFTERM verify $T/school $T/wrong.csv --half-term AUT1 >$T/output");
}
END_TEST

/* ------------------------------------------------------------ stopped, or in trouble */

static void die(void)
{
    raise(SIGKILL);
}

/* Imports in a process of its own, which cannot write more bytes than these to a file (0: any);
   its exit status, or -1 where it was killed. */
static int import_in_child(rlim_t most)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        const struct rlimit limit = {most, most};
        char *table = ht_format("%s/new.csv", scratch.folder);
        char *const names[] = {table};
        const struct ht_options options = {.arguments = names,
                                           .argument_count = 1,
                                           .out = scratch_path(&scratch, "school"),
                                           .from = HT_DATE_FIRST,
                                           .to = HT_DATE_LAST};
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(99);
        signal(SIGXFSZ, SIG_IGN);
        if (most)
            setrlimit(RLIMIT_FSIZE, &limit);
        int result = ht_command_import.run(&options);
        free(table);
        exit(result);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A school with a student more and another timetable to import. */
static void prepare(void)
{
    shell(
        "cp -r tests/schools/tiny $T/school && cp -r $T/school $T/before && "
        "{ echo student,name,year,slot,subject,class,teacher; seq 4 | sed 's/.*/S9,Ng,7,Mon:&,Art,"
        "9a,ZZ/'; sed 1d $T/school/timetable.csv | awk -F, '{print $1 \",,,Tue:\" $3 \",Art,9a,"
        "ZZ\"}'; } >$T/new.csv");
}

/* Where an import is killed, the school can still be read; the next import finishes the work. */
static const struct detours killed[] = {{.syncing = die}, {.renaming = die}, {.renamed = die}};

START_TEST(test_killed)
{
    prepare();
    detours = killed[_i];
    ck_assert_int_eq(import_in_child(0), -1);
    shell("$HALFTERM check $T/school >$T/output 2>&1 || { cat $T/output; false; }");
    shell("cmp $T/before/timetable.csv $T/school/timetable.csv");
    detours = (struct detours){0};
    ck_assert_int_eq(import_in_child(0), HT_EXIT_DONE);
    shell("grep -q ^S9 $T/school/students.csv && grep -q ^S9 $T/school/timetable.csv");
}
END_TEST

/* What fails before anything is put in its place, and the bytes that a file may have (0: any). */
static const struct {
    struct detours detours;
    rlim_t most;
} failures[] = {
    {{.sync_error = EIO}, 0},
    {{.rename_errors = {EACCES}}, 0},
    {{0}, 150}, /* students.csv is shorter, timetable.csv longer */
};

START_TEST(test_failures)
{
    prepare();
    detours = failures[_i].detours;
    ck_assert_int_eq(import_in_child(failures[_i].most), HT_EXIT_FAILED);
    shell("diff -r $T/before $T/school");
    shell("test -z \"$(ls -A $T/school | grep halfterm)\"");
}
END_TEST

/* ------------------------------------------------------------ what is wrong */

/* A file, what a shell does with it, and what is said; the school is never written. */
static const struct {
    const char *bytes, *command, *message;
} wrong[] = {
    {"a,b\n1,2\n", "import $T/file -o $T/school", "it is not plain from its content"},
    {"a,b\n1,2\n", "import sims $T/file -o $T/school", "neither a report of students"},
    {"a,b\n1,2\n", "import csv $T/file -o $T/school", "no heading means the student"},
    {"a,b\n1,2\n", "import $T/file --map a=student -o $T/school", "no headings mean the subject"},
    {"a,b\n1,2\n", "import $T/file --map a=pupil -o $T/school", "'a=pupil' is not HEADING=COLUMN"},
    {"student,slot,subject\n1,Mon:1,Ma\n", "import $T/file --map x=class -o $T/school",
     "no file has the heading 'x'"},
    {"student,slot,subject\n1,Mon:1,Ma\n", "import $T/file -o $T/school --from 2026-09-07",
     "there is no timetable that could hold before"},
    {"student,slot,subject\n", "import $T/file -o $T/school", "there is no student and no lesson"},
    {"student,slot,subject\n1,:Mon,Ma\n", "import $T/file -o $T/school",
     "file:1: no row of it could be read as a lesson"},
    {"student,slot,subject\n\"1,Mon:1,Ma\n", "import $T/file -o $T/school", "file:2: the quote"},
    {"student,slot,subject\n1,Mon:1,\a\n", "import $T/file -o $T/school",
     "file:2: this is not text"},
    {"\xff\xfes\n", "import $T/file -o $T/school", "it is not plain from its content"},
    {"", "import $T/file -o $T/school", "the file is empty"},
    {"", "import sims -o $T/school", "this is a format; name the files, too"},
    {"", "import $T/none -o $T/school", "the file is missing"},
    {"", "import $T/file", "say where to write: -o SCHOOL"},
    {"student,slot,subject\n1,Mon:1,Ma\n", "import $T/file -o $T", "none of a school"},
    {"student,slot,subject\n1,Mon:1,Ma\n",
     "import $T/file -o $(mkdir $T/d && echo '<school/>' >$T/d/school.xml && echo $T/d)",
     "d/school.xml:1: the school is in this document, which an import does not change"},
    {"student,slot,subject\n1,Mon:1,Ma\n",
     "import $T/file -o $(echo '<school/>' >$T/s.xml; echo $T/s.xml)",
     "s.xml:1: the school is in this document, which an import does not change"},
    {"", "new $T", "there are files in"},
    /* links lead nowhere else, and folders are not descended into */
    {"",
     "import $(mkdir $T/d && ln -s . $T/d/loop && ln -s ../file $T/d/x && echo $T/d) -o "
     "$T/school",
     "there is no file in this folder"},
    {"", "import $(ln -s b $T/a && ln -s a $T/b && echo $T/a) -o $T/school", "levels of symbolic"},
    {"",
     "import $(echo student,slot,subject >$T/l; head -c 3000000 /dev/zero | tr '\\0' x >>$T/l; "
     "echo $T/l) -o $T/school",
     "this line has more than 1 MB"},
    {"",
     "import $(seq 1000 | sed 's/.*/S&,Mon:p&,Ma/; 1s/^/student,slot,subject\\n/' >$T/l; echo "
     "$T/l) -o $T/school",
     "1000 periods of a day, more than any school has"},
    {"", "import $(mkfifo $T/pipe; echo $T/pipe) -o $T/school", "this is a pipe or a device"},
    {"", "import /dev/zero -o $T/school", "this is a pipe or a device"},
    /* what can be no cycle week */
    {"student,slot,subject\n1,Mon:1,Ma\n1,Tue:1,Ma\n1,WedX1,Ma\n", "import $T/file -o $T/school",
     "file:4: a cycle week 'X' stands alone"},
    {"student,slot,subject\n1,AMon:1,Ma\n1,ATue:1,Ma\n1,AWed:1,Ma\n1,AThu:1,Ma\n1,BMon:1,Ma\n"
     "1,BTue:1,Ma\n1,CWed:1,Ma\n",
     "import $T/file -o $T/school", "file:8: a cycle week 'C' would have one day only"},
    {"",
     "import $({ echo student,slot,subject; seq 4 | sed 's/.*/1,AMon:&,Ma/'; seq 8 | sed "
     "'s/.*/1,BMon:&,Ma/'; } >$T/l; echo $T/l) -o $T/school",
     "l:6: a cycle week 'B' would have twice as many periods"},
    {"student,day,period,subject\n1,2026-09-07,1,Ma\n1,14/09/2026,1,Ma\n",
     "import $T/file -o $T/school", "file:3: lessons are on dates of several weeks"},
    {"student,day,period,subject\n1,5,1,Ma\n1,Day 6,1,Ma\n", "import $T/file -o $T/school",
     "file:3: 'Day 6' is a day of a cycle that says no weekdays"},
    {"",
     "import $(cp tests/import/untis/weeks/GPU00[12].TXT $T && sed -i s/odd//g $T/GPU002.TXT; echo "
     "$T/GPU00*) -o $T/school",
     "GPU002.TXT:2: the group 'even' stands alone"},
    {"",
     "import $(cp tests/import/untis/weeks/GPU00[12].TXT $T && sed -i '2s/20270720/20261231/' "
     "$T/GPU002.TXT; echo $T/GPU00*) -o $T/school",
     "GPU002.TXT:2: the groups 'odd' and 'even' hold between other dates"},
    {"",
     "import $(sed '/Green/d' tests/import/asc/terms/lists.xml >$T/x.xml; echo $T/x.xml) -o "
     "$T/school",
     "no <weeksdef> names it alone"},
    {"", "import tests/import/asc/terms/lists.xml --solution 3 -o $T/school",
     "there is no term 3: there are 2"},
    {"", "import tests/import/fet/terms/*.fet --solution 4 -o $T/school",
     "there is no term 4: there are 3"},
    /* XML */
    {"<!DOCTYPE fet [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><fet>&b;</fet>",
     "import fet $T/file -o $T/school", "file:1: there is a <!DOCTYPE>"},
    {"<fet>\n<a></fet>", "import $T/file -o $T/school", "file:2: this is not XML"},
    {"<fet>&lol;</fet>", "import $T/file -o $T/school", "Entity 'lol' not defined"},
    {"<fet>\xff</fet>", "import $T/file -o $T/school", "this is not XML"},
    {"<?xml version='1.0' encoding='UTF-7'?><fet>\n\xff</fet>", "import $T/file -o $T/school",
     "this is not XML that can be read (it is not in the encoding that it names)"},
    {"<fet/>", "import $T/file -o $T/school", "there is no activity in what was named"},
    {"", "import $({ printf '<fet>'; yes '<a>' | head -300000; } >$T/l; echo $T/l) -o $T/school",
     "more than 64 deep"},
    {"",
     "import $({ printf '<fet a=\"'; head -c 20000000 /dev/zero | tr '\\0' x; } >$T/l; echo $T/l) "
     "-o $T/school",
     "the tag or comment that begins here has more than 256 KB"},
    {"",
     "import $({ printf '<fet'; seq 100000 | sed 's/.*/ a&=\"\"/'; printf '/>'; } >$T/l; "
     "echo $T/l) -o $T/school",
     "the tag or comment that begins here has more than 256 KB"},
    {"<timetable ascttversion='1'><card lessonid='1'/></timetable>", "import $T/file -o $T/school",
     "there is no student and no lesson"},
    {"<timetable importtype='1'><card days='1000000000000000000000000000000000'/></timetable>",
     "import $T/file -o $T/school", "are no cycle"},
    {"", "import tests/import/xhstt/classes/archive.xml -o $T/school",
     "there are 2 solutions, 1 of Other, 2 of Small; choose one"},
    {"", "import tests/import/xhstt/classes/archive.xml --solution 3 -o $T/school",
     "there is no solution 3: there are 2"},
    {"", "import tests/import/xhstt/classes/archive.xml --solution 0 -o $T/school",
     "is not a whole number from 1 on"},
    {"<HighSchoolTimetableArchive/>", "import $T/file -o $T/school",
     "there is no solution in this archive"},
    /* FET */
    {"<Activities_Timetable/>", "import $T/file -o $T/school", "name the .fet file, too"},
    {"", "import tests/import/fet/activities/small.fet -o $T/school", "there is no timetable in"},
    {"",
     "import $(sed 's/>3</>4000000000</' tests/import/fet/doubles/*.fet >$T/x.fet; echo $T/x.fet) "
     "-o $T/school",
     "no school has so many"},
    {"",
     "import $(sed '1,20s/Tues/Someday/' tests/import/fet/alone/*.csv >$T/x.csv; echo $T/x.csv) "
     "-o $T/school",
     "do not say which weekday they are"},
};

START_TEST(test_wrong)
{
    FILE *stream = fopen(scratch_path(&scratch, "file"), "w");
    ck_assert_ptr_nonnull(stream);
    fputs(wrong[_i].bytes, stream);
    ck_assert_int_eq(fclose(stream), 0);
    char *command = ht_format("$HALFTERM %s >$T/output 2>&1", wrong[_i].command);
    ck_assert_int_eq(scratch_shell(&scratch, command), 2);
    free(command);
    command =
        ht_format("grep -qF \"%s\" $T/output || { cat $T/output; false; }", wrong[_i].message);
    shell(command);
    free(command);
    shell("test ! -e $T/school");
}
END_TEST

/* ------------------------------------------------------------ new */

/* What new lays out can be planned as it stands, and every file has an example. */
START_TEST(test_new)
{
    shell("$HALFTERM new $T/school >$T/output && $HALFTERM check $T/school >$T/output 2>&1 && "
          "! grep -q warning $T/output");
    shell(
        "$HALFTERM plan --format csv $T/school -o $T/out >$T/output && $HALFTERM verify $T/school "
        "$T/out/sessions.csv >$T/output");
    shell("for file in $T/school/*.csv; do test $(wc -l <$file) -ge 2 || exit 1; "
          "test $(awk -F, '{print NF}' $file | sort -u | wc -l) = 1 || exit 1; done");
    shell("xmllint --noout $T/school/policy.xml && grep -q per_week $T/school/README.txt");
}
END_TEST

/* Every format of the table is documented. */
START_TEST(test_documented)
{
    shell("$HALFTERM import --help | sed -n '/^Formats:/,/^$/s/^  \\([a-z][a-z]*\\) .*/\\1/p' "
          ">$T/words "
          "&& "
          "test $(wc -l <$T/words) -ge 3 && while read word; do grep -q \"^| .$word. |\" README.md "
          "|| "
          "exit 1; done <$T/words");
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_import(void)
{
    Suite *suite = suite_create("import");
    TCase *tcase = tcase_create("import");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_export, 0, COUNT(exports));
    tcase_add_loop_test(tcase, test_update, 0, COUNT(updates));
    tcase_add_test(tcase, test_change);
    tcase_add_loop_test(tcase, test_killed, 0, COUNT(killed));
    tcase_add_loop_test(tcase, test_failures, 0, COUNT(failures));
    tcase_add_loop_test(tcase, test_wrong, 0, COUNT(wrong));
    tcase_add_test(tcase, test_new);
    tcase_add_test(tcase, test_documented);
    suite_add_tcase(suite, tcase);
    return suite;
}
