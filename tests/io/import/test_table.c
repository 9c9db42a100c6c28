/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables as records systems and spreadsheets write them: headings that are used or named, what
 * stands around the table, workbooks, archives, and what is kept of an import for the next.
 */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <minizip/zip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void write_file(const char *name, const char *bytes, size_t size)
{
    FILE *stream = fopen(scratch_path(&scratch, name), "w");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fwrite(bytes, 1, size, stream), size);
    ck_assert_int_eq(fclose(stream), 0);
}

static void write_text(const char *name, const char *text)
{
    write_file(name, text, strlen(text));
}

/* Imports, and holds how that ends, and a part of what it says (NULL: any; '!': not that). */
static void import(const char *arguments, int status, const char *said)
{
    char *command = ht_format("$HALFTERM import %s -o $T/school >$T/said 2>&1", arguments);
    int ended = scratch_shell(&scratch, command);
    char *text = scratch_text(&scratch, "said");
    ck_assert_msg(ended == status, "%s: %d: %s", command, ended, text);
    bool wanted = said && *said != '!';
    if (said)
        ck_assert_msg((strstr(text, wanted ? said : said + 1) != NULL) == wanted, "%s: '%s' in %s",
                      command, said, text);
    free(text);
    free(command);
}

/* Rows of one of the school's files, below the names of its columns. */
static void expect_rows(const char *file, const char *rows)
{
    char *name = ht_format("school/%s", file), *text = scratch_text(&scratch, name);
    const char *below = strchr(text, '\n');
    ck_assert_ptr_nonnull(below);
    ck_assert_str_eq(below + 1, rows);
    free(text);
    free(name);
}

/* ------------------------------------------------------------ what a table says */

#define LESSON "A1,,Mon,1,Ma,7Ma1,AB,R1\n"

/* A table, what is said of it, and rows of students.csv and timetable.csv; NULL: they are not
   looked at. */
