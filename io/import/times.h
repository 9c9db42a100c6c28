/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What files say of time, the one place that makes out which week, weekday, hour and year is meant:
 * the cells of a row; or the days of a timetabler's cycle, which have names but need not say which
 * weekday they are, and its hours, whose names often say when they are.
 */
#ifndef HT_IO_IMPORT_TIMES_H
#define HT_IO_IMPORT_TIMES_H

#include "io/import/import.h"

/** What a row says of when a lesson is: a slot ("1Mon:3"), or if that is NULL the others. */
struct ht_slot_cells {
    const char *slot, *week, *day, *period;
};

/** The slot that cells mean, each text made out once; HT_NONE after a note. */
uint32_t ht_slot_in(struct ht_import *import, const struct ht_slot_cells *cells,
                    struct ht_where where);

/** The year group in "10", "Year 10", "12X" or "J9X" as text, or "". */
const char *ht_year_in(struct ht_import *import, const char *text);

/** Fills in the years of students by the class codes of all their lessons, with notes. */
void ht_years_by_class(struct ht_import *import);

/** One "student" for a class whose students nobody names: id and form are the class,
 * whose name may say the year. */
uint32_t ht_import_stand_in(struct ht_import *import, const char *class_, struct ht_where where);

/** What a day of the cycle is. */
struct ht_cycle_day {
    int weekday;      /* 0 for Monday */
    const char *week; /* the import's text; "" where there is one week */
};

/**
 * The days by their names ("Monday", "Mon B", "A-Tuesday", "lundi matin"), in their order: where
 * some name says no weekday, or two are the same, they are counted off from Monday, with a note.
 * False with a fault where there are too many for that, or nothing is known of their order.
 */
bool ht_cycle_days(struct ht_import *import, const struct ht_strings *names, bool is_ordered,
                   struct ht_cycle_day *days, struct ht_where where);

/** When an hour is, in minutes after midnight. */
struct ht_cycle_hour {
    int start, end; /* both 0 where not known */
};

/**
 * When hours are by their names ("9.30 - 11.00", "Pd1 08h00-08h40"). Where all of them say only
 * when they start and their order is known, each lasts until the next one, with a note.
 */
void ht_cycle_hours(struct ht_import *import, const struct ht_strings *names, bool is_ordered,
                    struct ht_cycle_hour *hours, struct ht_where where);

#endif
