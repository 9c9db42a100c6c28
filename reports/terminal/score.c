/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/terminal/terminal.h"

#include "reports/text/wrapped.h"
#include "solver/base/memory.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>

/* How a figure is written, and what lies at its offset in struct ht_score. */
enum form {
    HEADING, /* nothing: a line between figures */
    WHOLE,   /* int64_t */
    MEAN,    /* double, with two decimals */
    SHARE,   /* double from 0 to 1, as a percentage */
    PLACED,  /* struct ht_score_group, as "12 of 14" */
    GROUPS,  /* pointer to a struct ht_score_group for each priority group: a line each */
    DAYS,    /* double for each day of the week: a line for each day that the school has */
};

/* Every figure of the table, in the order of its lines. */
static const struct figure {
    const char *label;
    enum form form;
    size_t offset;
} figures[] = {
    {"breaches of rules and form", WHOLE, offsetof(struct ht_score, breaches)},
    {"cost", WHOLE, offsetof(struct ht_score, cost)},
    {"  subjects missed", WHOLE, offsetof(struct ht_score, costs.miss)},
    {"  repeated misses of a subject", WHOLE, offsetof(struct ht_score, costs.repeat)},
    {"  unplaced sessions", WHOLE, offsetof(struct ht_score, costs.unplaced)},
    {"  mentors' day load", WHOLE, offsetof(struct ht_score, costs.day_load)},
    {"meetings held", WHOLE, offsetof(struct ht_score, meetings)},
    {"meetings required", WHOLE, offsetof(struct ht_score, required_meetings)},
    {"Students' sessions placed", HEADING, 0},
    {"all students", PLACED, offsetof(struct ht_score, all)},
    {"", GROUPS, offsetof(struct ht_score, groups)},
    {"without a priority flag", PLACED, offsetof(struct ht_score, others)},
    {"Lessons missed", HEADING, 0},
    {"misses", WHOLE, offsetof(struct ht_score, misses)},
    {"of one subject by a student, most", WHOLE, offsetof(struct ht_score, misses_worst)},
    {"of one subject by a student, mean", MEAN, offsetof(struct ht_score, misses_mean)},
    {"in core subjects", WHOLE, offsetof(struct ht_score, core_misses)},
    {"in core subjects, share", SHARE, offsetof(struct ht_score, core_share)},
    {"same subject in consecutive weeks", WHOLE, offsetof(struct ht_score, repeated_subjects)},
    {"same day and period in consecutive weeks", WHOLE, offsetof(struct ht_score, repeated_slots)},
    {"gaps under four days", WHOLE, offsetof(struct ht_score, short_gaps)},
    {"Mentors' sessions a day", HEADING, 0},
    {"most", WHOLE, offsetof(struct ht_score, load_most)},
    {"mean", MEAN, offsetof(struct ht_score, load_mean)},
    {"mean on", DAYS, offsetof(struct ht_score, load_by_day)},
    {"Mentors' free minutes on days with a session", HEADING, 0},
    {"least", WHOLE, offsetof(struct ht_score, free_least)},
    {"mean", MEAN, offsetof(struct ht_score, free_mean)},
    {"Students out of a class", HEADING, 0},
    {"most at once", WHOLE, offsetof(struct ht_score, withdrawals_most)},
    {"lessons of a class with anybody out", WHOLE, offsetof(struct ht_score, withdrawn_lessons)},
};

/* The page that is being written. */
struct table {
    FILE *stream;
    const struct ht_school *school;
    const struct ht_score *scores;
    size_t count;
    int *widths; /* [score]: of its column, in characters */
};

enum { LABEL_WIDTH = 44, CELL_SIZE = 48, LEAST_WIDTH = 12 };

static void write_label(const struct table *table, const char *label)
{
    int padding = LABEL_WIDTH - (int)ht_text_width(label);
    fprintf(table->stream, "%s%*s", label, padding > 0 ? padding : 0, "");
}

static void write_cell(const struct table *table, size_t column, const char *text)
{
    fprintf(table->stream, "  %*s%s", table->widths[column] - (int)ht_text_width(text), "", text);
}

static void format_cell(char text[static CELL_SIZE], enum form form, const void *value)
{
    if (form == WHOLE)
        snprintf(text, CELL_SIZE, "%" PRId64, *(const int64_t *)value);
    if (form == MEAN)
        snprintf(text, CELL_SIZE, "%.2f", *(const double *)value);
    if (form == SHARE)
        snprintf(text, CELL_SIZE, "%.1f%%", 100 * *(const double *)value);
    if (form == PLACED) {
        const struct ht_score_group *group = value;
        snprintf(text, CELL_SIZE, "%" PRId64 " of %" PRId64, group->placed, group->required);
    }
}

/* A line of figures of one form, at the same offset in each score. */
static void write_line(const struct table *table, const char *label, enum form form, size_t offset)
{
    write_label(table, label);
    for (size_t i = 0; i < table->count; i++) {
        char text[CELL_SIZE];
        format_cell(text, form, (const char *)&table->scores[i] + offset);
        write_cell(table, i, text);
    }
    fputc('\n', table->stream);
}

static void write_groups(const struct table *table)
{
    const struct ht_policy *policy = &table->school->policy;
    for (size_t p = 0; p < policy->priority_count; p++) {
        write_label(table, policy->priority[p].flag);
        for (size_t i = 0; i < table->count; i++) {
            char text[CELL_SIZE];
            format_cell(text, PLACED, &table->scores[i].groups[p]);
            write_cell(table, i, text);
        }
        fputc('\n', table->stream);
    }
}

static bool has_periods(const struct ht_school *school, int weekday)
{
    for (size_t p = 0; p < school->period_count; p++)
        if (school->periods[p].weekday == weekday)
            return true;
    return false;
}

static void write_days(const struct table *table, const struct figure *figure)
{
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        if (!has_periods(table->school, day))
            continue;
        char *label = ht_format("%s %s", figure->label, ht_day_long(day));
        write_line(table, label, MEAN, figure->offset + day * sizeof(double));
        free(label);
    }
}

void ht_write_scores(FILE *stream, const struct ht_school *school, const char *const *titles,
                     const struct ht_score *scores, size_t count)
{
    struct table table = {stream, school, scores, count, HT_NEW(int, count)};
    for (size_t i = 0; i < count; i++) {
        int width = (int)ht_text_width(titles[i]);
        table.widths[i] = width < LEAST_WIDTH ? LEAST_WIDTH : width;
    }
    write_label(&table, "");
    for (size_t i = 0; i < count; i++)
        write_cell(&table, i, titles[i]);
    fputc('\n', stream);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (figures[i].form == HEADING)
            fprintf(table.stream, "\n%s\n", figures[i].label);
        else if (figures[i].form == GROUPS)
            write_groups(&table);
        else if (figures[i].form == DAYS)
            write_days(&table, &figures[i]);
        else
            write_line(&table, figures[i].label, figures[i].form, figures[i].offset);
    }
    free(table.widths);
}
