/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/xml/stream.h"

#include "io/base/cells.h"
#include "io/xml/xml.h"
#include "solver/base/memory.h"

#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64, BYTES_AT_ONCE = 1 << 16 };

/* Places in what SAX2 says of an attribute. */
enum { LOCAL_NAME = 0, VALUE = 3, VALUE_END = 4, ATTRIBUTE_PARTS = 5 };

/* A text that grows. */
struct text {
    char *bytes; /* owned, with a 0 after them */
    size_t size, capacity;
};

struct stream {
    struct ht_xml_notes notes; /* first, since the parser knows the stream by them */
    xmlParserCtxt *parser;
    const struct ht_xml_listener *listener;
    void *context;
    const char *names[DEEPEST]; /* of open elements, the parser's */
    int depth;
    bool is_too_deep, is_too_long; /* nothing was read after notes.line */
    struct text attributes;        /* "name\0value\0", and so on; ends with an empty name */
    struct text text;              /* since the last start tag */
};

/* ------------------------------------------------------------ texts */

static void append(struct text *text, const char *bytes, size_t size)
{
    if (text->size + size + 1 > text->capacity) {
        text->capacity = 2 * (text->size + size + 1);
        text->bytes = ht_resize(text->bytes, text->capacity, 1);
    }
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = 0;
}

static void clear(struct text *text)
{
    text->size = 0;
    append(text, "", 0);
}

static void append_trimmed(struct text *text, const char *bytes, size_t size)
{
    char *copy = ht_copy_text(bytes, size), *trimmed = ht_cell_trim(copy);
    append(text, trimmed, strlen(trimmed) + 1);
    free(copy);
}

static void take_attributes(struct stream *stream, int count, const xmlChar **attributes)
{
    clear(&stream->attributes);
    for (int n = 0; n < count; n++, attributes += ATTRIBUTE_PARTS) {
        const char *name = HT_XML_TEXT(attributes[LOCAL_NAME]);
        append(&stream->attributes, name, strlen(name) + 1);
        append_trimmed(&stream->attributes, HT_XML_TEXT(attributes[VALUE]),
                       (size_t)(attributes[VALUE_END] - attributes[VALUE]));
    }
    append(&stream->attributes, "", 1);
}

const char *ht_xml_attribute(const struct ht_xml_element *element, const char *name)
{
    for (const char *at = element->attributes; *at;) {
        const char *value = at + strlen(at) + 1;
        if (!strcmp(at, name))
            return value;
        at = value + strlen(value) + 1;
    }
    return "";
}

/* ------------------------------------------------------------ what the parser calls */

static struct ht_xml_element innermost(const struct stream *stream)
{
    return (struct ht_xml_element){
        .name = stream->names[stream->depth - 1],
        .parent = stream->depth > 1 ? stream->names[stream->depth - 2] : "",
        .text = "",
        .attributes = "",
        .line = xmlSAX2GetLineNumber(stream->parser),
    };
}

static void start_element(void *parser, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
                          int attribute_count, int default_count, const xmlChar **attributes)
{
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)default_count;
    struct stream *stream = ((xmlParserCtxt *)parser)->_private;
    if (stream->depth == DEEPEST) {
        stream->is_too_deep = true;
        stream->notes.line = xmlSAX2GetLineNumber(parser);
        xmlStopParser(parser);
        return;
    }
    stream->names[stream->depth++] = HT_XML_TEXT(name);
    clear(&stream->text);
    if (!stream->listener->start)
        return;
    take_attributes(stream, attribute_count, attributes);
    struct ht_xml_element element = innermost(stream);
    element.attributes = stream->attributes.bytes;
    stream->listener->start(stream->context, &element);
}

static void end_element(void *parser, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct stream *stream = ((xmlParserCtxt *)parser)->_private;
    struct ht_xml_element element = innermost(stream);
    element.text = ht_cell_trim(stream->text.bytes);
    if (stream->listener->end)
        stream->listener->end(stream->context, &element);
    stream->depth--;
    clear(&stream->text);
}

static void take_text(void *parser, const xmlChar *bytes, int size)
{
    struct stream *stream = ((xmlParserCtxt *)parser)->_private;
    append(&stream->text, HT_XML_TEXT(bytes), (size_t)size);
}

