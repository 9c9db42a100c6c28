/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Documentation of all files from the tables that reading and writing them go by.
 */
#ifndef HT_IO_FILES_H
#define HT_IO_FILES_H

#include <stdio.h>

/** Writes which files are read, with their columns, and which a run writes. */
void ht_write_files(FILE *stream);

#endif
