/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Documents: what a report says, as a tree that formatters (reports/html/page.h, reports/pdf/pdf.h)
 * turn into pages.
 *
 * A document is built from front to back: whatever is opened or added takes the text that is said
 * next. Formatters see a const tree only. No part of it knows what a session is.
 */
#ifndef HT_REPORTS_DOCUMENT_DOCUMENT_H
#define HT_REPORTS_DOCUMENT_DOCUMENT_H

#include "reports/text/tones.h"

#include <stdbool.h>
#include <stddef.h>

/** How a piece of text stands out: bits. */
enum ht_style {
    HT_PLAIN = 0,
    HT_STRONG = 1,   /* bold */
    HT_MINOR = 2,    /* smaller and softer: times, what is missed */
    HT_NAME = 4,     /* may be in any script, whatever stands around it */
    HT_NEW_LINE = 8, /* begins a new line */
};

/** A piece of text in one style. */
struct ht_doc_piece {
    const char *text;
    const char *target; /* where it leads, such as "mentors.html#m1"; NULL: nowhere */
    unsigned style;     /* bits of enum ht_style */
    const struct ht_doc_piece *next;
};

/** Pieces that follow one another without blanks between. */
struct ht_doc_text {
    const struct ht_doc_piece *first; /* NULL: nothing is said */
    struct ht_doc_piece *last;        /* for the builder */
};

/** What a block is: which member of its union holds. */
enum ht_doc_what {
    HT_DOC_SECTION,
    HT_DOC_PARAGRAPH,
    HT_DOC_LIST,
    HT_DOC_FACTS,
    HT_DOC_TABLE,
    HT_DOC_FIGURE
};

/** How a section lies on the page: bits. */
enum ht_layout {
    HT_NEW_PAGE = 1,   /* begins a page in print */
    HT_TOGETHER = 2,   /* is not broken over pages where it fits on one */
    HT_TILES = 4,      /* the sections in it stand side by side where there is room for two */
    HT_FINDABLE = 8,   /* a search hides it unless it has the words */
    HT_FIND_ROWS = 16, /* a search hides the rows of its tables that have not the words */
};

/** Blocks under a heading. */
struct ht_doc_section {
    struct ht_doc_text heading; /* may be empty */
    const char *anchor;         /* what links end with; NULL: none */
    unsigned layout;            /* bits of enum ht_layout */
    const struct ht_doc_block *first;
    struct ht_doc_block *last; /* for the builder */
};

/** A line of a list, or of facts: what they are about, and the fact. */
struct ht_doc_item {
    struct ht_doc_text text;
    const char *label; /* of a fact; NULL in lists */
    const struct ht_doc_item *next;
};

/** How a table is meant to be read. */
enum ht_doc_look {
    HT_ROWS, /* a record a row: lines between the rows, as wide as its text */
    HT_GRID, /* a timetable: lines around every cell, as wide as the page, columns by weight */
    HT_WALL, /* a grid that is read from further away */
};

/** A column of a table. */
struct ht_doc_column {
    struct ht_doc_text head;
    bool number;   /* its cells are set to the right */
    double weight; /* in grids: its share of the width, against those of the others */
    const struct ht_doc_column *next;
};

/** A cell. */
struct ht_doc_cell {
    struct ht_doc_text text;
    enum ht_tone tone;
    bool head; /* it names its row */
    int rows;  /* that it reaches over; the rows below have no cell in that column */
    const struct ht_doc_cell *next;
};

/** A row: as many cells as columns, but for those that a cell above reaches into. */
struct ht_doc_row {
    const struct ht_doc_cell *first;
    struct ht_doc_cell *last; /* for the builder */
    bool slim;                /* of less weight: a break, lunch */
    const struct ht_doc_row *next;
};

/** A table. */
struct ht_doc_table {
    struct ht_doc_text caption;
    bool unseen; /* the caption is for those who do not see the page: a heading stands above */
    enum ht_doc_look look;
    const struct ht_doc_column *columns;
    struct ht_doc_column *last_column; /* for the builder */
    const struct ht_doc_row *rows;
    struct ht_doc_row *last_row; /* for the builder */
    int column_count;
};

/** What a shape of a figure is. */
enum ht_doc_shape_what { HT_SHAPE_BOX, HT_SHAPE_LINE, HT_SHAPE_TEXT };

/** Where a text stands to its point. */
enum ht_doc_align { HT_STARTS, HT_MIDDLE, HT_ENDS };

/** A shape, in units of 1/96 inch from the figure's top left. */
struct ht_doc_shape {
    enum ht_doc_shape_what what;
    double x, y;          /* top left of a box; start of a line; point on a text's base line */
    double width, height; /* of a box; of a line, how far its end lies from its start */
    enum ht_tone tone;    /* boxes and lines are in its paper's colour, texts in its ink's */
    const char *text;     /* of a text; of a box, what a reader who points at it is told, or NULL */
    enum ht_doc_align align;
    bool turned; /* a text that reads from below to above */
    const struct ht_doc_shape *next;
};

