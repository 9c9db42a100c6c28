/* SPDX-License-Identifier: GPL-3.0-or-later */
/** calendar.csv */
#include "io/base/cells.h"
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* In the order of enum ht_calendar_what. */
static const char *const words[] = {"term",       "half-term", "closed",
                                    "assessment", "week",      "alternate"};

enum { LONGEST_TERM = 366 /* days */, MOST_TURNS = 52 };

static bool read_dates(const struct ht_record_source *records, struct ht_calendar_row *row)
{
    const char *text;
    if (!ht_field_need(records, HT_COL_FROM, &text) ||
        !ht_field_dates(records, &row->from, &row->to))
        return false;
    if (!*records->cells[HT_COL_TO] && row->what != HT_ALTERNATE)
        row->to = row->from;
    if (row->what > HT_HALF_TERM || row->to.days - row->from.days <= LONGEST_TERM)
        return true;
    ht_field_fault(records, HT_COL_TO, "makes this term longer than a year; correct from or to");
    return false;
}

/* The cycle weeks that alternate, in their turn; one may come more than once. */
static bool read_turns(struct ht_school_reader *reader, const struct ht_record_source *records,
                       struct ht_some *turns)
{
    const char *text = records->cells[HT_COL_LABEL];
    char *copy = ht_copy_text(text, strlen(text)), *list = copy, *part;
    *turns = (struct ht_some){0};
    while (turns->count < MOST_TURNS && (part = ht_cell_part(&list))) {
        turns->numbers = ht_resize(turns->numbers, turns->count + 1, sizeof *turns->numbers);
        turns->numbers[turns->count++] = ht_read_week(reader, records, part);
    }
    bool is_whole = !ht_cell_part(&list);
    free(copy);
    if (turns->count > 1 && is_whole)
        return true;
    ht_field_fault(records, HT_COL_LABEL,
                   is_whole ? "is one cycle week; name those that alternate in their order, such "
                              "as A;B, or write week instead of alternate"
                            : "is a list of more than 52 cycle weeks; name each once");
    return false;
}

static void read_row(struct ht_school_reader *reader, const struct ht_record_source *records)
{
    struct ht_school *school = reader->school;
    struct ht_calendar_row row = {.line = records->line};
    const char *text;
    if (!ht_field_need(records, HT_COL_WHAT, &text))
        return;
    int what = ht_field_choice(records, HT_COL_WHAT, words, sizeof words / sizeof *words);
    if (what < 0)
        return;
    row.what = what;
    bool is_of_weeks = row.what == HT_WEEK || row.what == HT_ALTERNATE;
    if (is_of_weeks && !ht_field_need(records, HT_COL_LABEL, &row.label))
        return;
    reader->has_week_rows |= is_of_weeks;
    row.label = ht_field_text(records, HT_COL_LABEL, school);
    if (row.what == HT_WEEK)
        ht_read_week(reader, records, row.label);
    if ((row.what == HT_ALTERNATE && !read_turns(reader, records, &row.turns)) ||
        !read_dates(records, &row) ||
        !ht_read_list(records, HT_COL_YEARS, school->years, false, &row.years)) {
        reader->lost_term = reader->lost_term || row.what == HT_TERM;
        free(row.turns.numbers);
        return;
    }
    if (row.years.count && row.what != HT_CLOSED && row.what != HT_ASSESSMENT)
        HT_ROW_FAULT(records, HT_WARNING,
                     "years is read in rows closed and assessment only, so this row holds for all "
                     "years; take the years away, or say in a row closed when they are not there");
    if (row.what == HT_WEEK)
        ht_when_add_dates(
            &reader->when,
            &(struct ht_when_dates){row.from, row.to, ht_strings_find(school->weeks, row.label)});
    HT_GROW(school->calendar, school->calendar_count, school->calendar_capacity);
    school->calendar[school->calendar_count++] = row;
}

void ht_read_calendar(struct ht_school_reader *reader)
{
    struct ht_record_source *records = NULL;
    while (ht_next_row(reader, HT_CALENDAR_CSV, &records))
        read_row(reader, records);
}
