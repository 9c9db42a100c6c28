/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Putting what was imported into a school's folder: its timetable anew, the rows of students and
 * periods that it adds to, and whatever file is missing. Everything else stays as it is, byte for
 * byte.
 */
#ifndef HT_IO_UPDATE_SCHOOL_H
#define HT_IO_UPDATE_SCHOOL_H

#include "io/import/import.h"
#include "solver/base/date.h"

/**
 * Writes what was imported; notes and faults are added to the import's. An enum ht_exit; unless
 * that is HT_EXIT_DONE, there is a message or a fault and the folder is as it was. Where the
 * program is stopped while it replaces files of a school, each is the old one or the new one, and
 * all lessons of the timetable have their students and periods.
 */
int ht_import_write(struct ht_import *import, const char *folder, ht_date from);

#endif
