/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/galley.h"

#include <string.h>

struct ht_pdf_mark *ht_pdf_mark(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                                enum ht_pdf_mark_what what)
{
    struct ht_pdf_mark *mark = obstack_alloc(galley->memory, sizeof *mark);
    memset(mark, 0, sizeof *mark);
    mark->what = what;
    if (marks->last)
        marks->last->next = mark;
    else
        marks->first = mark;
    marks->last = mark;
    return mark;
}

void ht_pdf_area(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                 enum ht_pdf_mark_what what, unsigned colour, double x, double y, double width,
                 double height)
{
    if (what == HT_PDF_PAPER && colour == ht_tones[HT_TONE_NONE].paper)
        return;
    struct ht_pdf_mark *mark = ht_pdf_mark(galley, marks, what);
    mark->colour = colour;
    mark->x = x;
    mark->y = y;
    mark->width = width;
    mark->height = height;
}

void ht_pdf_join(struct ht_pdf_marks *marks, const struct ht_pdf_marks *more, double x, double y)
{
    if (!more->first)
        return;
    for (struct ht_pdf_mark *mark = more->first; mark; mark = mark->next) {
        mark->x += x;
        mark->y += y;
    }
    if (marks->last)
        marks->last->next = more->first;
    else
        marks->first = more->first;
    marks->last = more->last;
}

struct ht_pdf_strip *ht_pdf_strip(struct ht_pdf_galley *galley, const struct ht_pdf_marks *marks)
{
    struct ht_pdf_strip *strip = obstack_alloc(galley->memory, sizeof *strip);
    memset(strip, 0, sizeof *strip);
    strip->marks = *marks;
    strip->gap = galley->gap;
    galley->gap = 0;
    if (galley->last)
        galley->last->next = strip;
    else
        galley->first = strip;
    galley->last = strip;
    return strip;
}

void ht_pdf_gap(struct ht_pdf_galley *galley, double gap)
{
    if (galley->gap < gap)
        galley->gap = gap;
}
