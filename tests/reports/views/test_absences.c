/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is away from whose register, as the views have it. */
#include "reports/views/views.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

enum { ALI, BO, BOTH }; /* programmes, in the order of caseload.csv */

/* Of September 2026, not in order. */
static const struct {
    uint32_t programme;
    int day;
    const char *period;
} sessions[] = {
    {ALI, 10, "2"}, {BO, 7, "1"}, {ALI, 8, "1"}, {BOTH, 9, "Reg"}, {ALI, 7, "Lunch"}, {BO, 8, "2"},
};

struct example {
    struct ht_school *school;
    struct ht_schedule *schedule;
    struct ht_views *views;
};

static struct example make_example(void)
{
    struct ht_school *school = scratch_school("tests/schools/registers");
    struct ht_horizon horizon;
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT1", &horizon));
    struct ht_schedule *schedule = ht_schedule_new(horizon);
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++) {
        ht_date date;
        ck_assert(ht_date_make(2026, 9, sessions[i].day, &date));
        uint32_t name = ht_strings_find(school->period_names, sessions[i].period);
        ht_schedule_add(schedule,
                        (struct ht_session){.programme = {sessions[i].programme},
                                            .date = date,
                                            .period = ht_school_period_on(school, date, name)});
    }
    ht_schedule_sort(schedule, school);
    return (struct example){school, schedule, ht_views_new(school, schedule)};
}

static void free_example(struct example *example)
{
    ht_views_free(example->views);
    ht_schedule_free(example->schedule);
    ht_school_free(example->school);
}

/* Lunch is nobody's register. */
static const struct {
    const char *student, *class_, *teacher, *what;
    bool of_form, returns;
} absences[] = {
    {"S2", "10/Ma", "Dr Aspen", "Ma", false, false}, /* it takes the whole lesson */
    {"S1", "7/Ma", "Ms Ásgeir, née Brush", "Ma", false, true},
    {"S2", "", "", "Ar", false, false},
    {"S2", "10B", "", "registration", true, false}, /* the timetable says nothing of it */
    {"S1", "7A", "Mr Zed", "registration", true, false},
    {"S1", "7/Ar", "Mr Bold", "Ar", false, true},
};
enum { ABSENCES = sizeof absences / sizeof *absences };

START_TEST(test_absence)
{
    struct example example = make_example();
    ck_assert_uint_eq(example.views->absence_count, ABSENCES);
    const struct ht_absence *absence = &example.views->absences[_i];
    ck_assert_str_eq(absence->attendance->student->id, absences[_i].student);
    ck_assert_str_eq(absence->class_, absences[_i].class_);
    ck_assert_str_eq(absence->teacher, absences[_i].teacher);
    ck_assert_str_eq(absence->what, absences[_i].what);
    ck_assert_int_eq(absence->of_form, absences[_i].of_form);
    ck_assert_int_eq(absence->returns, absences[_i].returns);
    free_example(&example);
}
END_TEST

/* Teachers by surname, classes by number; what has no name is last. */
static const struct {
    bool of_class;
    struct {
        const char *name;
        size_t count, first; /* absences; the first one's place among all */
    } groups[ABSENCES];
    size_t count;
} groupings[] = {
    {false,
     {{"Ms Ásgeir, née Brush", 1, 1},
      {"Dr Aspen", 1, 0},
      {"Mr Bold", 1, 5},
      {"Mr Zed", 1, 4},
      {"", 2, 2}},
     5},
    {true,
     {{"7/Ar", 1, 5}, {"7/Ma", 1, 1}, {"7A", 1, 4}, {"10/Ma", 1, 0}, {"10B", 1, 3}, {"", 1, 2}},
     6},
};

START_TEST(test_grouping)
{
    struct example example = make_example();
    const struct ht_views *views = example.views;
    bool of_class = groupings[_i].of_class;
    const struct ht_absences *groups = of_class ? views->classes : views->teachers;
    size_t count = of_class ? views->class_count : views->teacher_count;
    ck_assert_uint_eq(count, groupings[_i].count);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(groups[i].name, groupings[_i].groups[i].name);
        ck_assert_uint_eq(groups[i].count, groupings[_i].groups[i].count);
        ck_assert_ptr_eq(groups[i].absences[0], &views->absences[groupings[_i].groups[i].first]);
    }
    free_example(&example);
}
END_TEST

Suite *suite_absences(void)
{
    Suite *suite = suite_create("absences");
    TCase *tcase = tcase_create("absences");
    tcase_add_loop_test(tcase, test_absence, 0, ABSENCES);
    tcase_add_loop_test(tcase, test_grouping, 0, sizeof groupings / sizeof *groupings);
    suite_add_tcase(suite, tcase);
    return suite;
}
