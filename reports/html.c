/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/html.h"

#include "solver/memory.h"

#include <stdarg.h>
#include <string.h>

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
    default:
        return "&#39;";
    }
}

void ht_html_text(FILE *stream, const char *text)
{
    for (;;) {
        size_t plain = strcspn(text, "<>&\"'");
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
