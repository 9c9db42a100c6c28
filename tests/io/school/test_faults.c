/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A school without faults (tests/schools/whole) in which some files are replaced by those of
 * tests/faults/NAME; tests/faults/NAME/findings.txt is what must be said then.
 */
static const char *const overlays[] = {
    "twice",   "unknown",  "clashes", "calendar",  "no_weeks",   "some_weeks", "no_term",
    "numbers", "policy",   "doctype", "keeps",     "broken_xml", "columns",    "blank",
    "slots",   "warnings", "apart",   "other_xml", "quotes",     "no_rows",    "many",
    "lost",    "formulas", "shapes",  "duties",    "allow",      "register",
};

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    ck_assert_int_eq(scratch_shell(&scratch, "cp tests/schools/whole/* \"$T\""), 0);
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

/* What is said of the school in the folder; free() it. */
static char *findings(size_t *faults, size_t *warnings)
{
    char *text;
    size_t size;
    struct ht_diagnostics *found = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(scratch.folder, found);
    FILE *stream = open_memstream(&text, &size);
    ht_diagnostics_print(found, stream);
    fclose(stream);
    *faults = ht_diagnostics_count(found, HT_FAULT);
    *warnings = ht_diagnostics_count(found, HT_WARNING);
    ht_school_free(school);
    ht_diagnostics_free(found);
    return text;
}

START_TEST(test_overlay)
{
    char command[200];
    size_t faults, warnings;
    snprintf(command, sizeof command, "cp tests/faults/%s/* \"$T\"", overlays[_i]);
    ck_assert_int_eq(scratch_shell(&scratch, command), 0);
    char *expected = scratch_text(&scratch, "findings.txt"), *found = findings(&faults, &warnings);
    ck_assert_str_eq(found, expected);
    ck_assert_uint_gt(faults + warnings, 0);
    free(expected);
    free(found);
}
END_TEST

/* Files that no school should have, made on the spot, and the findings that there must be. */
static const struct {
    const char *command, *expected;
} hostile[] = {
    {"rm \"$T/mentors.csv\" \"$T/caseload.csv\"",
     "caseload.csv:1: the file is missing; put it there, or correct the name\n"
     "mentors.csv:1: the file is missing; put it there, or correct the name\n"},
    {"rm \"$T/history.csv\" \"$T/requests.csv\" \"$T/commitments.csv\"", ""},
    {"rm \"$T/periods.csv\"",
     "periods.csv:1: the file is missing; put it there, or correct the name\n"},
    {"mv \"$T/mentors.csv\" \"$T/Mentors.csv\"; cp \"$T/caseload.csv\" \"$T/caseload-old.csv\"",
     "Mentors.csv:1: warning: this file is not read; if it is meant to be mentors.csv, give it "
     "that name\n"
     "mentors.csv:1: the file is missing; put it there, or correct the name\n"},
    {"rm \"$T/history.csv\"; mkdir \"$T/history.csv\"",
     "history.csv:1: this is a folder, not a file; put a file in its place\n"},
    {"rm \"$T/history.csv\"; ln -s history.csv \"$T/history.csv\"",
     "history.csv:1: the file cannot be opened (Too many levels of symbolic links); check who may "
     "read it\n"},
    {"rm \"$T/history.csv\"; mkfifo \"$T/history.csv\"",
     "history.csv:1: this is a pipe or a device, not a file on a disk; save what it gives as a "
     "file\n"},
    {": > \"$T/history.csv\"",
     "history.csv:1: the file is empty; it needs a line with the names of its columns\n"},
    {"printf '\\357\\273\\277\\n \\n' > \"$T/history.csv\"",
     "history.csv:1: the file is empty; it needs a line with the names of its columns\n"},
    {"printf 'date,student,subject\\n2026-09-01,S1,\\000\\n' > \"$T/history.csv\"",
     "history.csv:2: this is not text (binary data); save the file as 'CSV UTF-8'\n"},
    {"printf 'date,student,subject\\n2026-09-01,S1,\\342\\201\\n' > \"$T/history.csv\"",
     "history.csv:2: this is not text (binary data); save the file as 'CSV UTF-8'\n"},
    {"printf 'date,student,subject\\n2026-09-01,S1,\\357\\277\\276\\n' > \"$T/history.csv\"",
     "history.csv:2: this is not text (binary data); save the file as 'CSV UTF-8'\n"},
    {"printf '\\377\\376d\\000a\\000' > \"$T/history.csv\"",
     "history.csv:1: this is UTF-16 text; save it as 'CSV UTF-8'\n"},
    {"printf 'PK\\003\\004xl' > \"$T/history.csv\"",
     "history.csv:1: this is a workbook or another zip file, no table of text; "
     "'halfterm import' reads workbooks as they are\n"},
    {"head -c 104857600 /dev/zero | tr '\\0' x > \"$T/history.csv\"",
     "history.csv:1: this line has more than 1 MB, and nothing after it was read; check that the "
     "file is really CSV\n"
     "history.csv:1: the column date is missing (when the session was); add it to this line\n"
     "history.csv:1: the column student is missing (id of students.csv); add it to this line\n"
     "history.csv:1: the column subject is missing (code of the lesson that was missed; blank: "
     "none); add it to this line\n"},
    {"head -c 104857600 /dev/zero | tr '\\0' , >> \"$T/history.csv\"",
     "history.csv:4: this line has more than 1 MB, and nothing after it was read; check that the "
     "file is really CSV\n"},
    {"{ cat \"$T/history.csv\"; printf 'p,\"2026-09-01,S1,En,\\n'; yes p,2026-09-02,S1,, | head -n "
     "300000; } > \"$T/x\"; mv \"$T/x\" \"$T/history.csv\"",
     "history.csv:4: the quote that opens in this line is never closed; close it or take it "
     "away\n"},
    /* after a quote that swallows a megabyte nothing is read, but what is said of it */
    {"{ cat \"$T/history.csv\"; printf 'p,\"2026-09-01,S1,En,\\n'; yes nonsense | head -n "
     "300000; } > \"$T/x\"; mv \"$T/x\" \"$T/history.csv\"",
     "history.csv:4: the quote that opens in this line is never closed; close it or take it "
     "away\n"},
    {"head -c 1100000 /dev/zero | tr '\\0' ' ' > \"$T/policy.xml\"",
     "policy.xml:1: the file has more than 1 MB; is it really this file? Leave out what is not "
     "needed\n"},
    {"mkdir \"$T/policy.xml\"",
     "policy.xml:1: this is a folder, not a file; put a file in its place\n"},
    {": > \"$T/policy.xml\"",
     "policy.xml:1: this is not XML that can be read (Document is empty); correct it, or take the "
     "file away for the usual policy\n"},
};

