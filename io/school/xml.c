/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/school/xml.h"

#include "io/base/cells.h"
#include "io/base/file.h"
#include "io/base/suggest.h"
#include "io/schema/policy.h"
#include "io/xml/xml.h"
#include "solver/base/memory.h"
#include "solver/base/string_table.h"

#include <ctype.h>
#include <errno.h>
#include <libxml/SAX2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BYTES_AT_ONCE = 1 << 15,
    MOST_BYTES_OF_POLICY = 1 << 20,
    MOST_DEPTH = 16,
    HINTS = 32, /* attributes of an element whose columns are remembered */
    NO_COLUMN = -1,
};
static const size_t most_bytes = (size_t)1 << 30;

/* What an element below the outer one is. */
enum { POLICY = HT_FILE_COUNT, UNKNOWN, SECTION_COUNT };

/* An element below the outer one. */
struct section {
    bool is_there;
    int line;
    unsigned place; /* among the sections, from 1 */
    size_t rows;    /* that are not blank */
    bool has[HT_COLUMN_COUNT];
};

/* A row that the parser has met and nobody has read yet. */
struct row {
    enum ht_file file;
    int line;
    size_t cells[HT_COLUMN_COUNT]; /* places in the texts */
};

/* An attribute's name, by the parser's own pointer, and the column that it is. */
struct hint {
    const xmlChar *name;
    int column;
};

struct ht_school_xml {
    struct ht_xml_notes notes; /* first, so that the parser's callbacks find the document by it */
    int file;                  /* descriptor */
    char *name;
    struct ht_diagnostics *faults;
    struct section sections[SECTION_COUNT];
    unsigned section_count;
    xmlDoc *policy;          /* a document of that element alone, or of none */
    struct ht_strings *told; /* attributes that a warning was given of */

    xmlParserCtxt *parser;
    bool is_scan; /* the first time through: looks at everything, and keeps no rows */
    bool is_stopped, at_end;
    size_t bytes;     /* parsed so far */
    size_t policy_at; /* bytes when the policy began */
    int depth;        /* elements that are open */
    int section;      /* that is open */
    unsigned taken;   /* place of the section whose row was read last */
    struct hint hints[HINTS];

    struct row *rows; /* met, in their order */
    size_t row_count, row_capacity, next;
    char *text; /* of their cells, each with a 0 after it; begins with an empty one */
    size_t text_used, text_capacity;
};

static struct ht_school_xml *document_of(void *context)
{
    return ((xmlParserCtxt *)context)->_private;
}

/* ------------------------------------------------------------ what should not be there */

static int line_of(const struct ht_school_xml *xml)
{
    return xmlSAX2GetLineNumber(xml->parser);
}

/* libxml2 must not be stopped within every callback: it ends with the bytes that it was fed. */
static void stop(struct ht_school_xml *xml, const char *text)
{
    if (!xml->is_stopped)
        ht_fault(xml->faults, HT_FAULT, xml->name, line_of(xml), "%s", text);
    xml->is_stopped = true;
}

static void fault_element(struct ht_school_xml *xml, const char *name, const char *parent,
                          const char *best)
{
    char *hint = best ? ht_format("did you mean <%s>?", best)
                      : ht_format("take it away or correct its name");
    ht_fault_of_kind(xml->faults, HT_FAULT, xml->name, line_of(xml), "unknown element",
                     "unknown element <%s> in <%s>; %s", name, parent, hint);
    free(hint);
}

static const char *section_name(int section)
{
    return section == POLICY ? "policy" : ht_file_columns(section)->element;
}

static void warn_attribute(struct ht_school_xml *xml, const char *element, const char *name,
                           const char *best)
{
    char *known_by = ht_format("%s/%s", element, name);
    uint32_t count = ht_strings_count(xml->told);
    bool is_new = ht_strings_add(xml->told, known_by) == count;
    free(known_by);
    if (!is_new || !ht_fault_is_shown(xml->faults, HT_WARNING, xml->name, "attribute"))
        return;
    char *hint =
        best ? ht_format("did you mean %s?", best) : ht_format("take it away, or correct its name");
    ht_fault_of_kind(xml->faults, HT_WARNING, xml->name, line_of(xml), "attribute",
                     "<%s> has no attribute %s, which is not read; %s", element, name, hint);
    free(hint);
}

