/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/open/sources.h"

#include "io/base/file.h"
#include "io/base/words.h"
#include "io/gather/lists.h"
#include "io/open/workbook.h"
#include "solver/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LEAST_QUOTED = 3 /* lines that are quoted whole */, MOST_TOLD = 10 };

static void replace(struct ht_source *source, char *bytes, size_t size)
{
    free(source->bytes);
    source->bytes = bytes;
    source->size = size;
}

/* ------------------------------------------------------------ UTF-16 */

/* The order of its bytes: 1 where the low one comes first, 2 for the other; 0: it is not UTF-16. */
static int order_of(const struct ht_source *source)
{
    const unsigned char *bytes = (const unsigned char *)source->bytes;
    if (source->size < 2)
        return 0;
    if (bytes[0] == 0xff && bytes[1] == 0xfe)
        return 1;
    if (bytes[0] == 0xfe && bytes[1] == 0xff)
        return 2;
    bool is_long = source->size >= 8;
    if (is_long && bytes[0] && !bytes[1] && bytes[2] && !bytes[3] && bytes[4] && !bytes[5])
        return 1;
    return is_long && !bytes[0] && bytes[1] && !bytes[2] && bytes[3] && !bytes[4] && bytes[5] ? 2
                                                                                              : 0;
}

static unsigned long unit_at(const struct ht_source *source, size_t at, int order)
{
    const unsigned char *bytes = (const unsigned char *)source->bytes + at;
    return order == 1 ? bytes[0] | (unsigned long)bytes[1] << 8
                      : bytes[1] | (unsigned long)bytes[0] << 8;
}

/* XML names its encoding itself, and its reader minds that. */
static void from_utf16(struct ht_source *source)
{
    int order = order_of(source);
    size_t at = order && unit_at(source, 0, order) == 0xfeff ? 2 : 0;
    if (!order || (source->size > at + 1 && unit_at(source, at, order) == '<'))
        return;
    char *text = ht_alloc(source->size / 2 * 3 + 1, 1), *to = text;
    for (; at + 1 < source->size; at += 2) {
        unsigned long c = unit_at(source, at, order);
        unsigned long low = at + 3 < source->size ? unit_at(source, at + 2, order) : 0;
        if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            at += 2;
        } else if (c >= 0xd800 && c < 0xe000) {
            c = 0xfffd;
        }
        to = ht_put_character(to, c);
    }
    *to = 0;
    replace(source, text, (size_t)(to - text));
}

/* ------------------------------------------------------------ what spreadsheets do */

/* Spaces that do not break, of which tables from web pages are full, as spaces. */
static void plain_spaces(struct ht_source *source)
{
    int line;
    bool is_windows = ht_file_encoding(source->bytes, source->size, &line) == HT_WINDOWS_1252;
    const char *end = source->bytes + source->size;
    char *to = source->bytes;
    for (const char *from = source->bytes; from < end;) {
        bool is_pair = !is_windows && from[0] == '\xc2' && from[1] == '\xa0';
        bool is_triple = !is_windows && from[0] == '\xe2' && from[1] == '\x80' &&
                         (from[2] == '\xaf' || from[2] == '\x87');
        bool is_one = is_windows && *from == '\xa0';
        *to++ = is_pair || is_triple || is_one ? ' ' : *from;
        from += is_pair ? 2 : is_triple ? 3 : 1;
    }
    *to = 0;
    source->size = (size_t)(to - source->bytes);
}

/* Whether a line is one cell in quotes that holds a whole row. */
static bool is_quoted_whole(const char *line, size_t size)
{
    while (size && (line[size - 1] == '\r' || line[size - 1] == ' '))
        size--;
    if (size < 3 || line[0] != '"' || line[size - 1] != '"')
        return false;
    bool has_delimiter = false;
    for (size_t n = 1; n + 1 < size; n++) {
        has_delimiter |= strchr(",;\t|", line[n]) != NULL;
        if (line[n] == '"' && line[++n] != '"')
            return false;
    }
    return has_delimiter;
}

/* A line without the quotes around it. */
static char *unquote(char *to, const char *line, size_t size)
{
    const char *end = line + size;
    while (end > line && end[-1] != '"')
        end--;
    for (const char *from = line + 1; from + 1 < end; from++) {
        *to++ = *from;
        from += *from == '"' && from[1] == '"';
    }
    return to;
}