/* ------------------------------------------------------------ parsing */

static bool is_stopped(const struct stream *stream)
{
    return stream->is_too_deep || stream->is_too_long || stream->notes.text ||
           stream->notes.has_doctype;
}

/* In pieces: the attributes of a tag without end would be compared with one another for ever. */
static void feed(struct stream *stream, const char *bytes, size_t size)
{
    while (size && !is_stopped(stream)) {
        int piece = size < BYTES_AT_ONCE ? (int)size : BYTES_AT_ONCE;
        ht_xml_feed(stream->parser, bytes, piece, false);
        bytes += piece;
        size -= (size_t)piece;
        const xmlParserInput *input = stream->parser->input;
        stream->is_too_long = input && input->end - input->cur > HT_XML_MOST_A_TAG;
        if (stream->is_too_long)
            stream->notes.line = xmlSAX2GetLineNumber(stream->parser);
    }
    if (!is_stopped(stream))
        ht_xml_feed(stream->parser, NULL, 0, true);
}

static void parse(struct stream *stream, const char *bytes, size_t size)
{
    stream->parser = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
    if (!stream->parser)
        ht_out_of_memory();
    xmlCtxtUseOptions(stream->parser, HT_XML_OPTIONS);
    ht_xml_guard(stream->parser, &stream->notes);
    xmlSAXHandler *calls = stream->parser->sax;
    calls->startElementNs = start_element;
    calls->endElementNs = end_element;
    calls->characters = take_text;
    calls->ignorableWhitespace = take_text;
    calls->cdataBlock = take_text;
    calls->comment = NULL;
    calls->processingInstruction = NULL;
    calls->reference = NULL;
    feed(stream, bytes, size);
    xmlFreeDoc(stream->parser->myDoc);
    xmlFreeParserCtxt(stream->parser);
    free(stream->attributes.bytes);
    free(stream->text.bytes);
}

bool ht_xml_read(const struct ht_source *source, const struct ht_xml_listener *listener,
                 void *context, struct ht_diagnostics *faults)
{
    struct stream stream = {.listener = listener, .context = context};
    if (!source->size) {
        ht_fault(faults, HT_FAULT, source->path, 1, "the file is blank; export it again");
        return false;
    }
    parse(&stream, source->bytes, source->size);
    bool is_fine = ht_xml_is_fine(&stream.notes, source->path, "export it again", faults);
    if (is_fine && stream.is_too_long)
        ht_fault(faults, HT_FAULT, source->path, stream.notes.line,
                 "the tag or comment that begins here has more than %d KB, which no such export "
                 "has; export it again",
                 HT_XML_MOST_A_TAG >> 10);
    if (is_fine && stream.is_too_deep)
        ht_fault(faults, HT_FAULT, source->path, stream.notes.line,
                 "elements lie in one another more than %d deep, which no such export has; export "
                 "it again",
                 DEEPEST);
    free(stream.notes.text);
    return is_fine && !stream.is_too_long && !stream.is_too_deep;
}

/* ------------------------------------------------------------ the outermost element */

/* What follows the text that ends something, or NULL. */
static const char *after(const char *at, const char *end)
{
    const char *found = strstr(at, end);
    return found ? found + strlen(end) : NULL;
}

bool ht_xml_has_root(const struct ht_source *source, const char *name)
{
    static const char mark[] = "\xef\xbb\xbf", type[] = "<!DOCTYPE";
    const char *at = source->bytes;
    at += strncmp(at, mark, strlen(mark)) ? 0 : strlen(mark);
    while (at) {
        at += strspn(at, " \t\r\n");
        if (!strncmp(at, "<?", 2))
            at = after(at, "?>");
        else if (!strncmp(at, "<!--", 4))
            at = after(at, "-->");
        else
            break;
    }
    if (!at || *at != '<')
        return false;
    /* A document type says what the outermost element is called, too. */
    at += strncmp(at, type, strlen(type)) ? 1 : strlen(type);
    at += strspn(at, " \t\r\n");
    size_t length = strlen(name);
    return !strncmp(at, name, length) && strchr(" \t\r\n/>[", at[length]);
}
