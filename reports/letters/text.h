/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What letters say: templates that the school writes, and the placeholders in them, such as
 * {{student}}.
 *
 * The first line of a template is the letter's title. Blank lines part paragraphs; each one more
 * leaves a line of room, for a signature. Lines end where they end in the template. A line that is
 * {{sessions}} and nothing else becomes a table; one whose placeholders leave nothing of it is left
 * out.
 */
#ifndef HT_REPORTS_LETTERS_TEXT_H
#define HT_REPORTS_LETTERS_TEXT_H

#include "reports/letters/letters.h"
#include "reports/views/run.h"

/** A placeholder. */
struct ht_placeholder {
    const char *name;    /* "student": it is written {{student}} */
    const char *meaning; /* a line of documentation */
    const char *source;  /* where a school fills in what is blank; NULL: nowhere */
    unsigned kinds;      /* bits (1u << enum ht_letter_kind) of the letters that may have it */
    bool alone;          /* on a line of its own it becomes a table */
    /* What it stands for, "" where that is not known. Use free(). */
    char *(*value)(const struct ht_letter *letter, const struct ht_run *run);
};

/** All placeholders, in the order in which they are documented. */
extern const struct ht_placeholder ht_placeholders[];
extern const size_t ht_placeholder_count;

/** The placeholder of that name, or NULL. */
const struct ht_placeholder *ht_placeholder_find(const char *name, size_t length);

/** What a piece of a line is. */
enum ht_piece_what {
    HT_PIECE_TEXT,
    HT_PIECE_VALUE, /* a placeholder: the piece is its name */
    HT_PIECE_OPEN,  /* a placeholder that is not closed on its line: a fault of the template */
};

/** A piece of a line of a template. */
struct ht_piece {
    enum ht_piece_what what;
    const char *text; /* within the template */
    size_t length;    /* bytes */
};

/** The next piece of the line, *at behind which it moves; false at the end of the line. */
bool ht_piece_next(const char **at, struct ht_piece *piece);

#endif
