/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/terminal/terminal.h"

#include "reports/text/wrapped.h"
#include "solver/base/memory.h"

#include <stdlib.h>

enum { LABEL_WIDTH = 48, LEAST_WIDTH = 10 };

void ht_comparison_head(struct ht_comparison *comparison, const char *label)
{
    HT_GROW(comparison->rows, comparison->row_count, comparison->row_capacity);
    comparison->rows[comparison->row_count++] = (struct ht_comparison_row){label, NULL};
}

char **ht_comparison_line(struct ht_comparison *comparison, const char *label)
{
    ht_comparison_head(comparison, label);
    char **cells = HT_NEW(char *, comparison->count);
    comparison->rows[comparison->row_count - 1].cells = cells;
    return cells;
}

void ht_comparison_clear(struct ht_comparison *comparison)
{
    for (size_t r = 0; r < comparison->row_count; r++) {
        char **cells = comparison->rows[r].cells;
        for (size_t n = 0; cells && n < comparison->count; n++)
            free(cells[n]);
        free(cells);
    }
    free(comparison->rows);
}

static const char *text_of(const struct ht_comparison_row *row, size_t n)
{
    return row->cells[n] ? row->cells[n] : "-";
}

static int column_width(const struct ht_comparison *comparison, size_t n)
{
    int widest = (int)ht_text_width(comparison->titles[n]);
    for (size_t r = 0; r < comparison->row_count; r++) {
        const struct ht_comparison_row *row = &comparison->rows[r];
        int width = row->cells ? (int)ht_text_width(text_of(row, n)) : 0;
        widest = width > widest ? width : widest;
    }
    return widest > LEAST_WIDTH ? widest : LEAST_WIDTH;
}

static void write_cell(FILE *stream, const char *text, int width)
{
    fprintf(stream, "  %*s%s", width - (int)ht_text_width(text), "", text);
}

void ht_comparison_write(FILE *stream, const struct ht_comparison *comparison)
{
    int *widths = HT_NEW(int, comparison->count);
    fprintf(stream, "%*s", LABEL_WIDTH, "");
    for (size_t n = 0; n < comparison->count; n++) {
        widths[n] = column_width(comparison, n);
        write_cell(stream, comparison->titles[n], widths[n]);
    }
    fputc('\n', stream);
    for (size_t r = 0; r < comparison->row_count; r++) {
        const struct ht_comparison_row *row = &comparison->rows[r];
        if (!row->cells) {
            fprintf(stream, "\n%s\n", row->label);
            continue;
        }
        fprintf(stream, "%-*s", LABEL_WIDTH, row->label);
        for (size_t n = 0; n < comparison->count; n++)
            write_cell(stream, text_of(row, n), widths[n]);
        fputc('\n', stream);
    }
    free(widths);
}

void ht_build_comparison(struct ht_document *document, const struct ht_comparison *comparison)
{
    bool open = false;
    for (size_t r = 0; r < comparison->row_count; r++) {
        const struct ht_comparison_row *row = &comparison->rows[r];
        if (row->cells) {
            ht_doc_put(document, "{row}%s", row->label);
            for (size_t n = 0; n < comparison->count; n++)
                ht_doc_put(document, "|%s", text_of(row, n));
            continue;
        }
        if (open)
            ht_doc_close(document);
        ht_doc_section(document, HT_TOGETHER, NULL, row->label);
        ht_doc_captioned(document, HT_ROWS, true, row->label);
        ht_doc_column(document, 2, false);
        for (size_t n = 0; n < comparison->count; n++) {
            ht_doc_column(document, 1, true);
            ht_doc_put(document, "%s", comparison->titles[n]);
        }
        open = true;
    }
    if (open)
        ht_doc_close(document);
}
