/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * How an integer program gets its rows: columns are listed with the key of their row, sorted, and
 * each run of one key becomes a row.
 */
#ifndef HT_SOLVER_MODEL_TERMS_H
#define HT_SOLVER_MODEL_TERMS_H

#include "solver/model/model.h"

/** A column that belongs into the row of a key. */
struct ht_term {
    uint64_t key;
    uint32_t column;
};

/** Terms being listed; zeroed to begin with, free the list. */
struct ht_terms {
    struct ht_term *list;
    uint32_t count, capacity;
};

/** The terms of one key, in the order of their columns; zeroed to begin with. */
struct ht_term_run {
    const struct ht_term *terms;
    uint32_t count, end; /* where the next run begins */
};

/** A key of three numbers; sorts by the first, the second, the third. */
uint64_t ht_term_key(uint32_t a, uint32_t b, uint32_t c);

/** The first (0), second or third number of a key. */
uint32_t ht_term_key_part(uint64_t key, int part);

/** Lists a column. */
void ht_terms_add(struct ht_terms *terms, uint64_t key, uint32_t column);

/** Gives the terms of the next key, in the order of keys; after the last it forgets them all. */
bool ht_terms_next(struct ht_terms *terms, struct ht_term_run *run);

/** The programme of a choice. */
const struct ht_programme *ht_model_programme(const struct ht_model *model, uint32_t choice);

/** The number of equal weeks that a choice counts. */
int ht_model_size(const struct ht_model *model, uint32_t choice);

/** Adds the terms' columns to the last row. */
void ht_terms_entries(struct ht_ilp *ilp, const struct ht_term *terms, uint32_t count);

/** Adds the row of columns that count a student's unplaced sessions, each of which costs more than
 *  the one before. */
void ht_terms_unplaced(struct ht_ilp *ilp, const struct ht_subproblem *subproblem,
                       ht_student_id student, const struct ht_term *terms, uint32_t count);

/** Gives the last row columns of so many units each, so that exceeding it costs more every time:
 *  the n-th costs unit times n, for n from first to last. */
void ht_model_steps(struct ht_model *model, int64_t unit, int first, int last, int width);

/** Adds the rows of mentors' periods and days. */
void ht_model_add_mentors(struct ht_model *model, struct ht_terms *terms);

#endif
