/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/templates.h"

#include "io/base/file.h"
#include "io/base/suggest.h"
#include "io/schema/columns.h"
#include "reports/letters/text.h"
#include "solver/base/memory.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20 };

/* A template being read. */
struct reader {
    const char *school; /* folder */
    struct ht_diagnostics *faults;
    char *name; /* "letters/start.txt"; owned */
};

static char *file_name(const char *kind)
{
    return ht_format(HT_TEMPLATE_FOLDER "/%s" HT_TEMPLATE_ENDING, kind);
}

/* ------------------------------------------------------------ text */

/* Takes the mark of UTF-8 and the blanks at the ends of lines away; lines end with LF. */
static void tidy(char *text)
{
    static const char mark[] = "\xef\xbb\xbf";
    const char *from = text + (strncmp(text, mark, strlen(mark)) ? 0 : strlen(mark));
    char *to = text;
    for (; *from; from++) {
        bool end = *from == '\n' || *from == '\r';
        if (*from == '\r' && from[1] == '\n')
            continue;
        while (end && to > text && to[-1] == ' ')
            to--;
        *to++ = end ? '\n' : *from == '\t' ? ' ' : *from;
    }
    while (to > text && (to[-1] == ' ' || to[-1] == '\n'))
        to--;
    *to = '\0';
}

/* The text of the file, NULL where there is none or it is none. Use free(). */
static char *read_text(const struct reader *reader)
{
    char *path = ht_format("%s/%s", reader->school, reader->name), *text = NULL;
    size_t size;
    int line = 1;
    char *bytes = ht_file_read(path, reader->name, false, MOST_BYTES, &size, reader->faults);
    enum ht_encoding encoding = bytes ? ht_file_encoding(bytes, size, &line) : HT_NOT_TEXT;
    if (bytes && encoding == HT_NOT_TEXT)
        ht_fault(reader->faults, HT_FAULT, reader->name, line,
                 "this is not plain text; save it as text in UTF-8");
    if (encoding == HT_UTF8) {
        text = ht_copy_text(bytes, size);
    } else if (encoding == HT_WINDOWS_1252) {
        text = HT_NEW(char, size *HT_WIDEST + 1);
        text[ht_file_from_windows(bytes, size, text)] = '\0';
    }
    if (text)
        tidy(text);
    free(bytes);
    free(path);
    return text;
}

/* ------------------------------------------------------------ placeholders */

static void fault_unknown(const struct reader *reader, int line, const char *name)
{
    struct ht_suggestion suggestion = {0};
    for (size_t i = 0; i < ht_placeholder_count; i++)
        ht_suggestion_try(&suggestion, name, ht_placeholders[i].name);
    if (suggestion.best)
        ht_fault_of_kind(reader->faults, HT_FAULT, reader->name, line, "unknown",
                         "there is no {{%s}}; did you mean {{%s}}?", name, suggestion.best);
    else
        ht_fault_of_kind(reader->faults, HT_FAULT, reader->name, line, "unknown",
                         "there is no {{%s}}; 'halfterm plan --files' lists what there is", name);
}

static void check_name(const struct reader *reader, enum ht_letter_kind kind, int line,
                       const struct ht_piece *piece)
{
    const struct ht_placeholder *placeholder = ht_placeholder_find(piece->text, piece->length);
    if (!placeholder) {
        char *name = ht_copy_text(piece->text, piece->length);
        fault_unknown(reader, line, name);
        free(name);
    } else if (!(placeholder->kinds >> kind & 1)) {
        ht_fault(reader->faults, HT_FAULT, reader->name, line,
                 "{{%s}} (%s) means nothing in this letter; take it out", placeholder->name,
                 placeholder->meaning);
    }
}

static void check_line(const struct reader *reader, enum ht_letter_kind kind, int number,
                       const char *line)
{
    struct ht_piece piece;
    while (ht_piece_next(&line, &piece)) {
        if (piece.what == HT_PIECE_OPEN)
            ht_fault(reader->faults, HT_FAULT, reader->name, number,
                     "{{ is not closed; write }} after the name, in the same line");
        else if (piece.what == HT_PIECE_VALUE)
            check_name(reader, kind, number, &piece);
    }
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

static void check_text(const struct reader *reader, enum ht_letter_kind kind, const char *text)
{
    if (!*text || *text == '\n')
        ht_fault(reader->faults, HT_FAULT, reader->name, 1,
                 "the first line is blank; write the letter's title there");
    else if (!strchr(text, '\n'))
        ht_fault(reader->faults, HT_FAULT, reader->name, 1,
                 "there is nothing below the title; write the letter there");
    int number = 1;
    for (const char *line = text; *line; line = next_line(line))
        check_line(reader, kind, number++, line);
}

/* ------------------------------------------------------------ files */

static char *read_letterhead(const struct reader *reader)
{
    char *text = read_text(reader);
    const char *brackets = text ? strstr(text, "{{") : NULL;
    int line = 1;
    for (const char *at = text; brackets && at < brackets; at++)
        line += *at == '\n';
    if (brackets)
        ht_fault(reader->faults, HT_FAULT, reader->name, line,
                 "this stands above each letter as it is, without {{...}}; write them into the "
                 "letters");
    if (text && (!*text || *text == '\n'))
        ht_fault(reader->faults, HT_FAULT, reader->name, 1,
                 "the first line is blank; write the school's name there");
    return text;
}

static bool is_known(const char *file)
{
    bool known = !strcmp(file, HT_LETTERHEAD_FILE);
    for (size_t i = 0; !known && i < HT_LETTER_KINDS; i++) {
        size_t length = strlen(ht_letter_kinds[i].name);
        known = !strncmp(file, ht_letter_kinds[i].name, length) &&
                !strcmp(file + length, HT_TEMPLATE_ENDING);
    }
    return known;
}

/* A file with another name would never be sent. */
static void warn_unread(const struct reader *reader, const char *file)
{
    struct ht_suggestion suggestion = {0};
    char *stem = ht_copy_text(file, strcspn(file, ".")), *name = NULL;
    for (size_t i = 0; i < HT_LETTER_KINDS; i++)
        ht_suggestion_try(&suggestion, stem, ht_letter_kinds[i].name);
    ht_suggestion_try(&suggestion, stem, "letterhead");
    name = ht_format(HT_TEMPLATE_FOLDER "/%s", file);
    ht_fault(reader->faults, HT_WARNING, name, 1, "there is no such letter; %s%s%s",
             suggestion.best ? "did you mean " : "'halfterm plan --files' lists what there is",
             suggestion.best ? suggestion.best : "", suggestion.best ? HT_TEMPLATE_ENDING "?" : "");
    free(name);
    free(stem);
}

static void check_names(const struct reader *reader)
{
    char *folder = ht_format("%s/" HT_TEMPLATE_FOLDER, reader->school);
    DIR *entries = opendir(folder);
    if (!entries)
        ht_file_or_fail(folder);
    free(folder);
    if (!entries)
        return;
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        const char *ending = strrchr(entry->d_name, '.');
        if (ending && !strcasecmp(ending, HT_TEMPLATE_ENDING) && !is_known(entry->d_name))
            warn_unread(reader, entry->d_name);
    }
    closedir(entries);
}

