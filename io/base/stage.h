/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Stages: files and folders in the making, beside what they are for. A stage of OUT is called
 * .halfterm-OUT-XXXXXX, and whoever makes it holds a lock on it until the program ends, however it
 * does. What nobody holds is of a run that was killed, and the next run into the same place removes
 * it. In one with HT_STAGE_OLD after its name may be what was at OUT before.
 */
#ifndef HT_IO_BASE_STAGE_H
#define HT_IO_BASE_STAGE_H

#include <stdbool.h>

/** What a stage's name ends with from when on it may hold what was at its target. */
#define HT_STAGE_OLD "-old"

/**
 * Makes a stage of a target, whose path has a slash: an empty file, or a folder, for the user only.
 * *descriptor is open to it, and holds it. Its path, or NULL and errno. Use free().
 */
char *ht_stage_new(const char *target, bool is_folder, int *descriptor);

/**
 * Calls found() with each stage of a target that nobody holds; it is held meanwhile, by a
 * descriptor that is closed afterwards.
 */
void ht_stage_sweep(const char *target,
                    void (*found)(const char *stage, bool is_old, int descriptor, void *context),
                    void *context);

/** The folder that a path with a slash lies in, with a slash at its end. Use free(). */
char *ht_stage_folder(const char *path);

/** Brings a file to the disk; false and errno where that failed. */
bool ht_stage_to_disk(int descriptor);

/** Brings the name of a file or folder to the disk: that, too, is to outlast a loss of power. */
void ht_stage_name_to_disk(const char *path);

#endif
