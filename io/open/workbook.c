/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/open/workbook.h"

#include "io/base/cells.h"
#include "io/csv/reader.h"
#include "io/gather/lists.h"
#include "io/xml/reader.h"
#include "reports/text/csv.h"
#include "solver/base/date.h"
#include "solver/base/memory.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    MOST_SHEETS = 1000,
    MOST_ROWS = 1 << 20,    /* of a sheet, by Excel itself */
    MOST_TOLD = 10,         /* names of sheets in a message */
    LONGEST_TEXT = 1 << 17, /* bytes of a cell, of which Excel allows 32767 characters */
    DAY = 24 * 60,
};
static const size_t most_bytes = (size_t)1 << 26; /* of the text that is made */

/* How a number is shown. */
enum shown { NUMBER, DATE, TIME };

/* Where a sheet is in the archive. */
struct part {
    const char *id;
    bool is_hidden, is_wanted;
};

struct workbook {
    struct ht_archive *archive;
    struct ht_import *import;
    const char *file;
    bool from_1904;          /* days are counted from there */
    struct ht_list *strings; /* const char *: texts that cells share */
    struct ht_list *formats; /* enum shown, by id: a school's own number formats */
    struct ht_list *styles;  /* enum shown, in their order */
    struct ht_list *sheets;  /* struct part, by name */
    bool is_fine;
};

static void fail(struct workbook *book, const char *problem)
{
    if (book->is_fine)
        ht_fault(book->import->faults, HT_FAULT, book->file, 1, "%s", problem);
    book->is_fine = false;
}

/* ------------------------------------------------------------ parts */

static ssize_t read_part(void *archive, char *bytes, size_t most)
{
    return ht_archive_read(archive, bytes, most);
}

/* Goes through a part, node by node; false where there is none. */
static bool read_nodes(struct workbook *book, const char *name,
                       void (*take)(struct workbook *, const struct ht_xml_node *, void *),
                       void *context)
{
    if (!ht_archive_begin(book->archive, name))
        return false;
    struct ht_xml_reader *reader = ht_xml_reader_new(read_part, book->archive);
    for (struct ht_xml_node *node; book->is_fine && (node = ht_xml_next(reader)); free(node))
        take(book, node, context);
    const char *problem = ht_archive_problem(book->archive);
    if (problem)
        fail(book, problem);
    else if (ht_xml_is_too_long(reader))
        fail(book, "a cell or tag of this workbook has more than 256 KB, more than any export has; "
                   "take it out and save the workbook again");
    else if (book->is_fine)
        book->is_fine =
            ht_xml_is_fine(reader, book->file, "open the workbook, save it again and import that",
                           book->import->faults);
    ht_xml_reader_free(reader);
    return true;
}

static bool is_start(const struct ht_xml_node *node, const char *name)
{
    return node->kind == HT_XML_ELEMENT && !strcmp(node->text, name);
}

static bool is_end(const struct ht_xml_node *node, const char *name)
{
    return node->kind == HT_XML_END && !strcmp(node->text, name);
}

/* The value of an attribute, or "". */
static const char *value_of(const struct ht_xml_node *node, const char *name, bool has_prefix)
{
    for (size_t n = 0; n < node->count; n++)
        if (node->attributes[n].has_prefix == has_prefix && !strcmp(node->attributes[n].name, name))
            return node->attributes[n].value;
    return "";
}

/* ------------------------------------------------------------ sheets */

static void take_sheet(struct workbook *book, const struct ht_xml_node *node, void *context)
{
    (void)context;
    if (is_start(node, "workbookPr")) {
        const char *text = value_of(node, "date1904", false);
        book->from_1904 = !strcmp(text, "1") || !strcasecmp(text, "true");
    }
    if (!is_start(node, "sheet"))
        return;
    if (book->sheets->count >= MOST_SHEETS) {
        fail(book,
             "this workbook has more than 1000 sheets, more than any export has; save the one "
             "that is meant as a workbook of its own");
        return;
    }
    const char *state = value_of(node, "state", false);
    struct part *part = ht_list_add(book->sheets, value_of(node, "name", false));
    if (part)
        *part = (struct part){ht_import_text(book->import, value_of(node, "id", true)),
                              *state && strcmp(state, "visible") != 0, false};
}