START_TEST(test_hostile)
{
    size_t faults, warnings;
    ck_assert_int_eq(scratch_shell(&scratch, hostile[_i].command), 0);
    char *found = findings(&faults, &warnings);
    ck_assert_str_eq(found, hostile[_i].expected);
    ck_assert_int_eq(faults > 0, *hostile[_i].expected != '\0');
    free(found);
}
END_TEST

START_TEST(test_no_folder)
{
    size_t faults, warnings;
    char *wanted = strdup(scratch.folder);
    ck_assert_int_eq(scratch_shell(&scratch, "rm -r \"$T\"; : > \"$T\""), 0);
    char *found = findings(&faults, &warnings);
    ck_assert_ptr_nonnull(
        strstr(found, "(it is empty); correct it, or name the folder that holds"));
    free(found);
    ck_assert_int_eq(scratch_shell(&scratch, "rm \"$T\""), 0);
    found = findings(&faults, &warnings);
    ck_assert_int_eq(strncmp(found, wanted, strlen(wanted)), 0);
    ck_assert_ptr_nonnull(strstr(found, "cannot be opened (No such file or directory)"));
    ck_assert_uint_eq(faults, 1);
    free(found);
    free(wanted);
}
END_TEST

/* Findings are in the order of files and lines; warnings say so; a finding is one line. */
START_TEST(test_order)
{
    char *text;
    size_t size;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    ht_fault(faults, HT_FAULT, "b.csv", 10, "ten");
    ht_fault(faults, HT_WARNING, "b.csv", 9, "nine %s", "two\nlines");
    ht_fault(faults, HT_FAULT, "a.csv", 11, "eleven");
    FILE *stream = open_memstream(&text, &size);
    ht_diagnostics_print(faults, stream);
    fclose(stream);
    ck_assert_str_eq(text, "a.csv:11: eleven\nb.csv:9: warning: nine two lines\nb.csv:10: ten\n");
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 2);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_WARNING), 1);
    free(text);
    ht_diagnostics_free(faults);
}
END_TEST

Suite *suite_faults(void)
{
    Suite *suite = suite_create("faults");
    TCase *tcase = tcase_create("faults");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 30);
    tcase_add_loop_test(tcase, test_overlay, 0, sizeof overlays / sizeof *overlays);
    tcase_add_loop_test(tcase, test_hostile, 0, sizeof hostile / sizeof *hostile);
    tcase_add_test(tcase, test_no_folder);
    tcase_add_test(tcase, test_order);
    suite_add_tcase(suite, tcase);
    return suite;
}
