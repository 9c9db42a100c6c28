/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/csv_file.h"

#include "io/cells.h"
#include "io/file.h"
#include "io/suggest.h"
#include "solver/memory.h"

#include <csv.h>
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_BYTES_A_LINE = 1 << 20, /* of the file; a cell of several lines may have as many */
    MOST_CELLS = 256,            /* in a row that is looked at; the others are taken for unknown */
    NO_COLUMN = -1,
};
static const size_t most_bytes = (size_t)1 << 30;

typedef void on_cell(void *cell, size_t length, void *csv);

struct ht_csv {
    const struct ht_file_columns *columns;
    char *name;
    struct ht_faults *faults;

    char *bytes; /* of the file */
    size_t size, at;
    int line; /* that begins at bytes[at] */
    bool is_windows;
    char *utf8; /* of a line, where the file is Windows-1252 */
    size_t utf8_capacity;

    struct csv_parser parser;
    on_cell *on_cell;
    bool quiet; /* trying a delimiter: say nothing */

    int column_of[MOST_CELLS]; /* by place in a row: column or NO_COLUMN */
    size_t header_cells;
    bool has[HT_COLUMN_COUNT];
    int twice; /* column that the header has more than once, or NO_COLUMN */

    char *text; /* of the row's cells, each with a 0 after it; begins with an empty one */
    size_t text_used, text_capacity;
    size_t cell[HT_COLUMN_COUNT]; /* places in text */
    size_t cells;                 /* of the row so far */
    bool is_open;                 /* a line that is not blank has been read of it */
    bool is_over, is_blank, has_surplus;
    int row_line;     /* where the row begins */
    int cell_line;    /* where the cell that is not yet over begins */
    size_t row_at;    /* place in bytes where the row begins */
    size_t copied;    /* bytes that ht_csv_copy() has written */
    size_t rows;      /* that are not blank, so far */
    size_t next_line; /* place in bytes after the row's first line */
};

/* ------------------------------------------------------------ cells */

static size_t store(struct ht_csv *csv, const char *text, size_t length)
{
    while (csv->text_capacity - csv->text_used < length + 1) {
        csv->text_capacity = 2 * csv->text_capacity + 256;
        csv->text = ht_resize(csv->text, csv->text_capacity, 1);
    }
    size_t place = csv->text_used;
    memcpy(csv->text + place, text, length);
    csv->text[place + length] = 0;
    csv->text_used += length + 1;
    return place;
}

/* Stores a cell's text trimmed; only cells that need it pay for it. */
static size_t store_trimmed(struct ht_csv *csv, const char *text, size_t length)
{
    size_t place = store(csv, text, length);
    unsigned char first = text[0], last = text[length - 1];
    if (isgraph(first) && isgraph(last))
        return place;
    return ht_cell_trim(csv->text + place) - csv->text;
}

static void take_cell(void *cell, size_t length, void *context)
{
    struct ht_csv *csv = context;
    size_t n = csv->cells++;
    if (!length)
        return;
    int column = n < csv->header_cells && n < MOST_CELLS ? csv->column_of[n] : NO_COLUMN;
    size_t place = store_trimmed(csv, cell, length);
    if (!csv->text[place])
        return;
    csv->is_blank = false;
    if (column != NO_COLUMN)
        csv->cell[column] = place;
    else if (n >= csv->header_cells)
        csv->has_surplus = true;
}

static int find_column(const struct ht_file_columns *columns, const char *name)
{
    for (size_t i = 0; i < columns->count; i++)
        if (ht_cell_same_word(name, ht_column_name(columns->columns[i].column)))
            return columns->columns[i].column;
    return NO_COLUMN;
}

static void take_header(void *cell, size_t length, void *context)
{
    struct ht_csv *csv = context;
    size_t place = store(csv, cell, length);
    int column = find_column(csv->columns, ht_cell_trim(csv->text + place));
    csv->is_blank = csv->is_blank && !length;
    if (csv->cells < MOST_CELLS)
        csv->column_of[csv->cells] = column;
    csv->header_cells = ++csv->cells;
    if (column == NO_COLUMN)
        return;
    if (csv->has[column])
        csv->twice = column;
    csv->has[column] = true;
}

static void take_end(int terminator, void *context)
{
    (void)terminator;
    ((struct ht_csv *)context)->is_over = true;
}

/* ------------------------------------------------------------ lines and rows */

static void *limited_realloc(void *memory, size_t size)
{
    return size > HT_WIDEST * MOST_BYTES_A_LINE + 4096 ? NULL : ht_resize(memory, size, 1);
}

static void start_parser(struct ht_csv *csv, char delimiter)
{
    csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&csv->parser, delimiter);
    csv_set_blk_size(&csv->parser, 4096);
    csv_set_realloc_func(&csv->parser, limited_realloc);
}