/* ------------------------------------------------------------ rows */

static int find_column(struct ht_school_xml *xml, const char *name)
{
    const struct ht_file_columns *columns = ht_file_columns(xml->section);
    struct ht_suggestion guess = {0};
    for (size_t i = 0; i < columns->count; i++) {
        enum ht_column column = columns->columns[i].column;
        if (ht_cell_same_word(name, ht_column_name(column)))
            return column;
        ht_suggestion_try(&guess, name, ht_column_name(column));
    }
    if (xml->is_scan)
        warn_attribute(xml, columns->row, name, guess.best);
    return NO_COLUMN;
}

/* The column of an element's nth attribute, which is mostly that of the element before. */
static int column_of(struct ht_school_xml *xml, const xmlChar *name, int nth)
{
    struct hint *hint = &xml->hints[nth % HINTS];
    if (hint->name != name)
        *hint = (struct hint){name, find_column(xml, HT_XML_TEXT(name))};
    return hint->column;
}

/* The parser leaves ampersands as references, for entities that could still be replaced. */
static size_t copy_value(char *to, const char *from, size_t length)
{
    static const char ampersand[] = "&#38;";
    char *at = to;
    for (const char *end = from + length; from < end; at++) {
        *at = *from;
        bool is_reference = *from == '&' && end - from >= 5 && !memcmp(from, ampersand, 5);
        from += is_reference ? 5 : 1;
    }
    *at = 0;
    return at - to;
}

/* Stores a value trimmed; its place among the texts. */
static size_t store(struct ht_school_xml *xml, const xmlChar *value, size_t length)
{
    if (!length)
        return 0;
    while (xml->text_capacity - xml->text_used < length + 1) {
        xml->text_capacity = 2 * xml->text_capacity + 256;
        xml->text = ht_resize(xml->text, xml->text_capacity, 1);
    }
    char *text = xml->text + xml->text_used;
    length = copy_value(text, HT_XML_TEXT(value), length);
    xml->text_used += length + 1;
    if (isgraph((unsigned char)text[0]) && isgraph((unsigned char)text[length - 1]))
        return text - xml->text;
    return ht_cell_trim(text) - xml->text;
}

static void forget_rows(struct ht_school_xml *xml)
{
    xml->next = xml->row_count = 0;
    xml->text_used = 1;
}

static struct row *add_row(struct ht_school_xml *xml)
{
    HT_GROW(xml->rows, xml->row_count, xml->row_capacity);
    struct row *row = &xml->rows[xml->row_count++];
    *row = (struct row){.file = xml->section, .line = line_of(xml)};
    return row;
}

/* Takes the attributes of a row; false where all are blank. */
static bool take_cells(struct ht_school_xml *xml, struct row *row, int count,
                       const xmlChar **attributes)
{
    bool is_blank = true;
    for (int n = 0; n < count; n++, attributes += 5) {
        /* Attributes of other vocabularies have a prefix. */
        int column = attributes[1] ? NO_COLUMN : column_of(xml, attributes[0], n);
        if (column == NO_COLUMN)
            continue;
        size_t place = store(xml, attributes[3], attributes[4] - attributes[3]);
        if (!xml->text[place])
            continue;
        row->cells[column] = place;
        is_blank = false;
    }
    return !is_blank;
}

/* Takes note of a row of the first time through. */
static void count_row(struct ht_school_xml *xml, const struct row *row)
{
    struct section *section = &xml->sections[row->file];
    section->rows++;
    for (size_t column = 0; column < HT_COLUMN_COUNT; column++) {
        section->has[column] |= row->cells[column] != 0;
        if (strchr(xml->text + row->cells[column], '\x7f'))
            ht_fault_of_kind(xml->faults, HT_FAULT, xml->name, row->line, "control",
                             "%s: there is a control character in '%s'; take it away",
                             ht_column_name(column), xml->text + row->cells[column]);
    }
}

