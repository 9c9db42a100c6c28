/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/prove_text.h"

#include "io/file.h"
#include "solver/hash.h"
#include "solver/memory.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* No proof is longer: its numbers would not fit this program's memory either. */
static const size_t most_bytes = (size_t)1 << 31;

bool ht_lines_open(struct ht_lines *lines, const char *folder, const char *name)
{
    size_t size;
    struct ht_faults *faults = ht_faults_new();
    *lines = (struct ht_lines){.path = ht_format("%s/%s", folder, name)};
    lines->bytes = ht_file_read(lines->path, lines->path, true, most_bytes, &size, faults);
    ht_faults_print(faults, stderr);
    ht_faults_free(faults);
    if (!lines->bytes)
        return false;
    lines->total = HT_HASH_START;
    lines->next = lines->bytes;
    ht_lines_next(lines);
    return true;
}

void ht_lines_close(struct ht_lines *lines)
{
    free(lines->path);
    free(lines->bytes);
    free(lines->words);
    *lines = (struct ht_lines){0};
}

/* Two spaces have an empty word between, so that the words make the line again. */
static void split(struct ht_lines *lines, char *line)
{
    line += strspn(line, " ");
    lines->count = 0;
    for (char *word; *line && (word = strsep(&line, " "));) {
        HT_GROW(lines->words, lines->count, lines->capacity);
        lines->words[lines->count++] = word;
        if (!line)
            break;
    }
}

void ht_lines_next(struct ht_lines *lines)
{
    lines->count = 0;
    while (*lines->next && (!lines->count || lines->words[0][0] == '#')) {
        char *line = lines->next, *end = strchr(line, '\n');
        lines->next = end ? end + 1 : line + strlen(line);
        if (end)
            *end = '\0';
        lines->number++;
        lines->hash = lines->total;
        lines->total = ht_hash_text(lines->total, line);
        split(lines, line);
    }
    if (lines->count && lines->words[0][0] == '#')
        lines->count = 0;
    if (!lines->count)
        lines->hash = lines->total;
}

bool ht_lines_is(const struct ht_lines *lines, const char *word, size_t least)
{
    return lines->count >= least && lines->count && !strcmp(lines->words[0], word);
}

bool ht_lines_number(const struct ht_lines *lines, size_t n, int64_t *number)
{
    if (n >= lines->count)
        return ht_lines_refuse(lines, "a number is missing");
    char *end;
    errno = 0;
    *number = strtoll(lines->words[n], &end, 10);
    if (*end || errno)
        return ht_lines_refuse(lines, "'%s' is no whole number that can be", lines->words[n]);
    return true;
}

char *ht_lines_rest(const struct ht_lines *lines, size_t n)
{
    char *rest = ht_format("%s", n < lines->count ? lines->words[n] : "");
    while (++n < lines->count) {
        char *longer = ht_format("%s %s", rest, lines->words[n]);
        free(rest);
        rest = longer;
    }
    return rest;
}

bool ht_lines_refuse(const struct ht_lines *lines, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s:%d: ", lines->path, lines->number);
    vfprintf(stderr, format, arguments);
    fputs("; this proves nothing\n", stderr);
    va_end(arguments);
    return false;
}
