/* SPDX-License-Identifier: GPL-3.0-or-later */
/** calendar.csv */
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* In the order of enum ht_calendar_what. */
static const char *const words[] = {"term", "half-term", "closed", "assessment", "week"};

enum { LONGEST_TERM = 366 /* days */ };

static bool read_dates(const struct ht_record_source *records, struct ht_calendar_row *row)
{
    const char *text;
    if (!ht_field_need(records, HT_COL_FROM, &text) ||
        !ht_field_dates(records, &row->from, &row->to))
        return false;
    if (!*records->cells[HT_COL_TO])
        row->to = row->from;
    if (row->what > HT_HALF_TERM || row->to.days - row->from.days <= LONGEST_TERM)
        return true;
    ht_field_fault(records, HT_COL_TO, "makes this term longer than a year; correct from or to");
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
    if (row.what == HT_WEEK && !ht_field_need(records, HT_COL_LABEL, &row.label))
        return;
    row.label = ht_field_text(records, HT_COL_LABEL, school);
    if (row.what == HT_WEEK) {
        reader->has_week_rows = true;
        ht_read_week(reader, records, row.label);
    }
    if (!read_dates(records, &row) ||
        !ht_read_list(records, HT_COL_YEARS, school->years, false, &row.years)) {
        reader->lost_term = reader->lost_term || row.what == HT_TERM;
        return;
    }
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
