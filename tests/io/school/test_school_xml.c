/* SPDX-License-Identifier: GPL-3.0-or-later */
/* school.xml: says what the folder says, is told off like it, and cannot do harm. */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

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

/* Runs a command, which must end with this status; what it says goes to $T/output, errors. */
static void run(const char *command, int status)
{
    char *line = ht_format("{ %s; } >$T/output 2>$T/errors", command);
    int got = scratch_shell(&scratch, line);
    char *errors = scratch_text(&scratch, "errors");
    ck_assert_msg(got == status, "%s: %d\n%.2000s", command, got, errors);
    free(errors);
    free(line);
}

static void expect(const char *file, const char *part)
{
    bool wanted = *part != '!';
    char *text = scratch_text(&scratch, file);
    ck_assert_msg((strstr(text, wanted ? part : part + 1) != NULL) == wanted,
                  "%s has%s '%s':\n%.2000s", file, wanted ? " no" : "", part, text);
    free(text);
}

/* ------------------------------------------------------------ there and back */

static const char *const schools[] = {
    "data/kaa",
    "data/schools/boys",
    "data/schools/cluster",
    "tests/schools/allow",
    "tests/schools/assign",
    "tests/schools/caseload",
    "tests/schools/claims",
    "tests/schools/keeps",
    "tests/schools/lengths",
    "tests/schools/no_place",
    "tests/schools/one_room",
    "tests/schools/record",
    "tests/schools/reports",
    "tests/schools/tiny",
    "tests/schools/triangle",
    "tests/schools/whole",
};
/* The first are large: not with sanitizers. */
enum { SCHOOLS = sizeof schools / sizeof *schools, FIRST = HT_WITH_SANITIZERS ? 3 : 0 };

/* The document of a document is the same, byte for byte: it was read as it was written. */
START_TEST(test_document)
{
    char *command = ht_format("$HALFTERM export xml %s -o $T/school.xml && "
                              "$HALFTERM export xml $T/school.xml -o $T/again.xml && "
                              "cmp $T/school.xml $T/again.xml",
                              schools[_i]);
    run(command, 0);
    free(command);
    if (scratch_has(&scratch, "xmllint"))
        run("xmllint --noout --relaxng data/school.rng $T/school.xml", 0);
}
END_TEST

/* So is the document of a folder made from it; and the folder made from that, file for file. */
START_TEST(test_folder)
{
    char *command =
        ht_format("$HALFTERM export xml %s -o $T/school.xml && "
                  "$HALFTERM import xml $T/school.xml -o $T/a && "
                  "$HALFTERM export xml $T/a -o $T/again.xml && cmp $T/school.xml $T/again.xml && "
                  "$HALFTERM import $T/again.xml -o $T/b && diff -r $T/a $T/b && "
                  "ls $T/a | sed s/policy.xml// >$T/files && "
                  "(cd %s && ls | grep -E '^(calendar|periods|students|mentors|subjects|timetable|"
                  "caseload|commitments|requests|history|done).csv$|^policy.xml$' | "
                  "sed s/policy.xml//) | diff - $T/files",
                  schools[_i], schools[_i]);
    run(command, 0);
    free(command);
}
END_TEST

/* What 'check' says of a school is the same, but for where things are. */
START_TEST(test_check)
{
    char *command = ht_format("$HALFTERM export xml %s -o $T/school.xml && "
                              "{ $HALFTERM check %s >$T/folder; echo $? >>$T/folder; "
                              "$HALFTERM check $T/school.xml >$T/document; "
                              "echo $? >>$T/document; "
                              "sed -i 's/[^ ]*[.][cx][sm][vl]:[0-9]*//' $T/folder $T/document; "
                              "cmp $T/folder $T/document; }",
                              schools[_i], schools[_i]);
    run(command, 0);
    free(command);
}
END_TEST

/* A folder with nothing but school.xml is that school. */
static const char *const planned[] = {"tests/schools/tiny", "tests/schools/whole",
                                      "tests/schools/reports", "tests/schools/one_room"};