static void restart_parser(struct ht_csv *csv)
{
    char delimiter = csv_get_delim(&csv->parser);
    csv_free(&csv->parser);
    start_parser(csv, delimiter);
}

static void start_row(struct ht_csv *csv)
{
    csv->cells = 0;
    csv->is_open = csv->is_over = csv->has_surplus = false;
    csv->is_blank = true;
    csv->text_used = 0;
    store(csv, "", 0);
    memset(csv->cell, 0, sizeof csv->cell);
    csv->row_line = csv->cell_line = csv->line;
    csv->row_at = csv->next_line = csv->at;
}

static void fault(struct ht_csv *csv, int line, const char *text)
{
    if (!csv->quiet)
        ht_fault_of_kind(csv->faults, HT_FAULT, csv->name, line, text, "%s", text);
}

/* The size of the line that begins at bytes[at] with its LF, CR or CRLF; 0 where it is too long. */
static size_t line_size(const struct ht_csv *csv)
{
    const char *start = csv->bytes + csv->at;
    size_t left = csv->size - csv->at;
    size_t most = left < MOST_BYTES_A_LINE ? left : MOST_BYTES_A_LINE;
    const char *feed = memchr(start, '\n', most);
    size_t size = feed ? (size_t)(feed - start) + 1 : most;
    const char *back = memchr(start, '\r', size);
    if (back && back + 1 != feed)
        return back - start + 1;
    return feed || most == left ? size : 0;
}

/* Says what is wrong with the row that the parser refused and goes on with the line after. */
static void drop_row(struct ht_csv *csv, bool at_end)
{
    if (at_end || csv->cell_line < csv->line)
        fault(csv, csv->cell_line,
              "the quote that opens in this line is never closed; close it or take it away");
    else
        fault(csv, csv->line,
              "a quote stands in the middle of a cell; put the whole cell in quotes and write each "
              "quote inside it twice");
    restart_parser(csv);
    csv->at = csv->next_line;
    csv->line = csv->row_line + 1;
}

