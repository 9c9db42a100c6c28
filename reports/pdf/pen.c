/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/pen.h"

#include "solver/base/memory.h"

#include <math.h>
#include <stdlib.h>

/* How many of the areas taken up last are looked at for one that can grow. */
#define LATELY 40

/* What positions are rounded to, so that files are smaller. */
#define PER_POINT 100

static void set_colour(cairo_t *cairo, unsigned colour)
{
    cairo_set_source_rgb(cairo, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0,
                         (colour & 0xff) / 255.0);
}

static void draw_glyphs(struct ht_pdf_pen *pen)
{
    set_colour(pen->cairo, pen->colour);
    cairo_set_font_face(pen->cairo, ht_pdf_type_face(pen->type, pen->weight));
    cairo_set_font_size(pen->cairo, pen->size);
    cairo_show_glyphs(pen->cairo, pen->glyphs, pen->glyph_count);
    pen->glyph_count = 0;
}

/* Draws boxes or glyphs. */
static void put_down(struct ht_pdf_pen *pen)
{
    if (pen->holds == HT_PDF_NOTHING)
        return;
    if (pen->holds == HT_PDF_GLYPHS) {
        draw_glyphs(pen);
    } else {
        set_colour(pen->cairo, pen->colour);
        cairo_fill(pen->cairo);
    }
    pen->holds = HT_PDF_NOTHING;
}

/* ------------------------------------------------------------ papers */

static bool same(double a, double b)
{
    return fabs(a - b) < 0.01;
}

/* Papers that lie side by side, or one below another, are drawn as one. */
static bool grow(struct ht_pdf_area *paper, const struct ht_pdf_area *more)
{
    if (paper->colour != more->colour)
        return false;
    bool right = same(paper->x + paper->width, more->x) && same(paper->y, more->y) &&
                 same(paper->height, more->height);
    bool below = same(paper->y + paper->height, more->y) && same(paper->x, more->x) &&
                 same(paper->width, more->width);
    if (right)
        paper->width += more->width;
    else if (below)
        paper->height += more->height;
    return right || below;
}

void ht_pdf_pen_paper(struct ht_pdf_pen *pen, const struct ht_pdf_mark *mark, double x, double y)
{
    struct ht_pdf_area paper = {mark->colour, x + mark->x, y + mark->y, mark->width, mark->height};
    for (size_t i = pen->paper_count, tries = LATELY; i-- > 0 && tries-- > 0;)
        if (grow(&pen->papers[i], &paper))
            return;
    HT_GROW(pen->papers, pen->paper_count, pen->paper_capacity);
    pen->papers[pen->paper_count++] = paper;
}

static int compare_colours(const void *a, const void *b)
{
    const struct ht_pdf_area *one = a, *other = b;
    return (one->colour > other->colour) - (one->colour < other->colour);
}

void ht_pdf_pen_papers(struct ht_pdf_pen *pen)
{
    if (pen->paper_count)
        qsort(pen->papers, pen->paper_count, sizeof *pen->papers, compare_colours);
    for (size_t i = 0; i < pen->paper_count; i++) {
        const struct ht_pdf_area *paper = &pen->papers[i];
        cairo_rectangle(pen->cairo, paper->x, paper->y, paper->width, paper->height);
        if (i + 1 < pen->paper_count && paper[1].colour == paper->colour)
            continue;
        set_colour(pen->cairo, paper->colour);
        cairo_fill(pen->cairo);
    }
    pen->paper_count = 0;
}

/* ------------------------------------------------------------ rules and cuts */

static void draw_lines(struct ht_pdf_pen *pen, struct ht_pdf_lines *lines)
{
    static const double dashes[] = {3, 3};
    for (int i = 0; i < lines->count; i++) {
        cairo_move_to(pen->cairo, lines->lines[i].x, lines->lines[i].y);
        cairo_rel_line_to(pen->cairo, lines->lines[i].width, lines->lines[i].height);
    }
    if (lines->count) {
        set_colour(pen->cairo, lines->lines[0].colour);
        cairo_set_line_width(pen->cairo, HT_PDF_HAIRLINE);
        cairo_set_dash(pen->cairo, dashes, lines == &pen->cuts ? 2 : 0, 0);
        cairo_stroke(pen->cairo);
    }
    lines->count = 0;
}

/* The line that ends where an upright one starts; NULL: none of those taken up lately. */
static struct ht_pdf_area *find_above(struct ht_pdf_lines *lines, const struct ht_pdf_area *below)
{
    for (int i = lines->count - 1; i >= 0 && i >= lines->count - LATELY; i--) {
        struct ht_pdf_area *line = &lines->lines[i];
        if (line->width == 0 && same(line->x, below->x) && same(line->y + line->height, below->y))
            return line;
    }
    return NULL;
}

