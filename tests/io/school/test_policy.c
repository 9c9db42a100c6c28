/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staff/sessions.xml against its schema, and with the other files against sessions.csv. */
#include "io/school/read.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

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

static const char *const schools[] = {"claims", "no_place", "one_room", "reports", "tiny", "whole"};

/* Writes the plan of a school to $T/out. */
static void plan(const char *school)
{
    char *command = ht_format("\"$HALFTERM\" plan tests/schools/%s -o \"$T/out\" --format csv,xml "
                              ">\"$T/said\" 2>&1",
                              school);
    int status = scratch_shell(&scratch, command);
    ck_assert_msg(status == 0 || status == 1, "%s: %d", school, status);
    free(command);
}

/* ------------------------------------------------------------ agreement */

static size_t times(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

/* What sessions.csv and unplaced.csv say, by the verifier's reader. */
struct counts {
    size_t sessions, attendances, misses, unplaced;
};

static struct counts count_claims(const char *school_name)
{
    char *folder = ht_format("tests/schools/%s", school_name);
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(folder, faults);
    struct ht_claimed_schedule *claims =
        ht_read_claims(school, scratch_path(&scratch, "out/sessions.csv"), faults);
    struct ht_strings *ids = ht_strings_new();
    struct counts counts = {.attendances = claims->row_count, .unplaced = claims->unplaced_count};
    for (size_t i = 0; i < claims->row_count; i++) {
        ht_strings_add(ids, claims->rows[i].session);
        counts.misses += *claims->rows[i].subject != '\0';
    }
    counts.sessions = ht_strings_count(ids);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ht_strings_free(ids);
    ht_claimed_schedule_free(claims);
    ht_school_free(school);
    ht_diagnostics_free(faults);
    free(folder);
    return counts;
}

START_TEST(test_agreement)
{
    plan(schools[_i]);
    struct counts counts = count_claims(schools[_i]);
    char *xml = scratch_text(&scratch, "out/staff/sessions.xml");
    char *missing = strstr(xml, "<unplaced>");
    ck_assert_ptr_nonnull(missing);
    ck_assert_uint_eq(times(missing, "<attendee "), counts.unplaced);
    *missing = '\0';
    ck_assert_uint_eq(times(xml, "<session "), counts.sessions);
    ck_assert_uint_eq(times(xml, "<attendee "), counts.attendances);
    ck_assert_uint_eq(times(xml, "<miss "), counts.misses);
    ck_assert_uint_gt(counts.attendances + counts.unplaced, 0);
    char *absences = scratch_text(&scratch, "out/staff/register.csv");
    char *timetable = scratch_text(&scratch, "out/staff/timetable.csv");
    ck_assert_uint_eq(times(absences, "\n"), counts.misses + 1);
    ck_assert_uint_eq(times(timetable, "\n"), counts.attendances + 1);
    free(timetable);
    free(absences);
    free(xml);
}
END_TEST

/* ------------------------------------------------------------ the schema */

START_TEST(test_schema)
{
    if (!scratch_has(&scratch, "xmllint"))
        return;
    plan(schools[_i]);
    int status = scratch_shell(&scratch, "xmllint --noout --relaxng data/sessions.rng "
                                         "\"$T/out/staff/sessions.xml\" 2>\"$T/said\"");
    char *said = scratch_text(&scratch, "said");
    ck_assert_msg(status == 0, "%s", said);
    free(said);
    /* Everybody who is named is there. */
    status = scratch_shell(&scratch,
                           "test \"$(xmllint --xpath 'count(//@student[not(. = //student/@id)] | "
                           "//@mentor[not(. = //mentor/@id)])' "
                           "\"$T/out/staff/sessions.xml\")\" = 0");
    ck_assert_int_eq(status, 0);
}
END_TEST

/* What a schema is for: changes of the file that it must notice. */
static const char *const spoiled[] = {
    "s/ cost=\"[0-9]*\"//",          "s/ status=\"[a-z]*\"/ status=\"fine\"/",
    "s/ start=\"/ start=\"x/",       "s/<attendee .*//",
    "s/ date=\"2026-/ date=\"2026/", "s/ student=\"[^\"]*\"/ student=\"\"/",
    "s/<miss /<miss x=\"\" /",       "s/ count=\"/ count=\"-/",
};

START_TEST(test_spoiled)
{
    if (!scratch_has(&scratch, "xmllint"))
        return;
    char *command = ht_format("sed '%s' tests/golden/staff-sessions.xml >\"$T/x.xml\"; "
                              "xmllint --noout --relaxng data/sessions.rng \"$T/x.xml\" "
                              "2>/dev/null",
                              spoiled[_i]);
    ck_assert_int_eq(scratch_shell(&scratch, command), 3);
    free(command);
}
END_TEST

/* Names come out of the XML as they went in. */
START_TEST(test_names)
{
    if (!scratch_has(&scratch, "xmllint"))
        return;
    ck_assert_int_eq(scratch_shell(&scratch, "xmllint --xpath 'string(//student[@id=\"P3\"]/@name)'"
                                             " tests/golden/staff-sessions.xml >\"$T/name\""),
                     0);
    char *name = scratch_text(&scratch, "name");
    ck_assert_str_eq(name, "Zoë \"Zed\" O'Neil\n");
    free(name);
}
END_TEST

Suite *suite_xml(void)
{
    Suite *suite = suite_create("xml");
    TCase *tcase = tcase_create("xml");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_agreement, 0, sizeof schools / sizeof *schools);
    tcase_add_loop_test(tcase, test_schema, 0, sizeof schools / sizeof *schools);
    tcase_add_loop_test(tcase, test_spoiled, 0, sizeof spoiled / sizeof *spoiled);
    tcase_add_test(tcase, test_names);
    suite_add_tcase(suite, tcase);
    return suite;
}
