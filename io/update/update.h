/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What was imported enters a school's folder: its timetable anew, the rows of students and periods
 * that it adds to, and whatever file is missing. Everything else stays as it is, byte for byte.
 */
#ifndef HT_IO_UPDATE_UPDATE_H
#define HT_IO_UPDATE_UPDATE_H

#include "io/gather/import.h"
#include "solver/base/date.h"

/** Before anything is read: which cycle weeks and periods the folder names, if there is one. */
void ht_import_know(struct ht_import *import, const char *folder);

/**
 * To be called once everything is added; a fault where that cannot be a school. Sorts the lessons
 * by student and slot, makes one of those that a student has at the same time (with a note, unless
 * they are the same), and points at students whose names differ by a slip of the pen.
 */
void ht_import_finish(struct ht_import *import);

/**
 * Writes what was imported; notes and faults are added to the import's. An enum ht_exit; unless
 * that is HT_EXIT_DONE, there is a message or a fault and the folder is as it was. Where the
 * program is stopped while it replaces files of a school, each is the old one or the new one, and
 * all lessons of the timetable have their students and periods.
 */
int ht_import_write(struct ht_import *import, const char *folder, ht_date from);

/**
 * Writes the files that a school.xml says into a folder, all at once; whatever else is in the
 * folder stays. An enum ht_exit; unless that is HT_EXIT_DONE, there is a message or a fault and the
 * folder is as it was. What was written, and what stayed, goes to stdout.
 */
int ht_school_folder_write(const char *document, const char *folder, struct ht_diagnostics *faults);

#endif
