/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The CSV files and their columns: the one table (column_table.h) that
 * reading, messages and documentation use.
 */
#ifndef HT_IO_SCHEMA_COLUMNS_H
#define HT_IO_SCHEMA_COLUMNS_H

#include "io/schema/column_table.h"
#include "reports/text/csv.h"

#include <stdbool.h>
#include <stddef.h>

/** The document that may stand in for the CSV files of a school. */
#define HT_SCHOOL_FILE "school.xml"

/** The folder of a school that holds the templates, and the file that stands above each letter. */
#define HT_TEMPLATE_FOLDER "letters"
#define HT_LETTERHEAD_FILE "letterhead.txt"
#define HT_TEMPLATE_ENDING ".txt"

/** The CSV files that are read; a run writes sessions.csv and unplaced.csv. */
enum ht_file {
    HT_CALENDAR_CSV,
    HT_PERIODS_CSV,
    HT_STUDENTS_CSV,
    HT_MENTORS_CSV,
    HT_SUBJECTS_CSV,
    HT_TIMETABLE_CSV,
    HT_CASELOAD_CSV,
    HT_COMMITMENTS_CSV,
    HT_REQUESTS_CSV,
    HT_HISTORY_CSV,
    HT_DONE_CSV,
    HT_IMPORT_CSV,
    HT_SESSIONS_CSV,
    HT_UNPLACED_CSV,
    HT_EDITED_CSV,
    HT_HELD_CSV,
    HT_FILE_COUNT,
};

/** The columns of all files; a file has some of them. */
#define HT_COLUMN_CONSTANT(column, word) HT_COL_##column,
enum ht_column { HT_COLUMN_WORDS(HT_COLUMN_CONSTANT) HT_COLUMN_COUNT };
#undef HT_COLUMN_CONSTANT

/** A column of a file. */
struct ht_column_of {
    enum ht_column column;
    bool needed;         /* the file must have it; its cells may still be blank */
    bool plain;          /* goes into files for programs as it is: see ht_cell_plain() */
    const char *meaning; /* a line of documentation; NULL: that of the column as it is written */
};

/** What a file holds. */
struct ht_file_columns {
    const char *name;                   /* "calendar.csv" */
    const char *element, *row;          /* in school.xml, of the file and a row; NULL: not there */
    const char *tag;                    /* "<calendar>": the element for people */
    bool needed;                        /* a school must have it */
    const char *meaning;                /* a line of documentation: what a row is */
    const struct ht_column_of *columns; /* in the order in which they are documented */
    size_t count;                       /* columns */
    const struct ht_csv_columns *written; /* those that a run writes; NULL: no run does */
    const struct ht_csv_columns *moved;   /* of a run's file whose rows it may take; or NULL */
};

/** The columns of a file. */
const struct ht_file_columns *ht_file_columns(enum ht_file file);

/** The column of that name, however it is spelt, that a run writes; NULL: it writes none. */
const struct ht_csv_column *ht_column_written(const struct ht_file_columns *file, const char *name);

/** Whether nobody need be told that a column of that name is not read: the program writes it so, or
 * it is a note, which every file may have. */
bool ht_column_is_known(const struct ht_file_columns *file, const char *name);

/** A line of documentation of a file's column. */
const char *ht_column_meaning(const struct ht_file_columns *file,
                              const struct ht_column_of *column);

/** How messages call a file. */
struct ht_file_shown {
    const char *name; /* that its lines are of: "students.csv" or "school.xml" */
    const char *word; /* in a sentence: "students.csv" or "<students>" */
};

/** One of a school's CSV files, where the document (NULL: none) does not stand in for it. */
struct ht_file_shown ht_file_shown(enum ht_file file, const char *document);

/** A column's name as it is documented: "per_week". */
const char *ht_column_name(enum ht_column column);

#endif