START_TEST(test_plan)
{
    char *command = ht_format("mkdir $T/school && "
                              "$HALFTERM export xml %s -o $T/school/school.xml && "
                              "{ $HALFTERM plan %s -o $T/a --format csv; "
                              "$HALFTERM plan $T/school -o $T/b --format csv; "
                              "cmp $T/a/sessions.csv $T/b/sessions.csv && "
                              "sed -i 's/[a-z]*[.][a-z]*:[0-9]*/LINE/' $T/*/unplaced.csv; "
                              "cmp $T/a/unplaced.csv $T/b/unplaced.csv && "
                              "$HALFTERM verify $T/school $T/a/sessions.csv; }",
                              planned[_i], planned[_i]);
    run(command, 0);
    free(command);
}
END_TEST

/* ------------------------------------------------------------ commands */

/* Commands of the shell, how the last one ends, and parts of what it says. */
static const struct {
    const char *command;
    int status;
    const char *output, *errors;
} commands[] = {
    {"$HALFTERM export --school-schema | cmp - data/school.rng", 0, "", "!:"},
    {"$HALFTERM export --sessions-schema | cmp - data/sessions.rng", 0, "", "!:"},
    {"$HALFTERM export xml tests/schools/tiny -o $T/x", 0, "The school is in ", "!:"},
    {"$HALFTERM export xml tests/schools/tiny", 2, "", "say where to write: -o FILE"},
    {"$HALFTERM export csv tests/schools/tiny -o $T/x", 2, "", "cannot be exported as 'csv'"},
    {"$HALFTERM export xml $T/none -o $T/x; s=$?; ls $T/x; exit $s", 2, "",
     "none:1: the school's folder cannot be opened"},
    {"echo mine >$T/x; $HALFTERM export xml tests/schools/tiny -o $T/x; cat $T/x", 0, "mine",
     "is no school's document"},
    {"printf '<?xml version=\"1.0\" encoding=\"UTF-7\"?><school>\\377</school>' >$T/x; "
     "$HALFTERM check $T/x",
     2, "", "!input conversion"},
    {"$HALFTERM export xml tests/schools/tiny -o $T/x; $HALFTERM check $T/x --half-term none", 2,
     "", "x has no half-term 'none'"},
    {"$HALFTERM export xml tests/schools/tiny -o $T/x; $HALFTERM check $T/x --from 2026-09-05 --to "
     "2026-09-06",
     2, "", "x has no school day from 2026-09-05"},
    {"mkfifo $T/x; $HALFTERM export xml tests/schools/tiny -o $T/x", 2, "",
     "is there already and is no school's document"},
    {"cd $T && $HALFTERM export xml $OLDPWD/tests/schools/tiny -o x.xml && stat -c %a x.xml", 0,
     "600", "!:"},
    {"cp -r tests/schools/tiny $T/s && printf 'subject,name,colour,height\\nMa,Maths,red,3\\n' "
     ">$T/s/subjects.csv && $HALFTERM export xml $T/s -o $T/x && grep Maths $T/x",
     0, "<subject subject=\"Ma\" name=\"Maths\"/>",
     "subjects.csv:1: warning: the columns of these names are not known and are left out: colour, "
     "height"},
    {"cp -r tests/schools/tiny $T/s && printf 'subject,name\\nMa,\"a < b & \"\"c\"\"\nd\te\"\\n' "
     ">$T/s/subjects.csv && $HALFTERM export xml $T/s -o $T/x && grep Ma $T/x && "
     "$HALFTERM export xml $T/x -o $T/y && cmp $T/x $T/y",
     0, "name=\"a &lt; b &amp; &quot;c&quot;&#10;d&#9;e\"/>", "!:"},
    /* The CSV files hold where both are there. */
    {"cp -r tests/schools/tiny $T/s && echo '<school/>' >$T/s/school.xml && $HALFTERM check $T/s",
     0, "", "school.xml:1: warning: this file is not read, since calendar.csv is there too"},
    /* policy.xml may stay a file. */
    {"mkdir $T/s && cp -r tests/schools/tiny $T/t && rm -f $T/t/policy.xml && "
     "$HALFTERM export xml $T/t -o $T/s/school.xml && "
     "echo '<policy><per-dya max=\"1\"/></policy>' >$T/s/policy.xml && $HALFTERM check $T/s",
     2, "", "policy.xml:1: unknown element <per-dya>; did you mean <per-day>?"},
    {"mkdir $T/s && cp -r tests/schools/tiny $T/t && echo '<policy/>' >$T/t/policy.xml && "
     "$HALFTERM export xml $T/t -o $T/s/school.xml && cp $T/t/policy.xml $T/s && "
     "$HALFTERM check $T/s",
     2, "", "school.xml:3: the policy is in a file beside this document as well"},
    /* A document that is named is all that is read. */
    {"cp -r tests/schools/tiny $T/t && rm -f $T/t/policy.xml && "
     "$HALFTERM export xml $T/t -o $T/school.xml && "
     "echo '<policy><per-dya max=\"1\"/></policy>' >$T/policy.xml && $HALFTERM check $T/school.xml",
     0, "", "!policy"},
    {"$HALFTERM export xml tests/schools/record -o $T/x.xml && "
     "$HALFTERM record $T/x.xml $T $T/held.csv",
     2, "", "x.xml has no such file; make a folder of it with 'halfterm import xml'"},
    {"$HALFTERM export xml tests/schools/assign -o $T/x.xml && "
     "{ $HALFTERM assign tests/schools/assign -o $T/a; $HALFTERM assign $T/x.xml -o $T/b; "
     "cmp $T/a/assignment.csv $T/b/assignment.csv && "
     "$HALFTERM check $T/x.xml; }",
     0, "", "x.xml: "},
    {"cp -r tests/schools/claims $T/s && echo keep,S3,,,,,,,3,2026-09-08,,, >>$T/s/requests.csv && "
     "$HALFTERM export xml $T/s -o $T/x.xml && "
     "$HALFTERM verify $T/x.xml $T/s/schedule/sessions.csv --half-term AUT1",
     1, "\nx.xml:113: H9: S3 has no session on Tue 2026-09-08 as this keep asks\n", ""},
    {"cp -r tests/schools/claims $T/s && cd $T && sed -i s/,S3,/,S9,/ s/schedule/sessions.csv && "
     "$HALFTERM export xml s -o x.xml && "
     "$HALFTERM verify x.xml s/schedule/sessions.csv --half-term AUT1",
     1,
     "s/schedule/sessions.csv:8: S9 with M2 on Mon 2026-09-14 in period 2: x.xml has no such "
     "student\n",
     ""},
    /* What a document does not say stays as it was; what is wrong changes nothing. */
    {"cp -r tests/schools/tiny $T/s && echo note >$T/s/mine && "
     "echo 'date,student,subject' >$T/s/history.csv && "
     "$HALFTERM export xml tests/schools/tiny -o $T/x && $HALFTERM import xml $T/x -o $T/s && "
     "cat $T/s/mine $T/s/history.csv",
     0, "history.csv stays as it was: the document has none\nnote\ndate,student,subject\n", "!:"},
    {"echo '<school><students><student student=\"=1\" year=\"7\"/></students></school>' >$T/x; "
     "$HALFTERM import xml $T/x -o $T/s; s=$?; ls -A $T; exit $s",
     2, "!output\ns", "x:1: student: '=1'"},
    {"$HALFTERM export xml tests/schools/tiny -o $T/x; $HALFTERM import xml $T/x $T/x -o $T/s", 2,
     "", "is a whole school, which no other file can be part of"},
    {"$HALFTERM export xml tests/schools/tiny -o $T/x; mkdir $T/s; echo >$T/s/notes; "
     "$HALFTERM import xml $T/x -o $T/s",
     2, "", "/s holds files but no calendar.csv"},
    {"mkfifo $T/x && $HALFTERM check $T/x", 2, "", "x:1: this is neither a folder nor a file"},
    {"ln -s x $T/x && $HALFTERM check $T/x", 2, "", "x:1: the school's folder cannot be opened"},
    {"cat tests/schools/tiny/students.csv | $HALFTERM check /dev/stdin", 2, "",
     "stdin:1: this is neither a folder nor a file on a disk"},
};

