/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The readers of a school's files, and what they share. read.c calls them in the order in which
 * they need each other; a file that is absent or broken adds nothing to the school.
 */
#ifndef HT_IO_SCHOOL_SCHOOL_READER_H
#define HT_IO_SCHOOL_SCHOOL_READER_H

#include "io/base/when.h"
#include "io/records/fields.h"
#include "io/school/files.h"

/** A row of periods.csv, kept until all cycle weeks and days are known. */
struct ht_period_row {
    struct ht_some weeks; /* numbers in ht_school.weeks */
    uint8_t days;         /* bits */
    bool every_day;       /* no day was named: all school weekdays */
    uint32_t name;        /* number in ht_school.period_names */
    int start, end;       /* minutes after midnight */
    enum ht_kind kind;
    int line;
};

/** The rows of timetable.csv, kept until the periods are known. */
struct ht_lesson_rows;

/** A school being read. */
struct ht_school_reader {
    struct ht_school *school;
    struct ht_diagnostics *faults;
    struct ht_school_files *files; /* owned */
    bool has_week_rows;            /* calendar.csv names the cycle weeks */
    bool lost_term;   /* a term of calendar.csv could not be read: do not hold others to it */
    bool lost_period; /* nor could some or all of periods.csv */
    bool is_open[HT_FILE_COUNT]; /* the file was there, and had the columns that it must have */
    uint8_t named_days;          /* bits: days of the week that periods.csv or timetable.csv name */
    struct ht_period_row *periods; /* owned */
    size_t period_count, period_capacity;
    struct ht_lesson_rows *lessons; /* owned */
    struct ht_strings *teachers;    /* owned; of the timetable */
    struct ht_when_known when;      /* what slots may name: the names are the school's */
    int new_week_line;              /* of the first slot that names a week of its own; 0: none */
    bool has_no_week;               /* some row of timetable.csv is of no cycle week */
};

/**
 * Goes to the next row of one of the school's files: *records is NULL before the first and after
 * the last. False at the end, after a finding where a file that a school needs has no rows.
 */
bool ht_next_row(struct ht_school_reader *reader, enum ht_file file,
                 struct ht_record_source **records);

/** The name of a file in a folder. */
const char *ht_file_name(enum ht_file file);

/** How messages call one of the school's files, and what has its policy. */
struct ht_file_shown ht_school_reader_file(const struct ht_school_reader *reader,
                                           enum ht_file file);
struct ht_file_shown ht_school_reader_policy(const struct ht_school_reader *reader);

/** A finding of one of the school's files. */
#define HT_FILE_FAULT(reader, severity, file, ...)                                                 \
    ht_fault((reader)->faults, severity, ht_school_reader_file(reader, file).name, __VA_ARGS__)

/* What cells name. */
struct ht_known ht_known_students(const struct ht_school *school);
struct ht_known ht_known_mentors(const struct ht_school *school);
struct ht_known ht_known_weeks(const struct ht_school *school);
struct ht_known ht_known_periods(const struct ht_school *school);

/** What becomes of a cycle week that nothing has named before. */
enum ht_new_weeks {
    HT_NEW_WEEKS_ADDED,   /* it is one more; a warning where the calendar has week rows */
    HT_NEW_WEEKS_IGNORED, /* a warning, since nothing ever takes place in it */
};

/**
 * The number of a cycle week, added where it is new; a fault where no program should be given its
 * name.
 */
uint32_t ht_read_week(struct ht_school_reader *reader, const struct ht_record_source *records,
                      const char *name);

/** A cell's cycle weeks; false where the row cannot be used. */
bool ht_read_weeks(struct ht_school_reader *reader, const struct ht_record_source *records,
                   const char *text, enum ht_new_weeks new_weeks, struct ht_some *weeks);

/** A list of any names, added to the set; at most 200 of them. */
bool ht_read_list(const struct ht_record_source *records, enum ht_column column,
                  struct ht_strings *names, bool upper, struct ht_some *some);

/** The same of skills, which are one whatever their case and spaces. */
bool ht_read_skills(const struct ht_record_source *records, enum ht_column column,
                    struct ht_strings *skills, struct ht_some *some);

/** Reads week, day and period, but no dates; false after a fault. The sets are the caller's to
 * free. The second reads one slot of a cell that may have several. The weeks are those of the first
 * timetable, which ht_slot_has() takes for those of all. */
bool ht_read_slot(struct ht_school_reader *reader, const struct ht_record_source *records,
                  enum ht_new_weeks new_weeks, struct ht_recurrence *slot);
bool ht_read_slot_text(struct ht_school_reader *reader, const struct ht_record_source *records,
                       const char *text, enum ht_new_weeks new_weeks, struct ht_recurrence *slot);
bool ht_slot_has(const struct ht_school *school, const struct ht_recurrence *slot,
                 const struct ht_period *period);

/** Likewise, where a slot that is nowhere in the timetable is a warning; the weeks are all. */
bool ht_read_wish_slot(struct ht_school_reader *reader, const struct ht_record_source *records,
                       struct ht_recurrence *slot);

/**
 * A finding unless every period that the slot names is there on every day that it names, or may be
 * among the periods that could not be read; false after one.
 */
bool ht_slot_exists(const struct ht_school_reader *reader, enum ht_severity severity,
                    const struct ht_recurrence *slot, const char *file, int line);

/* The files, in the order in which they are read. */
void ht_read_policy(struct ht_school_reader *reader);
void ht_read_calendar(struct ht_school_reader *reader);
void ht_read_periods(struct ht_school_reader *reader);
void ht_read_students(struct ht_school_reader *reader);
void ht_read_mentors(struct ht_school_reader *reader);
void ht_read_subjects(struct ht_school_reader *reader);
void ht_read_timetable(struct ht_school_reader *reader);

/** Settles the cycle weeks and the school's days, and enters the periods. */
void ht_place_periods(struct ht_school_reader *reader);

/** Enters the lessons of the timetable. */
void ht_place_lessons(struct ht_school_reader *reader);

/** Frees the rows; NULL is fine. */
void ht_lesson_rows_free(struct ht_lesson_rows *rows);

/** The name of the programme in a row of caseload.csv, also where it is not said. */
const char *ht_read_programme_name(const struct ht_record_source *records);

void ht_read_caseload(struct ht_school_reader *reader);
void ht_read_commitments(struct ht_school_reader *reader);
void ht_read_requests(struct ht_school_reader *reader);
void ht_read_history(struct ht_school_reader *reader);
void ht_read_done(struct ht_school_reader *reader);

/**
 * What if: sets values of the policy for one run, given as "rooms.max=5, day-load=2": element and
 * attribute as in policy.xml, or one of the two where that tells which is meant.
 */
void ht_what_if(struct ht_school *school, const char *values, struct ht_diagnostics *faults);

/* The files held against each other, once the school is finished. */
void ht_check_calendar(const struct ht_school_reader *reader);
void ht_check_people(const struct ht_school_reader *reader);
void ht_check_programmes(const struct ht_school_reader *reader);

#endif
