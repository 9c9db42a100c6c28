/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Replacing one file so that whoever reads it, and whenever the program is stopped, finds all of
 * the old one or all of the new one: the new one is written beside it, brought to the disk and put
 * in its place in one step. Messages go to stderr.
 */
#ifndef HT_IO_BASE_STAGED_FILE_H
#define HT_IO_BASE_STAGED_FILE_H

#include <stdbool.h>
#include <stddef.h>

/** A file that is to be replaced, or made where there is none. */
struct ht_staged_file;

/**
 * Remembers how the file is now, before it is read, and removes what replacements of it have left
 * that were killed. Free with ht_staged_file_free().
 */
struct ht_staged_file *ht_staged_file_new(const char *path);

/** Frees the replacement; NULL is fine. */
void ht_staged_file_free(struct ht_staged_file *staged);

/**
 * Puts the bytes in the file's place, for those who could read it before and nobody else. False
 * after a message; the file is then as it was, also where somebody else has changed it meanwhile.
 */
bool ht_staged_file_write(struct ht_staged_file *staged, const char *bytes, size_t size);

/** Whether the file is as it was remembered; false after a message. */
bool ht_staged_file_may(const struct ht_staged_file *staged);

/**
 * The two halves of that, for several files of which either all or none should be replaced: what
 * can go wrong with a disk does so in the first, which brings the bytes there. What is staged and
 * not finished goes when the replacement is freed.
 */
bool ht_staged_file_stage(struct ht_staged_file *staged, const char *bytes, size_t size);
bool ht_staged_file_finish(struct ht_staged_file *staged);

#endif
