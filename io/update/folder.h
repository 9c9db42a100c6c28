/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Laying a school.xml out as a folder of CSV files and policy.xml.
 */
#ifndef HT_IO_UPDATE_FOLDER_H
#define HT_IO_UPDATE_FOLDER_H

#include "io/base/diagnostics.h"

/**
 * Writes the files that a document says into a folder, all at once; whatever else is in the folder
 * stays. An enum ht_exit; unless that is HT_EXIT_DONE, there is a message or a fault and the folder
 * is as it was. What was written, and what stayed, goes to stdout.
 */
int ht_school_folder_write(const char *document, const char *folder, struct ht_diagnostics *faults);

#endif