static const struct {
    const char *bytes, *options, *said, *students, *timetable;
} tables[] = {
    /* headings of records systems */
    {"Adno,Legal Surname,Legal Forename,Reg,Year Group,Day,Period,Subject,Class,Initials,Room\n"
     "A1,Ames,Ada,7A,7,Mon,1,Ma,7Ma1,AB,R1\n",
     "", "!not read", "A1,Ames,Ada,7A,7,\n", LESSON},
    {"Arbor Student ID,Student Name,Registration Form,Year Group,Timetable Week,Weekday,Period,"
     "Start Time,End Time,Subject,Class,Staff,Location\n"
     "A1,Ada Ames,7A,Year 7,,Mon,1,09:00,10:00,Ma,7Ma1,AB,R1\n",
     "", "!not read", "A1,Ada Ames,7A,7,\n", LESSON},
    {"Pupil Code,First name,Last name,Tutor grp,NC Year,Day of week,Period name,Course,Set,"
     "Teacher code,Room code\nA1,Ada,Ames,7A,7,Mon,1,Ma,7Ma1,AB,R1\n",
     "", "!not read", "A1,Ames,Ada,7A,7,\n", LESSON},
    {"Student ID,Name,Form,Year,Period,Subject,Class,Teacher,Room\n"
     "A1,Ada Ames,7A,7,Mon:1,Ma,7Ma1,AB,R1\n",
     "", NULL, "A1,Ada Ames,7A,7,\n", LESSON},
    /* what means nothing is named, with its line */
    {"student,slot,subject,Mood,House\nA1,Mon:1,Ma,blue,red\n", "",
     "export.csv:1: not read: Mood, House", NULL, "A1,,Mon,1,Ma,,,\n"},
    {"student,name,Surname,slot,subject\nA1,Ada,Ames,Mon:1,Ma\n", "", "not read: Surname", NULL,
     NULL},
    {"name,form,year,Subject,Teacher\nAda,7A,7,Ma,AB\n", "", "not read: Subject, Teacher",
     "Ada,Ada,7A,7,\n", NULL},
    {"Adno,Name,Reg,PP,Period,Subject code,Initials,Room,Mood\n"
     "A1,Ada Ames,7A,Y,Mon:1,Ma,AB,R1,blue\n,,,,Mon:2,En,AB,R1,red\n",
     "", "export.csv:1: not read: Mood", "A1,Ada Ames,7A,7,PP\n",
     "A1,,Mon,1,Ma,,AB,R1\nA1,,Mon,2,En,,AB,R1\n"},
    {"Initials,Surname,Job title,Phone\nAB,Bee,Lead mentor,1\nAB,Bee,Lead mentor,2\n", "",
     "export.csv:1: not read: Phone", NULL, NULL},
    {"Initials,Surname,Job title\nAB,Bee,Lead mentor\nAB,Bee,Lead mentor\n", "", "export.csv:3: AB",
     NULL, NULL},
    /* several columns of one meaning */
    {"Ident,Surname,Forename,D,P,What\nA1,Ames,Ada,Mon,1,Ma\n",
     "--map 'Ident=student,Surname=name,Forename=name,D=slot,P=slot,What=subject'", "!not read",
     "A1,Ames,Ada,,,\n", "A1,,Mon,1,Ma,,,\n"},
    {"Ident,When,What,Level\nA1,Mon:1,Ma,Higher\n",
     "--map 'Ident=student,When=slot,What=subject,Level=subject'", NULL, NULL,
     "A1,,Mon,1,Ma Higher,,,\n"},
    {"Ident,One,Two,When,What\nA1,Ada,Ames,Mon:1,Ma\n",
     "--map 'Ident=student,One=name,Two=name,When=slot,What=subject'", NULL, "A1,Ada Ames,,,\n",
     NULL},
    /* around the table */
    {"Timetables of all pupils\nPrinted 7 Sept,,\n\nstudent,name,slot,subject,class,teacher,room\n"
     "A1,Ada,Mon:1,Ma,7Ma1,AB,R1\n",
     "", NULL, "A1,Ada,,7,\n", LESSON},
    {"sep=;\nstudent;slot;subject;class;teacher;room\nA1;Mon:1;Ma;7Ma1;AB;R1\n", "", NULL,
     "A1,,,7,\n", LESSON},
    {"student,slot,subject,class,teacher,room\nA1,Mon:1,Ma,7Ma1,AB,R1\nPage 1 of 2,,,,,\n"
     "student,slot,subject,class,teacher,room\nTotal: 1,,,,,\n",
     "", "export.csv:4: student", "A1,,,7,\n", LESSON},
    {"student,slot,subject,class,teacher,room\nA1,Mon:1,Ma,7Ma1,AB,R1\nPage 1 of 2,,,,,\n", "",
     "export.csv:3: Page 1 of 2", "A1,,,7,\n", LESSON},
    {"student,slot,subject,class,teacher,room\nA1,Mon:1,Ma,7Ma1,AB,R1\nPage,Mon:1,Ma,7Ma1,AB,R1\n",
     "", NULL, "A1,,,7,\nPage,,,7,\n", NULL},
    {"\"student,slot,subject,class,teacher,room\"\n\"A1,Mon:1,Ma,7Ma1,AB,\"\"R1\"\"\"\n", "", NULL,
     "A1,,,7,\n", LESSON},
    {"student,slot,subject,class\xc2\xa0,teacher,room\nA1,Mon:1\xc2\xa0,Ma,7Ma1,AB,\xc2\xa0R1\n",
     "", "!not read", "A1,,,7,\n", LESSON},
    {"student,name,slot,subject\nA1,Jos\xc3\x83\xc2\xa9,Mon:1,Ma\n", "",
     "export.csv:2: Jos\xc3\x83\xc2\xa9", NULL, NULL},
    {"student,name,slot,subject\nA1,Jos\xc3\xa9,Mon:1,Ma\n", "", "!encoded twice", NULL, NULL},
    {"student,slot,subject,class\nA1,Mon:1,Ma,10-Jan\n", "", "export.csv:2: class 10-Jan", NULL,
     NULL},
    /* whose only row is left out is no student; who has no lesson is one */
    {"student,year,day,period,subject\nA1,7,Mon,1,Ma\nB1,7,,1,\nC1,7,,,\n", "", "export.csv:3",
     "A1,,,7,\nC1,,,7,\n", NULL},
    {"student,slot,subject,class,teacher,room\nA1,Mon:1,Ma,7Ma1,AB,R1\n30/11/2026 10:12,,,,,\n", "",
     "export.csv:3: 30/11/2026 10:12", "A1,,,7,\n", LESSON},
    {"student,slot,subject,class,teacher,room\nA1,Mon:1,Ma,7Ma1,AB,R1\nA School,,,,,\n", "",
     "export.csv:3: A School", "A1,,,7,\n", LESSON},
    /* numbers as a spreadsheet or a program writes them */
    {"student,day,Period,Start,End,subject\n7.0,Mon,1.0,0.375,0.416666666666667,Ma\n"
     "7,1.0,2,0.5,0.25,En\n",
     "", "export.csv:3: '0.5' to '0.25'", "7,,,,\n", "7,,Mon,2,En,,,\n7,,Mon,1,Ma,,,\n"},
    /* headings with signs, and "Student" beside a column of ids */
    {"Adm No.,Legal Surname,Legal Forename(s),Tutor Group:,Year taught in,Timetabled Day,"
     "Timetabled Period,Subject description,Class,Staff,Room\n"
     "A1,Ames,Ada,7A,Curriculum Year 7,Mon,1,Ma,7Ma1,AB,R1\n",
     "", "!not read", "A1,Ames,Ada,7A,7,\n", LESSON},
    {"Arbor Student ID,Student,Form,Year,Day,Period,Subject,Class,Staff,Room\n"
     "A1,Ada Ames,7A,7,Mon,1,Ma,7Ma1,AB,R1\n",
     "", "!not read", "A1,Ada Ames,7A,7,\n", LESSON},
    /* days as a spreadsheet keeps dates; several periods and weeks in a cell */
    {"student,Date,Period,subject,class,teacher,room\nA1,46272,1,Ma,7Ma1,AB,R1\n", "",
     "export.csv:2: 46272 is 2026-09-07", "A1,,,7,\n", LESSON},
    {"student,slot,Start,End,subject\nA1,Mon P1-2,9:00,11:00,Ma\nA1,Tue 1-2,,,Ma\n", "",
     "export.csv:3: 'Tue 1-2'", NULL, "A1,,Mon,P1,Ma,,,\nA1,,Mon,P2,Ma,,,\n"},
    {"student,day,Period,subject\nA1,Mon,P1,Ma\nB1,Mon,1,Ma\nC1,Mon,\"Period 1, 2\",Ma\n", "", NULL,
     NULL, "A1,,Mon,P1,Ma,,,\nB1,,Mon,P1,Ma,,,\nC1,,Mon,P1,Ma,,,\nC1,,Mon,P2,Ma,,,\n"},
    {"student,Week,day,Period,subject\nA1,Week A,Mon,1,Ma\nA1,B,Mon,1,En\nA1,A/B,Tue,1,Ma\n"
     "A1,Both,Wed,1,Ma\nA1,Wk B,Thu,1,Ma\n",
     "", "export.csv:5: 'Both'", NULL,
     "A1,B,Mon,1,En,,,\nA1,B,Tue,1,Ma,,,\nA1,Week A,Mon,1,Ma,,,\nA1,Week A,Tue,1,Ma,,,\n"
     "A1,,Wed,1,Ma,,,\nA1,B,Thu,1,Ma,,,\n"},
    {"student,Week,slot,subject\nA1,A,Mon:1,Ma\nA1,B,Mon:1,En\nA1,Weeks A and B,Tue:1,Ma\n", "",
     NULL, NULL, "A1,A,Mon,1,Ma,,,\nA1,A,Tue,1,Ma,,,\nA1,B,Mon,1,En,,,\nA1,B,Tue,1,Ma,,,\n"},
    /* several teachers, as codes */
    {"student,slot,subject,teacher\nA1,Mon:1,Ma,AB/CD\nA1,Mon:2,Ma,AB & CD\n"
     "A1,Mon:3,Ma,\"Bee, Cy\"\nA1,Mon:4,Ma,\"AB, CD\"\n",
     "", "3 teachers", NULL,
     "A1,,Mon,1,Ma,,AB+CD,\nA1,,Mon,2,Ma,,AB+CD,\nA1,,Mon,3,Ma,,\"Bee, Cy\",\n"
     "A1,,Mon,4,Ma,,AB+CD,\n"},
    /* and as names with titles */
    {"student,slot,subject,teacher\nA1,Mon:1,Ma,\"Mr K Bee, Ms Jo Doe\"\n"
     "A1,Mon:2,Ma,Mrs. Fox & Dr Gee\nA1,Mon:3,Ma,\"Bee, Mr K\"\nA1,Mon:4,Ma,\"Mr, K\"\n",
     "", NULL, NULL,
     "A1,,Mon,1,Ma,,Mr K Bee+Ms Jo Doe,\nA1,,Mon,2,Ma,,Mrs. Fox+Dr Gee,\n"
     "A1,,Mon,3,Ma,,\"Bee, Mr K\",\nA1,,Mon,4,Ma,,\"Mr, K\",\n"},
    /* days and periods, of which nothing says what is then */
    {"name,form,Date,Start,End,Lesson\nAda,7A,07/09/2026,09:00,10:00,Ma\n", "",
     "no heading means the subject; say which one does: --map \"HEADING=subject\"\n", NULL, NULL},
    {"name,form,Subject\nAda,7A,Ma\n", "", "!no heading means", NULL, NULL},
    /* "Student" is a name where all are, with an id beside it or not */
    {"Student,Form,slot,subject\n\"Ames, Ada\",7A,Mon:1,Ma\nBo Lee,7A,Mon:1,Ma\n", "", NULL,
     "\"Ames, Ada\",,Ames,Ada,7A,7,\nBo Lee,Bo Lee,,,7A,7,\n", NULL},
    {"Student,UPN,Form,slot,subject\nAda Ames,X1,7A,Mon:1,Ma\n", "", NULL, "X1,Ada Ames,7A,7,X1,\n",
     NULL},
    {"Student,Form,slot,subject\nAda Ames,7A,Mon:1,Ma\nA1,7A,Mon:1,Ma\n", "", NULL,
     "Ada Ames,,7A,7,\nA1,,7A,7,\n", NULL},
    {"Student,Form,slot,subject\nYear 7 one,7A,Mon:1,Ma\n", "", NULL, "Year 7 one,,7A,7,\n", NULL},
    /* zeros that a spreadsheet takes off */
    {"Adno,Name,slot,subject\n0017,Ada Ames,Mon:1,Ma\n17,Ada Ames,Mon:2,Ma\n017A,Bo,Mon:1,Ma\n"
     "17A,Cy,Mon:1,Ma\n",
     "", NULL, "0017,Ada Ames,,,\n017A,Bo,,,\n17A,Cy,,,\n", NULL},
    /* Untis: what has no place comes first */
    {"1,\"7A\",\"AB\",\"Ar\",\"R1\",0,0,,\n2,\"7A\",\"CD\",\"Mu\",\"R2\",1,3,,\n", "", NULL, NULL,
     "7A,,Mon,3,Mu,7A,CD,R2\n"},
};

