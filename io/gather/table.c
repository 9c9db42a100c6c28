/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/table.h"

#include "io/base/cells.h"
#include "io/base/dates.h"
#include "io/base/file.h"
#include "io/gather/lists.h"
#include "io/gather/slots.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_ABOVE = 40 /* lines of a title */, MOST_JOINED = 16, DAY = 24 * 60 };
static const char delimiters[] = ",;\t|";

/* What stands in the line of headings, and what is made of it. */
struct ht_table_headings {
    char *text[HT_MOST_CELLS];   /* owned; by place */
    bool is_read[HT_MOST_CELLS]; /* likewise */
    int first_line, line;        /* of the table's first row, and of the headings */
    struct {
        int column, place;
    } more[MOST_JOINED]; /* places that are joined to the first of a column */
    size_t more_count;
    char *joined[HT_COLUMN_COUNT]; /* owned; cells of the row that were asked for */
};

/* ------------------------------------------------------------ headings */

static bool is_mapped(const struct ht_headings *headings, const struct ht_heading *heading)
{
    for (size_t h = 0; h < headings->mapped; h++)
        if (heading == &headings->headings[h])
            return true;
    return false;
}

static const struct ht_heading *find_heading(const struct ht_headings *headings, const char *text)
{
    const struct ht_heading *found = NULL;
    for (size_t h = 0; *text && !found && h < headings->count; h++)
        if (ht_cell_same_word(text, headings->headings[h].text))
            found = &headings->headings[h];
    if (*text && !found && headings->has_usual)
        found = ht_usual_heading(text);
    if (!found || !headings->is_map_whole || is_mapped(headings, found))
        return found;
    for (size_t h = 0; h < headings->mapped; h++)
        if (headings->headings[h].column == found->column)
            return NULL;
    return found;
}

/* How many columns the row would give if it were the headings. */
static size_t count_known(const struct ht_csv_reader *rows, const struct ht_headings *headings)
{
    bool has[HT_COLUMN_COUNT] = {false};
    size_t found = 0;
    for (size_t n = 0; n < ht_csv_reader_cells(rows) && n < HT_MOST_CELLS; n++) {
        const struct ht_heading *heading = find_heading(headings, ht_csv_reader_cell(rows, n));
        found += heading && !has[heading->column];
        if (heading)
            has[heading->column] = true;
    }
    return found;
}

/* How many of the columns are there. */
static size_t take_headings(struct ht_table *table, const struct ht_headings *headings)
{
    size_t found = 0;
    struct ht_table_headings *said = table->said = HT_NEW(struct ht_table_headings, 1);
    said->line = ht_csv_reader_line(table->rows);
    table->heading_count = ht_csv_reader_cells(table->rows);
    for (size_t n = 0; n < table->heading_count && n < HT_MOST_CELLS; n++) {
        const char *text = ht_csv_reader_cell(table->rows, n);
        const struct ht_heading *heading = find_heading(headings, text);
        said->text[n] = ht_copy_text(text, strlen(text));
        if (!heading)
            continue;
        int *place = &table->place[heading->column];
        said->is_read[n] =
            *place < 0 || (is_mapped(headings, heading) && said->more_count < MOST_JOINED);
        if (*place < 0) {
            *place = (int)n;
            found++;
        } else if (said->is_read[n]) {
            said->more[said->more_count].column = heading->column;
            said->more[said->more_count++].place = (int)n;
        }
    }
    return found;
}

/*
 * The delimiter, and how many rows stand above the headings: the row of the first ones that has
 * most of them. Where none has any, it is the first that is not blank.
 */
static char find_headings(struct ht_csv_reader *rows, const struct ht_headings *headings,
                          size_t *above)
{
    size_t most = 0;
    char best = 0;
    for (const char *delimiter = delimiters; *delimiter; delimiter++) {
        ht_csv_reader_start(rows, *delimiter, true);
        for (size_t n = 0; n < MOST_ABOVE && ht_csv_reader_next(rows); n++) {
            size_t found = count_known(rows, headings);
            if (found <= most)
                continue;
            most = found;
            best = *delimiter;
            *above = n;
        }
    }
    return best;
}

