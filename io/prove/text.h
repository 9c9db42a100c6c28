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

/** A file and where reading it has come to. */
struct ht_words {
    char *path, *bytes;
    char *next; /* the line after this one */
    char *rest; /* of this line: what has not been taken */
    int line;   /* from 1 */
    bool wrong; /* something has been refused: there are no more lines */
};

/** Opens a file of a folder, before its first line, and adds all of it to a check sum. */
struct ht_words ht_words_open(const char *folder, const char *name, uint64_t *sum);

/** Frees what opening took. */
void ht_words_close(struct ht_words *words);

/** Goes to the next line that is no comment (#); false at the end. */
bool ht_words_next(struct ht_words *words);

/** Takes the next word of the line; "" where there is none. */
char *ht_words_take(struct ht_words *words);

/** Takes the next word as a whole number of less than 2 to the power of 62; 0 where it is none. */
int64_t ht_words_number(struct ht_words *words);

/** Says what is wrong, unless something has been said before. */
void ht_words_refuse(struct ht_words *words, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