START_TEST(test_table)
{
    write_text("export.csv", tables[_i].bytes);
    char *arguments = ht_format("$T/export.csv %s", tables[_i].options);
    import(arguments, 0, tables[_i].said);
    free(arguments);
    if (tables[_i].students)
        expect_rows("students.csv", tables[_i].students);
    if (tables[_i].timetable)
        expect_rows("timetable.csv", tables[_i].timetable);
}
END_TEST

START_TEST(test_wide)
{
    static const char bytes[] =
        "\xff\xfes\0t\0u\0d\0e\0n\0t\0\t\0s\0l\0o\0t\0\t\0s\0u\0b\0j\0e\0c\0"
        "t\0\n\0A\0001\0\t\0M\0o\0n\0:\0001\0\t\0M\0\xe4\0\n\0";
    write_file("export.txt", bytes, sizeof bytes - 1);
    import("$T/export.txt", 0, NULL);
    expect_rows("timetable.csv", "A1,,Mon,1,M\xc3\xa4,,,\n");
}
END_TEST

/* Times of a table go into periods.csv; what contradicts them is named. */
START_TEST(test_times)
{
    static const char bytes[] = "student,day,Start Time,End Time,subject\nA1,Mon,9:00,10:00:00,Ma\n"
                                "A1,Mon,1:20 pm,2:20 pm,En\nB1,Mon,9:00,10:05,Ma\n";
    write_file("export.csv", bytes, sizeof bytes - 1);
    import("$T/export.csv", 0, "export.csv:4: 09:00: 9:00 to 10:05");
    expect_rows("periods.csv", ",Mon,09:00,09:00,10:00,lesson\n,Mon,13:20,13:20,14:20,lesson\n");
}
END_TEST

