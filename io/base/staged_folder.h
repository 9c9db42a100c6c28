/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Writing an output folder so that readers see either all of the old one or all of the new one.
 *
 * Files are written to a staging folder beside OUT, brought to the disk and put in OUT's place in
 * one step, with what lies in OUT and is not the program's. Whatever way the program ends before
 * that step, OUT is as it was and the staging folder is removed; by the next run, where it was
 * killed. Messages go to stderr.
 */
#ifndef HT_IO_BASE_STAGED_FOLDER_H
#define HT_IO_BASE_STAGED_FOLDER_H

#include <stdbool.h>
#include <stdio.h>

/** An output folder in the making; at most one at a time. */
struct ht_staged_folder;

/**
 * Removes what runs into OUT have left that were killed, and puts back what was there before where
 * one was killed between two steps; owns() says whether a file there may be theirs.
 */
void ht_staged_folder_tidy(const char *out, bool (*owns)(const char *file));

/**
 * Whether a run may write to OUT: it is new, empty or of an earlier run (it has the file mark).
 * HT_EXIT_DONE, or with a message HT_EXIT_INPUT or HT_EXIT_FAILED. Tidies up, too, and
 * changes nothing else.
 */
int ht_staged_folder_check(const char *out, const char *mark, bool (*owns)(const char *file));

/**
 * Whether a folder that is nobody's OUT can be replaced by another like it: it is the user's, lies
 * in a folder that is, and nobody stands in it.
 */
bool ht_staged_folder_may_replace(const char *folder);

/**
 * Makes the staging folder of OUT; NULL after a message. owns() says whether a run may have written
 * a file of that name, or a folder, whose name ends with a slash. End with ht_staged_folder_end().
 */
struct ht_staged_folder *ht_staged_folder_begin(const char *out, bool (*owns)(const char *file));

/**
 * Writes a file of the staging folder, or of a folder in it ("staff/index.html"), which only the
 * user or everybody may read; a folder is for whom its first file is. False after a message.
 * Several threads may write files of one publication at a time.
 */
bool ht_staged_folder_write(struct ht_staged_folder *staged, const char *file, bool everybody,
                            void (*write)(FILE *stream, const void *content), const void *content);

/** The path of a staged file, for reading it back. Use free(). */
char *ht_staged_folder_path(const struct ht_staged_folder *staged, const char *file);

/**
 * Puts the staging folder in OUT's place and removes what earlier runs left there; whatever else
 * lies there is in the new folder, too. False after a message; OUT is then as it was.
 */
bool ht_staged_folder_publish(struct ht_staged_folder *staged);

/** Removes what was staged and not published, and frees the publication; NULL is fine. */
void ht_staged_folder_end(struct ht_staged_folder *staged);

#endif