static void start_row(struct ht_school_xml *xml, const char *name, int count,
                      const xmlChar **attributes)
{
    const struct ht_file_columns *columns = ht_file_columns(xml->section);
    if (strcmp(name, columns->row)) {
        if (xml->is_scan)
            fault_element(xml, name, columns->element, columns->row);
        return;
    }
    struct row *row = add_row(xml);
    if (!take_cells(xml, row, count, attributes))
        xml->row_count--;
    else if (xml->is_scan)
        count_row(xml, row);
    if (xml->is_scan)
        forget_rows(xml);
}

/* ------------------------------------------------------------ elements */

static int find_section(const char *name, const char **best)
{
    struct ht_suggestion guess = {0};
    for (int section = 0; section <= POLICY; section++) {
        const char *known = section_name(section);
        if (known && !strcmp(known, name))
            return section;
        if (known)
            ht_suggestion_try(&guess, name, known);
    }
    *best = guess.best;
    return UNKNOWN;
}

/* Notes where a section is; one that is there twice is not looked at. */
static void enter_section(struct ht_school_xml *xml, const char *name)
{
    struct section *section = &xml->sections[xml->section];
    if (section->is_there) {
        ht_fault(xml->faults, HT_FAULT, xml->name, line_of(xml),
                 "<%s> is already in line %d; make one of the two", name, section->line);
        xml->section = UNKNOWN;
        return;
    }
    section->is_there = true;
    section->line = line_of(xml);
    section->place = ++xml->section_count;
    xml->policy_at = xml->bytes;
}

static void start_section(struct ht_school_xml *xml, const char *name, int count,
                          const xmlChar **attributes)
{
    const char *best;
    memset(xml->hints, 0, sizeof xml->hints);
    xml->section = find_section(name, &best);
    if (!xml->is_scan)
        return;
    if (xml->section == UNKNOWN)
        fault_element(xml, name, "school", best);
    else
        enter_section(xml, name);
    for (int n = 0; n < count && xml->section < POLICY; n++)
        if (!attributes[5 * n + 1])
            warn_attribute(xml, name, HT_XML_TEXT(attributes[5 * n]), NULL);
}

static void start_within(struct ht_school_xml *xml, const char *name, int count,
                         const xmlChar **attributes)
{
    if (xml->depth == 0 && strcmp(name, "school")) {
        char *text = ht_format("the document is a <%s>; its outer element must be <school>", name);
        stop(xml, text);
        free(text);
    } else if (xml->depth == 1) {
        start_section(xml, name, count, attributes);
    } else if (xml->depth == 2 && xml->section < POLICY) {
        start_row(xml, name, count, attributes);
    } else if (xml->depth > 2 && xml->section < POLICY && xml->is_scan) {
        fault_element(xml, name, ht_file_columns(xml->section)->row, NULL);
    }
}

static bool is_in_policy(struct ht_school_xml *xml)
{
    if (!xml->is_scan || xml->section != POLICY || xml->depth < 2 || xml->is_stopped)
        return false;
    if (xml->bytes - xml->policy_at <= MOST_BYTES_OF_POLICY)
        return true;
    stop(xml, "the policy has more than 1 MB; is it really one? Leave out what is not needed");
    return false;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int count, int default_count,
                     const xmlChar **attributes)
{
    struct ht_school_xml *xml = document_of(context);
    if (xml->is_stopped)
        return;
    start_within(xml, HT_XML_TEXT(name), count, attributes);
    if (++xml->depth > MOST_DEPTH)
        stop(xml, "elements are nested deeper than any of a school; correct it, or export it anew");
    else if (is_in_policy(xml))
        xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, count,
                              default_count, attributes);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct ht_school_xml *xml = document_of(context);
    if (is_in_policy(xml))
        xmlSAX2EndElementNs(context, name, prefix, uri);
    xml->depth--;
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct ht_school_xml *xml = document_of(context);
    if (is_in_policy(xml)) {
        xmlSAX2Characters(context, text, length);
        return;
    }
    while (length && isspace(*text)) {
        text++;
        length--;
    }
    if (length && xml->is_scan && !xml->is_stopped)
        ht_fault_of_kind(xml->faults, HT_FAULT, xml->name, line_of(xml), "text",
                         "there is text between the elements; values are attributes, such as "
                         "<student student=\"7001\" year=\"7\"/>");
}

