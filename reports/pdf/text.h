/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Texts of documents set in lines.
 */
#ifndef HT_REPORTS_PDF_TEXT_H
#define HT_REPORTS_PDF_TEXT_H

#include "reports/pdf/galley.h"

/** How a text is set. */
struct ht_pdf_manner {
    double size; /* of an em, in points */
    bool bold;
    bool to_right; /* lines end at the right */
    bool apart;    /* a blank stands before what is minor */
    enum ht_tone tone;
};

/** The distance of base lines, in ems. */
#define HT_PDF_LEADING 1.25

/** From the top of a line to its base line, in ems. */
#define HT_PDF_RISE 0.97

/** How wide a text is on one line, unless it asks for more lines; and in widest_word, what cannot
 * be made narrower without breaking a word. */
double ht_pdf_text_width(const struct ht_pdf_galley *galley, const struct ht_doc_text *text,
                         const struct ht_pdf_manner *manner, double *widest_word);

/** Sets a text in lines of that width. Words that are wider are broken. */
struct ht_pdf_marks ht_pdf_text_set(const struct ht_pdf_galley *galley,
                                    const struct ht_doc_text *text,
                                    const struct ht_pdf_manner *manner, double width);

/** Sets a text without styles. */
struct ht_pdf_marks ht_pdf_text_say(const struct ht_pdf_galley *galley, const char *text,
                                    const struct ht_pdf_manner *manner, double width);

/** Sets the caption of a table or a figure, if it says anything; it stays with what follows. */
void ht_pdf_caption(struct ht_pdf_galley *galley, const struct ht_doc_text *caption);

#endif