struct relation {
    const char *id;
    char *target; /* owned */
};

static void take_relation(struct workbook *book, const struct ht_xml_node *node, void *context)
{
    (void)book;
    struct relation *wanted = context;
    if (!is_start(node, "Relationship") || wanted->target ||
        strcmp(value_of(node, "Id", false), wanted->id) != 0)
        return;
    const char *target = value_of(node, "Target", false);
    wanted->target = *target == '/' ? ht_format("%s", target + 1) : ht_format("xl/%s", target);
}

static struct part *sheet_of(const struct workbook *book, const char *name)
{
    for (uint32_t n = 0; n < book->sheets->count; n++)
        if (ht_cell_same_word(ht_list_id(book->sheets, n), name))
            return ht_list_at(book->sheets, n);
    return NULL;
}

/* The sheets that --sheet names; one of several may be another workbook's. */
static void choose_named(struct workbook *book, const char *wanted)
{
    char *copy = ht_format("%s", wanted), *list = copy, *name, *missing = ht_copy_text("", 0);
    struct part *whole = sheet_of(book, wanted), *part;
    size_t found = whole != NULL;
    if (whole)
        whole->is_wanted = true;
    while (!whole && (name = ht_cell_part(&list))) {
        if ((part = sheet_of(book, name)))
            part->is_wanted = true;
        else
            missing = ht_list_join(missing, "', '", name);
        found += part != NULL;
    }
    if (!found) {
        char *names = ht_copy_text("", 0);
        for (uint32_t n = 0; n < book->sheets->count && n < MOST_TOLD; n++)
            names = ht_list_join(names, ", ", ht_list_id(book->sheets, n));
        ht_fault(book->import->faults, HT_FAULT, book->file, 1,
                 "there is no sheet '%s'; name one of these with --sheet: %s", missing, names);
        free(names);
    } else if (*missing)
        ht_note(book->import->notes, HT_NOTE_LOOK, (struct ht_where){book->file, 0},
                "sheets that --sheet names and this workbook does not have", "'%s'", missing);
    free(missing);
    free(copy);
}

/* The first sheet that is shown; the others are noted. */
static void choose_first(struct workbook *book)
{
    uint32_t found = 0;
    while (found < book->sheets->count &&
           ((const struct part *)ht_list_at(book->sheets, found))->is_hidden)
        found++;
    if (found == book->sheets->count) {
        fail(book, "this workbook has no sheet that is shown; name one with --sheet");
        return;
    }
    ((struct part *)ht_list_at(book->sheets, found))->is_wanted = true;
    for (uint32_t n = 0; n < book->sheets->count; n++)
        if (n != found)
            ht_note(book->import->notes, HT_NOTE_DROPPED, (struct ht_where){book->file, 0},
                    "sheets that are not read; --sheet names the one that is, or several", "%s",
                    ht_list_id(book->sheets, n));
}

/* ------------------------------------------------------------ styles */

/* Whether a number format shows a date or a time: letters outside quotes and brackets. */
static enum shown shown_by(const char *code)
{
    bool has_day = false, has_hour = false;
    for (; *code; code++) {
        if (*code == '"' || *code == '[') {
            const char *end = strchr(code + 1, *code == '"' ? '"' : ']');
            if (*code == '[' && end && strchr("hH", code[1]))
                has_hour = true;
            code = end ? end : code + strlen(code) - 1;
        } else if (*code == '\\' && code[1]) {
            code++;
        } else {
            has_day |= strchr("yYdD", *code) != NULL;
            has_hour |= strchr("hH", *code) != NULL;
        }
    }
    return has_day ? DATE : has_hour ? TIME : NUMBER;
}

