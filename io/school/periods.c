/* SPDX-License-Identifier: GPL-3.0-or-later */
/** periods.csv, and the cycle weeks and school weekdays that it and timetable.csv make. */
#include "io/base/cells.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_WEEKS = 52,
    MOST_PERIODS_A_DAY = 100,
    MONDAY_TO_FRIDAY = 0x1f, /* bits */
};

static bool read_time(const struct ht_record_source *records, enum ht_column column, int *minutes)
{
    const char *text;
    if (!ht_field_need(records, column, &text))
        return false;
    const char *problem = ht_cell_time(text, minutes);
    if (problem)
        ht_field_fault(records, column, problem);
    return !problem;
}

static bool read_times(const struct ht_record_source *records, struct ht_period_row *row)
{
    bool has_start = read_time(records, HT_COL_START, &row->start);
    if (!read_time(records, HT_COL_END, &row->end) || !has_start)
        return false;
    if (row->start < row->end)
        return true;
    ht_field_fault(records, HT_COL_END, "is not after start; swap them or correct one");
    return false;
}

static bool read_kind(const struct ht_record_source *records, struct ht_period_row *row)
{
    const char *words[HT_KIND_COUNT];
    for (int kind = 0; kind < HT_KIND_COUNT; kind++)
        words[kind] = ht_kind_word(kind);
    row->kind = HT_LESSON;
    if (!*records->cells[HT_COL_KIND])
        return true;
    int kind = ht_field_choice(records, HT_COL_KIND, words, HT_KIND_COUNT);
    if (kind >= 0)
        row->kind = kind;
    return kind >= 0;
}

static bool read_name(const struct ht_school_reader *reader, const struct ht_record_source *records,
                      struct ht_period_row *row)
{
    const char *name;
    if (!ht_field_need(records, HT_COL_PERIOD, &name))
        return false;
    row->name = ht_strings_add(reader->school->period_names, name);
    if (strcmp(name, "*") && !strchr(name, ';'))
        return true;
    ht_field_fault(records, HT_COL_PERIOD, "is not the name of one period; write a row for each");
    return false;
}

static bool read_row(struct ht_school_reader *reader, const struct ht_record_source *records,
                     struct ht_period_row *row)
{
    bool is_named = read_name(reader, records, row);
    bool has_times = read_times(records, row);
    bool has_kind = read_kind(records, row);
    bool has_days = ht_field_days(records, HT_COL_DAY, &row->days);
    row->every_day = ht_cell_is_every(records->cells[HT_COL_DAY]);
    bool has_weeks = ht_read_weeks(reader, records, records->cells[HT_COL_WEEK], HT_NEW_WEEKS_ADDED,
                                   &row->weeks);
    return is_named && has_times && has_kind && has_days && has_weeks;
}

void ht_read_periods(struct ht_school_reader *reader)
{
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_PERIODS_CSV, &records)) {
        struct ht_period_row row = {.line = records->line};
        if (!read_row(reader, records, &row)) {
            free(row.weeks.numbers);
            reader->lost_period = true;
            continue;
        }
        if (!row.every_day)
            reader->named_days |= row.days;
        HT_GROW(reader->periods, reader->period_count, reader->period_capacity);
        reader->periods[reader->period_count++] = row;
        ht_when_add_start(&reader->when, &(struct ht_when_start){row.days, row.start, row.name});
    }
    reader->lost_period |= !reader->is_open[HT_PERIODS_CSV];
}

/* ------------------------------------------------------------ weeks and days */

/* One row by which the weeks alternate from the first term on, or a row for each of its first
   weeks; NULL where there is no term. */
static char *proposed_weeks(const struct ht_school *school)
{
    const struct ht_calendar_row *first = NULL;
    for (size_t i = 0; i < school->calendar_count; i++)
        if (school->calendar[i].what == HT_TERM &&
            (!first || school->calendar[i].from.days < first->from.days))
            first = &school->calendar[i];
    if (!first)
        return NULL;
    char *rows = ht_format("alternate,%s,,,", ht_date_iso(first->from, (char[16]){0}));
    uint32_t weeks = ht_strings_count(school->weeks);
    for (uint32_t n = 0; n < weeks; n++)
        ht_append(&rows, "%s%s", n ? ";" : "", ht_strings_text(school->weeks, n));
    ht_append(&rows, " where they take turns, or ");
    for (uint32_t n = 0; n < weeks + 1 && n < 4; n++) {
        char from[16], to[16];
        ht_date monday = ht_date_plus(ht_date_monday(first->from), 7 * n);
        ht_append(&rows, "%sweek,%s,%s,,%s", n ? " / " : "", ht_date_iso(monday, from),
                  ht_date_iso(ht_date_plus(monday, 6), to),
                  ht_strings_text(school->weeks, n % weeks));
    }
    return rows;
}

static void settle_weeks(const struct ht_school_reader *reader)
{
    struct ht_school *school = reader->school;
    if (!ht_strings_count(school->weeks))
        ht_strings_add(school->weeks, "");
    uint32_t count = ht_strings_count(school->weeks);
    if (count == 1 && !reader->has_week_rows && reader->new_week_line && reader->has_no_week)
        HT_FILE_FAULT(reader, HT_FAULT, HT_TIMETABLE_CSV, reader->new_week_line,
                      "a cycle week '%s' stands alone, beside lessons of no week, so it is hardly "
                      "one; correct the slot, or add week rows to %s",
                      ht_strings_text(school->weeks, 0),
                      ht_school_reader_file(reader, HT_CALENDAR_CSV).word);
    if (count == 1 || reader->has_week_rows)
        return;
    char *rows = proposed_weeks(school);
    if (!rows)
        return;
    HT_FILE_FAULT(
        reader, HT_FAULT, HT_CALENDAR_CSV, 1,
        "the timetable has %u cycle weeks, but no row says when each of them is; add a row "
        "(what,from,to,years,label) such as %s and so on, one for each calendar week",
        (unsigned)count, rows);
    free(rows);
}

