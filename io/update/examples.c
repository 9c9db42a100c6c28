/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Rows that `halfterm new` put into a school's files as examples, which real ones replace. */
#include "io/school/new_school.h"
#include "io/update/internal.h"

#include <stdlib.h>
#include <string.h>

/* The line that begins at a place, without its end; *next is where the one after begins. */
static size_t line_at(const char *text, const char **next)
{
    size_t size = strcspn(text, "\n");
    *next = text + size + (text[size] == '\n');
    return size && text[size - 1] == '\r' ? size - 1 : size;
}

static bool has_line(const char *text, const char *line, size_t size)
{
    for (const char *next; *text; text = next)
        if (line_at(text, &next) == size && !memcmp(text, line, size))
            return true;
    return false;
}

/* Where the rows below the titles begin. */
static const char *rows_of(const char *text)
{
    const char *next;
    line_at(text, &next);
    return next;
}

/* Takes the lines of the examples out of a text, if all of them are in it; how many they are. */
static size_t strip(char *text, size_t *size, const char *examples)
{
    size_t count = 0;
    const char *next;
    for (const char *row = examples; *row; row = next, count++) {
        size_t length = line_at(row, &next);
        if (!has_line(text, row, length))
            return 0;
    }
    char *to = text;
    for (const char *line = text; count && *line; line = next) {
        size_t length = line_at(line, &next);
        if (has_line(examples, line, length))
            continue;
        memmove(to, line, (size_t)(next - line));
        to += next - line;
    }
    if (count) {
        *to = 0;
        *size = (size_t)(to - text);
    }
    return count;
}

size_t ht_examples_strip(enum ht_file file, char *text, size_t *size)
{
    if (!ht_new_school_has_example(file) || strlen(text) != *size)
        return 0;
    char *example = ht_new_school_text(file, true);
    size_t count = strip(text, size, rows_of(example));
    free(example);
    return count;
}