static enum shown shown_by_number(const struct workbook *book, const char *id)
{
    const enum shown *own = ht_list_find(book->formats, id);
    int number = atoi(id);
    if (own)
        return *own;
    if ((number >= 18 && number <= 21) || (number >= 45 && number <= 47))
        return TIME;
    bool is_date = (number >= 14 && number <= 17) || number == 22 ||
                   (number >= 27 && number <= 36) || (number >= 50 && number <= 58);
    return is_date ? DATE : NUMBER;
}

static void take_style(struct workbook *book, const struct ht_xml_node *node, void *context)
{
    bool *in_cells = context;
    if (is_start(node, "numFmt")) {
        enum shown *shown = ht_list_add(book->formats, value_of(node, "numFmtId", false));
        if (shown)
            *shown = shown_by(value_of(node, "formatCode", false));
    }
    *in_cells = (*in_cells || is_start(node, "cellXfs")) && !is_end(node, "cellXfs");
    if (*in_cells && is_start(node, "xf"))
        *(enum shown *)ht_list_add(book->styles, NULL) =
            shown_by_number(book, value_of(node, "numFmtId", false));
}

/* ------------------------------------------------------------ texts */

/* A text in pieces, of which those of a reading aid are not shown. */
struct text {
    char *text; /* owned */
    size_t size, capacity;
    bool is_open, in_aid;
};

static void start_text(struct text *text)
{
    text->size = 0;
    text->is_open = false;
}

static void add_text(struct workbook *book, struct text *text, const char *more)
{
    size_t length = strlen(more);
    if (text->size + length > LONGEST_TEXT) {
        fail(book, "a cell of this workbook has more text than any export has; take it out and "
                   "save the workbook again");
        return;
    }
    if (text->capacity < text->size + length + 1) {
        text->capacity = 2 * (text->size + length + 1);
        text->text = ht_resize(text->text, text->capacity, 1);
    }
    memcpy(text->text + text->size, more, length + 1);
    text->size += length;
}

static const char *said(const struct text *text)
{
    return text->size ? text->text : "";
}

/* Pieces of <t>, and of <v>. */
static void take_piece(struct workbook *book, struct text *text, const struct ht_xml_node *node)
{
    if (node->kind == HT_XML_TEXT && text->is_open && !text->in_aid)
        add_text(book, text, node->text);
    else if (is_start(node, "t") || is_start(node, "v"))
        text->is_open = true;
    else if (is_end(node, "t") || is_end(node, "v"))
        text->is_open = false;
    else if (is_start(node, "rPh"))
        text->in_aid = true;
    else if (is_end(node, "rPh"))
        text->in_aid = false;
}

static void take_string(struct workbook *book, const struct ht_xml_node *node, void *context)
{
    struct text *text = context;
    take_piece(book, text, node);
    if (is_start(node, "si"))
        start_text(text);
    if (is_end(node, "si"))
        *(const char **)ht_list_add(book->strings, NULL) = ht_import_text(book->import, said(text));
}

/* ------------------------------------------------------------ cells */

struct sheet {
    FILE *stream;
    char *made; /* owned */
    size_t size, written;
    unsigned row, cells; /* the row that is written, from 1; its cells so far */
    unsigned place;      /* of the cell that is open, from 0 */
    char type[16], style[16];
    struct text text;
    bool in_cell;
    size_t beyond; /* cells that are too far to the right */
};

/* The place of "AB12", from 0; as it comes where it does not say. */
static unsigned place_of(const char *reference, unsigned next)
{
    unsigned place = 0;
    size_t n = 0;
    for (; isalpha((unsigned char)reference[n]) && n < 4; n++)
        place = place * 26 + (unsigned)(toupper((unsigned char)reference[n]) - 'A' + 1);
    return n ? place - 1 : next;
}

/* Excel takes 1900 for a leap year: from March on its days are one too many. */
static bool date_of(const struct workbook *book, double days, ht_date *date)
{
    ht_date start;
    if (!ht_date_make(book->from_1904 ? 1904 : 1899, book->from_1904 ? 1 : 12,
                      book->from_1904 ? 1 : 30, &start))
        return false;
    *date = ht_date_plus(start, (int)days);
    return true;
}

