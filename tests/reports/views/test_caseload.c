/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/catalogue/report.h"
#include "reports/views/caseload.h"
#include "reports/views/misses.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdlib.h>
#include <string.h>

enum { ANN, SHORT, SOCIAL, WAITING, FEW }; /* programmes, in the order of caseload.csv */

static const struct {
    uint32_t programme;
    int day; /* of November 2026 */
    const char *period;
} sessions[] = {
    {FEW, 2, "1"}, {ANN, 3, "2"},  {SHORT, 4, "1"},   {SOCIAL, 5, "3"},
    {FEW, 9, "1"}, {ANN, 10, "2"}, {SOCIAL, 12, "3"}, {ANN, 17, "2"},
};

static const struct {
    uint32_t programme;
    int monday;
} unplaced[] = {{SHORT, 9}, {SOCIAL, 16}};

struct example {
    struct ht_school *school;
    struct ht_schedule *schedule;
    struct ht_views *views;
};

static ht_date november(int day)
{
    ht_date date;
    ck_assert(ht_date_make(2026, 11, day, &date));
    return date;
}

static struct ht_schedule *make_schedule(const struct ht_school *school)
{
    struct ht_horizon horizon;
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT2", &horizon));
    struct ht_schedule *schedule = ht_schedule_new(horizon);
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++) {
        ht_date date = november(sessions[i].day);
        uint32_t name = ht_strings_find(school->period_names, sessions[i].period);
        ht_schedule_add(schedule,
                        (struct ht_session){.programme = {sessions[i].programme},
                                            .date = date,
                                            .period = ht_school_period_on(school, date, name)});
    }
    for (size_t i = 0; i < sizeof unplaced / sizeof *unplaced; i++)
        ht_schedule_add_unplaced(schedule, (struct ht_unplaced){{unplaced[i].programme},
                                                                november(unplaced[i].monday),
                                                                1,
                                                                false,
                                                                HT_H5_FREE_TIME,
                                                                NULL});
    ht_schedule_sort(schedule, school);
    return schedule;
}

static struct example make_example(void)
{
    struct ht_school *school = scratch_school("tests/schools/caseload");
    struct ht_schedule *schedule = make_schedule(school);
    return (struct example){school, schedule, ht_views_new(school, schedule)};
}

static void free_example(struct example *example)
{
    ht_views_free(example->views);
    ht_schedule_free(example->schedule);
    ht_school_free(example->school);
}

static void check_counts(const struct ht_session_counts *counts, int planned, int missing, int held)
{
    ck_assert_int_eq(counts->planned, planned);
    ck_assert_int_eq(counts->unplaced, missing);
    ck_assert_int_eq(counts->held, held);
    ck_assert_int_eq(ht_required(counts), planned + missing);
}

/* A session in history without a programme was held for the first that it may be of; one before the
 * term was not held in it. */
static const struct {
    uint32_t programme;
    const char *student;
    int planned, unplaced, held;
} rows[] = {
    {ANN, "S1", 3, 0, 1},    {SHORT, "S2", 1, 1, 0}, {SOCIAL, "S1", 2, 1, 0},
    {SOCIAL, "S3", 2, 1, 1}, {FEW, "S3", 2, 0, 1},
};

START_TEST(test_rows)
{
    struct example example = make_example();
    const struct ht_caseloads *loads = example.views->caseloads;
    ck_assert_uint_eq(loads->row_count, sizeof rows / sizeof *rows);
    const struct ht_caseload_row *row = &loads->rows[_i];
    ck_assert_ptr_eq(row->programme, &example.views->programmes[rows[_i].programme]);
    ck_assert_str_eq(row->student->id, rows[_i].student);
    check_counts(&row->counts, rows[_i].planned, rows[_i].unplaced, rows[_i].held);
    free_example(&example);
}
END_TEST

