/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/school_reader.h"

#include "io/base/cells.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LISTED = 200 };

const char *ht_file_name(enum ht_file file)
{
    return ht_file_columns(file)->name;
}

struct ht_file_shown ht_school_reader_file(const struct ht_school_reader *reader, enum ht_file file)
{
    return ht_file_shown(file, reader->school->document);
}

struct ht_file_shown ht_school_reader_policy(const struct ht_school_reader *reader)
{
    return ht_school_files_policy_shown(reader->files);
}

static void warn_of_unknown(const struct ht_record_source *records)
{
    if (records->strange)
        HT_ROW_FAULT(records, HT_WARNING,
                     "not read, since no column of this file is called so: %s; %s%s%s",
                     records->strange, records->meant ? "did you mean " : "",
                     records->meant ? records->meant : "correct the name, or take it away",
                     records->meant ? "?" : "");
}

bool ht_next_row(struct ht_school_reader *reader, enum ht_file file,
                 struct ht_record_source **records)
{
    if (!*records) {
        *records = ht_school_files_records(reader->files, file);
        if (*records)
            warn_of_unknown(*records);
    }
    reader->is_open[file] = *records;
    if (*records && ht_record_source_next(*records))
        return true;
    bool is_plan = file == HT_CASELOAD_CSV || file == HT_MENTORS_CSV;
    if (*records && !(*records)->rows && ht_file_columns(file)->needed)
        HT_FILE_FAULT(reader, is_plan ? HT_WARNING : HT_FAULT, file, 1,
                      "there is no row below the names of the columns; add one for each (%s)",
                      ht_file_columns(file)->meaning);
    ht_record_source_free(*records);
    *records = NULL;
    return false;
}

struct ht_known ht_known_students(const struct ht_school *school)
{
    return (struct ht_known){"student", ht_file_shown(HT_STUDENTS_CSV, school->document).word,
                             school->student_ids};
}

struct ht_known ht_known_mentors(const struct ht_school *school)
{
    return (struct ht_known){"mentor", ht_file_shown(HT_MENTORS_CSV, school->document).word,
                             school->mentor_ids};
}

struct ht_known ht_known_weeks(const struct ht_school *school)
{
    const char *where =
        school->document ? "the week rows of <calendar>" : "the week rows of calendar.csv";
    return (struct ht_known){"cycle week", where, school->weeks};
}

struct ht_known ht_known_periods(const struct ht_school *school)
{
    return (struct ht_known){"period", ht_file_shown(HT_PERIODS_CSV, school->document).word,
                             school->period_names};
}

/* The number of a part of a list; the part may be changed. */
typedef uint32_t number_of(struct ht_strings *names, char *part);

static uint32_t number_as_written(struct ht_strings *names, char *part)
{
    return ht_strings_add(names, part);
}

static uint32_t number_in_upper_case(struct ht_strings *names, char *part)
{
    ht_cell_upper(part);
    return ht_strings_add(names, part);
}

static uint32_t number_in_any_spelling(struct ht_strings *names, char *part)
{
    for (uint32_t n = 0; n < ht_strings_count(names); n++)
        if (ht_cell_same_word(part, ht_strings_text(names, n)))
            return n;
    return ht_strings_add(names, part);
}

static bool read_parts(const struct ht_record_source *records, enum ht_column column,
                       struct ht_strings *names, number_of *number, struct ht_some *some)
{
    const char *text = records->cells[column];
    *some = (struct ht_some){0};
    if (ht_cell_is_every(text))
        return true;
    char *copy = ht_copy_text(text, strlen(text)), *list = copy, *part;
    while (some->count <= MOST_LISTED && (part = ht_cell_part(&list)))
        ht_some_add(some, number(names, part));
    free(copy);
    if (some->count <= MOST_LISTED)
        return true;
    ht_field_fault(records, column, "is a list of more than 200; is it in the right column?");
    return false;
}

