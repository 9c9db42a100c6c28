/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The calendar held against itself, the timetable's weeks and the students' years. */
#include "io/school/school_reader.h"
#include "solver/base/memory.h"
#include "solver/school/cycle_weeks.h"

#include <stdlib.h>
#include <string.h>

/* "term 'AUT'"; for messages. */
static const char *const words[] = {"term",       "half term", "closed row",
                                    "assessment", "week",      "alternation"};

static const char *name_of(const struct ht_school_reader *reader)
{
    return ht_school_reader_file(reader, HT_CALENDAR_CSV).name;
}

/* ------------------------------------------------------------ overlaps */

static int by_start(const void *left, const void *right)
{
    const struct ht_calendar_row *a = *(const struct ht_calendar_row *const *)left;
    const struct ht_calendar_row *b = *(const struct ht_calendar_row *const *)right;
    if (a->from.days != b->from.days)
        return a->from.days < b->from.days ? -1 : 1;
    return a->line - b->line;
}

static void check_pair(const struct ht_school_reader *reader, const struct ht_calendar_row *before,
                       const struct ht_calendar_row *row)
{
    bool same_week = row->what == HT_WEEK && row->label == before->label;
    if (row->from.days > before->to.days || same_week)
        return;
    const struct ht_calendar_row *late = row->line > before->line ? row : before;
    const struct ht_calendar_row *early = late == row ? before : row;
    ht_fault(reader->faults, HT_FAULT, name_of(reader), late->line,
             "%s '%s' overlaps %s '%s' of line %d; correct the dates of one of them",
             words[late->what], late->label, words[early->what], early->label, early->line);
}

/* Rows of one kind in order of their start, each against what reaches furthest before it. */
static void check_overlaps(const struct ht_school_reader *reader, enum ht_calendar_what what)
{
    const struct ht_school *school = reader->school;
    const struct ht_calendar_row **rows =
        HT_NEW(const struct ht_calendar_row *, school->calendar_count);
    size_t count = 0;
    for (size_t i = 0; i < school->calendar_count; i++)
        if (school->calendar[i].what == what)
            rows[count++] = &school->calendar[i];
    qsort(rows, count, sizeof *rows, by_start);
    const struct ht_calendar_row *furthest = count ? rows[0] : NULL;
    for (size_t i = 1; i < count; i++) {
        check_pair(reader, furthest, rows[i]);
        if (rows[i]->to.days > furthest->to.days)
            furthest = rows[i];
    }
    free(rows);
}

/* ------------------------------------------------------------ terms */

static void check_half_term(const struct ht_school_reader *reader,
                            const struct ht_calendar_row *row)
{
    const struct ht_school *school = reader->school;
    int term = ht_school_day(school, row->from)->term;
    if (term >= 0 && row->to.days <= school->calendar[term].to.days)
        return;
    char from[16], to[16];
    ht_fault(reader->faults, HT_FAULT, name_of(reader), row->line,
             "half term '%s' (%s to %s) does not lie inside one term; correct its dates or the "
             "term's",
             row->label, ht_date_iso(row->from, from), ht_date_iso(row->to, to));
}

static void check_assessment(const struct ht_school_reader *reader,
                             const struct ht_calendar_row *row)
{
    const struct ht_school *school = reader->school;
    for (int32_t d = row->from.days; d <= row->to.days && d <= school->last.days; d++)
        if (ht_school_day(school, (ht_date){d})->term >= 0)
            return;
    ht_fault(reader->faults, HT_WARNING, name_of(reader), row->line,
             "this assessment lies outside of every term; check its dates");
}

/* A label is how a term is asked for. */
static void check_label(const struct ht_school_reader *reader, const struct ht_calendar_row *row,
                        struct ht_strings *labels)
{
    char *label = ht_format("%d %s", row->what, row->label);
    uint32_t count = ht_strings_count(labels);
    if (*row->label && ht_strings_add(labels, label) < count)
        ht_fault(reader->faults, HT_WARNING, name_of(reader), row->line,
                 "there is another %s '%s', which is the one that its name stands for; give each "
                 "its own label",
                 words[row->what], row->label);
    free(label);
}

