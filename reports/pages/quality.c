/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/document/chart.h"
#include "reports/pages/say.h"
#include "reports/text/rules.h"
#include "reports/views/misses.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Of the classes and teachers whose students are taken out, as many as are worth a look. */
enum { MOST_SHOWN = 20 };

/* ------------------------------------------------------------ misses in the term */

static bool is_missed(const int *numbers, size_t rows, size_t columns, size_t column)
{
    for (size_t row = 0; row < rows; row++)
        if (numbers[row * columns + column])
            return true;
    return false;
}

/* Leaves out the groups that nobody misses: what is left is named, and counted. */
static size_t squeeze(const struct ht_run *run, const struct ht_misses *misses,
                      const char **columns, int *numbers)
{
    size_t rows = run->views->student_count, count = 0;
    size_t *kept = HT_NEW(size_t, misses->group_count);
    for (uint32_t group = 0; group < misses->group_count; group++) {
        if (!is_missed(misses->term, rows, misses->group_count, group))
            continue;
        columns[count] = ht_strings_text(run->school->groups, group);
        kept[count++] = group;
    }
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < count; column++)
            numbers[row * count + column] = misses->term[row * misses->group_count + kept[column]];
    free(kept);
    return count;
}

static enum ht_tone miss_tone(int number, const void *context)
{
    const struct ht_policy *policy = context;
    if (number > policy->misses_max)
        return HT_TONE_HEAT_3;
    return number == policy->misses_max ? HT_TONE_HEAT_2 : HT_TONE_HEAT_1;
}

static void add_misses(struct ht_document *document, const struct ht_run *run)
{
    size_t rows = run->views->student_count;
    const struct ht_misses *misses = run->views->misses;
    const char **names = HT_NEW(const char *, rows);
    const char **columns = HT_NEW(const char *, misses->group_count);
    int *numbers = HT_NEW(int, rows * misses->group_count);
    for (size_t row = 0; row < rows; row++)
        names[row] = run->views->students[row].name;
    size_t column_count = squeeze(run, misses, columns, numbers);
    const struct ht_chart chart = {
        .caption = "Lessons missed in the term, by student and subject",
        .description = "A field for each student and subject with the number of lessons missed in "
                       "the term; it is darkest where the policy lets no more be missed.",
        .rows = names,
        .columns = columns,
        .numbers = numbers,
        .row_count = rows,
        .column_count = column_count,
    };
    ht_doc_section(document, HT_NEW_PAGE, "misses", "What is missed");
    if (column_count)
        ht_chart_heat(document, &chart, miss_tone, &run->school->policy);
    else
        ht_doc_put(document, "{p}Nobody misses a lesson.");
    ht_doc_close(document);
    free(columns);
    free(names);
    free(numbers);
}

/* ------------------------------------------------------------ days and periods */

/* The weekdays of the school, as columns of a chart. */
struct weekdays {
    const char *names[HT_DAYS_A_WEEK];
    size_t count;
    size_t place[HT_DAYS_A_WEEK]; /* [weekday]: column */
};

static struct weekdays find_weekdays(const struct ht_views *views)
{
    struct weekdays weekdays = {.count = 0};
    bool used[HT_DAYS_A_WEEK] = {false};
    for (size_t week = 0; week < views->week_count; week++)
        for (int day = 0; day < views->weeks[week].day_count; day++)
            used[ht_date_weekday(views->weeks[week].days[day])] = true;
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        if (!used[day])
            continue;
        weekdays.place[day] = weekdays.count;
        weekdays.names[weekdays.count++] = ht_day_long(day);
    }
    return weekdays;
}

/* Draws sessions by row and weekday; rows[] has a row for each session. */
static void add_by_weekday(struct ht_document *document, const struct ht_run *run,
                           struct ht_chart *chart, const struct weekdays *weekdays,
                           const uint32_t *rows)
{
    int *numbers = HT_NEW(int, chart->row_count * weekdays->count);
    for (size_t i = 0; i < run->views->session_count; i++) {
        size_t column = weekdays->place[ht_date_weekday(run->views->sessions[i].date)];
        numbers[rows[i] * weekdays->count + column]++;
    }
    chart->columns = weekdays->names;
    chart->column_count = weekdays->count;
    chart->numbers = numbers;
    ht_chart_bars(document, chart);
    free(numbers);
}

static void add_loads(struct ht_document *document, const struct ht_run *run,
                      const struct weekdays *weekdays)
{
    const struct ht_views *views = run->views;
    const char **names = HT_NEW(const char *, views->mentor_count);
    uint32_t *rows = HT_NEW(uint32_t, views->session_count);
    for (size_t i = 0; i < views->mentor_count; i++)
        names[i] = views->mentors[i].name;
    for (size_t i = 0; i < views->session_count; i++)
        rows[i] = (uint32_t)(views->sessions[i].mentor - views->mentors);
    struct ht_chart chart = {
        .caption = "Sessions of each mentor by day of the week",
        .description = "A bar for each mentor and day of the week with the number of sessions.",
        .rows = names,
        .row_count = views->mentor_count,
    };
    add_by_weekday(document, run, &chart, weekdays, rows);
    free(rows);
    free(names);
}

/* The periods that have sessions, in the order of the school's days. */
struct periods {
    const char **names;
    uint32_t *row; /* [number of the name] */
    size_t count;
};

