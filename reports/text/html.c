/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/html.h"

#include "solver/base/memory.h"

#include <stdarg.h>
#include <string.h>

/* What ends a stretch of text that may be written as it is. */
static const char special[] = "<>&\"'\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11"
                              "\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f";

/* In attributes XML takes line ends and tabs for spaces, unless they are written so. */
static const char *entity(char character)
{
    switch (character) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return "\xef\xbf\xbd";
    }
}

void ht_html_text(FILE *stream, const char *text)
{
    for (;;) {
        size_t plain = strcspn(text, special);
        fwrite(text, 1, plain, stream);
        text += plain;
        if (!*text)
            return;
        fputs(entity(*text++), stream);
    }
}

void ht_html(FILE *stream, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    for (const char *mark; (mark = strchr(format, '%')); format = mark + 2) {
        fwrite(format, 1, (size_t)(mark - format), stream);
        HT_REQUIRE(mark[1] == 's' || mark[1] == 'd', "unknown conversion");
        if (mark[1] == 's')
            ht_html_text(stream, va_arg(values, const char *));
        else
            fprintf(stream, "%d", va_arg(values, int));
    }
    fputs(format, stream);
    va_end(values);
}
