/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/galley.h"

#include "solver/base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words longer than this part of a table of rows may be broken to leave room for others. */
#define LONG_WORD 0.3

/* The width of the bar on the left of sessions, in points. */
#define BAR 2.0

/* How the cells of a kind of row look: sizes in points. */
struct look {
    double size;   /* of the text */
    double beside; /* blank on the left and on the right */
    double above;  /* blank above and below */
    double least;  /* height of the row */
    bool boxed;    /* lines around each cell, not below rows only */
};

static const struct look looks[] = {
    [HT_ROWS] = {9, 4, 2.5, 0, false},
    [HT_GRID] = {8, 4, 1.5, 19, true},
    [HT_WALL] = {13, 5, 3, 30, true},
};
static const struct look slim_look = {7, 4, 1, 0, true};

/* A cell that has been set. */
struct placed {
    struct ht_pdf_marks marks;
    enum ht_tone tone;
    int column;
    int row, rows; /* the first in the band, and how many it reaches over */
    double height; /* it needs */
};

/* Rows that cells reach over, so that they cannot be parted: most often one. */
struct band {
    struct placed *cells;
    size_t cell_count, cell_capacity;
    double *bottoms; /* of the rows; first their heights */
    size_t row_count, row_capacity;
    size_t last; /* the row that a cell reaches furthest down to */
};

/* A table while it is set. */
struct setting {
    struct ht_pdf_galley *galley;
    const struct ht_doc_table *table;
    const struct look *look;
    const struct ht_doc_column **columns;
    double *edges; /* left edges of the columns, and the right edge of the table */
    int *reach;    /* for each column, how many more rows a cell above reaches over */
    struct band band;
};

/* ------------------------------------------------------------ widths */

/* What the columns of a table of rows ask for. */
struct wish {
    double natural; /* no line is broken */
    double least;   /* no word is broken */
};

static void widen(struct wish *wish, const struct setting *setting, const struct ht_doc_text *text,
                  bool bold)
{
    struct ht_pdf_manner manner = {.size = setting->look->size, .bold = bold};
    double word;
    double width = ht_pdf_text_width(setting->galley, text, &manner, &word);
    if (wish->natural < width)
        wish->natural = width;
    if (wish->least < word)
        wish->least = word;
}

/* Cells that another reaches down beside are taken for those of columns further left: tables of
 * rows have none. */
static struct wish *read_wishes(const struct setting *setting)
{
    const struct ht_doc_table *table = setting->table;
    struct wish *wishes = HT_NEW(struct wish, (size_t)table->column_count);
    for (int i = 0; i < table->column_count; i++)
        widen(&wishes[i], setting, &setting->columns[i]->head, true);
    for (const struct ht_doc_row *row = table->rows; row; row = row->next) {
        int i = 0;
        for (const struct ht_doc_cell *cell = row->first; cell && i < table->column_count;
             cell = cell->next)
            widen(&wishes[i++], setting, &cell->text, cell->head);
    }
    return wishes;
}

/* A column gets what it asks for up to a cap, but has room for its words up to another. */
static double granted(const struct wish *wish, double cap, double word_cap)
{
    double width = wish->natural < cap ? wish->natural : cap;
    double least = wish->least < word_cap ? wish->least : word_cap;
    return width < least ? least : width;
}

static double sum_granted(const struct wish *wishes, int count, double cap, double word_cap)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += granted(&wishes[i], cap, word_cap);
    return sum;
}

/* The cap by which the columns take up a width: narrow columns get what they ask for, wide ones
 * share what is left. For words, where lines are as short as can be. */
static double find_cap(const struct wish *wishes, int count, double width, bool for_words,
                       double word_cap)
{
    double low = 0, high = width;
    for (int i = 0; i < 30; i++) {
        double middle = (low + high) / 2;
        double sum = for_words ? sum_granted(wishes, count, 0, middle)
                               : sum_granted(wishes, count, middle, word_cap);
        if (sum > width)
            high = middle;
        else
            low = middle;
    }
    return low;
}

static void fit_rows(const struct setting *setting)
{
    int count = setting->table->column_count;
    double blank = 2 * setting->look->beside;
    double width = setting->galley->width - (count - 1) * blank;
    struct wish *wishes = read_wishes(setting);
    double word_cap = fmin(find_cap(wishes, count, width, true, 0), width * LONG_WORD);
    double cap = find_cap(wishes, count, width, false, word_cap);
    /* So that what stands in the first column begins where all other text does. */
    setting->edges[0] = -setting->look->beside;
    for (int i = 0; i < count; i++)
        setting->edges[i + 1] = setting->edges[i] + granted(&wishes[i], cap, word_cap) + blank;
    free(wishes);
}

