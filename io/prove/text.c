/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/prove/text.h"

#include "io/base/file.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No proof is longer: its numbers would not fit this program's memory either. */
static const size_t most_bytes = (size_t)1 << 31;

/* Differences of two such numbers fit 64 bits. */
static const int64_t largest = INT64_MAX / 2;

struct ht_words ht_words_open(const char *folder, const char *name, uint64_t *sum)
{
    size_t size = 0;
    struct ht_diagnostics *faults = ht_diagnostics_new();
    struct ht_words words = {.path = ht_format("%s/%s", folder, name)};
    words.bytes = ht_file_read(words.path, words.path, true, most_bytes, &size, faults);
    ht_diagnostics_tell(faults);
    words.wrong = !words.bytes;
    words.next = words.bytes;
    if (words.bytes && strlen(words.bytes) != size)
        ht_words_refuse(&words, "this is no text");
    if (words.bytes)
        *sum = ht_hash_text(*sum, words.bytes);
    return words;
}

void ht_words_close(struct ht_words *words)
{
    free(words->path);
    free(words->bytes);
}

bool ht_words_next(struct ht_words *words)
{
    do {
        if (words->wrong || !*words->next)
            return false;
        words->rest = strsep(&words->next, "\n");
        words->next = words->next ? words->next : words->rest + strlen(words->rest);
        words->line++;
    } while (*words->rest == '#');
    return true;
}

char *ht_words_take(struct ht_words *words)
{
    char *word = words->rest + strspn(words->rest, " "), *end = word + strcspn(word, " ");
    words->rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

int64_t ht_words_number(struct ht_words *words)
{
    char *end, *word = ht_words_take(words);
    errno = 0;
    int64_t number = strtoll(word, &end, 10);
    if (*word && !*end && !errno && number <= largest && number >= -largest)
        return number;
    ht_words_refuse(words, "'%s' is no whole number that can be", word);
    return 0;
}

void ht_words_refuse(struct ht_words *words, const char *format, ...)
{
    va_list arguments;
    if (words->wrong)
        return;
    words->wrong = true;
    va_start(arguments, format);
    fprintf(stderr, "%s:%d: ", words->path, words->line);
    vfprintf(stderr, format, arguments);
    fputs("; this proves nothing\n", stderr);
    va_end(arguments);
}
