/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Files as a whole: their bytes, and what kind of text they are.
 */
#ifndef HT_IO_BASE_FILE_H
#define HT_IO_BASE_FILE_H

#include "io/base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/**
 * Ends the program where errno says that not the file is at fault, but the machine: its disk, or a
 * lack of descriptors or memory.
 */
void ht_file_or_fail(const char *name);

/**
 * Opens a file that is no folder for reading; its descriptor, to be closed by the caller, and what
 * is known about it. Below 0 with a fault under the given name; where there is no such file, only
 * if it is needed.
 */
int ht_file_open(const char *path, const char *name, bool needed, struct stat *about,
                 struct ht_diagnostics *faults);

/**
 * The bytes of a file with a 0 after them (free()); their number goes to *size. NULL with a fault
 * under the given name where it cannot be read, is a folder or has more than most bytes; where
 * there is no such file, only if it is needed.
 */
char *ht_file_read(const char *path, const char *name, bool needed, size_t most, size_t *size,
                   struct ht_diagnostics *faults);

/** Adds the bytes of a file to a hash (solver/base/hash.h); false where it cannot be read. */
bool ht_file_sum(const char *path, uint64_t *hash);

/** What the bytes of a file are. */
enum ht_encoding {
    HT_UTF8,
    HT_WINDOWS_1252,
    HT_NOT_TEXT, /* control characters, or bytes that neither encoding has */
};

/** Looks at all bytes; *line is where a file that is not text first shows it. */
enum ht_encoding ht_file_encoding(const char *bytes, size_t size, int *line);

/** The longest that one byte of Windows-1252 gets in UTF-8. */
enum { HT_WIDEST = 3 };

/** Writes Windows-1252 as UTF-8 into a buffer of HT_WIDEST times the size; the new size. */
size_t ht_file_from_windows(const char *bytes, size_t size, char *utf8);

/** Whether UTF-8 text was UTF-8 that was taken for Windows-1252: "Ã©" for "é". */
bool ht_file_is_encoded_twice(const char *text);

/** Writes UTF-8 text as Windows-1252 in its own place; false where that has no such character. */
bool ht_file_to_windows(char *text);

#endif
