/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libxml2's own reader that is asked for nodes (xmlTextReader) knows no lines beyond 65535, and
 * looks into a document type before it can be refused: so its parser is fed, and nodes queue here.
 */
#include "io/xml/reader.h"

#include "solver/base/memory.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

/* No network, CDATA is text, lines beyond 65535 are known. */
enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES };

enum { BYTES_AT_ONCE = 1 << 16 };

/* What SAX2 says of an attribute; the value ends without a 0. */
struct attribute {
    const char *name, *prefix, *uri, *value, *end;
};

struct ht_xml_reader {
    xmlParserCtxt *parser;
    ht_xml_source *source;
    void *context;                    /* the source's */
    struct ht_xml_node *first, *last; /* parsed, and not yet asked for */
    int depth;                        /* elements that are open */
    bool is_begun, at_end, has_doctype, is_too_long;
    int line;   /* of the first error */
    char *text; /* of the first error, or NULL; owned */
};

static struct ht_xml_reader *reader_of(void *parser)
{
    return ((xmlParserCtxt *)parser)->_private;
}

/* ------------------------------------------------------------ nodes */

/* Comments before the outer element go into it: school.xml has room for those of a policy there. */
static void enqueue(struct ht_xml_reader *reader, struct ht_xml_node *node)
{
    bool is_first = !reader->first || (node->kind == HT_XML_ELEMENT && node->depth == 1);
    node->next = is_first ? reader->first : NULL;
    *(is_first ? &reader->first : &reader->last->next) = node;
    if (!node->next)
        reader->last = node;
}

/* Copies a value. The parser leaves ampersands as references, for entities to be replaced later. */
static char *copy_value(char *to, const struct attribute *attribute)
{
    static const char ampersand[] = "&#38;";
    const size_t length = strlen(ampersand);
    for (const char *from = attribute->value; from < attribute->end; to++) {
        *to = *from;
        from += *from == '&' && !strncmp(from, ampersand, length) ? length : 1;
    }
    *to = 0;
    return to + 1;
}

/* A node and all that it says are one piece of memory. */
static void add(struct ht_xml_reader *reader, enum ht_xml_kind kind, const xmlChar *text,
                size_t length, size_t count, const struct attribute *attributes)
{
    size_t bytes = length + 1;
    for (size_t n = 0; n < count; n++)
        bytes += strlen(attributes[n].name) + attributes[n].end - attributes[n].value + 2;
    struct ht_xml_node *node =
        ht_resize(NULL, sizeof *node + count * sizeof *node->attributes + bytes, 1);
    char *to = (char *)(node->attributes + count);
    reader->depth += kind == HT_XML_ELEMENT;
    *node = (struct ht_xml_node){
        .kind = kind,
        .line = xmlSAX2GetLineNumber(reader->parser),
        .depth = reader->depth,
        .text = memcpy(to, text, length),
        .count = count,
    };
    reader->depth -= kind == HT_XML_END;
    to[length] = 0;
    to += length + 1;
    for (size_t n = 0; n < count; n++) {
        char *value = stpcpy(to, attributes[n].name) + 1;
        node->attributes[n] = (struct ht_xml_attribute){to, value, attributes[n].prefix};
        to = copy_value(value, &attributes[n]);
    }
    enqueue(reader, node);
}

static void on_start(void *parser, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int count, int default_count,
                     const xmlChar **attributes)
{
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)default_count;
    add(reader_of(parser), HT_XML_ELEMENT, name, xmlStrlen(name), count, (const void *)attributes);
}

static void on_end(void *parser, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)prefix, (void)uri;
    add(reader_of(parser), HT_XML_END, name, xmlStrlen(name), 0, NULL);
}

static void on_text(void *parser, const xmlChar *text, int length)
{
    add(reader_of(parser), HT_XML_TEXT, text, length, 0, NULL);
}

static void on_comment(void *parser, const xmlChar *text)
{
    add(reader_of(parser), HT_XML_COMMENT, text, xmlStrlen(text), 0, NULL);
}

/* ------------------------------------------------------------ what stops it */

/* A document type can make a small file huge; none is needed. */
static void refuse_doctype(void *parser, const xmlChar *name, const xmlChar *external,
                           const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    struct ht_xml_reader *reader = reader_of(parser);
    reader->has_doctype = true;
    reader->line = xmlSAX2GetLineNumber(parser);
    xmlStopParser(parser);
}

