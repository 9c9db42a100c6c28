/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/suites.h"

#include "bench/school/school.h"
#include "io/school/read.h"
#include "solver/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const files[] = {
    "calendar.csv", "periods.csv",     "timetable.csv", "students.csv", "mentors.csv",
    "caseload.csv", "commitments.csv", "subjects.csv",  "requests.csv", "policy.xml",
};
enum { FILE_COUNT = sizeof files / sizeof *files };

/* The folder that a test's school is written to. */
static char folder[] = "/tmp/halfterm-school-XXXXXX";

static void make_folder(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
    for (int i = 0; i < FILE_COUNT; i++) {
        char *path = ht_format("%s/%s", folder, files[i]);
        remove(path);
        free(path);
    }
    ck_assert_int_eq(rmdir(folder), 0);
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
}

/* All of a file as text; the caller frees it. */
static char *content(const char *in, const char *file)
{
    char *path = ht_format("%s/%s", in, file);
    FILE *stream = fopen(path, "r");
    ck_assert_msg(stream, "cannot open %s", path);
    size_t size = 0, capacity = 0;
    char *text = NULL;
    for (int c; (c = fgetc(stream)) != EOF;) {
        HT_GROW(text, size, capacity);
        text[size++] = (char)c;
    }
    HT_GROW(text, size, capacity);
    text[size] = '\0';
    fclose(stream);
    free(path);
    return text;
}

static void make(uint64_t seed, int mentors, int weeks, int groups)
{
    const struct ht_made_options options = {seed, mentors, weeks, groups};
    ck_assert(ht_make_school(&options, folder));
}

START_TEST(the_sample_school_can_be_made_again)
{
    make(1, 8, 1, 0);
    for (int i = 0; i < FILE_COUNT; i++) {
        char *made = content(folder, files[i]), *kept = content("data/kaa", files[i]);
        ck_assert_msg(!strcmp(made, kept), "data/kaa/%s is not what seed 1 makes", files[i]);
        free(made);
        free(kept);
    }
}
END_TEST

START_TEST(another_seed_makes_another_school)
{
    make(2, 8, 1, 0);
    char *made = content(folder, "timetable.csv"), *kept = content("data/kaa", "timetable.csv");
    ck_assert_str_ne(made, kept);
    free(made);
    free(kept);
}
END_TEST

START_TEST(a_bigger_school_begins_with_the_smaller_one)
{
    make(1, 16, 1, 0);
    char *made = content(folder, "caseload.csv"), *kept = content("data/kaa", "caseload.csv");
    ck_assert_int_eq(strncmp(made, kept, strlen(kept)), 0);
    ck_assert_uint_ge(strlen(made), strlen(kept) * 2 - 100);
    free(made);
    free(kept);
}
END_TEST

static struct ht_school *read_made_school(void)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_school *school = ht_read_school(folder, faults);
    ht_diagnostics_print(faults, stderr);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_FAULT), 0);
    ck_assert_uint_eq(ht_diagnostics_count(faults, HT_WARNING), 0);
    ht_diagnostics_free(faults);
    return school;
}

/* How many students have each lesson of the school in a period. */
static uint32_t *count_lessons(const struct ht_school *school, ht_period_id period)
{
    uint32_t *students = HT_NEW(uint32_t, school->lesson_count);
    for (uint32_t i = 0; i < school->student_count; i++) {
        ht_lesson_id lesson = ht_school_lesson(school, (ht_student_id){i}, period);
        ck_assert_uint_ne(lesson.i, HT_NONE);
        students[lesson.i]++;
    }
    return students;
}

static void check_apart(const struct ht_lesson *a, const struct ht_lesson *b)
{
    ck_assert_msg(a->class_.i != b->class_.i, "one class is in two lessons at once");
    ck_assert_msg(strcmp(a->teacher, b->teacher), "%s has two classes at once", a->teacher);
    ck_assert_msg(strcmp(a->room, b->room), "two classes are in %s at once", a->room);
}

static void check_period(const struct ht_school *school, ht_period_id period)
{
    uint32_t *students = count_lessons(school, period);
    for (size_t i = 0; i < school->lesson_count; i++) {
        ck_assert_uint_le(students[i], 30);
        for (size_t j = i + 1; students[i] && j < school->lesson_count; j++)
            if (students[j])
                check_apart(&school->lessons[i], &school->lessons[j]);
    }
    free(students);
}

START_TEST(nobody_and_nothing_is_in_two_places_at_once)
{
    make(3, 8, _i + 1, 0);
    struct ht_school *school = read_made_school();
    ck_assert_uint_eq(school->student_count, 720);
    ck_assert_uint_eq(ht_strings_count(school->weeks), (unsigned)_i + 1);
    for (uint32_t i = 0; i < school->period_count; i++)
        if (school->periods[i].kind == HT_LESSON)
            check_period(school, (ht_period_id){i});
    ht_school_free(school);
}
END_TEST

START_TEST(groups_of_four_meet_together)
{
    make(4, 16, 1, 10);
    struct ht_school *school = read_made_school();
    int groups = 0;
    for (size_t i = 0; i < school->programme_count; i++) {
        uint32_t students = school->programmes[i].student_count;
        ck_assert(students == 1 || students == 4);
        groups += students == 4;
    }
    ck_assert_int_eq(groups, 20);
    ht_school_free(school);
}
END_TEST

Suite *suite_generate(void)
{
    Suite *suite = suite_create("generate");
    TCase *tests = tcase_create("generate");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, the_sample_school_can_be_made_again);
    tcase_add_test(tests, another_seed_makes_another_school);
    tcase_add_test(tests, a_bigger_school_begins_with_the_smaller_one);
    tcase_add_loop_test(tests, nobody_and_nothing_is_in_two_places_at_once, 0, 2);
    tcase_add_test(tests, groups_of_four_meet_together);
    suite_add_tcase(suite, tests);
    return suite;
}