static void fit_grid(const struct setting *setting)
{
    int count = setting->table->column_count;
    double sum = 0, width = setting->galley->width;
    for (int i = 0; i < count; i++)
        sum += setting->columns[i]->weight;
    for (int i = 0; i < count; i++)
        setting->edges[i + 1] = setting->edges[i] + width * setting->columns[i]->weight / sum;
}

/* ------------------------------------------------------------ bands of rows */

static void place_cell(struct setting *setting, const struct ht_doc_text *text,
                       const struct look *look, const struct ht_pdf_manner *manner, int column,
                       int rows)
{
    struct band *band = &setting->band;
    HT_GROW(band->cells, band->cell_count, band->cell_capacity);
    struct placed *placed = &band->cells[band->cell_count++];
    double x = setting->edges[column] + look->beside;
    double width = setting->edges[column + 1] - look->beside - x;
    *placed = (struct placed){.marks = ht_pdf_text_set(setting->galley, text, manner, width),
                              .tone = manner->tone,
                              .column = column,
                              .row = (int)band->row_count - 1,
                              .rows = rows};
    placed->height = placed->marks.height + 2 * look->above;
    for (struct ht_pdf_mark *mark = placed->marks.first; mark; mark = mark->next) {
        mark->x += x;
        mark->y += look->above;
    }
    size_t last = band->row_count - 1 + (size_t)rows;
    if (band->last < last)
        band->last = last;
}

static void begin_row(struct setting *setting, const struct look *look)
{
    struct band *band = &setting->band;
    HT_GROW(band->bottoms, band->row_count, band->row_capacity);
    band->bottoms[band->row_count++] = look->least;
}

/* The next column from one on that no cell above reaches into; the count if there is none. */
static int free_column(const struct setting *setting, int column)
{
    while (column < setting->table->column_count && setting->reach[column] > 0)
        setting->reach[column++]--;
    return column;
}

static void place_row(struct setting *setting, const struct ht_doc_row *row)
{
    const struct look *look = row->slim && setting->look->boxed ? &slim_look : setting->look;
    int column = free_column(setting, 0);
    begin_row(setting, look);
    for (const struct ht_doc_cell *cell = row->first; cell && column < setting->table->column_count;
         cell = cell->next) {
        struct ht_pdf_manner manner = {.size = look->size,
                                       .bold = cell->head && look != &slim_look,
                                       .apart = look == &slim_look,
                                       .tone =
                                           cell->head && !look->boxed ? HT_TONE_NONE : cell->tone,
                                       .to_right = setting->columns[column]->number};
        place_cell(setting, &cell->text, look, &manner, column, cell->rows);
        setting->reach[column] = cell->rows - 1;
        column = free_column(setting, column + 1);
    }
}

/* Lets the last of the rows that a cell reaches over be as high as the cell needs. */
static void fit_cell(struct band *band, const struct placed *cell)
{
    size_t end = (size_t)(cell->row + cell->rows);
    double height = 0;
    if (end > band->row_count)
        end = band->row_count;
    for (size_t row = (size_t)cell->row; row < end; row++)
        height += band->bottoms[row];
    if (height < cell->height)
        band->bottoms[end - 1] += cell->height - height;
}

static double top_of(const struct band *band, const struct placed *cell)
{
    return cell->row ? band->bottoms[cell->row - 1] : 0;
}

static double bottom_of(const struct band *band, const struct placed *cell)
{
    size_t last = (size_t)(cell->row + cell->rows - 1);
    return band->bottoms[last < band->row_count ? last : band->row_count - 1];
}

/* Where lines from the left end. */
static double right_of(const struct setting *setting)
{
    double blank = setting->look->boxed ? 0 : setting->look->beside;
    return setting->edges[setting->table->column_count] - blank;
}

/* Sessions have a bar on their left: they must stand out also where the printer has no colours. */
static void draw_papers(const struct setting *setting, struct ht_pdf_marks *marks)
{
    const struct band *band = &setting->band;
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct placed *cell = &band->cells[i];
        double x = setting->edges[cell->column], y = top_of(band, cell);
        double height = bottom_of(band, cell) - y;
        if (cell->tone == HT_TONE_SESSION && setting->look->boxed) {
            ht_pdf_area(setting->galley, marks, HT_PDF_PAPER, ht_tones[HT_TONE_ACCENT].paper, x, y,
                        BAR, height);
            x += BAR;
        }
        ht_pdf_area(setting->galley, marks, HT_PDF_PAPER, ht_tones[cell->tone].paper, x, y,
                    setting->edges[cell->column + 1] - x, height);
    }
}