/* ------------------------------------------------------------ what is refused */

static const struct {
    const char *bytes, *options, *said;
} refused[] = {
    {"name,form,period,subject,class\nAda,7A,1,Ma,7Ma1\n", "csv", "no heading means the day"},
    {"\n,", "staff", "this is no list of staff"},
    {"Reg,Day,Period,Subject\n7A,Mon,1,Ma\n", "", "no heading means the student"},
    {"<report><row/></report>", "csv", "this is XML, and no table"},
    {"<report><row/></report>", "", "file:1: this is XML whose outer element is <report>"},
    {"<report><row></report>", "", "file:1: this is not XML that can be read"},
    {"Name,Reg,Class,Period\nAda,7A,7Ma1,Mon:1\n", "", "no row of it could be read as a lesson"},
    {"PK\3\4nothing", "", "this zip file is damaged"},
    {"\xd0\xcf\x11\xe0old", "", "save it as .xlsx"},
    {"%PDF-1.7\n1 0 obj\n", "", "this is a PDF"},
};

START_TEST(test_refused)
{
    write_text("file", refused[_i].bytes);
    char *arguments = ht_format("%s $T/file", refused[_i].options);
    import(arguments, 2, refused[_i].said);
    import(arguments, 2, "!CSV UTF-8");
    free(arguments);
}
END_TEST