static void take_line(struct ht_pdf_pen *pen, struct ht_pdf_lines *lines,
                      const struct ht_pdf_area *line)
{
    struct ht_pdf_area *above = line->width == 0 ? find_above(lines, line) : NULL;
    if (above) {
        above->height += line->height;
        return;
    }
    if (lines->count == HT_PDF_PEN_LINES) {
        put_down(pen);
        draw_lines(pen, lines);
    }
    lines->lines[lines->count++] = *line;
}

void ht_pdf_pen_lift(struct ht_pdf_pen *pen)
{
    put_down(pen);
    draw_lines(pen, &pen->rules);
    draw_lines(pen, &pen->cuts);
}

/* ------------------------------------------------------------ all else */

static void take_glyphs(struct ht_pdf_pen *pen, const struct ht_pdf_word *word, double x, double y)
{
    for (int i = 0; i < word->glyph_count; i++) {
        if (pen->glyph_count == HT_PDF_PEN_GLYPHS)
            draw_glyphs(pen);
        cairo_glyph_t *glyph = &pen->glyphs[pen->glyph_count++];
        glyph->index = word->glyphs[i].index;
        glyph->x = x + word->glyphs[i].x * pen->size;
        glyph->y = y + word->glyphs[i].y * pen->size;
    }
}

static void take_word(struct ht_pdf_pen *pen, const struct ht_pdf_mark *mark, double x, double y)
{
    const struct ht_pdf_word *word = mark->word;
    if (pen->holds != HT_PDF_GLYPHS || pen->colour != mark->colour || pen->size != mark->size ||
        pen->weight != word->weight)
        put_down(pen);
    pen->holds = HT_PDF_GLYPHS;
    pen->colour = mark->colour;
    pen->size = mark->size;
    pen->weight = word->weight;
    x = round((x + mark->x) * PER_POINT) / PER_POINT;
    y = round((y + mark->y) * PER_POINT) / PER_POINT;
    if (mark->blank) {
        const struct ht_pdf_word *blank = ht_pdf_type_blank(pen->type, word->weight);
        take_glyphs(pen, blank, x - blank->width * mark->size, y);
    }
    take_glyphs(pen, word, x, y);
}

static void draw_foreign(struct ht_pdf_pen *pen, const struct ht_pdf_mark *mark, double x, double y)
{
    put_down(pen);
    cairo_save(pen->cairo);
    set_colour(pen->cairo, mark->colour);
    cairo_translate(pen->cairo, x + mark->x, y + mark->y);
    if (mark->turned)
        cairo_rotate(pen->cairo, -G_PI_2);
    cairo_scale(pen->cairo, mark->size, mark->size);
    ht_pdf_type_draw_foreign(mark->word, pen->cairo);
    cairo_restore(pen->cairo);
}

void ht_pdf_pen_draw(struct ht_pdf_pen *pen, const struct ht_pdf_mark *mark, double x, double y)
{
    struct ht_pdf_area area = {mark->colour, x + mark->x, y + mark->y, mark->width, mark->height};
    switch (mark->what) {
    case HT_PDF_PAPER:
    case HT_PDF_BOX:
        if (pen->holds != HT_PDF_BOXES || pen->colour != mark->colour)
            put_down(pen);
        pen->holds = HT_PDF_BOXES;
        pen->colour = mark->colour;
        cairo_rectangle(pen->cairo, x + mark->x, y + mark->y, mark->width, mark->height);
        break;
    case HT_PDF_LINE:
        put_down(pen);
        set_colour(pen->cairo, mark->colour);
        cairo_set_line_width(pen->cairo, 1);
        cairo_set_dash(pen->cairo, NULL, 0, 0);
        cairo_move_to(pen->cairo, x + mark->x, y + mark->y);
        cairo_rel_line_to(pen->cairo, mark->width, mark->height);
        cairo_stroke(pen->cairo);
        break;
    case HT_PDF_RULE:
        take_line(pen, &pen->rules, &area);
        break;
    case HT_PDF_CUT:
        take_line(pen, &pen->cuts, &area);
        break;
    case HT_PDF_WORD:
        if (mark->word->foreign)
            draw_foreign(pen, mark, x, y);
        else
            take_word(pen, mark, x, y);
        break;
    case HT_PDF_LINK:
    case HT_PDF_PLACE:
        break;
    }
}
