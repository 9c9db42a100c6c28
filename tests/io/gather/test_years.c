/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Years of columns, forms and class codes: nothing is guessed from a digit. */
#include "io/gather/years.h"
#include "solver/base/memory.h"
#include "tests/suites.h"

#include <stdlib.h>
#include <string.h>

/* A student's column of years, form and class codes; the year, and how many notes that look. */
static const struct {
    const char *cell, *form, *classes, *year;
    int looks;
} students[] = {
    {"9", "", "", "9", 0},
    {"09", "", "", "9", 0},
    {"9.0", "", "", "9", 0},
    {"Year 9", "", "", "9", 0},
    {"Yr 9", "", "", "9", 0},
    {"Yr. 9", "", "", "9", 0},
    {"Y9", "", "", "9", 0},
    {"Lower Sixth", "", "", "12", 0},
    {"Upper 6th", "", "", "13", 0},
    {"L6", "", "", "12", 0},
    {"U6", "", "", "13", 0},
    {"Year 13", "", "", "13", 0},
    {"Reception", "", "", "Reception", 0},
    {"Nursery", "", "", "Nursery", 0},
    {"Hughes 4", "", "", "Hughes 4", 1},
    {"Shell", "", "", "Shell", 1},
    {"6th Form", "", "", "6th Form", 1},
    {"09,10", "", "", "", 1},
    /* forms */
    {"", "7X", "", "7", 0},
    {"", "07X", "", "7", 0},
    {"", "10B2", "", "10", 0},
    {"", "Year 9", "", "9", 0},
    {"", "9 Red", "", "9", 0},
    {"", "J9X", "", "9", 0},
    {"", "L6A", "", "12", 0},
    {"", "L6 Hughes", "", "12", 0},
    {"", "U6B", "", "13", 0},
    {"", "LVI", "", "12", 0},
    {"", "R1", "", "", 1},
    {"", "Hughes 4", "", "", 1},
    {"", "Room 12", "", "", 1},
    {"", "Q1", "", "", 1},
    {"", "J9", "", "", 1},
    {"", "7", "", "", 1},
    {"", "15X", "", "", 1},
    {"", "6th Form", "", "", 1},
    {"", "Hughes", "", "", 0},
    {"", "Reception", "", "", 0},
    /* class codes */
    {"", "R1", "10X/Ma1", "10", 0},
    {"", "R1", "10X/Ma1,10Y/En", "10", 0},
    {"", "7", "7X/Ma", "7", 0},
    {"", "Hughes 4", "9X/Gg1", "9", 0},
    {"", "L6A", "12B/Ph1", "12", 0},
    {"", "", "J9X/Sc3", "9", 0},
    {"", "", "L6/Ma1", "12", 0},
    {"", "", "9A+9B", "9", 0},
    {"", "", "9A+10B", "", 0},
    {"", "", "3/Ma,Q1/En", "", 0},
    {"", "8Y", "Q1/En", "8", 0},
    /* contradictions */
    {"", "7X", "8Y/Sc2", "", 1},
    {"", "", "7X/Ma,8Y/Sc2", "", 1},
    {"", "7X", "7X/Ma,8Y/Sc2", "", 1},
    {"7", "8X", "9Y/Sc2", "7", 0},
};

static void add_lessons(struct ht_import *import, uint32_t student, const char *classes)
{
    const struct ht_where where = {"x.csv", 2};
    char *copy = ht_format("%s", classes), *rest = copy, *class_;
    for (int period = 1; (class_ = strsep(&rest, ",")); period++) {
        const struct ht_import_content content = {"Ma", class_, "", ""};
        char name[16];
        snprintf(name, sizeof name, "%d", period);
        ht_import_lesson(import, student, ht_import_slot(import, "", 0, name, where),
                         ht_import_content(import, &content, where), where);
    }
    free(copy);
}

START_TEST(test_year)
{
    const struct ht_where where = {"x.csv", 2};
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_import *import = ht_import_new(&(struct ht_import_wishes){0}, faults);
    const struct ht_import_student student = {
        .id = "S1",
        .name = "",
        .form = students[_i].form,
        .year = ht_year_of_cell(import, students[_i].cell, where),
    };
    uint32_t number = ht_import_student(import, &student, where);
    add_lessons(import, number, students[_i].classes);
    ht_settle_years(import);
    ck_assert_msg(!strcmp(import->students[number].is.year, students[_i].year), "%s, %s, %s: %s",
                  students[_i].cell, students[_i].form, students[_i].classes,
                  import->students[number].is.year);
    ck_assert_int_eq(ht_import_report_count(import->notes, HT_NOTE_LOOK), students[_i].looks);
    ht_import_free(import);
    ht_diagnostics_free(faults);
}
END_TEST

Suite *suite_years(void)
{
    Suite *suite = suite_create("years");
    TCase *tcase = tcase_create("years");
    tcase_add_loop_test(tcase, test_year, 0, sizeof students / sizeof *students);
    suite_add_tcase(suite, tcase);
    return suite;
}