START_TEST(test_commands)
{
    run(commands[_i].command, commands[_i].status);
    expect("output", commands[_i].output);
    expect("errors", commands[_i].errors);
}
END_TEST

/* ------------------------------------------------------------ faults */

/* A document's lines after <school>, and what is said of it. */
static const struct {
    const char *lines, *said;
} faults[] = {
    {"<timetabel/>", "school.xml:2: unknown element <timetabel> in <school>; did you mean "
                     "<timetable>?"},
    {"<x/>", "school.xml:2: unknown element <x> in <school>; take it away or correct its name"},
    {"<students>\n<studnt/>", "school.xml:3: unknown element <studnt> in <students>; did you mean "
                              "<student>?"},
    {"<students>\n<student><b/></student>", "school.xml:3: unknown element <b> in <student>; take"},
    {"<students>\nAnne\n</students>", "there is text between the elements; values are attributes"},
    {"<students/>\n<students/>", "school.xml:3: <students> is already in line 2; make one of the"},
    {"<students>\n<student studnt='1'/>\n</students>",
     "school.xml:3: warning: <student> has no attribute studnt, which is not read; did you mean "
     "student?"},
    {"<students>\n<student shoe='1'/>\n</students>",
     "school.xml:3: warning: <student> has no attribute shoe, which is not read; take it away"},
    {"<students>\n<student x:y='1' xmlns:x='z' student='1' year='7'/>\n</students>",
     "!attribute y"},
    {"<students>\n\n<student year='7'/>\n</students>",
     "school.xml:4: the cell student is blank; fill it in, or take the row away"},
    {"<students>\n<student student='1' year='7'/>\n<student\nstudent='1'/></students>",
     "school.xml:5: student '1' is already in line 3"},
    /* What a document says is quoted as it stands, also where it is the name of a file. */
    {"<students>\n<student student='see students.csv' year='7'/>\n"
     "<student student='see students.csv'/></students>",
     "school.xml:4: student 'see students.csv' is already in line 3"},
    {"<students>\n<student student='1' year='7'/></students><caseload>\n"
     "<member student='policy.xml'/></caseload>",
     "school.xml:4: unknown student 'policy.xml'; correct it here, or add it to <students>"},
    {"<students>\n<student student='=1+1' year='7'/></students>", "school.xml:3: student: '=1+1'"},
    {"<students>\n<student student='a&#127;' year='7'/></students>",
     "school.xml:3: student: there is a control character in 'a"},
    {"<students>\n<student student='1' year='7'/></students><caseload>\n<member student='2'/>",
     "school.xml:6: this is not XML that can be read"},
    {"<students>\n<student student='7001' year='7'/></students><caseload>\n"
     "<member student='7002'/></caseload>",
     "school.xml:4: unknown student '7002'; did you mean '7001'?"},
    {"<students>\n<student student='7001' year='7'/></students><caseload>\n"
     "<member student='x'/></caseload>",
     "school.xml:4: unknown student 'x'; correct it here, or add it to <students>"},
    {"<caseload><member student='1'/></caseload><students><student student='1' year='7'/>"
     "</students>",
     "!unknown student"},
    {"<policy>\n<misses maxx='2'/></policy>",
     "school.xml:3: <misses> has no attribute maxx; did you"},
    {"<policy>\n<misses max='2'>twice</misses></policy>", "there is text in <misses>"},
    {"<!-- --><?note well?><students>\n<student student='<![CDATA['/></students>",
     "school.xml:3: this is not XML that can be read"},
    {"<?note well?><students><!-- x -->\n<student student='&lt;&#65;&amp;#38;b'/></students>"
     "<caseload><member student='&lt;A&#38;#38;c'/></caseload>",
     "unknown student '<A&#38;c'; did you mean '<A&#38;b'?"},
    {"", "school.xml:1: the element <calendar> is missing; add it with a <dates> for each row"},
    {"<calendar/>", "school.xml:1: there is no row"},
};

