/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The days of a timetabler's cycle, which have names but need not say which weekday they are, and
 * its hours, whose names often say when they are.
 */
#ifndef HT_IO_IMPORT_DAYS_H
#define HT_IO_IMPORT_DAYS_H

#include "io/import/import.h"

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
