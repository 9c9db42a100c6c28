/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A school's folder that an import changes: what it has of each file, and what that becomes.
 */
#ifndef HT_IO_UPDATE_INTERNAL_H
#define HT_IO_UPDATE_INTERNAL_H

#include "io/base/staged_file.h"
#include "io/csv/edit.h"
#include "io/schema/columns.h"
#include "io/update/update.h"

/** A school's folder being changed. */
struct ht_target {
    struct ht_import *import;
    const char *folder;
    ht_date from; /* first date of the new timetable; HT_DATE_FIRST: it is for all dates */
    struct ht_target_file {
        char *text; /* owned; NULL: the file stays as it is */
        size_t size;
        struct ht_staged_file *replacement; /* owned */
    } files[HT_SESSIONS_CSV];
};

/** The path of a file of the folder, to be freed, and whether there is one. */
char *ht_target_path(const struct ht_target *target, enum ht_file file);
bool ht_target_has(const struct ht_target *target, enum ht_file file);

/** A line of one of the folder's files, for notes; 0 where a line says nothing. */
struct ht_where ht_target_where(enum ht_file file, int line);

/** Whether the file on the disk has just that text. */
bool ht_target_has_text(const struct ht_target *target, enum ht_file file, const char *text,
                        size_t size);

/** One of the folder's files; NULL where there is none, or only what `halfterm new` put there. */
struct ht_csv *ht_target_open(const struct ht_target *target, enum ht_file file);

/** The text of one of the folder's files without the examples that `halfterm new` put there, and
 * how many rows of these were in it; NULL where there is none. Use free(). */
char *ht_target_text(const struct ht_target *target, enum ht_file file, size_t *size,
                     size_t *examples);

/** Takes the rows that `halfterm new` put there out of a file's text, if all of them are in it; how
 * many there were. */
size_t ht_examples_strip(enum ht_file file, char *text, size_t *size);

/** Adds the cycle weeks that a row of calendar.csv names; whether it is one of a week's dates. */
bool ht_calendar_names(const struct ht_record_source *records, struct ht_strings *weeks);

/** Ends an edit; its text is the file's new one. A fault where that could not be encoded. */
void ht_target_end(struct ht_target *target, enum ht_file file, struct ht_csv_edit *edit,
                   bool is_encoded);

/** For staged folders: what is not written stays. */
bool ht_update_owns_nothing(const char *file);

/**
 * Notes the pairs of students, known by their names only, whose names are the same but for case,
 * signs, accents and order ("Lee, Ann"; "Ann Lee"), or for one letter.
 */
void ht_import_point_at_pairs(struct ht_import *import);

/** Gives students their ids, those of students.csv where it has them, and makes the new file. */
void ht_import_students(struct ht_target *target);

/** Fills in what a list of staff says of the mentors, and adds who is to be one. */
void ht_import_mentors(struct ht_target *target);

/** Makes periods.csv, or adds to it what lessons need. */
void ht_import_periods(struct ht_target *target);

/** Makes timetable.csv. */
void ht_import_timetable(struct ht_target *target);

#endif