/* A line as UTF-8. */
static const char *line_text(struct ht_csv *csv, size_t *size)
{
    const char *text = csv->bytes + csv->at;
    if (!csv->is_windows)
        return text;
    if (csv->utf8_capacity < *size * HT_WIDEST) {
        csv->utf8_capacity = *size * HT_WIDEST;
        csv->utf8 = ht_resize(csv->utf8, csv->utf8_capacity, 1);
    }
    *size = ht_file_from_windows(text, *size, csv->utf8);
    return csv->utf8;
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
static bool parse_line(struct ht_csv *csv)
{
    size_t size = line_size(csv), cells = csv->cells;
    if (!size) {
        fault(csv, csv->line,
              "this line has more than 1 MB, and nothing after it was read; check that the file "
              "is really CSV");
        csv->at = csv->next_line = csv->size;
        return true;
    }
    size_t length = size;
    const char *text = line_text(csv, &length);
    csv->is_open = csv->is_open || !is_space(text, length);
    csv->at += size;
    if (csv->line == csv->row_line)
        csv->next_line = csv->at;
    bool is_parsed = csv_parse(&csv->parser, text, length, csv->on_cell, take_end, csv) == length;
    if (csv->cells > cells)
        csv->cell_line = csv->line;
    if (is_parsed)
        csv->line++;
    return is_parsed;
}

/* Reads a row; false at the end of the file and, when quiet, where it makes no sense. */
static bool read_row(struct ht_csv *csv)
{
    start_row(csv);
    for (;;) {
        bool at_end = csv->at == csv->size;
        bool is_parsed =
            at_end ? !csv_fini(&csv->parser, csv->on_cell, take_end, csv) : parse_line(csv);
        if (csv->is_over)
            return true;
        if (!is_parsed)
            drop_row(csv, at_end);
        if (is_parsed ? at_end : csv->quiet)
            return false;
        if (!is_parsed || !csv->is_open)
            start_row(csv);
    }
}

/* ------------------------------------------------------------ header */

/* Reads the header with a delimiter; the number of known columns. */
static size_t read_header(struct ht_csv *csv, size_t start, char delimiter, bool quiet)
{
    csv->at = start;
    csv->line = 1;
    csv->quiet = quiet;
    csv->header_cells = 0;
    csv->twice = NO_COLUMN;
    memset(csv->has, 0, sizeof csv->has);
    csv->on_cell = take_header;
    csv_free(&csv->parser);
    start_parser(csv, delimiter);
    size_t known = 0;
    if (read_row(csv))
        for (size_t i = 0; i < HT_COLUMN_COUNT; i++)
            known += csv->has[i];
    csv->quiet = false;
    csv->on_cell = take_cell;
    return known;
}

/* A slot says the day and the period as well. */
static bool lacks(const struct ht_csv *csv, const struct ht_column_of *column)
{
    bool in_slot = column->column == HT_COL_DAY || column->column == HT_COL_PERIOD;
    return column->needed && !csv->has[column->column] && !(in_slot && csv->has[HT_COL_SLOT]);
}

/* A heading of the file that is no known column but close to this one, or NULL. */
static const char *misspelt(const struct ht_csv *csv, enum ht_column column)
{
    struct ht_guess guess = {0};
    for (size_t at = 0; at < csv->text_used; at += strlen(csv->text + at) + 1)
        if (find_column(csv->columns, csv->text + at) == NO_COLUMN)
            ht_guess_try(&guess, ht_column_name(column), csv->text + at);
    return guess.best;
}

static void fault_missing(struct ht_csv *csv)
{
    for (size_t i = 0; i < csv->columns->count; i++) {
        const struct ht_column_of *column = &csv->columns->columns[i];
        if (!lacks(csv, column))
            continue;
        const char *name = ht_column_name(column->column), *close = misspelt(csv, column->column);
        if (close)
            ht_fault(csv->faults, HT_FAULT, csv->name, csv->row_line,
                     "the column %s is missing; did you mean it by '%s'?", name, close);
        else
            ht_fault(csv->faults, HT_FAULT, csv->name, csv->row_line,
                     "the column %s is missing (%s); add it to this line", name, column->meaning);
    }
}

static bool header_is_good(struct ht_csv *csv)
{
    bool is_good = csv->twice == NO_COLUMN;
    if (!is_good)
        ht_fault(csv->faults, HT_FAULT, csv->name, csv->row_line,
                 "there are two columns %s; rename one or take it away",
                 ht_column_name(csv->twice));
    for (size_t i = 0; i < csv->columns->count; i++)
        is_good = is_good && !lacks(csv, &csv->columns->columns[i]);
    fault_missing(csv);
    return is_good;
}

static bool find_header(struct ht_csv *csv, size_t start)
{
    static const char delimiters[] = ",;\t";
    char best = *delimiters;
    size_t most = 0;
    for (const char *delimiter = delimiters; *delimiter; delimiter++) {
        size_t known = read_header(csv, start, *delimiter, true);
        if (known > most) {
            most = known;
            best = *delimiter;
        }
    }
    read_header(csv, start, best, false);
    return header_is_good(csv);
}

/* ------------------------------------------------------------ the file */

/* The text of a file that has one: after a byte order mark, if any. */
static bool find_text(struct ht_csv *csv, size_t *start)
{
    int line;
    bool is_wide = !strncmp(csv->bytes, "\xff\xfe", 2) || !strncmp(csv->bytes, "\xfe\xff", 2);
    bool is_zip = !strncmp(csv->bytes, "PK\3\4", 4);
    enum ht_encoding encoding = ht_file_encoding(csv->bytes, csv->size, &line);
    *start = strncmp(csv->bytes, "\xef\xbb\xbf", 3) ? 0 : 3;
    csv->is_windows = encoding == HT_WINDOWS_1252;
    if (is_wide)
        fault(csv, 1, "this is UTF-16 text; save it as 'CSV UTF-8'");
    else if (is_zip)
        fault(csv, 1, "this is a workbook, not CSV; open it and save it as 'CSV UTF-8'");
    else if (encoding == HT_NOT_TEXT)
        fault(csv, line, "this is not text (binary data); save the file as 'CSV UTF-8'");
    else if (is_space(csv->bytes + *start, csv->size - *start))
        fault(csv, 1, "the file is empty; it needs a line with the names of its columns");
    else
        return true;
    return false;
}

struct ht_csv *ht_csv_open(const char *path, const char *name, enum ht_file file,
                           struct ht_faults *faults)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    size_t size, start;
    char *bytes = ht_file_read(path, name, columns->needed, most_bytes, &size, faults);
    if (!bytes)
        return NULL;
    struct ht_csv *csv = HT_NEW(struct ht_csv, 1);
    csv->columns = columns;
    csv->name = ht_copy_text(name, strlen(name));
    csv->faults = faults;
    csv->bytes = bytes;
    csv->size = size;
    start_parser(csv, ',');
    if (find_text(csv, &start) && find_header(csv, start))
        return csv;
    ht_csv_free(csv);
    return NULL;
}

void ht_csv_free(struct ht_csv *csv)
{
    if (!csv)
        return;
    csv_free(&csv->parser);
    free(csv->name);
    free(csv->bytes);
    free(csv->utf8);
    free(csv->text);
    free(csv);
}

/* Files that were put together from several have their header again in between. */
static bool repeats_header(const struct ht_csv *csv)
{
    for (size_t i = 0; i < csv->columns->count; i++) {
        enum ht_column column = csv->columns->columns[i].column;
        if (csv->has[column] &&
            !ht_cell_same_word(ht_csv_cell(csv, column), ht_column_name(column)))
            return false;
    }
    return true;
}