/** A drawing. */
struct ht_doc_figure {
    struct ht_doc_text caption;
    const char *description; /* for those who do not see it: what it shows, in a sentence */
    double width, height;    /* in units of 1/96 inch */
    const struct ht_doc_shape *first;
    struct ht_doc_shape *last; /* for the builder */
};

/** A paragraph; its tone sets notices and warnings off. */
struct ht_doc_paragraph {
    struct ht_doc_text text;
    enum ht_tone tone;
};

/** A list, or facts. */
struct ht_doc_items {
    const struct ht_doc_item *first;
    struct ht_doc_item *last; /* for the builder */
};

/** A block of a section. */
struct ht_doc_block {
    enum ht_doc_what what;
    union {
        struct ht_doc_section section;
        struct ht_doc_paragraph paragraph;
        struct ht_doc_items items; /* of a list, or facts */
        struct ht_doc_table table;
        struct ht_doc_figure figure;
    };
    const struct ht_doc_block *next;
};

/** A document. */
struct ht_document {
    const char *title;    /* "Mentors" */
    const char *subtitle; /* which half term: "AUT1: 1 September 2026 to 23 October 2026" */
    const char *footer;   /* on each printed page: who may see it, when it was made */
    bool landscape;       /* A4 on its side */
    bool letters;         /* its pages are sent to people: nothing of ours stands around them */
    struct ht_doc_section body;
};

/** An empty document; its texts are kept. Free with ht_document_free(). */
struct ht_document *ht_document_new(const char *title, const char *subtitle, const char *footer);

/** Frees a document; NULL is fine. */
void ht_document_free(struct ht_document *document);

/* Blocks. Sections nest and are closed; the heading, the paragraph, the table's or the figure's
 * caption is what is said next. A text handed over must live as long as the document, unless it is
 * formatted. */
void ht_doc_open(struct ht_document *document, unsigned layout, const char *anchor);
void ht_doc_close(struct ht_document *document);
void ht_doc_paragraph(struct ht_document *document, enum ht_tone tone);
void ht_doc_list(struct ht_document *document);
void ht_doc_facts(struct ht_document *document);
void ht_doc_table(struct ht_document *document, enum ht_doc_look look, bool unseen);
void ht_doc_figure(struct ht_document *document, double width, double height,
                   const char *description);

/** A section with a plain heading, and a table with a plain caption. */
void ht_doc_section(struct ht_document *document, unsigned layout, const char *anchor,
                    const char *heading);
void ht_doc_captioned(struct ht_document *document, enum ht_doc_look look, bool unseen,
                      const char *caption);

/** An item of the list that was added last: what is said next. */
void ht_doc_item(struct ht_document *document);

/** A fact of the facts that were added last: the label, and what is said next. */
void ht_doc_fact(struct ht_document *document, const char *label);

/** A fact, with text as ht_doc_put() takes it. */
void ht_doc_factf(struct ht_document *document, const char *label, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** A column of the last table, before any row: its head is what is said next. */
void ht_doc_column(struct ht_document *document, double weight, bool number);

/** Columns with these heads, parted by |; one that begins with # is of numbers. */
void ht_doc_columns(struct ht_document *document, const char *heads);

/** The head of a grid's column, and the column's weight. */
struct ht_doc_head {
    const char *text;
    double weight;
};

/** The columns of a grid. */
void ht_doc_grid_columns(struct ht_document *document, const struct ht_doc_head *heads,
                         size_t count);
#define HT_DOC_GRID(document, ...)                                                                 \
    ht_doc_grid_columns(document, (const struct ht_doc_head[]){__VA_ARGS__},                       \
                        sizeof(const struct ht_doc_head[]){__VA_ARGS__} /                          \
                            sizeof(struct ht_doc_head))

/** A row of the last table, and its cells; the text of each is what is said next. */
void ht_doc_row(struct ht_document *document, bool slim);
void ht_doc_cell(struct ht_document *document, enum ht_tone tone);
void ht_doc_head(struct ht_document *document); /* a cell that names its row */

/** A row that begins with a cell that names it. */
void ht_doc_named_row(struct ht_document *document);

/** A cell, with text as ht_doc_put() takes it. */
void ht_doc_cellf(struct ht_document *document, enum ht_tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Lets the last cell reach over so many rows. */
void ht_doc_reach(struct ht_document *document, int rows);

/**
 * Text by printf's rules into what was opened or added last, with marks in the format for how it is
 * said: {strong}, {minor}, {name}, {line}, several of them as in {minor name}, and {} for plain
 * text begin a piece of that style. Further marks open what takes the text: | a cell, {row} a named
 * row, {item} an item, {p} a paragraph. Values may hold anything.
 */
void ht_doc_put(struct ht_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Lets the text said last lead somewhere. */
void ht_doc_lead(struct ht_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** A shape of the last figure; its text is kept, not copied. */
void ht_doc_shape(struct ht_document *document, const struct ht_doc_shape *shape);

/** Text that lives as long as the document, by printf's rules. */
const char *ht_doc_text(struct ht_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
