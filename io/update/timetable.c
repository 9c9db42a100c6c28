/* SPDX-License-Identifier: GPL-3.0-or-later */
/** timetable.csv: the lessons that were imported and, before --from, those that were there. */
#include "io/records/fields.h"
#include "io/update/internal.h"
#include "reports/text/csv.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The columns of the new file. */
struct columns {
    enum ht_column columns[HT_COLUMN_COUNT];
    size_t count;
};

/* Those of the table, but the slot and the dates only where they are needed. */
static struct columns choose_columns(const struct ht_record_source *before)
{
    const struct ht_file_columns *all = ht_file_columns(HT_TIMETABLE_CSV);
    struct columns chosen = {.count = 0};
    for (size_t n = 0; n < all->count; n++) {
        enum ht_column column = all->columns[n].column;
        bool is_date = column == HT_COL_FROM || column == HT_COL_TO;
        if ((column != HT_COL_SLOT || (before && before->has[column])) && (!is_date || before))
            chosen.columns[chosen.count++] = column;
    }
    return chosen;
}

static void write_row(FILE *stream, const struct columns *columns,
                      const char *const cells[HT_COLUMN_COUNT])
{
    const char *row[HT_COLUMN_COUNT];
    for (size_t n = 0; n < columns->count; n++)
        row[n] = cells[columns->columns[n]] ? cells[columns->columns[n]] : "";
    ht_csv_write_row(stream, row, columns->count);
}

static void write_titles(FILE *stream, const struct columns *columns)
{
    const char *cells[HT_COLUMN_COUNT];
    for (size_t n = 0; n < columns->count; n++)
        cells[columns->columns[n]] = ht_column_name(columns->columns[n]);
    write_row(stream, columns, cells);
}

static void write_lessons(FILE *stream, const struct columns *columns,
                          const struct ht_import *import, const char *from)
{
    for (size_t n = 0; n < import->lesson_count; n++) {
        const struct ht_import_lesson *lesson = &import->lessons[n];
        const struct ht_import_slot *slot = &import->slots[lesson->slot];
        const struct ht_import_content *content = &import->contents[lesson->content];
        const char *cells[HT_COLUMN_COUNT] = {
            [HT_COL_STUDENT] = import->students[lesson->student].is.id,
            [HT_COL_WEEK] = slot->week == HT_NONE ? "" : ht_strings_text(import->weeks, slot->week),
            [HT_COL_DAY] = ht_day_short(slot->weekday),
            [HT_COL_PERIOD] = ht_strings_text(import->period_names, slot->name),
            [HT_COL_SUBJECT] = content->subject,
            [HT_COL_CLASS] = content->class_,
            [HT_COL_TEACHER] = content->teacher,
            [HT_COL_ROOM] = content->room,
            [HT_COL_FROM] = from,
        };
        write_row(stream, columns, cells);
    }
}

/* ------------------------------------------------------------ the timetable before */

/* A row of the timetable before, which ends the day before the new one begins. */
static void write_before(FILE *stream, const struct columns *columns,
                         const struct ht_record_source *records, ht_date from)
{
    char last[16];
    const char *cells[HT_COLUMN_COUNT];
    ht_date begins = HT_DATE_FIRST, ends = HT_DATE_LAST;
    for (size_t n = 0; n < columns->count; n++)
        cells[columns->columns[n]] = records->cells[columns->columns[n]];
    ht_field_date(records, HT_COL_FROM, &begins);
    if (begins.days >= from.days)
        return;
    ht_field_date(records, HT_COL_TO, &ends);
    if (ends.days >= from.days)
        cells[HT_COL_TO] = ht_date_iso(ht_date_plus(from, -1), last);
    write_row(stream, columns, cells);
}

static void note_unknown_columns(struct ht_import *import, struct ht_csv *csv)
{
    struct ht_csv_form form = ht_csv_form(csv);
    size_t unknown = 0;
    for (size_t n = 0; n < form.column_count; n++)
        unknown += form.columns[n] < 0;
    if (unknown)
        ht_note(import->notes, HT_NOTE_DROPPED, ht_target_where(HT_TIMETABLE_CSV, 1),
                "columns of the timetable before that mean nothing", "%zu columns", unknown);
}

/* A text that grows in its place: open_memstream() holds the text twice whenever it grows. */
struct growing {
    struct ht_target_file *file;
    size_t capacity;
};

static ssize_t append(void *context, const char *bytes, size_t size)
{
    struct growing *text = context;
    struct ht_target_file *file = text->file;
    if (text->capacity - file->size < size) {
        text->capacity += text->capacity / 4 + size;
        file->text = ht_resize(file->text, text->capacity, 1);
    }
    memcpy(file->text + file->size, bytes, size);
    file->size += size;
    return (ssize_t)size;
}

static void write_all(FILE *stream, struct ht_target *target, struct ht_csv *csv)
{
    struct ht_record_source *before = ht_csv_records(csv);
    struct columns columns = choose_columns(before);
    char from[16] = "";
    write_titles(stream, &columns);
    if (before) {
        note_unknown_columns(target->import, csv);
        ht_date_iso(target->from, from);
    }
    while (before && ht_record_source_next(before))
        write_before(stream, &columns, before, target->from);
    write_lessons(stream, &columns, target->import, from);
}

void ht_import_timetable(struct ht_target *target)
{
    /* An export of students alone says nothing against the lessons that are there. */
    if (!target->import->lesson_count)
        return;
    struct ht_target_file *file = &target->files[HT_TIMETABLE_CSV];
    bool keeps = target->from.days != HT_DATE_FIRST.days;
    struct ht_csv *before = keeps ? ht_target_open(target, HT_TIMETABLE_CSV) : NULL;
    if (keeps && !before)
        ht_fault(target->import->faults, HT_FAULT, ht_file_columns(HT_TIMETABLE_CSV)->name, 1,
                 "there is no timetable that could hold before that date; leave --from out");
    struct growing text = {.file = file};
    FILE *stream = fopencookie(&text, "w", (cookie_io_functions_t){.write = append});
    if (!stream)
        ht_out_of_memory();
    write_all(stream, target, before);
    if (fclose(stream))
        ht_out_of_memory();
    ht_csv_free(before);
}
