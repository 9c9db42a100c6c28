/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/read.h"
#include "io/school/templates.h"
#include "reports/catalogue/report.h"
#include "reports/text/csv.h"
#include "reports/text/html.h"
#include "solver/base/memory.h"
#include "tests/suites.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------ escaping */

static const struct {
    const char *text, *csv, *html;
} escapes[] = {
    {"", "", ""},
    {"Ada Example", "Ada Example", "Ada Example"},
    {"Zoë Ünal ليلى", "Zoë Ünal ليلى", "Zoë Ünal ليلى"},
    {"a,b", "\"a,b\"", "a,b"},
    {"a;b\tc", "a;b\tc", "a;b&#9;c"},
    {"two\nlines", "\"two\nlines\"", "two&#10;lines"},
    {"two\rlines", "\"two\rlines\"", "two&#13;lines"},
    {"\x01\x1b[1m\x1f", "\x01\x1b[1m\x1f", "\xef\xbf\xbd\xef\xbf\xbd[1m\xef\xbf\xbd"},
    {"\"Zed\"", "\"\"\"Zed\"\"\"", "&quot;Zed&quot;"},
    {"\"", "\"\"\"\"", "&quot;"},
    {"O'Neil", "O'Neil", "O&#39;Neil"},
    {"<b>Ann</b> & Co", "<b>Ann</b> & Co", "&lt;b&gt;Ann&lt;/b&gt; &amp; Co"},
    {"&amp;%s%d", "&amp;%s%d", "&amp;amp;%s%d"},
};

START_TEST(test_csv_cell)
{
    char *written;
    size_t size;
    FILE *stream = open_memstream(&written, &size);
    ht_csv_write_cell(stream, escapes[_i].text);
    fclose(stream);
    ck_assert_str_eq(written, escapes[_i].csv);
    free(written);
}
END_TEST

START_TEST(test_html)
{
    char *written;
    size_t size;
    FILE *stream = open_memstream(&written, &size);
    ht_html(stream, "<p title=\"%s\">%d %s</p>", escapes[_i].text, -7, escapes[_i].text);
    fclose(stream);
    char *wanted = ht_format("<p title=\"%s\">-7 %s</p>", escapes[_i].html, escapes[_i].html);
    ck_assert_str_eq(written, wanted);
    free(wanted);
    free(written);
}
END_TEST

START_TEST(test_csv_row)
{
    char *written;
    size_t size;
    FILE *stream = open_memstream(&written, &size);
    ht_csv_write_row(stream, (const char *const[]){"a", "", "b c", ","}, 4);
    fclose(stream);
    ck_assert_str_eq(written, "a,,b c,\",\"\n");
    free(written);
}
END_TEST

/* ------------------------------------------------------------ a school and its schedule */

enum { GROUP, ANN, LAILA, FOUR, WAITING }; /* programmes, in the order of caseload.csv */

/* Not in order. */
static const struct {
    uint32_t programme;
    int day; /* of September 2026 */
    const char *period;
} sessions[] = {
    {ANN, 15, "1"}, {ANN, 9, "2"}, {FOUR, 9, "1"}, {GROUP, 8, "Lunch"}, {LAILA, 8, "2"},
};

static ht_date september(int day)
{
    ht_date date;
    ck_assert(ht_date_make(2026, 9, day, &date));
    return date;
}

/* The reasons for the unplaced session, and what would help: as if they had been found. */
static struct ht_conflict_member members[] = {
    {.kind = HT_MEMBER_DUE, .programme = {GROUP}, .sessions = 1},
    {.kind = HT_MEMBER_MISSES, .student = {0}},
    {.kind = HT_MEMBER_COMMITMENT, .row = 2},
};

static struct ht_repair repairs[] = {
    {.kind = HT_REPAIR_MISS, .programme = {GROUP}, .price = 10, .placed = 1, .proven = true},
    {.kind = HT_REPAIR_CASELOAD, .programme = {LAILA}, .price = 120, .placed = 1, .given_up = 2},
};

static struct ht_conflict conflict = {
    .members = members,
    .count = sizeof members / sizeof *members,
    .smallest = true,
    .repairs = (uint32_t[]){0, 1},
    .repair_count = 2,
};

static const struct ht_advice advice = {
    .conflicts = &conflict,
    .conflict_count = 1,
    .repairs = repairs,
    .repair_count = 2,
    .together = repairs,
    .together_count = 1,
    .together_placed = 1,
    .complete = true,
};

/* What every test of this file looks at. */
struct example {
    struct ht_school *school;
    struct ht_schedule *schedule;
    struct ht_views *views;
    struct ht_letters *letters;
    struct ht_templates *templates;
};

