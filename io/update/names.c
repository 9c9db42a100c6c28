/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Students whose names differ by a slip of the pen: they may be one, but nobody here can know. */
#include "io/update/internal.h"
#include "solver/base/hash.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 16, LONGEST = 120 /* bytes of a name that is looked at */ };

/* A name's letters with none or one of them left out, by their hash. */
struct trace {
    uint64_t hash;
    uint32_t student;
};

struct traces {
    struct trace *traces; /* owned */
    size_t count, capacity;
};

/* The plain letter of a Latin letter with an accent, by its UTF-8 after 0xc3; 0 for others. */
static char plain_letter(unsigned char second)
{
    static const char letters[] =
        "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
    return second >= 0x80 && second <= 0xbf ? letters[second - 0x80] : 0;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Lower case letters without accents, and a space for everything else. */
static void letters_of(char letters[LONGEST], const char *name)
{
    size_t used = 0;
    for (const unsigned char *at = (const unsigned char *)name; *at && used < LONGEST - 2; at++) {
        char plain = *at == 0xc3 ? plain_letter(at[1]) : 0;
        if (plain) {
            letters[used++] = plain;
            at++;
        } else if (*at == '\'' || *at >= 0x80) {
            if (*at >= 0x80)
                letters[used++] = (char)*at;
        } else {
            letters[used++] = isalnum(*at) ? (char)tolower(*at) : ' ';
        }
    }
    letters[used] = 0;
}

/* The words of the name in order of the alphabet, without what is between them. */
static void normalise(char normal[LONGEST], const char *name)
{
    char letters[LONGEST], *words[MOST_WORDS], *rest = letters, *word;
    size_t count = 0;
    letters_of(letters, name);
    while (count < MOST_WORDS && (word = strsep(&rest, " ")))
        if (*word)
            words[count++] = word;
    qsort(words, count, sizeof *words, compare_words);
    *normal = 0;
    for (size_t n = 0; n < count; n++)
        strcat(normal, words[n]);
}

/* Of the text but for one letter; a year is part of it. */
static uint64_t hash_of(const char *text, size_t length, size_t left_out, const char *year)
{
    size_t first = left_out < length ? left_out : length, after = first + (first < length);
    uint64_t hash = ht_hash_bytes(HT_HASH_START, text, first);
    hash = ht_hash_bytes(hash, text + after, length - after);
    for (; *year; year++)
        hash = ht_hash_bytes(hash ^ 0x100, year, 1);
    return hash;
}

static void add_traces(struct traces *traces, const struct ht_import *import, uint32_t student)
{
    char normal[LONGEST];
    normalise(normal, import->students[student].is.name);
    size_t length = strlen(normal);
    /* Numbers in names are there to tell them apart. */
    size_t first = strpbrk(normal, "0123456789") ? length : 0;
    for (size_t left_out = first; left_out <= length; left_out++)
        if (left_out == first || normal[left_out] != normal[left_out - 1]) {
            HT_GROW(traces->traces, traces->count, traces->capacity);
            traces->traces[traces->count++] = (struct trace){
                hash_of(normal, length, left_out, import->students[student].is.year), student};
        }
}

static int compare_traces(const void *left, const void *right)
{
    const struct trace *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->student > b->student) - (a->student < b->student);
}

static void point_at(struct ht_import *import, struct ht_strings *told, uint32_t a, uint32_t b)
{
    char pair[32];
    uint32_t count = ht_strings_count(told);
    snprintf(pair, sizeof pair, "%u %u", (unsigned)a, (unsigned)b);
    if (a == b || ht_strings_add(told, pair) < count)
        return;
    const struct ht_import_known_student *one = &import->students[a], *other = &import->students[b];
    ht_note(import->notes, HT_NOTE_LOOK, ht_import_where(import, other->file, other->line),
            "two students with nearly the same name; kept apart, correct one if they are the same",
            "'%s' (%s) and '%s' (%s, line %u)", other->is.name, other->is.form, one->is.name,
            one->is.form, (unsigned)one->line);
}

void ht_import_point_at_pairs(struct ht_import *import)
{
    struct traces traces = {0};
    struct ht_strings *told = ht_strings_new();
    for (uint32_t student = 0; student < import->student_count; student++)
        if (!*import->students[student].is.id)
            add_traces(&traces, import, student);
    if (traces.count)
        qsort(traces.traces, traces.count, sizeof *traces.traces, compare_traces);
    for (size_t n = 1; n < traces.count; n++)
        if (traces.traces[n].hash == traces.traces[n - 1].hash)
            point_at(import, told, traces.traces[n - 1].student, traces.traces[n].student);
    ht_strings_free(told);
    free(traces.traces);
}
