/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/wrapped.h"

#include <stdbool.h>
#include <string.h>

/* Bytes that begin a character do not begin with the bits 10. */
static bool begins(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

size_t ht_text_width(const char *text)
{
    size_t width = 0;
    for (; *text; text++)
        width += begins(*text);
    return width;
}

void ht_write_column(FILE *stream, const char *text, size_t width, size_t *blanks)
{
    size_t written = 0;
    if (!*text) {
        *blanks += width;
        return;
    }
    fprintf(stream, "%*s", (int)*blanks, "");
    for (; *text && (written < width || !begins(*text)); text++) {
        written += begins(*text);
        putc(*text, stream);
    }
    *blanks = width - written;
}

/* Characters of a text's first bytes. */
static size_t width_of(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t n = 0; n < length; n++)
        width += begins(text[n]);
    return width;
}

void ht_write_wrapped(FILE *stream, const char *mark, const char *text)
{
    size_t indent = ht_text_width(mark), at = indent;
    fputs(mark, stream);
    for (bool first = true; *text; first = false) {
        size_t length = strcspn(text, " "), width = width_of(text, length);
        if (!first && at + 1 + width > HT_LINE_WIDTH) {
            fprintf(stream, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            putc(' ', stream);
            at++;
        }
        fwrite(text, 1, length, stream);
        at += width;
        text += length;
        text += strspn(text, " ");
    }
    putc('\n', stream);
}
