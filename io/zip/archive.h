/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A zip archive in memory that anybody may have made, read part by part as a stream. What is
 * unpacked is bounded, whatever the archive says of its sizes.
 */
#ifndef HT_IO_ZIP_ARCHIVE_H
#define HT_IO_ZIP_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct ht_archive;

/** More parts than any export has, and more bytes than all of them together. */
enum { HT_ARCHIVE_MOST_PARTS = 10000, HT_ARCHIVE_MOST_BYTES = 1 << 28 };

/** Whether bytes begin as an archive does. */
bool ht_archive_is(const char *bytes, size_t size);

/** An archive, whose bytes must last as long; NULL where it is broken or has too many parts.
 * *problem is what is wrong and how to mend it. Free with ht_archive_free(). */
struct ht_archive *ht_archive_open(const char *bytes, size_t size, const char **problem);

/** Frees an archive; NULL is fine. */
void ht_archive_free(struct ht_archive *archive);

/** The name of a part, from 0; NULL after the last. It lasts until the next call. */
const char *ht_archive_part(struct ht_archive *archive, size_t number);

/** Begins to read a part of that name; false where there is none. */
bool ht_archive_begin(struct ht_archive *archive, const char *name);

/** The next bytes of the part, at most so many: their number, 0 at its end, -1 where it is broken
 * or too much. */
ssize_t ht_archive_read(struct ht_archive *archive, char *bytes, size_t most);

/** What was wrong with reading, and how to mend it; NULL: nothing was. */
const char *ht_archive_problem(const struct ht_archive *archive);

/** The whole of a part with a 0 after it; NULL where it is not there, or has a problem. Use free().
 */
char *ht_archive_text(struct ht_archive *archive, const char *name, size_t *size);

#endif
