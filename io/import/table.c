/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/import/table.h"

#include "io/base/cells.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { OLDEST_YEAR = 14 };

/* ------------------------------------------------------------ the table */

static void take_headings(struct ht_table *table, const struct ht_headings *headings)
{
    for (size_t n = 0; n < ht_csv_reader_cells(table->rows) && n < HT_MOST_CELLS; n++)
        for (size_t h = 0; h < headings->count; h++) {
            enum ht_column column = headings->headings[h].column;
            if (table->place[column] < 0 &&
                ht_cell_same_word(ht_csv_reader_cell(table->rows, n), headings->headings[h].text))
                table->place[column] = (int)n;
        }
}

bool ht_table_open(struct ht_table *table, const struct ht_source *source,
                   const struct ht_headings *headings, struct ht_diagnostics *faults)
{
    *table = (struct ht_table){.source = source};
    for (size_t column = 0; column < HT_COLUMN_COUNT; column++)
        table->place[column] = -1;
    table->rows = ht_csv_reader_new(source->bytes, source->size, source->path, faults);
    if (!table->rows)
        return false;
    ht_csv_reader_start(table->rows, ht_csv_reader_delimiter(table->rows, NULL, NULL), false);
    if (ht_table_next(table))
        take_headings(table, headings);
    return true;
}

void ht_table_close(struct ht_table *table)
{
    ht_csv_reader_free(table->rows);
}

bool ht_table_next(struct ht_table *table)
{
    while (ht_csv_reader_next(table->rows))
        if (ht_csv_reader_has_after(table->rows, 0))
            return true;
    return false;
}

bool ht_table_has(const struct ht_table *table, enum ht_column column)
{
    return table->place[column] >= 0;
}

const char *ht_table_cell(const struct ht_table *table, enum ht_column column)
{
    int place = table->place[column];
    return place < 0 ? "" : ht_csv_reader_cell(table->rows, (size_t)place);
}

struct ht_where ht_table_where(const struct ht_table *table)
{
    return (struct ht_where){table->source->path, ht_csv_reader_line(table->rows)};
}

/* ------------------------------------------------------------ slots */

struct ht_slot_texts {
    struct ht_strings *texts;
    uint32_t *slots; /* by number of texts */
    uint32_t count, capacity;
};

struct ht_slot_texts *ht_slot_texts_new(void)
{
    struct ht_slot_texts *texts = HT_NEW(struct ht_slot_texts, 1);
    texts->texts = ht_strings_new();
    return texts;
}

void ht_slot_texts_free(struct ht_slot_texts *texts)
{
    if (!texts)
        return;
    ht_strings_free(texts->texts);
    free(texts->slots);
    free(texts);
}

/* "A3" after the day: a letter for the week, as nothing is known yet of what periods there are. */
static void split_week(struct ht_import *import, struct ht_cell_slot *slot, const char *text,
                       struct ht_where where)
{
    size_t digits = strspn(slot->period + 1, "0123456789");
    if (slot->colon || *slot->week || !isalpha((unsigned char)*slot->period) || !digits ||
        slot->period[1 + digits])
        return;
    ht_note(import->notes, HT_NOTE_TAKEN, where,
            "in a slot without a colon, a letter before the period is taken to be the week", "'%s'",
            text);
    slot->week[0] = *slot->period;
    slot->week[1] = 0;
    memmove(slot->period, slot->period + 1, strlen(slot->period));
}

static uint32_t slot_of_cell(struct ht_import *import, const char *text, struct ht_where where)
{
    struct ht_cell_slot slot;
    if (ht_cell_slot(text, &slot)) {
        ht_note(import->notes, HT_NOTE_DROPPED, where,
                *text ? "what should be a slot (1Mon:3, MonA:3, Mon3) is none" : "no slot is named",
                "'%s'", text);
        return HT_NONE;
    }
    split_week(import, &slot, text, where);
    return ht_import_slot(import, slot.week, slot.weekday, slot.period, where);
}

static bool day_of_cell(const char *text, int *weekday)
{
    if (*text >= '1' && *text <= '7' && !text[1]) {
        *weekday = *text - '1';
        return true;
    }
    return !ht_cell_day(text, weekday);
}

