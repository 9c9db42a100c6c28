/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/csv/reader.h"

#include "io/base/cells.h"
#include "io/base/file.h"
#include "solver/base/memory.h"

#include <csv.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES_A_LINE = 1 << 20 /* of the file; a cell of several lines may have as many */ };

struct ht_csv_reader {
    const char *bytes; /* of the file */
    size_t size, at;
    size_t start; /* place after a byte order mark, if any */
    int line;     /* that begins at bytes[at] */
    char *name;
    struct ht_diagnostics *faults;
    bool is_windows;
    char *utf8; /* of a line, where the file is Windows-1252 */
    size_t utf8_capacity;

    struct csv_parser parser;
    char quote; /* around cells */
    bool quiet; /* trying a delimiter: say nothing */

    char *text; /* of the row's cells, each with a 0 after it; begins with an empty one */
    size_t text_used, text_capacity;
    size_t cell[HT_MOST_CELLS]; /* places in text */
    size_t cells;               /* of the row so far */
    size_t said;                /* place after the last cell that is not blank */
    bool is_open;               /* a line that is not blank has been read of the row */
    bool is_over;
    int row_line;     /* where the row begins */
    int cell_line;    /* where the cell that is not yet over begins */
    size_t row_at;    /* place in bytes where the row begins */
    size_t next_line; /* place in bytes after the row's first line */
};

/* ------------------------------------------------------------ cells */

static size_t store(struct ht_csv_reader *rows, const char *text, size_t length)
{
    while (rows->text_capacity - rows->text_used < length + 1) {
        rows->text_capacity = 2 * rows->text_capacity + 256;
        rows->text = ht_resize(rows->text, rows->text_capacity, 1);
    }
    size_t place = rows->text_used;
    memcpy(rows->text + place, text, length);
    rows->text[place + length] = 0;
    rows->text_used += length + 1;
    return place;
}

/* Stores a cell's text trimmed; only cells that need it pay for it. */
static size_t store_trimmed(struct ht_csv_reader *rows, const char *text, size_t length)
{
    size_t place = store(rows, text, length);
    unsigned char first = text[0], last = text[length - 1];
    if (isgraph(first) && isgraph(last))
        return place;
    return ht_cell_trim(rows->text + place) - rows->text;
}

static void take_cell(void *cell, size_t length, void *context)
{
    struct ht_csv_reader *rows = context;
    size_t n = rows->cells++;
    size_t place = length ? store_trimmed(rows, cell, length) : 0;
    if (!rows->text[place])
        place = 0;
    else
        rows->said = n + 1;
    if (n < HT_MOST_CELLS)
        rows->cell[n] = place;
}

static void take_end(int terminator, void *context)
{
    (void)terminator;
    ((struct ht_csv_reader *)context)->is_over = true;
}

/* ------------------------------------------------------------ lines and rows */

static void *limited_realloc(void *memory, size_t size)
{
    return size > HT_WIDEST * MOST_BYTES_A_LINE + 4096 ? NULL : ht_resize(memory, size, 1);
}

static void start_parser(struct ht_csv_reader *rows, char delimiter)
{
    csv_init(&rows->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&rows->parser, delimiter);
    csv_set_quote(&rows->parser, rows->quote);
    csv_set_blk_size(&rows->parser, 4096);
    csv_set_realloc_func(&rows->parser, limited_realloc);
}

static void restart_parser(struct ht_csv_reader *rows)
{
    char delimiter = csv_get_delim(&rows->parser);
    csv_free(&rows->parser);
    start_parser(rows, delimiter);
}

static void start_row(struct ht_csv_reader *rows)
{
    rows->cells = rows->said = 0;
    rows->is_open = rows->is_over = false;
    rows->text_used = 0;
    store(rows, "", 0);
    rows->row_line = rows->cell_line = rows->line;
    rows->row_at = rows->next_line = rows->at;
}