static struct ht_templates *read_templates(void)
{
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_templates *templates = ht_read_templates("tests/schools/reports", faults);
    ck_assert_uint_eq(
        ht_diagnostics_count(faults, HT_FAULT) + ht_diagnostics_count(faults, HT_WARNING), 0);
    ht_diagnostics_free(faults);
    return templates;
}

static struct example make_example(void)
{
    struct ht_school *school = scratch_school("tests/schools/reports");
    struct ht_horizon horizon;
    ck_assert(ht_horizon_named(school, HT_HALF_TERM, "AUT1", &horizon));
    struct ht_schedule *schedule = ht_schedule_new(horizon);
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++) {
        ht_date date = september(sessions[i].day);
        uint32_t name = ht_strings_find(school->period_names, sessions[i].period);
        ht_schedule_add(schedule,
                        (struct ht_session){.programme = {sessions[i].programme},
                                            .date = date,
                                            .period = ht_school_period_on(school, date, name)});
    }
    ht_schedule_add_unplaced(
        schedule, (struct ht_unplaced){{GROUP}, september(14), 1, false, HT_H5_FREE_TIME, NULL});
    ht_schedule_sort(schedule, school);
    schedule->cost = 1080;
    schedule->bound = 1000;
    schedule->status = HT_FEASIBLE;
    struct ht_views *views = ht_views_new(school, schedule);
    views->unplaced[0].detail = "Mrs O'Hara, \"M1\", is <full>.";
    return (struct example){school, schedule, views,
                            ht_letters_new(school, views, NULL, NULL, true), read_templates()};
}

static void free_example(struct example *example)
{
    ht_templates_free(example->templates);
    ht_letters_free(example->letters);
    ht_views_free(example->views);
    ht_schedule_free(example->schedule);
    ht_school_free(example->school);
}

/* ------------------------------------------------------------ files as they should be */

/* The folders of an output folder are no folders there. */
static char *golden_path(const char *file)
{
    char *path = ht_format("tests/golden/%s", file);
    for (char *slash = path + strlen("tests/golden/"); (slash = strchr(slash, '/'));)
        *slash = '-';
    return path;
}

/* The text of a file; with UPDATE_GOLDEN set it is written first. Use free(). */
static char *golden_text(const char *file, const char *written)
{
    char *path = golden_path(file);
    bool update = getenv("UPDATE_GOLDEN");
    FILE *stream = fopen(path, update ? "w+" : "r");
    ck_assert_msg(stream != NULL, "%s cannot be opened", path);
    if (update) {
        fputs(written, stream);
        rewind(stream);
    }
    char *text = NULL;
    size_t size = 0;
    if (getdelim(&text, &size, '\0', stream) < 0)
        ck_abort_msg("%s is empty", path);
    fclose(stream);
    free(path);
    return text;
}

/* The first line in which two texts differ, or 0. */
static int first_difference(const char *left, const char *right)
{
    int line = 1;
    for (; *left && *left == *right; left++, right++)
        line += *left == '\n';
    return *left == *right ? 0 : line;
}

/* Proofs, in which the multipliers are as the solver found them, have tests of their own. */
static bool is_text(enum ht_format format)
{
    return format != HT_PDF && format != HT_XLSX && format != HT_PROOF;
}

START_TEST(test_golden)
{
    const struct ht_report *report = &ht_reports[_i];
    if (!is_text(report->format) || report->of_changes)
        return;
    setenv("TZ", "UTC0", 1);
    struct example example = make_example();
    members[0].week = september(14);
    const time_t made = 1788253200; /* 1 September 2026, 9:00 */
    struct ht_calendars *none = ht_calendars_new();
    struct ht_duties *duties = ht_duties_new(example.school, example.schedule, september(11));
    struct ht_calendars *calendars = ht_calendars_plan(example.views, duties, made, none);
    const struct ht_verdict verdict = {.costs = {50, 10, 1000, 20}};
    const struct ht_run run = {
        .school = example.school,
        .schedule = example.schedule,
        .views = example.views,
        .duties = duties,
        .advice = &advice,
        .verdict = report->stage == HT_BEFORE_VERIFYING ? NULL : &verdict,
        .seconds = {0.25, 1.5, 0.75, 0.125, 0.0625},
        .calendars = calendars,
        .letters = example.letters,
        .templates = example.templates,
        .arguments = (const char *const[]){"plan", "caf\xe9", "-o", "out", NULL},
        .files = 0x0123456789abcdef,
        .sessions = 1,
        .made = made,
    };
    char *written;
    size_t size;
    FILE *stream = open_memstream(&written, &size);
    ht_report_write(stream, report, &run, 0);
    fclose(stream);
    char *file = ht_report_file(report, &run, 0), *golden = golden_text(file, written);
    int line = first_difference(written, golden);
    ck_assert_msg(!line, "%s differs from tests/golden in line %d", file, line);
    free(golden);
    free(file);
    free(written);
    ht_calendars_free(calendars);
    ht_calendars_free(none);
    ht_duties_free(duties);
    free_example(&example);
}
END_TEST

