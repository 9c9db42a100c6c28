/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The pen: draws marks, as many as possible at a time.
 */
#ifndef HT_REPORTS_PDF_PEN_H
#define HT_REPORTS_PDF_PEN_H

#include "reports/pdf/galley.h"

#include <cairo.h>

/** Glyphs that are drawn at a time, at most. */
enum { HT_PDF_PEN_GLYPHS = 400 };

/** Lines of a kind that are drawn at a time, at most. */
enum { HT_PDF_PEN_LINES = 200 };

/** Where a paper or a line is on the page, in points. */
struct ht_pdf_area {
    unsigned colour; /* 0xRRGGBB */
    double x, y, width, height;
};

/** Lines of one kind. */
struct ht_pdf_lines {
    struct ht_pdf_area lines[HT_PDF_PEN_LINES];
    int count;
};

/** What the pen has taken up, and not yet drawn: papers; boxes in one colour, or glyphs of one
 * font; and rules and cuts, which are drawn over all else. */
struct ht_pdf_pen {
    cairo_t *cairo;
    const struct ht_pdf_type *type;
    enum { HT_PDF_NOTHING, HT_PDF_BOXES, HT_PDF_GLYPHS } holds;
    unsigned colour;
    enum ht_pdf_weight weight;
    double size;
    cairo_glyph_t glyphs[HT_PDF_PEN_GLYPHS];
    int glyph_count;
    struct ht_pdf_lines rules, cuts;
    struct ht_pdf_area *papers; /* free them in the end */
    size_t paper_count, paper_capacity;
};

/** Takes up a paper, moved right and down. */
void ht_pdf_pen_paper(struct ht_pdf_pen *pen, const struct ht_pdf_mark *mark, double x, double y);

/** Draws the papers that the pen has taken up. */
void ht_pdf_pen_papers(struct ht_pdf_pen *pen);

/** Takes up a mark that can be seen, moved right and down; draws what it holds if it must. */
void ht_pdf_pen_draw(struct ht_pdf_pen *pen, const struct ht_pdf_mark *mark, double x, double y);

/** Draws all that the pen holds. */
void ht_pdf_pen_lift(struct ht_pdf_pen *pen);

#endif