void ht_csv_reader_fault(struct ht_csv_reader *rows, int line, const char *text)
{
    if (!rows->quiet)
        ht_fault_of_kind(rows->faults, HT_FAULT, rows->name, line, text, "%s", text);
}

/* The size of the line that begins at bytes[at] with its LF, CR or CRLF; 0 where it is too long. */
static size_t line_size(const struct ht_csv_reader *rows)
{
    const char *start = rows->bytes + rows->at;
    size_t left = rows->size - rows->at;
    size_t most = left < MOST_BYTES_A_LINE ? left : MOST_BYTES_A_LINE;
    const char *feed = memchr(start, '\n', most);
    size_t size = feed ? (size_t)(feed - start) + 1 : most;
    const char *back = memchr(start, '\r', size);
    if (back && back + 1 != feed)
        return back - start + 1;
    return feed || most == left ? size : 0;
}

/* Says what is wrong with the row that the parser refused and goes on with the line after. */
static void drop_row(struct ht_csv_reader *rows, bool at_end)
{
    bool is_long = rows->at - rows->row_at > MOST_BYTES_A_LINE;
    if (at_end || rows->cell_line < rows->line)
        ht_csv_reader_fault(
            rows, rows->cell_line,
            "the quote that opens in this line is never closed; close it or take it away");
    else
        ht_csv_reader_fault(
            rows, rows->line,
            "a quote stands in the middle of a cell; put the whole cell in quotes and write each "
            "quote inside it twice");
    restart_parser(rows);
    /* A quote that swallowed so much is one of many, and what follows would be read for nothing. */
    rows->at = is_long ? rows->size : rows->next_line;
    rows->line = rows->row_line + 1;
}

/* A line as UTF-8. */
static const char *line_text(struct ht_csv_reader *rows, size_t *size)
{
    const char *text = rows->bytes + rows->at;
    if (!rows->is_windows)
        return text;
    if (rows->utf8_capacity < *size * HT_WIDEST) {
        rows->utf8_capacity = *size * HT_WIDEST;
        rows->utf8 = ht_resize(rows->utf8, rows->utf8_capacity, 1);
    }
    *size = ht_file_from_windows(text, *size, rows->utf8);
    return rows->utf8;
}

static bool is_space(const char *text, size_t length)
{
    while (length && isspace((unsigned char)*text)) {
        text++;
        length--;
    }
    return !length;
}

/* Gives the next line to the parser; false where it makes no sense. */
static bool parse_line(struct ht_csv_reader *rows)
{
    size_t size = line_size(rows), cells = rows->cells;
    if (!size) {
        ht_csv_reader_fault(
            rows, rows->line,
            "this line has more than 1 MB, and nothing after it was read; check that the file "
            "is really CSV");
        rows->at = rows->next_line = rows->size;
        return true;
    }
    size_t length = size;
    const char *text = line_text(rows, &length);
    rows->is_open = rows->is_open || !is_space(text, length);
    rows->at += size;
    if (rows->line == rows->row_line)
        rows->next_line = rows->at;
    bool is_parsed = csv_parse(&rows->parser, text, length, take_cell, take_end, rows) == length;
    if (rows->cells > cells)
        rows->cell_line = rows->line;
    if (is_parsed)
        rows->line++;
    return is_parsed;
}

bool ht_csv_reader_next(struct ht_csv_reader *rows)
{
    start_row(rows);
    for (;;) {
        bool at_end = rows->at == rows->size;
        bool is_parsed =
            at_end ? !csv_fini(&rows->parser, take_cell, take_end, rows) : parse_line(rows);
        if (rows->is_over)
            return true;
        if (!is_parsed)
            drop_row(rows, at_end);
        if (is_parsed ? at_end : rows->quiet)
            return false;
        if (!is_parsed || !rows->is_open)
            start_row(rows);
    }
}

/* ------------------------------------------------------------ the text */

