/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Files in an output folder that are not the program's: they are taken over into the folder that
 * replaces it. Folders are given by descriptors; names are those within them.
 */
#ifndef HT_IO_BASE_FOREIGN_H
#define HT_IO_BASE_FOREIGN_H

#include <stdbool.h>

/** What is whose in two folders. */
struct ht_foreign {
    int from, to;
    /** Whether a file is the program's, or a folder, whose name ends with a slash. */
    bool (*owns)(const void *context, const char *name);
    /** Told of each file or folder (with the slash) before it is made; takes the name over. */
    void (*making)(void *context, char *name);
    void *context;
};

/**
 * Copies what is not the program's, by another link to the same file where the file system has
 * links; what is there stays. NULL, or errno and the name of what cannot be copied; use free().
 */
char *ht_foreign_copy(const struct ht_foreign *foreign);

/**
 * Empties the folder: what is the program's goes, and what both folders have; the rest is moved to
 * the other one, beside what is there, of which it says so by the path that this has.
 */
void ht_foreign_return(const struct ht_foreign *foreign, const char *path);

#endif