static void check_rows(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    struct ht_strings *labels = ht_strings_new();
    bool has_term = false;
    for (size_t i = 0; i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        has_term = has_term || row->what == HT_TERM;
        if (row->what == HT_HALF_TERM && !reader->lost_term)
            check_half_term(reader, row);
        if (row->what == HT_ASSESSMENT && !reader->lost_term)
            check_assessment(reader, row);
        if (row->what <= HT_HALF_TERM)
            check_label(reader, row, labels);
    }
    ht_strings_free(labels);
    if (!has_term && !reader->lost_term && school->calendar_count)
        ht_fault(reader->faults, HT_FAULT, name_of(reader), 1,
                 "there is no term; add a row such as term,2026-09-07,2026-12-18,,AUT");
}

/* ------------------------------------------------------------ years */

/* Year groups that the calendar names but no student is in, each told once. */
static void check_years(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    struct ht_strings *known = ht_strings_new(), *told = ht_strings_new();
    for (size_t i = 0; i < school->student_count; i++)
        ht_strings_add(known, ht_strings_text(school->years, school->students[i].year));
    for (size_t i = 0; school->student_count && i < school->calendar_count; i++) {
        const struct ht_calendar_row *row = &school->calendar[i];
        for (uint32_t n = 0; n < row->years.count; n++) {
            const char *year = ht_strings_text(school->years, row->years.numbers[n]);
            uint32_t count = ht_strings_count(told);
            if (ht_strings_find(known, year) == HT_NONE && ht_strings_add(told, year) == count)
                ht_fault(reader->faults, HT_WARNING, name_of(reader), row->line,
                         "no student is in year '%s'; write it as in %s", year,
                         ht_school_reader_file(reader, HT_STUDENTS_CSV).word);
        }
    }
    ht_strings_free(known);
    ht_strings_free(told);
}

/* ------------------------------------------------------------ cycle weeks */

static void fault_no_week(const struct ht_school_reader *reader, size_t from, size_t to)
{
    const struct ht_school *school = reader->school;
    ht_date first = ht_date_plus(school->first, from), last = ht_date_plus(school->first, to);
    char start[16], end[16], monday[16], sunday[16];
    ht_fault(reader->faults, HT_FAULT, name_of(reader),
             school->calendar[school->days[from].term].line,
             "no week row says which cycle week %s to %s is in; add one for each calendar week, "
             "such as week,%s,%s,,%s",
             ht_date_iso(first, start), ht_date_iso(last, end),
             ht_date_iso(ht_date_monday(first), monday),
             ht_date_iso(ht_date_plus(ht_date_monday(first), 6), sunday),
             ht_strings_text(school->weeks, 0));
}

/* Open dates without a cycle week, told by unbroken stretches. */
static void check_weeks(const struct ht_school_reader *reader)
{
    const struct ht_school *school = reader->school;
    if (!school->days || !reader->has_week_rows || ht_strings_count(school->weeks) == 1)
        return;
    bool *open = ht_school_open_dates(school);
    size_t count = school->last.days - school->first.days + 1, from = count, to = 0;
    for (size_t d = 0; d < count; d++) {
        bool has_week = school->days[d].week.i != HT_NONE;
        if (open[d] && !has_week) {
            from = from == count ? d : from;
            to = d;
        } else if (has_week && from < count) {
            fault_no_week(reader, from, to);
            from = count;
        }
    }
    if (from < count)
        fault_no_week(reader, from, to);
    free(open);
}

void ht_check_calendar(const struct ht_school_reader *reader)
{
    check_rows(reader);
    check_overlaps(reader, HT_TERM);
    check_overlaps(reader, HT_HALF_TERM);
    check_overlaps(reader, HT_WEEK);
    check_overlaps(reader, HT_ALTERNATE);
    check_years(reader);
    check_weeks(reader);
}
