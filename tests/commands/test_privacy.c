/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing that anybody may look at tells why a student is seen: plans schools with the program that
 * lies one folder above the test runner, and looks for whatever is a need in what it writes. */
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ looking for words */

static bool is_of_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Whether a text has some words, in any case, that are not parts of others. */
static bool tells(const char *text, const char *words)
{
    size_t length = strlen(words);
    for (const char *at = text; length && (at = strcasestr(at, words)); at++)
        if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[length]))
            return true;
    return false;
}

static const struct {
    const char *text, *words;
    bool told;
} told[] = {
    {"Ali K <small>LAC</small>", "LAC", true},
    {"class=\"lac\"", "LAC", true},
    {"LAC", "LAC", true},
    {"flags-LAC.html", "LAC", true},
    {"Alack, Lacey", "LAC", false},
    {"Laç", "LA", false},
    {"P.P. Hub 2", "PP", false},
    {"Poppy P, PP", "PP", true},
    {"Anger Management (Hub 2)", "anger management", true},
    {"Anger, management", "anger management", false},
    {"Ali K", "", false},
};

START_TEST(test_tells)
{
    ck_assert_int_eq(tells(told[_i].text, told[_i].words), told[_i].told);
}
END_TEST

/* ------------------------------------------------------------ what nobody may read */

static void expect_untold(const char *text, const char *what, const char *need)
{
    ck_assert_msg(!tells(text, need), "anybody may read the %s '%s'", what, need);
}

static void expect_no_names(const char *text, const char *what, const struct ht_strings *names)
{
    for (uint32_t i = 0; i < ht_strings_count(names); i++)
        expect_untold(text, what, ht_strings_text(names, i));
}

static void expect_private(const struct ht_school *school, const char *text)
{
    expect_no_names(text, "flag", school->flags);
    expect_no_names(text, "skill", school->skills);
    expect_no_names(text, "class", school->classes);
    for (size_t i = 0; i < school->programme_count; i++) {
        expect_untold(text, "programme", school->programmes[i].name);
        expect_untold(text, "group", school->programmes[i].group);
    }
    for (size_t i = 0; i < school->subject_count; i++)
        expect_untold(text, "subject", school->subjects[i].name);
    for (size_t i = 0; i < school->commitment_count; i++)
        expect_untold(text, "commitment", school->commitments[i].what);
    for (size_t i = 0; i < school->request_count; i++)
        expect_untold(text, "note", school->requests[i].note);
}

/* ------------------------------------------------------------ what is written */

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

static void plan(const char *school, const char *names)
{
    char *command = ht_format("$HALFTERM plan %s -o $T/out --names %s >$T/output 2>&1; "
                              "test $? -le 1 && test -s $T/out/display/noticeboard.html",
                              school, names);
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
    free(command);
}

/* All that is said in the files that find these arguments of find(1), but for styles. Use free().
 */
static char *text_of(const char *where)
{
    char *command =
        ht_format("cd $T/out && find %s -type f >$T/files && while read -r file; do "
                  "case $file in *.pdf) pdftotext \"$file\" - ;; *) cat \"$file\" ;; esac; "
                  "done <$T/files | sed -e '/^<style>$/,/^<.style>$/d' -e 's/&lt;/</g; s/&gt;/>/g' "
                  "-e 's/&quot;/\"/g' -e \"s/&#39;/'/g\" -e 's/&amp;/\\&/g' >$T/text",
                  where);
    ck_assert_msg(scratch_shell(&scratch, command) == 0, "%s", command);
    free(command);
    return scratch_text(&scratch, "text");
}

static const struct {
    const char *school, *names;
} cases[] = {
    {"data/kaa", "first"},
    {"data/kaa", "full"},
    {"data/kaa", "initials"},
    {"data/kaa", "id"},
    {"tests/schools/reports", "first"},
    {"tests/schools/reports", "initials"},
    {"tests/schools/claims", "first"},
    {"tests/schools/assign", "first"},
    {"tests/schools/no_place", "first"},
    {"tests/schools/one_room", "first"},
    {"tests/schools/tiny", "first"},
    {"tests/schools/registers", "first"},
    {"tests/schools/whole", "first"},
};

START_TEST(test_private)
{
    plan(cases[_i].school, cases[_i].names);
    struct ht_school *school = scratch_school(cases[_i].school);
    char *text = text_of("display index.html");
    expect_private(school, text);
    free(text);
    ck_assert_int_eq(scratch_shell(&scratch, "cd $T/out && find . >$T/text"), 0);
    text = scratch_text(&scratch, "text");
    expect_private(school, text);
    free(text);
    ht_school_free(school);
}
END_TEST

/* The staff's files have what the others must not: what is looked for can be found. */
START_TEST(test_staff)
{
    plan("data/kaa", "first");
    char *text = text_of("staff -name '*.html'");
    ck_assert(tells(text, "Anger management"));
    ck_assert(tells(text, "support"));
    free(text);
}
END_TEST

/* Letters leave the school: they name no need, and no programme unless their template does. */
START_TEST(test_letters)
{
    plan("data/kaa", "first");
    struct ht_school *school = scratch_school("data/kaa");
    char *text = text_of("staff -name 'letters-*'");
    ck_assert(tells(text, "Dear parent or carer"));
    ck_assert(tells(text, "out of your lessons"));
    expect_no_names(text, "flag", school->flags);
    expect_no_names(text, "skill", school->skills);
    for (size_t i = 0; i < school->programme_count; i++)
        expect_untold(text, "programme", school->programmes[i].name);
    for (size_t i = 0; i < school->request_count; i++)
        expect_untold(text, "note", school->requests[i].note);
    free(text);
    ht_school_free(school);
}
END_TEST

/* Nor does any file's name have that of a student or a mentor. */
START_TEST(test_file_names)
{
    plan("data/kaa", "full");
    struct ht_school *school = scratch_school("data/kaa");
    ck_assert_int_eq(scratch_shell(&scratch, "cd $T/out && find . >$T/text"), 0);
    char *text = scratch_text(&scratch, "text");
    for (size_t i = 0; i < school->student_count; i++) {
        expect_untold(text, "student", school->students[i].id);
        expect_untold(text, "student", school->students[i].name);
    }
    for (size_t i = 0; i < school->mentor_count; i++) {
        expect_untold(text, "mentor", school->mentors[i].id);
        expect_untold(text, "mentor", school->mentors[i].name);
    }
    free(text);
    ht_school_free(school);
}
END_TEST

Suite *suite_privacy(void)
{
    Suite *suite = suite_create("privacy");
    TCase *tcase = tcase_create("privacy");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, test_tells, 0, sizeof told / sizeof *told);
    tcase_add_loop_test(tcase, test_private, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tcase, test_staff);
    tcase_add_test(tcase, test_letters);
    tcase_add_test(tcase, test_file_names);
    suite_add_tcase(suite, tcase);
    return suite;
}