/* ------------------------------------------------------------ what is kept */

START_TEST(test_kept)
{
    write_text("a.csv", "Pupil no,When,What\nA1,Mon:1,Ma\n");
    write_text("b.csv", "Pupil no,When,What\nA1,Mon:2,En\n");
    write_text("c.csv", "student,slot,subject\nA1,Mon:3,Ar\n");
    import("$T/a.csv --map 'Pupil no=student,When=slot,What=subject'", 0, NULL);
    expect_rows("import.csv", "Pupil no,student\nWhen,slot\nWhat,subject\n");
    import("$T/b.csv", 0, "import.csv: When is slot");
    expect_rows("timetable.csv", "A1,,Mon,2,En,,,\n");
    import("$T/c.csv", 0, NULL);
    expect_rows("timetable.csv", "A1,,Mon,3,Ar,,,\n");
    expect_rows("import.csv", "Pupil no,student\nWhen,slot\nWhat,subject\n");
}
END_TEST

/* Weeks of the calendar have the names that they have there. */
START_TEST(test_weeks)
{
    static const char calendar[] = "what,from,to,years,label\nalternate,2026-09-07,,,A;B\n";
    write_text("export.csv", "student,Week,slot,subject\nA1,Week A,Mon:1,Ma\nA1,Week B,Mon:1,En\n");
    ck_assert_int_eq(scratch_shell(&scratch, "mkdir $T/school"), 0);
    write_file("school/calendar.csv", calendar, sizeof calendar - 1);
    import("$T/export.csv", 0, "!what: alternate");
    expect_rows("timetable.csv", "A1,A,Mon,1,Ma,,,\nA1,B,Mon,1,En,,,\n");
}
END_TEST

/* Flags stay that an export has not any more, and it says whose they are. */
START_TEST(test_flags)
{
    write_text("a.csv", "UPN,name,year,PP,SEN,EAL\nA1,Ada,7,Y,E,\nB1,Bo,7,N,K,?\n");
    write_text("b.csv", "UPN,name,year,PP,SEN\nA1,Ada,7,,K\nB1,Bo,7,Y,K\n");
    import("$T/a.csv", 0, "a.csv:3: eal '?'");
    import("$T/b.csv", 0, "students.csv:2: A1: PP\n    students.csv:2: A1: EHCP\n");
    import("$T/b.csv", 0, "!B1:");
    expect_rows("students.csv", "A1,Ada,,7,A1,PP;EHCP;SEN\nB1,Bo,,7,B1,SEN;PP\n");
}
END_TEST

/* A list of staff goes with lessons, as a file or as a sheet. */
START_TEST(test_staff)
{
    static const char lessons[] = "student,slot,subject\nA1,Mon:1,Ma\n";
    static const char staff[] = "Initials,Name,Role\nAB,Kit Bee,Lead mentor\nCD,Jo Doe,Cook\n";
    write_file("lessons.csv", lessons, sizeof lessons - 1);
    write_file("staff.csv", staff, sizeof staff - 1);
    import("$T/lessons.csv $T/staff.csv", 0, "staff.csv:3: Jo Doe, Cook");
    expect_rows("timetable.csv", "A1,,Mon,1,Ma,,,\n");
    expect_rows("mentors.csv", "AB,Kit Bee,lead,,\n");
}
END_TEST

