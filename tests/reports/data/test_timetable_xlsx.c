/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staff/timetable.xlsx, as LibreOffice and unzip see it where there are such programs. */
#include "io/school/read.h"
#include "reports/data/workbook.h"
#include "reports/text/csv.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ names of sheets */

enum { MOST_NAMES = 3 };

/* Sheets of one book. */
static const struct {
    const char *wanted[MOST_NAMES], *named[MOST_NAMES];
} sheets[] = {
    {{"Mo Mentor", "Nia", "Mo Mentor"}, {"Mo Mentor", "Nia", "Mo Mentor (2)"}},
    {{"Mo", "MO", "mo (2)"}, {"Mo", "MO (2)", "mo (2) (2)"}},
    {{"Zoë Ünal", "ZOË ÜNAL", "ليلى"}, {"Zoë Ünal", "ZOË ÜNAL (2)", "ليلى"}},
    {{"[a]:b*c?d/e\\f", "O'Neil", "'Q'"}, {"(a)-b-c-d-e-f", "O’Neil", "’Q’"}},
    {{"", "", "a\tb"}, {"Sheet", "Sheet (2)", "a b"}},
    {{"History", "history", "Histories"}, {"History (2)", "history (3)", "Histories"}},
    {{"1234567890123456789012345678901", "12345678901234567890123456789012",
      "1234567890123456789012345678901é"},
     {"1234567890123456789012345678901", "123456789012345678901234567 (2)",
      "123456789012345678901234567 (3)"}},
    {{"éééééééééééééééééééééééééééééééé", "123456789012345678901234567890😀",
      "12345678901234567890123456789😀"},
     {"ééééééééééééééééééééééééééééééé", "123456789012345678901234567890",
      "12345678901234567890123456789😀"}},
};

START_TEST(test_name)
{
    struct ht_strings *taken = ht_strings_new();
    for (size_t i = 0; i < MOST_NAMES; i++) {
        char *name = ht_sheet_name(taken, sheets[_i].wanted[i]);
        ck_assert_str_eq(name, sheets[_i].named[i]);
        free(name);
    }
    ht_strings_free(taken);
}
END_TEST

/* ------------------------------------------------------------ the whole book */

static struct scratch scratch;

/* A plan of a school with names that a spreadsheet might take for something else. */
static void set_up(void)
{
    scratch = scratch_new();
    int status = scratch_shell(
        &scratch,
        "mkdir \"$T/school\"; cp -r tests/schools/reports/* \"$T/school\"; "
        "sed -i 's/<b>Ann<.b> & Co/=1+1/' \"$T/school/students.csv\"; "
        "echo '<policy><free-time minutes=\"0\"/></policy>' >\"$T/school/policy.xml\"; "
        "\"$HALFTERM\" plan --format csv,xlsx \"$T/school\" -o \"$T/out\" >\"$T/said\" 2>&1");
    ck_assert_int_eq(status, 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* "08 Sep 2026" into text, which is returned. */
static char *date_text(ht_date date, char text[static 16])
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, day;
    ht_date_parts(date, &year, &month, &day);
    snprintf(text, 16, "%02d %s %04d", day % 100, months[month - 1], year % 10000);
    return text;
}

static const char *shown_name(const char *name, const char *id)
{
    return *name ? name : id;
}

static void write_claim(FILE *stream, const struct ht_school *school, const struct ht_claim *claim)
{
    char date[16], start[16], end[16];
    const struct ht_mentor *mentor =
        &school->mentors[ht_strings_find(school->mentor_ids, claim->mentor_id)];
    const char *cells[] = {
        claim->session,
        date_text(claim->date, date),
        claim->week,
        claim->day,
        claim->period_name,
        ht_time_text(claim->start, start),
        ht_time_text(claim->end, end),
        claim->mentor_id,
        claim->student_id,
        claim->programme_name,
        claim->group,
        claim->subject,
        claim->class_,
        claim->teacher,
        claim->room,
        shown_name(mentor->name, mentor->id),
        shown_name(school->students[claim->student.i].name, claim->student_id),
    };
    ht_csv_write_row(stream, cells, sizeof cells / sizeof *cells);
}

/* What the first sheet should be as CSV, from sessions.csv. Use free(). */
static char *expected_sheet(void)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch_path(&scratch, "school"), faults);
    struct ht_claimed_schedule *claims =
        ht_read_claims(school, scratch_path(&scratch, "out/sessions.csv"), faults);
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    fputs("session,date,week,day,period,start,end,mentor,student,programme,group,subject,class,"
          "teacher,room,mentor name,student name\n",
          stream);
    for (size_t i = 0; i < claims->row_count; i++)
        write_claim(stream, school, &claims->rows[i]);
    fclose(stream);
    ck_assert_uint_gt(claims->row_count, 0);
    ht_claimed_schedule_free(claims);
    ht_school_free(school);
    ht_diagnostics_free(faults);
    return text;
}

