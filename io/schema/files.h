/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Documentation of all files from the tables that reading and writing them go by.
 */
#ifndef HT_IO_SCHEMA_FILES_H
#define HT_IO_SCHEMA_FILES_H

#include <stdio.h>

/** Writes which files a school has, with their columns, and the elements of its policy. */
void ht_write_school_files(FILE *stream);

/** The same, and which files of a schedule are read, and which a run writes. */
void ht_write_files(FILE *stream);

#endif