START_TEST(test_faults)
{
    char *command =
        ht_format("cat >$T/school.xml <<'END'\n<school>\n%s\n%s\nEND\n"
                  "$HALFTERM check $T/school.xml",
                  faults[_i].lines, strstr(faults[_i].said, "not XML") ? "" : "</school>");
    run(command, 2);
    expect("errors", faults[_i].said);
    if (!strstr(faults[_i].said, ".csv"))
        expect("errors", "!.csv");
    free(command);
}
END_TEST

/* ------------------------------------------------------------ harm */

/* Shell that writes a document, and what is said of it. */
static const struct {
    const char *command, *said;
} harms[] = {
    {"echo '<!DOCTYPE school [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><school>&b;</school>'",
     "school.xml:1: there is a <!DOCTYPE>, which may hide harm"},
    {"echo '<!DOCTYPE school SYSTEM \"file:///etc/passwd\"><school/>'",
     "school.xml:1: there is a <!DOCTYPE>, which may hide harm"},
    {"printf '<?xml version=\"1.0\"?>\\n<!DOCTYPE s [<!ENTITY %% p SYSTEM \"http://127.0.0.1/\">"
     "%%p;]><school/>'",
     "school.xml:2: there is a <!DOCTYPE>, which may hide harm"},
    {"echo '<school>&undefined;</school>'", "this is not XML that can be read (Entity 'undefined'"},
    {"echo '<school><students>'; yes '<a>' | head -100000; echo '</school>'",
     "elements are nested deeper than any of a school"},
    {"echo '<school><policy>'; yes '<a>' | head -100000; echo '</school>'",
     "elements are nested deeper than any of a school"},
    {"printf '<school>\\n\\0</school>'", "school.xml:2: this is not XML that can be read"},
    {"printf '<school><students><student name=\"\\377\\376\"/></students></school>'",
     "school.xml:1: this is not XML that can be read (Input is not proper UTF-8"},
    {"printf '<school><students><student name=\"&#1;\"/></students></school>'",
     "school.xml:1: this is not XML that can be read"},
    {"printf '<school><students><student name=\"'; head -c 100000000 /dev/zero | tr '\\0' a; "
     "printf '\"/></students></school>'",
     "school.xml:1: the tag or comment that begins here has more than 256 KB"},
    {"printf '<school><!--'; head -c 3000000 /dev/zero | tr '\\0' a; printf -- '--></school>'",
     "school.xml:1: the tag or comment that begins here has more than 256 KB"},
    {"printf '<school><policy>'; head -c 3000000 /dev/zero | tr '\\0' a; "
     "printf '</policy></school>'",
     "school.xml:1: the policy has more than 1 MB"},
    {"printf '<school>'; yes '<students x=\"1\"/>' | head -100000; printf '</school>'",
     "school.xml:2: <students> is already in line 1"},
    {"printf '<school><students>'; seq 200000 | sed 's/.*/<student a&=\"\"\\/>/'; "
     "printf '</students></school>'",
     "school.xml:1: warning: <student> has no attribute a1"},
    {"printf '<school><students><student'; seq 20000 | sed 's/.*/ a&=\"\"/'; "
     "printf '/></students></school>'",
     "has no attribute a1"},
    {"echo '<school><students><student name=\"a/></students></school>' | iconv -t UTF-16",
     "school.xml:1: this is not XML that can be read"},
    {":", "school.xml:1: this is not XML that can be read (it is empty)"},
    {"echo '<policy/>'", "school.xml:1: the document is a <policy>; its outer element must be"},
    {"echo '<school/><school/>'", "school.xml:1: this is not XML that can be read"},
    {"head -c 1000000 /dev/zero", "school.xml:1: this is not XML that can be read"},
    {"printf '<?xml version=\"1.0\" encoding=\"UTF-7\"?><school>\\n\\377</school>'",
     "this is not XML that can be read (it is not in the encoding that it names)"},
    {"printf 'PK\\003\\004'", "school.xml:1: this is not XML that can be read"},
};

START_TEST(test_harm)
{
    char *command =
        ht_format("{ %s; } >$T/school.xml; $HALFTERM check $T/school.xml", harms[_i].command);
    run(command, 2);
    expect("errors", harms[_i].said);
    free(command);
}
END_TEST

Suite *suite_school_xml(void)
{
    Suite *suite = suite_create("school_xml");
    TCase *tcase = tcase_create("school_xml");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_document, FIRST, SCHOOLS);
    tcase_add_loop_test(tcase, test_folder, FIRST, SCHOOLS);
    tcase_add_loop_test(tcase, test_check, FIRST, SCHOOLS);
    tcase_add_loop_test(tcase, test_plan, 0, sizeof planned / sizeof *planned);
    tcase_add_loop_test(tcase, test_commands, 0, sizeof commands / sizeof *commands);
    tcase_add_loop_test(tcase, test_faults, 0, sizeof faults / sizeof *faults);
    tcase_add_loop_test(tcase, test_harm, 0, sizeof harms / sizeof *harms);
    suite_add_tcase(suite, tcase);
    return suite;
}
