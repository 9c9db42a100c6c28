/* SPDX-License-Identifier: GPL-3.0-or-later */
/** calendar.csv */
#include "io/school/school_reader.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* In the order of enum ht_calendar_what. */
static const char *const words[] = {"term", "half-term", "closed", "assessment", "week"};

enum { LONGEST_TERM = 366 /* days */ };

static bool read_dates(const struct ht_record_source *listing, struct ht_calendar_row *row)
{
    const char *text;
    if (!ht_field_need(listing, HT_COL_FROM, &text) ||
        !ht_field_dates(listing, &row->from, &row->to))
        return false;
    if (!*ht_record_source_cell(listing, HT_COL_TO))
        row->to = row->from;
    if (row->what > HT_HALF_TERM || row->to.days - row->from.days <= LONGEST_TERM)
        return true;
    ht_field_fault(listing, HT_COL_TO, "makes this term longer than a year; correct from or to");
    return false;
}

static void read_row(struct ht_school_reader *reading, const struct ht_record_source *listing)
{
    struct ht_school *school = reading->school;
    struct ht_calendar_row row = {.line = ht_record_source_line(listing)};
    const char *text;
    if (!ht_field_need(listing, HT_COL_WHAT, &text))
        return;
    int what = ht_field_choice(listing, HT_COL_WHAT, words, sizeof words / sizeof *words);
    if (what < 0)
        return;
    row.what = what;
    if (row.what == HT_WEEK && !ht_field_need(listing, HT_COL_LABEL, &row.label))
        return;
    row.label = ht_field_text(listing, HT_COL_LABEL, school);
    if (row.what == HT_WEEK) {
        reading->has_week_rows = true;
        ht_read_week(reading, listing, row.label);
    }
    if (!read_dates(listing, &row) ||
        !ht_read_list(listing, HT_COL_YEARS, school->years, false, &row.years)) {
        reading->lost_term = reading->lost_term || row.what == HT_TERM;
        return;
    }
    HT_GROW(school->calendar, school->calendar_count, school->calendar_capacity);
    school->calendar[school->calendar_count++] = row;
}

void ht_read_calendar(struct ht_school_reader *reading)
{
    struct ht_record_source *listing = ht_school_reader_open(reading, HT_CALENDAR_CSV);
    while (listing && ht_record_source_next(listing))
        read_row(reading, listing);
    ht_school_reader_close(reading, listing, HT_CALENDAR_CSV);
}
