/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Galleys: what a document says, set in a column of strips that pages are then made up from. All
 * lengths are in points of 1/72 inch, y goes down.
 */
#ifndef HT_REPORTS_PDF_GALLEY_H
#define HT_REPORTS_PDF_GALLEY_H

#include "reports/document/document.h"
#include "reports/pdf/type.h"

#include <stdio.h>

/** The size of text, that of letters, and how far blocks stand apart. */
#define HT_PDF_SIZE        9.5
#define HT_PDF_LETTER_SIZE 11.0
#define HT_PDF_GAP         8.0

/** Lines between cells and rows: how wide, and their colour as 0xRRGGBB. */
#define HT_PDF_HAIRLINE    0.5
#define HT_PDF_LINE_COLOUR 0xb4bdc7u

/** Sections nest so deep, at most, as far as headings and bookmarks show it. */
enum { HT_PDF_LEVELS = 6 };

/** What a mark is. */
enum ht_pdf_mark_what {
    HT_PDF_PAPER, /* an area of colour below all else; papers do not overlap */
    HT_PDF_BOX,   /* an area of colour above what comes before it */
    HT_PDF_LINE,  /* from (x, y), to a point that lies as far as width and height say */
    HT_PDF_RULE,  /* such a line of the colour and width of those between cells */
    HT_PDF_CUT,   /* such a line to cut along */
    HT_PDF_WORD,  /* x, y: where its base line starts */
    HT_PDF_LINK,  /* an area that leads to an anchor */
    HT_PDF_PLACE, /* where a section begins */
};

/** What is drawn, or stands for something to the reader's program. */
struct ht_pdf_mark {
    enum ht_pdf_mark_what what;
    unsigned colour; /* 0xRRGGBB */
    double x, y;     /* from the top left of the marks it belongs to */
    double width, height;
    union {
        struct {
            const struct ht_pdf_word *word;
            double size; /* of an em */
            bool turned; /* reads from below to above */
            bool blank;  /* follows a blank on its line */
        };
        const char *target; /* the anchor */
        struct {
            const struct ht_doc_section *section;
            int level; /* 1: a section of the document */
        };
    };
    struct ht_pdf_mark *next;
};

/** Marks that are moved as one, in the order in which they are drawn. */
struct ht_pdf_marks {
    struct ht_pdf_mark *first, *last;
    double height;
};

/** What stands on one page, unless it is higher than one. */
struct ht_pdf_strip {
    struct ht_pdf_marks marks;
    double gap;                      /* above it, unless it begins a page */
    bool new_page;                   /* it begins one */
    bool keep;                       /* it stays with the strip that follows */
    const struct ht_pdf_strip *head; /* stands again above it where it begins a page; or NULL */
    const struct ht_pdf_strip *last; /* of those that should stay on its page; NULL: none */
    struct ht_pdf_strip *next;
};

/** A column of strips. */
struct ht_pdf_galley {
    struct ht_pdf_type *type;
    struct obstack *memory; /* for marks and strips; the type's */
    double width;
    double size; /* of text in paragraphs */
    double gap;  /* above the strip that comes next, at least */
    struct ht_pdf_strip *first, *last;
};

/** A new mark, zeroed but for what it is, at the end. */
struct ht_pdf_mark *ht_pdf_mark(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                                enum ht_pdf_mark_what what);

/** A paper, unless it is white on white, a box or a line at the end. */
void ht_pdf_area(const struct ht_pdf_galley *galley, struct ht_pdf_marks *marks,
                 enum ht_pdf_mark_what what, unsigned colour, double x, double y, double width,
                 double height);

/** Moves marks right and down, and appends them to others. */
void ht_pdf_join(struct ht_pdf_marks *marks, const struct ht_pdf_marks *more, double x, double y);

/** A new strip at the end. */
struct ht_pdf_strip *ht_pdf_strip(struct ht_pdf_galley *galley, const struct ht_pdf_marks *marks);

/** Lets the next strip stand at least so far from the one before. */
void ht_pdf_gap(struct ht_pdf_galley *galley, double gap);

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

/** Sets a table: its caption, if it is seen, its heads and its rows. */
void ht_pdf_table(struct ht_pdf_galley *galley, const struct ht_doc_table *table);

/** The width of what is printed between the margins of a document's pages, in points. */
double ht_pdf_pages_width(const struct ht_document *document);

/** Writes the strips of a galley as pages; errors stay in the stream. Whether all was drawn. */
bool ht_pdf_pages_write(FILE *stream, const struct ht_document *document,
                        const struct ht_pdf_galley *galley);

#endif