/* A list of students goes with reports of SIMS, in any order, but not with what has no ids. */
START_TEST(test_students)
{
    static const char report[] = "Name,Reg,Subject code,Period\n\"Ames, Ada\",7A,Ma,Mon:1\n";
    static const char list[] = "Adno,UPN,Surname,Forename,Reg,PP\n017,X1,Ames,Ada,7A,Y\n";
    static const char untis[] = "1,\"7A\",\"AB\",\"Ma\",\"R1\",1,1,,\n";
    write_file("report.csv", report, sizeof report - 1);
    write_file("list.csv", list, sizeof list - 1);
    write_file("GPU001.TXT", untis, sizeof untis - 1);
    for (int n = 0; n < 3; n++) {
        import(n ? n == 2 ? "sims $T/report.csv $T/list.csv" : "$T/list.csv $T/report.csv"
                 : "$T/report.csv $T/list.csv",
               0, "Read 2 rows as sims");
        expect_rows("students.csv", "017,Ames,Ada,7A,7,X1,PP\n");
        expect_rows("timetable.csv", "017,,Mon,1,Ma,,,\n");
        ck_assert_int_eq(scratch_shell(&scratch, "rm -r $T/school"), 0);
    }
    static const char upns[] = "UPN,Surname,Forename,Reg,EAL\nX1,Ames,Ada,7A,Y\n";
    static const char lessons[] =
        "Adno,UPN,Reg,Period,Subject\n017,X1,7A,Mon:1,Ma\n017,X1,7A,Mon:2,En\n";
    write_file("upns.csv", upns, sizeof upns - 1);
    write_file("lessons.csv", lessons, sizeof lessons - 1);
    for (int n = 0; n < 2; n++) {
        import(n ? "csv $T/upns.csv $T/lessons.csv" : "$T/lessons.csv $T/upns.csv", 0,
               "1 student ");
        expect_rows("students.csv", "017,Ames,Ada,7A,7,X1,EAL\n");
        expect_rows("timetable.csv", "017,,Mon,1,Ma,,,\n017,,Mon,2,En,,,\n");
        ck_assert_int_eq(scratch_shell(&scratch, "rm -r $T/school"), 0);
    }
    import("$T/list.csv $T/GPU001.TXT", 2, "GPU001.TXT like untis; import them one after another");
}
END_TEST

/* A column that is added is in every row, those that nothing is said of and short ones too. */
START_TEST(test_short_rows)
{
    write_text("export.csv", "student,UPN,slot,subject\nA1,X1,Mon:1,Ma\n");
    ck_assert_int_eq(scratch_shell(&scratch, "mkdir $T/school"), 0);
    write_text("school/students.csv", "student,name,form,year,flags\nA1,Ada,7A,7\nB1,Bo\n");
    import("$T/export.csv", 0, NULL);
    expect_rows("students.csv", "A1,Ada,7A,7,,X1\nB1,Bo,,,,\n");
}
END_TEST

/* Examples give way to what is real, in every file, and nothing else does. */
START_TEST(test_examples)
{
    write_text("export.csv", "student,slot,subject\nA1,Mon:1,Ma\n");
    ck_assert_int_eq(scratch_shell(&scratch, "$HALFTERM new $T/school >$T/said && "
                                             "echo M9,Kit Real,lead >>$T/school/mentors.csv"),
                     0);
    import("$T/export.csv", 0, "mentors.csv: 1 row\n");
    expect_rows("mentors.csv", "M9,Kit Real,lead\n");
    expect_rows("students.csv", "A1,,,,\n");
    static const char *const emptied[] = {"calendar.csv",    "subjects.csv", "caseload.csv",
                                          "commitments.csv", "requests.csv", "history.csv"};
    for (size_t n = 0; n < sizeof emptied / sizeof *emptied; n++)
        expect_rows(emptied[n], "");
}
END_TEST

/* ------------------------------------------------------------ workbooks */

/* A zip file of parts; each has its text so many times over. */
struct part {
    const char *name, *text;
    size_t times;
};

static void write_zip(const struct part *parts, size_t count)
{
    zipFile file = zipOpen64(scratch_path(&scratch, "export.zip"), APPEND_STATUS_CREATE);
    ck_assert_ptr_nonnull(file);
    for (size_t n = 0; n < count; n++) {
        ck_assert_int_eq(zipOpenNewFileInZip64(file, parts[n].name, NULL, NULL, 0, NULL, 0, NULL,
                                               Z_DEFLATED, 1, 0),
                         ZIP_OK);
        for (size_t time = 0; time < parts[n].times; time++)
            zipWriteInFileInZip(file, parts[n].text, (unsigned)strlen(parts[n].text));
        zipCloseFileInZip(file);
    }
    zipClose(file, NULL);
}

#define CELL(at, more, text) "<c r='" at "'" more "><v>" text "</v></c>"
#define SHARED(at, number)   CELL(at, " t='s'", number)
#define WRITTEN(at, text)    "<c r='" at "' t='inlineStr'><is><t>" text "</t></is></c>"
#define TEXT(text)           "<si><t>" text "</t></si>"

