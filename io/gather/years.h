/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Which year group is meant by a column of years, a form or a class code; nothing is guessed. */
#ifndef HT_IO_GATHER_YEARS_H
#define HT_IO_GATHER_YEARS_H

#include "io/gather/import.h"

/** The year group that a text says which is to say one: "9", "Year 9", "7X", "Lower Sixth"; or "".
 */
const char *ht_year_in(struct ht_import *import, const char *text);

/** The same of a cell of a column of years; what is none that is known stays as it is, with a
 * note. */
const char *ht_year_of_cell(struct ht_import *import, const char *text, struct ht_where where);

/**
 * Fills in the years of students of whom none was said: by their forms and the class codes of all
 * their lessons, where these do not contradict each other. Notes say what was taken or is blank.
 */
void ht_settle_years(struct ht_import *import);

#endif