/* Goes to the row of headings; false where there is none. */
static bool go_to_headings(struct ht_table *table, const struct ht_headings *headings)
{
    size_t above = 0;
    bool is_fixed = headings->are_fixed;
    char delimiter = is_fixed ? 0 : find_headings(table->rows, headings, &above);
    if (delimiter) {
        ht_csv_reader_start(table->rows, delimiter, false);
        bool has_row = ht_csv_reader_next(table->rows);
        for (; above && has_row; above--)
            has_row = ht_csv_reader_next(table->rows);
        return has_row;
    }
    ht_csv_reader_start(table->rows, ht_csv_reader_delimiter(table->rows, NULL, NULL), false);
    return is_fixed ? ht_csv_reader_next(table->rows) : ht_table_next(table);
}

bool ht_table_open(struct ht_table *table, const struct ht_source *source,
                   const struct ht_headings *headings, struct ht_diagnostics *faults)
{
    *table = (struct ht_table){.source = source};
    for (int column = 0; column < HT_COLUMN_COUNT; column++)
        table->place[column] = headings ? -1 : column;
    table->rows = ht_csv_reader_new(source->bytes, source->size, source->path, faults);
    if (!table->rows)
        return false;
    bool is_fixed = headings && headings->are_fixed;
    if (is_fixed)
        ht_csv_reader_any_quote(table->rows);
    if (!headings) {
        ht_csv_reader_start(table->rows, ht_csv_reader_delimiter(table->rows, NULL, NULL), false);
        return true;
    }
    size_t found = go_to_headings(table, headings) ? take_headings(table, headings) : 0;
    return found == headings->count || !is_fixed;
}

void ht_table_close(struct ht_table *table)
{
    struct ht_table_headings *said = table->said;
    for (size_t n = 0; said && n < HT_MOST_CELLS; n++)
        free(said->text[n]);
    for (size_t column = 0; said && column < HT_COLUMN_COUNT; column++)
        free(said->joined[column]);
    free(said);
    ht_csv_reader_free(table->rows);
}

bool ht_table_is(const struct ht_source *source, const struct ht_headings *headings,
                 bool (*test)(struct ht_table *table))
{
    struct ht_table table;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    bool is = ht_table_open(&table, source, headings, faults) && (!test || test(&table));
    ht_table_close(&table);
    ht_diagnostics_free(faults);
    return is;
}

bool ht_table_says(const struct ht_table *table, const char *heading)
{
    for (size_t n = 0; n < table->heading_count && n < HT_MOST_CELLS; n++)
        if (ht_cell_same_word(table->said->text[n], heading))
            return true;
    return false;
}

void ht_table_take_as(struct ht_table *table, int column, int other)
{
    table->place[other] = table->place[column];
    table->place[column] = -1;
}

void ht_table_leave(struct ht_table *table, int column)
{
    if (table->place[column] >= 0 && table->place[column] < HT_MOST_CELLS)
        table->said->is_read[table->place[column]] = false;
    table->place[column] = -1;
}

/* ------------------------------------------------------------ what is passed over */

void ht_table_tell(struct ht_table *table, struct ht_import *import)
{
    struct ht_table_headings *said = table->said;
    table->import = import;
    if (!said)
        return;
    struct ht_where where = {table->source->path, said->line};
    char *names = ht_copy_text("", 0);
    for (size_t n = 0; n < table->heading_count && n < HT_MOST_CELLS; n++)
        if (!said->is_read[n] && *said->text[n])
            names = ht_list_join(names, ", ", said->text[n]);
    if (*names)
        ht_note(import->notes, HT_NOTE_DROPPED, where, "columns that are not read", "not read: %s",
                names);
    free(names);
}