/* As Excel writes one: texts that cells share, numbers with a format, a title, a second sheet. */
static const struct part workbook[] = {
    {"xl/workbook.xml",
     "<workbook xmlns='m' xmlns:r='r'><sheets><sheet name='Old' r:id='r3' state='hidden'/>"
     "<sheet name='Lessons' r:id='r1'/><sheet name='Key' r:id='r2'/></sheets></workbook>",
     1},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/>"
     "<Relationship Id='r2' Target='/xl/worksheets/sheet2.xml'/></Relationships>",
     1},
    {"xl/styles.xml",
     "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[$-809]hh\\:mm;@'/></numFmts>"
     "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
     "<xf numFmtId='164'/><xf numFmtId='14'/></cellXfs></styleSheet>",
     1},
    {"xl/sharedStrings.xml",
     "<sst>" TEXT("Adno") TEXT("Surname") TEXT("Forename") TEXT("Reg") TEXT("Day")
         TEXT("Start time") TEXT("End time") TEXT("Period") TEXT("Subject")
             TEXT("Joined on") "<si><r><t>O'Neill "
                               "</t></r><r><t>\"Bo\"</t></r><rPh><t>x</t></rPh></si></sst>",
     1},
    {"xl/worksheets/sheet1.xml",
     "<worksheet><sheetData><row r='1'>" WRITTEN("A1", "All lessons") "</row><row r='3'>" SHARED(
         "A3", "0") SHARED("B3", "1") SHARED("C3", "2") SHARED("D3", "3") SHARED("E3", "4")
         SHARED("F3", "5") SHARED("G3", "6") SHARED("H3", "7") SHARED("I3", "8") SHARED("J3", "9")
             WRITTEN("L3", "Remark") "</row><row r='4'>" CELL("A4", "", "70123") SHARED("B4", "10")
                 WRITTEN("C4", "Zo\xc3\xab") WRITTEN("D4", "Owls") WRITTEN("E4", "Mon")
                     CELL("F4", " s='1'", "0.375") CELL("G4", " s='1'", "0.41666666666666669") CELL(
                         "H4", "", "1.0") CELL("I4", " t='str'", "Ma") CELL("J4", " s='2'", "46272")
                         WRITTEN("L4", "two&#10;lines") "</row></sheetData></worksheet>",
     1},
    {"xl/worksheets/sheet2.xml",
     "<worksheet><sheetData><row><c t='inlineStr'><is><t>student</t></is></c><c "
     "t='inlineStr'><is><t>year</t></is></c></row><row><c><v>5</v></c><c><v>8</v></c></row>"
     "</sheetData></worksheet>",
     1},
};

START_TEST(test_workbook)
{
    write_zip(workbook, sizeof workbook / sizeof *workbook);
    import("$T/export.zip", 0, "export.zip:3: not read: Joined on, Remark");
    expect_rows("students.csv", "70123,\"O'Neill \"\"Bo\"\"\",Zo\xc3\xab,Owls,,\n");
    expect_rows("timetable.csv", "70123,,Mon,1,Ma,,,\n");
    expect_rows("periods.csv", ",Mon,1,09:00,10:00,lesson\n");
    import("$T/export.zip", 0, "export.zip: Key");
    import("$T/export.zip --sheet key", 0, "1 student, 0 lessons");
    import("$T/export.zip --sheet 'Lessons;Key'", 0, "2 students in 1 form, 1 lesson,");
    import("$T/export.zip --sheet 'Lessons;Keys'", 0, "export.zip: 'Keys'");
    import("$T/export.zip --sheet Nope", 2, "there is no sheet 'Nope'; name one of these with");
}
END_TEST

#define BOOK                                                                                       \
    "xl/workbook.xml",                                                                             \
        "<workbook xmlns:r='r'><sheets><sheet name='A' r:id='r1'/></sheets></workbook>", 1
#define RELS                                                                                       \
    "xl/_rels/workbook.xml.rels",                                                                  \
        "<Relationships><Relationship Id='r1' Target='s.xml'/></Relationships>", 1
#define SHEET(cells) "xl/s.xml", "<worksheet><sheetData>" cells "</sheetData></worksheet>", 1