static void refuse_formulas(const struct ht_csv *csv)
{
    for (size_t i = 0; i < csv->columns->count; i++) {
        const struct ht_column_of *column = &csv->columns->columns[i];
        const char *text = ht_csv_cell(csv, column->column);
        const char *problem = column->plain ? ht_cell_plain(text) : NULL;
        if (problem)
            ht_fault_of_kind(csv->faults, HT_FAULT, csv->name, csv->row_line, problem,
                             "%s: '%s' %s", ht_column_name(column->column), text, problem);
    }
}

bool ht_csv_next(struct ht_csv *csv)
{
    do
        if (!read_row(csv))
            return false;
    while (csv->is_blank || repeats_header(csv));
    csv->rows++;
    if (csv->has_surplus)
        fault(csv, csv->row_line,
              "this row has more cells than the file has columns; put a cell that holds a comma "
              "(or what else separates the cells) in quotes");
    refuse_formulas(csv);
    return true;
}

bool ht_csv_has(const struct ht_csv *csv, enum ht_column column)
{
    return csv->has[column];
}

const char *ht_csv_cell(const struct ht_csv *csv, enum ht_column column)
{
    return csv->text + csv->cell[column];
}

int ht_csv_line(const struct ht_csv *csv)
{
    return csv->row_line;
}

size_t ht_csv_rows(const struct ht_csv *csv)
{
    return csv->rows;
}

struct ht_csv_form ht_csv_form(struct ht_csv *csv)
{
    return (struct ht_csv_form){
        .bytes = csv->bytes,
        .size = csv->size,
        .row = csv->row_at,
        .row_end = csv->at,
        .delimiter = (char)csv_get_delim(&csv->parser),
        .is_windows = csv->is_windows,
        .columns = csv->column_of,
        .column_count = csv->header_cells < MOST_CELLS ? csv->header_cells : MOST_CELLS,
    };
}

const char *ht_csv_name(const struct ht_csv *csv)
{
    return csv->name;
}

struct ht_faults *ht_csv_faults(const struct ht_csv *csv)
{
    return csv->faults;
}

/* ------------------------------------------------------------ copying */

/* Writes the bytes of the file that have not been written yet, up to a place, as UTF-8. */
static void copy_to(struct ht_csv *csv, size_t place, FILE *stream)
{
    const char *from = csv->bytes + csv->copied;
    size_t size = place - csv->copied;
    char *utf8 = csv->is_windows ? ht_alloc(size, HT_WIDEST) : NULL;
    if (utf8)
        size = ht_file_from_windows(from, size, utf8);
    fwrite(utf8 ? utf8 : from, 1, size, stream);
    free(utf8);
    csv->copied = place;
}

/* The place after the cell that begins at a place of the row: of a delimiter or the row's end. */
static size_t cell_end(struct ht_csv *csv, size_t place)
{
    bool quoted = false;
    for (; place < csv->at; place++) {
        char byte = csv->bytes[place];
        quoted ^= byte == '"';
        if (!quoted && (byte == (char)csv_get_delim(&csv->parser) || byte == '\n' || byte == '\r'))
            break;
    }
    return place;
}

static bool is_delimiter(struct ht_csv *csv, size_t place)
{
    return place < csv->at && csv->bytes[place] == csv_get_delim(&csv->parser);
}

static void write_cell(struct ht_csv *csv, const char *text, FILE *stream)
{
    char special[] = {(char)csv_get_delim(&csv->parser), '"', '\n', '\r', 0};
    bool quoted = text[strcspn(text, special)];
    if (quoted)
        putc('"', stream);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', stream);
        putc(*text, stream);
    }
    if (quoted)
        putc('"', stream);
}

static int place_of(const struct ht_csv *csv, enum ht_column column)
{
    int place = 0;
    while (csv->column_of[place] != (int)column)
        place++;
    return place;
}

void ht_csv_copy(struct ht_csv *csv, enum ht_column column, const char *text, FILE *stream)
{
    size_t place = csv->row_at;
    int wanted = place_of(csv, column);
    for (; wanted > 0 && is_delimiter(csv, cell_end(csv, place)); wanted--)
        place = cell_end(csv, place) + 1;
    if (wanted)
        place = cell_end(csv, place);
    copy_to(csv, place, stream);
    /* A row may end before its blank cells do. */
    for (; wanted > 0; wanted--)
        putc(csv_get_delim(&csv->parser), stream);
    write_cell(csv, text, stream);
    csv->copied = cell_end(csv, place);
}

void ht_csv_copy_rest(struct ht_csv *csv, FILE *stream)
{
    copy_to(csv, csv->size, stream);
}
