/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the readers of FET's files share: sets of students, activities, and where these are placed.
 */
#ifndef HT_IO_IMPORT_FET_H
#define HT_IO_IMPORT_FET_H

#include "io/gather/lists.h"
#include "io/gather/table.h"

/** Where a set of students stands among the others. */
enum ht_fet_level { HT_FET_YEAR, HT_FET_GROUP, HT_FET_SUBGROUP, HT_FET_LEVELS };

/** A year, group or subgroup. One without parts has students of its own. */
struct ht_fet_set {
    const char *name;      /* the import's texts, likewise below */
    const char *form;      /* the first group that it is in, or itself */
    const char *year;      /* the name of the first year that it is in */
    uint32_t number;       /* of students, as the file says; 0 where it says nothing */
    struct ht_some parts;  /* numbers of sets */
    uint32_t first, count; /* its own students, numbers in the import; after ht_fet_students() */
    uint32_t seen;         /* the last visit that came by */
    struct ht_where where;
};

/** Lessons that are placed together. */
struct ht_fet_activity {
    const char *subject, *teacher; /* the import's texts; several teachers joined by '+' */
    struct ht_some sets;
    uint32_t duration; /* hours */
    bool is_active;
    uint32_t day, hour; /* where the data itself fix it, or HT_NONE */
    const char *room;   /* likewise; "" for none */
    struct ht_where where;
};

/** Where an activity, or an hour of it, is. */
struct ht_fet_placement {
    uint32_t activity, day, hour; /* numbers */
    uint32_t duration;            /* hours from that one */
    const char *room;             /* the import's text */
    struct ht_where where;
};

/** An hour in which nobody has lessons. */
struct ht_fet_break {
    uint32_t day, hour;
};

/** Everything that was read. */
struct ht_fet {
    struct ht_import *import;     /* not owned */
    struct ht_list *sets;         /* by their level and name */
    struct ht_list *links;        /* of sets with their parts */
    struct ht_list *activities;   /* by their ids */
    struct ht_list *days, *hours; /* names, in the cycle's order where that is known */
    bool is_ordered;              /* days and hours: they come from a list of them */
    struct ht_list *breaks, *placements;
    struct ht_where where;       /* of the lists of days and hours */
    uint32_t terms, days_a_term; /* of the mode that has them; else 0 */
    size_t term;                 /* the one that is read */
    bool is_of_half_days;        /* each day is two of FET's: a morning and an afternoon */
    uint32_t visits;             /* of ht_fet_members() so far */
    struct ht_list *members;     /* uint32_t: see there */
    /* What days and hours are, and the slots by day and hour, HT_NONE where nothing is yet. */
    struct ht_cycle_day *cycle;
    struct ht_cycle_hour *times;
    uint32_t *slots;
};

/** The set of a number. */
struct ht_fet_set *ht_fet_set_at(const struct ht_fet *fet, uint32_t number);

/** A number of students or hours; what is none is 0. */
uint32_t ht_fet_number(const char *text);

/** The number of a set of that level, added where it is new. */
uint32_t ht_fet_set(struct ht_fet *fet, enum ht_fet_level level, const char *name,
                    struct ht_where where);

/** Makes a set part of another, unless it is. */
void ht_fet_add_part(struct ht_fet *fet, uint32_t set, uint32_t part);

/** The headings of X_students.csv that matter, and the year, group and subgroup of a row of it. */
extern const struct ht_headings ht_fet_students_headings;
void ht_fet_take_sets(struct ht_fet *fet, const struct ht_table *row);

/** Adds the students of all sets to the import; false with a fault where they are too many. */
bool ht_fet_students(struct ht_fet *fet);

/** The students of some sets, each once, until the next call. */
const struct ht_list *ht_fet_members(struct ht_fet *fet, const struct ht_some *sets);

/** Adds a set by its name to some; where there is none, that is noted. */
void ht_fet_add_set(struct ht_fet *fet, const char *name, struct ht_some *sets,
                    struct ht_where where);

/** Sets joined by '+', whose names may have a '+' themselves; what is no set is noted. */
void ht_fet_split_sets(struct ht_fet *fet, const char *list, bool is_new_set_added,
                       struct ht_some *sets, struct ht_where where);

#endif