START_TEST(test_mentors)
{
    struct example example = make_example();
    const struct ht_caseload *load = example.views->caseloads->mentors;
    const struct ht_policy *policy = &example.school->policy;
    check_counts(&load->counts, 6, 2, 2);
    ck_assert_int_eq(load->minutes, 6 * 25);
    ck_assert_int_eq(load->minutes_most, 3 * 25);
    ck_assert_int_eq(load->support_lessons, 2);
    ck_assert_int_eq(load->support_minutes, 120);
    ck_assert(ht_support_is_over(load, policy));
    ck_assert_int_eq(load->free_least, 0); /* on Wednesday the 4th */
    ck_assert_int_eq(load->days_short, 1);
    ck_assert_int_eq(load->flags[ht_strings_find(example.school->flags, "LAC")], 1);
    ck_assert_int_eq(load->flags[ht_strings_find(example.school->flags, "PP")], 2);
    ck_assert_int_eq(ht_mentor_load(&example.views->mentors[0]), HT_LOAD_OVER);
    check_counts(&load[1].counts, 2, 0, 1);
    ck_assert_int_eq(load[1].free_least, 120); /* in one piece, in spite of the duty at break */
    ck_assert_int_eq(load[1].days_short, 0);
    ck_assert(!ht_support_is_over(&load[1], policy));
    ck_assert_int_eq(ht_mentor_load(&example.views->mentors[1]), HT_LOAD_FITS);
    free_example(&example);
}
END_TEST

/* SHORT has both bounds, FEW ends with its third session; the others have begun and go on. */
static const struct {
    uint32_t programme, first, last;
    bool starts, ends;
} spans[] = {
    {ANN, 0, 2, false, false},    {SHORT, 0, 1, true, true},
    {SOCIAL, 0, 2, false, false}, {WAITING, HT_NONE, HT_NONE, false, false},
    {FEW, 0, 1, false, true},
};

START_TEST(test_spans)
{
    struct example example = make_example();
    const struct ht_weeks_span *span = &example.views->caseloads->spans[spans[_i].programme];
    ck_assert_uint_eq(span->first, spans[_i].first);
    ck_assert_uint_eq(span->last, spans[_i].last);
    ck_assert_int_eq(span->starts, spans[_i].starts);
    ck_assert_int_eq(span->ends, spans[_i].ends);
    free_example(&example);
}
END_TEST

/* Students by name; Cat has one programme that ends and one that goes on. */
static const bool mentored[][3] = {
    {true, true, true}, {true, true, false}, {true, true, true}, {false, false, false}};

START_TEST(test_student_spans)
{
    struct example example = make_example();
    for (uint32_t week = 0; week < 3; week++)
        ck_assert_int_eq(ht_span_has(&example.views->caseloads->student_spans[_i], week),
                         mentored[_i][week]);
    free_example(&example);
}
END_TEST

START_TEST(test_cohorts)
{
    static const char *const years[] = {"7", "9", "10"};
    struct example example = make_example();
    const struct ht_caseloads *loads = example.views->caseloads;
    ck_assert_uint_eq(loads->year_count, 3);
    for (size_t i = 0; i < loads->year_count; i++)
        ck_assert_str_eq(loads->years[i].name, years[i]);
    check_counts(&loads->years[0].counts, 9, 2, 3);
    check_counts(&loads->years[1].counts, 0, 0, 0);
    check_counts(&loads->years[2].counts, 1, 1, 0);
    ck_assert_uint_eq(loads->priority_count, 5);
    ck_assert_str_eq(loads->priorities[0].name, "LAC");
    ck_assert_uint_eq(loads->priorities[0].student_count, 1);
    check_counts(&loads->priorities[0].counts, 5, 1, 1);
    ck_assert_uint_eq(loads->priorities[4].student_count, 3);
    ck_assert_int_eq(loads->waiting, 1);
    free_example(&example);
}
END_TEST

START_TEST(test_minutes)
{
    struct example example = make_example();
    const struct ht_programme_view *programmes = example.views->programmes;
    ck_assert_double_eq(ht_programme_minutes(example.school, example.views, &programmes[ANN]), 25);
    ck_assert_double_eq(ht_programme_minutes(example.school, example.views, &programmes[SHORT]),
                        12.5);
    free_example(&example);
}
END_TEST