static uint32_t slot_of_row(const struct ht_table *table, struct ht_import *import,
                            struct ht_where where)
{
    int weekday;
    const char *day = ht_table_cell(table, HT_COL_DAY);
    if (ht_table_has(table, HT_COL_SLOT))
        return slot_of_cell(import, ht_table_cell(table, HT_COL_SLOT), where);
    if (day_of_cell(day, &weekday))
        return ht_import_slot(import, ht_table_cell(table, HT_COL_WEEK), weekday,
                              ht_table_cell(table, HT_COL_PERIOD), where);
    ht_note(import->notes, HT_NOTE_DROPPED, where,
            *day ? "what should be a day (Mon to Sun, or 1 to 7) is none" : "no day is named",
            "'%s'", day);
    return HT_NONE;
}

uint32_t ht_table_slot(const struct ht_table *table, struct ht_import *import,
                       struct ht_slot_texts *texts)
{
    char *text =
        ht_table_has(table, HT_COL_SLOT)
            ? ht_format("%s", ht_table_cell(table, HT_COL_SLOT))
            : ht_format("%s\n%s\n%s", ht_table_cell(table, HT_COL_WEEK),
                        ht_table_cell(table, HT_COL_DAY), ht_table_cell(table, HT_COL_PERIOD));
    uint32_t number = ht_strings_add(texts->texts, text);
    free(text);
    struct ht_where where = ht_table_where(table);
    if (number == texts->count) {
        HT_GROW(texts->slots, texts->count, texts->capacity);
        texts->slots[texts->count++] = slot_of_row(table, import, where);
        return texts->slots[number];
    }
    /* Each row that is left out is counted, not only each text. */
    return texts->slots[number] == HT_NONE ? slot_of_row(table, import, where)
                                           : texts->slots[number];
}

/* ------------------------------------------------------------ years */

const char *ht_year_in(struct ht_import *import, const char *text)
{
    size_t start = strcspn(text, "0123456789");
    int year = atoi(text + start);
    size_t digits = strspn(text + start, "0123456789");
    if (!digits || digits > 2 || year < 1 || year > OLDEST_YEAR)
        return ht_import_text(import, "");
    char number[16];
    snprintf(number, sizeof number, "%d", year);
    return ht_import_text(import, number);
}

/* "J9X/Sc3": the year stands before the slash. */
static const char *year_in_class(struct ht_import *import, const char *class_)
{
    const char *slash = strchr(class_, '/');
    char *before = ht_copy_text(class_, slash ? (size_t)(slash - class_) : 0);
    const char *year = ht_year_in(import, before);
    free(before);
    return year;
}

static void settle_year(struct ht_import *import, uint32_t student, const char *year, bool differ)
{
    struct ht_import_known_student *known = &import->students[student];
    struct ht_where where = ht_import_where(import, known->file, known->line);
    const char *called = *known->is.name ? known->is.name : known->is.id;
    if (differ) {
        ht_note(import->notes, HT_NOTE_LOOK, where,
                "no year, since it is not said and the class codes are of several", "%s", called);
        return;
    }
    known->is.year = year;
    ht_note(import->notes, HT_NOTE_TAKEN, where, "the year is taken from the class codes", "%s: %s",
            called, year);
}

void ht_years_by_class(struct ht_import *import)
{
    const char **years = HT_NEW(const char *, import->student_count);
    bool *differ = HT_NEW(bool, import->student_count);
    for (size_t n = 0; n < import->lesson_count; n++) {
        const struct ht_import_lesson *lesson = &import->lessons[n];
        const char *class_ = import->contents[lesson->content].class_;
        if (*import->students[lesson->student].is.year || !*class_)
            continue;
        const char *year = year_in_class(import, class_), **said = &years[lesson->student];
        differ[lesson->student] |= *year && *said && *said != year;
        *said = *year ? year : *said;
    }
    for (uint32_t student = 0; student < import->student_count; student++)
        if (years[student])
            settle_year(import, student, years[student], differ[student]);
    free(differ);
    free(years);
}