static struct periods find_periods(const struct ht_run *run)
{
    const struct ht_school *school = run->school;
    uint32_t names = ht_strings_count(school->period_names);
    bool *used = HT_NEW(bool, names);
    for (size_t i = 0; i < run->schedule->session_count; i++)
        used[school->periods[run->schedule->sessions[i].period.i].name] = true;
    struct periods periods = {HT_NEW(const char *, names), HT_NEW(uint32_t, names), 0};
    for (size_t i = 0; i < school->period_count; i++) {
        uint32_t name = school->periods[i].name;
        if (!used[name])
            continue;
        used[name] = false;
        periods.row[name] = (uint32_t)periods.count;
        periods.names[periods.count++] = ht_strings_text(school->period_names, name);
    }
    free(used);
    return periods;
}

static void add_periods(struct ht_document *document, const struct ht_run *run,
                        const struct weekdays *weekdays)
{
    struct periods periods = find_periods(run);
    uint32_t *rows = HT_NEW(uint32_t, run->views->session_count);
    for (size_t i = 0; i < run->views->session_count; i++)
        rows[i] = periods.row[run->school->periods[run->schedule->sessions[i].period.i].name];
    struct ht_chart chart = {
        .caption = "Sessions by period and day of the week",
        .description = "A bar for each period and day of the week with the number of sessions.",
        .rows = periods.names,
        .row_count = periods.count,
    };
    add_by_weekday(document, run, &chart, weekdays, rows);
    free(rows);
    free(periods.row);
    free(periods.names);
}

static void add_spread(struct ht_document *document, const struct ht_run *run)
{
    struct weekdays weekdays = find_weekdays(run->views);
    if (!run->views->session_count)
        return;
    ht_doc_section(document, HT_NEW_PAGE, "spread", "Over the day and the week");
    add_loads(document, run, &weekdays);
    add_periods(document, run, &weekdays);
    ht_doc_close(document);
}

/* ------------------------------------------------------------ classes and teachers */

/* How many lessons of students somebody loses. */
struct loss {
    const char *name;
    int count;
};

/* The largest first. */
static int by_count(const void *left, const void *right)
{
    const struct loss *a = left, *b = right;
    return a->count != b->count ? b->count - a->count : strcmp(a->name, b->name);
}

static void add_losses(struct ht_document *document, const char *caption,
                       const struct ht_absences *groups, size_t group_count)
{
    static const char *const columns[] = {"Lessons"};
    const char *rows[MOST_SHOWN];
    int numbers[MOST_SHOWN];
    struct loss *losses = HT_NEW(struct loss, group_count);
    size_t count = 0;
    for (size_t i = 0; i < group_count; i++) {
        struct loss loss = {.name = groups[i].name};
        for (size_t n = 0; n < groups[i].count; n++)
            loss.count += groups[i].absences[n]->attendance->misses;
        if (*loss.name && loss.count)
            losses[count++] = loss;
    }
    qsort(losses, count, sizeof *losses, by_count);
    size_t shown = count < MOST_SHOWN ? count : MOST_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        rows[i] = losses[i].name;
        numbers[i] = losses[i].count;
    }
    const struct ht_chart chart = {
        .caption = count > shown ? ht_doc_text(document, "%s: the %zu with most, of %zu", caption,
                                               shown, count)
                                 : caption,
        .description = "A bar for each with the number of students' lessons that are missed.",
        .rows = rows,
        .columns = columns,
        .numbers = numbers,
        .row_count = shown,
        .column_count = 1,
    };
    ht_chart_bars(document, &chart);
    free(losses);
}

ht_build ht_build_quality;
void ht_build_quality(struct ht_document *document, const struct ht_run *run)
{
    const struct ht_schedule *schedule = run->schedule;
    ht_doc_section(document, HT_TOGETHER, "cost", "Cost and bound");
    ht_say_status(document, run);
    ht_doc_facts(document);
    ht_doc_factf(document, "Cost", "%" PRId64, schedule->cost);
    ht_doc_factf(document, "No timetable costs less than", "%" PRId64, schedule->bound);
    ht_doc_factf(document, "Gap", "%" PRId64, schedule->cost - schedule->bound);
    ht_doc_close(document);
    if (run->verdict) {
        ht_doc_section(document, 0, "rules", "Rules");
        ht_doc_put(document, "{p}Every rule, how often it was tried by a verifier that shares no "
                             "code with the planner, and how often it is broken.");
        ht_doc_captioned(document, HT_ROWS, true, "Rules");
        ht_doc_columns(document, "Rule|What it says|#Checked|#Broken");
        size_t broken[HT_RULE_COUNT] = {0};
        for (size_t i = 0; i < run->verdict->breach_count; i++)
            broken[run->verdict->breaches[i].rule]++;
        for (enum ht_rule rule = HT_H1_LESSON; rule < HT_RULE_COUNT; rule++) {
            const struct ht_rule_words *words = ht_rule_words(rule);
            ht_doc_put(document, "{row}%s %s|%s|%" PRId64, words->code, words->title,
                       words->meaning, run->verdict->checked[rule]);
            ht_doc_cellf(document, broken[rule] ? HT_TONE_ALERT : HT_TONE_GOOD, "%zu",
                         broken[rule]);
        }
        ht_doc_close(document);
    }
    add_misses(document, run);
    add_spread(document, run);
    if (!run->views->absence_count)
        return;
    ht_doc_section(document, HT_NEW_PAGE, "withdrawals", "Who loses students");
    add_losses(document, "Students' lessons missed by class", run->views->classes,
               run->views->class_count);
    add_losses(document, "Students' lessons missed by teacher", run->views->teachers,
               run->views->teacher_count);
    ht_doc_close(document);
}
