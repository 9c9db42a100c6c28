/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * An integer program that is put together row by row and column by column, and written for other
 * solvers.
 */
#ifndef HT_BENCH_MPS_H
#define HT_BENCH_MPS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct ht_mps;

/** How a row's sum relates to its right-hand side; the values are those of MPS files. */
enum ht_relation { HT_EQUAL = 'E', HT_AT_MOST = 'L', HT_AT_LEAST = 'G' };

/** An empty model, to be minimised; free with ht_mps_free(). */
struct ht_mps *ht_mps_new(void);

/** Frees a model; NULL is fine. */
void ht_mps_free(struct ht_mps *model);

/** Adds a row; its number is returned. */
int ht_mps_row(struct ht_mps *model, enum ht_relation relation, int64_t right);

/** Adds a column from 0 to upper and makes it the current one. */
void ht_mps_column(struct ht_mps *model, int64_t cost, int upper, bool whole);

/** Gives the current column its coefficient in a row. */
void ht_mps_entry(struct ht_mps *model, int row, int64_t coefficient);

/** Writes the model as a free MPS file. */
void ht_mps_write(const struct ht_mps *model, FILE *stream);

#endif