/* Cells as they are shown, in UTF-8. */
START_TEST(test_sessions)
{
    if (!scratch_has(&scratch, "soffice"))
        return;
    int status = scratch_shell(
        &scratch, "soffice -env:UserInstallation=\"file://$T/profile\" --headless --convert-to "
                  "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true' --outdir \"$T\" "
                  "\"$T/out/staff/timetable.xlsx\" >\"$T/said\" 2>&1");
    ck_assert_int_eq(status, 0);
    char *sheet = scratch_text(&scratch, "timetable.csv"), *expected = expected_sheet();
    ck_assert_str_eq(sheet, expected);
    ck_assert_ptr_nonnull(strstr(sheet, ",=1+1\n"));
    free(expected);
    free(sheet);
}
END_TEST

/* What must be true of the parts, as commands. */
static const char *const parts[] = {
    "xmllint --noout xl/*.xml xl/worksheets/*.xml docProps/*.xml",
    "test \"$(xmllint --xpath 'count(//*[local-name()=\"row\"])' xl/worksheets/sheet1.xml)\" = "
    "\"$(wc -l <../out/sessions.csv)\"",
    "! grep -q '<f>' xl/worksheets/*.xml", /* but in conditions it is <formula> */
    "test \"$(grep -o '<sheet name=\"[^\"]*\"' xl/workbook.xml | cut -d'\"' -f2 | tr '\\n' ,)\" = "
    "\"Sessions,Unplaced,Caseload,M2,Mrs O’Hara &amp; Son,\"",
    "grep -q 'ySplit=\"1\".*state=\"frozen\"' xl/worksheets/sheet4.xml",
    "grep -q '<autoFilter ref=\"A1:Q' xl/worksheets/sheet1.xml",
    "grep -q '<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>' "
    "xl/worksheets/sheet5.xml",
    "test $(grep -o '_xlnm.Print_Titles\"' xl/workbook.xml | wc -l) = 5",
    "grep -q 'formatCode=\"dd mmm yyyy\"' xl/styles.xml",
};

START_TEST(test_part)
{
    if (!scratch_has(&scratch, "unzip") || !scratch_has(&scratch, "xmllint"))
        return;
    char *command = ht_format("unzip -q \"$T/out/staff/timetable.xlsx\" -d \"$T/parts\" && cd "
                              "\"$T/parts\" && %s",
                              parts[_i]);
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", parts[_i]);
    free(command);
}
END_TEST

/* Names are written to the output folder only: the library's temporary files are the program's. */
START_TEST(test_no_temporary_files)
{
    int status = scratch_shell(&scratch, "LD_DEBUG=bindings \"$HALFTERM\" --version 2>&1 | grep -q "
                                         "'libxlsxwriter.* to .*halfterm.*lxw_tmpfile'");
    ck_assert_int_eq(status, 0);
}
END_TEST

Suite *suite_xlsx(void)
{
    Suite *suite = suite_create("xlsx");
    TCase *names = tcase_create("names"), *book = tcase_create("book");
    tcase_add_loop_test(names, test_name, 0, sizeof sheets / sizeof *sheets);
    tcase_set_timeout(book, 120);
    tcase_add_checked_fixture(book, set_up, tear_down);
    tcase_add_test(book, test_sessions);
    tcase_add_test(book, test_no_temporary_files);
    tcase_add_loop_test(book, test_part, 0, sizeof parts / sizeof *parts);
    suite_add_tcase(suite, names);
    suite_add_tcase(suite, book);
    return suite;
}