/* Whether it is text at all; finds where it begins after a byte order mark. */
static bool find_text(struct ht_csv_reader *rows)
{
    int line;
    const char *bytes = rows->bytes;
    bool is_wide = !strncmp(bytes, "\xff\xfe", 2) || !strncmp(bytes, "\xfe\xff", 2);
    bool is_zip = !strncmp(bytes, "PK\3\4", 4);
    enum ht_encoding encoding = ht_file_encoding(bytes, rows->size, &line);
    rows->start = strncmp(bytes, "\xef\xbb\xbf", 3) ? 0 : 3;
    rows->is_windows = encoding == HT_WINDOWS_1252;
    if (is_wide)
        ht_csv_reader_fault(rows, 1, "this is UTF-16 text; save it as 'CSV UTF-8'");
    else if (is_zip)
        ht_csv_reader_fault(
            rows, 1,
            "this is a workbook or another zip file, no table of text; 'halfterm import' reads "
            "workbooks as they are");
    else if (encoding == HT_NOT_TEXT)
        ht_csv_reader_fault(rows, line,
                            "this is not text (binary data); save the file as 'CSV UTF-8'");
    else if (is_space(bytes + rows->start, rows->size - rows->start))
        ht_csv_reader_fault(rows, 1,
                            "the file is empty; it needs a line with the names of its columns");
    else
        return true;
    return false;
}

struct ht_csv_reader *ht_csv_reader_new(const char *bytes, size_t size, const char *name,
                                        struct ht_diagnostics *faults)
{
    struct ht_csv_reader *rows = HT_NEW(struct ht_csv_reader, 1);
    rows->bytes = bytes;
    rows->size = size;
    rows->name = ht_copy_text(name, strlen(name));
    rows->faults = faults;
    rows->quote = '"';
    start_parser(rows, ',');
    if (find_text(rows))
        return rows;
    ht_csv_reader_free(rows);
    return NULL;
}

void ht_csv_reader_free(struct ht_csv_reader *rows)
{
    if (!rows)
        return;
    csv_free(&rows->parser);
    free(rows->name);
    free(rows->utf8);
    free(rows->text);
    free(rows);
}

void ht_csv_reader_any_quote(struct ht_csv_reader *rows)
{
    if (rows->bytes[rows->start] == '\'')
        rows->quote = '\'';
}

void ht_csv_reader_start(struct ht_csv_reader *rows, char delimiter, bool quiet)
{
    rows->at = rows->start;
    rows->line = 1;
    rows->quiet = quiet;
    csv_free(&rows->parser);
    start_parser(rows, delimiter);
}

char ht_csv_reader_delimiter(struct ht_csv_reader *rows,
                             size_t (*count)(const struct ht_csv_reader *, void *context),
                             void *context)
{
    static const char delimiters[] = ",;\t|";
    char best = *delimiters;
    size_t most = 0;
    for (const char *delimiter = delimiters; *delimiter; delimiter++) {
        ht_csv_reader_start(rows, *delimiter, true);
        bool has_row = ht_csv_reader_next(rows);
        size_t found = !has_row ? 0 : count ? count(rows, context) : rows->cells;
        if (found > most) {
            most = found;
            best = *delimiter;
        }
    }
    return best;
}

/* ------------------------------------------------------------ the row */

size_t ht_csv_reader_cells(const struct ht_csv_reader *rows)
{
    return rows->cells;
}

const char *ht_csv_reader_cell(const struct ht_csv_reader *rows, size_t place)
{
    return place < rows->cells && place < HT_MOST_CELLS ? rows->text + rows->cell[place] : "";
}

bool ht_csv_reader_has_after(const struct ht_csv_reader *rows, size_t place)
{
    return rows->said > place;
}

int ht_csv_reader_line(const struct ht_csv_reader *rows)
{
    return rows->row_line;
}

struct ht_csv_reader_place ht_csv_reader_place(const struct ht_csv_reader *rows)
{
    return (struct ht_csv_reader_place){rows->row_at, rows->at};
}

bool ht_csv_reader_is_windows(const struct ht_csv_reader *rows)
{
    return rows->is_windows;
}
