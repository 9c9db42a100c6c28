/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/document/chart.h"

#include <glib.h>
#include <string.h>

/* In units of 1/96 inch. A sheet of A4 is 700 wide and 1000 high between its margins. */
enum {
    ROW_HEIGHT = 16,
    NAME_WIDTH = 190, /* of a row */
    LETTER_WIDTH = 7,
    NAME_HEIGHT = 110, /* of a column whose name stands upright, at most */
    FIELD_WIDTH = 26,  /* of a heat map */
    SHEET_WIDTH = 690,
    ROWS_A_FIGURE = 54, /* as many as fit a page */
    HEAD_HEIGHT = 18,   /* of columns whose names lie */
    PADDING = 4,
};

/* What is drawn: rows from first on, each field so wide, below a head so high. */
struct drawing {
    struct ht_document *document;
    const struct ht_chart *chart;
    size_t first, end;
    double field, head;
    size_t step; /* rows a figure: about as many in each */
};

static void add_text(const struct drawing *drawing, double x, double y, const char *text,
                     enum ht_doc_align align, bool turned)
{
    const struct ht_doc_shape shape = {
        .what = HT_SHAPE_TEXT, .x = x, .y = y, .text = text, .align = align, .turned = turned};
    ht_doc_shape(drawing->document, &shape);
}

/* What of a name has room: the document cannot measure it. */
static const char *shortened(const struct drawing *drawing, const char *name, int room)
{
    glong letters = room / LETTER_WIDTH;
    if (g_utf8_strlen(name, -1) <= letters)
        return name;
    const char *end = g_utf8_offset_to_pointer(name, letters - 1);
    return ht_doc_text(drawing->document, "%.*s…", (int)(end - name), name);
}

static double left_of(const struct drawing *drawing, size_t column)
{
    return NAME_WIDTH + drawing->field * (double)column;
}

static double top_of(const struct drawing *drawing, size_t row)
{
    return drawing->head + ROW_HEIGHT * (double)(row - drawing->first);
}

static void open_figure(const struct drawing *drawing)
{
    const struct ht_chart *chart = drawing->chart;
    double width = left_of(drawing, chart->column_count);
    ht_doc_figure(drawing->document, width, top_of(drawing, drawing->end), chart->description);
    ht_doc_put(drawing->document, "%s", chart->caption);
    if (drawing->first)
        ht_doc_put(drawing->document, "{minor}, continued");
    for (size_t row = drawing->first; row < drawing->end; row++)
        add_text(drawing, NAME_WIDTH - PADDING, top_of(drawing, row) + ROW_HEIGHT - PADDING,
                 shortened(drawing, chart->rows[row], NAME_WIDTH), HT_ENDS, false);
}

static struct drawing start(struct ht_document *document, const struct ht_chart *chart)
{
    size_t figures = (chart->row_count + ROWS_A_FIGURE - 1) / ROWS_A_FIGURE;
    return (struct drawing){
        .document = document,
        .chart = chart,
        .step = figures ? (chart->row_count + figures - 1) / figures : 0,
    };
}

/* Goes on to the rows of the next figure: none is broken over pages. */
static bool next_rows(struct drawing *drawing)
{
    drawing->first = drawing->end;
    drawing->end = drawing->first + drawing->step;
    if (drawing->end > drawing->chart->row_count)
        drawing->end = drawing->chart->row_count;
    return drawing->first < drawing->end;
}

static void add_field(const struct drawing *drawing, size_t row, size_t column, enum ht_tone tone)
{
    const struct ht_chart *chart = drawing->chart;
    int number = chart->numbers[row * chart->column_count + column];
    double x = left_of(drawing, column), y = top_of(drawing, row);
    const struct ht_doc_shape box = {
        .what = HT_SHAPE_BOX,
        .x = x + 1,
        .y = y + 1,
        .width = drawing->field - 2,
        .height = ROW_HEIGHT - 2,
        .tone = tone,
        .text = number ? ht_doc_text(drawing->document, "%s, %s: %d", chart->rows[row],
                                     chart->columns[column], number)
                       : NULL,
    };
    ht_doc_shape(drawing->document, &box);
    if (!number)
        return;
    const struct ht_doc_shape text = {
        .what = HT_SHAPE_TEXT,
        .x = x + drawing->field / 2,
        .y = y + ROW_HEIGHT - PADDING,
        .tone = tone,
        .text = ht_doc_text(drawing->document, "%d", number),
        .align = HT_MIDDLE,
    };
    ht_doc_shape(drawing->document, &text);
}

