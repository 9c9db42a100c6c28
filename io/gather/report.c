/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/gather/report.h"

#include "io/base/words.h"
#include "solver/base/memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TOLD = 10, LONGEST = 200 /* bytes of a detail */ };

static const char *const titles[HT_NOTE_KINDS] = {
    [HT_NOTE_DROPPED] = "Left out:",
    [HT_NOTE_TAKEN] = "Taken otherwise than it stands in the file:",
    [HT_NOTE_LOOK] = "Please look at:",
    [HT_NOTE_TO_DO] = "Still to be filled in:",
};

struct reason {
    enum ht_note_kind kind;
    const char *text;
    size_t count;
    char *told[MOST_TOLD]; /* owned */
};

struct ht_import_report {
    struct reason *reasons;
    size_t count, capacity;
};

struct ht_import_report *ht_import_report_new(void)
{
    return HT_NEW(struct ht_import_report, 1);
}

void ht_import_report_free(struct ht_import_report *notes)
{
    if (!notes)
        return;
    for (size_t r = 0; r < notes->count; r++)
        for (size_t n = 0; n < MOST_TOLD; n++)
            free(notes->reasons[r].told[n]);
    free(notes->reasons);
    free(notes);
}

static struct reason *find(struct ht_import_report *notes, enum ht_note_kind kind, const char *text)
{
    for (size_t r = 0; r < notes->count; r++)
        if (notes->reasons[r].kind == kind && !strcmp(notes->reasons[r].text, text))
            return &notes->reasons[r];
    HT_GROW(notes->reasons, notes->count, notes->capacity);
    struct reason *reason = &notes->reasons[notes->count++];
    *reason = (struct reason){.kind = kind, .text = text};
    return reason;
}

static char *place_of(struct ht_where where)
{
    if (!where.file)
        return ht_copy_text("", 0);
    return where.line ? ht_format("%s:%d: ", where.file, where.line)
                      : ht_format("%s: ", where.file);
}

void ht_note(struct ht_import_report *notes, enum ht_note_kind kind, struct ht_where where,
             const char *reason, const char *detail, ...)
{
    struct reason *of = find(notes, kind, reason);
    if (of->count++ >= MOST_TOLD)
        return;
    char *text = NULL;
    va_list values;
    va_start(values, detail);
    int length = vasprintf(&text, detail, values);
    va_end(values);
    if (length < 0)
        ht_out_of_memory();
    ht_make_line(text, LONGEST);
    char *place = place_of(where);
    of->told[of->count - 1] = ht_format("%s%s", place, text);
    free(place);
    free(text);
}

size_t ht_import_report_count(const struct ht_import_report *notes, enum ht_note_kind kind)
{
    size_t count = 0;
    for (size_t r = 0; r < notes->count; r++)
        if (notes->reasons[r].kind == kind)
            count += notes->reasons[r].count;
    return count;
}

static void print_reason(const struct reason *reason, FILE *stream)
{
    fprintf(stream, "  %zu: %s\n", reason->count, reason->text);
    for (size_t n = 0; n < MOST_TOLD && n < reason->count; n++)
        fprintf(stream, "    %s\n", reason->told[n]);
    if (reason->count > MOST_TOLD)
        fprintf(stream, "    and %zu more\n", reason->count - MOST_TOLD);
}

void ht_import_report_print(const struct ht_import_report *notes, FILE *stream)
{
    for (enum ht_note_kind kind = 0; kind < HT_NOTE_KINDS; kind++) {
        if (ht_import_report_count(notes, kind))
            fprintf(stream, "%s\n", titles[kind]);
        for (size_t r = 0; r < notes->count; r++)
            if (notes->reasons[r].kind == kind)
                print_reason(&notes->reasons[r], stream);
    }
}