/* A number as it is shown, in room for it. */
static const char *shown_as(const struct workbook *book, const char *text, enum shown shown,
                            char made[64])
{
    char *end, date_text[16], time_text[16];
    double number = strtod(text, &end);
    ht_date date;
    if (end == text || *end || !isfinite(number) || fabs(number) >= 1e15)
        return text;
    double days = floor(number);
    int minutes = (int)lround((number - days) * DAY);
    bool is_date = shown == DATE && number >= 60 && number < 200000 && date_of(book, days, &date);
    if (shown == TIME || (shown == DATE && number >= 0 && number < 1)) {
        ht_time_text(minutes % DAY, time_text);
        return strcpy(made, time_text);
    }
    if (is_date) {
        ht_date_iso(date, date_text);
        ht_time_text(minutes % DAY, time_text);
        snprintf(made, 64, "%s%s%s", date_text, minutes % DAY ? " " : "",
                 minutes % DAY ? time_text : "");
        return made;
    }
    if (number == days)
        snprintf(made, 64, "%.0f", number);
    return number == days ? made : text;
}

static const char *cell_text(struct workbook *book, const struct sheet *sheet, char made[64])
{
    const char *text = said(&sheet->text);
    if (!strcmp(sheet->type, "s")) {
        size_t digits = strspn(text, "0123456789");
        unsigned long number =
            digits && digits < 10 && !text[digits] ? strtoul(text, NULL, 10) : book->strings->count;
        if (number < book->strings->count)
            return *(const char *const *)ht_list_at(book->strings, (uint32_t)number);
        if (*text)
            fail(book, "a cell of this workbook refers to a text that is not in it; open the "
                       "workbook, save it again and import that");
        return "";
    }
    bool is_number = !*sheet->type || !strcmp(sheet->type, "n");
    size_t style = strtoul(sheet->style, NULL, 10);
    enum shown shown = *sheet->style && style < book->styles->count
                           ? *(const enum shown *)ht_list_at(book->styles, (uint32_t)style)
                           : NUMBER;
    return is_number ? shown_as(book, text, shown, made) : text;
}

static void put(struct workbook *book, struct sheet *sheet, char letter)
{
    putc(letter, sheet->stream);
    if (++sheet->written > most_bytes)
        fail(book, "the sheet has more than 64 MB of text, more than any export has; save only "
                   "what is meant");
}

/* Goes on to a row; its lines are those of the text. */
static void go_to_row(struct workbook *book, struct sheet *sheet, const char *number)
{
    unsigned long row = *number ? strtoul(number, NULL, 10) : sheet->row + 1;
    if (row > MOST_ROWS) {
        fail(book, "the sheet has more rows than Excel can show; save only what is meant");
        return;
    }
    if (row <= sheet->row) {
        fail(book, "the rows of the sheet are not in their order; open the workbook, save it again "
                   "and import that");
        return;
    }
    for (; sheet->row < row && book->is_fine; sheet->row++)
        if (sheet->row)
            put(book, sheet, '\n');
    sheet->cells = 0;
}

static void end_cell(struct workbook *book, struct sheet *sheet)
{
    char made[64];
    const char *text = cell_text(book, sheet, made);
    sheet->in_cell = false;
    if (!*text)
        return;
    if (sheet->place >= HT_MOST_CELLS || sheet->place + 1 < sheet->cells || !sheet->row) {
        sheet->beyond++;
        return;
    }
    for (; sheet->cells < sheet->place + 1; sheet->cells++)
        if (sheet->cells)
            put(book, sheet, ',');
    put(book, sheet, '"');
    for (; *text && book->is_fine; text++) {
        /* Line ends would make one row several lines. */
        put(book, sheet, (unsigned char)*text < ' ' ? ' ' : *text);
        if (*text == '"')
            put(book, sheet, '"');
    }
    put(book, sheet, '"');
}