bool ht_read_list(const struct ht_record_source *records, enum ht_column column,
                  struct ht_strings *names, bool upper, struct ht_some *some)
{
    return read_parts(records, column, names, upper ? number_in_upper_case : number_as_written,
                      some);
}

bool ht_read_skills(const struct ht_record_source *records, enum ht_column column,
                    struct ht_strings *skills, struct ht_some *some)
{
    return read_parts(records, column, skills, number_in_any_spelling, some);
}

/* ------------------------------------------------------------ slots */

uint32_t ht_read_week(struct ht_school_reader *reader, const struct ht_record_source *records,
                      const char *name)
{
    struct ht_strings *weeks = reader->school->weeks;
    bool is_new = ht_strings_find(weeks, name) == HT_NONE;
    const char *problem = is_new ? ht_cell_plain(name) : NULL;
    if (problem)
        HT_ROW_FAULT_OF_KIND(records, HT_FAULT, problem, "cycle week: '%s' %s", name, problem);
    return ht_strings_add(weeks, name);
}

bool ht_read_weeks(struct ht_school_reader *reader, const struct ht_record_source *records,
                   const char *text, enum ht_new_weeks new_weeks, struct ht_some *weeks)
{
    struct ht_known known = ht_known_weeks(reader->school);
    char *copy = ht_copy_text(text, strlen(text)), *list = copy, *part;
    bool all_known = true;
    *weeks = (struct ht_some){0};
    while (!ht_cell_is_every(text) && (part = ht_cell_part(&list))) {
        uint32_t number = ht_strings_find(known.names, part);
        if (number == HT_NONE && (new_weeks != HT_NEW_WEEKS_ADDED || reader->has_week_rows))
            ht_field_unknown(records, HT_WARNING, part, &known);
        if (new_weeks == HT_NEW_WEEKS_ADDED)
            number = ht_read_week(reader, records, part);
        if (number != HT_NONE)
            ht_some_add(weeks, number);
        all_known &= number != HT_NONE;
    }
    free(copy);
    return all_known || (new_weeks == HT_NEW_WEEKS_IGNORED && weeks->count);
}

/* What is wrong with a cell, held against another file. */
static void fault_field(const struct ht_school_reader *reader,
                        const struct ht_record_source *records, enum ht_column column,
                        const char *before, enum ht_file file, const char *after)
{
    char *problem = ht_format("%s %s%s", before, ht_school_reader_file(reader, file).word, after);
    ht_field_fault(records, column, problem);
    free(problem);
}

/* The weeks of a slot or day; of a date, those that the calendar says. A text that is left over
   beside the day is no week unless it is known or looks like one. */
static bool read_weeks_of(struct ht_school_reader *reader, const struct ht_record_source *records,
                          enum ht_column column, const struct ht_when *when,
                          enum ht_new_weeks new_weeks, struct ht_some *weeks)
{
    const char *week = when->week, *column_week = records->cells[HT_COL_WEEK];
    if (*week && !when->is_plain && !reader->has_week_rows) {
        fault_field(reader, records, column,
                    "has something beside the day that is no cycle week of", HT_CALENDAR_CSV,
                    "; add a row (week) for it there, or take it out");
        return false;
    }
    if (!*week && when->has_date && ht_cell_is_every(column_week)) {
        week = ht_when_week_of(&reader->when, when->date);
        if (!week || (!*week && reader->has_week_rows)) {
            fault_field(reader, records, column, "is a date of which no week row of",
                        HT_CALENDAR_CSV, " says the cycle week; add one, or write the weekday");
            return false;
        }
    }
    if (*week && !ht_cell_is_every(column_week) && strcmp(week, column_week) != 0) {
        ht_field_fault(records, column,
                       "is of another cycle week than the column week says; correct one of them");
        return false;
    }
    bool is_new = *week && ht_strings_find(reader->school->weeks, week) == HT_NONE;
    if (is_new && new_weeks == HT_NEW_WEEKS_ADDED && !reader->new_week_line)
        reader->new_week_line = records->line;
    return ht_read_weeks(reader, records, *week ? week : column_week, new_weeks, weeks);
}

