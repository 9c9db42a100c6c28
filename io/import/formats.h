/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The formats that can be imported, a file each: the command line, help and README derive from what
 * they say of themselves. A format has a function that recognises its content, and one that reads.
 * XML is read by a table of elements (io/gather/elements.h), what has headings by a table of those
 * (io/gather/table.h); what a file says of days and hours io/gather/times.h makes out, of
 * slots slots.h, of years years.h. A reader notes (ht_note()) all that it leaves out or understands
 * otherwise than it stands there, and faults what makes the whole file useless.
 */
#ifndef HT_IO_IMPORT_FORMATS_H
#define HT_IO_IMPORT_FORMATS_H

#include "io/gather/import.h"

/** A format. */
struct ht_import_format {
    const char *word;                                   /* on the command line */
    const char *what;                                   /* for help, a line */
    bool (*recognises)(const struct ht_source *source); /* whether it is sure of this file */
    /** NULL: the one file is a whole school, which ht_school_folder_write() lays out. */
    void (*read)(struct ht_import *import, const struct ht_sources *sources);
};

/** All of them, in the order in which they are asked whether they recognise a file. */
#define HT_IMPORT_FORMATS(EACH)                                                                    \
    EACH(sims)                                                                                     \
    EACH(untis)                                                                                    \
    EACH(xml)                                                                                      \
    EACH(fet)                                                                                      \
    EACH(asc)                                                                                      \
    EACH(xhstt)                                                                                    \
    EACH(oneroster)                                                                                \
    EACH(staff)                                                                                    \
    EACH(csv)

#define HT_DECLARE(name) extern const struct ht_import_format ht_import_##name;
HT_IMPORT_FORMATS(HT_DECLARE)
#undef HT_DECLARE

/** The same as a table that ends with NULL. */
extern const struct ht_import_format *const ht_import_formats[];

/** The format of that word, or NULL. */
const struct ht_import_format *ht_import_format(const char *word);

/**
 * The format that recognises some of the files; NULL with a fault where there is none, or files
 * are of different ones.
 */
const struct ht_import_format *ht_import_recognise(const struct ht_sources *sources,
                                                   struct ht_diagnostics *faults);

/** Reads files into an import, all of it: years and cycle weeks are made out and checked. */
void ht_import_read(struct ht_import *import, const struct ht_import_format *format,
                    const struct ht_sources *sources);

#endif