START_TEST(test_misses)
{
    static const struct ht_subject_misses subjects[] = {
        {"Art", 4, false}, {"Mathematics", 3, true}, {"En", 2, false}, {"Sci", 1, false}};
    struct example example = make_example();
    const struct ht_misses *misses = example.views->misses;
    ck_assert_int_eq(misses->lessons, 10);
    ck_assert_int_eq(misses->core, 3);
    ck_assert(misses->core_told);
    ck_assert_int_eq(misses->most, 5);
    ck_assert_int_eq(misses->twice, 2);   /* Ann Art, Cat En */
    ck_assert_int_eq(misses->oftener, 2); /* Ann Ma, Cat Art: with history of this term */
    ck_assert_uint_eq(misses->subject_count, 4);
    for (size_t i = 0; i < misses->subject_count; i++) {
        ck_assert_str_eq(misses->subjects[i].name, subjects[i].name);
        ck_assert_int_eq(misses->subjects[i].lessons, subjects[i].lessons);
        ck_assert_int_eq(misses->subjects[i].core, subjects[i].core);
    }
    free_example(&example);
}
END_TEST

static const struct ht_report *report_of(const char *file)
{
    for (size_t i = 0; i < ht_report_count; i++)
        if (!strcmp(ht_reports[i].file, file))
            return &ht_reports[i];
    ck_abort_msg("there is no report %s", file);
}

/* Use free(). */
static char *write_report(const struct example *example, const char *file)
{
    const struct ht_verdict verdict = {0};
    const struct ht_run run = {.school = example->school,
                               .schedule = example->schedule,
                               .views = example->views,
                               .verdict = &verdict};
    char *text;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    ht_report_write(stream, report_of(file), &run, 0);
    fclose(stream);
    return text;
}

START_TEST(test_head_names_nobody)
{
    struct example example = make_example();
    char *text = write_report(&example, "staff/head.html");
    for (size_t i = 0; i < example.school->student_count; i++)
        ck_assert_ptr_null(strstr(text, example.school->students[i].name));
    for (size_t i = 0; i < example.school->mentor_count; i++)
        ck_assert_ptr_null(strstr(text, example.school->mentors[i].name));
    /* Four students in all: no number of any group of them. */
    ck_assert_ptr_nonnull(strstr(text, "under 5"));
    ck_assert_ptr_nonnull(strstr(text, "<th scope=\"row\">Year 7</th><td class=\"n\">*</td>"));
    ck_assert_ptr_null(strstr(text, "<td class=\"n\">2</td>"));
    free(text);
    free_example(&example);
}
END_TEST

START_TEST(test_briefing)
{
    struct example example = make_example();
    char *text = write_report(&example, "staff/weeks.html");
    ck_assert_ptr_nonnull(strstr(text, "<bdi>Cat Cole</bdi><small> 7C</small>"));
    ck_assert_ptr_nonnull(strstr(text, "<b><bdi>Ben Brown</bdi></b><small> 10B</small>"));
    ck_assert_ptr_nonnull(strstr(text, "<p>Start this week: <b><bdi>Ben Brown</bdi></b>"));
    ck_assert_ptr_nonnull(strstr(text, "<p>End this week: <b><bdi>Ben Brown</bdi></b>"));
    ck_assert_ptr_null(strstr(text, "Dan Dean"));
    free(text);
    free_example(&example);
}
END_TEST

Suite *suite_caseload(void)
{
    Suite *suite = suite_create("caseload");
    TCase *tcase = tcase_create("caseload");
    tcase_add_loop_test(tcase, test_rows, 0, sizeof rows / sizeof *rows);
    tcase_add_test(tcase, test_mentors);
    tcase_add_loop_test(tcase, test_spans, 0, sizeof spans / sizeof *spans);
    tcase_add_loop_test(tcase, test_student_spans, 0, sizeof mentored / sizeof *mentored);
    tcase_add_test(tcase, test_cohorts);
    tcase_add_test(tcase, test_minutes);
    tcase_add_test(tcase, test_misses);
    tcase_add_test(tcase, test_head_names_nobody);
    tcase_add_test(tcase, test_briefing);
    suite_add_tcase(suite, tcase);
    return suite;
}