/* Archives of all kinds, how the import ends, and what is said. */
static const struct {
    struct part parts[4];
    int status;
    const char *said;
} archives[] = {
    {{{"lessons.csv", "student,slot,subject\nA1,Mon:1,Ma\n", 1}, {"about.pdf", "x", 1}},
     0,
     "export.zip: about.pdf"},
    {{{"users.csv",
       "sourcedId,status,givenName,familyName,identifier,grades,role\n"
       "u1,active,Ada,Ames,A1,7,student\n",
       1}},
     0,
     "as oneroster"},
    {{{"lessons.csv", "student,slot,subject\nA1,Mon:1,Ma\n", 1},
      {"sizes.csv", "colour,size\nred,1\n", 1},
      {"about.xml", "<about/>", 1}},
     0,
     "sizes.csv: sizes.csv\n"},
    {{{"school.xml", "<school/>", 1}}, 2, "school.xml:1: a whole school is not read out of a zip"},
    {{{"about.pdf", "x", 1}}, 2, "no XML in this zip file, only about.pdf; unpack it"},
    {{{"content.xml", "<x/>", 1}}, 2, "save it as a workbook (.xlsx)"},
    {{{BOOK}, {RELS}}, 2, "the sheet is not in the workbook"},
    {{{"xl/workbook.xml",
       "<workbook xmlns:r='r'><sheets><sheet name='Cover' r:id='r1'/><sheet name='Data' r:id='r2'/>"
       "</sheets></workbook>",
       1},
      {RELS},
      {SHEET("<row><c t='str'><v>Timetables</v></c></row>")}},
     2,
     "export.zip: Data\n"},
    {{{BOOK}, {RELS}, {SHEET("<row><c t='s'><v>4000000000</v></c></row>")}},
     2,
     "refers to a text that is not in it"},
    {{{BOOK}, {RELS}, {SHEET("<row r='2'/><row r='1'/>")}}, 2, "not in their order"},
    {{{BOOK}, {RELS}, {SHEET("<row r='4000000'/>")}}, 2, "more rows than Excel can show"},
    {{{BOOK}, {RELS}, {SHEET("<row><c></row>")}}, 2, "this is not XML that can be read"},
    {{{BOOK}, {RELS}, {"xl/s.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", 1}},
     2,
     "there is a <!DOCTYPE>"},
    {{{BOOK},
      {RELS},
      {"xl/s.xml", "                                                        ", 6000000}},
     2,
     "more than 256 MB"},
    {{{"xl/workbook.xml", "<sheets>", 200}}, 2, "export.zip:1: "},
    {{{"a.csv", "student,slot,subject\nA1,Mon:1,Ma\n", 10000000}}, 2, "more than 256 MB"},
};

START_TEST(test_archive)
{
    size_t count = 0;
    while (count < 4 && archives[_i].parts[count].name)
        count++;
    write_zip(archives[_i].parts, count);
    import("$T/export.zip", archives[_i].status, archives[_i].said);
    import("$T/export.zip", archives[_i].status, "!CSV UTF-8");
}
END_TEST

/* More of something than there can be. */
START_TEST(test_too_many)
{
    struct part *parts = ht_alloc(10001, sizeof *parts);
    char(*names)[16] = ht_alloc(10001, sizeof *names);
    for (int n = 0; n < 10001; n++) {
        snprintf(names[n], sizeof names[n], "%d.csv", n);
        parts[n] = (struct part){names[n], "x", 1};
    }
    write_zip(parts, 10001);
    import("$T/export.zip", 2, "more than 10000 files");
    char *sheets = ht_copy_text("<workbook xmlns:r='r'><sheets>", 30);
    for (int n = 0; n < 1001; n++)
        ht_append(&sheets, "<sheet name='%d' r:id='r1'/>", n);
    write_zip(&(struct part){"xl/workbook.xml", sheets, 1}, 1);
    import("$T/export.zip", 2, "more than 1000 sheets");
    char *texts = ht_copy_text("<sst><si>", 9);
    for (int n = 0; n < 200; n++)
        ht_append(&texts, "<t>%01000d</t>", n);
    ht_append(&texts, "</si></sst>");
    write_zip((struct part[]){{BOOK}, {RELS}, {"xl/sharedStrings.xml", texts, 1}}, 3);
    import("$T/export.zip", 2, "a cell of this workbook has more text than any export has");
    free(texts);
    free(sheets);
    free(names);
    free(parts);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *suite_table(void)
{
    Suite *suite = suite_create("table");
    TCase *tcase = tcase_create("table");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_table, 0, COUNT(tables));
    tcase_add_test(tcase, test_wide);
    tcase_add_test(tcase, test_times);
    tcase_add_loop_test(tcase, test_refused, 0, COUNT(refused));
    tcase_add_test(tcase, test_kept);
    tcase_add_test(tcase, test_weeks);
    tcase_add_test(tcase, test_flags);
    tcase_add_test(tcase, test_staff);
    tcase_add_test(tcase, test_students);
    tcase_add_test(tcase, test_short_rows);
    tcase_add_test(tcase, test_examples);
    tcase_add_test(tcase, test_workbook);
    tcase_add_loop_test(tcase, test_archive, 0, COUNT(archives));
    tcase_add_test(tcase, test_too_many);
    suite_add_tcase(suite, tcase);
    return suite;
}
