/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an importer yields, whatever the format: students, and who has which lesson when. Importers
 * add to it and note what they leave out or understand otherwise; a reading of the school's folder
 * and the writing of it are io/update/school.h's.
 *
 * Texts are trimmed UTF-8 and copied. A student or lesson that is added twice is one; numbers are
 * places in the arrays.
 */
#ifndef HT_IO_GATHER_IMPORT_H
#define HT_IO_GATHER_IMPORT_H

#include "io/base/diagnostics.h"
#include "io/base/source.h"
#include "io/base/when.h"
#include "io/gather/report.h"
#include "solver/base/string_table.h"
#include "solver/school/policy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What the command line says of how files are to be read. */
struct ht_import_wishes {
    const char *map;     /* "Pupil=student,When=slot"; NULL where not said */
    bool map_is_kept;    /* it is that of an import before: some of its headings may not be there */
    const char *sheet;   /* of a workbook; NULL: the first one */
    const char *mentors; /* roles, codes or names of staff who are mentors, a list; or NULL */
    unsigned solution;   /* which of a file's timetables, from 1; 0 where not said */
};

/** A student; texts are "" where nothing is said. */
struct ht_import_student {
    const char *id;   /* "" in a file that knows students by their names only */
    const char *name; /* likewise below */
    const char *form, *year;
    const char *upn;        /* NULL is "" for these three until it is added */
    const char *flags;      /* a list */
    const char *told_flags; /* likewise: those that columns say yes or no to */
};

/** The same once it is added. */
struct ht_import_known_student {
    struct ht_import_student is;
    uint32_t file, line; /* where it came first */
};

/** When a lesson is. */
struct ht_import_slot {
    uint32_t week;       /* number in weeks; HT_NONE: every one. All slots say it, or none does */
    int weekday;         /* 0 for Monday */
    uint32_t name;       /* number in period_names */
    int start, end;      /* minutes after midnight; both 0 where not known */
    int kind;            /* an enum ht_kind, or -1 where not known */
    bool is_read;        /* the week was made out of a text that says the day as well */
    uint32_t file, line; /* where it came first: number in files; from 1 */
};

/** What a lesson is; subject is never "". */
struct ht_import_content {
    const char *subject, *class_, *teacher, *room; /* "" where nothing is said */
};

/** A student's lesson; 100,000 of them are usual. */
struct ht_import_lesson {
    uint32_t student, slot, content; /* numbers */
    uint32_t file, line;             /* where it stands: number in files; from 1 */
};

/** Somebody of a list of staff; texts are "" where nothing is said. */
struct ht_import_staff {
    const char *id; /* the code, or the name where there is none */
    const char *name, *role, *room;
    uint32_t file, line;
};

struct ht_list;

/** Everything that was imported. Counts and capacities are in elements. */
struct ht_import {
    struct ht_import_wishes wishes;
    struct ht_diagnostics *faults;  /* not owned: what makes the import impossible */
    struct ht_import_report *notes; /* owned, likewise below */
    struct ht_when_known known;     /* what the school's files name already; names owned */
    struct ht_strings *texts;       /* every text */
    struct ht_strings *files;       /* that things came from */
    struct ht_strings *weeks;       /* cycle weeks */
    struct ht_strings *period_names;
    struct ht_strings *slot_keys; /* numbers are places in slots; likewise below */
    struct ht_strings *content_keys;
    struct ht_import_known_student *students;
    size_t student_count, student_capacity;
    struct ht_import_staff *staff;
    size_t staff_count, staff_capacity;
    struct ht_import_slot *slots;
    size_t slot_count, slot_capacity;
    struct ht_import_content *contents;
    size_t content_count, content_capacity;
    struct ht_import_lesson *lessons;
    size_t lesson_count, lesson_capacity;
    /* Made when finished: forms of students; subjects, classes and teachers of lessons. */
    size_t form_count, subject_count, class_count, teacher_count;
    struct ht_strings *long_classes; /* owned, likewise below: see ht_list_class() */
    struct ht_list *slot_texts;      /* not owned: slots by what cells say, see ht_slots_in() */
    struct ht_list *student_keys;    /* not owned: uint32_t, numbers by what files know them by */
    struct ht_list *lists; /* what a format keeps while it reads: see ht_import_forget() */
    void **kept;
    size_t kept_count, kept_capacity;
    size_t row_count;   /* rows or elements that were looked at, for the report */
    size_t lost_count;  /* of these, such as should have been a lesson and are none */
    bool is_of_classes; /* "students" stand for whole classes: several lessons at once are groups */
};

/** Nothing yet; free with ht_import_free(). */
struct ht_import *ht_import_new(const struct ht_import_wishes *wishes,
                                struct ht_diagnostics *faults);

/** Frees it; NULL is fine. */
void ht_import_free(struct ht_import *import);

/** Its own copy of a text; equal texts are the same pointer. */
const char *ht_import_text(struct ht_import *import, const char *text);

/**
 * A student by the id or, without one, by name and form; what is new is added, what was not yet
 * said of a known one is filled in, and a contradiction is noted. HT_NONE after a note where there
 * is neither id nor name, or none that a school's files can hold.
 */
uint32_t ht_import_student(struct ht_import *import, const struct ht_import_student *student,
                           struct ht_where where);

/** A name or, where it is "", one of its two parts, "Khan, Ann". */
const char *ht_import_name(struct ht_import *import, const char *name, const char *surname,
                           const char *forename);

/** Fills in what is not yet said of a student, of another who is the same. */
void ht_import_fill_in(struct ht_import *import, uint32_t known,
                       const struct ht_import_student *student);

/** A list with the parts of another that it has not got. */
const char *ht_import_join_lists(struct ht_import *import, const char *list, const char *more);

/** A slot; the week's name is "" for every week. HT_NONE after a note where it cannot be held. */
uint32_t ht_import_slot(struct ht_import *import, const char *week, int weekday, const char *period,
                        struct ht_where where);

/** Says when the period of a slot is, and of which kind (-1: not known), if nothing has yet. */
void ht_import_period(struct ht_import *import, uint32_t slot, int start, int end, int kind);

/**
 * The content of a lesson. What a spreadsheet would run as a formula is left out with a note;
 * HT_NONE where the subject is that, or blank.
 */
uint32_t ht_import_content(struct ht_import *import, const struct ht_import_content *content,
                           struct ht_where where);

/** An id without zeros at its start where it is a number, from which spreadsheets take them. */
const char *ht_import_bare_id(const char *id);

/** One "student" for a class whose students nobody names: id and form are the class,
 * whose name may say the year. */
uint32_t ht_import_stand_in(struct ht_import *import, const char *class_, struct ht_where where);

/** Adds a lesson of a student unless one of the numbers is HT_NONE. */
void ht_import_lesson(struct ht_import *import, uint32_t student, uint32_t slot, uint32_t content,
                      struct ht_where where);

/** The same for each student of a list of `uint32_t`, none of them HT_NONE. */
void ht_import_lessons(struct ht_import *import, const struct ht_list *students, uint32_t slot,
                       uint32_t content, struct ht_where where);

/** Whether there are more lessons than any school has; "up to here, ...; HOW" is a fault then. */
bool ht_import_is_full(struct ht_import *import, struct ht_where where, const char *how);

/** Where a lesson or student stands, for notes. */
struct ht_where ht_import_where(const struct ht_import *import, uint32_t file, uint32_t line);

/** The slots by week, day, start and name, numbers in names by their value. Use free(). */
uint32_t *ht_import_order_slots(struct ht_import *import);

#endif