/* The only period that a text means by another name or by its time; HT_NONE for none. */
static uint32_t period_of(const struct ht_school_reader *reader, const struct ht_when *when,
                          int weekday)
{
    const char *name =
        when->start < 0 ? when->period : ht_when_period_at(&reader->when, weekday, when->start);
    return name ? ht_strings_find(reader->school->period_names, name) : HT_NONE;
}

bool ht_read_slot_text(struct ht_school_reader *reader, const struct ht_record_source *records,
                       const char *text, enum ht_new_weeks new_weeks, struct ht_recurrence *slot)
{
    struct ht_when when;
    struct ht_known known = ht_known_periods(reader->school);
    const char *problem = ht_when_slot(text, &reader->when, &when);
    slot->weeks = slot->periods = (struct ht_some){0};
    if (problem) {
        ht_field_fault(records, HT_COL_SLOT, problem);
        return false;
    }
    slot->days = 1u << when.weekday;
    bool has_weeks = read_weeks_of(reader, records, HT_COL_SLOT, &when, new_weeks, &slot->weeks);
    bool has_periods = true;
    do {
        uint32_t period = period_of(reader, &when, when.weekday);
        has_periods &= period != HT_NONE;
        if (period != HT_NONE)
            ht_some_add(&slot->periods, period);
        else if (when.start >= 0)
            fault_field(reader, records, HT_COL_SLOT, "is a time at which no period of",
                        HT_PERIODS_CSV, " starts on that day; correct it, or name the period");
        else if (ht_strings_count(known.names))
            ht_field_unknown(records, HT_FAULT, when.period, &known);
    } while (ht_when_next(&reader->when, &when));
    return has_weeks && has_periods;
}

/* Days, and perhaps the week, in one cell ("Mon A"). */
static bool read_days(struct ht_school_reader *reader, const struct ht_record_source *records,
                      enum ht_new_weeks new_weeks, struct ht_recurrence *slot)
{
    struct ht_when when;
    const char *text = records->cells[HT_COL_DAY];
    if (!ht_cell_days(text, &slot->days) || ht_when_day(text, &reader->when, &when))
        return ht_read_weeks(reader, records, records->cells[HT_COL_WEEK], new_weeks,
                             &slot->weeks) &
               ht_field_days(records, HT_COL_DAY, &slot->days);
    slot->days = 1u << when.weekday;
    return read_weeks_of(reader, records, HT_COL_DAY, &when, new_weeks, &slot->weeks);
}

/* Periods by their names, or by other names or a time. */
static bool read_periods(const struct ht_school_reader *reader,
                         const struct ht_record_source *records, struct ht_recurrence *slot)
{
    struct ht_known known = ht_known_periods(reader->school);
    const char *text = records->cells[HT_COL_PERIOD];
    if (!ht_cell_is_every(text) && ht_strings_find(known.names, text) == HT_NONE) {
        struct ht_when when;
        ht_when_period(text, &reader->when, &when);
        uint32_t period;
        do {
            period = period_of(reader, &when, __builtin_ctz(slot->days | 1u << 7));
            if (period != HT_NONE)
                ht_some_add(&slot->periods, period);
        } while (period != HT_NONE && ht_when_next(&reader->when, &when));
        if (period != HT_NONE)
            return true;
        free(slot->periods.numbers);
        slot->periods = (struct ht_some){0};
    }
    return ht_field_some(records, HT_COL_PERIOD, &known, &slot->periods);
}

bool ht_read_slot(struct ht_school_reader *reader, const struct ht_record_source *records,
                  enum ht_new_weeks new_weeks, struct ht_recurrence *slot)
{
    slot->days = HT_EVERY_DAY;
    slot->weeks = slot->periods = (struct ht_some){0};
    if (*records->cells[HT_COL_SLOT])
        return ht_read_slot_text(reader, records, records->cells[HT_COL_SLOT], new_weeks, slot);
    bool has_days = read_days(reader, records, new_weeks, slot);
    return read_periods(reader, records, slot) && has_days;
}

