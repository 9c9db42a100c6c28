/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text/csv.h"

#include "solver/base/memory.h"

#include <stdlib.h>
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

void ht_csv_write_heads(FILE *stream, const struct ht_csv_columns *columns, bool mark)
{
    fputs(mark ? "\xef\xbb\xbf" : "", stream);
    for (size_t i = 0; i < columns->count; i++) {
        fputs(i ? "," : "", stream);
        ht_csv_write_cell(stream, columns->list[i].name);
    }
    putc('\n', stream);
}

/* ------------------------------------------------------------ formulas */

/* What ends a cell for a spreadsheet that takes another character than the comma for it. */
static const char separators[] = ";\t\r\n";

static bool begins_with_sign(const char *text)
{
    /* =, +, - and @ in full width, as East Asian keyboards have them. */
    static const char wide[][4] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
    if (*text == '=' || *text == '+' || *text == '-' || *text == '@')
        return true;
    for (size_t i = 0; *text == *wide[0] && i < sizeof wide / sizeof *wide; i++)
        if (!strncmp(text, wide[i], 3))
            return true;
    return false;
}

/* Whether length characters are digits, with at most one point or comma among them. */
static bool is_number(const char *text, size_t length)
{
    size_t whole = strspn(text, "0123456789");
    size_t point = text[whole] == '.' || text[whole] == ',';
    return whole && whole + point + strspn(text + whole + point, "0123456789") >= length;
}

/* Whether a cell that begins here would be run. */
static bool runs(const char *text)
{
    while (*text == ' ')
        text++;
    if (!begins_with_sign(text))
        return false;
    size_t length = strcspn(text, separators);
    while (text[length - 1] == ' ')
        length--;
    bool dashes = strspn(text, "-") >= length;
    bool number = (*text == '-' || *text == '+') && is_number(text + 1, length - 1);
    return !dashes && !number;
}

bool ht_csv_is_formula(const char *text)
{
    for (;;) {
        if (runs(text))
            return true;
        text += strcspn(text, separators);
        if (!*text)
            return false;
        text++;
    }
}

/* The text with apostrophes where they are needed. Use free(). */
static char *disarmed(const char *text)
{
    char *safe;
    size_t size;
    FILE *stream = ht_text_new(&safe, &size);
    for (;;) {
        size_t length = strcspn(text, separators);
        if (runs(text))
            putc('\'', stream);
        fwrite(text, 1, length + (text[length] != '\0'), stream);
        if (!text[length])
            break;
        text += length + 1;
    }
    ht_text_end(stream, &safe);
    return safe;
}

void ht_csv_write_safe_row(FILE *stream, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *safe = ht_csv_is_formula(cells[i]) ? disarmed(cells[i]) : NULL;
        if (i)
            putc(',', stream);
        ht_csv_write_cell(stream, safe ? safe : cells[i]);
        free(safe);
    }
    putc('\n', stream);
}
