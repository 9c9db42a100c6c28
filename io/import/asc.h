/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an aSc TimeTables XML file says, as it stands there: texts are the import's, "" where
 * nothing is said; ids are the file's own and mean nothing outside it.
 */
#ifndef HT_IO_IMPORT_ASC_H
#define HT_IO_IMPORT_ASC_H

#include "io/import/import.h"

/** What has a name and a short one. */
enum ht_asc_kind { HT_ASC_SUBJECT, HT_ASC_TEACHER, HT_ASC_ROOM, HT_ASC_CLASS, HT_ASC_KINDS };

struct ht_asc_thing {
    const char *name, *short_name, *grade;
};

struct ht_asc_things {
    struct ht_strings *ids;      /* numbers are places in the array; likewise below */
    struct ht_asc_thing *things; /* owned */
    size_t count, capacity;
    bool has_shorts; /* all of them have a short name, and no two the same */
};

struct ht_asc_student {
    const char *name, *number, *class_;
    uint32_t student; /* number in the import, or HT_NONE */
    struct ht_where where;
};

struct ht_asc_group {
    const char *name, *class_, *students; /* ids, a list for students; likewise below */
    bool is_whole;                        /* the class itself */
};

/** A student's choice of a seminar. */
struct ht_asc_choice {
    const char *student, *subject, *seminar;
};

struct ht_asc_lesson {
    const char *classes, *subject, *teachers, *groups, *students, *rooms, *seminar;
    uint32_t length; /* periods of each of its cards, once it is settled */
};

/** Where a lesson is: days, weeks and terms are a digit each, '1' for those that are meant. In 2008
    there was a number of the day instead. */
struct ht_asc_card {
    const char *lesson, *period, *days, *day, *weeks, *terms, *rooms;
    struct ht_where where;
};

struct ht_asc_period {
    const char *number, *name;
    int start, end; /* minutes; both 0 where not said */
};

/** A day or a week of the cycle by its place. */
struct ht_asc_place {
    size_t place;
    const char *name;
};

/** A file. Counts and capacities are in elements; arrays are owned. */
struct ht_asc {
    struct ht_import *import; /* not owned */
    struct ht_asc_things things[HT_ASC_KINDS];
    struct ht_strings *student_ids, *group_ids, *lesson_ids;
    struct ht_asc_student *students;
    size_t student_count, student_capacity;
    struct ht_asc_group *groups;
    size_t group_count, group_capacity;
    struct ht_asc_choice *choices;
    size_t choice_count, choice_capacity;
    struct ht_asc_lesson *lessons;
    size_t lesson_count, lesson_capacity;
    struct ht_asc_card *cards;
    size_t card_count, card_capacity;
    struct ht_asc_period *periods;
    size_t period_count, period_capacity;
    struct ht_asc_place *days, *weeks;
    bool is_counted_from_one; /* days of cards that are numbers, as in 2008 */
    size_t day_count, day_capacity, week_count, week_capacity;
};

/** Makes students and lessons of what a file says. */
void ht_asc_make_lessons(struct ht_asc *asc, struct ht_where where);

#endif
