/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Type for PDF pages: words of shaped glyphs, each shaped once. All measures are in ems, so that a
 * word serves every size it is set in.
 */
#ifndef HT_REPORTS_PDF_TYPE_H
#define HT_REPORTS_PDF_TYPE_H

#include <obstack.h>
#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stddef.h>

/** A font's weight. */
enum ht_pdf_weight { HT_PDF_REGULAR, HT_PDF_BOLD, HT_PDF_WEIGHT_COUNT };

/** A stretch of a word in a font that the pages' own font has to be helped out with. */
struct ht_pdf_foreign {
    char *text;
    PangoGlyphItem *item;              /* glyphs of that text */
    double x;                          /* where it begins, from the word's left */
    const struct ht_pdf_foreign *next; /* of the word */
    struct ht_pdf_foreign *also;       /* of all words */
};

/** What is set as a whole: a word, or a name in another script. */
struct ht_pdf_word {
    enum ht_pdf_weight weight;
    double width;
    const cairo_glyph_t *glyphs; /* on a base line from (0, 0) */
    int glyph_count;
    const struct ht_pdf_foreign *foreign; /* instead of glyphs; NULL: none */
    const struct ht_pdf_word *below;      /* the next line of a word that was broken */
};

/** Fonts, and the words that were shaped with them. */
struct ht_pdf_type;

/** Whether fontconfig finds any font. */
bool ht_pdf_type_exists(void);

/** Fonts as fontconfig finds them. Free with ht_pdf_type_free(). */
struct ht_pdf_type *ht_pdf_type_new(void);

/** Frees fonts and words; NULL is fine. */
void ht_pdf_type_free(struct ht_pdf_type *type);

/** Memory that lives as long as the type. */
struct obstack *ht_pdf_type_memory(struct ht_pdf_type *type);

/** Whether a text can be set word by word in the pages' own font, each letter a glyph. */
bool ht_pdf_type_plain(const struct ht_pdf_type *type, const char *text);

/** The blank between words. */
const struct ht_pdf_word *ht_pdf_type_blank(const struct ht_pdf_type *type,
                                            enum ht_pdf_weight weight);

/** A plain word; kept by the type, as all words. The text must live as long as the type. */
const struct ht_pdf_word *ht_pdf_type_word(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                                           const char *text, size_t length);

/** Text in any script on one line; what is on its left and right does not change its order. */
const struct ht_pdf_word *ht_pdf_type_line(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                                           const char *text, size_t length);

/** Any text on lines no wider than that, broken within words where it must be. */
const struct ht_pdf_word *ht_pdf_type_break(struct ht_pdf_type *type, enum ht_pdf_weight weight,
                                            const char *text, size_t length, double width);

/** The font that the glyphs of words are from. */
cairo_font_face_t *ht_pdf_type_face(const struct ht_pdf_type *type, enum ht_pdf_weight weight);

/** Draws a foreign word with its base line from (0, 0), an em being one unit. */
void ht_pdf_type_draw_foreign(const struct ht_pdf_word *word, cairo_t *cairo);

#endif