/* ------------------------------------------------------------ views */

static const struct {
    int mentor, week, row, day; /* rows: 1, Brk, 2, Lunch; days: Mon to Fri */
    enum ht_cell_what what;
} cells[] = {
    {0, 0, 0, 1, HT_CELL_COMMITTED}, /* in cycle week A only */
    {0, 1, 0, 1, HT_CELL_SESSION},
    {0, 0, 1, 2, HT_CELL_COMMITTED}, /* a duty in a break */
    {0, 0, 1, 3, HT_CELL_NONE},
    {0, 0, 3, 1, HT_CELL_NONE}, /* lunch may hold a session, but is nobody's free lesson */
    {1, 0, 3, 1, HT_CELL_SESSION},
    {1, 0, 2, 4, HT_CELL_COMMITTED},
    {1, 0, 3, 4, HT_CELL_NONE}, /* Friday has no lunch */
    {1, 1, 2, 0, HT_CELL_FREE},
};

START_TEST(test_cells)
{
    struct example example = make_example();
    const struct ht_mentor_week *week =
        &example.views->mentors[cells[_i].mentor].weeks[cells[_i].week];
    size_t place = (size_t)(cells[_i].row * week->week->day_count + cells[_i].day);
    ck_assert_int_eq(week->cells[place].what, cells[_i].what);
    free_example(&example);
}
END_TEST

START_TEST(test_weeks)
{
    struct example example = make_example();
    const struct ht_views *views = example.views;
    ck_assert_str_eq(views->label, "AUT1");
    ck_assert_uint_eq(views->week_count, 2);
    const struct ht_week_view *week = &views->weeks[0];
    ck_assert_str_eq(week->week, "A");
    ck_assert_str_eq(week->closed[0], "INSET");
    ck_assert_ptr_null(week->closed[3]);
    ck_assert_str_eq(week->notice, "Closed for year 8: Trip & walk");
    ck_assert_str_eq(views->weeks[1].notice, "Assessment for year 9");
    ck_assert_uint_eq(week->row_count, 4);
    ck_assert_str_eq(week->rows[1].name, "Brk");
    ck_assert_int_eq(week->rows[2].start, 10 * 60 + 10); /* on Friday it is another */
    ck_assert(week->rows[3].teaching && !week->rows[1].teaching);
    ck_assert_str_eq(views->mentors[0].weeks[1].away[4], "Not working");
    free_example(&example);
}
END_TEST

START_TEST(test_people)
{
    struct example example = make_example();
    const struct ht_views *views = example.views;
    ck_assert_uint_eq(views->student_count, 5); /* P5 has no programme */
    const struct ht_student_view *ann = &views->students[0];
    ck_assert_str_eq(ann->id, "P1");
    ck_assert_uint_eq(ann->session_count, 3);
    ck_assert(!ann->sessions[0]->misses && ann->sessions[1]->misses);
    ck_assert_int_eq(ann->unplaced, 1);
    const struct ht_mentor_view *mentor = &views->mentors[0];
    ck_assert_str_eq(mentor->name, "M2");
    ck_assert_int_eq(mentor->students, 3);
    ck_assert_int_eq(mentor->most, 2);
    ck_assert_int_eq(mentor->sessions, 4);
    const struct ht_programme_view *group = &views->programmes[GROUP];
    ck_assert_str_eq(group->students[0]->id, "P1");
    ck_assert_uint_eq(group->weeks[0].session_count, 1);
    ck_assert_int_eq(group->weeks[1].unplaced, 1);
    ck_assert_ptr_null(views->programmes[WAITING].mentor);
    free_example(&example);
}
END_TEST

Suite *suite_reports(void)
{
    Suite *suite = suite_create("reports");
    TCase *tcase = tcase_create("reports");
    tcase_add_loop_test(tcase, test_csv_cell, 0, sizeof escapes / sizeof *escapes);
    tcase_add_loop_test(tcase, test_html, 0, sizeof escapes / sizeof *escapes);
    tcase_add_test(tcase, test_csv_row);
    tcase_add_loop_test(tcase, test_golden, 0, (int)ht_report_count);
    tcase_add_loop_test(tcase, test_cells, 0, sizeof cells / sizeof *cells);
    tcase_add_test(tcase, test_weeks);
    tcase_add_test(tcase, test_people);
    suite_add_tcase(suite, tcase);
    return suite;
}