/* Lines on the left of and below each cell of a grid; below, in one where they are in line. */
static void draw_rules(const struct setting *setting, struct ht_pdf_marks *marks)
{
    const struct band *band = &setting->band;
    double right = right_of(setting);
    for (size_t i = 0; i < band->cell_count; i++) {
        const struct placed *cell = &band->cells[i];
        double x = setting->edges[cell->column], y = top_of(band, cell);
        double bottom = bottom_of(band, cell);
        ht_pdf_area(setting->galley, marks, HT_PDF_RULE, HT_PDF_LINE_COLOUR, x, y, 0, bottom - y);
        if (bottom < marks->height)
            ht_pdf_area(setting->galley, marks, HT_PDF_RULE, HT_PDF_LINE_COLOUR, x, bottom,
                        setting->edges[cell->column + 1] - x, 0);
    }
    ht_pdf_area(setting->galley, marks, HT_PDF_RULE, HT_PDF_LINE_COLOUR, right, 0, 0,
                marks->height);
    ht_pdf_area(setting->galley, marks, HT_PDF_RULE, HT_PDF_LINE_COLOUR, 0, marks->height, right,
                0);
}

/* Ends the band that was begun: its rows are one strip. */
static struct ht_pdf_strip *end_band(struct setting *setting)
{
    struct band *band = &setting->band;
    /* From the heights of rows to how far down they end. */
    for (size_t i = 0; i < band->cell_count; i++)
        if (band->cells[i].rows == 1)
            fit_cell(band, &band->cells[i]);
    for (size_t i = 0; i < band->cell_count; i++)
        if (band->cells[i].rows > 1)
            fit_cell(band, &band->cells[i]);
    for (size_t row = 1; row < band->row_count; row++)
        band->bottoms[row] += band->bottoms[row - 1];
    struct ht_pdf_marks marks = {.height = band->bottoms[band->row_count - 1]};
    draw_papers(setting, &marks);
    if (setting->look->boxed) {
        draw_rules(setting, &marks);
    } else {
        ht_pdf_area(setting->galley, &marks, HT_PDF_RULE, HT_PDF_LINE_COLOUR, 0, marks.height,
                    right_of(setting), 0);
    }
    for (size_t i = 0; i < band->cell_count; i++)
        ht_pdf_join(&marks, &band->cells[i].marks, 0, top_of(band, &band->cells[i]));
    band->cell_count = band->row_count = band->last = 0;
    return ht_pdf_strip(setting->galley, &marks);
}

/* ------------------------------------------------------------ tables */

static const struct ht_pdf_strip *set_heads(struct setting *setting)
{
    begin_row(setting, setting->look->boxed ? &slim_look : setting->look);
    for (int i = 0; i < setting->table->column_count; i++) {
        const struct ht_doc_column *column = setting->columns[i];
        struct ht_pdf_manner manner = {.size = setting->look->size,
                                       .bold = true,
                                       .tone = setting->look->boxed ? HT_TONE_BAND : HT_TONE_NONE,
                                       .to_right = column->number};
        place_cell(setting, &column->head, setting->look, &manner, i, 1);
    }
    struct ht_pdf_strip *strip = end_band(setting);
    double width = right_of(setting);
    if (setting->look->boxed)
        ht_pdf_area(setting->galley, &strip->marks, HT_PDF_RULE, HT_PDF_LINE_COLOUR, 0, 0, width,
                    0);
    else
        ht_pdf_area(setting->galley, &strip->marks, HT_PDF_PAPER, ht_tones[HT_TONE_FREE].ink, 0,
                    strip->marks.height - HT_PDF_HAIRLINE, width, HT_PDF_HAIRLINE);
    strip->keep = true;
    return strip;
}

void ht_pdf_table(struct ht_pdf_galley *galley, const struct ht_doc_table *table)
{
    struct look look = looks[table->look];
    look.size *= galley->size / HT_PDF_SIZE;
    struct setting setting = {.galley = galley, .table = table, .look = &look};
    if (!table->unseen)
        ht_pdf_caption(galley, &table->caption);
    size_t count = (size_t)setting.table->column_count;
    setting.columns = HT_NEW(const struct ht_doc_column *, count);
    setting.edges = HT_NEW(double, count + 1);
    setting.reach = HT_NEW(int, count);
    const struct ht_doc_column *column = setting.table->columns;
    for (size_t i = 0; i < count; i++, column = column->next)
        setting.columns[i] = column;
    (setting.look->boxed ? fit_grid : fit_rows)(&setting);
    const struct ht_pdf_strip *heads = set_heads(&setting);
    for (const struct ht_doc_row *row = setting.table->rows; row; row = row->next) {
        place_row(&setting, row);
        if (!row->next || setting.band.row_count >= setting.band.last)
            end_band(&setting)->head = heads;
    }
    ht_pdf_gap(galley, HT_PDF_GAP);
    free(setting.columns);
    free(setting.edges);
    free(setting.reach);
    free(setting.band.cells);
    free(setting.band.bottoms);
}
