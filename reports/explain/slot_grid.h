/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The slots of a programme's week as a timetable for the terminal: in each the thing in the way in
 * a word or two, with the number of a note that says it in full.
 */
#ifndef HT_REPORTS_EXPLAIN_SLOT_GRID_H
#define HT_REPORTS_EXPLAIN_SLOT_GRID_H

#include "solver/diagnose/obstacles.h"

#include <stdio.h>

/** The words and notes of some grids, each once; what is numbered counts from 0. */
struct ht_legend {
    struct ht_strings *words, *notes; /* owned */
    bool prices;                      /* free slots say what a session there asks more */
    bool priced;                      /* some slot does */
};

/** A slot. */
struct ht_grid_cell {
    int weekday;
    uint32_t period; /* number in ht_school.period_names */
    int start;       /* minutes after midnight */
    uint32_t word;   /* number in ht_legend.words */
    uint32_t note;   /* number in ht_legend.notes, or HT_NONE */
};

/** A calendar week. */
struct ht_slot_grid {
    ht_date monday;
    struct ht_grid_cell *cells; /* by day and start; owned */
    size_t count;
};

/** An empty legend, with or without prices; free with ht_legend_clear(). */
struct ht_legend ht_legend_new(bool prices);

/** Frees a legend's words and notes. */
void ht_legend_clear(struct ht_legend *legend);

/** A programme's slots for one more session. Free with ht_slot_grid_clear(). */
struct ht_slot_grid ht_slot_grid_new(struct ht_obstacles *obstacles, ht_programme_id programme,
                                     ht_date monday, struct ht_legend *legend);

/** The slots that a session of the schedule could be moved to, and what that would cost more. */
struct ht_slot_grid ht_slot_grid_of_session(struct ht_obstacles *obstacles, uint32_t session,
                                            struct ht_legend *legend);

/** Frees a grid's cells. */
void ht_slot_grid_clear(struct ht_slot_grid *grid);

/** Whether the same is in the way in both weeks. */
bool ht_slot_grid_same(const struct ht_slot_grid *one, const struct ht_slot_grid *other);

/** Writes a grid; with dates above its days unless it stands for several weeks. */
void ht_slot_grid_write(FILE *stream, const struct ht_school *school,
                        const struct ht_slot_grid *grid, const struct ht_legend *legend,
                        bool dated);

/** Writes the notes. */
void ht_legend_write(FILE *stream, const struct ht_legend *legend);

#endif