static void on_comment(void *context, const xmlChar *text)
{
    if (is_in_policy(document_of(context)))
        xmlSAX2Comment(context, text);
}

/* ------------------------------------------------------------ the stream */

static void free_parser(struct ht_school_xml *xml)
{
    if (!xml->parser)
        return;
    xmlFreeDoc(xml->parser->myDoc);
    xmlFreeParserCtxt(xml->parser);
    xml->parser = NULL;
}

/* Goes (back) to the document's beginning. */
static void start(struct ht_school_xml *xml, bool is_scan)
{
    free_parser(xml);
    xml->parser = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
    if (!xml->parser)
        ht_out_of_memory();
    xmlCtxtUseOptions(xml->parser, HT_XML_OPTIONS);
    ht_xml_guard(xml->parser, &xml->notes);
    xmlSAXHandler *sax = xml->parser->sax;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = sax->ignorableWhitespace = on_text;
    sax->comment = on_comment;
    sax->processingInstruction = NULL;
    xml->is_scan = is_scan;
    xml->is_stopped = false;
    xml->bytes = 0;
    xml->depth = 0;
    xml->taken = 0;
    xml->at_end = lseek(xml->file, 0, SEEK_SET) != 0;
    forget_rows(xml);
}

/* Parses the next bytes. */
static void feed(struct ht_school_xml *xml)
{
    char bytes[BYTES_AT_ONCE];
    ssize_t size = read(xml->file, bytes, sizeof bytes);
    if (size < 0 && errno == EINTR)
        return;
    if (size < 0) {
        ht_file_or_fail(xml->name);
        ht_fault(xml->faults, HT_FAULT, xml->name, 1,
                 "the file cannot be read (%s); try a fresh copy of it", strerror(errno));
        xml->is_stopped = true;
    }
    size = size < 0 ? 0 : size;
    xml->bytes += size;
    if (!xml->bytes)
        xml->notes.text = ht_format("it is empty");
    else
        ht_xml_feed(xml->parser, bytes, (int)size, !size);
    xml->at_end = !size || xml->is_stopped || xml->notes.text || xml->notes.has_doctype;
    const xmlParserInput *input = xml->parser->input;
    if (!xml->at_end && input && input->end - input->cur > HT_XML_MOST_A_TAG) {
        stop(xml, "the tag or comment that begins here has more than 256 KB, and nothing after it "
                  "was read; correct it, or export it anew");
        xml->at_end = true;
    } else if (!xml->at_end && xml->bytes > most_bytes) {
        stop(xml, "the file has more than 1024 MB; is it really this file?");
        xml->at_end = true;
    }
}

/* The first row that nobody has read yet; NULL at the end. */
static const struct row *front(struct ht_school_xml *xml)
{
    while (xml->next == xml->row_count && !xml->at_end) {
        forget_rows(xml);
        feed(xml);
    }
    return xml->next < xml->row_count ? &xml->rows[xml->next] : NULL;
}

static void pass(struct ht_school_xml *xml)
{
    xml->taken = xml->sections[xml->rows[xml->next++].file].place;
}

/* Looks through the whole document; false after a fault that leaves nothing to read. */
static bool scan(struct ht_school_xml *xml)
{
    start(xml, true);
    while (!xml->at_end)
        feed(xml);
    xml->policy = xml->parser->myDoc;
    xml->parser->myDoc = NULL;
    return ht_xml_is_fine(&xml->notes, xml->name, "name the folder that holds the school's files",
                          xml->faults) &&
           !xml->is_stopped;
}

