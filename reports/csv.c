/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/csv.h"

#include <string.h>

void ht_csv_write_cell(FILE *stream, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, stream);
        return;
    }
    putc('"', stream);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', stream);
        putc(*text, stream);
    }
    putc('"', stream);
}

void ht_csv_write_row(FILE *stream, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            putc(',', stream);
        ht_csv_write_cell(stream, cells[i]);
    }
    putc('\n', stream);
}