struct ht_templates *ht_read_templates(const char *school, struct ht_diagnostics *faults)
{
    struct ht_templates *templates = HT_NEW(struct ht_templates, 1);
    struct reader reader = {.school = school, .faults = faults};
    check_names(&reader);
    reader.name = ht_format(HT_TEMPLATE_FOLDER "/" HT_LETTERHEAD_FILE);
    templates->letterhead = read_letterhead(&reader);
    free(reader.name);
    for (size_t i = 0; i < HT_LETTER_KINDS; i++) {
        reader.name = file_name(ht_letter_kinds[i].name);
        templates->texts[i] = read_text(&reader);
        if (templates->texts[i])
            check_text(&reader, (enum ht_letter_kind)i, templates->texts[i]);
        free(reader.name);
    }
    return templates;
}

/* ------------------------------------------------------------ templates and the run's letters */

/* How many letters of the kind have nothing for the placeholder. */
static size_t count_blank(const struct ht_run *run, size_t kind,
                          const struct ht_placeholder *placeholder)
{
    size_t count = 0;
    for (size_t i = run->letters->first[kind]; i < run->letters->first[kind + 1]; i++) {
        char *value = placeholder->value(&run->letters->letters[i], run);
        count += !*value;
        free(value);
    }
    return count;
}

static void hold_piece(const struct ht_run *run, size_t kind, int line,
                       const struct ht_piece *piece, struct ht_diagnostics *faults)
{
    const struct ht_placeholder *placeholder = ht_placeholder_find(piece->text, piece->length);
    size_t blank = count_blank(run, kind, placeholder);
    if (!blank)
        return;
    char *name = file_name(ht_letter_kinds[kind].name);
    ht_fault_of_kind(
        faults, HT_WARNING, name, line, placeholder->name,
        "{{%s}} is blank in %zu of %zu letter%s; fill in %s, or write the letter without it",
        placeholder->name, blank, run->letters->first[kind + 1] - run->letters->first[kind],
        run->letters->first[kind + 1] - run->letters->first[kind] == 1 ? "" : "s",
        placeholder->source ? placeholder->source : "what is missing");
    free(name);
}

static void hold_text(const struct ht_run *run, size_t kind, struct ht_diagnostics *faults)
{
    struct ht_piece piece;
    int number = 1;
    for (const char *line = run->templates->texts[kind]; *line; line = next_line(line), number++)
        for (const char *at = line; ht_piece_next(&at, &piece);)
            if (piece.what == HT_PIECE_VALUE)
                hold_piece(run, kind, number, &piece, faults);
}

/* A school that prints letters may have none yet on other times. */
static void miss_changed(const struct ht_run *run, struct ht_diagnostics *faults)
{
    const struct ht_templates *templates = run->templates;
    const size_t *first = run->letters->first;
    size_t count = first[HT_LETTER_CHANGED + 1] - first[HT_LETTER_CHANGED];
    bool has_any = false;
    for (size_t kind = 0; kind < HT_LETTER_KINDS; kind++)
        has_any |= templates->texts[kind] != NULL;
    if (!count || !has_any || templates->texts[HT_LETTER_CHANGED])
        return;
    char *name = file_name(ht_letter_kinds[HT_LETTER_CHANGED].name);
    ht_fault(faults, HT_WARNING, name, 1,
             "there is no such template, so nothing is printed for %zu student%s whose times have "
             "changed; data/letters has one to copy",
             count, count == 1 ? "" : "s");
    free(name);
}

void ht_check_templates(const struct ht_run *run, struct ht_diagnostics *faults)
{
    const struct ht_templates *templates = run->templates;
    for (size_t kind = 0; kind < HT_LETTER_KINDS; kind++)
        if (templates->texts[kind])
            hold_text(run, kind, faults);
    miss_changed(run, faults);
    size_t awaited = run->letters->awaited;
    if (awaited && (templates->texts[HT_LETTER_SUCCESS] || templates->texts[HT_LETTER_END]))
        ht_fault(faults, HT_WARNING, ht_file_columns(HT_CASELOAD_CSV)->name, 1,
                 "for %zu student%s a programme ends in these dates; once it is known how, write "
                 "met or ended into outcome and plan again, for the letters",
                 awaited, awaited == 1 ? "" : "s");
}
