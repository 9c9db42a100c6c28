/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/schema/columns.h"

#include "io/base/cells.h"
#include "io/base/when.h"
#include "reports/data/written.h"
#include "solver/base/memory.h"

#define WORD(column, word) [HT_COL_##column] = word,
static const char *const names[HT_COLUMN_COUNT] = {HT_COLUMN_WORDS(WORD)};

#define ROW(column, needed, plain, meaning) {HT_COL_##column, needed, plain, meaning},
static const struct ht_column_of calendar[] = {HT_IN_CALENDAR(ROW)};
static const struct ht_column_of periods[] = {HT_IN_PERIODS(ROW)};
static const struct ht_column_of students[] = {HT_IN_STUDENTS(ROW)};
static const struct ht_column_of mentors[] = {HT_IN_MENTORS(ROW)};
static const struct ht_column_of subjects[] = {HT_IN_SUBJECTS(ROW)};
static const struct ht_column_of timetable[] = {HT_IN_TIMETABLE(ROW)};
static const struct ht_column_of caseload[] = {HT_IN_CASELOAD(ROW)};
static const struct ht_column_of commitments[] = {HT_IN_COMMITMENTS(ROW)};
static const struct ht_column_of requests[] = {HT_IN_REQUESTS(ROW)};
static const struct ht_column_of history[] = {HT_IN_HISTORY(ROW)};
static const struct ht_column_of done[] = {HT_IN_DONE(ROW)};
static const struct ht_column_of import[] = {HT_IN_IMPORT(ROW)};
static const struct ht_column_of sessions[] = {HT_IN_SESSIONS(ROW)};
static const struct ht_column_of unplaced[] = {HT_IN_UNPLACED(ROW)};
static const struct ht_column_of edited[] = {HT_IN_EDITED(ROW)};
static const struct ht_column_of held[] = {HT_IN_HELD(ROW)};

/* What is written besides is not read, but known. */
static const struct ht_csv_columns sessions_written = HT_CSV_COLUMNS(HT_SESSIONS_COLUMNS);
static const struct ht_csv_columns unplaced_written = HT_CSV_COLUMNS(HT_UNPLACED_COLUMNS);
static const struct ht_csv_columns held_written = HT_CSV_COLUMNS(HT_HELD_COLUMNS);
static const struct ht_csv_columns duties_written = HT_CSV_COLUMNS(HT_DUTIES_COLUMNS);

#define COLUMNS(table)       table, sizeof table / sizeof *table
#define IN_SCHOOL(stem, row) #stem ".csv", #stem, row, "<" #stem ">"

static const struct ht_file_columns files[HT_FILE_COUNT] = {
    [HT_CALENDAR_CSV] = {IN_SCHOOL(calendar, "dates"), true, "a stretch of dates",
                         COLUMNS(calendar), NULL, NULL},
    [HT_PERIODS_CSV] = {IN_SCHOOL(periods, "period"), true, "a piece of the school day",
                        COLUMNS(periods), NULL, NULL},
    [HT_STUDENTS_CSV] = {IN_SCHOOL(students, "student"), true, "a student", COLUMNS(students), NULL,
                         NULL},
    [HT_MENTORS_CSV] = {IN_SCHOOL(mentors, "mentor"), true, "a mentor", COLUMNS(mentors), NULL,
                        NULL},
    [HT_SUBJECTS_CSV] = {IN_SCHOOL(subjects, "subject"), false, "a subject code", COLUMNS(subjects),
                         NULL, NULL},
    [HT_TIMETABLE_CSV] = {IN_SCHOOL(timetable, "lesson"), true, "a lesson of a student",
                          COLUMNS(timetable), NULL, NULL},
    [HT_CASELOAD_CSV] = {IN_SCHOOL(caseload, "member"), true, "a student of a programme",
                         COLUMNS(caseload), NULL, NULL},
    [HT_COMMITMENTS_CSV] = {IN_SCHOOL(commitments, "commitment"), false,
                            "time in which a mentor has no session", COLUMNS(commitments), NULL,
                            NULL},
    [HT_REQUESTS_CSV] = {IN_SCHOOL(requests, "request"), false, "a wish or a ban",
                         COLUMNS(requests), NULL, NULL},
    [HT_HISTORY_CSV] = {IN_SCHOOL(history, "session"), false,
                        "a student of a session that was held; 'halfterm record' adds to it",
                        COLUMNS(history), NULL, NULL},
    [HT_DONE_CSV] = {IN_SCHOOL(done, "duty"), false,
                     "a duty that was done; rows of staff/duties.csv will do", COLUMNS(done), NULL,
                     &duties_written},
    [HT_IMPORT_CSV] =
        {"import.csv", NULL, NULL, NULL, false,
         "a heading of what is imported, as --map said it; 'halfterm import' keeps it",
         COLUMNS(import), NULL, NULL},
    [HT_SESSIONS_CSV] = {"sessions.csv", NULL, NULL, NULL, true, "a student of a session",
                         COLUMNS(sessions), &sessions_written, NULL},
    [HT_UNPLACED_CSV] = {"unplaced.csv", NULL, NULL, NULL, false,
                         "a student's missing sessions of a week", COLUMNS(unplaced),
                         &unplaced_written, NULL},
    [HT_EDITED_CSV] = {"edited.csv", NULL, NULL, NULL, true, "a student of a session",
                       COLUMNS(edited), NULL, NULL},
    [HT_HELD_CSV] = {"held.csv", NULL, NULL, NULL, true, "what became of a session", COLUMNS(held),
                     &held_written, NULL},
};

const struct ht_file_columns *ht_file_columns(enum ht_file file)
{
    HT_REQUIRE(file < HT_FILE_COUNT, "no such file");
    return &files[file];
}

static const struct ht_csv_column *find(const struct ht_csv_columns *columns, const char *name)
{
    for (size_t n = 0; columns && n < columns->count; n++)
        if (ht_cell_same_word(name, columns->list[n].name))
            return &columns->list[n];
    return NULL;
}

const struct ht_csv_column *ht_column_written(const struct ht_file_columns *file, const char *name)
{
    return find(file->written, name);
}

bool ht_column_is_known(const struct ht_file_columns *file, const char *name)
{
    return find(file->written, name) || find(file->moved, name) ||
           ht_cell_same_word(name, names[HT_COL_NOTE]);
}

const char *ht_column_meaning(const struct ht_file_columns *file, const struct ht_column_of *column)
{
    if (column->meaning)
        return column->meaning;
    const struct ht_csv_column *written = ht_column_written(file, ht_column_name(column->column));
    HT_REQUIRE(written, "the column has no meaning");
    return written->meaning;
}

struct ht_file_shown ht_file_shown(enum ht_file file, const char *document)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    return document && columns->tag ? (struct ht_file_shown){document, columns->tag}
                                    : (struct ht_file_shown){columns->name, columns->name};
}

const char *ht_column_name(enum ht_column column)
{
    HT_REQUIRE(column < HT_COLUMN_COUNT, "no such column");
    return names[column];
}
