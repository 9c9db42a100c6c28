/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What an import says of itself: what was left out, understood otherwise than it stands, and what
 * is left to do. Counted by reason; of each reason the first ten places are told.
 */
#ifndef HT_IO_GATHER_REPORT_H
#define HT_IO_GATHER_REPORT_H

#include <stddef.h>
#include <stdio.h>

/** What a note is about, in the order in which they are printed. */
enum ht_note_kind {
    HT_NOTE_DROPPED, /* it is not in the school */
    HT_NOTE_TAKEN,   /* it is in the school, but not as it stands in the file */
    HT_NOTE_LOOK,    /* somebody who knows the school should look at it */
    HT_NOTE_TO_DO,   /* the export does not say it, so the school lacks it */
    HT_NOTE_KINDS,
};

/** Where something stands. */
struct ht_where {
    const char *file; /* as named by the user; NULL for nowhere in particular */
    int line;         /* from 1; 0 where a line says nothing */
};

struct ht_import_report;

/** No notes; free with ht_import_report_free(). */
struct ht_import_report *ht_import_report_new(void);

/** Frees notes; NULL is fine. */
void ht_import_report_free(struct ht_import_report *notes);

/**
 * Counts one more of a reason ("no student"); the detail, by printf's rules, says which one. The
 * reason must live as long as the notes.
 */
void ht_note(struct ht_import_report *notes, enum ht_note_kind kind, struct ht_where where,
             const char *reason, const char *detail, ...) __attribute__((format(printf, 5, 6)));

/** How many were noted for all reasons of a kind. */
size_t ht_import_report_count(const struct ht_import_report *notes, enum ht_note_kind kind);

/** Prints all of them, by kind and reason, those told first before others. */
void ht_import_report_print(const struct ht_import_report *notes, FILE *stream);

#endif