/* Room for the longest name of a column that stands upright, as far as can be told here. */
static double name_height(const struct ht_chart *chart)
{
    size_t longest = 0;
    for (size_t column = 0; column < chart->column_count; column++) {
        size_t length = strlen(chart->columns[column]);
        longest = length > longest ? length : longest;
    }
    double height = LETTER_WIDTH * (double)longest + 2 * PADDING;
    return height < NAME_HEIGHT ? height : NAME_HEIGHT;
}

void ht_chart_heat(struct ht_document *document, const struct ht_chart *chart,
                   enum ht_tone (*tone)(int number, const void *context), const void *context)
{
    double room = (SHEET_WIDTH - NAME_WIDTH) / (double)(chart->column_count + 1);
    struct drawing drawing = start(document, chart);
    drawing.field = room < FIELD_WIDTH ? room : FIELD_WIDTH;
    drawing.head = name_height(chart);
    while (next_rows(&drawing)) {
        open_figure(&drawing);
        for (size_t column = 0; column < chart->column_count; column++)
            add_text(&drawing, left_of(&drawing, column) + drawing.field / 2 + PADDING,
                     drawing.head - PADDING,
                     shortened(&drawing, chart->columns[column], NAME_HEIGHT), HT_STARTS, true);
        for (size_t row = drawing.first; row < drawing.end; row++)
            for (size_t column = 0; column < chart->column_count; column++) {
                int number = chart->numbers[row * chart->column_count + column];
                add_field(&drawing, row, column, number ? tone(number, context) : HT_TONE_BAND);
            }
    }
}

static int greatest(const struct ht_chart *chart)
{
    int greatest = 1;
    for (size_t i = 0; i < chart->row_count * chart->column_count; i++)
        if (chart->numbers[i] > greatest)
            greatest = chart->numbers[i];
    return greatest;
}

/* The number stands behind its bar, for which a field has a third of its width less. */
static void add_bar(const struct drawing *drawing, size_t row, size_t column, int most)
{
    const struct ht_chart *chart = drawing->chart;
    int number = chart->numbers[row * chart->column_count + column];
    double x = left_of(drawing, column), y = top_of(drawing, row);
    double length = number * (drawing->field * 2 / 3) / most;
    const struct ht_doc_shape bar = {.what = HT_SHAPE_BOX,
                                     .x = x,
                                     .y = y + 3,
                                     .width = length,
                                     .height = ROW_HEIGHT - 6,
                                     .tone = HT_TONE_ACCENT};
    ht_doc_shape(drawing->document, &bar);
    add_text(drawing, x + length + PADDING, y + ROW_HEIGHT - PADDING,
             ht_doc_text(drawing->document, "%d", number), HT_STARTS, false);
}

void ht_chart_bars(struct ht_document *document, const struct ht_chart *chart)
{
    bool heads = chart->column_count > 1;
    struct drawing drawing = start(document, chart);
    drawing.field = (SHEET_WIDTH - NAME_WIDTH) / (double)chart->column_count;
    drawing.head = heads ? HEAD_HEIGHT : 0;
    int most = greatest(chart);
    while (next_rows(&drawing)) {
        open_figure(&drawing);
        for (size_t column = 0; heads && column < chart->column_count; column++)
            add_text(&drawing, left_of(&drawing, column), HEAD_HEIGHT - PADDING,
                     chart->columns[column], HT_STARTS, false);
        for (size_t row = drawing.first; row < drawing.end; row++)
            for (size_t column = 0; column < chart->column_count; column++)
                add_bar(&drawing, row, column, most);
    }
}
