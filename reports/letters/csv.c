/* SPDX-License-Identifier: GPL-3.0-or-later */
/** A row for each letter that is due, whether or not the school has a template for it. */
#include "reports/text/csv.h"
#include "reports/letters/text.h"
#include "reports/views/run.h"
#include "solver/base/memory.h"

#include <stdlib.h>

static void write_letter(FILE *stream, const struct ht_run *run, const struct ht_letter *letter)
{
    char **values = HT_NEW(char *, ht_placeholder_count);
    const char **cells = HT_NEW(const char *, ht_placeholder_count + 1);
    cells[0] = ht_letter_kinds[letter->kind].name;
    for (size_t i = 0; i < ht_placeholder_count; i++) {
        if (ht_placeholders[i].kinds >> letter->kind & 1)
            values[i] = ht_placeholders[i].value(letter, run);
        cells[i + 1] = values[i] ? values[i] : "";
    }
    ht_csv_write_safe_row(stream, cells, ht_placeholder_count + 1);
    for (size_t i = 0; i < ht_placeholder_count; i++)
        free(values[i]);
    free(values);
    free(cells);
}

ht_write ht_write_letters_csv;
void ht_write_letters_csv(FILE *stream, const struct ht_run *run, size_t nth)
{
    (void)nth;
    if (run->choices.bom)
        fputs("\xef\xbb\xbf", stream);
    const char **heads = HT_NEW(const char *, ht_placeholder_count + 1);
    heads[0] = "letter";
    for (size_t i = 0; i < ht_placeholder_count; i++)
        heads[i + 1] = ht_placeholders[i].name;
    ht_csv_write_row(stream, heads, ht_placeholder_count + 1);
    free(heads);
    for (size_t i = 0; run->letters && i < run->letters->count; i++)
        write_letter(stream, run, &run->letters->letters[i]);
}