/* Files that were put together from several have their headings again in between. */
static bool repeats_headings(const struct ht_table *table)
{
    const struct ht_table_headings *said = table->said;
    size_t same = 0;
    for (size_t n = 0; said && n < table->heading_count && n < HT_MOST_CELLS; n++) {
        const char *text = ht_csv_reader_cell(table->rows, n);
        if (strcmp(text, said->text[n]) != 0)
            return false;
        same += *text != 0;
    }
    return same > 0;
}

/* What stands in such lines besides a number or a date. */
static bool begins_foot(const char *text)
{
    static const char *const words[] = {
        "total",  "totals",    "grand total",   "sub total", "subtotal", "count",   "printed",
        "report", "generated", "end of report", "number of", "produced", "run date"};
    if (!strncasecmp(text, "page", 4))
        return !text[4] || isdigit((unsigned char)text[4 + strspn(text + 4, " :.")]);
    for (size_t n = 0; n < sizeof words / sizeof *words; n++) {
        size_t length = strlen(words[n]);
        if (!strncasecmp(text, words[n], length) && !isalpha((unsigned char)text[length]))
            return true;
    }
    size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits + strspn(text + digits, " ");
    return digits && (!strncasecmp(rest, "row", 3) || !strncasecmp(rest, "record", 6) ||
                      !strncasecmp(rest, "student", 7) || !strncasecmp(rest, "pupil", 5));
}

static bool begins_with_date(const char *text)
{
    char *copy = ht_format("%s", text);
    ht_date date;
    bool begins = ht_date_cut(copy, &date) == 0;
    free(copy);
    return begins;
}

/* "Page 1 of 3", "Total: 240", or when it was printed: little stands in the row but that. */
static bool is_foot(const struct ht_table *table)
{
    size_t said = 0, first = HT_MOST_CELLS;
    for (size_t n = 0; n < table->heading_count && n < HT_MOST_CELLS; n++) {
        bool is_said = *ht_csv_reader_cell(table->rows, n);
        said += is_said;
        first = is_said && first == HT_MOST_CELLS ? n : first;
    }
    if (!table->said || !said || 2 * said >= table->heading_count)
        return false;
    const char *text = ht_csv_reader_cell(table->rows, first);
    return begins_foot(text) || (said == 1 && begins_with_date(text));
}

static void note_passed(const struct ht_table *table, const char *why)
{
    size_t first = 0;
    while (first + 1 < table->heading_count && !*ht_csv_reader_cell(table->rows, first))
        first++;
    if (table->import)
        ht_note(table->import->notes, HT_NOTE_DROPPED, ht_table_where(table), why, "%s",
                ht_csv_reader_cell(table->rows, first));
}

/* Text that was taken for Windows-1252 although it was UTF-8, and then encoded once more. */
static void note_encoded_twice(const struct ht_table *table)
{
    for (size_t n = 0; n < table->heading_count && n < HT_MOST_CELLS; n++) {
        const char *text = ht_csv_reader_cell(table->rows, n);
        if (!ht_file_is_encoded_twice(text))
            continue;
        ht_note(table->import->notes, HT_NOTE_LOOK, ht_table_where(table),
                "letters that were encoded twice on their way; export again as UTF-8", "%s", text);
        return;
    }
}

