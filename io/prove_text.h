/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Reading the files of a proof: lines of words. Whatever is wrong is said once, on stderr, and then
 * everything has failed.
 */
#ifndef HT_IO_PROVE_TEXT_H
#define HT_IO_PROVE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/** A file and where reading it has come to. Lines that begin with # are left out. */
struct ht_lines {
    char *path;
    char *bytes;
    char *next;   /* the line after this one */
    int number;   /* of this line, from 1 */
    char **words; /* of this line */
    size_t count, capacity;
    uint64_t hash;  /* of all lines before this one: at the end of the whole file */
    uint64_t total; /* with this one */
};

/** Opens a file below a folder and goes to its first line; false after a message. */
bool ht_lines_open(struct ht_lines *lines, const char *folder, const char *name);

/** Frees what opening took; a zeroed one is fine. */
void ht_lines_close(struct ht_lines *lines);

/** Goes to the next line that has words; at the end it has none. */
void ht_lines_next(struct ht_lines *lines);

/** Whether the line begins with the word and has so many words in all, or more. */
bool ht_lines_is(const struct ht_lines *lines, const char *word, size_t least);

/** The n-th word as a whole number; false after a message. */
bool ht_lines_number(const struct ht_lines *lines, size_t n, int64_t *number);

/** The words from the n-th on with a space between each two. Use free(). */
char *ht_lines_rest(const struct ht_lines *lines, size_t n);

/** Prints what is wrong with the line; false. */
bool ht_lines_refuse(const struct ht_lines *lines, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