static void add_period(struct ht_school *school, const struct ht_period_row *row, uint32_t week,
                       int day)
{
    HT_GROW(school->periods, school->period_count, school->period_capacity);
    school->periods[school->period_count++] = (struct ht_period){
        .week = {week},
        .weekday = day,
        .name = row->name,
        .start = row->start,
        .end = row->end,
        .kind = row->kind,
        .line = row->line,
    };
}

static void add_periods(struct ht_school *school, const struct ht_period_row *row, uint8_t days)
{
    uint32_t weeks = ht_school_week_count(school), names = ht_strings_count(school->weeks);
    for (uint32_t week = 0; week < weeks; week++)
        for (int day = 0; ht_some_has(&row->weeks, week % names) && day < HT_DAYS_A_WEEK; day++)
            if (days >> day & 1)
                add_period(school, row, week, day);
}

/* Schools have far less; with more, the timetable would not fit any memory. */
static bool has_sensible_size(const struct ht_school_reader *reader)
{
    uint32_t weeks = ht_strings_count(reader->school->weeks);
    size_t rows = reader->period_count;
    if (weeks > MOST_WEEKS)
        HT_FILE_FAULT(reader, HT_FAULT, HT_PERIODS_CSV, 1,
                      "there are %u different cycle weeks, more than 52; check the week columns of "
                      "%s, %s and %s",
                      (unsigned)weeks, ht_school_reader_file(reader, HT_CALENDAR_CSV).word,
                      ht_school_reader_file(reader, HT_PERIODS_CSV).word,
                      ht_school_reader_file(reader, HT_TIMETABLE_CSV).word);
    else if (rows > (size_t)weeks * HT_DAYS_A_WEEK * MOST_PERIODS_A_DAY)
        HT_FILE_FAULT(
            reader, HT_FAULT, HT_PERIODS_CSV, 1,
            "there are %zu rows, more than 100 for each day; leave out what is there twice", rows);
    else
        return true;
    return false;
}

/* ------------------------------------------------------------ overlaps */

/* Two rows overlap on many days; they are told once. */
static bool is_first_time(struct ht_strings *told, int line, int other)
{
    char pair[32];
    uint32_t count = ht_strings_count(told);
    snprintf(pair, sizeof pair, "%d %d", line, other);
    return ht_strings_add(told, pair) == count;
}

static void check_pair(const struct ht_school_reader *reader, struct ht_strings *told,
                       const struct ht_period *before, const struct ht_period *after)
{
    bool same_name = before->name == after->name;
    if ((!same_name && after->start >= before->end) ||
        !is_first_time(told, before->line, after->line))
        return;
    const struct ht_strings *names = reader->school->period_names;
    int late = before->line > after->line ? before->line : after->line;
    int early = before->line + after->line - late;
    if (same_name)
        HT_FILE_FAULT(reader, HT_FAULT, HT_PERIODS_CSV, late,
                      "period '%s' is already on %s in line %d; take one of them away, or name it "
                      "differently",
                      ht_strings_text(names, after->name), ht_day_long(after->weekday), early);
    else
        HT_FILE_FAULT(
            reader, HT_FAULT, HT_PERIODS_CSV, late,
            "period '%s' overlaps period '%s' of line %d on %s; correct the start or the end",
            ht_strings_text(names, late == after->line ? after->name : before->name),
            ht_strings_text(names, late == after->line ? before->name : after->name), early,
            ht_day_long(after->weekday));
}

/* The periods of a day stand in order of their start. */
static void check_day(const struct ht_school_reader *reader, struct ht_strings *told,
                      uint32_t first, uint32_t end)
{
    const struct ht_period *periods = reader->school->periods;
    for (uint32_t after = first + 1; after < end; after++)
        for (uint32_t before = first; before < after; before++)
            check_pair(reader, told, &periods[before], &periods[after]);
}

static void check_overlaps(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    struct ht_strings *told = ht_strings_new();
    size_t days = (size_t)ht_school_week_count(school) * HT_DAYS_A_WEEK;
    for (size_t day = 0; day < days; day++) {
        uint32_t first = school->first_period[day], end = school->first_period[day + 1];
        check_day(reader, told, first,
                  end - first > MOST_PERIODS_A_DAY ? first + MOST_PERIODS_A_DAY : end);
    }
    ht_strings_free(told);
}

void ht_place_periods(struct ht_school_reader *reader)
{
    uint8_t school_days = reader->named_days ? reader->named_days : MONDAY_TO_FRIDAY;
    settle_weeks(reader);
    if (has_sensible_size(reader))
        for (size_t i = 0; i < reader->period_count; i++) {
            const struct ht_period_row *row = &reader->periods[i];
            add_periods(reader->school, row, row->every_day ? school_days : row->days);
        }
    ht_school_finish_periods(reader->school);
    check_overlaps(reader);
}
