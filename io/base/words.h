/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Letters and words of UTF-8 text; every byte of a letter beyond ASCII counts as one. */
#ifndef HT_IO_BASE_WORDS_H
#define HT_IO_BASE_WORDS_H

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>

static inline bool ht_is_letter(char letter)
{
    return isalpha((unsigned char)letter) || (unsigned char)letter >= 0x80;
}

static inline bool ht_is_digit(char digit)
{
    return isdigit((unsigned char)digit);
}

static inline bool ht_is_in_word(char character)
{
    return ht_is_letter(character) || ht_is_digit(character);
}

/** How many letters, and how many letters and digits, a text begins with. */
size_t ht_letters_at(const char *text);
size_t ht_word_at(const char *text);

/** Writes a character as UTF-8; where it ends. */
char *ht_put_character(char *to, unsigned long character);

/** A copy in small letters and, of Latin ones, without accents. Use free(). */
char *ht_fold(const char *text, size_t count);

/** Makes one line of a text of at most so many bytes, whatever cells it quotes. */
void ht_make_line(char *text, size_t longest);

#endif