static void note(struct ht_xml_reader *reader, const char *text, int line)
{
    if (reader->text)
        return;
    reader->text = ht_copy_text(text, strcspn(text, "\n"));
    reader->line = line;
}

static void on_error(void *parser, xmlErrorPtr error)
{
    if (error->level >= XML_ERR_ERROR && error->message)
        note(reader_of(parser), error->message, error->line);
}

/* What is wrong is noted; libxml2 would print some of it as well. */
static void say_nothing(void *context, const char *format, ...)
{
    (void)context, (void)format;
}

bool ht_xml_is_too_long(const struct ht_xml_reader *reader)
{
    return reader->is_too_long;
}

int ht_xml_line(const struct ht_xml_reader *reader)
{
    return xmlSAX2GetLineNumber(reader->parser);
}

bool ht_xml_is_fine(const struct ht_xml_reader *reader, const char *file, const char * or,
                    struct ht_diagnostics *faults)
{
    int line = reader->line > 0 ? reader->line : 1;
    if (reader->has_doctype)
        ht_fault(
            faults, HT_FAULT, file, line,
            "there is a <!DOCTYPE>, which may hide harm and is not needed; take it away, or %s",
            or);
    else if (reader->text)
        ht_fault(faults, HT_FAULT, file, line,
                 "this is not XML that can be read (%s); correct it, or %s", reader->text, or);
    return !reader->has_doctype && !reader->text;
}

/* ------------------------------------------------------------ parsing */

static struct ht_xml_reader *new_reader(xmlParserCtxt *parser)
{
    if (!parser)
        ht_out_of_memory();
    struct ht_xml_reader *reader = HT_NEW(struct ht_xml_reader, 1);
    reader->parser = parser;
    parser->_private = reader;
    xmlCtxtUseOptions(parser, OPTIONS);
    xmlSAXHandler *sax = parser->sax;
    sax->internalSubset = refuse_doctype;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = sax->ignorableWhitespace = on_text;
    sax->comment = on_comment;
    sax->processingInstruction = NULL;
    sax->reference = NULL;
    sax->serror = on_error;
    xmlSetGenericErrorFunc(NULL, say_nothing);
    return reader;
}

struct ht_xml_reader *ht_xml_reader_new(ht_xml_source *source, void *context)
{
    struct ht_xml_reader *reader = new_reader(xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL));
    reader->source = source;
    reader->context = context;
    return reader;
}

struct ht_xml_reader *ht_xml_reader_of(const char *bytes, size_t size)
{
    struct ht_xml_reader *reader = new_reader(xmlNewParserCtxt());
    reader->at_end = true;
    xmlFreeDoc(xmlCtxtReadMemory(reader->parser, bytes, size, NULL, NULL, OPTIONS));
    return reader;
}

/* Parses a few bytes: the attributes of a tag without end would be compared for ever. */
static void feed(struct ht_xml_reader *reader)
{
    char bytes[BYTES_AT_ONCE];
    const xmlParserInput *input = reader->parser->input;
    reader->is_too_long = input && input->end - input->cur > HT_XML_MOST_A_TAG;
    ssize_t size = reader->is_too_long ? -1 : reader->source(reader->context, bytes, sizeof bytes);
    reader->at_end = size <= 0;
    if (size < 0)
        return;
    reader->is_begun |= size > 0;
    if (!reader->is_begun) {
        note(reader, "it is empty", 1);
        return;
    }
    int error = xmlParseChunk(reader->parser, bytes, size, !size);
    /* Of bytes that are not in the encoding that was named only this tells. */
    if (error && error != XML_ERR_USER_STOP)
        note(reader, "it is not in the encoding that it names", ht_xml_line(reader));
    reader->at_end |= reader->text || reader->has_doctype;
}

struct ht_xml_node *ht_xml_next(struct ht_xml_reader *reader)
{
    while (!reader->first && !reader->at_end)
        feed(reader);
    struct ht_xml_node *node = reader->first;
    if (!node)
        return NULL;
    reader->first = node->next;
    node->next = NULL;
    return node;
}

void ht_xml_reader_free(struct ht_xml_reader *reader)
{
    if (!reader)
        return;
    reader->at_end = true;
    for (struct ht_xml_node *node; (node = ht_xml_next(reader));)
        free(node);
    xmlFreeDoc(reader->parser->myDoc);
    xmlFreeParserCtxt(reader->parser);
    free(reader->text);
    free(reader);
}