bool ht_slot_has(const struct ht_school *school, const struct ht_recurrence *slot,
                 const struct ht_period *period)
{
    return slot->days >> period->weekday & 1 && ht_some_has(&slot->periods, period->name) &&
           ht_some_has(&slot->weeks, period->week.i % ht_strings_count(school->weeks));
}

/* A slot without what it leaves open, to see whether it matches any period at all. */
static bool matches_any(const struct ht_school *school, const struct ht_recurrence *slot)
{
    for (size_t i = 0; i < school->period_count; i++)
        if (ht_slot_has(school, slot, &school->periods[i]))
            return true;
    return false;
}

/* One choice of a set: itself alone, or the empty set where it is empty. */
static struct ht_some one_of(const struct ht_some *some, uint32_t n)
{
    return (struct ht_some){some->count ? some->numbers + n : NULL, some->count ? 1 : 0};
}

static void tell_no_period(const struct ht_school_reader *reader, enum ht_severity severity,
                           const struct ht_recurrence *slot, const char *file, int line)
{
    const struct ht_school *school = reader->school;
    const char *period = slot->periods.count
                             ? ht_strings_text(school->period_names, slot->periods.numbers[0])
                             : NULL;
    const char *week =
        slot->weeks.count ? ht_strings_text(school->weeks, slot->weeks.numbers[0]) : "";
    int day = slot->days == HT_EVERY_DAY ? -1 : __builtin_ctz(slot->days);
    ht_fault_of_kind(reader->faults, severity, file, line, "no period",
                     "there is no period%s%s%s%s%s%s%s; correct this row, or add it to %s",
                     period ? " '" : "", period ? period : "", period ? "'" : "",
                     day >= 0 ? " on " : "", day >= 0 ? ht_day_long(day) : "",
                     *week ? " of week " : "", week,
                     ht_school_reader_file(reader, HT_PERIODS_CSV).word);
}

/* For one period (or any) of one week (or any): a finding for the first day that lacks it. */
static bool days_exist(const struct ht_school_reader *reader, enum ht_severity severity,
                       struct ht_recurrence *slot, uint8_t days, const char *file, int line)
{
    for (int day = 0; day < HT_DAYS_A_WEEK; day++) {
        slot->days = days == HT_EVERY_DAY ? days : days & 1u << day;
        if (slot->days && !matches_any(reader->school, slot)) {
            tell_no_period(reader, severity, slot, file, line);
            return false;
        }
    }
    return true;
}

bool ht_slot_exists(const struct ht_school_reader *reader, enum ht_severity severity,
                    const struct ht_recurrence *slot, const char *file, int line)
{
    if (reader->lost_period || !reader->school->period_count)
        return true;
    uint32_t week = 0, period;
    do {
        period = 0;
        do {
            struct ht_recurrence one = {.weeks = one_of(&slot->weeks, week),
                                        .periods = one_of(&slot->periods, period)};
            if (!days_exist(reader, severity, &one, slot->days, file, line))
                return false;
        } while (++period < slot->periods.count);
    } while (++week < slot->weeks.count);
    return true;
}

bool ht_read_wish_slot(struct ht_school_reader *reader, const struct ht_record_source *records,
                       struct ht_recurrence *slot)
{
    const struct ht_school *school = reader->school;
    bool is_good = ht_read_slot(reader, records, HT_NEW_WEEKS_IGNORED, slot);
    if (is_good)
        ht_slot_exists(reader, HT_WARNING, slot, records->name, records->line);
    uint32_t names = ht_strings_count(school->weeks), count = slot->weeks.count;
    for (uint32_t n = 0; n < count; n++)
        for (uint32_t change = 1; change <= school->change_count; change++)
            ht_some_add(&slot->weeks, slot->weeks.numbers[n] + change * names);
    return is_good;
}
