/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Tables with a line of headings, a row a lesson of a student, as many programs export them: what
 * their headings mean is given by a list of words, what their cells mean is the same for all.
 */
#ifndef HT_IO_IMPORT_TABLE_H
#define HT_IO_IMPORT_TABLE_H

#include "io/csv/reader.h"
#include "io/import/import.h"
#include "io/schema/columns.h"

/** A heading, matched as a school's own files match theirs, and what stands below it. */
struct ht_heading {
    const char *text;
    enum ht_column column;
};

struct ht_headings {
    const struct ht_heading *headings;
    size_t count;
};

/** A table being read. */
struct ht_table {
    const struct ht_source *source;
    struct ht_csv_reader *rows; /* NULL where the file could not be opened */
    int place[HT_COLUMN_COUNT]; /* of a column in the row; below 0: the table has none */
};

/**
 * Opens a table and reads its headings; of two that mean the same the first counts. Where it is
 * no text, that is a fault and false. Close it in any case.
 */
bool ht_table_open(struct ht_table *table, const struct ht_source *source,
                   const struct ht_headings *headings, struct ht_diagnostics *faults);

/** Closes a table. */
void ht_table_close(struct ht_table *table);

/** Goes to the next row that is not blank. */
bool ht_table_next(struct ht_table *table);

/** Whether the table has such a column. */
bool ht_table_has(const struct ht_table *table, enum ht_column column);

/** A cell of the row, "" where it is blank or there is no such column. */
const char *ht_table_cell(const struct ht_table *table, enum ht_column column);

/** Where the row stands. */
struct ht_where ht_table_where(const struct ht_table *table);

/** Slots by what cells say of them, each looked at once; they may be of several tables. */
struct ht_slot_texts;

/** Free with ht_slot_texts_free(); NULL is fine for that. */
struct ht_slot_texts *ht_slot_texts_new(void);
void ht_slot_texts_free(struct ht_slot_texts *texts);

/** What a row says of its slot (slot; or week, day and period); HT_NONE after a note. */
uint32_t ht_table_slot(const struct ht_table *table, struct ht_import *import,
                       struct ht_slot_texts *texts);

/** The year group in "10", "Year 10", "12X" or "J9X" as text, or "". */
const char *ht_year_in(struct ht_import *import, const char *text);

/** Fills in the years of students by the class codes of all their lessons, with notes. */
void ht_years_by_class(struct ht_import *import);

#endif
