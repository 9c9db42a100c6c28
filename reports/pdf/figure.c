/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf/galley.h"

#include "reports/pdf/text.h"

#include <string.h>

/* Figures count in 1/96 inch. */
#define POINTS (72.0 / 96.0)

/* The size of their texts, in their units. */
#define TEXT_SIZE 11.0

static void set_text(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                     const struct ht_doc_shape *shape, double scale)
{
    static const double before[] = {[HT_STARTS] = 0, [HT_MIDDLE] = 0.5, [HT_ENDS] = 1};
    bool plain = !shape->turned && ht_pdf_type_plain(galley->type, shape->text);
    const struct ht_pdf_word *word = (plain ? ht_pdf_type_word : ht_pdf_type_line)(
        galley->type, HT_PDF_REGULAR, shape->text, strlen(shape->text));
    struct ht_pdf_mark *mark = ht_pdf_mark(galley, marks, HT_PDF_WORD);
    mark->word = word;
    mark->size = TEXT_SIZE * scale;
    mark->turned = shape->turned;
    mark->colour = ht_tones[shape->tone].ink;
    double shift = before[shape->align] * word->width * mark->size;
    mark->x = shape->x * scale - (shape->turned ? 0 : shift);
    mark->y = shape->y * scale + (shape->turned ? shift : 0);
}

static void set_shape(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                      const struct ht_doc_shape *shape, double scale)
{
    if (shape->what == HT_SHAPE_TEXT) {
        if (*shape->text)
            set_text(galley, marks, shape, scale);
        return;
    }
    struct ht_pdf_mark *mark =
        ht_pdf_mark(galley, marks, shape->what == HT_SHAPE_BOX ? HT_PDF_BOX : HT_PDF_LINE);
    mark->colour = ht_tones[shape->tone].paper;
    mark->x = shape->x * scale;
    mark->y = shape->y * scale;
    mark->width = shape->width * scale;
    mark->height = shape->height * scale;
}

void ht_pdf_figure(struct ht_pdf_galley *galley, const struct ht_doc_figure *figure)
{
    ht_pdf_caption(galley, &figure->caption);
    double scale = POINTS;
    if (figure->width * scale > galley->width)
        scale = galley->width / figure->width;
    struct ht_pdf_marks marks = {.height = figure->height * scale};
    for (const struct ht_doc_shape *shape = figure->first; shape; shape = shape->next)
        set_shape(galley, &marks, shape, scale);
    ht_pdf_strip(galley, &marks);
    ht_pdf_gap(galley, HT_PDF_GAP);
}