bool ht_table_next(struct ht_table *table)
{
    while (ht_csv_reader_next(table->rows)) {
        if (!ht_csv_reader_has_after(table->rows, 0))
            continue;
        if (repeats_headings(table)) {
            note_passed(table, "the headings once more");
        } else if (is_foot(table)) {
            note_passed(table, "lines that are no row of the table");
        } else {
            if (table->import)
                note_encoded_twice(table);
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------ cells */

bool ht_table_has(const struct ht_table *table, int column)
{
    return table->place[column] >= 0;
}

const char *ht_table_cell(const struct ht_table *table, int column)
{
    int place = table->place[column];
    const char *first = place < 0 ? "" : ht_csv_reader_cell(table->rows, (size_t)place);
    struct ht_table_headings *said = table->said;
    char *joined = NULL;
    for (size_t n = 0; said && n < said->more_count; n++) {
        if (said->more[n].column != column)
            continue;
        joined = joined ? joined : ht_copy_text(first, strlen(first));
        joined =
            ht_list_join(joined, " ", ht_csv_reader_cell(table->rows, (size_t)said->more[n].place));
    }
    if (!joined)
        return first;
    /* Who asked before, in this row, has what was said then. */
    if (said->joined[column] && !strcmp(said->joined[column], joined)) {
        free(joined);
        return said->joined[column];
    }
    free(said->joined[column]);
    return said->joined[column] = joined;
}

const char *ht_table_number(const struct ht_table *table, struct ht_import *import, int column)
{
    const char *text = ht_table_cell(table, column);
    size_t digits = strspn(text, "0123456789");
    return digits && !strcmp(text + digits, ".0")
               ? ht_import_made(import, "%.*s", (int)digits, text)
               : text;
}

struct ht_where ht_table_where(const struct ht_table *table)
{
    return (struct ht_where){table->source->path, ht_csv_reader_line(table->rows)};
}

/* ------------------------------------------------------------ slots */

/* Minutes of a cell that is a time, or the part of a day by which a spreadsheet keeps one, 0.375;
   below 0 where it is none. */
static int time_of(const char *text)
{
    int minutes;
    if (!strncmp(text, "0.", 2) && text[2] && !text[2 + strspn(text + 2, "0123456789")])
        return (int)(strtod(text, NULL) * DAY + 0.5) % DAY;
    const char *end = ht_time_at(text, &minutes);
    return end && !*end ? minutes : -1;
}

/* The times of the row, for periods.csv. */
static void take_times(const struct ht_table *table, struct ht_import *import, uint32_t slot)
{
    const char *start = ht_table_cell(table, HT_COL_START), *end = ht_table_cell(table, HT_COL_END);
    if (slot == HT_NONE || (!*start && !*end))
        return;
    int from = time_of(start), to = time_of(end);
    const struct ht_import_slot *of = &import->slots[slot];
    if (from < 0 || to < 0 || from >= to)
        ht_note(import->notes, HT_NOTE_LOOK, ht_table_where(table),
                "start and end of a period are not both a time, the end after the start",
                "'%s' to '%s'", start, end);
    else if (of->end && (of->start != from || of->end != to))
        ht_note(import->notes, HT_NOTE_LOOK, ht_table_where(table),
                "a period is at another time than before; the first is taken", "%s: %s to %s",
                ht_strings_text(import->period_names, of->name), start, end);
    else
        ht_import_period(import, slot, from, to, -1);
}

const struct ht_some *ht_table_slots(const struct ht_table *table, struct ht_import *import)
{
    char from[16];
    const char *period = ht_table_number(table, import, HT_COL_PERIOD);
    int start = time_of(ht_table_cell(table, HT_COL_START));
    if (!ht_table_has(table, HT_COL_PERIOD) && start >= 0)
        period = ht_time_text(start, from);
    const struct ht_slot_cells cells = {
        .slot = ht_table_has(table, HT_COL_SLOT) ? ht_table_cell(table, HT_COL_SLOT) : NULL,
        .week = ht_table_cell(table, HT_COL_WEEK),
        .day = ht_table_number(table, import, HT_COL_DAY),
        .period = period,
    };
    const struct ht_some *slots = ht_slots_in(import, &cells, ht_table_where(table));
    /* Of a double lesson the start is that of one period and the end that of another. */
    bool is_of_one = true;
    for (uint32_t n = 1; n < slots->count; n++)
        is_of_one &= import->slots[slots->numbers[n]].name == import->slots[slots->numbers[0]].name;
    for (uint32_t n = 0; n < slots->count && is_of_one; n++)
        take_times(table, import, slots->numbers[n]);
    return slots;
}
