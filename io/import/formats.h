/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The formats that can be imported: one table, which the command line, help and README derive from.
 *
 * A format is a module io/import_NAME.c with two functions, declared here: one that recognises its
 * content, and one that reads. A reader notes (ht_note()) all that it leaves out or understands
 * otherwise than it stands there, and faults what makes the whole file useless.
 */
#ifndef HT_IO_IMPORT_FORMATS_H
#define HT_IO_IMPORT_FORMATS_H

#include "io/import/import.h"

/** A format. */
struct ht_import_format {
    const char *word;                                   /* on the command line */
    const char *what;                                   /* for help, a line */
    bool (*recognises)(const struct ht_source *source); /* whether it is sure of this file */
    /** NULL: the one file is a whole school, which ht_school_folder_write() lays out. */
    void (*read)(struct ht_import *import, const struct ht_sources *sources);
};

/** The table. */
extern const struct ht_import_format ht_import_formats[];
extern const size_t ht_import_format_count;

/** The format of that word, or NULL. */
const struct ht_import_format *ht_import_format(const char *word);

/**
 * The format that recognises some of the files; NULL with a fault where there is none, or files
 * are of different ones.
 */
const struct ht_import_format *ht_import_recognise(const struct ht_sources *sources,
                                                   struct ht_diagnostics *faults);

/* The functions of the table. */
bool ht_sims_recognises(const struct ht_source *source);
void ht_sims_read(struct ht_import *import, const struct ht_sources *sources);
bool ht_untis_recognises(const struct ht_source *source);
void ht_untis_read(struct ht_import *import, const struct ht_sources *sources);
bool ht_school_recognises(const struct ht_source *source);
bool ht_asc_recognises(const struct ht_source *source);
void ht_asc_read(struct ht_import *import, const struct ht_sources *sources);
bool ht_xhstt_recognises(const struct ht_source *source);
void ht_xhstt_read(struct ht_import *import, const struct ht_sources *sources);
bool ht_fet_recognises(const struct ht_source *source);
void ht_fet_read(struct ht_import *import, const struct ht_sources *sources);
bool ht_oneroster_recognises(const struct ht_source *source);
void ht_oneroster_read(struct ht_import *import, const struct ht_sources *sources);
bool ht_table_recognises(const struct ht_source *source);
void ht_table_read(struct ht_import *import, const struct ht_sources *sources);

#endif
