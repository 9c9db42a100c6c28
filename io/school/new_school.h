/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The files of a fresh school folder: derived from the table of columns, with an example in each.
 */
#ifndef HT_IO_SCHOOL_NEW_SCHOOL_H
#define HT_IO_SCHOOL_NEW_SCHOOL_H

#include "io/schema/columns.h"

#include <stdbool.h>
#include <stdio.h>

/** The file in a fresh folder that explains the others. */
#define HT_README_FILE "README.txt"

/** The line with the names of a file's columns; without the slot, which says others once more. */
void ht_new_school_titles(FILE *stream, enum ht_file file);

/** Whether a folder is not there yet, or empty: nothing in it is anybody's. */
bool ht_new_school_may_begin(const char *folder);

/** Whether a school's folder may have a file of that name from the program. */
bool ht_new_school_owns(const char *file);

/** Whether a fresh folder has the file; done.csv, say, means nothing without duties. */
bool ht_new_school_has_example(enum ht_file file);

/** A file of a school with its titles and example rows, which make a small but whole school. */
void ht_new_school_example(FILE *stream, enum ht_file file);

/** The same as text; use free(). */
char *ht_new_school_text(enum ht_file file, bool example);

/** What each file and column means. */
void ht_new_school_readme(FILE *stream);

/** A policy.xml that says nothing but, in a comment, what holds where it says nothing. */
void ht_new_school_policy(FILE *stream);

#endif
