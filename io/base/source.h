/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The files that an import is given, in memory.
 */
#ifndef HT_IO_BASE_SOURCE_H
#define HT_IO_BASE_SOURCE_H

#include "io/base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

/** A file. */
struct ht_source {
    char *path;   /* owned, likewise below; as the user wrote it: its name in messages */
    char *bytes;  /* with a 0 after them */
    size_t size;  /* bytes */
    bool is_part; /* of an archive: nobody named it */
};

struct ht_sources {
    struct ht_source *files; /* owned */
    size_t count, capacity;
};

/**
 * Reads the named files; of a folder those that lie in it, by name, but no folders, links or hidden
 * files. Faults for what cannot be read. Clear with ht_sources_clear().
 */
void ht_sources_read(struct ht_sources *sources, char *const *paths, size_t count,
                     struct ht_diagnostics *faults);

/** Frees what they own. */
void ht_sources_clear(struct ht_sources *sources);

/** The last part of a source's path, which exports of several files are told apart by. */
const char *ht_source_name(const struct ht_source *source);

/** The first byte that is no white space, after a byte order mark: '<' of XML. */
const char *ht_source_beginning(const struct ht_source *source);

#endif
