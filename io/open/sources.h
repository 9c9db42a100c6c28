/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an import is given, made into texts that formats can read: workbooks and archives are
 * opened, UTF-16 becomes UTF-8, and what spreadsheets do to a whole file is undone.
 */
#ifndef HT_IO_OPEN_SOURCES_H
#define HT_IO_OPEN_SOURCES_H

#include "io/gather/import.h"

/** Faults are the import's, likewise notes of what is passed over. */
void ht_import_open_sources(struct ht_import *import, struct ht_sources *sources);

#endif