static void take_cell(struct workbook *book, const struct ht_xml_node *node, void *context)
{
    struct sheet *sheet = context;
    if (is_start(node, "row")) {
        go_to_row(book, sheet, value_of(node, "r", false));
    } else if (is_start(node, "c")) {
        sheet->in_cell = true;
        sheet->place = place_of(value_of(node, "r", false), sheet->cells);
        snprintf(sheet->type, sizeof sheet->type, "%s", value_of(node, "t", false));
        snprintf(sheet->style, sizeof sheet->style, "%s", value_of(node, "s", false));
        start_text(&sheet->text);
    } else if (is_end(node, "c")) {
        end_cell(book, sheet);
    } else if (sheet->in_cell) {
        take_piece(book, &sheet->text, node);
    }
}

/* ------------------------------------------------------------ the workbook */

static const char workbook_part[] = "xl/workbook.xml";

bool ht_workbook_is(struct ht_archive *archive)
{
    return ht_archive_begin(archive, workbook_part);
}

static char *read_sheet(struct workbook *book, const struct part *part, size_t *size)
{
    struct relation relation = {.id = part->id};
    struct sheet sheet = {.stream = NULL};
    read_nodes(book, "xl/_rels/workbook.xml.rels", take_relation, &relation);
    sheet.stream = ht_text_new(&sheet.made, &sheet.size);
    if (book->is_fine &&
        (!relation.target || !read_nodes(book, relation.target, take_cell, &sheet)))
        fail(book, "the sheet is not in the workbook; open the workbook, save it again and import "
                   "that");
    if (sheet.row)
        putc('\n', sheet.stream);
    ht_text_end(sheet.stream, &sheet.made);
    if (sheet.beyond)
        ht_note(book->import->notes, HT_NOTE_DROPPED, (struct ht_where){book->file, 0},
                "cells beyond column IV, or twice in their place", "%zu cells", sheet.beyond);
    *size = sheet.size;
    free(relation.target);
    free(sheet.text.text);
    if (book->is_fine)
        return sheet.made;
    free(sheet.made);
    return NULL;
}

/* What the sheets share. */
static void read_shared(struct workbook *book)
{
    struct text text = {.text = NULL};
    bool in_cells = false;
    if (book->is_fine)
        read_nodes(book, "xl/styles.xml", take_style, &in_cells);
    if (book->is_fine)
        read_nodes(book, "xl/sharedStrings.xml", take_string, &text);
    free(text.text);
}

void ht_workbook_texts(struct ht_archive *archive, const char *file, struct ht_import *import,
                       struct ht_sources *sources)
{
    struct workbook book = {
        .archive = archive,
        .import = import,
        .file = file,
        .strings = HT_LIST(import, const char *),
        .formats = HT_LIST(import, enum shown),
        .styles = HT_LIST(import, enum shown),
        .sheets = HT_LIST(import, struct part),
        .is_fine = true,
    };
    size_t wanted = 0;
    read_nodes(&book, workbook_part, take_sheet, NULL);
    if (book.is_fine && import->wishes.sheet)
        choose_named(&book, import->wishes.sheet);
    else if (book.is_fine)
        choose_first(&book);
    for (uint32_t n = 0; n < book.sheets->count; n++)
        wanted += ((const struct part *)ht_list_at(book.sheets, n))->is_wanted;
    if (wanted)
        read_shared(&book);
    for (uint32_t n = 0; book.is_fine && n < book.sheets->count; n++) {
        const struct part *part = ht_list_at(book.sheets, n);
        struct ht_source source = {NULL};
        if (!part->is_wanted || !(source.bytes = read_sheet(&book, part, &source.size)))
            continue;
        source.path = wanted > 1 ? ht_format("%s/%s", file, ht_list_id(book.sheets, n))
                                 : ht_format("%s", file);
        HT_GROW(sources->files, sources->count, sources->capacity);
        sources->files[sources->count++] = source;
    }
    ht_import_forget(import);
}