/* A table of which each row was saved as one cell. */
static void unquote_rows(struct ht_source *source)
{
    size_t lines = 0, quoted = 0;
    const char *end = source->bytes + source->size, *next;
    for (const char *line = ht_source_beginning(source); line < end; line = next) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        next = feed ? feed + 1 : end;
        size_t size = (size_t)((feed ? feed : end) - line);
        lines += strspn(line, " \r\t") < size;
        quoted += is_quoted_whole(line, size);
    }
    if (quoted < LEAST_QUOTED - 1 || quoted < lines)
        return;
    char *text = ht_alloc(source->size + 1, 1), *to = text;
    for (const char *line = ht_source_beginning(source); line < end; line = next) {
        const char *feed = memchr(line, '\n', (size_t)(end - line));
        next = feed ? feed + 1 : end;
        size_t size = (size_t)((feed ? feed : end) - line);
        if (is_quoted_whole(line, size))
            to = unquote(to, line, size);
        *to++ = '\n';
    }
    *to = 0;
    replace(source, text, (size_t)(to - text));
}

/* ------------------------------------------------------------ archives */

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), least = strlen(end);
    return length >= least && !strcasecmp(name + length - least, end);
}

/* Whether a part of an archive may be an export: no folder, nothing hidden, of a known kind. */
static bool is_export(const char *name)
{
    static const char *const ends[] = {".csv", ".txt", ".xml", ".fet", ".tsv"};
    const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
    bool is_known = false;
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        is_known |= ends_with(name, ends[n]);
    return is_known && *last != '.' && strncmp(name, "__MACOSX/", 9) != 0;
}

static void fault(struct ht_import *import, const char *file, const char *problem)
{
    ht_fault(import->faults, HT_FAULT, file, 1, "%s", problem);
}

/* Adds the files that an archive holds. */
static void add_parts(struct ht_import *import, struct ht_archive *archive, const char *file,
                      struct ht_sources *sources)
{
    const char *part;
    size_t found = 0, unread_count = 0;
    char *unread = ht_copy_text("", 0);
    for (size_t n = 0; (part = ht_archive_part(archive, n)); n++) {
        char *name = ht_copy_text(part, strlen(part));
        struct ht_source source = {.path = ht_format("%s/%s", file, name), .is_part = true};
        if (is_export(name))
            source.bytes = ht_archive_text(archive, name, &source.size);
        else if (!ends_with(name, "/")) {
            ht_note(import->notes, HT_NOTE_DROPPED, (struct ht_where){file, 0},
                    "files in it that are not read", "%s", name);
            if (unread_count++ < MOST_TOLD)
                unread = ht_list_join(unread, ", ", name);
        }
        free(name);
        if (source.bytes) {
            HT_GROW(sources->files, sources->count, sources->capacity);
            sources->files[sources->count++] = source;
            found++;
        } else {
            free(source.path);
        }
        if (ht_archive_problem(archive))
            break;
    }
    const char *problem = ht_archive_problem(archive);
    if (problem)
        fault(import, file, problem);
    else if (!found)
        ht_fault(import->faults, HT_FAULT, file, 1,
                 "there is no table (.csv, .txt) and no XML in this zip file%s%s; unpack it, and "
                 "name the file that the export is in",
                 *unread ? ", only " : "", unread);
    free(unread);
}

/* Opens a source that is an archive: a workbook becomes a text, another one its files. */
static void open_archive(struct ht_import *import, struct ht_source *source,
                         struct ht_sources *opened)
{
    const char *problem;
    struct ht_archive *archive = ht_archive_open(source->bytes, source->size, &problem);
    if (!archive) {
        fault(import, source->path, problem);
        return;
    }
    if (ht_workbook_is(archive)) {
        ht_workbook_texts(archive, source->path, import, opened);
    } else if (ht_archive_begin(archive, "content.xml")) {
        fault(import, source->path,
              "this is an OpenDocument file; save it as a workbook (.xlsx) and import that");
    } else {
        add_parts(import, archive, source->path, opened);
    }
    ht_archive_free(archive);
}

/* ------------------------------------------------------------ all of them */

static void make_plain(struct ht_source *source)
{
    from_utf16(source);
    if (*ht_source_beginning(source) == '<')
        return;
    plain_spaces(source);
    unquote_rows(source);
}

void ht_import_open_sources(struct ht_import *import, struct ht_sources *sources)
{
    static const char compound[] = "\xd0\xcf\x11\xe0";
    struct ht_sources opened = {0};
    for (size_t n = 0; n < sources->count; n++) {
        struct ht_source *source = &sources->files[n];
        if (source->size >= 4 && !memcmp(source->bytes, compound, 4))
            fault(
                import, source->path,
                "this is a workbook of old Excel (.xls), or one with a password; save it as .xlsx "
                "without a password and import that");
        if (ht_archive_is(source->bytes, source->size)) {
            open_archive(import, source, &opened);
            continue;
        }
        HT_GROW(opened.files, opened.count, opened.capacity);
        opened.files[opened.count++] = *source;
        *source = (struct ht_source){0};
    }
    ht_sources_clear(sources);
    *sources = opened;
    for (size_t n = 0; n < sources->count; n++)
        make_plain(&sources->files[n]);
}
