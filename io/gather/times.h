/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What names of a timetabler's days and hours say of time: the days of a cycle need not say which
 * weekday they are, and hours often say when they are. Cells of a row are slots.h's.
 */
#ifndef HT_IO_GATHER_TIMES_H
#define HT_IO_GATHER_TIMES_H

#include "io/gather/import.h"

/** What a day of the cycle is. */
struct ht_cycle_day {
    int weekday;      /* 0 for Monday */
    const char *week; /* the import's text; "" where there is one week */
    const char *half; /* "am" or "pm"; "" for the whole day */
};

/**
 * The days by their names ("Monday", "MonB", "A-Tuesday", "lundi matin", "7 Sep 2026"), in their
 * order: up to five whose names say no weekday are counted off from Monday, with a note. False with
 * a fault where there are more, only some say one, nothing is known of their order, or what is left
 * over can hardly be cycle weeks.
 */
bool ht_cycle_days(struct ht_import *import, const struct ht_strings *names, bool is_ordered,
                   struct ht_cycle_day *days, struct ht_where where);

/** What a period of such a day is called: those of the halves of a day are several. */
const char *ht_cycle_period(struct ht_import *import, const struct ht_cycle_day *day,
                            const char *name);

/** Which of several terms is read, from 0, by --solution; false with a fault where there is none.
 */
bool ht_know_term(struct ht_import *import, size_t count, size_t *term, struct ht_where where);

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
