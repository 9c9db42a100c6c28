/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Files in memory, for libraries that write nothing but files: no disk, descriptor or folder is
 * needed, and there is no write that could fail in silence.
 */
#ifndef HT_REPORTS_TEXT_MEMORY_FILE_H
#define HT_REPORTS_TEXT_MEMORY_FILE_H

#include <stdio.h>

/** What has been written; zeroed at first. Free the bytes once the stream is closed. */
struct ht_memory_file {
    char *bytes;
    size_t size, capacity, at;
};

/** A stream to read and write the file; NULL and errno where there is none. Use fclose(). */
FILE *ht_memory_file_open(struct ht_memory_file *file);

/** A stream to a file that goes when it is closed. */
FILE *ht_memory_file_passing(void);

#endif