/* ------------------------------------------------------------ the document */

struct ht_school_xml *ht_school_xml_open(const char *path, struct ht_diagnostics *faults)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    struct stat about;
    int file = ht_file_open(path, name, true, &about, faults);
    if (file < 0)
        return NULL;
    struct ht_school_xml *xml = HT_NEW(struct ht_school_xml, 1);
    xml->file = file;
    xml->name = ht_copy_text(name, strlen(name));
    xml->faults = faults;
    xml->told = ht_strings_new();
    xml->text = HT_NEW(char, 1);
    xml->text_capacity = 1;
    if (!scan(xml)) {
        ht_school_xml_free(xml);
        return NULL;
    }
    start(xml, false);
    return xml;
}

void ht_school_xml_free(struct ht_school_xml *xml)
{
    if (!xml)
        return;
    free_parser(xml);
    xmlFreeDoc(xml->policy);
    ht_strings_free(xml->told);
    close(xml->file);
    free(xml->notes.text);
    free(xml->name);
    free(xml->rows);
    free(xml->text);
    free(xml);
}

const char *ht_school_xml_name(const struct ht_school_xml *xml)
{
    return xml->name;
}

const xmlNode *ht_school_xml_policy(const struct ht_school_xml *xml)
{
    return xml->policy ? xmlDocGetRootElement(xml->policy) : NULL;
}

/* ------------------------------------------------------------ listings */

/* The rows of a section. */
struct xml_listing {
    struct ht_record_source listing; /* first, so that it is found from it */
    struct ht_school_xml *xml;
    enum ht_file file;
};

static bool next_row(struct ht_record_source *listing)
{
    const struct xml_listing *rows = (const struct xml_listing *)listing;
    struct ht_school_xml *xml = rows->xml;
    if (listing->rows == xml->sections[rows->file].rows)
        return false;
    const struct row *row = front(xml);
    if (!row || row->file != rows->file) {
        ht_fault(xml->faults, HT_FAULT, xml->name, 1,
                 "the file was changed while it was read; try again");
        return false;
    }
    listing->line = row->line;
    for (size_t i = 0; i < listing->columns->count; i++) {
        enum ht_column column = listing->columns->columns[i].column;
        listing->cells[column] = xml->text + row->cells[column];
    }
    pass(xml);
    return true;
}

static void free_listing(struct ht_record_source *listing)
{
    free(listing);
}

/* Goes to the first row of a section, which is mostly the next one. */
static void seek(struct ht_school_xml *xml, enum ht_file file)
{
    const struct section *section = &xml->sections[file];
    const struct row *row;
    if (section->place <= xml->taken)
        start(xml, false);
    while ((row = front(xml)) && xml->sections[row->file].place < section->place)
        pass(xml);
}

struct ht_record_source *ht_school_xml_listing(struct ht_school_xml *xml, enum ht_file file)
{
    const struct ht_file_columns *columns = ht_file_columns(file);
    const struct section *section = &xml->sections[file];
    if (!section->is_there && columns->needed)
        ht_fault(xml->faults, HT_FAULT, xml->name, 1,
                 "the element <%s> is missing; add it with a <%s> for each row (%s)",
                 columns->element, columns->row, columns->meaning);
    if (!section->is_there)
        return NULL;
    struct xml_listing *rows = HT_NEW(struct xml_listing, 1);
    rows->listing = (struct ht_record_source){
        .columns = columns,
        .name = xml->name,
        .faults = xml->faults,
        .next = next_row,
        .free = free_listing,
    };
    memcpy(rows->listing.has, section->has, sizeof section->has);
    ht_record_source_clear(&rows->listing);
    rows->xml = xml;
    rows->file = file;
    if (section->rows)
        seek(xml, file);
    return &rows->listing;
}
