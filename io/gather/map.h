/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the command line says of headings, "Pupil=student,When=slot", and the same as it is kept in
 * a school's import.csv.
 */
#ifndef HT_IO_GATHER_MAP_H
#define HT_IO_GATHER_MAP_H

#include "io/gather/import.h"

#include <stdio.h>

/**
 * The next part of a map, cut out of *rest, which is moved on: its heading, and what that means, or
 * NULL where there is no '='. False at the end.
 */
bool ht_map_next(char **rest, bool is_kept, char **heading, char **column);

/** The map that a school's folder keeps, for ht_import_wishes; NULL where it has none. Use free().
 */
char *ht_map_read(const char *folder, struct ht_diagnostics *faults);

/** Writes a map as import.csv has it. */
void ht_map_write(FILE *stream, const char *map);

/** Whether each heading of a map that is kept is in one of the files. */
bool ht_map_fits(const char *map, const struct ht_sources *sources);

#endif
