/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/base/diagnostics.h"

#include "io/base/words.h"
#include "solver/base/memory.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* So many findings of a kind are printed; of the others only the number is. Warnings of one format
   all say the same, so that one does; those of a kind may each have another remedy. */
enum {
    MOST_FAULTS = 20,
    MOST_WARNINGS = 5,
    LONGEST = 400, /* bytes of a finding's text */
};

/* Findings of one file that differ only in their details. */
struct kind {
    enum ht_severity severity;
    char *file;
    char *words;
    size_t count, most; /* so many are printed */
    int first_hidden;   /* line */
};

struct finding {
    size_t kind;
    int line;
    size_t order; /* in which it was found */
    char *text;
};

struct ht_diagnostics {
    struct kind *kinds;
    size_t kind_count, kind_capacity;
    struct finding *findings;
    size_t finding_count, finding_capacity;
};

struct ht_diagnostics *ht_diagnostics_new(void)
{
    return HT_NEW(struct ht_diagnostics, 1);
}

void ht_diagnostics_free(struct ht_diagnostics *faults)
{
    if (!faults)
        return;
    for (size_t i = 0; i < faults->kind_count; i++) {
        free(faults->kinds[i].file);
        free(faults->kinds[i].words);
    }
    for (size_t i = 0; i < faults->finding_count; i++)
        free(faults->findings[i].text);
    free(faults->kinds);
    free(faults->findings);
    free(faults);
}

static struct kind *find_kind(const struct ht_diagnostics *faults, enum ht_severity severity,
                              const char *file, const char *words)
{
    for (size_t i = 0; i < faults->kind_count; i++) {
        struct kind *kind = &faults->kinds[i];
        if (kind->severity == severity && !strcmp(kind->file, file) && !strcmp(kind->words, words))
            return kind;
    }
    return NULL;
}

static struct kind *add_kind(struct ht_diagnostics *faults, enum ht_severity severity,
                             const char *file, const char *words, size_t most)
{
    HT_GROW(faults->kinds, faults->kind_count, faults->kind_capacity);
    struct kind *kind = &faults->kinds[faults->kind_count++];
    *kind = (struct kind){
        .severity = severity,
        .file = ht_copy_text(file, strlen(file)),
        .words = ht_copy_text(words, strlen(words)),
        .most = most,
    };
    return kind;
}

__attribute__((format(printf, 7, 0), nonnull)) static void
add(struct ht_diagnostics *faults, enum ht_severity severity, const char *file, int line,
    const char *words, size_t most, const char *format, va_list values)
{
    struct kind *kind = find_kind(faults, severity, file, words);
    if (!kind)
        kind = add_kind(faults, severity, file, words, severity == HT_FAULT ? MOST_FAULTS : most);
    kind->count++;
    if (kind->count == kind->most + 1)
        kind->first_hidden = line;
    if (kind->count > kind->most)
        return;
    char *text;
    if (vasprintf(&text, format, values) < 0)
        ht_out_of_memory();
    ht_make_line(text, LONGEST);
    HT_GROW(faults->findings, faults->finding_count, faults->finding_capacity);
    faults->findings[faults->finding_count] =
        (struct finding){kind - faults->kinds, line, faults->finding_count, text};
    faults->finding_count++;
}

void ht_fault(struct ht_diagnostics *faults, enum ht_severity severity, const char *file, int line,
              const char *format, ...)
{
    va_list values;
    va_start(values, format);
    add(faults, severity, file, line, format, 1, format, values);
    va_end(values);
}

void ht_fault_of_kind(struct ht_diagnostics *faults, enum ht_severity severity, const char *file,
                      int line, const char *kind, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    add(faults, severity, file, line, kind, MOST_WARNINGS, format, values);
    va_end(values);
}

bool ht_fault_is_shown(const struct ht_diagnostics *faults, enum ht_severity severity,
                       const char *file, const char *kind)
{
    const struct kind *found = find_kind(faults, severity, file, kind);
    return !found || found->count < found->most;
}

size_t ht_diagnostics_count(const struct ht_diagnostics *faults, enum ht_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < faults->kind_count; i++)
        if (faults->kinds[i].severity == severity)
            count += faults->kinds[i].count;
    return count;
}

/* Findings with their kinds' files at hand, for sorting. */
struct printed {
    const char *file;
    enum ht_severity severity;
    int line;
    size_t order;
    const char *text; /* NULL: so many more */
    size_t more;
};

static int compare(const void *left, const void *right)
{
    const struct printed *a = left, *b = right;
    int by_file = strcmp(a->file, b->file);
    if (by_file)
        return by_file;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void print(const struct printed *finding, FILE *stream)
{
    if (finding->line)
        fprintf(stream, "%s:%d: ", finding->file, finding->line);
    else
        fprintf(stream, "%s: ", finding->file);
    if (finding->severity == HT_WARNING)
        fputs("warning: ", stream);
    if (finding->text)
        fprintf(stream, "%s\n", finding->text);
    else
        fprintf(stream, "and %zu more like this, from here on\n", finding->more);
}

void ht_diagnostics_print(const struct ht_diagnostics *faults, FILE *stream)
{
    size_t count = 0;
    struct printed *all = HT_NEW(struct printed, faults->finding_count + faults->kind_count);
    for (size_t i = 0; i < faults->finding_count; i++) {
        const struct finding *finding = &faults->findings[i];
        const struct kind *kind = &faults->kinds[finding->kind];
        all[count++] = (struct printed){kind->file,     kind->severity, finding->line,
                                        finding->order, finding->text,  0};
    }
    for (size_t i = 0; i < faults->kind_count; i++) {
        const struct kind *kind = &faults->kinds[i];
        if (kind->count > kind->most)
            all[count++] = (struct printed){
                kind->file, kind->severity,          kind->first_hidden, faults->finding_count + i,
                NULL,       kind->count - kind->most};
    }
    qsort(all, count, sizeof *all, compare);
    for (size_t i = 0; i < count; i++)
        print(&all[i], stream);
    free(all);
}

bool ht_diagnostics_tell(struct ht_diagnostics *faults)
{
    ht_diagnostics_print(faults, stderr);
    bool good = !ht_diagnostics_count(faults, HT_FAULT);
    ht_diagnostics_free(faults);
    return good;
}
